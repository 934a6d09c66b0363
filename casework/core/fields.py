"""A model field that keeps one partial date in five ordinary columns."""

import copy
from typing import Any, Self

from django.core import validators
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.expressions import Col
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.choices import Basis
from casework.core.forms import PartialDateField as PartialDateFormField
from casework.core.partial_dates import EDTF_MAX_LENGTH, PartialDate

PARTS = ("edtf", "earliest", "latest", "words", "basis")
"""What a partial date is made of: each is a column named after the field and the part."""


class PartialDateAttribute:
    """The attribute of a model instance that reads its five columns as one partial date and writes them."""

    def __init__(self, field: "PartialDateField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> "PartialDate | Self":
        if instance is None:
            return self
        return PartialDate(**{part: getattr(instance, self.field.part_name(part)) for part in PARTS})

    def __set__(self, instance: models.Model, value: PartialDate | None) -> None:
        if value is None:
            value = PartialDate.unknown()
        if not isinstance(value, PartialDate):
            raise TypeError(f"“{self.field.name}” takes a PartialDate or None, not {type(value).__name__}.")
        for part in PARTS:
            setattr(instance, self.field.part_name(part), getattr(value, part))


class PartialDateField(models.Field):
    """One partial date on a model.

    The field has no column of its own. It adds the columns `<name>_edtf`, `<name>_earliest`,
    `<name>_latest`, `<name>_words` and `<name>_basis`, which queries, constraints and migrations use, and
    gives the model the attribute `<name>`, a PartialDate, which forms and pages use. Ordering by `<name>`
    orders by the earliest day. With `db_index` the earliest day is indexed.
    """

    description = _("Partial date")
    empty_values = [*validators.EMPTY_VALUES, PartialDate.unknown()]

    def __init__(
        self, verbose_name: Any = None, *, help_text: Any = "", blank: bool = True, db_index: bool = False
    ) -> None:
        super().__init__(verbose_name, help_text=help_text, blank=blank, serialize=False)
        self._parts: dict[str, models.Field] = {
            "edtf": models.CharField(max_length=EDTF_MAX_LENGTH, blank=True, default="", editable=False),
            "earliest": models.DateField(null=True, blank=True, db_index=db_index, editable=False),
            "latest": models.DateField(null=True, blank=True, editable=False),
            "words": models.TextField(blank=True, default="", editable=False),
            "basis": models.CharField(
                max_length=16, choices=Basis.choices, default=Basis.STATED.value, editable=False
            ),
        }
        self._indexes_earliest = db_index

    def part_name(self, part: str) -> str:
        """Return the name of the column that keeps the part."""
        return f"{self.name}_{part}"

    def get_attname_column(self) -> tuple[str, None]:
        return self.get_attname(), None

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=True)
        setattr(cls, self.attname, PartialDateAttribute(self))
        if getattr(self, "mti_inherited", False):
            return
        part_labels = {
            "edtf": _("EDTF"),
            "earliest": _("earliest possible day"),
            "latest": _("latest possible day"),
            "words": _("in the words of the source"),
            "basis": _("basis"),
        }
        present = {field.name for field in cls._meta.local_fields}
        for part, field in self._parts.items():
            if self.part_name(part) not in present:
                column = copy.deepcopy(field)
                column.verbose_name = format_lazy("{}: {}", self.verbose_name, part_labels[part])
                column.contribute_to_class(cls, self.part_name(part))

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of the five columns."""
        return tuple(self.part_name(part) for part in PARTS)

    def get_col(self, alias: str, output_field: models.Field | None = None) -> Col:
        return Col(alias, self.model._meta.get_field(self.part_name("earliest")), output_field or self)

    @property
    def cached_col(self) -> Col:
        return self.get_col(self.model._meta.db_table)

    def select_format(self, compiler: Any, sql: str, params: Any) -> Any:
        raise FieldError(f"Select {', '.join(self.part_names)}: “{self.name}” is not one column.")

    def get_lookup(self, lookup_name: str) -> None:
        raise FieldError(
            f"Filter on {self.part_name('earliest')} or {self.part_name('latest')}: "
            f"“{self.name}” is not one column."
        )

    def get_transform(self, lookup_name: str) -> None:
        return None

    def to_python(self, value: Any) -> PartialDate:
        if value is None:
            return PartialDate.unknown()
        if isinstance(value, PartialDate):
            return value
        raise ValidationError(_("This is not a partial date."), code="invalid")

    def validate(self, value: PartialDate, model_instance: models.Model) -> None:
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_from_object(self, obj: models.Model) -> PartialDate:
        return getattr(obj, self.name)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", PartialDateFormField)
        return super().formfield(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("serialize", None)
        kwargs.pop("db_index", None)
        if self._indexes_earliest:
            kwargs["db_index"] = True
        kwargs.setdefault("blank", False)
        return name, path, args, kwargs
