"""What tests of the pages of persons start from."""

import pytest
from django.test import Client


@pytest.fixture
def caseworker(staff):
    return staff("caseworker")


@pytest.fixture
def client(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client
