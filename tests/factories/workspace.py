"""What people keep in the workspace itself."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from casework.workspace.choices import ListPage
from casework.workspace.models import CalendarFeed, SavedFilter
from casework.workspace.services import sha256_of
from tests.factories.accounts import UserFactory


class CalendarFeedFactory(DjangoModelFactory):
    """A feed that answers at its ``token``."""

    class Meta:
        model = CalendarFeed

    class Params:
        token = factory.Sequence(lambda number: f"secret-{number}")
        revoked = factory.Trait(revoked_at=datetime(2024, 3, 2, tzinfo=UTC))

    user = factory.SubFactory(UserFactory, caseworker=True)
    name = factory.Sequence(lambda number: f"Telephone {number}")
    token_sha256 = factory.LazyAttribute(lambda feed: sha256_of(feed.token))
    created_at = datetime(2024, 3, 1, tzinfo=UTC)


class SavedFilterFactory(DjangoModelFactory):
    """A filter of the list of cases that only its owner sees."""

    class Meta:
        model = SavedFilter

    class Params:
        shared = factory.Trait(is_shared=True)

    owner = factory.SubFactory(UserFactory, caseworker=True)
    name = factory.Sequence(lambda number: f"Filter {number}")
    page = ListPage.CASES
    query = "status=active"
