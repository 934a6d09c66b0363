"""The addresses of the workspace."""

from django.urls import path

from casework.workspace.views.desk import DeskView
from casework.workspace.views.files import (
    CaseFileView,
    OrganisationFileView,
    PersonFileView,
    SourceFileView,
)

app_name = "workspace"
urlpatterns = [
    path("", DeskView.as_view(), name="desk"),
    path("cases/<str:reference>/", CaseFileView.as_view(), name="case_file"),
    path("persons/<int:pk>/", PersonFileView.as_view(), name="person_file"),
    path("organisations/<int:pk>/", OrganisationFileView.as_view(), name="organisation_file"),
    path("sources/<int:pk>/", SourceFileView.as_view(), name="source_file"),
]
