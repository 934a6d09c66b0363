"""The proof that an outsider is given: a ZIP with all that is sealed, and the values of the cases chosen."""

import hashlib
import itertools
import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import resources
from typing import BinaryIO, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from casework.audit.canonical import as_text
from casework.audit.models import ChangeSet, Checkpoint, Entry, SealedEntry
from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.leaves import act_text, leaves_of
from casework.audit.sealing.merkle import Tree
from casework.audit.sealing.sealer import key_after, latest_checkpoint
from casework.audit.sealing.verify import FILES, MANIFEST

#: Rows fetched at a time.
ROWS_AT_ONCE = 2000

find_cases: list[Callable[[str], int | None]] = []
"""What finds the number of a case by the reference under which people know it, or None.

The subject of cases appends its own in ``AppConfig.ready``.
"""


class Contents(NamedTuple):
    """What a proof holds: its checkpoint, and how many entries are shown with their values."""

    checkpoint: Checkpoint
    entries: int


def write_proof(
    *, file: BinaryIO, cases: Collection[int] | None, tell: Callable[[int], None] = lambda percent: None
) -> Contents:
    """Write the proof as a ZIP, with the entries of the cases of these numbers; of every case, if None.

    Whatever is sealed by now is in it, and the same always gives the same bytes. Raises ``SealingError`` if
    nothing is. How far it is, in percent, is told now and then.
    """
    latest = latest_checkpoint()
    if latest is None:
        raise SealingError(_("Nothing is sealed yet: there is nothing to prove. Say: manage.py seal_ledger"))
    checkpoints = Checkpoint.objects.filter(number__lte=latest.number).order_by("number")
    entries = _entries_of(cases).filter(sealed__position__lt=latest.size)
    tree, package = Tree(), resources.files(__package__)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        payload = _Payload(archive, tell)
        payload.add("README.txt", [package.joinpath("README.txt").read_bytes()])
        payload.add("verify.py", [package.joinpath("verify.py").read_bytes()])
        payload.add("keys.txt", _lines(_keys(checkpoints, latest)))
        payload.add("checkpoint.txt", [latest.note.encode()])
        payload.add("checkpoints.txt", _lines(checkpoint.note for checkpoint in _each(checkpoints)))
        payload.add("leaves.bin", _leaves(latest.size, tree))
        payload.add("consistency.jsonl", _lines(_consistency(checkpoints, tree)))
        count = payload.add("entries.jsonl", _lines(_entries(entries, tree)))
        payload.add("change_sets.jsonl", _lines(_acts(entries)))
        payload.finish()
    return Contents(latest, count)


def _entries_of(cases: Collection[int] | None) -> QuerySet[Entry]:
    if cases is None:
        return Entry.objects.exclude(case_id=None)
    return Entry.objects.filter(case_id__in=cases)


def _each(rows: QuerySet) -> Iterator:
    return rows.iterator(chunk_size=ROWS_AT_ONCE)


def _lines(texts: Iterable[str]) -> Iterator[bytes]:
    for text in texts:
        yield text.encode() + b"\n"


def _keys(checkpoints: QuerySet[Checkpoint], latest: Checkpoint) -> Iterator[str]:
    """Yield each key in the order in which they sign; the newest may be announced and have signed nothing."""
    signing = checkpoints.values_list("key", flat=True).iterator(ROWS_AT_ONCE)
    for key, _same in itertools.groupby(itertools.chain(signing, [str(key_after(latest))])):
        yield key


def _leaves(size: int, tree: Tree) -> Iterator[bytes]:
    """Yield the hashes of all leaves, and grow the tree from which the proofs are drawn."""
    places = SealedEntry.objects.filter(position__lt=size).order_by("position")
    for leaf in places.values_list("leaf", flat=True).iterator(ROWS_AT_ONCE):
        tree.append(bytes(leaf))
        yield bytes(leaf)


def _consistency(checkpoints: QuerySet[Checkpoint], tree: Tree) -> Iterator[str]:
    sizes = checkpoints.values_list("size", flat=True).iterator(ROWS_AT_ONCE)
    for earlier, size in itertools.pairwise(sizes):
        yield as_text(_in_hex(tree.consistency(earlier, size)))


def _entries(entries: QuerySet[Entry], tree: Tree) -> Iterator[str]:
    shown = entries.order_by("sealed__position").select_related("change_set", "sealed")
    for leaf in leaves_of(_each(shown)):
        entry, position = leaf.entry, leaf.entry.sealed.position
        salt = bytes(entry.salt)
        yield as_text(
            {
                "entry": json.loads(leaf.content),
                "position": position,
                "proof": _in_hex(tree.inclusion(position, len(tree))),
                "salt": salt.hex() or None,
                "values": entry.read() if salt else None,
            }
        )


def _acts(entries: QuerySet[Entry]) -> Iterator[str]:
    acts = ChangeSet.objects.filter(Exists(entries.filter(change_set_id=OuterRef("pk")))).order_by("pk")
    return map(act_text, _each(acts))


def _in_hex(path: Iterable[bytes]) -> list[str]:
    return [step.hex() for step in path]


class _Payload:
    """The files of a proof, as they go into its ZIP, and the hashes of those that went."""

    def __init__(self, archive: zipfile.ZipFile, tell: Callable[[int], None]) -> None:
        self.archive = archive
        self.tell = tell
        self.hashes: dict[str, str] = {}

    def add(self, name: str, parts: Iterable[bytes]) -> int:
        """Write a file; return of how many parts it consists."""
        # Without the day on which it was written, and readable once it is unpacked.
        place = zipfile.ZipInfo(name)
        place.compress_type, place.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        digest, count = hashlib.sha256(), 0
        with self.archive.open(place, "w", force_zip64=True) as file:
            for part in parts:
                file.write(part)
                digest.update(part)
                count += 1
        self.hashes[name] = digest.hexdigest()
        self.tell(100 * len(self.hashes) // (len(FILES) + 1))
        return count

    def finish(self) -> None:
        """Write the manifest, for which every file must be there."""
        self.add(MANIFEST, [f"{self.hashes[name]}  {name}\n".encode() for name in FILES])
