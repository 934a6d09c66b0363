"""All lists, by their pages."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from casework.workspace.choices import ListPage
from casework.workspace.lists.advocacy import ActionFilters, ActionTable
from casework.workspace.lists.case_actions import CASE_ACTIONS
from casework.workspace.lists.cases import CaseFilters, CaseTable
from casework.workspace.lists.organisations import OrganisationFilters, OrganisationTable
from casework.workspace.lists.persons import PersonFilters, PersonTable
from casework.workspace.lists.plan import ListPlan
from casework.workspace.lists.proceedings import ProceedingFilters, ProceedingTable
from casework.workspace.lists.sources import SourceFilters, SourceTable
from casework.workspace.lists.task_actions import TASK_ACTIONS
from casework.workspace.lists.tasks import TaskFilters, TaskTable

PLANS: Mapping[ListPage, ListPlan] = {
    plan.page: plan
    for plan in (
        ListPlan(
            page=ListPage.CASES,
            filters=CaseFilters,
            table=CaseTable,
            searched=_("Reference, title, or a name of somebody in the case, in any script"),
            none_match=_("No case matches these filters."),
            none_yet=_("No cases yet. A case is opened for one or more people whom we defend."),
            add=_("Open a case"),
            actions=CASE_ACTIONS,
        ),
        ListPlan(
            page=ListPage.PERSONS,
            filters=PersonFilters,
            table=PersonTable,
            searched=_("Any name of the person, in any script or spelling"),
            none_match=_("No person matches these filters."),
            none_yet=_("No persons yet. Enter whom a case is about, then open the case."),
            add=_("Add a person"),
        ),
        ListPlan(
            page=ListPage.ORGANISATIONS,
            filters=OrganisationFilters,
            table=OrganisationTable,
            searched=_("Name, in English or as it calls itself"),
            none_match=_("No organisation matches these filters."),
            none_yet=_("No organisations yet. Enter courts, prisons and newspapers as the cases name them."),
            add=_("Add an organisation"),
        ),
        ListPlan(
            page=ListPage.SOURCES,
            filters=SourceFilters,
            table=SourceTable,
            searched=_("Title, author, publisher or address on the web"),
            none_match=_("No source matches these filters."),
            none_yet=_("No sources yet. Whatever tells us of a development is one."),
            add=_("Add a source"),
        ),
        ListPlan(
            page=ListPage.PROCEEDINGS,
            filters=ProceedingFilters,
            table=ProceedingTable,
            searched=_("Defendant, number or court, or reference or title of the case"),
            none_match=_("No proceeding matches these filters."),
            none_yet=_("No proceedings yet. Each belongs to a case and to one person in it."),
            add=_("Add a proceeding"),
        ),
        ListPlan(
            page=ListPage.ADVOCACY,
            filters=ActionFilters,
            table=ActionTable,
            searched=_("Title, or the reference given by who received it"),
            none_match=_("No action matches these filters."),
            none_yet=_("No actions yet. Letters, petitions and visits are planned and recorded here."),
            add=_("Plan an action"),
        ),
        ListPlan(
            page=ListPage.TASKS,
            filters=TaskFilters,
            table=TaskTable,
            searched=_("Title of the task, or reference or title of the case"),
            none_match=_("No task matches these filters."),
            none_yet=_("No tasks yet. Hearings, clocks and ending restrictions make some by themselves."),
            add=_("Add a task"),
            actions=TASK_ACTIONS,
        ),
    )
}
