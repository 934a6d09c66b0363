"""By what persons and organisations are picked out of their lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries import countries


class OccurringCountryFilter(admin.SimpleListFilter):
    """Offers the countries that occur among the rows this person may see."""

    title = _("country")
    parameter_name = "country"
    lookup = "country"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Return the codes and names of these countries, by name."""
        rows = model_admin.get_queryset(request).order_by().values_list(self.lookup, flat=True).distinct()
        named = ((str(code), str(countries.name(code))) for code in rows if code)
        return sorted(named, key=lambda choice: choice[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the country chosen."""
        return queryset.filter(**{self.lookup: self.value()}).distinct() if self.value() else queryset


class NationalityFilter(OccurringCountryFilter):
    """Offers the countries that the persons in the list belong to."""

    title = _("nationality")
    parameter_name = "nationality"
    lookup = "nationalities__country"
