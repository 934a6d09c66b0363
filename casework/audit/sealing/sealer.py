"""Sealing: the tree takes in the entries that it does not hold yet, and a checkpoint says so.

Whoever writes to the record waits for nothing here but the insertion of a batch, read and hashed before. Of
two sealers at once one writes the next checkpoint, and the other looks again.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.audit.models import Checkpoint, Entry, SealedEntry
from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.keys import PublicKey, SecretKey, read_key, replace_key, write_key
from casework.audit.sealing.leaves import Leaf, leaves_of
from casework.audit.sealing.merkle import Frontier
from casework.audit.sealing.notes import Statement, hash_of, opened, signed

#: Entries that one checkpoint adds at most: on SQLite others wait while they are inserted.
ENTRIES_AT_ONCE = 2000
#: An entry that waits for so long is no longer expected to be sealed by itself.
TOO_LONG = timedelta(hours=1)
#: Entries are numbered by time; so far back one looks for those that wait.
DAYS_LOOKED_BACK = timedelta(days=30)


def latest_checkpoint() -> Checkpoint | None:
    """Return the checkpoint that holds now; none before the first seal."""
    return Checkpoint.objects.order_by("-number").first()


def entries_not_sealed() -> int:
    """Return how many entries wait to be sealed."""
    return Entry.objects.count() - SealedEntry.objects.count()


def waiting_since(now: datetime) -> datetime | None:
    """Return since when an entry has waited too long, as far as the latest days tell; None if none has."""
    days_ago = UUID(int=int((now - DAYS_LOOKED_BACK).timestamp() * 1000) << 80)
    waiting = Entry.objects.filter(sealed=None, pk__gt=days_ago).order_by("pk")
    since = waiting.values_list("change_set__at", flat=True).first()
    return since if since and since < now - TOO_LONG else None


def key_problem() -> str:
    """Return in words why nothing can be sealed with the key as it is; nothing if it can."""
    try:
        _signing_key(latest_checkpoint())
    except SealingError as error:
        return str(error)
    return ""


def seal_entries() -> int:
    """Seal every entry that is committed and not sealed yet; return how many there were.

    Raises ``SealingError`` where the key is missing, readable by others, or not the one that is to sign.
    """
    # Each run looks at all entries afresh; only within it does one batch go on where the last one ended.
    after, count = UUID(int=0), 0
    while True:
        # First the checkpoint, then the entries: so its number tells whether another sealer took some since.
        latest = latest_checkpoint()
        key = _signing_key(latest)
        leaves = list(leaves_of(_entries_to_seal(after)))
        if not leaves:
            return count
        if _add_checkpoint(latest, key, leaves=leaves):
            after, count = leaves[-1].entry.pk, count + len(leaves)


def _entries_to_seal(after: UUID) -> QuerySet[Entry]:
    entries = Entry.objects.filter(sealed=None, pk__gt=after).order_by("pk")
    return entries.select_related("change_set").defer("values", "salt")[:ENTRIES_AT_ONCE]


def _add_checkpoint(
    latest: Checkpoint | None,
    key: SecretKey,
    *,
    leaves: Sequence[Leaf] = (),
    next_key: PublicKey | None = None,
) -> bool:
    """Write the checkpoint after the latest, over these leaves too; False if another sealer was quicker."""
    tree = Frontier(latest.size, bytes(latest.frontier)) if latest else Frontier()
    places = [
        SealedEntry(position=position, entry_id=leaf.entry.pk, leaf=leaf.hash)
        for position, leaf in enumerate(leaves, start=tree.size)
    ]
    tree.extend(place.leaf for place in places)
    statement = Statement(
        origin=key.name,
        size=tree.size,
        root=tree.root,
        number=latest.number + 1 if latest else 1,
        time=timezone.now().replace(microsecond=0),
        previous=hash_of(latest.note) if latest else None,
        next_key=next_key,
    )
    checkpoint = Checkpoint(
        number=statement.number,
        size=statement.size,
        root=statement.root,
        frontier=bytes(tree),
        note=signed(statement, key),
        key=str(key.public),
        at=statement.time,
    )
    try:
        with transaction.atomic():
            checkpoint.save(force_insert=True)
            SealedEntry.objects.bulk_create(places)
    except IntegrityError:
        if Checkpoint.objects.filter(number=checkpoint.number).exists():
            return False
        raise
    return True


# The keys


def create_key() -> PublicKey:
    """Make the first key of a ledger; refuses where there is one, or where seals were made under a key."""
    if latest := latest_checkpoint():
        raise SealingError(
            _("The ledger is sealed under the key %(key)s: restore its file, or rotate it.")
            % {"key": key_after(latest)}
        )
    # The name tells this ledger from every other, and stays when the key changes.
    key = SecretKey.new(f"casework/{secrets.token_hex(8)}")
    write_key(_key_path(), key)
    return key.public


def rotate_key() -> PublicKey:
    """Announce a new key in a checkpoint signed by the present one, which is then destroyed.

    Interrupted anywhere, it can be called again and goes on from there.
    """
    if not _next_key_path().exists():
        write_key(_next_key_path(), SecretKey.new(read_key(_key_path()).name))
    coming = read_key(_next_key_path()).public
    while (latest := latest_checkpoint()) is None or key_after(latest) != coming:
        _add_checkpoint(latest, _signing_key(latest), next_key=coming)
    replace_key(_key_path(), by=_next_key_path())
    return coming


def key_after(checkpoint: Checkpoint) -> PublicKey:
    """Return the key that signs the next checkpoint: the one announced, or the same again."""
    key = PublicKey.parse(checkpoint.key)
    return opened(checkpoint.note, key).next_key or key


def _signing_key(latest: Checkpoint | None) -> SecretKey:
    """Return the key that is to sign, which during a rotation may still be beside the one it replaces."""
    key = read_key(_key_path())
    if latest is None or key.public == (expected := key_after(latest)):
        return key
    if _next_key_path().exists() and (coming := read_key(_next_key_path())).public == expected:
        return coming
    raise SealingError(
        _("The ledger goes on under the key %(expected)s, and %(path)s holds another: restore its file.")
        % {"expected": expected, "path": _key_path()}
    )


def _key_path() -> Path:
    return Path(settings.SEALING_KEY_FILE)


def _next_key_path() -> Path:
    return _key_path().with_name(f"{_key_path().name}.next")
