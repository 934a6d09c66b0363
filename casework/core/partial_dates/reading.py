"""How a date typed by a person is understood, and refused with all its readings where it has several."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from itertools import product

from casework.core.partial_dates import edtf
from casework.core.partial_dates.durations import EN_DASH
from casework.core.partial_dates.edtf import Expression, Interval, OneOf, Point, Refused, gettext_noop

MAX_TEXT_LENGTH = 200

_pattern = partial(re.compile, flags=re.IGNORECASE | re.ASCII)

_DASHES = str.maketrans(
    {"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{EM DASH}": EN_DASH, "\N{MINUS SIGN}": EN_DASH}
)
_UNKNOWN = {"", "?", "-", EN_DASH, "unknown", "not known", "date unknown", "undated", "n/a", "n.d", "none"}
_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS = {
    name: number
    for number, weekday in enumerate(_WEEKDAYS)
    for name in (weekday, weekday[:3], {"tuesday": "tues", "thursday": "thurs"}.get(weekday, weekday))
}
_ABOUT = _pattern(
    r"(?:about|around|approximately|approx\b\.?|circa|ca\b\.?|c\.|c(?=[ \d])|roughly|~)\s*(?P<rest>.+)"
)
_PERHAPS = _pattern(r"(?:perhaps|possibly|probably|presumably|maybe)\s+(?P<rest>.+)")
_TRAILING_MARK = _pattern(r"(?P<rest>.+?)\s*\(?(?P<mark>[~?%])\)?")
_PREPOSITION = _pattern(r"(?:(?:sometime|some time)\s+)?(?:on|in|at|during)\s+(?:the\s+)?(?P<rest>.+)")
_VAGUE = _pattern(r"(?:the\s+)?(?:early|mid|middle|late|beginning|start|end|turn)\b.*")
_RELATIVE = _pattern(
    r"\b(?:today|yesterday|tomorrow|ago|earlier|later|previous|next|last|this|weeks?|days?|months?|years?)\b"
)
_BETWEEN = (
    _pattern(r"(?:some\s*time\s+)?between\s+(?P<start>.+?)\s+and\s+(?P<end>.+)"),
    _pattern(r"from\s+(?P<start>.+?)\s*(?:\bto\b|\buntil\b|\btill\b|\u2013|\s-\s)\s*(?P<end>.+)"),
)
_FROM_TO = (
    _pattern(r"(?P<start>.+?)\s*(?:\s(?:to|until|till)\s|\u2013|\s-\s)\s*(?P<end>.+)"),
    _pattern(r"(?P<start>\d{4})-(?P<end>\d{4})"),
    _pattern(r"(?P<start>\d{1,2})-(?P<end>\d{1,2}\s*[a-z].+)"),
)
_DAYS_OF_A_MONTH = _pattern(
    r"(?P<month>[a-z]+)\.?\s+(?P<start>\d{1,2})\s*[-\u2013]\s*(?P<end>\d{1,2}),?\s+(?P<year>\d{4})"
)
_BEFORE = _pattern(r"before\s+(?P<rest>.+)")
_NOT_AFTER = (
    _pattern(r"(?:until|till|by|up to|no later than|not later than|not after|at the latest)\s+(?P<rest>.+)"),
    _pattern(r"(?P<rest>.+?),?\s+(?:or earlier|or before|at the latest)"),
)
_AFTER = _pattern(r"after\s+(?P<rest>.+)")
_NOT_BEFORE = (
    _pattern(r"(?:since|from|no earlier than|not earlier than|not before)\s+(?P<rest>.+?)(?:\s+onwards?)?"),
    _pattern(r"(?P<rest>.+?),?\s+(?:or later|or after|onwards?|at the earliest)"),
)
_OR = _pattern(r"\s+or\s+")
_DECADE = _pattern(r"(?:the\s+(?P<span>decade|century)\s+of\s+)?(?:the\s+)?(?P<digits>[12]\d\d)0'?s")
_DAY_OF_A_MONTH = _pattern(
    r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)? of (?:a|some) month in (?P<year>\d{4})"
)
_PART_OF_YEAR = _pattern(
    r"(?:q(?P<quarter>[1-4])|(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<part>quarter|half)"
    r"(?:\s+of)?)\s+(?P<year>\d{4})"
)
_SEASON = _pattern(r"(?:the\s+)?(?P<name>spring|summer|autumn|fall|winter)(?:\s+of|,)?\s+(?P<year>[12]\d{3})")
_NUMERIC = _pattern(r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})")
_YEAR_FIRST = _pattern(r"(?P<year>\d{4})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})")
_MONTH_AND_YEAR = _pattern(r"(?P<month>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_AND_NUMBER = _pattern(r"(?P<year>\d{4})[./](?P<number>\d{1,2})")
_TOKEN = _pattern(r"[^\s,./-]+")
_YEAR = _pattern(r"\d{4}")
_DAY = _pattern(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?")


def read_expression(text: str) -> Expression | None:
    """Read what a person typed; None if it says that the date is unknown.

    Raises Refused, with the readings that are possible, for anything that is not certain.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise Refused(gettext_noop("A date takes at most %(limit)s characters."), limit=MAX_TEXT_LENGTH)
    expression = _read(_tidied(text))
    if expression is not None and len(expression.edtf) > edtf.MAX_LENGTH:
        raise Refused(gettext_noop("There are too many dates here: give the first and the last one."))
    return expression


@lru_cache(maxsize=4096)
def _read(text: str) -> Expression | None:
    if text.lower() in _UNKNOWN:
        return None
    return edtf.parse(text) or _read_words(text)


def _read_words(text: str) -> Expression:
    text = _without_preposition(text)
    if match := _DAYS_OF_A_MONTH.fullmatch(text):
        start, end = (f"{match[side]} {match['month']} {match['year']}" for side in ("start", "end"))
        return _interval(start, end, text)
    for pattern in _BETWEEN:
        if match := pattern.fullmatch(text):
            return _interval(match["start"], match["end"], text)
    for pattern in (_BEFORE, *_NOT_AFTER):
        if match := pattern.fullmatch(text):
            return _open_interval(match["rest"], before=True, strictly=pattern is _BEFORE)
    for pattern in (_AFTER, *_NOT_BEFORE):
        if match := pattern.fullmatch(text):
            return _open_interval(match["rest"], before=False, strictly=pattern is _AFTER)
    for pattern in _FROM_TO:
        if match := pattern.fullmatch(text):
            return _interval(match["start"], match["end"], text)
    if len(choices := _OR.split(text)) > 1:
        return _one_of(choices)
    if match := _PART_OF_YEAR.fullmatch(text):
        return _part_of_year(match, text)
    return _sure(_points(text), text)


def _interval(start_text: str, end_text: str, text: str) -> Interval:
    ends = _side(end_text)
    starts = _side(start_text, context=ends[0] if len(ends) == 1 else None)
    if len(starts) == len(ends) == 1:
        return Interval(starts[0], ends[0])
    readings = []
    for start, end in product(starts, ends):
        try:
            readings.append(Interval(start, end))
        except Refused:
            continue
    raise _ambiguous(text, readings)


def _open_interval(text: str, *, before: bool, strictly: bool) -> Interval:
    points = _side(text)
    if strictly:
        points = tuple(_edge(point, before=before) for point in points)
    readings = [Interval(None, point) if before else Interval(point, None) for point in points]
    if len(readings) > 1:
        raise _ambiguous(text, readings)
    return readings[0]


def _edge(point: Point, *, before: bool) -> Point:
    if point.month is None and point.day is not None:
        return point
    return replace(Point.on(point.earliest if before else point.latest), mark=point.mark)


def _one_of(texts: list[str]) -> OneOf:
    found: list[Point] = []
    context = None
    for text in reversed(texts):
        context = _sure(_side(text, context=context), text)
        found.append(context)
    return OneOf.of(found)


def _side(text: str, context: Point | None = None) -> tuple[Point, ...]:
    """Read one date out of several; a refusal cannot offer its reading as one of the whole."""
    try:
        return _points(text, context)
    except Refused as refusal:
        raise Refused(refusal.message, **refusal.params) from refusal


def _points(text: str, context: Point | None = None) -> tuple[Point, ...]:
    """Return each way in which the text can be one date; the context lends a month or a year left out."""
    text, mark = _without_marks(text)
    try:
        points = _bare_points(text, context)
    except Refused as refusal:
        readings = [_marked(reading, mark) if mark else reading for reading in refusal.could_mean]
        raise Refused(refusal.message, could_mean=readings, **refusal.params) from refusal
    return tuple(replace(point, mark=mark) for point in points) if mark else points


def _marked(expression: Expression, mark: str) -> Expression:
    if isinstance(expression, Point):
        return replace(expression, mark=mark)
    if isinstance(expression, Interval):
        sides = (side and replace(side, mark=mark) for side in (expression.start, expression.end))
        return Interval(*sides)
    return OneOf(tuple(replace(point, mark=mark) for point in expression.points))


def _bare_points(text: str, context: Point | None) -> tuple[Point, ...]:
    expression = edtf.parse(text)
    if isinstance(expression, Point):
        return (expression,)
    if match := _DECADE.fullmatch(text):
        return _decade(match["digits"], (match["span"] or "").lower(), text)
    if match := _DAY_OF_A_MONTH.fullmatch(text):
        return (Point(match["year"], None, int(match["day"])),)
    if match := _SEASON.fullmatch(text):
        name = match["name"].lower()
        raise edtf.season_refused("autumn" if name == "fall" else name, match["year"])
    if match := _NUMERIC.fullmatch(text):
        return _numeric(int(match["first"]), int(match["second"]), match["year"], text)
    if match := _YEAR_FIRST.fullmatch(text):
        return (Point(match["year"], int(match["month"]), int(match["day"])),)
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return (Point(match["year"], int(match["month"])),)
    if match := _YEAR_AND_NUMBER.fullmatch(text):
        raise _year_and_number(match["year"], int(match["number"]), text)
    return (_named_month(text, context),)


def _numeric(first: int, second: int, year: str, text: str) -> tuple[Point, ...]:
    if len(year) == 2:
        raise Refused(gettext_noop("Write the year in “%(text)s” with four digits."), text=text)
    if first <= 12 and second <= 12:
        return tuple(dict.fromkeys((Point(year, second, first), Point(year, first, second))))
    # One of the two numbers can be no month, so that a single reading is left.
    return (Point(year, second, first) if first > 12 else Point(year, first, second),)


def _year_and_number(year: str, number: int, text: str) -> Refused:
    readings: list[Expression] = []
    if 1 <= number <= 12:
        readings.append(Point(year, number))
    if number > int(year[2:]):
        readings.append(Interval(Point(year), Point(f"{year[:2]}{number:02}")))
    return _ambiguous(text, readings) if readings else _unread(text)


def _named_month(text: str, context: Point | None) -> Point:
    words = [word for word in _TOKEN.findall(text.lower()) if word not in ("of", "the")]
    months = [_MONTH_NUMBERS[word] for word in words if word in _MONTH_NUMBERS]
    weekdays = [_WEEKDAY_NUMBERS[word] for word in words if word in _WEEKDAY_NUMBERS]
    years = [word for word in words if _YEAR.fullmatch(word)]
    days = [match for word in words if (match := _DAY.fullmatch(word))]
    recognised = len(months) + len(weekdays) + len(years) + len(days)
    if (
        not (text[:1].isalnum() and text[-1:].isalnum())
        or recognised != len(words)
        or max(map(len, (months, weekdays, years))) > 1
    ):
        raise _unread(text)
    if len(days) == 2 and months and not years:
        raise Refused(gettext_noop("Write the year in “%(text)s” with four digits."), text=text)
    if len(days) > 1 or (years and not months) or (weekdays and not days):
        raise _unread(text)
    day = int(days[0]["day"]) if days else None
    month = months[0] if months else context.month if context and day else None
    year = years[0] if years else context.year if context and month else None
    if month is None:
        raise _unread(text)
    if year is None:
        raise Refused(gettext_noop("Give the year of “%(text)s” as well."), text=text)
    point = Point(year, month, day)
    if context and not years and point.earliest > context.latest:
        raise Refused(gettext_noop("Write “%(text)s” with its own month and year."), text=text)
    if weekdays:
        _check_weekday(point, weekdays[0])
    return point


def _check_weekday(point: Point, weekday: int) -> None:
    actual = point.earliest.weekday()
    if actual != weekday:
        raise Refused(
            gettext_noop("%(day)s was a %(actual)s, not a %(said)s."),
            could_mean=[point],
            day=point.phrase,
            actual=_WEEKDAYS[actual].capitalize(),
            said=_WEEKDAYS[weekday].capitalize(),
        )


def _decade(digits: str, span: str, text: str) -> tuple[Point, ...]:
    decade, century = Point(f"{digits}X"), Point(f"{digits[:2]}XX")
    if not digits.endswith("0"):
        if span == "century":
            raise _unread(text)
        return (decade,)
    return {"decade": (decade,), "century": (century,)}.get(span, (decade, century))


def _part_of_year(match: re.Match[str], text: str) -> Expression:
    if match["quarter"]:
        code = 32 + int(match["quarter"])
    else:
        parts = 4 if match["part"].lower() == "quarter" else 2
        order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": parts}[match["nth"].lower()]
        if order > parts:
            raise _unread(text)
        code = (32 if parts == 4 else 39) + order
    return edtf.part_of_year(match["year"], code)


def _sure(points: tuple[Point, ...], text: str) -> Point:
    if len(points) != 1:
        raise _ambiguous(text, points)
    return points[0]


def _ambiguous(text: str, readings: Iterable[Expression]) -> Refused:
    return Refused(
        gettext_noop("“%(text)s” can be read in more than one way."), could_mean=readings, text=text
    )


def _unread(text: str) -> Refused:
    if _VAGUE.fullmatch(text):
        return Refused(
            gettext_noop("“%(text)s” has no fixed limits: write the first and the last month or day meant."),
            text=text,
        )
    if _RELATIVE.search(text):
        return Refused(
            gettext_noop("Work out the day of “%(text)s” and write that; keep these words as the source's."),
            text=text,
        )
    return Refused(
        gettext_noop("“%(text)s” is not understood: write a date like “11 Feb 2022”, “Aug 2022” or “2012”."),
        text=text,
    )


def _without_marks(text: str) -> tuple[str, str]:
    about = perhaps = False
    text = text.strip()
    while True:
        if match := _ABOUT.fullmatch(text):
            about = True
        elif match := _PERHAPS.fullmatch(text):
            perhaps = True
        elif match := _TRAILING_MARK.fullmatch(text):
            about |= match["mark"] in "~%"
            perhaps |= match["mark"] in "?%"
        elif not (match := _PREPOSITION.fullmatch(text)):
            return text, {(True, True): "%", (True, False): "~", (False, True): "?"}.get((about, perhaps), "")
        text = match["rest"].strip()


def _without_preposition(text: str) -> str:
    match = _PREPOSITION.fullmatch(text)
    return match["rest"] if match else text


def _tidied(text: str) -> str:
    text = text.translate(_DASHES)
    return " ".join(text.split()).rstrip(" .,;")
