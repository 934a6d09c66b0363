"""The days that matter in the case."""

from datetime import date

ARREST = date(2022, 2, 25)
EXTENSION = date(2022, 3, 12)
VERDICT = date(2023, 4, 10)
BAN_ENDS = date(2029, 4, 10)
ENTERED = date(2023, 4, 20)
