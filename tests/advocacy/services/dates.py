"""The dates on which things happen in these tests."""

from datetime import date

from casework.core.partial_dates import PartialDate

MARCH, JUNE = PartialDate.on(date(2024, 3, 1)), PartialDate.on(date(2024, 6, 1))
