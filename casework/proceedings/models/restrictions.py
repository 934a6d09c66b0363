"""Bans that bind a person outside any prison."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.proceedings import rules
from casework.proceedings.choices import RestrictionEventKind, RestrictionScopeKind
from casework.proceedings.models.agreement import check_same_case, check_stays_in_case
from casework.proceedings.models.decisions import SentenceComponent
from casework.proceedings.querysets import (
    RestrictionEventQuerySet,
    RestrictionQuerySet,
    RestrictionScopeQuerySet,
)


class Restriction(AuditedModel):
    """One ban laid upon one person: by a sentence, or on some other ground."""

    case_lookup: ClassVar[str] = "case"
    development_lookups: ClassVar[tuple[str, ...]] = (
        "imposed_by",
        "lifted_by",
        "component__decision__development",
    )
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"person", "case"})

    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="restrictions"
    )
    case = models.ForeignKey(
        "cases.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="restrictions"
    )
    component = models.ForeignKey(
        SentenceComponent,
        verbose_name=_("part of a sentence"),
        on_delete=models.PROTECT,
        related_name="restrictions",
        null=True,
        blank=True,
        help_text=_("The part of a sentence that imposes it, if one does."),
    )
    basis = models.CharField(
        _("other basis"),
        max_length=200,
        blank=True,
        help_text=_("What it rests on if not on a sentence, as “written undertaking not to leave”."),
    )
    imposed_by = models.ForeignKey(
        "cases.Development",
        verbose_name=_("imposed by"),
        on_delete=models.PROTECT,
        related_name="restrictions_imposed",
        help_text=_("The development from whose day it runs."),
    )
    ends = PartialDateField(
        _("ends"),
        help_text=_("The first day on which it no longer runs; empty where no end is set or known."),
    )
    lifted_by = models.ForeignKey(
        "cases.Development",
        verbose_name=_("lifted by"),
        on_delete=models.PROTECT,
        related_name="restrictions_lifted",
        null=True,
        blank=True,
        help_text=_("The development that ended it before its time."),
    )

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        ordering = [F("imposed_by__occurred_earliest").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["ends_latest"], name="restriction_by_end")]
        constraints = [
            *partial_date_constraints("restriction", "ends"),
            models.CheckConstraint(
                name="restriction_has_a_basis",
                condition=Q(component__isnull=False) | ~Q(basis=""),
                violation_error_message=_(
                    "Say what it rests on: a part of a sentence, or another basis in words."
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("restriction of %(person)s, %(period)s") % {"person": self.person, "period": self.period()}

    def as_ban(self) -> rules.Ban:
        """Return the restriction as the rules count it; both developments belong at hand."""
        return rules.Ban(
            key=self.pk,
            imposed=self.imposed_by.occurred,
            ends=self.ends or None,
            lifted=self.lifted_by.occurred if self.lifted_by else None,
        )

    def period(self) -> str:
        """Return from when until when, as people say it."""
        until = self.lifted_by.occurred if self.lifted_by else self.ends
        return _("%(since)s to %(until)s") % {
            "since": self.imposed_by.occurred or _("unknown"),
            "until": until or _("no end known"),
        }

    def clean(self) -> None:
        """Refuse rows of another case, another person's sentence, and an end before the start."""
        super().clean()
        check_stays_in_case(self)
        if self.case_id is not None and self.imposed_by_id is not None:
            check_same_case(self.case_id, imposed_by=self.imposed_by, lifted_by=self.lifted_by)
            if self.as_ban().is_impossible:
                raise ValidationError(
                    _("The restriction would end before it was imposed."), code="ends_before"
                )
            if self.lifted_by is not None and self.lifted_by.occurred.latest is None:
                raise ValidationError(
                    {"lifted_by": _("Say by when it was lifted, if only “before” the day of the source.")},
                    code="end_without_limit",
                )
        if self.component is not None and (
            self.component.person_id != self.person_id
            or self.component.decision.proceeding.case_id != self.case_id
        ):
            raise ValidationError(
                {"component": _("Choose a part of a sentence passed on this person in this case.")}
            )


class RestrictionScope(AuditedModel):
    """One part of life that one restriction closes."""

    case_lookup: ClassVar[str] = "restriction__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("restriction__imposed_by",)
    person_lookups: ClassVar[tuple[str, ...]] = ("restriction__person",)

    restriction = models.ForeignKey(
        Restriction, verbose_name=_("restriction"), on_delete=models.PROTECT, related_name="scopes"
    )
    scope = models.CharField(_("what it forbids"), max_length=20, choices=RestrictionScopeKind)

    objects = RestrictionScopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("scope of a restriction")
        verbose_name_plural = _("scopes of restrictions")
        ordering = ["restriction", "scope", "-pk"]
        constraints = [
            valid_choice("restrictionscope", "scope", RestrictionScopeKind),
            models.UniqueConstraint(
                name="restrictionscope_named_once",
                fields=["restriction", "scope"],
                violation_error_message=_("The restriction already forbids this."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_scope_display())


class RestrictionEvent(AuditedModel):
    """One development that says what a restriction means, or in which it is said to be broken."""

    case_lookup: ClassVar[str] = "restriction__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development", "restriction__imposed_by")
    person_lookups: ClassVar[tuple[str, ...]] = ("restriction__person",)

    restriction = models.ForeignKey(
        Restriction, verbose_name=_("restriction"), on_delete=models.PROTECT, related_name="events"
    )
    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="restriction_events",
    )
    kind = models.CharField(_("what happened to it"), max_length=20, choices=RestrictionEventKind)
    note = models.TextField(_("note"), blank=True)

    objects = RestrictionEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction event")
        verbose_name_plural = _("restriction events")
        ordering = ["restriction", "-pk"]
        constraints = [
            valid_choice("restrictionevent", "kind", RestrictionEventKind),
            models.UniqueConstraint(
                name="restrictionevent_happens_once_per_development",
                fields=["restriction", "development", "kind"],
                violation_error_message=_("That development already did this to the restriction."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.restriction_id is not None and self.development_id is not None:
            check_same_case(self.restriction.case_id, development=self.development)
