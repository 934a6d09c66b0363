"""Columns whose text the database, the ledger, history and backups hold encrypted.

Each record that such columns belong to has a key of its own, which is itself encrypted under the key file. A
text is bound to the column and the row that it was written in: moved elsewhere, nobody can read it.
"""

import base64
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import connections, models, router, transaction
from django.db.models.query_utils import DeferredAttribute

from casework.core.encryption import (
    KEY_LENGTH,
    UnreadableError,
    decrypt,
    decrypt_with,
    encrypt,
    encrypt_with,
    is_current,
)

#: What every encrypted text begins with; nobody types it.
MARK = "\uf8ff1."

#: The column by which encrypted texts are bound to their row.
BINDING = "cipher_id"

#: Keys that one process remembers.
REMEMBERED = 10_000


class Encrypted(str):
    """A text as it is kept: the mark, the key's number, and what the key made of it."""

    __slots__ = ("plain",)

    plain: str | None

    @property
    def key(self) -> UUID:
        """The number of the key under which it is read; raises ``UnreadableError``."""
        try:
            return UUID(self.removeprefix(MARK).partition(".")[0])
        except ValueError as error:
            raise UnreadableError from error

    @property
    def sealed(self) -> str:
        """What the key made of the text."""
        return self.removeprefix(MARK).partition(".")[2]


class _Attribute(DeferredAttribute):
    """Gives the text to whoever asks the row for it, and keeps what was not changed as it stands."""

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        value = super().__get__(row, owner)
        return self.field.read(value, row) if isinstance(value, Encrypted) else value

    def __set__(self, row: Any, value: Any) -> None:
        stood = row.__dict__.get(self.field.attname)
        if (
            isinstance(stood, Encrypted)
            and not isinstance(value, Encrypted)
            and value == self.field.read(stood, row)
        ):
            return
        row.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """A text that is encrypted wherever it is kept; its model has a ``cipher_id``, which nothing changes.

    ``owner`` names the foreign key to the record whose key encrypts it; without one, it is the row itself.
    ``when`` names what a row says of itself, if not every text is to be kept so. An empty text is kept as it
    is. Nothing can be looked up by it, put in order, or searched.
    """

    descriptor_class = _Attribute

    def __init__(self, *args: Any, owner: str = "", when: str = "", **options: Any) -> None:
        self.owner, self.when = owner, when
        super().__init__(*args, **options)
        if self.max_length:
            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self) -> Any:
        """Return how it was made."""
        name, path, args, options = super().deconstruct()
        own = {"owner": self.owner, "when": self.when}
        return name, path, args, options | {key: said for key, said in own.items() if said}

    def read(self, value: Encrypted, row: models.Model) -> str:
        """Return the text; raises ``UnreadableError`` if it was not written in this row and column."""
        plain: str | None = getattr(value, "plain", None)
        if plain is None:
            plain = value.plain = decrypt_with(
                _key(value.key), value.sealed, place=self._place(row, value.key)
            )
        return plain

    def kept_of(self, row: models.Model) -> Any:
        """Return what is kept of the row in this column, encrypted by now."""
        value = row.__dict__[self.attname] if self.attname in row.__dict__ else getattr(row, self.attname)
        is_encrypted = not self.when or getattr(row, self.when, False)
        if isinstance(value, Encrypted):
            if is_encrypted and _is_standing(value.key):
                return value
            value = self.read(value, row)
        if not value or not is_encrypted:
            row.__dict__[self.attname] = value
            return value
        # A row from before anything of its kind was encrypted is bound as it is written.
        row.cipher_id = row.cipher_id or uuid4()
        number = _key_of(self.owner_of(row), router.db_for_write(type(row), instance=row))
        sealed = encrypt_with(_key(number), value, place=self._place(row, number))
        kept = Encrypted(f"{MARK}{number}.{sealed}")
        kept.plain = value
        row.__dict__[self.attname] = kept
        return kept

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return what is kept of the row."""
        return self.kept_of(model_instance)

    def from_db_value(self, value: Any, *args: Any) -> Any:
        """Tell what is encrypted from what was kept before it was."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Return an encrypted text as such, and any other as it is."""
        value = super().to_python(value)
        is_kept = isinstance(value, str) and not isinstance(value, Encrypted) and value.startswith(MARK)
        return Encrypted(value) if is_kept else value

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored; refuses a text that was not encrypted."""
        if value and not self.when and not isinstance(value, Encrypted):
            raise FieldError(f"{self} is encrypted: nothing can be looked up by it.")
        return None if value is None else str(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Return how to compare with it: not at all, but to see whether it is empty."""
        is_comparable = self.when or lookup_name in {"exact", "in", "isnull"}
        return super().get_lookup(lookup_name) if is_comparable else None

    def formfield(self, **options: Any) -> Any:
        """Return a field for one line, if the text is that short."""
        if self.max_length:
            options = {"max_length": self.max_length, "widget": forms.TextInput} | options
        return super().formfield(**options)

    def _place(self, row: models.Model, key: UUID) -> str:
        home = getattr(type(row), "instance_type", type(row))
        return f"{home._meta.label_lower}.{self.name}.{row.cipher_id}.{key}"

    def owner_of(self, row: models.Model) -> str:
        """Return to which record the key belongs that encrypts this row."""
        if not self.owner:
            return f"{row._meta.label_lower}:{row.cipher_id}"
        field = row._meta.get_field(self.owner)
        return f"{field.related_model._meta.label_lower}:{getattr(row, field.attname)}"


def bound_to_row() -> models.UUIDField:
    """Return the column for ``BINDING``."""
    return models.UUIDField(default=uuid4, unique=True, null=True, editable=False)


def has_open_text(row: models.Model) -> bool:
    """Say whether a text of the row is kept as it is, in a column where texts are encrypted."""
    texts = [row.__dict__.get(field.attname) for field in encrypted_fields(type(row))]
    return any(text and not isinstance(text, Encrypted) for text in texts)


def with_binding(fields: Iterable[models.Field]) -> list[models.Field]:
    """Return the columns to be written, and what binds those of them that are encrypted to their row."""
    written = list(fields)
    encrypted = [field for field in written if isinstance(field, EncryptedTextField)]
    for field in encrypted[:1]:
        binding = cast(models.Field, field.model._meta.get_field(BINDING))
        written += [binding] if binding not in written else []
    return written


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """Return the columns of a model that are encrypted."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


# Keys

_at_hand: ContextVar[Mapping[str, UUID]] = ContextVar("_at_hand", default=MappingProxyType({}))
#: Keys made in a transaction that may still be undone, each with what confirms it.
_unconfirmed: dict[UUID, tuple[str, Callable[[], None]]] = {}


@contextmanager
def keys_at_hand(rows: Sequence[models.Model], using: str) -> Iterator[None]:
    """Make or find the keys of all these rows at once, for whoever writes them inside."""
    fields = encrypted_fields(type(rows[0])) if rows else []
    owners = {
        field.owner_of(row)
        for field in fields
        for row in rows
        if not field.when or getattr(row, field.when, False)
    }
    token = _at_hand.set(_keys_of(owners, using) if owners else {})
    try:
        yield
    finally:
        _at_hand.reset(token)


def read_keys(rows: Iterable[models.Model]) -> None:
    """Have the keys ready by which these rows are read, in one query however many they are."""
    texts = [row.__dict__.get(field.attname) for row in rows for field in encrypted_fields(type(row))]
    wanted = {text.key for text in texts if isinstance(text, Encrypted)} - _remembered.keys()
    for row in _rows_of_keys().filter(pk__in=wanted) if wanted else ():
        _remember(row)


def wrap_keys_anew() -> int:
    """Encrypt under the newest key of the file whatever is not; return how many that were."""
    older = [row for row in _rows_of_keys().iterator() if not is_current(row.wrapped, place=row.owner)]
    for row in older:
        row.wrapped = encrypt(decrypt(row.wrapped, place=row.owner), place=row.owner)
    _rows_of_keys().bulk_update(older, ["wrapped"], batch_size=500)
    return len(older)


def _key_of(owner: str, using: str) -> UUID:
    return _at_hand.get().get(owner) or _keys_of({owner}, using)[owner]


def _keys_of(owners: Set[str], using: str) -> dict[str, UUID]:
    rows = _rows_of_keys(using)
    with transaction.atomic(using=using, savepoint=False):
        found = {row.owner: row for row in rows.filter(owner__in=owners)}
        if missing := sorted(owners - found.keys()):
            made = [_new_key(owner) for owner in missing]
            # Of two who make the same at once, the second takes what the first made.
            rows.bulk_create(made, ignore_conflicts=True)
            _await_commit({row.pk for row in made}, using)
            found |= {row.owner: row for row in rows.filter(owner__in=missing)}
    for row in found.values():
        _remember(row)
    return {owner: row.pk for owner, row in found.items()}


def _new_key(owner: str) -> Any:
    raw = base64.b64encode(secrets.token_bytes(KEY_LENGTH)).decode()
    return apps.get_model("audit", "EncryptionKey")(owner=owner, wrapped=encrypt(raw, place=owner))


def _await_commit(numbers: Set[UUID], using: str) -> None:
    def confirm() -> None:
        for number in numbers:
            _unconfirmed.pop(number, None)

    _unconfirmed.update(dict.fromkeys(numbers, (using, confirm)))
    transaction.on_commit(confirm, using=using)


def _is_standing(number: UUID) -> bool:
    """Say whether the key is in the database: not if whoever made it undid what they wrote."""
    if number not in _unconfirmed:
        return True
    using, confirm = _unconfirmed[number]
    return any(hook[1] is confirm for hook in connections[using].run_on_commit)


#: The keys read latest, by number. A number is never given twice.
_remembered: OrderedDict[UUID, bytes] = OrderedDict()


def _key(number: UUID) -> bytes:
    if number not in _remembered:
        row = _rows_of_keys().filter(pk=number).first()
        if row is None:
            raise UnreadableError("The key to it is gone.")
        _remember(row)
    return _remembered[number]


def _remember(row: Any) -> None:
    _remembered[row.pk] = base64.b64decode(decrypt(row.wrapped, place=row.owner))
    while len(_remembered) > REMEMBERED:
        _remembered.popitem(last=False)


def _rows_of_keys(using: str | None = None) -> models.QuerySet:
    return apps.get_model("audit", "EncryptionKey")._base_manager.using(using)
