"""How the admin joins the application, and under what name the application sends mails."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.core.mail.utils import DNS_NAME


class CaseworkAdminConfig(AdminConfig):
    """The admin with the site of this application."""

    default_site = "casework.audit.admin_site.CaseworkAdminSite"

    def ready(self) -> None:
        """Let mails come from the domain that they name, and tell nobody what this machine is called.

        Of itself Django asks the network for the machine's name and writes it into every mail.
        """
        super().ready()
        vars(DNS_NAME)["_fqdn"] = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
