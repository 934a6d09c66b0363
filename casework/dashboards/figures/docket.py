"""Figures of the work itself: cases, their leads and outcomes, silence, and how well all is sourced."""

from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.cases.choices import DevelopmentKind, Outcome, Priority, WgadCategory
from casework.cases.models import Case, Citation, Development, Violation
from casework.core.choices import Certainty
from casework.core.days import counted_on
from casework.dashboards.figures.columns import (
    of_case,
    of_country,
    of_day,
    of_title,
    of_when,
    of_words,
)
from casework.dashboards.figures.partings import ByBand, ByChoice, ByCountry, ByRecord, ByTime
from casework.dashboards.figures.plan import Figure
from casework.dashboards.scope import Scope
from casework.reference.models import Term

#: After so many days of silence a case is called quiet, quieter, very quiet.
QUIET = (30, 60, 90)
#: Developments of these kinds are our own words, for which there is no source to name.
OWN_WORDS = (DevelopmentKind.INTERNAL_NOTE, DevelopmentKind.ADVOCACY_ACTION)


def _same(row: Any) -> Any:
    return row


def _cases(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("lead").order_by("reference", "pk")


_COLUMNS = (
    of_case(_same),
    of_title(lambda case: case.title),
    of_country(_same),
    of_words(_("lead"), lambda case: case.lead),
)
_OPENED = of_day(_("opened"), lambda case: case.opened_on)
_CLOSED = of_day(_("closed"), lambda case: case.closed_on)
_OUTCOME = of_words(_("outcome"), lambda case: case.get_closing_outcome_display())

_BY_COUNTRY = ByCountry("country", _("country"), "country")
_BY_LEAD = ByRecord("lead", _("lead"), "lead", User)


def _open(scope: Scope) -> QuerySet:
    return scope.cases.open_on(scope.as_at)


def _priorities(scope: Scope) -> list[tuple[str, Any, Q]]:
    return [(str(value), label, Q(priority=value)) for value, label in Priority.choices]


OPEN = Figure(
    name="open",
    label=_("Open cases"),
    definition=_(
        "Cases opened by the day and not closed by it. They count for the colleague who leads them as "
        "recorded, and for the country in which people are deprived of their rights."
    ),
    rows=_open,
    listed=_cases,
    columns=(*_COLUMNS, of_words(_("priority"), lambda case: case.get_priority_display()), _OPENED),
    partings=(_BY_LEAD, _BY_COUNTRY, ByBand("priority", _("priority"), _priorities)),
    none=_("No case was open on that day."),
)

OPENED = Figure(
    name="opened",
    label=_("Opened"),
    definition=_("Cases that were opened on a day of the period."),
    rows=lambda scope: scope.cases.filter(scope.in_period("opened_on")),
    listed=_cases,
    columns=(*_COLUMNS, _OPENED),
    partings=(ByTime("month", _("when"), "opened_on"), _BY_COUNTRY, _BY_LEAD),
    is_of_period=True,
    none=_("No case was opened in the period."),
)

CLOSED = Figure(
    name="closed",
    label=_("Closed"),
    definition=_("Cases that were closed on a day of the period, by the outcome recorded when they were."),
    rows=lambda scope: scope.cases.filter(scope.in_period("closed_on")),
    listed=_cases,
    columns=(*_COLUMNS, _CLOSED, _OUTCOME),
    partings=(
        ByChoice("outcome", _("outcome"), "closing_outcome", Outcome),
        ByTime("month", _("when"), "closed_on"),
        _BY_COUNTRY,
        _BY_LEAD,
    ),
    is_of_period=True,
    none=_("No case was closed in the period."),
)


def _silent_for(scope: Scope) -> list[tuple[str, Any, Q]]:
    """Return the bands of silence, the longest first; a case is in the first that it reaches."""
    bands = []
    longer = None
    for days in reversed(QUIET):
        name = (
            format_lazy(_("{days} days and more"), days=days)
            if longer is None
            else format_lazy(_("{days} to {most} days"), days=days, most=longer - 1)
        )
        quiet = Case.objects.quiet_since(scope.as_at, days).order_by()
        bands.append((str(days), name, Q(pk__in=quiet.values("pk"))))
        longer = days
    return bands


def _with_silence(rows: QuerySet, scope: Scope) -> QuerySet:
    latest = (
        scope.rows(Development)
        .filter(case=OuterRef("pk"))
        .annotate(day=Coalesce("occurred_latest", "occurred_earliest"))
        .filter(day__lte=scope.as_at)
    )
    found = latest.values("case").annotate(latest=Max("day")).values("latest")
    return _cases(rows, scope).annotate(latest_day=found)


QUIET_CASES = Figure(
    name="quiet",
    label=_("Quiet cases"),
    definition=format_lazy(
        _(
            "Cases open on the day, at least {days} days old, in which nothing happened in the {days} days "
            "up to it. What is known imprecisely counts for the latest day on which it can have happened."
        ),
        days=QUIET[0],
    ),
    rows=lambda scope: scope.cases.quiet_since(scope.as_at, QUIET[0]),
    listed=_with_silence,
    columns=(*_COLUMNS, of_day(_("latest development"), lambda case: case.latest_day)),
    partings=(ByBand("silence", _("silence"), _silent_for), _BY_LEAD, _BY_COUNTRY),
    is_alarm=True,
    none=_("Something happened lately in every open case."),
)


def _developments(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("case__lead").order_by(counted_on("occurred").desc(nulls_last=True), "-pk")


_DEVELOPMENT_COLUMNS = (
    of_when(_same),
    of_title(lambda development: development.headline, _("development")),
    of_words(_("kind"), lambda development: development.get_kind_display()),
    of_case(lambda development: development.case),
    of_words(_("lead"), lambda development: development.case.lead),
)
_DEVELOPMENT_PARTINGS = (
    ByChoice("kind", _("kind"), "kind", DevelopmentKind),
    ByRecord("lead", _("lead"), "case__lead", User),
    ByCountry("country", _("country"), "case__country"),
)


def _recorded(scope: Scope) -> QuerySet:
    """Return the developments that may have happened by the day."""
    # Nearly all of them have: an index of days, which SQLite would take for an OR, costs more than it spares.
    return (
        scope.counted(Development)
        .alias(possible_from=Coalesce("occurred_earliest", scope.as_at))
        .filter(possible_from__lte=scope.as_at)
    )


def _sourceless(scope: Scope) -> QuerySet:
    cited = scope.rows(Citation).filter(development=OuterRef("pk"))
    return _recorded(scope).exclude(kind__in=OWN_WORDS).filter(~Exists(cited))


def _contradicted(scope: Scope) -> QuerySet:
    citations = scope.rows(Citation).contradicting()
    return _recorded(scope).filter(pk__in=citations.values("development"))


SOURCELESS = Figure(
    name="sourceless",
    label=_("Without a source"),
    definition=_(
        "Developments up to the day for which no source is on record that you may know of. Internal notes "
        "and our own actions need none."
    ),
    rows=_sourceless,
    listed=_developments,
    columns=_DEVELOPMENT_COLUMNS,
    partings=_DEVELOPMENT_PARTINGS,
    is_alarm=True,
    none=_("Every development has a source."),
)

CONTRADICTED = Figure(
    name="contradicted",
    label=_("Contradicted"),
    definition=_("Developments up to the day of which at least one source says otherwise than we recorded."),
    rows=_contradicted,
    listed=_developments,
    columns=_DEVELOPMENT_COLUMNS,
    partings=_DEVELOPMENT_PARTINGS,
    is_alarm=True,
    none=_("No source contradicts what is recorded."),
)


def _violations(scope: Scope) -> QuerySet:
    rows = scope.counted(Violation).alias(day=counted_on("development__occurred"))
    return rows.filter(scope.in_period("day"))


VIOLATIONS = Figure(
    name="violations",
    label=_("Violations"),
    definition=_(
        "Acts by which somebody's rights were violated in the period: one for each act and victim, whatever "
        "its certainty. Types are those of HURIDOCS, categories those of the UN Working Group on Arbitrary "
        "Detention. What is known imprecisely counts on the first day on which it can have happened."
    ),
    rows=_violations,
    listed=lambda rows, scope: rows.select_related(
        "type", "victim_person", "victim_organisation", "development__case"
    ).order_by(counted_on("development__occurred").desc(), "-pk"),
    columns=(
        of_when(lambda violation: violation.development),
        of_words(_("type of act"), lambda violation: violation.type),
        of_words(_("victim"), lambda violation: violation.victim),
        of_words(_("category"), lambda violation: violation.get_wgad_category_display()),
        of_words(_("certainty"), lambda violation: violation.get_certainty_display()),
        of_case(lambda violation: violation.development.case),
    ),
    partings=(
        ByRecord("type", _("type of act"), "type", Term),
        ByChoice(
            "category", _("category"), "wgad_category", WgadCategory, want=_("no category of detention")
        ),
        ByChoice("certainty", _("certainty"), "certainty", Certainty),
        ByTime("month", _("when"), lambda scope: counted_on("development__occurred")),
        ByCountry("country", _("country"), "development__case__country"),
    ),
    is_of_period=True,
    none=_("No violation is recorded in the period."),
)
