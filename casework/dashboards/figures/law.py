"""Figures of the law: charges and what became of them, convictions and acquittals, sentences."""

import statistics
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from casework.core.days import counted_on
from casework.dashboards.figures.columns import (
    of_case,
    of_country,
    of_day,
    of_person,
    of_title,
    of_when,
    of_words,
)
from casework.dashboards.figures.partings import (
    ByBand,
    ByChoice,
    ByCountry,
    ByRecord,
    ByTime,
    Tally,
)
from casework.dashboards.figures.plan import Figure
from casework.dashboards.scope import Scope
from casework.persons.models import Organisation
from casework.proceedings.choices import (
    AGAINST_A_DEFENDANT,
    ENDLESS_KINDS,
    ChargeStatus,
    SentenceKind,
)
from casework.proceedings.models import Charge, ChargeEvent, Decision, Proceeding, SentenceComponent
from casework.reference.models import LegalProvision

#: Parts of a sentence that take liberty, or would if they were not suspended.
TERMS = (
    SentenceKind.IMPRISONMENT,
    SentenceKind.SUSPENDED_IMPRISONMENT,
    SentenceKind.LIFE,
    SentenceKind.DEATH,
)
#: The fixed terms among them, of which a median can be told.
FIXED_TERMS = (SentenceKind.IMPRISONMENT, SentenceKind.SUSPENDED_IMPRISONMENT)
DAYS_IN_A_MONTH = 30


# Charges


def _charges(scope: Scope) -> QuerySet:
    return scope.counted(Charge).with_current_status(scope.as_at).exclude(current_status=None)


CHARGES = Figure(
    name="charges",
    label=_("Charges on record"),
    definition=_(
        "Charges brought by the day, each once, by what had become of it: the status of its last event that "
        "can have happened by then. A conviction that was quashed counts as quashed. An event without any "
        "date counts as soon as a dated one of the same charge does."
    ),
    rows=_charges,
    listed=lambda rows, scope: rows.select_related(
        "proceeding__case", "proceeding__defendant", "provision__instrument"
    ).order_by("proceeding__case__reference", "pk"),
    columns=(
        of_title(lambda charge: charge.current_wording, _("charge")),
        of_words(_("provision"), lambda charge: charge.provision),
        of_words(_("what became of it"), lambda charge: ChargeStatus(charge.current_status).label),
        of_day(_("since"), lambda charge: charge.current_since),
        of_person(lambda charge: charge.proceeding.defendant, _("defendant")),
        of_case(lambda charge: charge.proceeding.case),
    ),
    partings=(
        ByRecord("provision", _("provision"), "provision", LegalProvision, joined="instrument"),
        ByChoice("fate", _("what became of it"), "current_status", ChargeStatus),
        ByCountry("country", _("country"), "proceeding__case__country"),
    ),
    none=_("No charge had been brought by that day."),
)


# Convictions and acquittals


def _first(status: ChargeStatus) -> Any:
    """Return the rows of a figure: proceedings, with the day on which a charge first came to this."""

    def rows(scope: Scope) -> QuerySet:
        events = (
            scope.rows(ChargeEvent)
            .filter(status=status)
            .annotate(day=counted_on("development__occurred"))
            .order_by("day", "pk")
        )
        first = events.filter(charge__proceeding=OuterRef("pk"), day__isnull=False).values("day")[:1]
        # Where the first event lies in the period, some event does: that spares asking of all the others.
        lately = events.order_by().filter(scope.in_period("day")).values("charge__proceeding")
        return (
            scope.counted(Proceeding)
            .filter(kind__in=AGAINST_A_DEFENDANT, pk__in=lately)
            .annotate(decided_on=Subquery(first))
            .filter(scope.in_period("decided_on"))
        )

    return rows


def _decided(name: str, status: ChargeStatus, **words: Any) -> Figure:
    return Figure(
        name=name,
        rows=_first(status),
        listed=lambda rows, scope: rows.select_related("case", "defendant", "court").order_by(
            "-decided_on", "-pk"
        ),
        columns=(
            of_day(_("first day possible"), lambda proceeding: proceeding.decided_on),
            of_person(lambda proceeding: proceeding.defendant, _("defendant")),
            of_words(_("proceeding"), lambda proceeding: proceeding.get_kind_display()),
            of_words(_("court"), lambda proceeding: proceeding.court),
            of_case(lambda proceeding: proceeding.case),
            of_country(lambda proceeding: proceeding.case),
        ),
        partings=(
            ByTime("month", _("when"), "decided_on"),
            ByCountry("country", _("country"), "case__country"),
            ByRecord("court", _("court"), "court", Organisation),
        ),
        is_of_period=True,
        **words,
    )


CONVICTED = _decided(
    "convicted",
    ChargeStatus.CONVICTED,
    label=_("Convicted"),
    definition=_(
        "Defendants convicted in the period, once for each criminal or administrative proceeding, on the day "
        "of its first conviction. One that was quashed later still counts on that day: what became of the "
        "charges is told with the charges."
    ),
    none=_("Nobody was convicted in the period."),
)
ACQUITTED = _decided(
    "acquitted",
    ChargeStatus.ACQUITTED,
    label=_("Acquitted"),
    definition=_(
        "Defendants acquitted of at least one charge in the period, once for each criminal or administrative "
        "proceeding, on the day of its first acquittal."
    ),
    none=_("Nobody was acquitted in the period."),
)


# Sentences


def _sentences(scope: Scope) -> QuerySet:
    later = (
        Decision.objects.alias(day=counted_on("development__occurred"))
        .filter(Q(day=None) | Q(day__lte=scope.as_at), supersedes=OuterRef("decision"))
        .order_by()
    )
    rows = scope.counted(SentenceComponent).annotate(
        day=counted_on("decision__development__occurred"),
        term_in_days=F("years") * 12 * DAYS_IN_A_MONTH + F("months") * DAYS_IN_A_MONTH + F("days"),
    )
    return rows.filter(~Exists(later), scope.in_period("day"), kind__in=TERMS)


def _lengths(scope: Scope) -> list[tuple[str, Any, Q]]:
    """Return the bands of fixed terms, from the shortest; what has no length is told by itself."""
    fixed = Q(kind__in=FIXED_TERMS)
    bounds = (
        ("1", _("under a year"), 1),
        ("3", _("one year to under three"), 3),
        ("5", _("three years to under five"), 5),
        ("10", _("five years to under ten"), 10),
    )
    bands = [
        (key, name, fixed & Q(term_in_days__lt=years * 12 * DAYS_IN_A_MONTH)) for key, name, years in bounds
    ]
    endless = [(str(kind), kind.label, Q(kind=kind)) for kind in ENDLESS_KINDS]
    return [*bands, ("more", _("ten years and more"), fixed), *endless]


def _middle_and_longest(rows: QuerySet, told: Tally, scope: Scope) -> list[tuple[str, str]]:
    """Return the median and the longest of the fixed terms, in words."""
    terms = sorted(rows.filter(kind__in=FIXED_TERMS).values_list("term_in_days", flat=True))
    if not terms:
        return []
    return [
        (str(_("median")), _term_in_words(statistics.median_low(terms))),
        (str(_("longest")), _term_in_words(terms[-1])),
    ]


def _term_in_words(days: int) -> str:
    months, days = divmod(days, DAYS_IN_A_MONTH)
    years, months = divmod(months, 12)
    return SentenceComponent(years=years, months=months, days=days).length


SENTENCES = Figure(
    name="sentences",
    label=_("Sentences"),
    definition=_(
        "Sentences of imprisonment, suspended or not, of life and of death, passed in the period by a "
        "decision that no later one had replaced by its last day; one for each part of a sentence. Fixed "
        "terms are compared by days, a month counted as thirty; of an even number the median is the lower of "
        "the middle two."
    ),
    rows=_sentences,
    listed=lambda rows, scope: rows.select_related(
        "person", "decision__development", "decision__proceeding__case"
    ).order_by("-term_in_days", "-day", "pk"),
    columns=(
        of_person(lambda component: component.person),
        of_words(_("sentence"), lambda component: component.get_kind_display()),
        of_words(_("term"), lambda component: component.length, look="nowrap"),
        of_when(lambda component: component.decision.development),
        of_case(lambda component: component.decision.proceeding.case),
        of_country(lambda component: component.decision.proceeding.case),
    ),
    partings=(
        ByBand("length", _("term"), _lengths),
        ByChoice("kind", _("kind"), "kind", SentenceKind),
        ByCountry("country", _("country"), "decision__proceeding__case__country"),
    ),
    is_of_period=True,
    measured=_middle_and_longest,
    none=_("No sentence of imprisonment was passed in the period."),
)
