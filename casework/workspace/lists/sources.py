"""The list of sources."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Citation
from casework.core.choices import Confidentiality
from casework.persons.choices import Language
from casework.persons.models import Organisation
from casework.reference.models import Term
from casework.sources.choices import Reliability
from casework.sources.models import Source, SourceFile
from casework.workspace.lists.facets import ChoiceFacet, Question, QuestionFacet, RecordFacet, YearFacet
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import Column, ListTable, badge


def _with_files(asked: Any) -> Q:
    return Q(pk__in=SourceFile.objects.visible_to(asked.user).order_by().values("source"))


def _cited(asked: Any) -> Q:
    return Q(pk__in=Citation.objects.visible_to(asked.user).order_by().values("source"))


class SourceFilters(ListFilterSet):
    """By what the list of sources can be narrowed."""

    record = Source

    kind = RecordFacet("kind", Term, label=_("kind"))
    reliability = ChoiceFacet("reliability", Reliability, label=_("reliability"))
    files = QuestionFacet(
        Question("with", _("with a file"), _with_files),
        Question("without", _("without any file"), lambda asked: ~_with_files(asked)),
        label=_("files"),
    )
    use = QuestionFacet(
        Question("cited", _("cited"), _cited),
        Question("uncited", _("cited nowhere"), lambda asked: ~_cited(asked)),
        label=_("use"),
    )
    language = ChoiceFacet("language", Language, label=_("language"))
    publisher = RecordFacet("publisher", Organisation, label=_("publisher"))
    published = YearFacet("published_earliest", label=_("published in"))
    confidentiality = ChoiceFacet("confidentiality", Confidentiality, label=_("confidentiality"))


def _show_title(source: Source) -> str:
    if source.confidentiality == Confidentiality.OPEN:
        return source.title
    return format_html("{} {}", source.title, badge("restricted", source.get_confidentiality_display()))


class SourceTable(ListTable):
    """Sources, each with how many files show it and how often it is cited."""

    record = Source
    usual = ("kind", "publisher", "published", "language", "reliability", "files", "citations")
    usual_sort = "-published"

    title = Column(
        _("title"), lambda source: source.title, sort="title", show=_show_title, look="wide", opens=True
    )
    kind = Column(_("kind"), lambda source: source.kind, sort="kind__label")
    publisher = Column(_("publisher"), lambda source: source.publisher, sort="publisher__name")
    author = Column(_("author"), lambda source: source.author, sort="author")
    published = Column(
        _("published"), lambda source: str(source.published or ""), sort="published_earliest", look="nowrap"
    )
    retrieved = Column(_("retrieved"), lambda source: source.retrieved_on, sort="retrieved_on", look="nowrap")
    language = Column(_("language"), lambda source: source.get_language_display(), sort="language")
    reliability = Column(
        _("reliability"), lambda source: source.get_reliability_display(), sort="reliability"
    )
    address = Column(_("address on the web"), lambda source: source.url)
    files = Column(_("files"), lambda source: source.file_count, sort="file_count", look="number")
    citations = Column(_("cited"), lambda source: source.cited_count, sort="cited_count", look="number")

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Count the files and the citations that the reader may know of."""
        counted = {"file_count": SourceFile, "cited_count": Citation}
        return rows.annotate(
            **{
                name: Coalesce(
                    Subquery(
                        model.objects.visible_to(self.user)
                        .filter(source=OuterRef("pk"))
                        .order_by()
                        .values("source")
                        .annotate(number=Count("pk"))
                        .values("number")
                    ),
                    0,
                )
                for name, model in counted.items()
            }
        )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring the kind and the publisher along."""
        return rows.for_list()
