"""How the tests of the legal ledgers write dates and days."""

from datetime import date

from casework.core.partial_dates import PartialDate


def when(text):
    return PartialDate.read(text) if text else PartialDate.unknown()


def on(text):
    return date.fromisoformat(text)
