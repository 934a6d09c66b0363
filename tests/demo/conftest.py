"""What tests of the demo start from: the docket, loaded once and looked at by all."""

import pytest
from django.db import connection

from casework.accounts.models import User


@pytest.fixture(scope="module")
def docket(loaded, django_db_blocker):
    """Point the connections at the loaded copy while the tests of one module run; give what was said."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = loaded.database
    yield loaded.said
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = original


@pytest.fixture
def seen(docket, db):
    """Read a model as the caseworker of the demo sees it."""
    caseworker = User.objects.get(username="caseworker")

    def rows(model, **values):
        return model.objects.visible_to(caseworker).filter(**values)

    return rows
