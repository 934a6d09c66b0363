"""How persons joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.persons"
    label = "persons"
    verbose_name = _("Persons and organisations")

    def ready(self) -> None:
        """Let the ledger be narrowed to all that ever named a person."""
        from functools import partial

        from casework.audit.subjects import Subject, entries_naming, subjects
        from casework.persons.models import Person, PersonName

        link = PersonName._meta.get_field("person")
        subjects["person"] = Subject("person", link, partial(entries_naming, Person))
