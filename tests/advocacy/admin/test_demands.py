"""The pages on which demands are kept with their history."""

from datetime import date

import pytest

from casework.advocacy.models import Demand
from casework.core.partial_dates import PartialDate
from tests.advocacy.admin.pages import no_parts, page, parts
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db


class TestDemandForm:
    def test_records_a_demand_with_its_history(self, caseworker):
        development = DevelopmentFactory(occurred=PartialDate.on(date(2024, 3, 1)))

        answer = caseworker.post(
            page("demand", "add"),
            {
                "case": development.case_id,
                "what": "release",
                "beneficiary_class": "all political prisoners",
            }
            | parts("events", {"status": "made", "development": development.pk}),
        )

        assert answer.status_code == 302, answer.context["errors"]
        assert Demand.objects.with_status(date(2024, 3, 1)).get().status == "made"

    def test_refuses_a_person_and_a_class_in_words(self, caseworker):
        answer = caseworker.post(
            page("demand", "add"),
            {
                "case": CaseFactory().pk,
                "what": "release",
                "beneficiary": PersonFactory().pk,
                "beneficiary_class": "all political prisoners",
            }
            | no_parts("events"),
        )

        assert "make two demands" in answer.text
        assert not Demand.objects.exists()

    def test_refuses_an_empty_form_in_words(self, caseworker):
        answer = caseworker.post(
            page("demand", "add"), parts("events", {"status": "made", "development": ""})
        )

        assert answer.status_code == 200
