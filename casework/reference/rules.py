"""How the numbers of legal provisions sort, and when an answer is due."""

import calendar
import re
from datetime import date, timedelta

_PIECE = re.compile(r"\d+|[^\W\d_]+")


def provision_order(number: str) -> str:
    """Return a key that sorts provisions as a lawyer reads them: 9, 9(2), 14, 14(3)(a), 14(3)(b).

    Figures are padded to five places so that they compare as numbers; letters are lowered.
    """
    return ".".join(piece.zfill(5) if piece.isdigit() else piece.lower() for piece in _PIECE.findall(number))


def months_later(day: date, months: int) -> date:
    """Return the same day of the month that many months on, or the month's end where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def reply_due_on(sent_on: date, *, days: int | None, months: int | None) -> date | None:
    """Return the day by which an answer is expected, or None where no rule fixes a period."""
    if days is not None:
        return sent_on + timedelta(days=days)
    if months is not None:
        return months_later(sent_on, months)
    return None
