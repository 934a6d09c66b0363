"""What tests of the pages of cases start from."""

import pytest

from casework.accounts.choices import Role
from tests.factories.accounts import UserFactory


@pytest.fixture
def caseworker():
    return UserFactory(role=Role.CASEWORKER, full_name="Anna Example")


@pytest.fixture
def browser(client, caseworker):
    """A browser in which the caseworker is signed in."""
    client.force_login(caseworker)
    return client
