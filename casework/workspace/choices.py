"""The closed lists of the workspace."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DateScope(models.TextChoices):
    """Whose dates a calendar shows."""

    MINE = "mine", _("my cases")
    ALL = "all", _("all cases")


class CalendarShape(models.TextChoices):
    """How a calendar lays out its days."""

    MONTH = "month", _("month")
    AGENDA = "agenda", _("agenda")


class DateKind(models.TextChoices):
    """What makes a day matter."""

    HEARING = "hearing", _("hearing")
    TASK = "task", _("task due")
    REMINDER = "reminder", _("reminder")
    CLOCK = "clock", _("reply due")
    RESTRICTION = "restriction", _("restriction ends")
    CUSTODY_END = "custody_end", _("expected end of custody")
    ANNIVERSARY = "anniversary", _("anniversary of detention")
    ACTION = "action", _("action planned")
    DEVELOPMENT = "development", _("development")


class ListPage(models.TextChoices):
    """The lists, each by the name of its page."""

    CASES = "case_list", _("cases")
    PERSONS = "person_list", _("persons")
    ORGANISATIONS = "organisation_list", _("organisations")
    SOURCES = "source_list", _("sources")
    PROCEEDINGS = "proceeding_list", _("proceedings")
    ADVOCACY = "advocacy_list", _("advocacy")
    TASKS = "task_list", _("tasks")

    @property
    def permission(self) -> str:
        """The permission without which nobody opens the list."""
        return LIST_PERMISSIONS[self]


LIST_PERMISSIONS = {
    ListPage.CASES: "cases.view_case",
    ListPage.PERSONS: "persons.view_person",
    ListPage.ORGANISATIONS: "persons.view_organisation",
    ListPage.SOURCES: "sources.view_source",
    ListPage.PROCEEDINGS: "proceedings.view_proceeding",
    ListPage.ADVOCACY: "advocacy.view_action",
    ListPage.TASKS: "cases.view_task",
}
"""What it takes to open each list."""


class SavedPage(models.TextChoices):
    """The pages whose filters can be saved: every list, and the dashboard."""

    CASES = ListPage.CASES.value, ListPage.CASES.label
    PERSONS = ListPage.PERSONS.value, ListPage.PERSONS.label
    ORGANISATIONS = ListPage.ORGANISATIONS.value, ListPage.ORGANISATIONS.label
    SOURCES = ListPage.SOURCES.value, ListPage.SOURCES.label
    PROCEEDINGS = ListPage.PROCEEDINGS.value, ListPage.PROCEEDINGS.label
    ADVOCACY = ListPage.ADVOCACY.value, ListPage.ADVOCACY.label
    TASKS = ListPage.TASKS.value, ListPage.TASKS.label
    DASHBOARD = "dashboard", _("dashboard")

    @property
    def permission(self) -> str:
        """The permission without which nobody opens the page."""
        return "cases.view_case" if self is SavedPage.DASHBOARD else ListPage(self.value).permission

    @property
    def view_name(self) -> str:
        """The name under which the page has its address."""
        return "dashboards:dashboard" if self is SavedPage.DASHBOARD else f"workspace:{self.value}"
