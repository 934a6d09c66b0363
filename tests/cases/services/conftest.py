"""What tests of what happens to cases start from."""

import pytest

from casework.accounts.choices import Role
from tests.factories.accounts import UserFactory


@pytest.fixture
def caseworker():
    return UserFactory(role=Role.CASEWORKER)
