"""The one table that the benchmarks print."""

from collections.abc import Iterable, Sequence

from tests.benchmarks.rounds import Measure, Ratio

HEADINGS = (
    "",
    "ours",
    "simple-history",
    "bare ORM",
    "driver",
    "÷ history",
    "÷ driver",
    "aim",
    "ours / stock",
)
REFERENCES = ("simple-history", "bare ORM", "driver")


def table(parts: Iterable[tuple[str, Sequence[Measure]]]) -> str:
    """Return the lines of each engine under its name, in columns of one width."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    titles: dict[int, str] = {}
    for title, measures in parts:
        titles[len(rows)] = title
        rows += [_cells(measure) for measure in measures]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = []
    for number, row in enumerate(rows):
        if number in titles:
            lines += ["", titles[number]]
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join([row[0].ljust(widths[0]), *cells[1:-1], row[-1]]).rstrip())
    return "\n".join(lines)


def _cells(measure: Measure) -> tuple[str, ...]:
    own, *others = measure.figures
    figures = {"ours": measure.figures[own]}
    figures |= {name if name in REFERENCES else "simple-history": measure.figures[name] for name in others}
    ratios = dict(measure.ratios) if own == "ours" else {"simple-history": measure.ratios[others[0]]}
    return (
        f"{measure.subject}, {measure.unit}",
        *(_figure(figures.get(name)) for name in ("ours", *REFERENCES)),
        _ratio(ratios.get("simple-history")),
        _ratio(ratios.get("driver")),
        f"≤ {measure.aim}" if measure.aim else "",
        measure.note,
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _ratio(ratio: Ratio | None) -> str:
    return f"{ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f})" if ratio else ""
