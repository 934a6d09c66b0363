"""Dates as well as they are known, how people write them, and how long it is between two of them."""

from casework.core.partial_dates.dates import EDTF_MAX_LENGTH, Basis, PartialDate, UnreadableDate
from casework.core.partial_dates.durations import DayRange, add_span, days_between, months_and_days

__all__ = [
    "EDTF_MAX_LENGTH",
    "Basis",
    "DayRange",
    "PartialDate",
    "UnreadableDate",
    "add_span",
    "days_between",
    "months_and_days",
]
