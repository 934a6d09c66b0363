"""The list of cases."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, NullIf
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.advocacy.models import Clock
from casework.cases.choices import CaseStatus, Outcome, PartyRole, Priority
from casework.cases.models import Case, CaseParty, CaseSituation, Situation, Task
from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person
from casework.proceedings.models import Hearing
from casework.workspace.lists.facets import (
    ChoiceFacet,
    CountryFacet,
    Question,
    QuestionFacet,
    RecordFacet,
    YearFacet,
)
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.people import STANDINGS, shown, states_of, told
from casework.workspace.lists.tables import Column, ListTable, badge, in_words

#: For how many days nothing happened in a case that is called quiet.
QUIET_DAYS = (30, 60, 90)
#: A day after all that are recorded, standing for none while days are compared.
NEVER = date(9999, 12, 31)

PRIORITY_LOOKS = {Priority.URGENT: "urgent", Priority.HIGH: "high"}


def _of_clients(question: Question) -> Question:
    """Ask of a case what can be asked of its clients."""

    def ask(asked: Any) -> Q:
        persons = Person.objects.filter(question.ask(asked)).order_by().values("pk")
        parties = CaseParty.objects.visible_to(asked.user).filter(role=PartyRole.CLIENT, person__in=persons)
        return Q(pk__in=parties.order_by().values("case"))

    return Question(question.choice, question.name, ask)


def _quiet_for(days: int) -> Question:
    return Question(
        str(days),
        format_lazy(gettext_lazy("for {days} days"), days=days),
        lambda asked: Q(pk__in=Case.objects.quiet_since(asked.on, days).order_by().values("pk")),
    )


class CaseFilters(ListFilterSet):
    """By what the list of cases can be narrowed."""

    record = Case

    whose = QuestionFacet(
        Question("led", gettext_lazy("led by me"), lambda asked: Q(lead=asked.user)),
        Question(
            "team",
            gettext_lazy("with me on the team"),
            lambda asked: Q(pk__in=Case.objects.with_team(asked.user).order_by().values("pk")),
        ),
        label=gettext_lazy("whose"),
    )
    status = ChoiceFacet("status", CaseStatus, label=gettext_lazy("status"))
    today = QuestionFacet(*map(_of_clients, STANDINGS), label=gettext_lazy("clients today"))
    priority = ChoiceFacet("priority", Priority, label=gettext_lazy("priority"))
    quiet = QuestionFacet(*map(_quiet_for, QUIET_DAYS), label=gettext_lazy("quiet"))
    country = CountryFacet("country", label=gettext_lazy("country"))
    lead = RecordFacet("lead", User, label=gettext_lazy("lead"))
    opened = YearFacet("opened_on", label=gettext_lazy("opened in"))
    situation = RecordFacet(
        "situation",
        Situation,
        label=gettext_lazy("situation"),
        through=lambda asked: CaseSituation.objects.visible_to(asked.user),
        back="case",
    )
    outcome = ChoiceFacet("closing_outcome", Outcome, label=gettext_lazy("outcome"))
    confidentiality = ChoiceFacet("confidentiality", Confidentiality, label=gettext_lazy("confidentiality"))


def _latest(case: Case) -> str:
    if not case.latest_headline:
        return ""
    return f"{PartialDate.from_edtf(case.latest_edtf)}: {case.latest_headline}"


def _show_latest(case: Case) -> str:
    if not case.latest_headline:
        return ""
    when = PartialDate.from_edtf(case.latest_edtf)
    return format_html('<span class="quiet">{}</span> {}', when, case.latest_headline)


def _show_next(case: Case) -> str:
    if case.next_on is None:
        return ""
    kinds = {
        case.next_hearing_on: _("hearing"),
        case.next_task_on: _("task"),
        case.next_clock_on: _("reply due"),
    }
    return format_html('{} <span class="quiet">{}</span>', in_words(case.next_on), kinds[case.next_on])


def _show_case_title(case: Case) -> str:
    mark = badge("restricted", case.get_confidentiality_display()) if case.is_restricted else ""
    return format_html("{} {}", case.title, mark)


class CaseTable(ListTable):
    """Cases, each with where its clients stand and what comes next."""

    record = Case
    usual = ("title", "country", "state", "status", "priority", "lead", "latest", "silence", "next", "tasks")
    usual_sort = "-opened"

    reference = Column(
        gettext_lazy("reference"), lambda case: case.reference, sort="reference", look="nowrap", opens=True
    )
    title = Column(gettext_lazy("title"), lambda case: case.title, sort="title", show=_show_case_title)
    country = Column(gettext_lazy("country"), lambda case: case.country.name, sort="country")
    state = Column(
        gettext_lazy("clients today"),
        lambda case: told(case.states),
        show=lambda case: shown(case.states),
        look="today",
    )
    status = Column(
        gettext_lazy("status"),
        lambda case: case.get_status_display(),
        sort="status",
        show=lambda case: badge(case.status, case.get_status_display()),
    )
    priority = Column(
        gettext_lazy("priority"),
        lambda case: case.get_priority_display(),
        sort="priority",
        show=lambda case: badge(PRIORITY_LOOKS.get(case.priority, ""), case.get_priority_display()),
    )
    lead = Column(gettext_lazy("lead"), lambda case: case.lead, sort=("lead__full_name", "lead__username"))
    opened = Column(gettext_lazy("opened"), lambda case: case.opened_on, sort="opened_on", look="nowrap")
    closed = Column(gettext_lazy("closed"), lambda case: case.closed_on, sort="closed_on", look="nowrap")
    outcome = Column(
        gettext_lazy("outcome"), lambda case: case.get_closing_outcome_display(), sort="closing_outcome"
    )
    latest = Column(
        gettext_lazy("latest development"), _latest, sort="latest_on", show=_show_latest, look="wide"
    )
    silence = Column(
        gettext_lazy("days of silence"), lambda case: case.silence, sort="-silent_since", look="number"
    )
    next = Column(
        gettext_lazy("next date"), lambda case: case.next_on, sort="next_on", show=_show_next, look="nowrap"
    )
    tasks = Column(gettext_lazy("open tasks"), lambda case: case.open_tasks, sort="open_tasks", look="number")

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Add the latest development, the next dates and the number of open tasks."""
        tasks = Task.objects.visible_to(self.user).open().filter(case=OuterRef("pk"))
        hearings = Hearing.objects.visible_to(self.user).upcoming(self.on)
        clocks = Clock.objects.visible_to(self.user).running(self.on)
        nexts = {
            "next_hearing_on": hearings.filter(proceeding__case=OuterRef("pk")).values("scheduled_on"),
            "next_task_on": tasks.filter(due_on__gte=self.on).order_by("due_on").values("due_on"),
            "next_clock_on": clocks.filter(action__case_links__case=OuterRef("pk"), due_on__gte=self.on)
            .order_by("due_on")
            .values("due_on"),
        }
        never = Value(NEVER, output_field=DateField())
        counted = tasks.order_by().values("case").annotate(number=Count("pk")).values("number")
        return (
            rows.with_latest_development(self.user)
            .annotate(**{name: Subquery(days[:1]) for name, days in nexts.items()})
            .annotate(
                next_on=NullIf(Least(*(Coalesce(name, never) for name in nexts)), never),
                open_tasks=Coalesce(Subquery(counted), 0),
                silent_since=Coalesce("latest_on", "opened_on"),
            )
        )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring the lead along."""
        return rows.select_related("lead")

    def prepare(self, records: list[Case]) -> None:
        """Tell where the clients stand today, and for how long nothing happened in an open case."""
        for case in records:
            case.states = []
            case.silence = None if case.is_closed else max((self.on - case.silent_since).days, 0)
        if "state" not in self.chosen:
            return
        parties = CaseParty.objects.visible_to(self.user).filter(case__in=records, role=PartyRole.CLIENT)
        clients = defaultdict(list)
        for party in parties.select_related("person").order_by("pk"):
            clients[party.case_id].append(party.person)
        states = states_of({person for each in clients.values() for person in each}, self.on, self.user)
        for case in records:
            case.states = [states[person.pk] for person in clients[case.pk]]
