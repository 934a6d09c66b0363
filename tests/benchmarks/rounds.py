"""Timing: lanes that take turns, so that whatever else the machine does falls on all of them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

#: Rounds that are not counted, unless fewer are asked for.
WARM_UPS = 2

#: Does one thing once and returns the seconds that it took.
Lane = Callable[[], float]


def seconds(act: Callable[[], Any]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def take_turns(lanes: Mapping[str, Lane], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each lane, one for each round; every round begins with another lane."""
    for _number in range(min(WARM_UPS, rounds)):
        for lane in lanes.values():
            lane()
    names = list(lanes)
    taken: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds):
            first = number % len(names)
            for name in (*names[first:], *names[:first]):
                taken[name].append(lanes[name]())
    finally:
        gc.unfreeze()
    return taken


@dataclass(frozen=True)
class Ratio:
    """How many times as long one lane takes as another: the median, and the middle 80 %."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, own: Sequence[float], other: Sequence[float]) -> "Ratio":
        """Compare two lanes round by round."""
        ratios = sorted(mine / theirs for mine, theirs in zip(own, other, strict=True))
        edge = (len(ratios) - 1) / 10
        return cls(statistics.median(ratios), ratios[round(edge)], ratios[round(len(ratios) - 1 - edge)])


@dataclass
class Measure:
    """One line of the table: what was done, how fast in each lane, and how ours compares."""

    subject: str
    unit: str
    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)
    aim: float | None = None
    note: str = ""

    @classmethod
    def of(
        cls,
        subject: str,
        taken: Mapping[str, Sequence[float]],
        *,
        rows: int = 0,
        aim: float | None = None,
        note: str = "",
    ) -> "Measure":
        """Sum up what ``take_turns`` returned: milliseconds, or rows a second where rows are counted."""
        middle = {name: statistics.median(times) for name, times in taken.items()}
        figures = {name: rows / value if rows else value * 1000 for name, value in middle.items()}
        own, *others = taken
        ratios = {name: Ratio.of(taken[own], taken[name]) for name in others}
        return cls(subject, "rows/s" if rows else "ms", figures, ratios, aim, note)

    def as_dict(self) -> dict[str, Any]:
        """Return the line as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Measure":
        """Return the line that ``as_dict`` made plain."""
        ratios = {name: Ratio(**ratio) for name, ratio in values["ratios"].items()}
        return cls(**{**values, "ratios": ratios})
