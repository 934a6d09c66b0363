"""Names of people and places that do not exist, and sentences about them."""

# Names are written in two scripts.
# ruff: noqa: RUF001

import calendar
import functools
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TypeVar

from casework.core.partial_dates import PartialDate

T = TypeVar("T")

#: Nobody lives in these countries: what is invented of them accuses no state.
COUNTRIES = ("AQ", "BV", "GS", "HM", "TF", "UM")
#: ISO 4217 keeps this code for tests.
CURRENCY = "XTS"

_SYLLABLES = (
    *(("ba", "ба"), ("bel", "бел"), ("dor", "дор"), ("du", "ду"), ("fen", "фен"), ("ga", "га")),
    *(("gri", "гри"), ("hol", "хол"), ("ja", "я"), ("kel", "кел"), ("kor", "кор"), ("la", "ла")),
    *(("lem", "лем"), ("mi", "ми"), ("mur", "мур"), ("na", "на"), ("nel", "нел"), ("or", "ор")),
    *(("pa", "па"), ("pel", "пел"), ("qua", "ква"), ("ri", "ри"), ("ros", "рос"), ("sa", "са")),
    *(("sel", "сел"), ("ta", "та"), ("tem", "тем"), ("ul", "ул"), ("va", "ва"), ("zor", "зор")),
)
_FAMILY_ENDINGS = (("nim", "ним"), ("resh", "реш"), ("tul", "тул"), ("vark", "варк"), ("zel", "зел"))
_PLACE_ENDINGS = ("bay", "field", "haven", "ness", "ridge", "water")

OFFENCES = (
    "spreading false information",
    "insulting an official",
    "organising an unlawful assembly",
    "calling for disorder",
    "participation in a banned organisation",
    "disobeying a lawful order",
    "undermining public confidence",
    "receiving funds from abroad",
)
HAPPENINGS = {
    "visit": ("{person} was allowed a visit", "A parcel for {person} was refused"),
    "health": ("{person} was seen by a doctor", "{person} began a hunger strike"),
    "harassment": ("Relatives of {person} were questioned", "The flat of {person} was searched again"),
    "official_statement": ("The ministry spoke of the case of {person}", "An official denied any violation"),
    "third_party_statement": ("An observer asked for access to {person}", "Colleagues wrote for {person}"),
    "ill_treatment": ("{person} was held in isolation", "{person} was beaten during a transfer"),
    "background": ("The law on assemblies was amended", "The newspaper in {place} lost its licence"),
    "internal_note": ("We spoke with the family of {person}", "Counsel sent us the papers"),
}
_SENTENCES = (
    "According to two people who were there, it began before noon near the station of {place}.",
    "The family of {person} learnt of it the next day, by telephone, from somebody who gave no name.",
    "No document was shown, and nobody wrote down what was said.",
    "Counsel was told to come back later and was let in after the evening check.",
    "The court in {place} gave its reasons in half a page and read them out once.",
    "An official of the district confirmed the date but not the place.",
    "{person} asked that the names of others be left out of anything we publish.",
    "Another account puts it one day earlier; we keep the date that the papers bear.",
)


def person_name(rng: Random) -> tuple[str, str]:
    """Return the name of a person in Latin letters and in Cyrillic."""
    given = rng.sample(_SYLLABLES, 2)
    family = [*rng.sample(_SYLLABLES, 2), rng.choice(_FAMILY_ENDINGS)]
    latin, cyrillic = (
        " ".join("".join(part[script] for part in parts).capitalize() for parts in (given, family))
        for script in (0, 1)
    )
    return latin, cyrillic


def place_name(rng: Random) -> str:
    """Return the name of a town."""
    return (rng.choice(_SYLLABLES)[0] + rng.choice(_PLACE_ENDINGS)).capitalize()


def narrative(rng: Random, *, person: str, place: str) -> str:
    """Return some sentences about what happened to the person in the place; none for one in four."""
    count = rng.choice((0, 2, 3, 5))
    return " ".join(rng.sample(_SENTENCES, count)).format(person=person, place=place)


def some(rng: Random, choices: Sequence[T], most: int) -> list[T]:
    """Return between one and so many of the choices, each once."""
    return rng.sample(choices, rng.randint(1, min(most, len(choices))))


@functools.lru_cache(maxsize=10_000)
def on(day: date) -> PartialDate:
    """Return the date that is known to the day."""
    return PartialDate.on(day)


@functools.lru_cache(maxsize=1_000)
def in_month(year: int, month: int) -> PartialDate:
    """Return the date of which the month is known."""
    return PartialDate.between(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


@functools.lru_cache(maxsize=1_000)
def in_year(year: int) -> PartialDate:
    """Return the date of which the year is known."""
    return PartialDate.between(date(year, 1, 1), date(year, 12, 31))
