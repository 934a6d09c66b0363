"""The days about which these tests ask."""

from datetime import date

MARCH, JUNE, SEPTEMBER = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)
