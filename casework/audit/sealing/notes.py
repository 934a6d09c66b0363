"""Checkpoints as text: C2SP tlog-checkpoint inside C2SP signed-note.

Beneath origin, size and root stand extension lines of our own: ``number``, ``time``, ``previous`` (SHA-256 of
the whole note before, in base64; not in the first) and ``next-key`` where a key announces its successor.
"""

import base64
import dataclasses
import datetime
import hashlib
from typing import Self

from casework.audit.sealing.keys import PublicKey, SecretKey


@dataclasses.dataclass(frozen=True)
class Statement:
    """What a checkpoint states."""

    origin: str
    size: int
    root: bytes
    number: int
    time: datetime.datetime
    previous: bytes | None = None
    next_key: PublicKey | None = None

    @property
    def text(self) -> str:
        """The statement as it is signed."""
        lines = [
            self.origin,
            str(self.size),
            _encoded(self.root),
            f"number {self.number}",
            f"time {_moment(self.time)}",
        ]
        if self.previous is not None:
            lines.append(f"previous {_encoded(self.previous)}")
        if self.next_key is not None:
            lines.append(f"next-key {self.next_key}")
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a statement; raises ``ValueError`` unless it is exactly as it would be written."""
        origin, size, root, *extensions = text.splitlines()
        said = dict(line.split(" ", 1) for line in extensions)
        statement = cls(
            origin=origin,
            size=int(size),
            root=base64.b64decode(root),
            number=int(said["number"]),
            time=datetime.datetime.fromisoformat(said["time"]),
            previous=base64.b64decode(said["previous"]) if "previous" in said else None,
            next_key=PublicKey.parse(said["next-key"]) if "next-key" in said else None,
        )
        if statement.text != text:
            raise ValueError("not written as it should be")
        return statement


def signed(statement: Statement, key: SecretKey) -> str:
    """Return the note: the statement, a blank line, and the signature."""
    signature = _encoded(key.public.hash + key.sign(statement.text))
    return f"{statement.text}\n— {key.name} {signature}\n"


def opened(note: str, key: PublicKey) -> Statement:
    """Return what the note states; raises ``ValueError`` unless this key signed it and nothing is added."""
    text, blank, signature = note.rpartition("\n\n")
    text += "\n"
    start, end = f"— {key.name} ", "\n"
    if not (blank and signature.startswith(start) and signature.endswith(end)):
        raise ValueError("not a note signed under this name")
    encoded = signature[len(start) : -len(end)]
    made = base64.b64decode(encoded, validate=True)
    if _encoded(made) != encoded or made[:4] != key.hash or not key.verifies(made[4:], text):
        raise ValueError("not signed by its key")
    statement = Statement.parse(text)
    if statement.origin != key.name:
        raise ValueError("about another ledger")
    return statement


def hash_of(note: str) -> bytes:
    """Return the hash by which the next note names this one."""
    return hashlib.sha256(note.encode()).digest()


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
