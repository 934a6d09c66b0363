"""What is done from the command line: make a key, seal, prove, and check a proof."""

import io
import os
import signal
import threading

import pytest
from django.core.management import CommandError, call_command

from casework.audit.management.commands import seal_ledger
from casework.audit.models import Checkpoint
from casework.audit.sealing.keys import read_key
from casework.audit.sealing.sealer import create_key, entries_not_sealed, seal_entries
from tests.audit.sealing.proofs import examine, unpacked
from tests.factories.cases import CaseFactory
from tests.factories.reference import TermFactory


def said_by(command: str, *arguments: str) -> str:
    """Run a command and return what it said."""
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def key(key_file, db):
    """A key that has signed nothing yet."""
    return create_key()


@pytest.mark.django_db
class TestCreateSealingKey:
    def test_shows_the_public_half_alone(self, key_file) -> None:
        said = said_by("create_sealing_key")

        key = read_key(key_file)
        assert str(key.public) in said
        assert key.written.rpartition("+")[2] not in said

    def test_refuses_to_put_another_in_its_place(self, key) -> None:
        with pytest.raises(CommandError, match="already"):
            call_command("create_sealing_key")

    def test_rotates_it(self, key, key_file) -> None:
        said = said_by("create_sealing_key", "--rotate")

        assert str(read_key(key_file).public) in said
        assert read_key(key_file).public != key


class TestSealLedger:
    def test_says_what_it_sealed(self, key) -> None:
        TermFactory()
        waiting = entries_not_sealed()

        assert f"checkpoint 1 over {waiting} entries" in said_by("seal_ledger")
        assert "sealed already" in said_by("seal_ledger")

    @pytest.mark.django_db
    def test_refuses_without_a_key_in_plain_words(self, key_file) -> None:
        with pytest.raises(CommandError, match="create_sealing_key"):
            call_command("seal_ledger")

    @pytest.mark.parametrize("option", ["--entries", "--minutes"])
    def test_refuses_to_wait_for_nothing(self, key, option) -> None:
        with pytest.raises(CommandError, match="from 1 up"):
            call_command("seal_ledger", option, "0")


class TestSealLedgerKeepGoing:
    @pytest.fixture
    def looks(self, monkeypatch) -> list:
        """Let it look at once, and do before each look what is asked here; then it is told to end."""
        acts: list = []

        class Ending(threading.Event):
            def wait(self, timeout=None) -> bool:
                if acts:
                    acts.pop(0)()
                else:
                    os.kill(os.getpid(), signal.SIGTERM)
                return self.is_set()

        monkeypatch.setattr(seal_ledger, "Event", Ending)
        handlers = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
        yield acts
        for each, handler in handlers.items():
            signal.signal(each, handler)

    def test_seals_once_enough_entries_wait_and_ends_when_it_is_told(self, key, looks) -> None:
        TermFactory()
        seal_entries()
        looks += [TermFactory, lambda: TermFactory.create_batch(2)]

        said = said_by("seal_ledger", "--keep-going", "--entries", "3")

        first, second = Checkpoint.objects.order_by("number")
        assert second.size == first.size + 3
        assert "3 entries are sealed" in said

    def test_seals_fewer_once_the_minutes_are_over(self, key, looks, monkeypatch) -> None:
        TermFactory()
        seal_entries()
        clock = iter([0, 59, 60, 60])
        monkeypatch.setattr(seal_ledger, "monotonic", lambda: next(clock))
        waiting = []
        looks += [TermFactory, lambda: waiting.append(entries_not_sealed())]

        said_by("seal_ledger", "--keep-going", "--minutes", "1")

        assert waiting == [1]
        assert entries_not_sealed() == 0

    def test_goes_on_when_a_seal_fails(self, key, key_file, looks) -> None:
        looks += [lambda: (TermFactory(), key_file.chmod(0o644)), lambda: key_file.chmod(0o600)]

        said = said_by("seal_ledger", "--keep-going", "--entries", "1")

        assert "Others can read" in said
        assert entries_not_sealed() == 0


class TestExportProof:
    def test_writes_the_proof_of_the_case_named(self, key, tmp_path) -> None:
        shown, hidden = CaseFactory(), CaseFactory()
        seal_entries()
        TermFactory()

        said = said_by("export_proof", "--output", str(tmp_path / "p.zip"), "--case", shown.reference)

        proven = "\n".join(examine(unpacked((tmp_path / "p.zip").read_bytes())))
        assert f"Case {shown.pk}," in proven
        assert f"Case {hidden.pk}," not in proven
        assert "Not sealed yet, and not in it: 1" in said
        assert (tmp_path / "p.zip").stat().st_mode & 0o777 == 0o600

    def test_writes_the_proof_of_every_case(self, key, tmp_path) -> None:
        cases = CaseFactory.create_batch(2)
        seal_entries()

        call_command("export_proof", "--output", str(tmp_path / "p.zip"), "--all-cases")

        proven = "\n".join(examine(unpacked((tmp_path / "p.zip").read_bytes())))
        assert all(f"Case {case.pk}," in proven for case in cases)

    def test_writes_over_no_file(self, key, tmp_path) -> None:
        TermFactory()
        seal_entries()
        (tmp_path / "p.zip").write_text("kept")

        with pytest.raises(CommandError, match="File exists"):
            call_command("export_proof", "--output", str(tmp_path / "p.zip"))

        assert (tmp_path / "p.zip").read_text() == "kept"

    @pytest.mark.django_db
    def test_leaves_no_file_where_nothing_is_sealed(self, tmp_path) -> None:
        with pytest.raises(CommandError, match="Nothing is sealed yet"):
            call_command("export_proof", "--output", str(tmp_path / "p.zip"))

        assert not (tmp_path / "p.zip").exists()

    @pytest.mark.django_db
    def test_refuses_a_case_that_is_not_there(self, tmp_path) -> None:
        with pytest.raises(CommandError, match="There is no case XX-1"):
            call_command("export_proof", "--output", str(tmp_path / "p.zip"), "--case", "XX-1")


class TestVerifyLedgerProof:
    @pytest.fixture
    def proof(self, key, tmp_path):
        """A proof in a file."""
        CaseFactory()
        seal_entries()
        call_command("export_proof", "--output", str(tmp_path / "p.zip"), "--all-cases", stdout=io.StringIO())
        return tmp_path / "p.zip"

    def test_says_what_is_proven(self, proof) -> None:
        assert "The proof holds." in said_by("verify_ledger", "--proof", str(proof))

    def test_exits_with_one_where_it_fails(self, proof) -> None:
        spoilt = bytearray(proof.read_bytes())
        spoilt[len(spoilt) // 2] ^= 1
        proof.write_bytes(spoilt)

        with pytest.raises(CommandError) as failure:
            call_command("verify_ledger", "--proof", str(proof))

        assert failure.value.returncode == 1
