"""Two people, and a record with a past."""

import pytest

from tests.audit.erasing.acts import CANARY
from tests.factories.accounts import UserFactory
from tests.factories.persons import PersonFactory


@pytest.fixture
def people(db):
    """Two directors: who asks, and who decides."""
    return UserFactory(director=True), UserFactory(director=True)


@pytest.fixture
def person(db):
    """A person whose data were changed once."""
    person = PersonFactory(notes=f"{CANARY} was here")
    person.notes = "nothing"
    person.save()
    return person
