"""The admin's site: its name, and autocompletes that tell namesakes apart."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin


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
        """Return the site's pages, without the way to a record's public page: no record has one."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Return the apps with their models, put together only where a page lists them.

        The stock site does so for every page: a sixth of the work for a form.
        """
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer an autocomplete."""
        return DescribingAutocompleteView.as_view(admin_site=self)(request)
