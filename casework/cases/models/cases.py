"""Cases, who is in them, who works on them, and what they are part of."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Substr, Upper
from django.db.models.lookups import Exact, GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.audit.models import AuditedModel
from casework.cases import rules
from casework.cases.choices import CaseStatus, Outcome, PartyRole, Priority, StaffRole
from casework.cases.querysets import CaseQuerySet, CaseScopedQuerySet, SituationQuerySet
from casework.core.choices import Confidentiality
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField


class Situation(AuditedModel):
    """A time of crisis in a country, such as a crackdown on protests, that cases grew out of."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = CountryField(_("country"))
    occurred = PartialDateField(_("when"))
    description = models.TextField(_("description"), blank=True)

    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["name", "-pk"]
        constraints = [*partial_date_constraints("situation", "occurred")]

    def __str__(self) -> str:
        return self.name


class Case(AuditedModel):
    """A matter that the organisation has taken on for one or more people."""

    case_lookup: ClassVar[str] = "pk"
    reason_required_for: ClassVar[frozenset[str]] = frozenset(
        {"reference", "status", "closed_on", "closing_outcome", "confidentiality"}
    )

    reference = models.CharField(
        _("reference"),
        max_length=14,
        unique=True,
        validators=[
            RegexValidator(
                rules.REFERENCE,
                _("A reference is a country's two letters, a year and a number, such as KZ-2022-001."),
            )
        ],
        help_text=_("Country, year and number, such as KZ-2022-001. People outside know the case by it."),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("What colleagues call the case, usually the name of the person."),
    )
    country = CountryField(_("country"), help_text=_("Where the person is deprived of their rights."))
    status = models.CharField(_("status"), max_length=12, choices=CaseStatus, default=CaseStatus.INTAKE)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=Outcome,
        blank=True,
        help_text=_("How things stood for the person when the case was closed."),
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("A few sentences for a colleague new to the case."),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lead"),
        on_delete=models.PROTECT,
        related_name="cases_led",
        help_text=_("Who answers for the case. The lead is always on its team."),
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=12,
        choices=Confidentiality,
        default=Confidentiality.OPEN,
        help_text=_("A restricted case exists only for its team, directors and auditors."),
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "-pk"]
        permissions = [
            ("view_every_case", _("Can see restricted cases without being on their team")),
            ("hand_over_cases", _("Can hand over the cases of a colleague who leaves")),
        ]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="case_latest_opened"),
            models.Index(fields=["confidentiality"], name="case_restricted"),
            models.Index(fields=["status", "priority"], name="case_by_state"),
            models.Index(fields=["country"], name="case_by_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_reference_well_formed",
                # Portable as far as it goes: SQLite has no regular expressions of its own.
                condition=Q(
                    GreaterThanOrEqual(Length("reference"), 11),
                    Exact(Substr("reference", 3, 1), Value("-")),
                    Exact(Substr("reference", 8, 1), Value("-")),
                    Exact(Upper("reference"), F("reference")),
                ),
                violation_error_message=_(
                    "A reference is a country's two letters, a year and a number, such as KZ-2022-001."
                ),
            ),
            models.CheckConstraint(
                name="case_closed_with_day_and_outcome",
                condition=(
                    Q(status=CaseStatus.CLOSED, closed_on__isnull=False) & ~Q(closing_outcome="")
                    | ~Q(status=CaseStatus.CLOSED) & Q(closed_on__isnull=True, closing_outcome="")
                ),
                violation_error_message=_(
                    "A closed case has the day it closed and its outcome; an open one has neither."
                ),
            ),
            models.CheckConstraint(
                name="case_closed_not_before_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("A case cannot close before it opened."),
            ),
            valid_choice("case", "status", CaseStatus),
            valid_choice("case", "closing_outcome", Outcome, blank=True),
            valid_choice("case", "priority", Priority),
            valid_choice("case", "confidentiality", Confidentiality),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("workspace:case_file", args=[self.reference])

    @property
    def is_closed(self) -> bool:
        """Whether work on the case has ended."""
        return self.status == CaseStatus.CLOSED

    @property
    def is_restricted(self) -> bool:
        """Whether only the team, directors and auditors may know of the case."""
        return self.confidentiality == Confidentiality.RESTRICTED


class CaseSituation(AuditedModel):
    """That a case grew out of a situation."""

    case_lookup: ClassVar[str] = "case"

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="situations"
    )
    situation = models.ForeignKey(
        Situation, verbose_name=_("situation"), on_delete=models.PROTECT, related_name="cases"
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("situation of a case")
        verbose_name_plural = _("situations of cases")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "situation"],
                name="case_situation_once",
                violation_error_message=_("The case already belongs to this situation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} : {self.situation}"


class CaseParty(AuditedModel):
    """That a person is in a case, and as what."""

    case_lookup: ClassVar[str] = "case"
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"person"})

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="case_parties"
    )
    role = models.CharField(
        _("role"),
        max_length=12,
        choices=PartyRole,
        help_text=_("A client is a person for whom the case was taken on; there may be several."),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                name="case_party_once_in_each_role",
                violation_error_message=_("This person is already in the case in this role."),
            ),
            valid_choice("caseparty", "role", PartyRole),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class CaseStaff(AuditedModel):
    """That a colleague works on a case, which opens it to them if it is restricted."""

    case_lookup: ClassVar[str] = "case"

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("colleague"),
        on_delete=models.PROTECT,
        related_name="case_staff",
    )
    role = models.CharField(_("role"), max_length=10, choices=StaffRole, default=StaffRole.MEMBER)

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                name="case_staff_once",
                violation_error_message=_("This colleague is already on the team."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role=StaffRole.LEAD),
                name="case_staff_one_lead",
                violation_error_message=_("A case has one lead."),
            ),
            valid_choice("casestaff", "role", StaffRole),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
