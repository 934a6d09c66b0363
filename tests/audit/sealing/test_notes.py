"""Keys and checkpoints are written as C2SP says, and nothing that is not is taken for one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.audit.sealing import verify
from casework.audit.sealing.keys import PublicKey, SecretKey
from casework.audit.sealing.notes import Statement, hash_of, opened, signed

#: The example in the documentation of Go's package note, where the format comes from.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAYING = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

KEY = SecretKey("casework/test", bytes(range(32)))
STATEMENT = Statement(
    origin=KEY.name, size=3, root=b"r" * 32, number=1, time=datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
)


class TestPublicKey:
    def test_is_written_as_the_format_says(self) -> None:
        key = PublicKey.parse(PETER)

        assert (key.name, str(key), key.hash.hex()) == ("PeterNeumann", PETER, "c74f20a3")

    def test_verifies_a_signature_made_elsewhere(self) -> None:
        made = verify.bytes_of(SIGNATURE)

        assert made[:4] == PublicKey.parse(PETER).hash
        assert PublicKey.parse(PETER).verifies(made[4:], SAYING)
        assert verify.is_signed(verify.parse_key(PETER).raw, SAYING.encode(), made[4:])

    @pytest.mark.parametrize(
        "written",
        ["", "name", "a b+c74f20a3+AQ==", PETER.replace("c7", "c8"), PETER[:-1] + "X", PETER + "\n"],
    )
    def test_refuses_what_is_none(self, written) -> None:
        with pytest.raises(ValueError, match="not a"):
            PublicKey.parse(written)
        with pytest.raises(verify.Failure, match="is not a public key"):
            verify.parse_key(written)


class TestSecretKey:
    def test_is_read_as_it_was_written(self) -> None:
        assert SecretKey.parse(KEY.written) == KEY

    def test_never_shows_itself(self) -> None:
        assert KEY.written.rpartition("+")[2] not in f"{KEY} {KEY!r}"


class TestNote:
    def test_is_written_as_the_format_says(self) -> None:
        text, blank, signature = signed(STATEMENT, KEY).partition("\n\n")

        assert text.splitlines() == [
            "casework/test",
            "3",
            "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI=",
            "number 1",
            "time 2026-03-01T12:00:30Z",
        ]
        assert blank
        assert signature.startswith("— casework/test ")
        assert signature.endswith("\n")

    @given(
        size=st.integers(0, 2**40),
        number=st.integers(1, 2**40),
        previous=st.none() | st.binary(min_size=32, max_size=32),
        has_next_key=st.booleans(),
    )
    def test_is_opened_to_what_was_stated(self, size, number, previous, has_next_key) -> None:
        next_key = SecretKey("casework/test", b"n" * 32).public if has_next_key else None
        statement = Statement(KEY.name, size, b"r" * 32, number, STATEMENT.time, previous, next_key)

        note = signed(statement, KEY)

        assert opened(note, KEY.public) == statement
        read = verify.parse_note(note, verify.parse_key(str(KEY.public)))
        assert (read.size, read.number, read.previous) == (size, number, previous)
        assert read.next_key == (str(next_key) if next_key else None)

    @given(st.data())
    def test_is_refused_with_any_other_letter(self, data) -> None:
        note = signed(STATEMENT, KEY)
        at = data.draw(st.integers(0, len(note) - 1))
        letter = data.draw(st.characters(codec="utf-8").filter(lambda letter: letter != note[at]))
        spoilt = note[:at] + letter + note[at + 1 :]

        with pytest.raises(ValueError, match=r"."):
            opened(spoilt, KEY.public)
        assert not verify.is_noted(spoilt, verify.parse_key(str(KEY.public)))

    def test_is_refused_under_another_key(self) -> None:
        other = SecretKey(KEY.name, b"o" * 32).public

        with pytest.raises(ValueError, match="not signed by its key"):
            opened(signed(STATEMENT, KEY), other)

    def test_is_named_by_the_hash_of_all_of_it(self) -> None:
        assert hash_of(signed(STATEMENT, KEY)) != hash_of(signed(STATEMENT, SecretKey(KEY.name, b"o" * 32)))
