"""How proceedings joins the application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from casework.core.migrating import is_to_be_migrated


class ProceedingsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.proceedings"
    label = "proceedings"
    verbose_name = _("Legal proceedings")

    def ready(self) -> None:
        """Let open proceedings object to the closing of a case, whose secrecy reaches whom they name.

        Hearings, and restrictions that end, give rise to tasks. What is told of spells of custody keeps their
        spans, which are counted anew after every migration.
        """
        from casework.audit.ledger import followers
        from casework.cases.choices import TaskOrigin
        from casework.cases.querysets import causes_of_tasks, named_in, names_person
        from casework.cases.services import closing_checks
        from casework.proceedings.services import (
            follow_hearings,
            follow_restrictions,
            follow_spells,
            proceedings_are_closed,
        )

        closing_checks.append(proceedings_are_closed)
        followers += [follow_hearings, follow_restrictions, follow_spells]
        post_migrate.connect(recount_spans, sender=self, dispatch_uid="proceedings.recount_spans")
        causes_of_tasks[TaskOrigin.HEARING] = ("proceedings", "Hearing")
        causes_of_tasks[TaskOrigin.RESTRICTION] = ("proceedings", "Restriction")
        names_person += [
            ("proceedings", "Proceeding", "defendant"),
            ("proceedings", "Arrest", "person"),
            ("proceedings", "SentenceComponent", "person"),
            ("proceedings", "Custody", "person"),
            ("proceedings", "Restriction", "person"),
            ("proceedings", "Representation", "person"),
            ("proceedings", "Representation", "counsel"),
        ]
        named_in["persons.organisation"] += [
            ("proceedings", "Arrest", "carried_out_by"),
            ("proceedings", "Proceeding", "court"),
            ("proceedings", "Decision", "authority"),
            ("proceedings", "Custody", "facility"),
            ("proceedings", "Custody", "authority"),
        ]


def recount_spans(*, using: str, **options: Any) -> None:
    """Bring the spans in step with what migrations wrote, of which nobody is told, once all have run."""
    from casework.proceedings import services

    if not is_to_be_migrated(using):
        services.recount_spans()
