"""The Ed25519 keys that sign checkpoints, written as in C2SP signed-note, and the file of the secret one.

A public key is ``name+hash+key`` and a secret one ``PRIVATE+KEY+name+hash+seed``, where the hash tells which
key made a signature.
"""

import base64
import binascii
import dataclasses
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from casework.audit.private_files import make_durable
from casework.audit.sealing.errors import SealingError

#: The byte that stands for Ed25519 before a key.
ED25519 = b"\x01"

SECRET = "PRIVATE+KEY+"  # noqa: S105
WRITTEN = re.compile(r"(?P<name>[^\s+]+)\+(?P<hash>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]+={0,2})")

#: Anybody but the owner of a file.
OTHERS = 0o077


@dataclasses.dataclass(frozen=True)
class PublicKey:
    """What verifies the signatures of one key: its name, which is that of the ledger, and 32 bytes."""

    name: str
    raw: bytes

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a public key; raises ``ValueError``."""
        key = cls(*_parsed(written))
        if str(key) != written:
            raise ValueError("not a public key")
        return key

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Say whether this key made the signature over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclasses.dataclass(frozen=True)
class SecretKey:
    """What signs: a name, which is that of the ledger, and the 32 bytes of a seed."""

    name: str
    seed: bytes = dataclasses.field(repr=False)

    @classmethod
    def new(cls, name: str) -> Self:
        """Return a key that nobody had before."""
        return cls(name, secrets.token_bytes(32))

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read a secret key; raises ``ValueError``."""
        key = cls(*_parsed(written.removeprefix(SECRET)))
        if key.written != written:
            raise ValueError("not a secret key")
        return key

    @property
    def public(self) -> PublicKey:
        """The key that verifies what this one signs."""
        return PublicKey(self.name, self._signer.public_key().public_bytes_raw())

    @property
    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def written(self) -> str:
        """The key as its file holds it; never its ``str``, which could slip into a log."""
        seed = base64.b64encode(ED25519 + self.seed).decode()
        return f"{SECRET}{self.name}+{self.public.hash.hex()}+{seed}"

    def sign(self, text: str) -> bytes:
        """Return the 64 bytes of the signature over the text."""
        return self._signer.sign(text.encode())


def _parsed(written: str) -> tuple[str, bytes]:
    found = WRITTEN.fullmatch(written)
    try:
        key = base64.b64decode(found["key"], validate=True) if found else b""
    except binascii.Error:
        key = b""
    if not found or len(key) != 33 or key[:1] != ED25519:
        raise ValueError("not a key of Ed25519")
    return found["name"], key[1:]


def read_key(path: Path) -> SecretKey:
    """Return the key in the file; raises ``SealingError`` where there is none, or others can read it."""
    try:
        with path.open() as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise SealingError(
                    _("Others can read the sealing key %(path)s. Say: chmod 600 %(path)s") % {"path": path}
                )
            return SecretKey.parse(file.read().strip())
    except FileNotFoundError as error:
        raise SealingError(
            _("There is no sealing key at %(path)s. Make one with manage.py create_sealing_key.")
            % {"path": path}
        ) from error
    except (OSError, ValueError) as error:
        raise SealingError(
            _("The sealing key %(path)s cannot be read: %(why)s.")
            % {"path": path, "why": getattr(error, "strerror", None) or error}
        ) from error


def write_key(path: Path, key: SecretKey) -> None:
    """Write the key to a new file that its owner alone can read; raises ``SealingError`` if there is one."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(f"{key.written}\n")
            file.flush()
            os.fsync(file.fileno())
        make_durable(path.parent)
    except FileExistsError as error:
        raise SealingError(
            _("There is a sealing key at %(path)s already; it is left as it is.") % {"path": path}
        ) from error
    except OSError as error:
        raise SealingError(
            _("The sealing key %(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error


def replace_key(path: Path, by: Path) -> None:
    """Put another key in the place of the one in the file, which is gone from then on."""
    os.replace(by, path)
    make_durable(path.parent)
