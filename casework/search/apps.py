"""How search joins the application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from casework.core.migrating import is_to_be_migrated


class SearchConfig(AppConfig):
    """The app as Django loads it; keeps the index in step with what is written."""

    name = "casework.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Follow the ledger, and put the index in place after every migration."""
        from casework.audit import sweeping
        from casework.audit.ledger import followers
        from casework.search.index import forget
        from casework.search.services import follow_ledger

        followers.append(follow_ledger)
        sweeping.forget.append(forget)
        post_migrate.connect(install_index, sender=self, dispatch_uid="search.install_index")


def install_index(*, using: str, **options: Any) -> None:
    """Put in place what the engine needs; fill an index that is empty, once all tables are those of today."""
    from casework.search import index
    from casework.search.models import SearchDocument
    from casework.search.services import rebuild_index

    index.install(using)
    if not is_to_be_migrated(using) and not SearchDocument.objects.exists():
        for _rebuilt in rebuild_index():
            pass
