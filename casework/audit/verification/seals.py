"""Whether the seals hold: every leaf, the tree at each checkpoint, the signatures and their chain."""

import itertools
from collections import deque
from collections.abc import Iterator

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from casework.audit.models import Checkpoint, Entry, SealedEntry
from casework.audit.sealing.keys import PublicKey
from casework.audit.sealing.leaves import leaves_of
from casework.audit.sealing.merkle import Frontier
from casework.audit.sealing.notes import Statement, hash_of, opened
from casework.audit.sealing.sealer import key_after
from casework.audit.verification.chunks import in_chunks
from casework.audit.verification.verdict import Verdict


def check_seals(using: str, verdict: Verdict) -> None:
    """Follow the tree leaf by leaf, in no more memory for a million entries than for one."""
    leaves, tree = _leaves(using, verdict), Frontier()
    previous: Checkpoint | None = None
    key = ""
    checkpoints = Checkpoint.objects.using(using).order_by("number")
    for some in in_chunks(checkpoints.values(), "number"):
        for checkpoint in (Checkpoint(**values) for values in some):
            verdict.counts["checkpoints"] += 1
            tree.extend(itertools.islice(leaves, max(0, checkpoint.size - tree.size)))
            found = [*_broken_statement(checkpoint, previous, key), *_broken_tree(checkpoint, tree)]
            verdict.discrepancies += [f"{checkpoint}: {words}" for words in found]
            key, previous = _next_key(checkpoint), checkpoint
    # What was sealed meanwhile has its checkpoint: one statement sees both or neither.
    latest = Checkpoint.objects.using(using).order_by("-number").values("size")[:1]
    places = SealedEntry.objects.using(using)
    if beyond := places.filter(position__gte=Coalesce(Subquery(latest), 0)).count():
        verdict.discrepancies.append(f"{beyond} sealed entries are in no checkpoint")
    # Those that no checkpoint reached are held against their entries, too.
    deque(leaves, maxlen=0)


def _leaves(using: str, verdict: Verdict) -> Iterator[bytes]:
    """Yield the leaves in their order, and report each that is not the one of its entry."""
    expected = 0
    entries = Entry.objects.using(using).select_related("change_set").defer("values", "salt")
    for some in in_chunks(SealedEntry.objects.using(using).order_by("position").values(), "position"):
        found = leaves_of(entries.filter(pk__in=[place["entry_id"] for place in some]))
        leaves = {leaf.entry.pk: leaf for leaf in found}
        for place in some:
            verdict.counts["sealed entries"] += 1
            position, leaf = place["position"], leaves.get(place["entry_id"])
            if position != expected:
                verdict.discrepancies.append(f"position {expected}: no entry is sealed there")
            if leaf is None:
                verdict.discrepancies.append(f"position {position}: the entry sealed there is gone")
            elif leaf.hash != bytes(place["leaf"]):
                verdict.discrepancies.append(f"{leaf.entry}: it is not as it was sealed")
            expected = position + 1
            yield bytes(place["leaf"])


def _broken_statement(checkpoint: Checkpoint, previous: Checkpoint | None, key: str) -> Iterator[str]:
    if checkpoint.number != (previous.number if previous else 0) + 1:
        yield "the one before it is missing"
    if previous and checkpoint.key != key:
        yield "it names another key than the one that was to sign"
    try:
        stated = opened(checkpoint.note, PublicKey.parse(checkpoint.key))
    except ValueError as error:
        yield f"its note is {error}"
        return
    told = Statement(
        origin=stated.origin,
        size=checkpoint.size,
        root=bytes(checkpoint.root),
        number=checkpoint.number,
        time=checkpoint.at,
        previous=hash_of(previous.note) if previous else None,
        next_key=stated.next_key,
    )
    if told != stated:
        yield "it says something else than its note, or does not follow from the one before"


def _broken_tree(checkpoint: Checkpoint, tree: Frontier) -> Iterator[str]:
    if tree.size != checkpoint.size or tree.root != bytes(checkpoint.root):
        yield "the entries sealed by then have another root"
    if bytes(tree) != bytes(checkpoint.frontier):
        yield "the entries sealed by then have another frontier"


def _next_key(checkpoint: Checkpoint) -> str:
    """Return the key that is to sign the next checkpoint, as far as this one tells."""
    try:
        return str(key_after(checkpoint))
    except ValueError:
        return checkpoint.key
