"""Figures of advocacy: demands and how they stand, actions and the replies to them, clocks, designations."""

import statistics
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.accounts.models import User
from casework.advocacy.choices import ActionKind, ActionStatus, DemandKind, DemandStatus, DesignationLabel
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionTarget,
    Clock,
    Demand,
    Designation,
    Response,
)
from casework.core.days import counted_on
from casework.dashboards.figures.columns import (
    of_case,
    of_day,
    of_number,
    of_person,
    of_when,
    of_words,
)
from casework.dashboards.figures.partings import ByBand, ByChoice, ByCountry, ByRecord, ByTime, Tally, tally
from casework.dashboards.figures.plan import Column, Figure
from casework.dashboards.scope import Scope
from casework.persons.models import Organisation
from casework.reference.models import Mechanism, Term

#: How many days ahead a clock is said to run out soon.
SOON = 30


# Demands


def _demands(scope: Scope) -> QuerySet:
    return scope.counted(Demand).made(scope.as_at, seen_by=scope.user)


def _for_whom(demand: Demand) -> str:
    return str(demand.beneficiary or demand.beneficiary_class)


DEMANDS = Figure(
    name="demands",
    label=_("Demands made"),
    definition=_(
        "Demands made by the day, each once, as they stood on it: the status of the last step by then. A "
        "demand without any answer stands as made; one that was refused stands still, as it can be pressed "
        "again."
    ),
    rows=_demands,
    listed=lambda rows, scope: rows.for_list().order_by("case__reference", "pk"),
    columns=(
        of_words(_("what is demanded"), lambda demand: demand.get_what_display()),
        of_words(_("for"), _for_whom),
        of_words(_("how it stands"), lambda demand: DemandStatus(demand.status).label),
        of_case(lambda demand: demand.case),
    ),
    partings=(
        ByChoice("status", _("how it stands"), "status", DemandStatus),
        ByChoice("what", _("what is demanded"), "what", DemandKind),
        ByCountry("country", _("country"), "case__country"),
    ),
    none=_("No demand had been made by that day."),
)


# Actions and replies


def _links(scope: Scope) -> QuerySet:
    return scope.counted(ActionCase)


def _actions(scope: Scope) -> QuerySet:
    links = _links(scope).annotate(day=counted_on("development__occurred"))
    first = links.filter(action=OuterRef("pk")).values("action").annotate(first=Min("day")).values("first")
    # Where the first link lies in the period, some link does: that spares asking of all the others.
    lately = links.filter(scope.in_period("day")).values("action")
    return (
        scope.rows(Action)
        .filter(status=ActionStatus.DONE, pk__in=lately)
        .annotate(done_on=Subquery(first))
        .filter(scope.in_period("done_on"))
    )


def _replies(scope: Scope) -> QuerySet:
    """Return the replies given by the day, to whatever action."""
    rows = scope.rows(Response).substantive().annotate(day=counted_on("development__occurred"))
    return rows.filter(Q(day=None) | Q(day__lte=scope.as_at))


def _answers(scope: Scope) -> list[tuple[str, Any, Q]]:
    answered = _replies(scope).values("target__action")
    addressed = scope.rows(ActionTarget).values("action")
    return [
        ("answered", _("answered"), Q(pk__in=answered)),
        ("unanswered", _("not answered"), Q(pk__in=addressed)),
    ]


_BY_REPLY = ByBand("reply", _("reply"), _answers, want=_("addressed to nobody"))


def _with_links(rows: QuerySet, scope: Scope) -> QuerySet:
    links = scope.rows(ActionCase).select_related("case", "development")
    targets = scope.rows(ActionTarget).for_list()
    return (
        rows.select_related("mechanism")
        .prefetch_related(Prefetch("case_links", links), Prefetch("targets", targets))
        .annotate(is_answered=Exists(_replies(scope).filter(target__action=OuterRef("pk"))))
        .order_by("-done_on", "-pk")
    )


def _response_rate(rows: QuerySet, told: Tally, scope: Scope) -> list[tuple[str, str]]:
    """Return what part of the actions that were addressed to somebody was answered."""
    counts = told.parts.get(_BY_REPLY.name) or tally(rows, [_BY_REPLY], scope).parts[_BY_REPLY.name]
    answered, unanswered = counts.get("answered", 0), counts.get("unanswered", 0)
    addressed = answered + unanswered
    return [(str(_("answered")), f"{answered / addressed:.0%}")] if addressed else []


def _action_address(action: Action, scope: Scope) -> str:
    return "" if scope.is_past_record else action.get_absolute_url()


ACTIONS = Figure(
    name="actions",
    label=_("Actions carried out"),
    definition=_(
        "Actions done in the period for at least one of the cases that count, on the first day on which that "
        "can have been. One is answered if anybody whom it addresses has replied by the day; silence and the "
        "bare confirmation of receipt are no reply. The response rate leaves out what is addressed to nobody."
    ),
    rows=_actions,
    listed=_with_links,
    columns=(
        Column(
            label=_("title"),
            value=lambda action, scope: action.title,
            address=_action_address,
            look="wide",
        ),
        of_words(_("kind"), lambda action: action.get_kind_display()),
        of_day(_("first day possible"), lambda action: action.done_on),
        of_words(_("addressed to"), lambda action: ", ".join(sorted(map(str, action.targets.all())))),
        of_words(_("answered"), lambda action: _("yes") if action.is_answered else _("no")),
        of_words(
            _("cases"),
            lambda action: ", ".join(sorted({link.case.reference for link in action.case_links.all()})),
        ),
    ),
    partings=(
        ByChoice("kind", _("kind"), "kind", ActionKind),
        ByRecord("mechanism", _("mechanism"), "mechanism", Mechanism),
        _BY_REPLY,
        ByTime("month", _("when"), "done_on"),
        ByRecord("lead", _("lead"), "lead", User),
    ),
    is_of_period=True,
    measured=_response_rate,
    none=_("No action was carried out in the period."),
)


def _replies_in_period(scope: Scope) -> QuerySet:
    sent = (
        scope.rows(ActionCase)
        .filter(action=OuterRef("target__action"))
        .annotate(day=counted_on("development__occurred"))
        .values("action")
        .annotate(first=Min("day"))
        .values("first")
    )
    return scope.within(_replies(scope)).filter(scope.in_period("day")).annotate(sent_on=Subquery(sent))


def _waited(response: Any) -> int | None:
    return (response.day - response.sent_on).days if response.sent_on else None


def _median_wait(rows: QuerySet, told: Tally, scope: Scope) -> list[tuple[str, str]]:
    days = rows.filter(sent_on__isnull=False).values_list("day", "sent_on")
    waits = [(day - sent).days for day, sent in days if day >= sent]
    if not waits:
        return []
    middle = statistics.median_low(waits)
    words = ngettext("%(number)s day", "%(number)s days", middle) % {"number": middle}
    return [(str(_("median wait")), words)]


REPLIES = Figure(
    name="replies",
    label=_("Replies received"),
    definition=_(
        "Replies that came in the period, whenever the action was carried out. Silence and the bare "
        "confirmation of receipt are none. The wait is counted in days from when the action was carried out "
        "to the reply, each on the first day on which it can have been; of an even number the median is the "
        "lower of the middle two."
    ),
    rows=_replies_in_period,
    listed=lambda rows, scope: rows.for_list().order_by("-day", "-pk"),
    columns=(
        of_when(lambda response: response.development),
        of_words(_("from"), lambda response: response.target.organisation or response.target.person),
        of_words(_("kind"), lambda response: response.kind),
        of_number(_("days of waiting"), lambda response, scope: _waited(response)),
        of_words(_("to the action"), lambda response: response.target.action.title, look="wide"),
        of_case(lambda response: response.development.case),
    ),
    partings=(
        ByRecord("kind", _("kind"), "kind", Term),
        ByChoice("action", _("kind of action"), "target__action__kind", ActionKind),
        ByTime("month", _("when"), "day"),
    ),
    is_of_period=True,
    measured=_median_wait,
    none=_("No reply came in the period."),
)


# Clocks


def _clocks(scope: Scope) -> QuerySet:
    rows = scope.rows(Clock).running(scope.as_at)
    if scope.is_narrowed:
        rows = rows.filter(action__in=_links(scope).values("action"))
    return rows


def _urgency(scope: Scope) -> list[tuple[str, Any, Q]]:
    due_soon = Clock.objects.due_within(scope.as_at, SOON).order_by().values("pk")
    return [
        ("overdue", _("overdue"), Q(due_on__lt=scope.as_at)),
        ("soon", _("due within 30 days"), Q(pk__in=due_soon)),
    ]


CLOCKS = Figure(
    name="clocks",
    label=_("Clocks running"),
    definition=_(
        "Periods for a reply that had begun by the day and that nothing had stopped: neither a reply nor an "
        "opinion. One is overdue when its last day lies before the day."
    ),
    rows=_clocks,
    listed=lambda rows, scope: rows.for_list().order_by("due_on", "pk"),
    columns=(
        of_day(_("due on"), lambda clock: clock.due_on),
        of_number(_("days left"), lambda clock, scope: (clock.due_on - scope.as_at).days),
        of_words(_("mechanism"), lambda clock: clock.mechanism),
        of_words(_("awaited from"), lambda clock: clock.target),
        Column(
            label=_("action"),
            value=lambda clock, scope: clock.action.title,
            address=lambda clock, scope: _action_address(clock.action, scope),
            look="wide",
        ),
    ),
    partings=(
        ByBand("urgency", _("urgency"), _urgency, want=_("due later")),
        ByRecord("mechanism", _("mechanism"), "mechanism", Mechanism),
    ),
    none=_("No reply is awaited."),
)


# Designations

DESIGNATIONS = Figure(
    name="designations",
    label=_("Designations"),
    definition=_(
        "Designations of persons, as political prisoner or the like, made by the day and not withdrawn by "
        "it; somebody whom two organisations designate counts twice."
    ),
    rows=lambda scope: scope.counted(Designation).in_force(scope.as_at),
    listed=lambda rows, scope: rows.for_list().order_by("person__name", "pk"),
    columns=(
        of_person(lambda designation: designation.person),
        of_words(_("as"), lambda designation: designation.get_label_display()),
        of_words(_("by"), lambda designation: designation.designated_by),
        of_when(lambda designation: designation.development),
        of_case(lambda designation: designation.development.case),
    ),
    partings=(
        ByChoice("label", _("as"), "label", DesignationLabel),
        ByRecord("by", _("by"), "designated_by", Organisation),
        ByCountry("country", _("country"), "development__case__country"),
    ),
    none=_("Nobody was designated by that day."),
)
