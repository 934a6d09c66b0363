"""The desk: what is due, how one's cases stand, what others changed."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from casework.accounts.models import Countersignature
from casework.cases.querysets import VIEW_CASE, VIEW_EVERY_CASE
from casework.workspace.desk.changes import changes_by_others, follows_every_case
from casework.workspace.desk.emergencies import emergencies_to_see
from casework.workspace.desk.own_cases import own_cases
from casework.workspace.desk.queue import counts_of_docket, queue_of
from casework.workspace.models import LastLook
from casework.workspace.services import mark_read

#: How far back somebody reads who has never looked.
FIRST_LOOK = timedelta(days=14)


class DeskView(TemplateView):
    """Where the day begins."""

    template_name = "workspace/desk.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the three columns, and what cannot wait, to whoever works on cases."""
        user, now, today = self.request.user, timezone.now(), timezone.localdate()
        asked = Countersignature.objects.undecided_at(now).to_decide(user)
        context |= {"title": _("Desk"), "today": today, "to_countersign": asked.count()}
        if user.has_perm(VIEW_CASE):
            look = LastLook.objects.filter(user=user).first()
            context |= {
                "queue": queue_of(user, today),
                "counts": counts_of_docket(user, today) if user.has_perm(VIEW_EVERY_CASE) else [],
                "own_cases": own_cases(user, today),
                "changes": changes_by_others(user, look.seen_at if look else now - FIRST_LOOK),
                "emergencies": emergencies_to_see(user, look.seen_at if look else None),
                "follows_every_case": follows_every_case(user),
                "read_until": now.isoformat(),
            }
        return super().get_context_data(**context)


class DeskReadView(PermissionRequiredMixin, View):
    """Notes that the reader has read what others changed, up to the moment at which the page was made."""

    raise_exception = True
    permission_required = VIEW_CASE
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note it; a moment that has not come, or none, is refused."""
        try:
            until = parse_datetime(request.POST.get("until", ""))
        except ValueError:
            until = None
        if until is None or timezone.is_naive(until) or until > timezone.now():
            return HttpResponseBadRequest()
        mark_read(user=request.user, until=until)
        return HttpResponseRedirect(reverse("workspace:desk"))
