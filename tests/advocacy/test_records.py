"""What the ledger tells of a case reaches the actions that ever served it."""

import pytest

from casework.advocacy.records import entries_of_actions, records_of_actions
from casework.audit.models import Entry
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    OpinionFactory,
    OpinionFollowUpFactory,
    OpinionProvisionFactory,
)
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory()


class TestRecordsOfActions:
    def test_are_the_action_with_all_that_hangs_on_it(self, case):
        link = ActionCaseFactory(case=case)
        action = link.action
        target = ActionTargetFactory(action=action)
        opinion = OpinionFactory(action=action)
        parts = [link, target, ClockFactory(target=target, action=action), opinion]
        parts += [ActionDemandFactory(action=action), ImpactFactory(action=action)]
        parts += [
            make(opinion=opinion)
            for make in (OpinionCategoryFactory, OpinionProvisionFactory, OpinionFollowUpFactory)
        ]
        ActionTargetFactory()

        assert records_of_actions([case.pk]) == {
            record._meta.label_lower: {record.pk} for record in (action, *parts)
        }

    def test_are_those_of_an_action_that_served_the_case_once_and_of_parts_that_are_gone(self, case):
        action = ActionFactory()
        link = ActionCaseFactory(action=action, case=case)
        target = ActionTargetFactory(action=action)
        key, link_key = target.pk, link.pk
        target.delete()
        link.delete()

        assert records_of_actions([case.pk]) == {
            "advocacy.action": {action.pk},
            "advocacy.actioncase": {link_key},
            "advocacy.actiontarget": {key},
        }

    def test_are_none_where_no_action_serves_the_case(self, case):
        ActionCaseFactory()

        assert not Entry.objects.filter(entries_of_actions(case.pk)).exists()
