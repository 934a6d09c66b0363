"""What the tree holds of an entry: all that it says but values and salt, for which its commitment stands.

So values and salt can go one day, and the leaf stays true. What is listed here never changes: each leaf ever
sealed must come out the same.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from casework.audit.canonical import as_text
from casework.audit.ledger import ledger_columns
from casework.audit.models import ChangeSet, Entry
from casework.audit.sealing.merkle import leaf_hash

ACT_FIELDS = ("id", "actor_id", "actor_name", "actor_role", "origin", "reason", "request_id", "at")
ENTRY_FIELDS = ("id", "change_set", "model", "object_id", "version", "kind", "case_id", "commitment")

_act_columns = [column for column in ledger_columns(ChangeSet) if column.name in ACT_FIELDS]
_entry_columns = [column for column in ledger_columns(Entry) if column.name in ENTRY_FIELDS]


class Leaf(NamedTuple):
    """An entry and its content in the tree, as canonical JSON."""

    entry: Entry
    content: str

    @property
    def hash(self) -> bytes:
        """The hash by which the tree holds the entry."""
        return leaf_hash(self.content.encode())


def act_text(act: ChangeSet) -> str:
    """Return what a change set says, as canonical JSON."""
    return as_text({column.name: column.value_of(act) for column in _act_columns})


def leaves_of(entries: Iterable[Entry]) -> Iterator[Leaf]:
    """Yield the leaf of each entry; their change sets must have been read with them."""
    commitments: dict[uuid.UUID, str] = {}
    for entry in entries:
        act = commitments.get(entry.change_set_id)
        if act is None:
            act = hashlib.sha256(act_text(entry.change_set).encode()).hexdigest()
            commitments[entry.change_set_id] = act
        values: dict[str, Any] = {column.name: column.value_of(entry) for column in _entry_columns}
        yield Leaf(entry, as_text({**values, "change_set_commitment": act}))
