"""The page on which a director hands over the cases of a colleague who leaves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.cases.models import Case
from tests.accounts.admin.pages import account_form
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, TaskFactory

pytestmark = pytest.mark.django_db

PAGE = "/hand-over/"


@pytest.fixture
def leaving():
    return UserFactory(caseworker=True, full_name="Lena Leaving")


@pytest.fixture
def taker():
    return UserFactory(caseworker=True, full_name="Tom Taker")


class TestHandOverPage:
    def test_hands_over_case_by_case_in_one_act(self, client_as, leaving, taker):
        one, two = CaseFactory.create_batch(2, lead=leaving, team=[leaving])
        other = UserFactory(caseworker=True)
        client = client_as(Role.DIRECTOR)
        before = ChangeSet.objects.count()

        answer = client.post(
            f"{PAGE}?leaving={leaving.pk}",
            {"to": taker.pk, f"case_{one.pk}": "", f"case_{two.pk}": other.pk, "reason": "she leaves in May"},
            follow=True,
        )

        assert "2 cases of Lena Leaving are handed over" in answer.text
        assert set(Case.objects.led_by(taker)) == {one}
        assert set(Case.objects.led_by(other)) == {two}
        act = ChangeSet.objects.order_by("-at").first()
        assert (act.reason, ChangeSet.objects.count()) == ("she leaves in May", before + 1)

    def test_offers_whoever_leads_a_case_of_which_they_are_one_of_the_team(self, client_as, leaving):
        case = CaseFactory(team=[leaving])

        form = client_as(Role.DIRECTOR).get(f"{PAGE}?leaving={leaving.pk}").context["form"]

        assert form[f"case_{case.pk}"].value() == str(case.lead_id)

    def test_offers_those_whom_cases_count_on_whether_or_not_their_account_is_closed(self, client_as):
        gone, idle = UserFactory(caseworker=True, inactive=True), UserFactory(caseworker=True)
        CaseFactory(lead=gone)
        busy = TaskFactory(assignee=UserFactory(caseworker=True)).assignee
        page = client_as(Role.DIRECTOR).get(PAGE)

        assert {gone, busy} < set(page.context["colleagues"])
        assert idle not in page.context["colleagues"]

    def test_says_where_nothing_is_to_be_handed_over(self, client_as, leaving):
        client = client_as(Role.DIRECTOR)

        assert "No case counts on anybody yet" in client.get(PAGE).text
        assert "No case counts on Lena Leaving" in client.get(f"{PAGE}?leaving={leaving.pk}").text
        assert client.post(f"{PAGE}?leaving={leaving.pk}", {"reason": "x"}).status_code == 302

    def test_says_what_is_amiss_and_leaves_all_as_it_is(self, client_as, leaving, taker):
        case = CaseFactory(lead=leaving)
        client = client_as(Role.DIRECTOR)

        for typed in (
            {"to": taker.pk, "reason": " "},
            {"to": leaving.pk, "reason": "x"},
            {"to": taker.pk, f"case_{case.pk}": leaving.pk, "reason": "x"},
            {"reason": "x"},
        ):
            answer = client.post(f"{PAGE}?leaving={leaving.pk}", typed)
            assert answer.status_code == 200
            assert answer.context["form"].errors
        assert Case.objects.get(pk=case.pk).lead == leaving

    @pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999"])
    def test_of_nobody_does_not_exist(self, client_as, key):
        assert client_as(Role.DIRECTOR).get(f"{PAGE}?leaving={key}").status_code == 404

    def test_costs_the_same_for_any_number_of_cases(self, client_as, leaving):
        client = client_as(Role.DIRECTOR)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{PAGE}?leaving={leaving.pk}").status_code == 200
            return len(captured)

        CaseFactory.create_batch(2, lead=leaving)
        queries()
        few = queries()
        CaseFactory.create_batch(4, lead=leaving)

        assert queries() == few

    def test_is_for_directors(self, client_as, leaving, taker):
        case = CaseFactory(lead=leaving)

        for role in (Role.CASEWORKER, Role.AUDITOR, Role.ADMINISTRATOR):
            answer = client_as(role).post(f"{PAGE}?leaving={leaving.pk}", {"to": taker.pk, "reason": "x"})
            assert answer.status_code == 403
        assert Case.objects.get(pk=case.pk).lead == leaving


class TestClosingTheAccount:
    """Access must be able to end at once: what is left is told, and holds nothing up."""

    def test_says_before_and_after_what_is_left(self, client_as, leaving):
        CaseFactory(lead=leaving, title="Secret name")
        client = client_as(Role.ADMINISTRATOR)
        page = f"/admin/accounts/user/{leaving.pk}/change/"
        assert "1 case still counts on them" in client.get(page).text

        answer = client.post(page, account_form(leaving, is_active=None), follow=True)

        assert "1 case still counts on them. A director hands it over." in answer.text
        assert "Secret name" not in answer.text
        leaving.refresh_from_db()
        assert not leaving.is_active

    def test_says_nothing_where_all_is_handed_over(self, client_as, leaving, taker):
        case = CaseFactory(lead=leaving)
        client_as(Role.DIRECTOR).post(f"{PAGE}?leaving={leaving.pk}", {"to": taker.pk, "reason": "x"})
        client = client_as(Role.ADMINISTRATOR)

        answer = client.post(
            f"/admin/accounts/user/{leaving.pk}/change/", account_form(leaving, is_active=None), follow=True
        )

        assert "still count" not in answer.text
        assert case.history.filter(lead=leaving).exists()
