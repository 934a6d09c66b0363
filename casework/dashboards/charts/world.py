"""A map of the world with a circle for each country that has a number.

The map is drawn in the Natural Earth projection (Tom Patterson; equations by Bojan Šavrič), about the
meridian 11.55° E so that nothing of Asia lies in the west, without Antarctica. Shapes are those of Natural
Earth (public domain) at 1:50,000,000, simplified, by way of world-atlas. Crimea is drawn with Ukraine, as
resolution 68/262 of the General Assembly of the United Nations has it, Somaliland with Somalia and the north
of Cyprus with Cyprus. ``static/map/world.svg`` is all land in the same places.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import cos, dist, pi, sin, sqrt
from typing import ClassVar

from casework.dashboards.charts.marks import Caption, Mark, Row, Table

WIDTH = 720
HEIGHT = 331
#: The radius of the greatest number, and the least with which a circle can be pressed.
GREATEST = 25
LEAST = 10
#: What part of the drawing circles may cover before all are drawn smaller.
COVERED = 0.3
#: How wide a digit and a letter are.
DIGIT = 5.8
LETTER = 5
#: The height of a name beside a circle.
LINE = 10
#: How far circles stand apart at least, and by what steps room is sought for one.
APART = 1
STEP = 1
DIRECTIONS = 32
#: How often circles push each other aside, and by what part of the way each is drawn back to its place.
ROUNDS = 60
BACK = 0.06

Disc = tuple[float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A country: where its circle belongs, and its outline in tenths of a unit, if one can be seen."""

    x: float
    y: float
    outline: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country beside its circle; ``anchor`` says which part of it stands at x."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A number as a circle; ``place`` is where it belongs, from where it may have been pushed away."""

    country: str
    mark: Mark
    x: float
    y: float
    radius: float
    place: Place
    name: Name | None

    @property
    def left(self) -> float:
        """Where it begins."""
        return round(self.x - self.radius, 2)

    @property
    def top(self) -> float:
        """How high it reaches."""
        return round(self.y - self.radius, 2)

    @property
    def across(self) -> float:
        """How wide it is."""
        return 2 * self.radius

    @property
    def is_away(self) -> bool:
        """Whether it no longer covers its place."""
        return dist((self.x, self.y), (self.place.x, self.place.y)) > self.radius


@dataclass(frozen=True, slots=True)
class World:
    """The whole map: the greatest circle first."""

    template_name: ClassVar[str] = "components/chart_world.html"

    caption: Caption
    name: str
    width: int
    height: int
    circles: Sequence[Circle]

    @property
    def start(self) -> int:
        """Where the greatest number is, in hundredths of the width."""
        return round(100 * self.circles[0].x / self.width) if self.circles else 0

    @property
    def table(self) -> Table:
        """The same numbers in rows."""
        return Table([self.name], [Row(circle.mark.label, [circle.mark]) for circle in self.circles])


@cache
def places() -> dict[str, Place]:
    """Return the place of each country by its ISO 3166-1 alpha-2 code; Kosovo is XK."""
    read = json.loads(files("casework.dashboards.charts").joinpath("countries.json").read_text("utf-8"))
    return {code: Place(**place) for code, place in read.items()}


def draw_world(caption: Caption, marks: Mapping[str, Mark], *, name: str) -> World:
    """Return a circle for each country, by its code, that has a number other than nought."""
    counted = [(country, mark) for country, mark in marks.items() if mark.value > 0]
    counted.sort(key=lambda pair: (-pair[1].value, pair[0]))
    radii = _radii([mark for _country, mark in counted])
    discs: list[Disc] = []
    for disc in _pushed_aside([places()[country] for country, _mark in counted], radii):
        discs.append(_free_spot(disc, discs))
    boxes: list[Box] = []
    circles = []
    for (country, mark), (x, y, radius) in zip(counted, discs, strict=True):
        beside = _name_beside(mark.label, (x, y, radius), discs, boxes)
        circles.append(Circle(country, mark, x, y, radius, places()[country], beside))
    return World(caption, name, WIDTH, HEIGHT, circles)


def _radii(marks: Sequence[Mark]) -> list[float]:
    """Return radii by which areas are as the numbers are, but for what would be too small to press.

    Where there are so many that they would cover the map, the greatest is drawn smaller.
    """
    radii: list[float] = []
    # Where all numbers are small, so are all circles: ever larger ones would only be in each other's way.
    largest = min(GREATEST, round(LEAST * sqrt(marks[0].value))) if marks else 0
    for greatest in range(largest, LEAST - 1, -1):
        radii = [_radius(mark, greatest / sqrt(marks[0].value)) for mark in marks]
        if sum(pi * radius**2 for radius in radii) <= COVERED * WIDTH * HEIGHT:
            break
    return radii


def _radius(mark: Mark, scale: float) -> float:
    room = len(mark.figure) * DIGIT / 2 + 3
    return round(max(scale * sqrt(mark.value), LEAST, room), 1)


def _pushed_aside(homes: Sequence[Place], radii: Sequence[float]) -> list[Disc]:
    """Return the circles after they have pushed each other aside, the greater ones the least."""
    at = [(home.x, home.y) for home in homes]
    for _round in range(ROUNDS):
        at = [
            (x + (home.x - x) * BACK, y + (home.y - y) * BACK) for (x, y), home in zip(at, homes, strict=True)
        ]
        for one, other in combinations(range(len(at)), 2):
            (x, y), (other_x, other_y) = at[one], at[other]
            apart = dist(at[one], at[other])
            overlap = radii[one] + radii[other] + APART - apart
            if overlap <= 0:
                continue
            # Where two begin at one point, the one goes up and the other down.
            across, down = ((other_x - x) / apart, (other_y - y) / apart) if apart else (0.0, 1.0)
            share = radii[other] ** 2 / (radii[one] ** 2 + radii[other] ** 2)
            at[one] = (x - across * overlap * share, y - down * overlap * share)
            at[other] = (other_x + across * overlap * (1 - share), other_y + down * overlap * (1 - share))
    return [(x, y, radius) for (x, y), radius in zip(at, radii, strict=True)]


def _free_spot(disc: Disc, discs: Sequence[Disc]) -> Disc:
    """Return the circle at the nearest spot where it is within the drawing and covers no other."""
    radius = disc[2]
    return next(
        (x, y, radius)
        for x, y in _spots_around(disc)
        if all(
            dist((x, y), (other_x, other_y)) >= radius + other + APART for other_x, other_y, other in discs
        )
    )


def _spots_around(disc: Disc) -> Iterator[tuple[float, float]]:
    x, y, radius = disc
    for away in range(0, WIDTH + HEIGHT, STEP):
        for n in range(DIRECTIONS if away else 1):
            turn = 2 * pi * n / DIRECTIONS
            yield (
                round(min(max(x + away * cos(turn), radius + 1), WIDTH - radius - 1), 1),
                round(min(max(y + away * sin(turn), radius + 1), HEIGHT - radius - 1), 1),
            )


def _name_beside(
    label: str,
    disc: Disc,
    discs: Sequence[Disc],
    boxes: list[Box],
) -> Name | None:
    """Return the name beside the circle where it covers nothing, and keep its box; None where it would."""
    x, y, radius = disc
    width = len(label) * LETTER
    aside, above = radius + 2, radius + LINE / 2 + 1
    across = aside * cos(pi / 4)
    spots = [
        ("start", x + aside, y),
        ("end", x - aside, y),
        ("middle", x, y + above),
        ("middle", x, y - above),
        ("start", x + across, y + across),
        ("start", x + across, y - across),
        ("end", x - across, y + across),
        ("end", x - across, y - across),
    ]
    for anchor, at, middle in spots:
        left = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = (left, middle - LINE / 2, left + width, middle + LINE / 2)
        if (
            _is_within(box)
            and not any(_touches(box, other) for other in discs)
            and not any(_overlaps(box, other) for other in boxes)
        ):
            boxes.append(box)
            return Name(round(at, 1), round(middle, 1), anchor)
    return None


def _is_within(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _touches(box: Box, disc: Disc) -> bool:
    x, y, radius = disc
    nearest = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
    return dist((x, y), nearest) < radius


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
