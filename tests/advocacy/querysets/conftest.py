"""What tests of these questions start from."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def colleague():
    return UserFactory(caseworker=True)
