"""How the terms of a sentence add up."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as a court counts it: years, months and days, never turned into each other."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)

    def __add__(self, other: "Term") -> "Term":
        return Term(self.years + other.years, self.months + other.months, self.days + other.days)

    @property
    def carried(self) -> "Term":
        """The same term with twelve months made a year; days stay, because months differ in length."""
        years, months = divmod(self.months, 12)
        return Term(self.years + years, months, self.days)


def total_term(terms: Iterable[Term]) -> Term:
    """Return the terms served one after the other as one."""
    return sum(terms, Term()).carried
