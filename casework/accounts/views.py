"""The pages on which people say what others may do: who may restore, and what needs a second person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import CharField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from casework.accounts.choices import Countersigned, Role, TwoPersonAct
from casework.accounts.countersigning import (
    Matter,
    ask_for_second_person,
    countersign,
    matters_of,
    refuse,
    take_export,
    withdraw,
)
from casework.accounts.models import Countersignature, User
from casework.accounts.services import AccountRefusedError, let_restore, stop_restoring
from casework.audit.models import Entry
from casework.audit.reads import note_opened
from casework.core.keys import as_key


class RestorersView(PermissionRequiredMixin, TemplateView):
    """The auditors, and which of them may restore."""

    template_name = "accounts/restorers.html"
    permission_required = "accounts.grant_restoring"
    raise_exception = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the auditors by name."""
        auditors = User.objects.with_role(Role.AUDITOR).active().select_related("restoring_right")
        return super().get_context_data(
            title=_("Who may restore"), auditors=auditors.order_by("full_name", "pk"), **context
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give the right, or take it back."""
        auditor = get_object_or_404(User, pk=as_key(request.POST.get("auditor")))
        try:
            request.act.reason = CharField(required=False).clean(request.POST.get("reason"))
            if "stop" in request.POST:
                stop_restoring(auditor=auditor)
                messages.success(request, _("%(name)s may no longer restore.") % {"name": auditor})
            else:
                let_restore(auditor=auditor, by=request.user)
                messages.success(request, _("%(name)s may restore now.") % {"name": auditor})
        except AccountRefusedError as error:
            messages.error(request, str(error))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("accounts:restorers"))


#: Requests shown on the page of all; the ledger has the rest.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One request as a page tells of it: what it is about, and why each of the two did what they did."""

    request: Countersignature
    matter: Matter
    why_asked: str
    why_decided: str
    is_waiting: bool


def tell_requests(requests: Sequence[Countersignature], *, user: Any) -> list[Told]:
    """Return the requests as they are told, in the same number of queries however many they are."""
    now, matters = timezone.now(), matters_of(requests, user=user)
    entries = Entry.objects.filter(
        model=Countersignature._meta.label_lower, object_id__in=[request.pk for request in requests]
    )
    why = {
        (entry.object_id, entry.version): entry.change_set.reason
        for entry in entries.select_related("change_set")
    }
    return [
        Told(
            request,
            matters[request.pk],
            why[request.pk, 1],
            why.get((request.pk, 2), "") if request.decision else "",
            not request.decision and request.lapses_at > now,
        )
        for request in requests
    ]


class CountersignatureListView(TemplateView):
    """What waits for a second person: for the reader to decide, then what the reader asked for."""

    template_name = "accounts/countersignatures.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring both, and what was decided or lapsed of late."""
        user = self.request.user
        known = Countersignature.objects.visible_to(user).for_list()
        waiting = known.undecided_at(timezone.now())
        to_decide = waiting.to_decide(user)
        others = waiting.exclude(pk__in=to_decide.order_by().values("pk"))
        done = known.exclude(pk__in=waiting.order_by().values("pk"))
        return super().get_context_data(
            title=_("What needs a second person"),
            to_decide=tell_requests(to_decide[:MOST_SHOWN], user=user),
            waiting=tell_requests(others[:MOST_SHOWN], user=user),
            done=tell_requests(done[:MOST_SHOWN], user=user),
            **context,
        )


class CountersignatureView(DetailView):
    """One request: who asked for what, and why; here it is agreed to, refused or withdrawn."""

    context_object_name = "asked"
    http_method_names = ("get", "head", "post")
    template_name = "accounts/countersignature.html"

    def get_queryset(self) -> Any:
        """Return the requests of which the reader may know."""
        return Countersignature.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring what it is about, and what the reader may do; note that what it is about is shown."""
        user = self.request.user
        [told] = tell_requests([self.object], user=user)
        if told.matter.record is not None:
            note_opened(self.request, told.matter.record)
        may_decide = Countersignature.objects.to_decide(user).filter(pk=self.object.pk).exists()
        return super().get_context_data(
            title=_("Request for a second person"),
            told=told,
            may_decide=told.is_waiting and may_decide,
            may_withdraw=not self.object.decision and self.object.asked_by_id == user.pk,
            is_export=self.object.kind == TwoPersonAct.EXPORT,
            **context,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide, or say why that cannot be."""
        asked = self.get_object()
        if request.POST.get("decision") not in _DECISIONS:
            messages.error(request, _("Choose what is to be done."))
            return redirect(asked)
        act, words = _DECISIONS[request.POST["decision"]]
        try:
            request.act.reason = CharField(required=False).clean(request.POST.get("reason"))
            act(request=asked)
        except AccountRefusedError as error:
            messages.error(request, str(error))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(words))
        # Whoever agreed that a case be opened, or left its lead meanwhile, may still know of the request.
        known = Countersignature.objects.visible_to(User.objects.get(pk=request.user.pk))
        return redirect(asked if known.filter(pk=pk).exists() else "accounts:countersignature_list")


_DECISIONS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    Countersigned.SIGNED: (
        countersign,
        gettext_lazy("You agreed. What was asked for is done or may be done."),
    ),
    Countersigned.REFUSED: (refuse, gettext_lazy("You refused, and everything stays.")),
    Countersigned.WITHDRAWN: (withdraw, gettext_lazy("The request is withdrawn, and everything stays.")),
}


class BulkExport:
    """A page that sends rows as a file: many of them only once a second person has agreed to it.

    A view names the page on which these rows are shown, counts them, and asks ``hold`` before it sends them.
    """

    request: HttpRequest

    @property
    def page_of_rows(self) -> str:
        """The address of the page that shows exactly these rows."""
        raise NotImplementedError

    def hold(self, rows: int) -> HttpResponse | None:
        """Return the page that asks for a second person; nothing where the rows may be sent."""
        user, address = self.request.user, self.page_of_rows
        if rows <= settings.ROWS_EXPORTED_ALONE or take_export(user=user, address=address):
            return None
        waiting = Countersignature.objects.undecided_at(timezone.now()).filter(
            kind=TwoPersonAct.EXPORT, asked_by=user, words=address
        )
        context = {
            "title": _("Export of many records"),
            "rows": rows,
            "alone": settings.ROWS_EXPORTED_ALONE,
            "back": address,
            "waiting": waiting.first(),
        }
        return TemplateResponse(self.request, "accounts/export_ask.html", context)

    def ask(self, rows: int) -> HttpResponse:
        """Ask for a second person, or say why that cannot be."""
        request = self.request
        if rows <= settings.ROWS_EXPORTED_ALONE:
            raise PermissionDenied
        try:
            request.act.reason = CharField(required=False).clean(request.POST.get("reason"))
            asked = ask_for_second_person(kind=TwoPersonAct.EXPORT, words=self.page_of_rows, rows=rows)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, _("Asked. You are written to once a director has answered."))
        return redirect(asked)
