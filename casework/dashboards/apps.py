"""How the dashboard joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """The app as Django loads it; it has no tables, and counts what others keep."""

    name = "casework.dashboards"
    label = "dashboards"
    verbose_name = _("Dashboard")
