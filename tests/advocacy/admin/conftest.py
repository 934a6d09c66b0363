"""What tests of the pages of advocacy start from."""

import pytest

from casework.accounts.choices import Role


@pytest.fixture
def caseworker(client_as):
    return client_as(Role.CASEWORKER)
