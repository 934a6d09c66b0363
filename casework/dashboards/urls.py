"""The addresses of the dashboard."""

from django.urls import path

from casework.dashboards.views import DashboardExportView, DashboardView, FigureExportView, FigureView

app_name = "dashboards"
urlpatterns = [
    path("", DashboardView.as_view(), name="dashboard"),
    path("export/<str:kind>/", DashboardExportView.as_view(), name="dashboard_export"),
    path("<str:name>/", FigureView.as_view(), name="figure"),
    path("<str:name>/export/<str:kind>/", FigureExportView.as_view(), name="figure_export"),
]
