"""What holds of every page on which advocacy is edited."""

import pytest
from django.urls import reverse

from casework.accounts.choices import Role
from casework.advocacy.admin import __all__ as admins
from casework.advocacy.models import Action, ActionTarget
from tests.advocacy.admin.pages import ACTION_PARTS, no_parts, page, parts
from tests.advocacy.admin.records import MAKERS
from tests.factories.advocacy import ActionFactory, ActionTargetFactory, ClockFactory
from tests.factories.cases import CaseFactory
from tests.factories.persons import OrganisationFactory

pytestmark = pytest.mark.django_db


class TestPages:
    def test_exist_for_every_record_edited_by_itself(self):
        assert {name.removesuffix("Admin").lower() for name in admins} == set(MAKERS)

    @pytest.mark.parametrize("model", MAKERS)
    def test_open_for_a_caseworker(self, model, caseworker):
        row = MAKERS[model]()

        for url in (page(model, "changelist"), page(model, "add"), page(model, "change", row.pk)):
            assert caseworker.get(url).status_code == 200, url

    def test_describe_an_action_only_by_the_cases_that_the_reader_may_know_of(self, caseworker):
        known, secret = CaseFactory(), CaseFactory(restricted=True)
        clock = ClockFactory(action=ActionFactory(cases=[known, secret]))

        words = caseworker.get(page("clock", "change", clock.pk)).text

        assert known.reference in words
        assert secret.reference not in words

    @pytest.mark.parametrize("model", ["action", "actiontarget", "demand", "response", "opinion"])
    def test_answer_an_autocomplete_at_the_same_cost_for_twelve_rows(
        self, model, caseworker, django_assert_max_num_queries
    ):
        source = {
            "action": ("clock", "action"),
            "actiontarget": ("response", "target"),
            "demand": ("impact", "demand"),
            "response": ("clock", "stopped_by"),
            "opinion": ("clock", "ended_by"),
        }[model]
        asked = {"app_label": "advocacy", "model_name": source[0], "field_name": source[1], "term": ""}

        def count():
            with django_assert_max_num_queries(200) as captured:
                answer = caseworker.get(reverse("admin:autocomplete"), asked)
            assert answer.status_code == 200
            return len(captured)

        for _ in range(2):
            MAKERS[model]()
        count()
        few = count()
        for _ in range(10):
            MAKERS[model]()

        assert count() == few

    @pytest.mark.parametrize("model", MAKERS)
    def test_show_an_auditor_all_and_let_them_save_nothing(self, model, client_as):
        auditor, row = client_as(Role.AUDITOR), MAKERS[model]()

        assert auditor.get(page(model, "change", row.pk)).status_code == 200
        assert auditor.post(page(model, "change", row.pk), {}).status_code == 403
        assert auditor.get(page(model, "add")).status_code == 403


class TestHiddenRecords:
    @pytest.mark.parametrize("what", ["change", "history", "delete"])
    def test_answer_404(self, what, caseworker):
        action = ActionFactory(cases=[CaseFactory(restricted=True)])

        assert caseworker.get(page("action", what, action.pk)).status_code == 404

    def test_are_not_offered(self, caseworker):
        ActionFactory(title="Quiet letter", cases=[CaseFactory(restricted=True)])

        answer = caseworker.get(
            reverse("admin:autocomplete"),
            {"app_label": "advocacy", "model_name": "clock", "field_name": "action", "term": "quiet"},
        )

        assert answer.json()["results"] == []

    def test_are_not_accepted(self, caseworker):
        case = CaseFactory(restricted=True)

        answer = caseworker.post(
            page("action", "add"),
            {"title": "Letter", "kind": "letter", "status": "planned"}
            | no_parts(*ACTION_PARTS)
            | parts("case_links", {"case": case.pk}),
        )

        assert answer.status_code == 200
        assert not Action.objects.exists()


class TestEmptyForms:
    @pytest.mark.parametrize("model", MAKERS)
    def test_come_back_with_words(self, model, caseworker):
        prefixes = {
            "action": ACTION_PARTS,
            "actiontarget": ("responses",),
            "demand": ("events",),
            "opinion": ("categories", "provisions", "follow_ups"),
        }.get(model, ())

        answer = caseworker.post(page(model, "add"), no_parts(*prefixes))

        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors


class TestDescriptions:
    def test_tell_targets_of_the_same_name_apart(self, caseworker):
        ministry = OrganisationFactory(name="Ministry of Quiet")
        for title in ("First letter", "Second letter"):
            ActionTargetFactory(organisation=ministry, action__title=title)

        answer = caseworker.get(
            reverse("admin:autocomplete"),
            {"app_label": "advocacy", "model_name": "response", "field_name": "target", "term": "quiet"},
        )

        assert {choice["text"] for choice in answer.json()["results"]} == {
            "Ministry of Quiet · First letter",
            "Ministry of Quiet · Second letter",
        }
        assert ActionTarget.objects.count() == 2
