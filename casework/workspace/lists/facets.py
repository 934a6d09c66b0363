"""By what a list can be narrowed, each choice with how many rows it would leave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries import countries
from django_filters import Filter

from casework.core.keys import as_key

#: Stands in an address for rows in which nothing is recorded.
NOTHING = "none"


class AnyValuesField(forms.MultipleChoiceField):
    """The choices as an address names them; one that does not exist is kept, and finds nothing."""

    def valid_value(self, value: str) -> bool:
        """Accept what any engine can compare."""
        return "\x00" not in value


class Facet(Filter):
    """A filter by ticking choices; a row stays if any of the ticked ones is true of it."""

    field_class = AnyValuesField

    def filter(self, rows: QuerySet, value: list[str]) -> QuerySet:
        """Narrow to the rows of which a ticked choice is true."""
        return rows.filter(self.condition(value)) if value else rows

    def condition(self, chosen: list[str]) -> Q:
        """Return what must be true of a row for one of these choices."""
        raise NotImplementedError

    def counts(self, rows: QuerySet) -> Mapping[str, int]:
        """Return how many of the rows each choice would leave; choices that leave none may be missing."""
        raise NotImplementedError

    def names(self, choices: Iterable[str]) -> Mapping[str, str]:
        """Name these choices, as far as the reader may know them."""
        raise NotImplementedError

    def arranged(self, counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
        """Put the choices in order: those that leave most rows first."""
        return sorted(counts, key=lambda choice: (-counts[choice], names.get(choice, choice)))


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is true of some rows; ``ask`` is told the filters, and with them who asks and when."""

    choice: str
    name: str | Promise
    ask: Callable[[Any], Q]


class QuestionFacet(Facet):
    """A filter by questions, of which several can be true of one row."""

    def __init__(self, *questions: Question, label: str | Promise) -> None:
        super().__init__(label=label)
        self.questions = {question.choice: question for question in questions}

    def condition(self, chosen: list[str]) -> Q:
        """Join the questions that are ticked."""
        condition = Q(pk__in=[])
        for choice in chosen:
            if choice in self.questions:
                condition |= self._asked(choice)
        return condition

    def _asked(self, choice: str) -> Q:
        # A subquery of its own keeps the joins of one question out of the others.
        found = self.model._default_manager.filter(self.questions[choice].ask(self.parent))
        return Q(pk__in=found.order_by().values("pk"))

    def counts(self, rows: QuerySet) -> Mapping[str, int]:
        """Ask all questions at once."""
        asked = {f"of_{choice}": Count("pk", filter=self._asked(choice)) for choice in self.questions}
        found = rows.order_by().aggregate(**asked)
        return {choice: found[f"of_{choice}"] for choice in self.questions}

    def names(self, choices: Iterable[str]) -> Mapping[str, str]:
        """Return the names of the questions."""
        return {choice: str(self.questions[choice].name) for choice in choices if choice in self.questions}

    def arranged(self, counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
        """Keep the order in which the questions are declared."""
        return [choice for choice in self.questions if choice in counts]


class ColumnFacet(Facet):
    """A filter by the values of one column, of the rows or of those ``through`` which they are reached.

    ``through`` is told the filters and returns the rows of another table that their reader may know of;
    ``back`` is the path from these to the rows of the list.
    """

    #: Values that say as little as null does.
    blanks: ClassVar[tuple[str, ...]] = ("",)

    def __init__(
        self,
        column: str | models.Expression,
        *,
        label: str | Promise,
        through: Callable[[Any], QuerySet] | None = None,
        back: str = "",
    ) -> None:
        super().__init__(label=label)
        self.column = F(column) if isinstance(column, str) else column
        self.through, self.back = through, back

    def read(self, choice: str) -> Any:
        """Return the value that an address means; nothing where it can mean none."""
        return choice

    def condition(self, chosen: list[str]) -> Q:
        """Pick the rows with one of the values."""
        table = self.through(self.parent) if self.through else self.model._default_manager.all()
        values = [value for choice in chosen if (value := self.read(choice)) is not None]
        condition = Q(chosen_by__in=values)
        if NOTHING in chosen:
            condition |= Q(chosen_by=None) | Q(chosen_by__in=self.blanks)
        found = table.order_by().alias(chosen_by=self.column).filter(condition)
        return Q(pk__in=found.values(self.back or "pk"))

    def counts(self, rows: QuerySet) -> Mapping[str, int]:
        """Count the rows by value."""
        table, counted = rows.order_by(), "pk"
        if self.through:
            table = (
                self.through(self.parent)
                .order_by()
                .filter(**{f"{self.back}__in": rows.order_by().values("pk")})
            )
            counted = self.back
        grouped = table.annotate(chosen_by=self.column).values_list("chosen_by")
        counts: dict[str, int] = {}
        for value, count in grouped.annotate(Count(counted, distinct=True)):
            choice = NOTHING if value is None or value == "" else str(value)
            counts[choice] = counts.get(choice, 0) + count
        return counts

    def names(self, choices: Iterable[str]) -> Mapping[str, str]:
        """Name the values, and the want of one."""
        choices = set(choices)
        return {
            **({NOTHING: _("not recorded")} if NOTHING in choices else {}),
            **self.named(choices - {NOTHING}),
        }

    def named(self, choices: set[str]) -> Mapping[str, str]:
        """Name the values."""
        return {choice: choice for choice in choices}


class ChoiceFacet(ColumnFacet):
    """A filter by a column that chooses from a closed list, in the order of that list."""

    def __init__(
        self, column: str | models.Expression, choices: type[models.Choices], **options: Any
    ) -> None:
        super().__init__(column, **options)
        self.choices = {str(value): str(label) for value, label in choices.choices}
        self.is_numbered = issubclass(choices, models.IntegerChoices)
        self.blanks = () if self.is_numbered else super().blanks

    def read(self, choice: str) -> Any:
        """Return the value, if the list has it."""
        if choice not in self.choices:
            return None
        return int(choice) if self.is_numbered else choice

    def named(self, choices: set[str]) -> Mapping[str, str]:
        """Return the labels of the list."""
        return {choice: self.choices[choice] for choice in choices if choice in self.choices}

    def arranged(self, counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
        """Keep the order of the list."""
        return [choice for choice in (*self.choices, NOTHING) if choice in counts]


class CountryFacet(ColumnFacet):
    """A filter by a country, as its two-letter code."""

    def named(self, choices: set[str]) -> Mapping[str, str]:
        """Return the names of the countries."""
        return {choice: str(countries.name(choice)) for choice in choices}


class NumberFacet(ColumnFacet):
    """A filter by a number."""

    blanks = ()

    def read(self, choice: str) -> Any:
        """Return the number, if it is one that any row can have."""
        return as_key(choice)


class YearFacet(NumberFacet):
    """A filter by the year of a day, the latest first."""

    def __init__(self, column: str, **options: Any) -> None:
        super().__init__(ExtractYear(column), **options)

    def arranged(self, counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
        """Begin with the latest year."""
        return sorted(counts, key=lambda choice: (choice != NOTHING, choice), reverse=True)


class RecordFacet(NumberFacet):
    """A filter by a record to which a column points; named are only those that the reader may know of."""

    def __init__(self, column: str, record: type[models.Model], **options: Any) -> None:
        super().__init__(column, **options)
        self.record = record

    def named(self, choices: set[str]) -> Mapping[str, str]:
        """Return the records in words."""
        keys = [key for choice in choices if (key := self.read(choice)) is not None]
        records = self.record._default_manager.visible_to(self.parent.user).filter(pk__in=keys)
        return {str(record.pk): str(record) for record in records}


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One choice as a page offers it: what it leaves, and the address with it ticked, or unticked."""

    name: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One filter as a page offers it: the first choices, and the further ones behind a click."""

    name: str
    label: str
    choices: list[ShownChoice]
    further: list[ShownChoice]

    @property
    def is_narrowing(self) -> bool:
        """Whether a choice of it is ticked."""
        return any(choice.is_chosen for choice in (*self.choices, *self.further))


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that narrows the list, and the address without it."""

    label: str
    words: str
    address: str


def worded(label: str | Promise) -> str:
    """Return a label as it begins a line."""
    return capfirst(str(label))
