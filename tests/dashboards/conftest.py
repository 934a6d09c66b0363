"""What the tests of the figures share: somebody who reads them."""

import pytest

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.dashboards.figures import FIGURES
from casework.dashboards.reading import Asked, read_figures
from casework.dashboards.scope import Scope


@pytest.fixture
def director(staff):
    """Make somebody from whom nothing is kept."""
    return staff(Role.DIRECTOR)


@pytest.fixture
def read(director):
    """Read one figure with all its parts, as the director does or another reader."""

    def reading(name, as_at, since=None, *, reader=director, known_on=None, **narrowed):
        # Afresh, as for each page: what somebody may know of is worked out once.
        reader = User.objects.get(pk=reader.pk)
        scope = Scope.of(reader, as_at=as_at, since=since, known_on=known_on, **narrowed)
        figure = FIGURES[name]
        asked = Asked(figure, [parting.name for parting in figure.partings])
        return read_figures([asked], scope, query="", query_before="")[name]

    return reading
