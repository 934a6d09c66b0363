"""What can be asked about sources, and who may know of them."""

from typing import Any, Self

from casework.audit.querysets import AuditedQuerySet
from casework.persons.querysets import VIEW_EVERY_CASE, ConfidentialQuerySet, Judgement

hides_sources: list[Judgement] = []
"""Conditions on ``Source`` that pick what the user must not know of, as ``hides_persons`` does."""

reveals_sources: list[Judgement] = []
"""Conditions on ``Source`` that pick the restricted ones which the user's own cases cite."""


def may_have_originals(user: Any) -> bool:
    """Whether this user may have files as they were taken in, to produce them as evidence."""
    return user.has_perm("sources.change_source") or user.has_perm(VIEW_EVERY_CASE)


class SourceQuerySet(ConfidentialQuerySet):
    """Publications, documents and testimonies."""

    view_permission = "sources.view_source"
    hides = hides_sources
    reveals = reveals_sources

    def for_list(self) -> Self:
        """Sources with their kind and publisher."""
        return self.select_related("kind", "publisher")


class SourceFileQuerySet(AuditedQuerySet):
    """The files that show sources."""

    def visible_to(self, user: Any) -> Self:
        """Files of the sources that this user may know of."""
        if not user.has_perm(SourceQuerySet.view_permission):
            return self.none()
        sources = self.model._meta.get_field("source").related_model.objects.all()
        return self.without(sources.withheld_from(user), "source")
