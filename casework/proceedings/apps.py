"""How proceedings joins the application."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.proceedings"
    label = "proceedings"
    verbose_name = _("Legal proceedings")

    def ready(self) -> None:
        """Let open proceedings object to the closing of a case, whose secrecy reaches whom they name.

        Hearings, and restrictions that end, give rise to tasks. What is told of spells of custody keeps their
        spans, which are put in place after every migration.
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


def recount_spans(*, using: str, plan: Any = None, **options: Any) -> None:
    """Bring the spans in step with what migrations wrote, once the tables they tell of are those of today.

    Followers are not told of that. Where nothing was migrated, spans are counted anew only if some are
    missing, as after a migration that did not come to its end.
    """
    from casework.proceedings import services
    from casework.proceedings.models import Custody, CustodySpan

    executor = MigrationExecutor(connections[using])
    counted = {"persons", "cases", "proceedings"}
    newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] in counted]
    if executor.migration_plan(newest):
        return
    if plan or CustodySpan.objects.count() != Custody.objects.count():
        services.recount_spans()
