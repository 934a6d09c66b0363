"""The admin's site: its name, and autocompletes that tell namesakes apart."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin

#: The stock site's pages of which this application has others, or none.
ELSEWHERE = frozenset({"view_on_site", "logout", "password_change", "password_change_done"})


class DescribingAutocompleteView(AutocompleteJsonView):
    """Answers an autocomplete with each record described as its admin describes it."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return one choice."""
        result = super().serialize_result(obj, to_field_name)
        if isinstance(self.model_admin, AuditedAdmin):
            result["text"] = self.model_admin.describe(obj)
        return result


class CaseworkAdminSite(admin.AdminSite):
    """The site on which every record is edited."""

    site_header = _("Casework")
    site_title = _("Casework")
    index_title = _("Records")
    site_url = None

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the site's pages, without those that are elsewhere, or nowhere."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") not in ELSEWHERE]

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send whoever is not signed in to where everybody signs in; there is no second door."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index")))
        if not self.has_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:index"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Return the apps with their models, put together only where a page lists them.

        The stock site does so for every page: a sixth of the work for a form.
        """
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer an autocomplete."""
        return DescribingAutocompleteView.as_view(admin_site=self)(request)
