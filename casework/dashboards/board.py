"""What stands on the dashboard, and in which order; read as a whole for the page, for files and for mails."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.dashboards.charts.bars import draw_bars
from casework.dashboards.charts.columns import draw_columns
from casework.dashboards.charts.marks import Caption, Mark, Series
from casework.dashboards.charts.world import draw_world, places
from casework.dashboards.figures import FIGURES
from casework.dashboards.forms import ScopeForm
from casework.dashboards.lives import draw_lives
from casework.dashboards.reading import Asked, PartRead, Reading, read_figures
from casework.dashboards.scope import Scope

#: How many bars a chart has; the rest is in the list.
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart: its shape, the parts of which figures it draws, and whether it is printed."""

    shape: str
    title: str | Promise
    of: Sequence[tuple[str, str]]
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of the dashboard: its figures, and the charts below them."""

    name: str
    title: str | Promise
    figures: Sequence[str]
    pictures: Sequence[Picture]


SECTIONS = (
    Section(
        "liberty",
        _("Liberty"),
        ("held", "perhaps", "detained", "taken", "released", "died", "restricted"),
        (
            Picture("map", _("Held, by country"), [("held", "country")], is_printed=True),
            Picture("bars", _("Held, by regime"), [("held", "regime")], is_printed=True),
            Picture("bars", _("Held, since when"), [("held", "since")]),
            Picture(
                "columns",
                _("Taken and released"),
                [("taken", "month"), ("released", "month")],
                is_printed=True,
            ),
            Picture("timeline", _("Those held longest"), [("held", "")]),
            Picture("bars", _("Released, on what ground"), [("released", "ground")]),
            Picture("bars", _("Under restrictions, free from"), [("restricted", "ends")]),
        ),
    ),
    Section(
        "law",
        _("Charges, verdicts and sentences"),
        ("convicted", "acquitted", "sentences", "charges"),
        (
            Picture(
                "columns", _("Convicted and acquitted"), [("convicted", "month"), ("acquitted", "month")]
            ),
            Picture("bars", _("Charges, by provision"), [("charges", "provision")]),
            Picture("bars", _("Charges, by what became of them"), [("charges", "fate")], is_printed=True),
            Picture("bars", _("Sentences, by kind"), [("sentences", "kind")]),
            Picture("bars", _("Sentences, by length"), [("sentences", "length")]),
        ),
    ),
    Section(
        "violations",
        _("Violations"),
        ("violations", "designations"),
        (
            Picture("bars", _("Violations, by type"), [("violations", "type")]),
            Picture(
                "bars", _("Violations, by category of arbitrary detention"), [("violations", "category")]
            ),
            Picture("bars", _("Designations, as what"), [("designations", "label")]),
        ),
    ),
    Section(
        "advocacy",
        _("Advocacy"),
        ("demands", "actions", "replies", "clocks"),
        (
            Picture("bars", _("Demands, as they stand"), [("demands", "status")], is_printed=True),
            Picture("bars", _("Actions, by kind"), [("actions", "kind")]),
            Picture("bars", _("Actions, by mechanism"), [("actions", "mechanism")]),
            Picture("bars", _("Actions, by reply"), [("actions", "reply")]),
            Picture("bars", _("Clocks, by urgency"), [("clocks", "urgency")]),
        ),
    ),
    Section(
        "docket",
        _("Docket"),
        ("open", "opened", "closed", "quiet", "sourceless", "contradicted"),
        (
            Picture("bars", _("Open cases, by lead"), [("open", "lead")]),
            Picture("columns", _("Opened and closed"), [("opened", "month"), ("closed", "month")]),
            Picture("bars", _("Closed, by outcome"), [("closed", "outcome")]),
            Picture("bars", _("Quiet cases, by silence"), [("quiet", "silence")]),
            Picture("bars", _("Without a source, by lead"), [("sourceless", "lead")]),
            Picture("bars", _("Contradicted, by kind"), [("contradicted", "kind")]),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, with the figure that says what it counts, and how many parts it leaves to the list."""

    drawing: Any
    reading: Reading
    left_out: int = 0
    is_wide: bool = False
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A section as it is shown."""

    section: Section
    readings: Sequence[Reading]
    charts: Sequence[Chart]


@dataclass(frozen=True, slots=True)
class Board:
    """All that the dashboard tells."""

    scope: Scope
    sections: Sequence[SectionRead]

    @property
    def readings(self) -> list[Reading]:
        """The figures in the order of the page."""
        return [reading for section in self.sections for reading in section.readings]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count."""
        return not any(reading.number for reading in self.readings)


def read_board(form: ScopeForm) -> Board:
    """Return all figures for what a valid form asks."""
    scope = form.scope
    readings = read_figures(_asked(), scope, query=form.query, query_before=form.query_of(scope.before))
    return Board(
        scope,
        [
            SectionRead(
                section,
                [readings[name] for name in section.figures],
                [
                    _drawn(f"{section.name}-{number}", picture, readings, scope)
                    for number, picture in enumerate(section.pictures)
                ],
            )
            for section in SECTIONS
        ],
    )


def _asked() -> Iterator[Asked]:
    drawn = [of for section in SECTIONS for picture in section.pictures for of in picture.of]
    for section in SECTIONS:
        for name in section.figures:
            yield Asked(FIGURES[name], [parting for figure, parting in drawn if figure == name and parting])


def _drawn(key: str, picture: Picture, readings: Mapping[str, Reading], scope: Scope) -> Chart:
    first = readings[picture.of[0][0]]
    parts = [readings[figure].parts.get(parting, []) for figure, parting in picture.of]
    caption = Caption(
        id=f"chart-{key}",
        title=str(picture.title),
        summary=_summary(picture, parts, readings),
        nothing=str(first.figure.none),
        level=3,
    )
    if picture.shape == "timeline":
        with scope.reading():
            drawing = draw_lives(caption, first.figure, scope, address=first.address)
        return Chart(drawing, first, is_wide=True)
    chart = SHAPES[picture.shape](caption, picture, parts, readings)
    return replace(chart, is_printed=picture.is_printed)


def _summary(picture: Picture, parts: Sequence[list[PartRead]], readings: Mapping[str, Reading]) -> str:
    if len(picture.of) > 1:
        figures = [readings[name] for name, _parting in picture.of]
        return ", ".join(f"{reading.figure.label} {reading.number}" for reading in figures)
    told = sorted((part for part in parts[0] if part.number), key=lambda part: -part.number)[:3]
    return ", ".join(f"{part.name} {part.number}" for part in told)


def _mark(part: PartRead, label: str) -> Mark:
    words = _now("%(figure)s, %(part)s: %(number)s") % {
        "figure": label,
        "part": part.name,
        "number": part.number,
    }
    return Mark(part.name[:1].upper() + part.name[1:], part.number, part.address, words)


def _bars(
    caption: Caption, picture: Picture, parts: Sequence[list[PartRead]], readings: Mapping[str, Reading]
) -> Chart:
    reading = readings[picture.of[0][0]]
    told = [part for part in parts[0] if part.number]
    label = str(reading.figure.label)
    marks = [_mark(part, label) for part in told[:MOST_BARS]]
    return Chart(draw_bars(caption, marks, name=label), reading, max(0, len(told) - MOST_BARS))


def _columns(
    caption: Caption, picture: Picture, parts: Sequence[list[PartRead]], readings: Mapping[str, Reading]
) -> Chart:
    figures = [readings[name].figure for name, _parting in picture.of]
    series = [
        Series(str(figure.label), [_mark(part, str(figure.label)) for part in row])
        for figure, row in zip(figures, parts, strict=True)
    ]
    months = [date.fromisoformat(f"{part.key}-01") for part in parts[0]]
    return Chart(draw_columns(caption, months, series), readings[picture.of[0][0]], is_wide=len(months) > 8)


def _world(
    caption: Caption, picture: Picture, parts: Sequence[list[PartRead]], readings: Mapping[str, Reading]
) -> Chart:
    reading = readings[picture.of[0][0]]
    label = str(reading.figure.label)
    marks = {part.key: _mark(part, label) for part in parts[0] if part.key in places()}
    return Chart(draw_world(caption, marks, name=label), reading, is_wide=True)


SHAPES = {"bars": _bars, "columns": _columns, "map": _world}


def rows_of_board(board: Board) -> Iterator[list[Any]]:
    """Yield the figures as the rows of a file: each with its parts, and what it counts."""
    scope = board.scope
    yield [
        _now("figure"),
        _now("told apart by"),
        _now("part"),
        _now("number"),
        _now("in words"),
        _now("the period before"),
        _now("what counts"),
    ]
    yield [_now("as at"), "", "", "", scope.as_at, "", ""]
    yield [_now("as known on"), "", "", "", scope.known_on, "", ""]
    yield [_now("period from"), "", "", "", scope.since, "", ""]
    for reading in board.readings:
        figure = reading.figure
        measures = "; ".join(f"{name}: {words}" for name, words in reading.measures)
        yield [str(figure.label), "", "", reading.number, measures, reading.before, str(figure.definition)]
        labels = {parting.name: str(parting.label) for parting in figure.partings}
        for name, parts in reading.parts.items():
            for part in parts:
                yield [str(figure.label), labels[name], part.name, part.number, "", None, ""]
