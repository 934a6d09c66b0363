"""One text for one set of values, whatever the engine and whatever the form they came in."""

import datetime
import decimal
import functools
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from casework.audit.errors import UnauditedWriteError

#: Bytes of random salt that keep a commitment from being guessed.
SALT_BYTES = 16


class Sealed(NamedTuple):
    """Values as the ledger keeps them: canonical JSON, salt, and SHA-256 over salt then text."""

    text: str
    salt: bytes
    commitment: bytes


def seal(values: Mapping[str, Any]) -> Sealed:
    """Return the canonical text of the values with a fresh salt and the commitment to both."""
    text = as_text(values)
    salt = secrets.token_bytes(SALT_BYTES)
    return Sealed(text, salt, commitment_of(text, salt))


def commitment_of(text: str, salt: bytes) -> bytes:
    """Return SHA-256 over the salt followed by the text in UTF-8."""
    return hashlib.sha256(salt + text.encode()).digest()


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def as_text(values: Mapping[str, Any]) -> str:
    """Return canonical JSON: keys sorted, no spaces, characters as they are."""
    return _encode(values)


def _plain(value: Any) -> Any:
    return value


def _integer(value: Any) -> int:
    return int(value)


def _text(value: Any) -> str:
    return str(value)


def _date(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        value = value.date()
    return value if isinstance(value, str) else value.isoformat()


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def _binary(value: Any) -> str:
    return bytes(value).hex()


def _decimal(places: int, value: Any) -> str:
    return format(decimal.Decimal(value).quantize(decimal.Decimal(1).scaleb(-places)), "f")


def _uuid(value: Any) -> str:
    return str(value if isinstance(value, uuid.UUID) else uuid.UUID(str(value)))


def _parsed(field: models.Field, value: Any) -> Any:
    """Bring a value typed as text into the field's own type before it is written down."""
    try:
        return field.to_python(value)
    except ValidationError as error:
        raise ValueError(f"{field} cannot hold {value!r}") from error


def converter(field: models.Field) -> Callable[[Any], Any]:
    """Return the function that turns a value of the field, never None, into its canonical form."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    match field:
        case models.BooleanField():
            return bool
        case models.AutoField() | models.IntegerField():
            return _integer
        case models.DecimalField():
            return functools.partial(_decimal, field.decimal_places)
        case models.DateTimeField():
            return lambda value: _moment(_parsed(field, value) if isinstance(value, str) else value)
        case models.DateField():
            return lambda value: _date(_parsed(field, value) if isinstance(value, str) else value)
        case models.UUIDField():
            return _uuid
        case models.BinaryField():
            return _binary
        case models.JSONField():
            return _plain
        case models.CharField() | models.TextField() | models.FileField():
            return _text
    raise TypeError(f"The ledger has no canonical form for {type(field).__name__}.")


def what_is_kept(field: models.Field) -> Callable[[models.Model], Any]:
    """Return the function that tells what saving a row stores: where it is encrypted, not what one reads."""
    kept_of: Callable[[models.Model], Any] = getattr(field, "kept_of", attrgetter(field.attname))
    return kept_of


#: The type that each of these leaves as it is.
KEPT_TYPES: dict[Callable[[Any], Any], type] = {bool: bool, _integer: int, _text: str}


def canonical(convert: Callable[[Any], Any], value: Any) -> Any:
    """Return the canonical form of one value; refuses what only the database could compute."""
    if value is None:
        return None
    if hasattr(value, "resolve_expression"):
        raise UnauditedWriteError("A value computed by the database cannot be written to the ledger.")
    return convert(value)
