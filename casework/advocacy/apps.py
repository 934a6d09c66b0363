"""How advocacy joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.advocacy"
    label = "advocacy"
    verbose_name = _("Advocacy")

    def ready(self) -> None:
        """Let actions under way object to the closing of their case, whose secrecy reaches whom it names."""
        from casework.advocacy.services import object_to_closing
        from casework.cases.querysets import names_person
        from casework.cases.services import closing_checks

        closing_checks.append(object_to_closing)
        names_person += [
            ("advocacy", "Demand", "beneficiary"),
            ("advocacy", "Statement", "said_by"),
            ("advocacy", "Designation", "person"),
        ]
