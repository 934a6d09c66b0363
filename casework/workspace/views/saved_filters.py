"""Saved filters: kept from a list or the dashboard, renamed, shared, pinned to the side, deleted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DeleteView, FormView, View
from django.views.generic.detail import SingleObjectMixin

from casework.workspace.choices import SavedPage
from casework.workspace.models import SavedFilter
from casework.workspace.services import change_filter, delete_filter, pin_filter, save_filter, unpin_filter
from casework.workspace.views.lists import OfList

#: What the address of the dashboard can ask, in the order in which it is kept.
ASKED_OF_DASHBOARD = ("as_at", "known_on", "since", "country", "lead", "situation", "provision")
#: A day, a country or the number of a record is no longer.
LONGEST_ANSWER = 20


class SavedFilterForm(forms.Form):
    """The name of a filter, and who sees it."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Name"))
    is_shared = forms.BooleanField(
        required=False,
        label=gettext_lazy("Share with everyone who may open the page"),
        help_text=gettext_lazy("They see its name and what it asks for: leave out what is to stay secret."),
    )


def keep_filter(request: HttpRequest, *, page: SavedPage, query: QueryDict) -> None:
    """Save what a page is asked under the name that was sent, pin it if that is asked, and say so."""
    form = SavedFilterForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Give the filter a name of at most 80 characters."))
        saved = save_filter(owner=request.user, page=page, query=query.urlencode(), **form.cleaned_data)
        if "pin" in request.POST:
            pin_filter(saved=saved, user=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": saved})


class SavedFilterAddView(OfList, View):
    """Where the filter of a list is kept."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save the filter that the address sets."""
        keep_filter(request, page=SavedPage(self.plan.page), query=self.filters.kept)
        return HttpResponseRedirect(self.address)


class DashboardFilterAddView(PermissionRequiredMixin, View):
    """Where what is asked of the dashboard is kept."""

    permission_required = SavedPage.DASHBOARD.permission
    raise_exception = True

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save what the address asks, as it asks it: a day that it leaves out is always the present one."""
        query = QueryDict(mutable=True)
        for name in ASKED_OF_DASHBOARD:
            answer = request.GET.get(name, "").strip()
            if answer and len(answer) <= LONGEST_ANSWER:
                query[name] = answer
        keep_filter(request, page=SavedPage.DASHBOARD, query=query)
        return HttpResponseRedirect(reverse(SavedPage.DASHBOARD.view_name, query=query))


class OwnFilter(SingleObjectMixin):
    """A filter that the reader saved."""

    context_object_name = "saved"

    def get_queryset(self) -> QuerySet[SavedFilter]:
        """Find no filter of anybody else."""
        return SavedFilter.objects.visible_to(self.request.user).owned_by(self.request.user)


class SavedFilterView(OwnFilter, FormView):
    """Where a filter is renamed, shared or taken back."""

    form_class = SavedFilterForm
    template_name = "workspace/saved_filter.html"

    @cached_property
    def object(self) -> SavedFilter:
        """The filter."""
        return self.get_object()

    def get_initial(self) -> dict[str, Any]:
        """Begin with what stands."""
        return {"name": self.object.name, "is_shared": self.object.is_shared}

    def form_valid(self, form: SavedFilterForm) -> HttpResponse:
        """Change it, and go back to its page."""
        try:
            saved = change_filter(saved=self.object, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("name", " ".join(refusal.messages))
            return self.form_invalid(form)
        return HttpResponseRedirect(saved.get_absolute_url())


class SavedFilterDeleteView(OwnFilter, DeleteView):
    """Where a filter is deleted, once that is confirmed."""

    template_name = "workspace/saved_filter_delete.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Say how many colleagues have it at their side."""
        others = self.object.pins.exclude(user=self.request.user).count()
        return super().get_context_data(**context, others=others)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Delete it, and go back to its page."""
        delete_filter(saved=self.object)
        messages.success(self.request, _("The filter “%(name)s” is deleted.") % {"name": self.object})
        return HttpResponseRedirect(self.object.page_address)


class SavedFilterPinView(SingleObjectMixin, View):
    """Where a filter is put at the side of every page, or taken from it."""

    def get_queryset(self) -> QuerySet[SavedFilter]:
        """Find one's own filters and those that are shared."""
        return SavedFilter.objects.visible_to(self.request.user)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Pin it if it is not, unpin it if it is."""
        saved = self.get_object()
        if SavedFilter.objects.pinned_by(request.user).filter(pk=saved.pk).exists():
            unpin_filter(saved=saved, user=request.user)
        else:
            pin_filter(saved=saved, user=request.user)
        return HttpResponseRedirect(saved.get_absolute_url())
