"""The list of proceedings."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CaseStatus
from casework.persons.models import Organisation
from casework.proceedings.choices import ChargeStatus, ProceedingKind, ProceedingStatus
from casework.proceedings.models import Charge, Hearing, Proceeding
from casework.workspace.lists.facets import (
    ChoiceFacet,
    CountryFacet,
    Question,
    QuestionFacet,
    RecordFacet,
    YearFacet,
)
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import Column, ListTable, badge


def _upcoming(asked: Any) -> QuerySet:
    return Hearing.objects.visible_to(asked.user).upcoming(asked.on)


def _without_outcome(asked: Any) -> QuerySet:
    return Hearing.objects.visible_to(asked.user).without_outcome(asked.on)


class ProceedingFilters(ListFilterSet):
    """By what the list of proceedings can be narrowed."""

    record = Proceeding

    status = ChoiceFacet("status", ProceedingStatus, label=_("status"))
    kind = ChoiceFacet("kind", ProceedingKind, label=_("kind"))
    charge = ChoiceFacet(
        "current_status",
        ChargeStatus,
        label=_("charge"),
        through=lambda asked: Charge.objects.visible_to(asked.user).with_current_status(),
        back="proceeding",
    )
    hearings = QuestionFacet(
        Question(
            "upcoming",
            _("hearing announced"),
            lambda asked: Q(pk__in=_upcoming(asked).order_by().values("proceeding")),
        ),
        Question(
            "unclear",
            _("outcome of a hearing not recorded"),
            lambda asked: Q(pk__in=_without_outcome(asked).order_by().values("proceeding")),
        ),
        label=_("hearings"),
    )
    country = CountryFacet("case__country", label=_("country of the case"))
    court = RecordFacet("court", Organisation, label=_("court"))
    case = ChoiceFacet("case__status", CaseStatus, label=_("status of the case"))
    opened = YearFacet("opened_earliest", label=_("opened in"))


def _show_case(proceeding: Proceeding) -> str:
    case = proceeding.case
    return format_html(
        '<span class="nowrap">{}</span> <span class="quiet">{}</span>', case.reference, case.title
    )


class ProceedingTable(ListTable):
    """Proceedings, each with its charges and what comes next."""

    record = Proceeding
    usual = ("kind", "case", "court", "number", "status", "opened", "charges", "hearing")
    usual_sort = "-opened"

    defendant = Column(
        _("defendant"), lambda proceeding: proceeding.defendant, sort="defendant__name", opens=True
    )
    kind = Column(_("kind"), lambda proceeding: proceeding.get_kind_display(), sort="kind")
    case = Column(_("case"), lambda proceeding: proceeding.case, sort="case__reference", show=_show_case)
    country = Column(_("country"), lambda proceeding: proceeding.case.country.name, sort="case__country")
    court = Column(_("court"), lambda proceeding: proceeding.court, sort="court__name")
    number = Column(_("number"), lambda proceeding: proceeding.number, sort="number")
    status = Column(
        _("status"),
        lambda proceeding: proceeding.get_status_display(),
        sort="status",
        show=lambda proceeding: badge(proceeding.status, proceeding.get_status_display()),
    )
    opened = Column(
        _("opened"), lambda proceeding: str(proceeding.opened or ""), sort="opened_earliest", look="nowrap"
    )
    closed = Column(
        _("closed"), lambda proceeding: str(proceeding.closed or ""), sort="closed_earliest", look="nowrap"
    )
    charges = Column(
        _("charges"), lambda proceeding: proceeding.charge_count, sort="charge_count", look="number"
    )
    hearing = Column(
        _("next hearing"),
        lambda proceeding: proceeding.next_hearing_on,
        sort="next_hearing_on",
        look="nowrap",
    )

    def address_of(self, record: Proceeding) -> str:
        """Return the place of the proceeding in its case."""
        return f"{record.case.get_absolute_url()}#proceeding-{record.pk}"

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Count the charges and find the next hearing, as far as the reader may know."""
        charges = Charge.objects.visible_to(self.user).filter(proceeding=OuterRef("pk")).order_by()
        counted = charges.values("proceeding").annotate(charge_number=Count("pk")).values("charge_number")
        hearings = Hearing.objects.visible_to(self.user).upcoming(self.on).filter(proceeding=OuterRef("pk"))
        return rows.annotate(
            charge_count=Coalesce(Subquery(counted), 0),
            next_hearing_on=Subquery(hearings.values("scheduled_on")[:1]),
        )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring case, defendant and court along."""
        return rows.for_list()
