"""What tests of persons start from."""

import pytest

from casework.audit.context import Origin, change_set
from casework.persons.querysets import hides_persons, reveals_persons


@pytest.fixture
def judgements():
    """The judgements on persons, with those of the subjects above set aside for the test."""
    kept = [(listed, listed[:]) for listed in (hides_persons, reveals_persons)]
    for listed, _ in kept:
        listed.clear()
    yield
    for listed, former in kept:
        listed[:] = former


@pytest.fixture
def acting_as():
    """Let a block be written by this user."""

    def acting(user):
        return change_set(actor=user, origin=Origin.FORM, reason="a test")

    return acting
