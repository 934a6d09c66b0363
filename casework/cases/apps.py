"""How cases joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let the secrecy of cases reach the persons and sources that they name."""
        from casework.cases.querysets import hides_person, hides_source, reveals_person, reveals_source
        from casework.persons.querysets import hides_persons, reveals_persons
        from casework.sources.querysets import hides_sources, reveals_sources

        hides_persons.append(hides_person)
        reveals_persons.append(reveals_person)
        hides_sources.append(hides_source)
        reveals_sources.append(reveals_source)
