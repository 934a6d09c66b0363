"""The lists, all by one page; the address says how each is narrowed and sorted."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views.generic import TemplateView, View

from casework.accounts.views import BulkExport
from casework.audit.choices import HowRead
from casework.audit.reads import note_read
from casework.cases.querysets import is_restricted
from casework.core import spreadsheets
from casework.workspace.choices import ListPage, SavedPage
from casework.workspace.lists.exporting import rows_of
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.plan import ListPlan
from casework.workspace.lists.registry import PLANS
from casework.workspace.lists.tables import ListTable
from casework.workspace.models import ListColumns, SavedFilter
from casework.workspace.services import choose_columns


class OfList(PermissionRequiredMixin):
    """What every page of a list knows: which list it is, and how the address narrows it."""

    raise_exception = True

    @cached_property
    def plan(self) -> ListPlan:
        """The list that the address names."""
        page = self.kwargs["list_page"]
        if page not in ListPage:
            raise Http404
        return PLANS[ListPage(page)]

    def get_permission_required(self) -> tuple[str, ...]:
        """Demand what it takes to open the list."""
        return (self.plan.page.permission,)

    @cached_property
    def filters(self) -> ListFilterSet:
        """The filters as the address sets them."""
        return self.plan.filters(self.request.GET, request=self.request, on=timezone.localdate())

    @cached_property
    def columns(self) -> list[str]:
        """The columns that the reader chose, or the usual ones."""
        chosen = ListColumns.objects.filter(user=self.request.user, page=self.plan.page).first()
        return list(chosen.names if chosen else self.plan.table.usual)

    @cached_property
    def table(self) -> ListTable:
        """The rows that the filters leave, in these columns."""
        return self.plan.table(
            self.filters.qs,
            user=self.request.user,
            on=self.filters.on,
            columns=self.columns,
            sort=self.request.GET.get("sort", ""),
            here=self.address,
        )

    @property
    def address(self) -> str:
        """The list as the address narrows and sorts it."""
        return reverse(f"workspace:{self.plan.page}", query=self.filters.kept)


class ListView(OfList, TemplateView):
    """One page of a list."""

    template_name = "workspace/list.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the rows of the page, and what narrows, sorts and pages them."""
        self.table.turn_to(self.request.GET.get("page"))
        page, user = self.table.page, self.request.user
        return super().get_context_data(
            **context,
            title=self.plan.title,
            plan=self.plan,
            facets=self.filters.facets,
            chips=self.filters.chips,
            kept=self.filters.kept,
            rows=page.object_list,
            page=page,
            pages=self.table.paginator.get_elided_page_range(page.number, on_each_side=2),
            heads=list(self.table.heads(self.filters.query)),
            columns=[(name, label, name in self.columns) for name, label in self.plan.table.choices()],
            actions=self.plan.actions_for(user),
            saved=SavedFilter.objects.visible_to(user).of(SavedPage(self.plan.page)).with_pins_of(user),
            may_add=self.plan.may_add(user),
        )


class ListColumnsView(OfList, View):
    """Where the columns of a list are chosen."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Remember the columns that are ticked, or forget them for the usual ones."""
        known = [name for name, _label in self.plan.table.choices()]
        ticked = [] if "usual" in request.POST else request.POST.getlist("columns")
        choose_columns(
            user=request.user, page=self.plan.page, names=[name for name in known if name in ticked]
        )
        return HttpResponseRedirect(self.address)


class ListExportView(BulkExport, OfList, View):
    """A list as a file: exactly what is filtered, in the columns that are shown."""

    @property
    def page_of_rows(self) -> str:
        """The list."""
        return self.address

    def post(self, request: HttpRequest, *, kind: str, **_kwargs: Any) -> HttpResponse:
        """Ask that a second person agree to the export."""
        return self.ask(len(self.table.data))

    def get(self, request: HttpRequest, *, kind: str, **_kwargs: Any) -> HttpResponse:
        """Send the file, under a name that says what it holds and of which day it is."""
        if kind not in spreadsheets.KINDS:
            raise Http404
        if (held := self.hold(len(self.table.data))) is not None:
            return held
        record = self.plan.table.record
        note_read(
            request,
            HowRead.EXPORTED,
            model=record._meta.label_lower,
            words=self.address,
            rows=len(self.table.data),
            is_restricted=self.filters.qs.filter(is_restricted(record, request.user)).exists(),
        )
        name = f"{slugify(str(self.plan.page.label))}-{self.filters.on:%Y-%m-%d}"
        return spreadsheets.file_of(rows_of(self.table), kind=kind, name=name)
