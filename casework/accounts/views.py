"""The page on which directors say which auditors may restore what was recorded."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.services import AccountRefusedError, let_restore, stop_restoring
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
