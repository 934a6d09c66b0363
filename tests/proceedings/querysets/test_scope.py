"""Who may know of the rows of the legal ledgers."""

import pytest

from casework.proceedings.models import ChargeEvent, Custody
from tests.factories.accounts import UserFactory
from tests.factories.cases import DevelopmentFactory
from tests.factories.proceedings import ChargeEventFactory, CustodyFactory

pytestmark = pytest.mark.django_db


class TestVisibleTo:
    @pytest.fixture
    def user(self):
        return UserFactory(caseworker=True)

    def test_hides_what_hangs_on_a_restricted_case(self, user):
        custody = CustodyFactory(case__restricted=True)
        event = ChargeEventFactory(charge__proceeding__case=custody.case)

        assert custody not in Custody.objects.visible_to(user)
        assert event not in ChargeEvent.objects.visible_to(user)

    def test_hides_what_hangs_on_a_restricted_development(self, user):
        custody = CustodyFactory()
        custody.ended_by = DevelopmentFactory(case=custody.case, restricted=True)
        custody.save()

        assert custody not in Custody.objects.visible_to(user)

    def test_shows_an_open_case_with_unknown_start(self, user):
        custody = CustodyFactory(undated=True)

        assert custody in Custody.objects.visible_to(user)
