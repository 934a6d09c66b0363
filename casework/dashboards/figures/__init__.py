"""All figures, by their names in addresses."""

from collections.abc import Mapping

from casework.dashboards.figures import advocacy, docket, law, people
from casework.dashboards.figures.plan import Figure

FIGURES: Mapping[str, Figure] = {
    figure.name: figure
    for subject in (people, law, advocacy, docket)
    for figure in vars(subject).values()
    if isinstance(figure, Figure)
}

__all__ = ["FIGURES", "Figure"]
