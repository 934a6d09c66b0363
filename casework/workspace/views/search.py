"""Finding records: the page with all that was found, and what is offered while one types."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.views.generic import TemplateView

from casework.audit.choices import HowRead
from casework.audit.models import AuditedModel
from casework.audit.reads import note_read
from casework.cases.querysets import is_restricted
from casework.search.models import SearchDocument
from casework.search.services import Hit, find, hits_of, suggest
from casework.search.subjects import SUBJECTS
from casework.workspace.navigation import actions_for
from casework.workspace.recent import recent_hits
from casework.workspace.views.access import MayFind

HITS_ON_A_PAGE = 25
HITS_IN_THE_PALETTE = 12


class FindingView(MayFind, TemplateView):
    """What shows the records that were found for some words."""

    def note_found(self, text: str, hits: Sequence[Hit]) -> None:
        """Note that these were found, if something restricted is among them."""
        keys: dict[type[AuditedModel], list[int]] = {}
        for hit in hits:
            keys.setdefault(type(hit.record), []).append(hit.object_id)
        secret = [
            model._base_manager.filter(is_restricted(model, self.request.user), pk__in=found)
            for model, found in keys.items()
        ]
        parts = [rows.order_by().values("pk") for rows in secret]
        if parts and parts[0].union(*parts[1:], all=True).exists():
            note_read(self.request, HowRead.SEARCHED, words=text, rows=len(hits), is_restricted=True)


class SearchView(FindingView):
    """All that was found, the best first, with a way to look among one kind of record only."""

    template_name = "workspace/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, text = self.request.user, self.request.GET.get("q", "").strip()
        kind = self.request.GET.get("kind", "")
        found = SearchDocument.objects.matching(text, user)
        counts = Counter(found.order_by().values_list("kind", flat=True)) if text else Counter()
        shown = found.of_kinds([kind]) if kind in SUBJECTS else found
        paginator = Paginator(shown, HITS_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        alike = suggest(text, user=user) if text and page.number == 1 and not page.has_next() else []
        hits, alike = (hits_of(entries, user=user) for entries in (page.object_list, alike))
        self.note_found(text, [*hits, *alike])
        return context | {
            "text": text,
            "kind": kind,
            "kinds": [
                (name, subject.model._meta.verbose_name_plural, counts[name])
                for name, subject in SUBJECTS.items()
                if counts[name]
            ],
            "total": counts.total(),
            "page": page,
            "pages": list(paginator.get_elided_page_range(page.number)),
            "hits": hits,
            "alike": alike,
        }


class PaletteView(FindingView):
    """What is offered while one types: records, and before that those read last and what can be done."""

    template_name = "workspace/palette.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        request: HttpRequest = self.request
        text = request.GET.get("q", "").strip()
        actions = actions_for(request, text)
        if not text:
            return context | {"recent": recent_hits(request), "actions": actions}
        hits = find(text, user=request.user, limit=HITS_IN_THE_PALETTE)
        self.note_found(text, hits)
        return context | {"text": text, "hits": hits, "actions": actions}
