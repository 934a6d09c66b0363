"""What tests of the demo start from."""

import pytest

from casework.accounts.models import User


@pytest.fixture
def seen(docket, db):
    """Read a model as the caseworker of the demo sees it."""
    caseworker = User.objects.get(username="caseworker")

    def rows(model, **values):
        return model.objects.visible_to(caseworker).filter(**values)

    return rows
