"""How proceedings joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.proceedings"
    label = "proceedings"
    verbose_name = _("Legal proceedings")

    def ready(self) -> None:
        """Let open proceedings object to the closing of a case, whose secrecy reaches whom they name."""
        from casework.cases.querysets import names_person
        from casework.cases.services import closing_checks
        from casework.proceedings.services import proceedings_are_closed

        closing_checks.append(proceedings_are_closed)
        names_person += [
            ("proceedings", "Proceeding", "defendant"),
            ("proceedings", "Arrest", "person"),
            ("proceedings", "SentenceComponent", "person"),
            ("proceedings", "Custody", "person"),
            ("proceedings", "Restriction", "person"),
            ("proceedings", "Representation", "person"),
            ("proceedings", "Representation", "counsel"),
        ]
