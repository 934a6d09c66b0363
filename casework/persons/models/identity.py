"""Which records of persons stand for one human being, and which do not."""

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.persons.choices import RowFate
from casework.persons.models.people import Person
from casework.persons.querysets import DistinctPersonsQuerySet, MergedRowQuerySet, PersonMergeQuerySet


class DistinctPersons(AuditedModel):
    """Two persons with like names whom somebody found to be two different people."""

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""

    first = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="distinct_from_later", verbose_name=_("first person")
    )
    second = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="distinct_from_earlier",
        verbose_name=_("second person"),
    )

    objects = DistinctPersonsQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of distinct persons")
        verbose_name_plural = _("pairs of distinct persons")
        ordering = ["first", "second", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="distinctpersons_first_recorded_earlier",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("A pair names two persons, the one recorded earlier first."),
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                name="distinctpersons_once",
                violation_error_message=_("These two are already known to be distinct."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"


class PersonMerge(AuditedModel):
    """One finding that two records stand for one person; it can be taken back."""

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""

    kept = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges_as_kept", verbose_name=_("person kept")
    )
    merged = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges_as_merged", verbose_name=_("person merged")
    )
    is_undone = models.BooleanField(_("undone"), default=False)

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two persons")
        verbose_name_plural = _("merges of two persons")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="personmerge_of_two_persons",
                condition=~Q(kept=F("merged")),
                violation_error_message=_("A merge needs two persons."),
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(is_undone=False),
                name="personmerge_in_force_once",
                violation_error_message=_("This person is already merged into another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class MergedRow(AuditedModel):
    """One row that a merge moved to the person kept, dropped as a duplicate, or added."""

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""

    merge = models.ForeignKey(
        PersonMerge, on_delete=models.PROTECT, related_name="rows", verbose_name=_("merge")
    )
    model = models.CharField(_("kind of record"), max_length=100)
    object_id = models.BigIntegerField(_("number of the record"))
    field = models.CharField(_("field"), max_length=100, blank=True)
    fate = models.CharField(_("what became of it"), max_length=20, choices=RowFate.choices)

    objects = MergedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a merge")
        verbose_name_plural = _("rows of merges")
        ordering = ["merge", "-pk"]
        constraints = [
            valid_choice("mergedrow", "fate", RowFate),
            models.UniqueConstraint(
                fields=["merge", "model", "object_id", "field"],
                name="mergedrow_once",
                violation_error_message=_("A merge moves each field of a record once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"

    def model_class(self) -> type[AuditedModel]:
        """Return the kind of record that the row is of."""
        return apps.get_model(self.model)

    def moved_row(self) -> AuditedModel | None:
        """Return the row itself, unless it was deleted since."""
        return self.model_class()._default_manager.filter(pk=self.object_id).first()
