"""Developments on dates, among them those that are awkward to compare with a day."""

from datetime import date

from tests.factories.cases import DevelopmentFactory
from tests.proceedings.dates import when

AWKWARD_DATES = ["2022-03-12", "2022", "../2022-03-12", "2022-03-12/..", ""]
AWKWARD_DAYS = [
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2022, 3, 11),
    date(2022, 3, 12),
    date(2022, 12, 31),
]


def development(case, text, **values):
    return DevelopmentFactory(case=case, occurred=when(text), **values)
