"""What tests of the pages of accounts start from."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def sign_in(client):
    """Sign in as somebody with this role."""

    def signed_in(role):
        client.force_login(UserFactory(full_name="Dana Signed-In", role=role))
        return client

    return signed_in
