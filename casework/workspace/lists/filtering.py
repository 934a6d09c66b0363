"""The filters of one list together: what they leave, and how a page offers them."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet

from casework.workspace.lists.facets import Chip, Facet, ShownChoice, ShownFacet, worded

#: How many choices of a filter are shown at once, and how many further ones behind a click.
SHOWN, FURTHER = 7, 60


class WordsFilter(CharFilter):
    """Finds each word, wherever the admin of the record finds it."""

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        """Narrow to the rows in which every word is found."""
        if not value:
            return rows
        searched_by = admin.site.get_model_admin(self.model)
        return searched_by.get_search_results(self.parent.request, rows, value)[0]


class ListFilterSet(FilterSet):
    """What a list can be narrowed by, for one reader on one day; the address says all of it."""

    record: ClassVar[type[models.Model]]

    q = WordsFilter(label=_("words"), max_length=200)

    def __init__(self, data: QueryDict, *, request: HttpRequest, on: date) -> None:
        self.user, self.on = request.user, on
        super().__init__(data, self.rows(), request=request)

    def rows(self) -> QuerySet:
        """Return all rows of the list that the reader may know of."""
        return self.record._default_manager.visible_to(self.user).order_by()

    @property
    def asked(self) -> Mapping[str, Any]:
        """Return what the address asks for, by filter, without those that it leaves alone."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by every filter; an address that cannot be read finds nothing rather than everything."""
        return self._narrowed(queryset) if self.form.is_valid() else queryset.none()

    def _narrowed(self, rows: QuerySet, *, but: str = "") -> QuerySet:
        for name, value in self.asked.items():
            if name != but:
                rows = self.filters[name].filter(rows, value)
        return rows

    @cached_property
    def query(self) -> QueryDict:
        """What of the address narrows the list, in the order of the filters and nothing else."""
        query = QueryDict(mutable=True)
        for name in self.filters:
            if values := [value for value in self.data.getlist(name) if value.strip()]:
                query.setlist(name, list(dict.fromkeys(values)))
        return query

    @cached_property
    def kept(self) -> QueryDict:
        """What of the address the next page takes along: the filters, and by what the list is sorted."""
        kept = self.query.copy()
        if sorted_by := self.data.get("sort"):
            kept["sort"] = sorted_by
        return kept

    def _address(self, name: str, values: list[str]) -> str:
        query = self.kept.copy()
        query.setlist(name, values)
        return f"?{query.urlencode()}"

    def _toggled(self, name: str, choice: str) -> str:
        chosen = self.query.getlist(name)
        rest = [value for value in chosen if value != choice]
        return self._address(name, rest if choice in chosen else [*chosen, choice])

    @cached_property
    def facets(self) -> list[ShownFacet]:
        """The filters with their choices, each counted under all the other filters."""
        if not self.form.is_valid():
            return []
        return [
            shown
            for name, facet in self.filters.items()
            if isinstance(facet, Facet) and (shown := self._shown(name, facet)).choices
        ]

    def _shown(self, name: str, facet: Facet) -> ShownFacet:
        rows = self._narrowed(self.queryset, but=name) if name in self.asked else self.qs
        chosen = self.asked.get(name, [])
        counts = {choice: count for choice, count in facet.counts(rows).items() if count or choice in chosen}
        counts.update({choice: 0 for choice in chosen if choice not in counts})
        names = self._names[name] = facet.names(counts)
        choices = [
            ShownChoice(
                name=worded(names[choice]),
                count=counts[choice],
                is_chosen=choice in chosen,
                address=self._toggled(name, choice),
            )
            for choice in facet.arranged(counts, names)
            if choice in names
        ]
        if len(choices) > SHOWN:
            choices = sorted(choices, key=lambda choice: not choice.is_chosen)
        return ShownFacet(name, worded(facet.label), choices[:SHOWN], choices[SHOWN : SHOWN + FURTHER])

    @cached_property
    def _names(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def chips(self) -> list[Chip]:
        """What narrows the list, each with the address without it."""
        chips = []
        for name, values in self.query.lists():
            one = self.filters[name]
            names = {value: value for value in values}
            if isinstance(one, Facet):
                names = self._names.get(name) or one.names(values)
            chips += [
                Chip(worded(one.label), worded(names.get(value, value)), self._toggled(name, value))
                for value in values
            ]
        return chips
