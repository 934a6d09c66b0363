"""The list of advocacy: what is done for the people in the cases."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.advocacy.choices import ActionKind, ActionStatus
from casework.advocacy.models import Action, ActionCase, Clock, Response
from casework.advocacy.rules import NO_REPLIES
from casework.reference.models import Mechanism
from casework.workspace.lists.facets import (
    ChoiceFacet,
    CountryFacet,
    Question,
    QuestionFacet,
    RecordFacet,
    YearFacet,
)
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import Column, ListTable, badge, in_words, unbroken

STATUS_LOOKS = {ActionStatus.DONE: "done", ActionStatus.IN_PROGRESS: "due"}


def _links(asked: Any) -> QuerySet:
    return ActionCase.objects.visible_to(asked.user)


def _clocks(asked: Any) -> QuerySet:
    return Clock.objects.visible_to(asked.user)


def _answered(asked: Any) -> QuerySet:
    replies = Response.objects.visible_to(asked.user).exclude(kind__code__in=NO_REPLIES)
    return replies.order_by().values("target__action")


class ActionFilters(ListFilterSet):
    """By what the list of advocacy can be narrowed."""

    record = Action

    status = ChoiceFacet("status", ActionStatus, label=gettext_lazy("status"))
    timing = QuestionFacet(
        Question(
            "late",
            gettext_lazy("planned day has passed"),
            lambda asked: Q(pk__in=Action.objects.late(asked.on).order_by().values("pk")),
        ),
        Question(
            "overdue",
            gettext_lazy("reply overdue"),
            lambda asked: Q(pk__in=_clocks(asked).overdue(asked.on).order_by().values("action")),
        ),
        Question(
            "running",
            gettext_lazy("reply awaited"),
            lambda asked: Q(pk__in=_clocks(asked).running(asked.on).order_by().values("action")),
        ),
        label=gettext_lazy("clocks"),
    )
    reply = QuestionFacet(
        Question("answered", gettext_lazy("answered"), lambda asked: Q(pk__in=_answered(asked))),
        Question(
            "unanswered",
            gettext_lazy("done, not answered"),
            lambda asked: Q(status=ActionStatus.DONE) & ~Q(pk__in=_answered(asked)),
        ),
        label=gettext_lazy("reply"),
    )
    kind = ChoiceFacet("kind", ActionKind, label=gettext_lazy("kind"))
    lead = RecordFacet("lead", User, label=gettext_lazy("lead"))
    mechanism = RecordFacet("mechanism", Mechanism, label=gettext_lazy("mechanism"))
    country = CountryFacet(
        "case__country", label=gettext_lazy("country of a case"), through=_links, back="action"
    )
    year = YearFacet(
        "development__occurred_earliest",
        label=gettext_lazy("carried out in"),
        through=lambda asked: _links(asked).filter(development__isnull=False),
        back="action",
    )
    planned = YearFacet("planned_on", label=gettext_lazy("planned for"))


def _cases(action: Action) -> list[str]:
    return sorted(link.case.reference for link in action.case_links.all())


def _targets(action: Action) -> str:
    return ", ".join(sorted(str(target) for target in action.targets.all()))


def _carried_out(action: Action) -> str:
    days = {str(link.development.occurred): None for link in action.case_links.all() if link.development}
    return ", ".join(days)


def _show_clock(action: Action) -> str:
    if action.reply_due_on is None:
        return ""
    due = in_words(action.reply_due_on)
    return format_html("{} {}", due, badge("overdue", _("overdue"))) if action.is_overdue else due


class ActionTable(ListTable):
    """Actions, each with its cases, whom it addresses and the reply awaited next."""

    record = Action
    usual = ("kind", "status", "cases", "targets", "carried_out", "planned", "lead", "clock")
    usual_sort = "-carried_out"

    title = Column(gettext_lazy("title"), lambda action: action.title, sort="title", look="wide", opens=True)
    kind = Column(gettext_lazy("kind"), lambda action: action.get_kind_display(), sort="kind")
    status = Column(
        gettext_lazy("status"),
        lambda action: action.get_status_display(),
        sort="status",
        show=lambda action: badge(STATUS_LOOKS.get(action.status, ""), action.get_status_display()),
    )
    cases = Column(
        gettext_lazy("cases"),
        lambda action: ", ".join(_cases(action)),
        show=lambda action: unbroken(_cases(action)),
    )
    targets = Column(gettext_lazy("addressed to"), _targets)
    carried_out = Column(gettext_lazy("carried out"), _carried_out, sort="carried_out_on")
    planned = Column(
        gettext_lazy("planned for"), lambda action: action.planned_on, sort="planned_on", look="nowrap"
    )
    lead = Column(
        gettext_lazy("lead"), lambda action: action.lead, sort=("lead__full_name", "lead__username")
    )
    mechanism = Column(gettext_lazy("mechanism"), lambda action: action.mechanism, sort="mechanism__name")
    reference = Column(
        gettext_lazy("reference given"), lambda action: action.reference_given, sort="reference_given"
    )

    clock = Column(
        gettext_lazy("reply due"),
        lambda action: action.reply_due_on,
        sort="reply_due_on",
        show=_show_clock,
        look="nowrap",
    )

    def address_of(self, record: Action) -> str:
        """Return the form of the action, and from it the way back to this list."""
        return reverse("admin:advocacy_action_change", args=[record.pk], query={"next": self.here})

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Find when it was carried out, and by when a reply is awaited."""
        links = ActionCase.objects.visible_to(self.user).filter(action=OuterRef("pk"))
        days = links.filter(development__isnull=False).order_by("development__occurred_earliest")
        clocks = Clock.objects.visible_to(self.user).running(self.on).filter(action=OuterRef("pk"))
        return rows.annotate(
            carried_out_on=Subquery(days.values("development__occurred_earliest")[:1]),
            reply_due_on=Subquery(clocks.order_by("due_on").values("due_on")[:1]),
        )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring along the lead, the cases and the targets."""
        return rows.for_list(self.user)

    def prepare(self, records: list[Action]) -> None:
        """Mark the replies that are overdue."""
        for action in records:
            action.is_overdue = action.reply_due_on is not None and action.reply_due_on < self.on
