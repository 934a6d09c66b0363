"""The pages on which designations are kept."""

import pytest

from casework.advocacy.models import Designation
from tests.advocacy.admin.pages import page
from tests.factories.advocacy import DesignationFactory
from tests.factories.cases import DevelopmentFactory

pytestmark = pytest.mark.django_db


class TestDesignationForm:
    def test_records_a_withdrawal_for_a_reason(self, caseworker):
        designation = DesignationFactory()
        withdrawal = DevelopmentFactory(case=designation.development.case)

        answer = caseworker.post(
            page("designation", "change", designation.pk),
            {
                "person": designation.person_id,
                "label": designation.label,
                "designated_by": designation.designated_by_id,
                "development": designation.development_id,
                "withdrawn_by": withdrawal.pk,
                "opened_head": designation.head_id.hex,
                "reason": "The council said so.",
            },
        )

        assert answer.status_code == 302, answer.context["errors"]
        assert Designation.objects.get().withdrawn_by == withdrawal
