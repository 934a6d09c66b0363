"""By what the rows of a figure are told apart; each row falls into exactly one part."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth, TruncYear
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_countries import countries

from casework.core.keys import as_key
from casework.core.partial_dates import add_span
from casework.dashboards.scope import Scope

#: Stands in an address for the rows in which nothing is recorded.
NOTHING = "none"
#: A period of more months than this is told by years.
MOST_MONTHS = 24

Expression = str | models.Expression | models.F


class Parting:
    """Tells the rows of a figure apart by what an expression says of each."""

    def __init__(
        self, name: str, label: str | Promise, by: Expression | Callable[[Scope], models.Expression]
    ) -> None:
        self.name, self.label, self._by = name, label, by

    def expression(self, scope: Scope) -> Any:
        """Return what tells the rows apart."""
        if isinstance(self._by, str):
            return F(self._by)
        return self._by(scope) if callable(self._by) else self._by

    def part(self, rows: QuerySet, key: str, scope: Scope) -> QuerySet:
        """Return the rows of one part; none if there is no such part."""
        rows = rows.alias(part=self.expression(scope))
        if key == NOTHING:
            return rows.filter(Q(part=None) | Q(part="") if self.has_blanks else Q(part=None))
        value = self.value(key)
        return rows.none() if value is None else rows.filter(part=value)

    @property
    def has_blanks(self) -> bool:
        """Whether an empty text says as little as null."""
        return True

    def key(self, value: Any) -> str:
        """Return the value as an address names it."""
        return NOTHING if value is None or value == "" else str(value)

    def value(self, key: str) -> Any:
        """Return what an address means; None if that can be nothing."""
        return None if "\x00" in key else key

    def arranged(self, counts: Mapping[str, int], scope: Scope) -> Sequence[str]:
        """Put the parts in order: the largest first, what is not recorded last."""
        return sorted(counts, key=lambda key: (key == NOTHING, -counts[key], key))

    def names(self, keys: Iterable[str], scope: Scope) -> dict[str, str]:
        """Name the parts as people know them."""
        keys = list(keys)
        unnamed = {NOTHING: str(self.want)} if NOTHING in keys else {}
        return {**self.named([key for key in keys if key != NOTHING], scope), **unnamed}

    @property
    def want(self) -> str:
        """What is said of rows in which nothing is recorded."""
        return _("not recorded")

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Name the parts in which something is recorded."""
        return {key: key for key in keys}


class ByChoice(Parting):
    """Tells apart by a closed list, in the order of that list."""

    def __init__(
        self,
        name: str,
        label: str | Promise,
        by: Expression | Callable[[Scope], models.Expression],
        choices: type[models.Choices],
        *,
        want: str | Promise = "",
    ) -> None:
        super().__init__(name, label, by)
        self.choices = {str(value): label for value, label in choices.choices}
        self._want = want

    @property
    def want(self) -> str:
        """What is said of rows of which the list says nothing."""
        return str(self._want) or super().want

    def value(self, key: str) -> Any:
        """Return the choice, if the list has it."""
        return key if key in self.choices else None

    def arranged(self, counts: Mapping[str, int], scope: Scope) -> Sequence[str]:
        """Keep the order of the list."""
        return [key for key in (*self.choices, NOTHING) if key in counts]

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Return the labels of the list."""
        return {key: str(self.choices[key]) for key in keys if key in self.choices}


class ByCountry(Parting):
    """Tells apart by a country, as its two-letter code."""

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Return the names of the countries."""
        return {key: str(countries.name(key)) for key in keys}


class ByRecord(Parting):
    """Tells apart by a record to which a column points; named are only those that the reader may know of."""

    def __init__(
        self, name: str, label: str | Promise, by: Expression, record: Any, joined: str = ""
    ) -> None:
        super().__init__(name, label, by)
        self.record, self.joined = record, joined

    @property
    def has_blanks(self) -> bool:
        """Numbers have no blank."""
        return False

    def value(self, key: str) -> int | None:
        """Return the number of the record."""
        return as_key(key)

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Return the records in words."""
        numbers = [number for key in keys if (number := self.value(key)) is not None]
        records = self.record._default_manager.visible_to(scope.user).filter(pk__in=numbers)
        if self.joined:
            records = records.select_related(self.joined)
        return {str(record.pk): str(record) for record in records}


class ByBand(Parting):
    """Tells apart by the first of several conditions that is true of a row.

    ``bands`` is told what the page speaks of and returns, in order, the key, the name and the condition of
    each; a row of which none is true falls into ``NOTHING``.
    """

    def __init__(
        self,
        name: str,
        label: str | Promise,
        bands: Callable[[Scope], Sequence[tuple[str, str | Promise, Q]]],
        *,
        want: str | Promise = "",
    ) -> None:
        super().__init__(name, label, self._case)
        self.bands, self._want = bands, want

    def _case(self, scope: Scope) -> models.Expression:
        whens = [When(condition, then=Value(key)) for key, _name, condition in self.bands(scope)]
        return Case(*whens, default=Value(NOTHING), output_field=CharField())

    @property
    def want(self) -> str:
        """What is said of rows of which no condition is true."""
        return str(self._want) or super().want

    def part(self, rows: QuerySet, key: str, scope: Scope) -> QuerySet:
        """Return the rows of one part."""
        return rows.alias(part=self.expression(scope)).filter(part=self.value(key) or "")

    def arranged(self, counts: Mapping[str, int], scope: Scope) -> Sequence[str]:
        """Keep the order of the conditions."""
        return [key for key in (*(band[0] for band in self.bands(scope)), NOTHING) if counts.get(key)]

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Name the parts as declared."""
        return {key: str(name) for key, name, _condition in self.bands(scope) if key in keys}


class ByTime(Parting):
    """Tells apart by the month of the period in which a row counts; a long period by its years."""

    @property
    def has_blanks(self) -> bool:
        """Days have no blank."""
        return False

    def expression(self, scope: Scope) -> Any:
        """Cut the day down to its month or year."""
        cut = TruncMonth if self.is_monthly(scope) else TruncYear
        return cut(super().expression(scope))

    def is_monthly(self, scope: Scope) -> bool:
        """Whether the period is short enough to be told by months."""
        return len(months_of(scope.since, scope.as_at)) <= MOST_MONTHS

    def key(self, value: date | None) -> str:
        """Return the month or year; both are told by a day."""
        return NOTHING if value is None else f"{value:%Y-%m}"

    def value(self, key: str) -> date | None:
        """Return the first day of the month or year."""
        try:
            return date.fromisoformat(f"{key}-01")
        except ValueError:
            return None

    def arranged(self, counts: Mapping[str, int], scope: Scope) -> Sequence[str]:
        """Return every month or year of the period, those without rows too."""
        if self.is_monthly(scope):
            return [f"{month:%Y-%m}" for month in months_of(scope.since, scope.as_at)]
        return [f"{year:04}-01" for year in range(scope.since.year, scope.as_at.year + 1)]

    def named(self, keys: list[str], scope: Scope) -> dict[str, str]:
        """Name the months, or the years."""
        shape = "M Y" if self.is_monthly(scope) else "Y"
        return {key: date_format(day, shape) for key in keys if (day := self.value(key))}


class ByYear(Parting):
    """Tells apart by the year of a day, whichever it is, the earliest first."""

    def __init__(
        self,
        name: str,
        label: str | Promise,
        by: Expression | Callable[[Scope], models.Expression],
        *,
        want: str | Promise = "",
    ) -> None:
        super().__init__(name, label, by)
        self._want = want

    @property
    def has_blanks(self) -> bool:
        """Days have no blank."""
        return False

    @property
    def want(self) -> str:
        """What is said of rows without a day."""
        return str(self._want) or super().want

    def expression(self, scope: Scope) -> Any:
        """Cut the day down to its year."""
        return TruncYear(super().expression(scope), output_field=models.DateField())

    def key(self, value: date | None) -> str:
        """Return the year."""
        return NOTHING if value is None else str(value.year)

    def value(self, key: str) -> date | None:
        """Return the first day of the year."""
        number = as_key(key)
        return date(number, 1, 1) if number and 1 <= number <= date.max.year else None

    def arranged(self, counts: Mapping[str, int], scope: Scope) -> Sequence[str]:
        """Begin with the earliest year."""
        return sorted(counts, key=lambda key: (key == NOTHING, key))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are, how many fall into each part of each parting, and what they add up to."""

    number: int
    parts: dict[str, dict[str, int]]
    sums: dict[str, int]


def tally(
    rows: QuerySet, partings: Sequence[Parting], scope: Scope, sums: Mapping[str, str] | None = None
) -> Tally:
    """Count rows by all the partings in one question; ``sums`` names the columns to be added up."""
    told = {f"part_{number}": parting.expression(scope) for number, parting in enumerate(partings)}
    added = {name: models.Sum(column, default=0) for name, column in (sums or {}).items()}
    counted = {"rows_counted": models.Count("*"), **added}
    grouped = rows.order_by()
    lines = (
        grouped.annotate(**told).values(*told).annotate(**counted) if told else [grouped.aggregate(**counted)]
    )
    number, totals = 0, dict.fromkeys(added, 0)
    counts = [Counter[str]() for _parting in partings]
    for line in lines:
        number += line["rows_counted"]
        for name in totals:
            totals[name] += line[name]
        for parting, count, name in zip(partings, counts, told, strict=True):
            count[parting.key(line[name])] += line["rows_counted"]
    return Tally(
        number,
        {
            parting.name: {key: count[key] for key in parting.arranged(count, scope)}
            for parting, count in zip(partings, counts, strict=True)
        },
        totals,
    )


def months_of(first: date, last: date) -> list[date]:
    """Return the first day of each month that has a day between these two."""
    month, months = first.replace(day=1), []
    while month <= last:
        months.append(month)
        month = add_span(month, months=1)
        if month in months:
            break
    return months
