"""Figures of people: who is held, taken and released, for how long, who died, and whom restrictions bind."""

from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.cases.choices import PartyRole
from casework.cases.models import CaseParty
from casework.core.days import counted_on
from casework.core.partial_dates import DayRange, add_span
from casework.dashboards.figures.columns import (
    in_words,
    of_case,
    of_country,
    of_number,
    of_person,
    of_when,
    of_words,
)
from casework.dashboards.figures.partings import (
    ByBand,
    ByChoice,
    ByCountry,
    ByRecord,
    ByTime,
    ByYear,
    Tally,
)
from casework.dashboards.figures.plan import Figure
from casework.dashboards.scope import Scope
from casework.persons.models import Person
from casework.proceedings.choices import CustodyRegime, EndGround
from casework.proceedings.models import Custody, Restriction
from casework.proceedings.querysets import statuses_of

_WHO = (
    of_person(lambda spell: spell.person),
    of_words(_("how held"), lambda spell: spell.get_regime_display()),
    of_words(_("where"), lambda spell: spell.facility or spell.place),
)
_WHOSE = (of_case(lambda spell: spell.case), of_country(lambda spell: spell.case))

_BY_REGIME = ByChoice("regime", _("how held"), "regime", CustodyRegime)
_BY_COUNTRY = ByCountry("country", _("country"), "case__country")
_BY_LEAD = ByRecord("lead", _("lead"), "case__lead", User)


# Held on the day


def _since(scope: Scope) -> list[tuple[str, Any, Q]]:
    """Return the bands of how long ago the spell began, the shortest first."""
    day = scope.as_at
    starts = (
        ("month", _("under a month"), add_span(day, months=-1)),
        ("half", _("one month to under six"), add_span(day, months=-6)),
        ("year", _("six months to under a year"), add_span(day, years=-1)),
        ("two", _("one year to under two"), add_span(day, years=-2)),
        ("five", _("two years to under five"), add_span(day, years=-5)),
    )
    bands: list[tuple[str, Any, Q]] = [(key, name, Q(held_since__gt=start)) for key, name, start in starts]
    return [*bands, ("more", _("five years and more"), Q(held_since__isnull=False))]


def _with_start(rows: QuerySet) -> QuerySet:
    return rows.annotate(held_since=counted_on("began_by__occurred"))


def _with_days(spells: Any, scope: Scope) -> None:
    standings = statuses_of([spell.person for spell in spells], scope.as_at, user=scope.user)
    for spell in spells:
        spell.days_held = standings[spell.person_id].days_in_stretch


def _held_listed(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("person", "facility", "case", "began_by").order_by(
        F("held_since").asc(nulls_last=True), "person__name", "pk"
    )


HELD = Figure(
    name="held",
    label=_("Held"),
    definition=_(
        "People certainly deprived of their liberty on the day, under whatever regime, house arrest "
        "included; each once, in the case and under the regime in which they are then held. A spell counts "
        "from the last day on which it can have begun to the first on which it can have ended, that day not "
        "included. One that is not known to have ended runs still; if nothing is known of its start, from "
        "when we opened the case."
    ),
    rows=lambda scope: _with_start(scope.within(scope.rows(Custody).held_on(scope.as_at))),
    listed=_held_listed,
    columns=(
        *_WHO,
        of_when(lambda spell: spell.began_by, _("in this way since")),
        of_words(_("days without liberty"), lambda spell: spell.days_held, look="number"),
        *_WHOSE,
    ),
    partings=(
        _BY_REGIME,
        _BY_COUNTRY,
        ByBand("since", _("in this way for"), _since, want=_("start not known")),
        _BY_LEAD,
    ),
    prepared=_with_days,
    none=_("Nobody was held on that day."),
)

PERHAPS_HELD = Figure(
    name="perhaps",
    label=_("Perhaps held"),
    definition=_(
        "People who may have been deprived of their liberty on the day: the dates that we know, or do not "
        "know, allow it and do not prove it. None of them is counted as held."
    ),
    rows=lambda scope: _with_start(scope.within(scope.rows(Custody).perhaps_held_on(scope.as_at))),
    listed=_held_listed,
    columns=(
        *_WHO,
        of_when(lambda spell: spell.began_by, _("from")),
        of_when(lambda spell: spell.ended_by, _("until")),
        *_WHOSE,
    ),
    partings=(_BY_REGIME, _BY_COUNTRY, _BY_LEAD),
    none=_("Of everybody it is certain whether they were held."),
)


# Taken and released


def _moved(rows: QuerySet, scope: Scope) -> QuerySet:
    return rows.select_related("person", "facility", "case", "began_by", "ended_by").order_by(
        "-counted_on", "-pk"
    )


TAKEN = Figure(
    name="taken",
    label=_("Taken"),
    definition=_(
        "Times in the period at which somebody at liberty was deprived of it. Passing from one place or "
        "regime to another is none. What is known imprecisely counts on the first day on which it can have "
        "been; what nothing dates does not count."
    ),
    rows=lambda scope: scope.within(scope.rows(Custody).takings(scope.since, scope.as_at)),
    listed=_moved,
    columns=(*_WHO, of_when(lambda spell: spell.began_by), *_WHOSE),
    partings=(ByTime("month", _("when"), "counted_on"), _BY_REGIME, _BY_COUNTRY),
    is_of_period=True,
    none=_("Nobody was taken in the period."),
)

RELEASED = Figure(
    name="released",
    label=_("Released"),
    definition=_(
        "Times in the period at which somebody regained their liberty, on whatever ground; who died in "
        "custody is not among them. Days count as for those taken."
    ),
    rows=lambda scope: scope.within(scope.rows(Custody).releases(scope.since, scope.as_at)),
    listed=_moved,
    columns=(
        *_WHO,
        of_when(lambda spell: spell.ended_by),
        of_words(_("ground"), lambda spell: spell.get_end_ground_display()),
        *_WHOSE,
    ),
    partings=(
        ByTime("month", _("when"), "counted_on"),
        ByChoice("ground", _("ground"), "end_ground", EndGround, want=_("ground not recorded")),
        _BY_COUNTRY,
    ),
    is_of_period=True,
    none=_("Nobody was released in the period."),
)


# Days of detention


def _days_total(rows: QuerySet, told: Tally, scope: Scope) -> list[tuple[str, str]]:
    """Return the days of all spells together, as a range where dates are imprecise."""
    return [(str(_("days of detention")), str(DayRange(**told.sums)))]


DETAINED = Figure(
    name="detained",
    label=_("Days of detention"),
    definition=_(
        "Days of the period on which somebody was deprived of liberty, added up over all people; no day of a "
        "person counts twice. The least counts the days on which that is certain, the most those on which "
        "the dates allow it. The list has each spell with the days that it adds: what another spell of the "
        "same person covers already adds nothing."
    ),
    rows=lambda scope: scope.within(scope.rows(Custody).with_days(scope.since, scope.as_at)),
    listed=lambda rows, scope: rows.for_list().order_by("person__name", "person", "pk"),
    columns=(
        *_WHO,
        of_when(lambda spell: spell.began_by, _("from")),
        of_when(lambda spell: spell.ended_by, _("until")),
        of_number(_("days, at least"), lambda spell, scope: spell.days_least),
        of_number(_("at most"), lambda spell, scope: spell.days_most),
        *_WHOSE,
    ),
    partings=(_BY_REGIME, _BY_COUNTRY),
    is_of_period=True,
    sums={"least": "days_least", "most": "days_most"},
    measured=_days_total,
    made_of=_("spells of custody"),
    none=_("Nobody was held in the period."),
)


# Deaths


def _died(scope: Scope) -> QuerySet:
    clients = scope.counted(CaseParty).filter(role=PartyRole.CLIENT)
    rows = scope.rows(Person).filter(pk__in=clients.values("person")).annotate(died_on=counted_on("death"))
    return rows.unmerged().filter(scope.in_period("died_on"))


def _where_died(scope: Scope) -> list[tuple[str, Any, Q]]:
    ended = scope.rows(Custody).filter(end_ground=EndGround.DIED)
    return [("custody", _("in custody"), Q(pk__in=ended.values("person")))]


DIED = Figure(
    name="died",
    label=_("Died"),
    definition=_(
        "Clients of a case who died in the period, in custody or not, on the first day on which that can "
        "have been."
    ),
    rows=_died,
    listed=lambda rows, scope: rows.order_by("-died_on", "-pk"),
    columns=(
        of_person(lambda person: person),
        of_words(_("died"), lambda person: in_words(person.death), look="nowrap"),
    ),
    partings=(
        ByTime("month", _("when"), "died_on"),
        ByBand("where", _("where"), _where_died, want=_("not in custody")),
    ),
    is_of_period=True,
    none=_("No client died in the period."),
)


# Restrictions


def _binding(scope: Scope) -> Any:
    return scope.counted(Restriction).in_force(scope.as_at)


def _restricted(scope: Scope) -> QuerySet:
    latest = _binding(scope).filter(person=OuterRef("pk")).order_by(F("ends_latest").desc(nulls_first=True))
    rows = scope.rows(Person).filter(pk__in=_binding(scope).values("person"))
    return rows.annotate(free_on=Subquery(latest.values("ends_latest")[:1]))


def _with_restrictions(rows: QuerySet, scope: Scope) -> QuerySet:
    binding = _binding(scope).for_list()
    return rows.prefetch_related(Prefetch("restrictions", binding, to_attr="binding")).order_by(
        F("free_on").asc(nulls_last=True), "name", "pk"
    )


def _scopes(person: Any) -> str:
    kinds = {
        scope.get_scope_display(): None
        for restriction in person.binding
        for scope in restriction.scopes.all()
    }
    return ", ".join(map(str, kinds))


def _ends(person: Any) -> str:
    return "; ".join(in_words(restriction.ends) or str(_("not known")) for restriction in person.binding)


RESTRICTED = Figure(
    name="restricted",
    label=_("Under restrictions"),
    definition=_(
        "People whom at least one restriction certainly binds on the day: imposed by it, not lifted, and not "
        "at its end yet; each once, by when the last of their restrictions ends at the latest. On the day "
        "of its end a restriction binds no more."
    ),
    rows=_restricted,
    listed=_with_restrictions,
    columns=(
        of_person(lambda person: person),
        of_words(_("may not"), _scopes, look="wide"),
        of_words(_("until"), _ends),
        of_number(_("restrictions"), lambda person, scope: len(person.binding)),
        of_words(
            _("cases"),
            lambda person: ", ".join(sorted({restriction.case.reference for restriction in person.binding})),
        ),
    ),
    partings=(ByYear("ends", _("free from"), "free_on", want=_("no end known")),),
    none=_("Nobody was under a restriction on that day."),
)
