"""Loading the demo, where it does not come to an end."""

import pytest
from django.core.exceptions import ValidationError

from casework.accounts.models import User
from casework.demo.services import DocketNotEmpty, load_demo
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


class TestLoadDemo:
    @pytest.mark.parametrize("factory", [CaseFactory, PersonFactory, SourceFactory])
    def test_refuses_once_somebody_has_begun(self, factory):
        factory()

        with pytest.raises(DocketNotEmpty, match="already has records"):
            load_demo()

    def test_refuses_a_weak_password_and_leaves_no_account(self):
        with pytest.raises(ValidationError, match="too short"):
            load_demo(password="short")

        assert not User.objects.exists()
