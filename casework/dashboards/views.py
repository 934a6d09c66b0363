"""The dashboard, and the list that each of its numbers opens."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from casework.accounts.views import BulkExport
from casework.audit.choices import HowRead
from casework.audit.reads import note_read
from casework.cases.querysets import VIEW_CASE, is_restricted
from casework.core import spreadsheets
from casework.dashboards.board import read_board, rows_of_board
from casework.dashboards.figures import FIGURES, Figure
from casework.dashboards.figures.plan import Part
from casework.dashboards.forms import ScopeForm
from casework.dashboards.reading import read_part
from casework.dashboards.scope import Scope

#: How many rows of a list stand on one page.
ROWS_ON_A_PAGE = 50


class OfDashboard(PermissionRequiredMixin):
    """What every page of the dashboard knows: of which days, period and cases it speaks."""

    permission_required = VIEW_CASE
    raise_exception = True

    @cached_property
    def form(self) -> ScopeForm:
        """What the address asks."""
        return ScopeForm(self.request.GET, user=self.request.user)

    @property
    def scope(self) -> Scope:
        """What the figures speak of."""
        return self.form.scope

    @property
    def board_address(self) -> str:
        """The dashboard, asked the same."""
        kept = self.request.GET.copy()
        for name in ("part", "page"):
            kept.pop(name, None)
        return reverse("dashboards:dashboard", query=kept)


class DashboardView(OfDashboard, TemplateView):
    """The state of the docket in figures, each of which opens the list that it counts."""

    template_name = "dashboards/dashboard.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the figures, unless the address asks for what cannot be."""
        if self.form.is_valid():
            context["board"] = read_board(self.form)
        is_print = "print" in self.request.GET
        return super().get_context_data(title=_("Dashboard"), form=self.form, is_print=is_print, **context)


class DashboardExportView(OfDashboard, View):
    """All figures of the page as a file: what each counts, its parts, and the days they speak of."""

    def get(self, request: HttpRequest, *, kind: str) -> HttpResponse:
        """Send the file; what cannot be read is told on the page itself."""
        if kind not in spreadsheets.KINDS or not self.form.is_valid():
            raise Http404
        note_read(request, HowRead.EXPORTED, words=request.get_full_path())
        rows = list(rows_of_board(read_board(self.form)))
        return spreadsheets.file_of(rows, kind=kind, name=f"dashboard-{self.scope.as_at:%Y-%m-%d}")


class OfFigure(OfDashboard):
    """What every page of one figure knows: which it is, and which parts of it are asked for."""

    @cached_property
    def figure(self) -> Figure:
        """The figure that the address names."""
        try:
            return FIGURES[self.kwargs["name"]]
        except KeyError:
            raise Http404 from None

    @cached_property
    def parts(self) -> list[Part]:
        """The parts that the address names, each of a parting that the figure has."""
        asked = (part.partition(":") for part in self.request.GET.getlist("part"))
        parts = [(name, key) for name, _colon, key in asked]
        if any(name not in self.figure.partings_by_name for name, _key in parts):
            raise Http404
        return parts


class FigureView(OfFigure, TemplateView):
    """The rows that a figure counts, and what counts."""

    template_name = "dashboards/figure.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list; lead back to the dashboard, which says what is wrong, where the address is."""
        if not self.form.is_valid():
            return HttpResponseRedirect(self.board_address)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring one page of the rows, and the ways to narrow them further."""
        figure, scope, query = self.figure, self.scope, self.form.query
        with scope.reading():
            rows = figure.part(scope, self.parts)
            paginator = Paginator(figure.listed(rows, scope), ROWS_ON_A_PAGE)
            page = paginator.get_page(self.request.GET.get("page"))
            table = list(figure.table(list(page.object_list), scope))
            narrowed = {name for name, _key in self.parts}
            told = read_part(
                figure,
                scope,
                [name for name in figure.partings_by_name if name not in narrowed],
                query=query,
                parts=self.parts,
            )
            chips = [self._chip(part) for part in self.parts]
        kept = self.request.GET.copy()
        kept.pop("page", None)
        return super().get_context_data(
            title=figure.label,
            figure=figure,
            form=self.form,
            scope=scope,
            page=page,
            pages=paginator.get_elided_page_range(page.number, on_each_side=2),
            kept=kept,
            table=table,
            measures=told.measures,
            partings=[
                (figure.partings_by_name[name].label, parts)
                for name, parts in told.parts.items()
                if len(parts) > 1
            ],
            chips=chips,
            parts=self.request.GET.getlist("part"),
            board_address=self.board_address,
            all_address=figure.address(query),
            **context,
        )

    def _chip(self, part: Part) -> tuple[str, str, str]:
        name, key = part
        parting = self.figure.partings_by_name[name]
        words = parting.names([key], self.scope).get(key, key)
        rest = [each for each in self.parts if each != part]
        return parting.label, words, self.figure.address(self.form.query, rest)


class FigureExportView(BulkExport, OfFigure, View):
    """The rows that a figure counts as a file."""

    @property
    def page_of_rows(self) -> str:
        """The list of the figure."""
        return self.figure.address(self.form.query, self.parts)

    def post(self, request: HttpRequest, *, kind: str, **_kwargs: Any) -> HttpResponse:
        """Ask that a second person agree to the export."""
        if not self.form.is_valid():
            raise Http404
        with self.scope.reading():
            rows = self.figure.part(self.scope, self.parts).count()
        return self.ask(rows)

    def get(self, request: HttpRequest, *, kind: str, **_kwargs: Any) -> HttpResponse:
        """Send the file, under a name that says what it holds and of which day it is."""
        if kind not in spreadsheets.KINDS or not self.form.is_valid():
            raise Http404
        figure, scope = self.figure, self.scope
        with scope.reading():
            rows = list(figure.listed(figure.part(scope, self.parts), scope))
            heads = [str(column.label) for column in figure.columns]
            lines = [heads, *([cell.value for cell in line] for line in figure.table(rows, scope))]
            model = figure.rows(scope).model
        if (held := self.hold(len(rows))) is not None:
            return held
        known = model._default_manager.filter(pk__in=[row.pk for row in rows])
        note_read(
            request,
            HowRead.EXPORTED,
            model=model._meta.label_lower,
            words=request.get_full_path(),
            rows=len(rows),
            is_restricted=known.filter(is_restricted(model, request.user)).exists(),
        )
        name = f"{slugify(str(figure.label))}-{scope.as_at:%Y-%m-%d}"
        return spreadsheets.file_of(lines, kind=kind, name=name)
