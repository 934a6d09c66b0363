"""How workspace joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.workspace"
    label = "workspace"
    verbose_name = _("Workspace")
