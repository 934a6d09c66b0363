"""The list of organisations."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.persons.choices import OrganisationKind
from casework.persons.models import Organisation
from casework.proceedings.models import Proceeding
from casework.sources.models import Source
from casework.workspace.lists.facets import ChoiceFacet, CountryFacet, Question, QuestionFacet
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import Column, ListTable


class OrganisationFilters(ListFilterSet):
    """By what the list of organisations can be narrowed."""

    record = Organisation

    kind = ChoiceFacet("kind", OrganisationKind, label=_("kind"))
    country = CountryFacet("country", label=_("country"))
    part = QuestionFacet(
        Question("court", _("court in a proceeding"), lambda asked: Q(pk__in=_courts(asked))),
        Question("publisher", _("publisher of a source"), lambda asked: Q(pk__in=_publishers(asked))),
        label=_("part in our records"),
    )


def _courts(asked: ListFilterSet) -> QuerySet:
    proceedings = Proceeding.objects.visible_to(asked.user).filter(court__isnull=False)
    return proceedings.order_by().values("court")


def _publishers(asked: ListFilterSet) -> QuerySet:
    sources = Source.objects.visible_to(asked.user).filter(publisher__isnull=False)
    return sources.order_by().values("publisher")


class OrganisationTable(ListTable):
    """Organisations, each with how often the records name it."""

    record = Organisation
    usual = ("native", "kind", "country", "place", "parent", "proceedings", "sources")
    usual_sort = "name"

    name = Column(_("name"), lambda organisation: organisation.name, sort="name", look="wide", opens=True)
    native = Column(_("native name"), lambda organisation: organisation.native_name, sort="native_name")
    kind = Column(_("kind"), lambda organisation: organisation.get_kind_display(), sort="kind")
    country = Column(_("country"), lambda organisation: organisation.country.name, sort="country")
    place = Column(_("place"), lambda organisation: organisation.place, sort="place")
    parent = Column(_("part of"), lambda organisation: organisation.parent, sort="parent__name")
    proceedings = Column(
        _("proceedings"), lambda organisation: organisation.heard, sort="heard", look="number"
    )
    sources = Column(
        _("sources"), lambda organisation: organisation.published, sort="published", look="number"
    )

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Count the proceedings before it and the sources published by it that the reader may know of."""
        counted = {
            "heard": Proceeding.objects.visible_to(self.user).filter(court=OuterRef("pk")).values("court"),
            "published": Source.objects.visible_to(self.user)
            .filter(publisher=OuterRef("pk"))
            .values("publisher"),
        }
        return rows.annotate(
            **{
                name: Coalesce(Subquery(found.order_by().annotate(n=Count("pk")).values("n")), 0)
                for name, found in counted.items()
            }
        )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring along the larger organisation."""
        return rows.for_list()
