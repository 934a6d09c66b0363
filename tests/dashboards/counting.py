"""Words in which the tests of the figures say what they expect."""

from datetime import date

from casework.core.partial_dates import PartialDate

#: A year in which most of what is counted by hand happens.
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def day(text):
    """Return a day that is known exactly, as a period or a page names it."""
    return date.fromisoformat(text)


def when(text):
    """Return a date as well as it is known, from its notation; from nothing, the one that is unknown."""
    return PartialDate.from_edtf(text)


def parts(reading, parting):
    """Return the numbers of the parts that have any, by their keys."""
    return {part.key: part.number for part in reading.parts[parting] if part.number}


def names(reading, parting):
    """Return the names of the parts that have any rows, in order."""
    return [part.name for part in reading.parts[parting] if part.number]


def measure(reading):
    """Return what the rows come to beside their number, by name."""
    return {name: words.replace("\N{EN DASH}", " to ") for name, words in reading.measures}
