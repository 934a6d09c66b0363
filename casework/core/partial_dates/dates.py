"""A date as well as it is known: a day, a month, a year, about then, between two dates, or unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.core.partial_dates import edtf as notation
from casework.core.partial_dates.durations import add_span
from casework.core.partial_dates.edtf import Expression, Point, Refused, gettext_noop
from casework.core.partial_dates.reading import read_expression

EDTF_MAX_LENGTH = notation.MAX_LENGTH


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"
    INFERRED = "inferred"
    COMPUTED = "computed"


class UnreadableDate(ValueError):
    """A text that is not taken for a date.

    `readings` are the dates that it could mean, none if it means nothing; `message` and `params` are the
    words of the refusal before they are put together, for whoever translates them.
    """

    def __init__(
        self, message: str, params: dict[str, object] | None = None, readings: "Iterable[PartialDate]" = ()
    ) -> None:
        self.message = message
        self.params = params or {}
        self.readings = tuple(readings)
        super().__init__(message % self.params)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as well as it is known.

    `edtf` is its Extended Date/Time Format text, empty if it is unknown; `earliest` and `latest` are the
    strict limits of the day, None where open; `words` are the source's own; `basis` says where it comes
    from. It is made with `read`, `from_edtf`, `on`, `between` or `unknown`, which see to it that the text and
    the limits agree.
    """

    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    words: str = ""
    basis: str = Basis.STATED.value

    @classmethod
    def read(cls, text: str, *, words: str = "", basis: str = Basis.STATED) -> "PartialDate":
        """Read a date as a person types it; raises UnreadableDate rather than guess."""
        try:
            expression = read_expression(text)
        except Refused as refusal:
            raise cls._unreadable(refusal, words, basis) from refusal
        return cls._of(expression, words, basis)

    @classmethod
    def from_edtf(cls, edtf: str, *, words: str = "", basis: str = Basis.STATED) -> "PartialDate":
        """Read a date in its notation and nothing else; raises UnreadableDate."""
        try:
            expression = notation.parse(edtf) if edtf.strip() else None
        except Refused as refusal:
            raise cls._unreadable(refusal, words, basis) from refusal
        if expression is None and edtf.strip():
            raise UnreadableDate(gettext_noop("“%(text)s” is not a date in EDTF notation."), {"text": edtf})
        if expression and len(expression.edtf) > EDTF_MAX_LENGTH:
            raise UnreadableDate(
                gettext_noop("There are too many dates here: give the first and the last one.")
            )
        return cls._of(expression, words, basis)

    @classmethod
    def on(cls, day: date, *, words: str = "", basis: str = Basis.STATED) -> "PartialDate":
        """Return the date that is exactly known."""
        return cls._of(Point.on(day), words, basis)

    @classmethod
    def unknown(cls, *, words: str = "", basis: str = Basis.STATED) -> "PartialDate":
        """Return the date of which nothing is known, save perhaps what the source says."""
        return cls._of(None, words, basis)

    @classmethod
    def between(
        cls, earliest: date | None, latest: date | None, *, words: str = "", basis: str = Basis.STATED
    ) -> "PartialDate":
        """Return the date with these limits, in the simplest notation; None leaves a side open."""
        return cls._of(notation.from_bounds(earliest, latest), words, basis)

    def __str__(self) -> str:
        expression = notation.parse(self.edtf) if self.edtf else None
        return expression.phrase if expression else "unknown"

    def __bool__(self) -> bool:
        return bool(self.edtf)

    @property
    def is_exact(self) -> bool:
        """Whether it is one known day, neither approximate nor uncertain."""
        return self.earliest is not None and self.earliest == self.latest and not self.mark

    @property
    def limits(self) -> str:
        """Its first and last possible day in words; nothing where the date itself says as much."""
        if self.earliest is None and self.latest is None:
            return ""
        first, last = (Point.on(limit).phrase if limit else "" for limit in (self.earliest, self.latest))
        if first == last:
            return "" if self.is_exact else first
        if not first:
            return f"{last} at the latest"
        return f"{first} to {last}" if last else f"{first} at the earliest"

    @property
    def mark(self) -> str:
        """What is said of its certainty: “~” approximate, “?” uncertain, “%” both, or nothing."""
        marks = set(self.edtf) & set("~?%")
        return marks.pop() if len(marks) == 1 else "%" if marks else ""

    @property
    def sort_key(self) -> tuple[date, date]:
        """Its place in a chronology: by its earliest day, an open start by its latest, unknown at the end."""
        first = self.earliest or self.latest or date.max
        return first, self.latest or date.max

    def plus(self, *, years: int = 0, months: int = 0, days: int = 0, words: str = "") -> "PartialDate":
        """Return the computed date that much calendar time later, as unsure as this one.

        A day that the last month lacks becomes its last day; time past the year 2999 is left open.
        """
        earliest, latest = (
            add_span(limit, years=years, months=months, days=days) if limit else None
            for limit in (self.earliest, self.latest)
        )
        if earliest and earliest > notation.LAST_DAY:
            earliest = notation.LAST_DAY
        if latest and latest > notation.LAST_DAY:
            latest = None
        return self._of(notation.from_bounds(earliest, latest, self.mark), words, Basis.COMPUTED)

    @classmethod
    def _of(cls, expression: Expression | None, words: str, basis: str) -> "PartialDate":
        basis = Basis(basis).value
        if expression is None:
            return cls(words=words, basis=basis)
        return cls(expression.edtf, expression.earliest, expression.latest, words, basis)

    @classmethod
    def _unreadable(cls, refusal: Refused, words: str, basis: str) -> UnreadableDate:
        readings = [cls._of(expression, words, basis) for expression in refusal.could_mean]
        return UnreadableDate(refusal.message, refusal.params, readings)
