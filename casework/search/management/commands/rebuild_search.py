"""``manage.py rebuild_search``: the index made anew from the records."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from casework.search.services import rebuild_index


class Command(BaseCommand):
    """Rebuilds the index and says, for each kind of record, how many it holds and how many were wrong."""

    help = "Make the search index anew from the records. Nobody has to stop working meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild it, telling of each kind as it is done."""
        for rebuilt in rebuild_index():
            words = _("%(count)8d %(kind)s, %(wrong)d out of step")
            self.stdout.write(
                words
                % {
                    "count": rebuilt.count,
                    "kind": rebuilt.subject.model._meta.verbose_name_plural,
                    "wrong": rebuilt.out_of_step,
                }
            )
