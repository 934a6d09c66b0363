"""What every row that carries a name has in common: keys by which the name is found in any script."""

from typing import Any

from django.db import models

from casework.audit.models import AuditedModel
from casework.persons import rules


class NameKeyField(models.CharField):
    """One of the keys of the row's ``name``, worked out anew whenever the row is written.

    The whole key has the position 0, the token keys follow it. Being derived, it is left out of the ledger.
    """

    def __init__(self, *args: Any, position: int = 0, **kwargs: Any) -> None:
        self.position = position
        kwargs.setdefault("max_length", rules.KEY_LENGTH)
        kwargs.setdefault("default", "")
        kwargs.update(blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Add the position to what a migration writes down."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "position": self.position}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the key of the name that is about to be written."""
        key = rules.name_keys(model_instance.name)[self.position]
        setattr(model_instance, self.attname, key)
        return key


class NamedRow(AuditedModel):
    """A row that carries one name of one person."""

    ledger_excluded = frozenset({"name_key", "token_key_1", "token_key_2", "token_key_3"})

    name_key = NameKeyField(position=0)
    token_key_1 = NameKeyField(position=1)
    token_key_2 = NameKeyField(position=2)
    token_key_3 = NameKeyField(position=3)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["name_key"], name="%(class)s_name_key"),
            models.Index(fields=["token_key_1"], name="%(class)s_token_key_1"),
            models.Index(fields=["token_key_2"], name="%(class)s_token_key_2"),
            models.Index(fields=["token_key_3"], name="%(class)s_token_key_3"),
        ]
