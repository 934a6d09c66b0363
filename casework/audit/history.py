"""Typed history rows, kept by django-simple-history and written by the ledger in sets."""

import copy
import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords


def links_of(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return the fields by which a row names another record; its latest entry is none."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != "head"
    ]


class HistoryQuerySet(HistoricalQuerySet):
    """Questions to the record as it was."""

    def known_on(self, moment: datetime.datetime) -> "HistoryQuerySet":
        """Rows as they were recorded at that moment, without those deleted by then."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=moment), history_date__lte=moment).exclude(
            history_type="-"
        )


class HistoryRow(models.Model):
    """One version of one row, with the moment until which it held."""

    valid_to = models.DateTimeField(_("held until"), null=True, editable=False)

    class Meta:
        abstract = True


class LedgerHistory(HistoricalRecords):
    """Typed history whose rows are written in sets by the ledger, never by a signal.

    Columns that hold no database value, or that the model keeps out of the ledger, are left out.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            bases=[HistoryRow],
            history_id_field=models.BigAutoField(),
            history_user_id_field=models.BigIntegerField(null=True, editable=False),
            historical_queryset=HistoryQuerySet,
            **options,
        )

    def fields_included(self, model: type[models.Model]) -> list[models.Field]:
        """Return the columns of the model that history keeps."""
        excluded: frozenset[str] = getattr(model, "ledger_excluded", frozenset())
        return [field for field in model._meta.fields if field.concrete and field.name not in excluded]

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        """Copy the columns without their indexes: history has its own."""
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = False
        return fields

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Add the indexes that answer "this row, at that moment" and "what named that row", ever.

        And one version for each entry.
        """
        options = super().get_meta_options(model)
        options["indexes"] = [models.Index(fields=[model._meta.pk.attname, "valid_to"])]
        options["indexes"] += [models.Index(fields=[link.name]) for link in links_of(model)]
        options["constraints"] = [
            models.UniqueConstraint(
                fields=["head"],
                name=f"{model._meta.db_table}_history_follows_entry",
                violation_error_message=_("Each entry has one version in the history."),
            )
        ]
        return options

    def _get_history_user_fields(self) -> dict[str, Any]:
        # Every history model needs a field object of its own: this one instance serves them all.
        fields = super()._get_history_user_fields()
        return {**fields, "history_user_id": copy.copy(self.user_id_field)}

    def post_save(
        self, instance: models.Model, created: bool, using: str | None = None, **kwargs: Any
    ) -> None:
        """Leave the writing to the ledger."""

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        """Leave the writing to the ledger."""

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        """Leave the writing to the ledger."""
