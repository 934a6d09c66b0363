"""What tests of these questions start from."""

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.accounts.choices import Role
from tests.factories.accounts import UserFactory


@pytest.fixture
def viewers():
    """One person of each role, and a visitor; the caseworker is on no team yet."""
    return {"visitor": AnonymousUser()} | {role.value: UserFactory(role=role) for role in Role}
