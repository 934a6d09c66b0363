"""Doing one thing to many rows of a list: asked for on the list, confirmed here, done at once."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from casework.core.keys import as_key
from casework.workspace.lists.acting import MOST_AT_ONCE, BulkAction, BulkForm, Refused, act_on, token_of
from casework.workspace.views.lists import OfList

#: How many of the rows are named before one confirms.
NAMED = 20


class ListActView(OfList, TemplateView):
    """What will happen to which rows, with the one reason for it; then it happens to all or to none."""

    template_name = "workspace/list_act.html"

    @cached_property
    def action(self) -> BulkAction:
        """What the address asks for."""
        asked = self.request.GET.get("act")
        action = next((action for action in self.plan.actions if action.name == asked), None)
        if action is None:
            raise Http404
        if not self.request.user.has_perm(action.permission):
            raise PermissionDenied
        return action

    @cached_property
    def keys(self) -> list[int]:
        """The rows it is asked for: all that the filters leave, or the ticked ones that the reader sees."""
        rows = self.filters.qs
        if self.request.GET.get("of") != "all":
            ticked = map(as_key, self.request.GET.getlist("chosen"))
            rows = self.filters.rows().filter(pk__in=[key for key in ticked if key is not None])
        return list(rows.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what will happen, unless there is nothing to do or too much at once."""
        form = self._form()
        return self._too_few_or_many() or self._ask(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, if the rows are still those that were shown."""
        form = self._form(request.POST)
        if refusal := self._too_few_or_many():
            return refusal
        if request.POST.get("token") != token_of(self.keys):
            return self._ask(form, is_stale=True)
        if not form.is_valid():
            return self._ask(form)
        request.act.reason = form.cleaned_data["reason"]
        try:
            act_on(self._records(self.keys), self.action, {**form.cleaned_data, "user": request.user})
        except Refused as refused:
            return self._ask(form, refusals=refused.refusals)
        number = len(self.keys)
        words = ngettext(
            "%(action)s: done for %(number)s record.", "%(action)s: done for %(number)s records.", number
        )
        messages.success(request, words % {"action": self.action.label, "number": number})
        return HttpResponseRedirect(self.address)

    def _form(self, typed: Any = None) -> BulkForm:
        return self.action.form(typed, initial={"done_on": self.filters.on})

    def _too_few_or_many(self) -> HttpResponse | None:
        if not self.keys:
            messages.warning(self.request, _("Tick the rows first, or choose all that match."))
        elif len(self.keys) > MOST_AT_ONCE:
            words = _("At most %(number)s records can be changed at once: narrow the list.")
            messages.warning(self.request, words % {"number": MOST_AT_ONCE})
        else:
            return None
        return HttpResponseRedirect(self.address)

    def _records(self, keys: list[int]) -> Any:
        described_by = admin.site.get_model_admin(self.plan.table.record)
        return described_by.to_describe(self.request, self.filters.rows().filter(pk__in=keys)).order_by("pk")

    def _ask(self, form: BulkForm, *, is_stale: bool = False, refusals: Any = ()) -> HttpResponse:
        described_by = admin.site.get_model_admin(self.plan.table.record)
        context = self.get_context_data(
            title=self.action.label,
            plan=self.plan,
            form=form,
            number=len(self.keys),
            named=[described_by.describe(record) for record in self._records(self.keys[:NAMED])],
            unnamed=max(len(self.keys) - NAMED, 0),
            token=token_of(self.keys),
            is_stale=is_stale,
            refusals=[(described_by.describe(record), words) for record, words in refusals],
            back=self.address,
        )
        return self.render_to_response(context, status=409 if is_stale else 200)
