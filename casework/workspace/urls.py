"""The addresses of the workspace."""

from django.urls import path

from casework.workspace.choices import ListPage
from casework.workspace.views.calendar import (
    CalendarFeedView,
    CalendarView,
    FeedRevokeView,
    FeedsView,
)
from casework.workspace.views.desk import DeskReadView, DeskView
from casework.workspace.views.emergencies import EmergencyOpenView, EmergencyView
from casework.workspace.views.files import (
    CaseFileView,
    OrganisationFileView,
    PersonFileView,
    SourceFileView,
)
from casework.workspace.views.handing_over import HandOverView
from casework.workspace.views.list_actions import ListActView
from casework.workspace.views.lists import ListColumnsView, ListExportView, ListView
from casework.workspace.views.log import CaseLogView, DraftView, LogView
from casework.workspace.views.saved_filters import (
    DashboardFilterAddView,
    SavedFilterAddView,
    SavedFilterDeleteView,
    SavedFilterPinView,
    SavedFilterView,
)
from casework.workspace.views.search import PaletteView, SearchView
from casework.workspace.views.tasks import TaskDoneView, TaskReopenView
from casework.workspace.views.unrestricting import CaseUnrestrictView

app_name = "workspace"
#: Where each list is found.
LISTS = {
    "cases": ListPage.CASES,
    "persons": ListPage.PERSONS,
    "organisations": ListPage.ORGANISATIONS,
    "sources": ListPage.SOURCES,
    "proceedings": ListPage.PROCEEDINGS,
    "advocacy": ListPage.ADVOCACY,
    "tasks": ListPage.TASKS,
}
urlpatterns = [
    path("", DeskView.as_view(), name="desk"),
    path("desk/read/", DeskReadView.as_view(), name="desk_read"),
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("calendar/feeds/", FeedsView.as_view(), name="feeds"),
    path("calendar/feeds/<int:pk>/revoke/", FeedRevokeView.as_view(), name="feed_revoke"),
    path("calendar/feed/<str:token>.ics", CalendarFeedView.as_view(), name="calendar_feed"),
    path("tasks/<int:pk>/done/", TaskDoneView.as_view(), name="task_done"),
    path("tasks/<int:pk>/reopen/", TaskReopenView.as_view(), name="task_reopen"),
    path("search/", SearchView.as_view(), name="search"),
    path("search/palette/", PaletteView.as_view(), name="palette"),
    path("emergencies/open/", EmergencyOpenView.as_view(), name="emergency_open"),
    path("emergencies/<int:pk>/", EmergencyView.as_view(), name="emergency"),
    path("hand-over/", HandOverView.as_view(), name="hand_over"),
    path("log/", LogView.as_view(), name="log"),
    path("cases/<str:reference>/log/", CaseLogView.as_view(), name="case_log"),
    path("cases/<str:reference>/log/draft/", DraftView.as_view(), name="draft"),
    path("cases/<str:reference>/unrestrict/", CaseUnrestrictView.as_view(), name="case_unrestrict"),
    path("cases/<str:reference>/", CaseFileView.as_view(), name="case_file"),
    path("persons/<int:pk>/", PersonFileView.as_view(), name="person_file"),
    path("organisations/<int:pk>/", OrganisationFileView.as_view(), name="organisation_file"),
    path("sources/<int:pk>/", SourceFileView.as_view(), name="source_file"),
    path("lists/<str:list_page>/act/", ListActView.as_view(), name="list_act"),
    path("lists/<str:list_page>/columns/", ListColumnsView.as_view(), name="list_columns"),
    path("lists/<str:list_page>/export/<str:kind>/", ListExportView.as_view(), name="list_export"),
    path("lists/<str:list_page>/filters/", SavedFilterAddView.as_view(), name="saved_filter_add"),
    path("filters/dashboard/", DashboardFilterAddView.as_view(), name="dashboard_filter_add"),
    path("filters/<int:pk>/", SavedFilterView.as_view(), name="saved_filter"),
    path("filters/<int:pk>/delete/", SavedFilterDeleteView.as_view(), name="saved_filter_delete"),
    path("filters/<int:pk>/pin/", SavedFilterPinView.as_view(), name="saved_filter_pin"),
    *(path(f"{place}/", ListView.as_view(), {"list_page": page}, name=page) for place, page in LISTS.items()),
]
