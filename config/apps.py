"""How the admin joins the application."""

from django.contrib.admin.apps import AdminConfig


class CaseworkAdminConfig(AdminConfig):
    """The admin with the site of this application."""

    default_site = "casework.audit.admin_site.CaseworkAdminSite"
