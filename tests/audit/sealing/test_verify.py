"""The outsider's verifier accepts the proof that was written, and nothing else."""

import ast
import random
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings

from casework.audit.context import Actor, Origin, change_set
from casework.audit.sealing import verify
from casework.audit.sealing.exports import write_proof
from casework.audit.sealing.keys import SecretKey
from casework.audit.sealing.sealer import create_key, latest_checkpoint, rotate_key, seal_entries
from tests.audit.sealing.proofs import Files, examine, rewritten, unpacked, with_manifest
from tests.factories.cases import CaseFactory, DevelopmentFactory

#: What a proof is made of; the other files only explain it.
EVIDENCE = [name for name in verify.FILES if name not in {"README.txt", "verify.py"}]


class Proofs(NamedTuple):
    """Two proofs of one ledger, the key it began under, and the numbers of its cases."""

    earlier: Files
    later: Files
    key: str
    shown: int
    hidden: int

    @property
    def kept(self) -> str:
        """The checkpoint that an outsider kept of the earlier one."""
        return self.earlier["checkpoint.txt"].decode()


def proof(tmp_path: Path, *cases: int) -> Files:
    """Write a proof and unpack it."""
    path = tmp_path / "proof.zip"
    with path.open("wb") as file:
        write_proof(file=file, cases=cases)
    return unpacked(path.read_bytes())


@pytest.fixture(scope="module")
def proofs(django_db_setup, django_db_blocker, tmp_path_factory) -> Proofs:
    """Seal two cases three times, once under a new key, and prove one of them to an outsider twice."""
    folder = tmp_path_factory.mktemp("proofs")
    with (
        django_db_blocker.unblock(),
        override_settings(SEALING_KEY_FILE=str(folder / "sealing.key")),
        change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"),
        transaction.atomic(),
    ):
        key = create_key()
        shown, hidden = CaseFactory(title="Shown"), CaseFactory(title="Withheld")
        DevelopmentFactory(case=shown, headline="Первые слова")
        seal_entries()
        earlier = proof(folder, shown.pk)
        rotate_key()
        DevelopmentFactory(case=hidden, headline="Withheld words")
        seal_entries()
        DevelopmentFactory(case=shown)
        seal_entries()
        later = proof(folder, shown.pk)
        transaction.set_rollback(True)
    return Proofs(earlier, later, str(key), shown.pk, hidden.pk)


@pytest.fixture
def folder(proofs, tmp_path) -> Path:
    """The later proof, unpacked."""
    for name, content in proofs.later.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the verifier in an unpacked folder as an outsider does."""
    return subprocess.run(
        [sys.executable, "verify.py", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


class TestProof:
    def test_holds_as_it_was_written(self, proofs) -> None:
        proven = "\n".join(examine(proofs.later))

        assert f"Case {proofs.shown}, 3 entries:" in proven
        assert f"Case {proofs.hidden}" not in proven
        assert proofs.key in proven

    def test_is_the_same_each_time(self, proofs, tmp_path, db, key_file) -> None:
        create_key()
        case = CaseFactory()
        seal_entries()

        assert proof(tmp_path, case.pk) == proof(tmp_path, case.pk)

    def test_tells_nothing_of_other_cases(self, proofs) -> None:
        assert not [name for name, content in proofs.later.items() if b"Withheld" in content]

    def test_holds_without_any_case(self, tmp_path, db, key_file) -> None:
        create_key()
        CaseFactory()
        seal_entries()

        assert examine(proof(tmp_path))

    @pytest.mark.parametrize("name", [*verify.FILES, verify.MANIFEST])
    def test_fails_without_one_of_its_files(self, folder, name) -> None:
        (folder / name).unlink()

        with pytest.raises(verify.Failure, match="cannot be read"):
            verify.examine_folder(folder)

    def test_says_which_values_it_lacks(self, proofs) -> None:
        def erase(entries):
            entries[0] |= {"values": None, "salt": None}

        proven = examine(rewritten(proofs.later, "entries.jsonl", erase))

        assert any("1 come without their values" in line for line in proven)


class TestFlippedByte:
    def test_is_found_wherever_it_is(self, proofs) -> None:
        chance = random.Random(4)  # noqa: S311
        sizes = [len(content) for content in proofs.later.values()]
        held = []
        for _ in range(4000):
            (name,) = chance.choices(list(proofs.later), sizes)
            spoilt = bytearray(proofs.later[name])
            at, change = chance.randrange(len(spoilt)), chance.randrange(1, 256)
            spoilt[at] ^= change
            try:
                examine({**proofs.later, name: bytes(spoilt)})
            except verify.Failure:
                continue
            held.append((name, at, change))

        assert held == []

    def test_is_found_in_all_evidence_though_the_manifest_is_made_anew(self, proofs) -> None:
        chance = random.Random(5)  # noqa: S311
        held = []
        for name in EVIDENCE:
            for _ in range(15):
                spoilt = bytearray(proofs.later[name])
                at, change = chance.randrange(len(spoilt)), chance.choice([1, 32, chance.randrange(1, 256)])
                spoilt[at] ^= change
                try:
                    examine(with_manifest({**proofs.later, name: bytes(spoilt)}))
                except verify.Failure:
                    continue
                held.append((name, at, change))

        assert held == []

    def test_ends_the_verifier_with_one(self, proofs, folder) -> None:
        chance = random.Random(6)  # noqa: S311
        # Of the verifier itself, too, and the digit by which it would say that all is well.
        places = [("verify.py", proofs.later["verify.py"].index(b"return 1") + 7, 1)]
        places += [
            (name, chance.randrange(len(content)), chance.randrange(1, 256))
            for name, content in proofs.later.items()
        ]
        codes = []
        for name, at, change in places:
            spoilt = bytearray(proofs.later[name])
            spoilt[at] ^= change
            (folder / name).write_bytes(spoilt)
            codes.append(run(folder).returncode)
            (folder / name).write_bytes(proofs.later[name])

        assert codes == [1] * len(places)


class TestTampering:
    def test_with_values_is_found(self, proofs) -> None:
        def edit(entries):
            entries[0]["values"]["title"] = "Another"

        with pytest.raises(verify.Failure, match="values other than those committed to"):
            examine(rewritten(proofs.later, "entries.jsonl", edit))

    def test_with_values_and_their_commitment_is_found(self, proofs) -> None:
        def edit(entries):
            entries[0]["entry"]["commitment"] = "00" * 32

        with pytest.raises(verify.Failure, match="is not the one sealed"):
            examine(rewritten(proofs.later, "entries.jsonl", edit))

    def test_with_a_reason_is_found(self, proofs) -> None:
        def edit(acts):
            acts[0]["reason"] = "another"

        with pytest.raises(verify.Failure, match="lacks its change set"):
            examine(rewritten(proofs.later, "change_sets.jsonl", edit))

    @pytest.mark.parametrize("twice", [True, False])
    def test_with_a_change_set_that_is_added_is_found(self, proofs, twice) -> None:
        def add(acts):
            acts.insert(0, {**acts[0], "reason": "another"} | ({} if twice else {"id": "another"}))

        with pytest.raises(verify.Failure, match=r"told twice|no entry is shown"):
            examine(rewritten(proofs.later, "change_sets.jsonl", add))

    def test_with_something_told_beside_is_found(self, proofs) -> None:
        def add(entries):
            entries[0]["remark"] = "seen by nobody"

        with pytest.raises(verify.Failure, match="more than is proven"):
            examine(rewritten(proofs.later, "entries.jsonl", add))

    def test_with_the_order_of_entries_is_found(self, proofs) -> None:
        with pytest.raises(verify.Failure, match="out of its place"):
            examine(rewritten(proofs.later, "entries.jsonl", list.reverse))

    def test_with_the_order_of_leaves_is_found(self, proofs) -> None:
        leaves = proofs.later["leaves.bin"]

        with pytest.raises(verify.Failure, match="not those of checkpoint 1"):
            examine(with_manifest({**proofs.later, "leaves.bin": leaves[32:64] + leaves[:32] + leaves[64:]}))

    def test_with_the_proof_of_an_entry_is_found(self, proofs) -> None:
        def cut(entries):
            entries[0]["proof"].pop()

        with pytest.raises(verify.Failure, match="not shown to be in the tree"):
            examine(rewritten(proofs.later, "entries.jsonl", cut))

    def test_with_leaves_at_the_end_is_found(self, proofs) -> None:
        cut = {**proofs.later, "leaves.bin": proofs.later["leaves.bin"][:-32]}

        with pytest.raises(verify.Failure, match="cut off or added"):
            examine(with_manifest(cut))

    def test_with_a_checkpoint_in_the_middle_is_found(self, proofs) -> None:
        blocks = proofs.later["checkpoints.txt"].split(b"\n\n")
        cut = b"\n\n".join([*blocks[:4], *blocks[6:]])

        with pytest.raises(verify.Failure, match="does not follow from the one before"):
            examine(with_manifest({**proofs.later, "checkpoints.txt": cut}))

    @pytest.mark.parametrize("spoil", [lambda keys: keys[:1], lambda keys: keys[::-1], lambda keys: keys * 2])
    def test_with_the_keys_is_found(self, proofs, spoil) -> None:
        keys = b"".join(spoil(proofs.later["keys.txt"].splitlines(keepends=True)))

        with pytest.raises(verify.Failure, match="key"):
            examine(with_manifest({**proofs.later, "keys.txt": keys}))

    def test_by_somebody_without_the_key_is_found(self, proofs) -> None:
        forger = SecretKey.new(proofs.key.partition("+")[0])
        (text, _, _signature) = proofs.kept.rpartition("\n\n")
        signature = verify.base64.b64encode(forger.public.hash + forger.sign(f"{text}\n")).decode()
        note = f"{text}\n\n— {forger.name} {signature}\n".encode()

        forged = {**proofs.earlier, "checkpoint.txt": note, "checkpoints.txt": note + b"\n"}

        with pytest.raises(verify.Failure, match="does not bear the signature of the key"):
            examine(with_manifest(forged))


class TestAgainst:
    def test_holds_where_the_ledger_went_on(self, proofs) -> None:
        assert examine(proofs.later, against=proofs.kept)

    def test_fails_where_entries_were_cut_off_the_end(self, proofs) -> None:
        with pytest.raises(verify.Failure, match="Entries were cut off"):
            examine(proofs.earlier, against=proofs.later["checkpoint.txt"].decode())

    def test_fails_where_the_ledger_was_rewritten_under_its_own_key(self, db, key_file, tmp_path) -> None:
        create_key()
        case = CaseFactory()
        with transaction.atomic():
            seal_entries()
            DevelopmentFactory(case=case)
            seal_entries()
            kept = latest_checkpoint().note
            transaction.set_rollback(True)
        DevelopmentFactory.create_batch(3, case=case)
        seal_entries()

        with pytest.raises(verify.Failure, match="rewritten"):
            examine(proof(tmp_path, case.pk), against=kept)

    def test_fails_where_the_checkpoint_is_of_another_ledger(self, proofs) -> None:
        with pytest.raises(verify.Failure, match="of another ledger"):
            examine(proofs.later, against=proofs.kept.replace("casework/", "casework/x"))

    def test_fails_where_the_checkpoint_is_damaged(self, proofs) -> None:
        with pytest.raises(verify.Failure, match="is damaged"):
            examine(proofs.later, against=proofs.kept.replace("number 1", "number 2"))


class TestKey:
    def test_holds_for_each_key_of_the_ledger(self, proofs) -> None:
        for key in proofs.later["keys.txt"].decode().splitlines():
            assert examine(proofs.later, key=key)

    def test_fails_for_another(self, proofs) -> None:
        other = SecretKey.new(proofs.key.partition("+")[0]).public

        with pytest.raises(verify.Failure, match="none of this ledger's"):
            examine(proofs.later, key=str(other))


class TestCommandLine:
    def test_ends_with_zero_and_says_what_is_and_is_not_proven(self, proofs, folder) -> None:
        kept = folder / "kept.txt"
        kept.write_text(proofs.kept)

        ended = run(folder, "--against", str(kept), "--key", proofs.key)

        assert ended.returncode == 0, ended.stdout
        assert "THE PROOF HOLDS" in ended.stdout
        assert "Not proven:" in ended.stdout

    def test_ends_with_one_for_a_checkpoint_that_is_not_there(self, folder) -> None:
        assert run(folder, "--against", "nowhere").returncode == 1


class TestFile:
    def test_needs_nothing_but_python_3_8(self) -> None:
        tree = ast.parse(Path(verify.__file__).read_text(), feature_version=(3, 8))
        imported = [
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        ]

        assert set(imported) <= sys.stdlib_module_names
        assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))

    def test_is_the_one_that_the_proof_brings(self, proofs) -> None:
        assert proofs.later["verify.py"] == Path(verify.__file__).read_bytes()


class TestIsSigned:
    """The vectors of RFC 8032, section 7.1."""

    @pytest.mark.parametrize(
        ("public", "message", "signature"),
        [
            (
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                "d25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                "387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                "4a7c15e9716ed28dc027beceea1ec40a",
            ),
            (
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                "454d4423643ce80e2a9ac94fa54ca49f",
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
                "3dca179c138ac17ad9bef1177331a704",
            ),
        ],
    )
    def test_agrees_with_the_standard(self, public, message, signature) -> None:
        public, message, signature = map(bytes.fromhex, (public, message, signature))

        assert verify.is_signed(public, message, signature)
        assert not verify.is_signed(public, message + b"x", signature)
        assert not verify.is_signed(public, message, signature[:-1] + bytes([signature[-1] ^ 1]))
        assert not verify.is_signed(public, message, signature + b"\0")

    def test_refuses_a_signature_that_means_the_same_in_other_bytes(self) -> None:
        key = SecretKey("test", b"s" * 32)
        made = key.sign("words")
        scalar = int.from_bytes(made[32:], "little") + verify.ORDER

        assert verify.is_signed(key.public.raw, b"words", made)
        assert not verify.is_signed(key.public.raw, b"words", made[:32] + scalar.to_bytes(32, "little"))
