"""Reading figures: how many rows each counts, part by part, now, before, and by what we know since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from casework.dashboards.figures.partings import Parting, tally
from casework.dashboards.figures.plan import Figure, Part
from casework.dashboards.scope import Scope


@dataclass(frozen=True, slots=True)
class PartRead:
    """One part of a figure: how many rows fall into it, and the list of these."""

    key: str
    name: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class PartsRead:
    """What some parts of a figure come to together, and what they measure beside their number."""

    number: int
    parts: dict[str, list[PartRead]]
    measures: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What the record of today says otherwise: how many rows a figure counts more, and how many fewer."""

    more: int
    fewer: int

    def __bool__(self) -> bool:
        return bool(self.more or self.fewer)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a figure comes to, and the list that it counts."""

    figure: Figure
    number: int
    address: str
    parts: dict[str, list[PartRead]] = field(default_factory=dict)
    measures: Sequence[tuple[str, str]] = ()
    before: int | None = None
    before_address: str = ""
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure as a page shows it: the partings that it wants."""

    figure: Figure
    partings: Sequence[str] = ()


def read_figures(
    asked: Iterable[Asked], scope: Scope, *, query: str, query_before: str
) -> dict[str, Reading]:
    """Return what each figure comes to, in a number of questions that no docket makes larger.

    ``query`` and ``query_before`` are what the addresses of this period, and of the one before, ask.
    """
    asked = list(asked)
    with scope.reading():
        readings = {each.figure.name: _read(each, scope, query, query_before) for each in asked}
        if not scope.is_past_record:
            return readings
        then = {each.figure.name: _keys(each.figure, scope) for each in asked}
    today = replace(scope, known_on=timezone.localdate())
    for each in asked:
        name = each.figure.name
        now = _keys(each.figure, today)
        learned = Learned(more=len(now - then[name]), fewer=len(then[name] - now))
        readings[name] = replace(readings[name], learned=learned)
    return readings


def _read(asked: Asked, scope: Scope, query: str, query_before: str) -> Reading:
    figure = asked.figure
    told = read_part(figure, scope, asked.partings, query=query)
    has_before = figure.is_of_period
    return Reading(
        figure=figure,
        number=told.number,
        address=figure.address(query),
        parts=told.parts,
        measures=told.measures,
        before=figure.rows(scope.before).count() if has_before else None,
        before_address=figure.address(query_before) if has_before else "",
    )


def read_part(
    figure: Figure, scope: Scope, partings: Sequence[str], *, query: str, parts: Sequence[Part] = ()
) -> PartsRead:
    """Return how many rows the parts of a figure come to together, and how the partings tell these apart."""
    rows = figure.part(scope, parts)
    chosen = [figure.partings_by_name[name] for name in partings]
    told = tally(rows, chosen, scope, figure.sums)
    return PartsRead(
        told.number,
        {
            parting.name: _named(figure, parting, told.parts[parting.name], scope, query, parts)
            for parting in chosen
        },
        figure.measured(rows, told, scope),
    )


def _named(
    figure: Figure,
    parting: Parting,
    counts: Mapping[str, int],
    scope: Scope,
    query: str,
    parts: Sequence[Part],
) -> list[PartRead]:
    names = parting.names(counts, scope)
    return [
        PartRead(key, names.get(key, key), number, figure.address(query, [*parts, (parting.name, key)]))
        for key, number in counts.items()
    ]


def _keys(figure: Figure, scope: Scope) -> frozenset[int]:
    return frozenset(figure.rows(scope).values_list("pk", flat=True))
