"""What the tests of finding start from."""

import pytest

from casework.accounts.choices import Role
from casework.search.services import find


@pytest.fixture
def director(staff):
    """Somebody from whom nothing is kept."""
    return staff(Role.DIRECTOR)


@pytest.fixture
def titles(director):
    """Return the titles of what a director finds, the best first."""
    return lambda text, **options: [hit.title for hit in find(text, user=director, **options)]
