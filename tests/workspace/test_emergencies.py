"""The pages on which a restricted case is opened in an emergency, and where one is told of it."""

import pytest
from django.test import Client

from casework.accounts.choices import Role
from casework.cases.models import EmergencyAccess
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, EmergencyAccessFactory

pytestmark = pytest.mark.django_db

PAGE = "/emergencies/open/"


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def ask(client, reference, reason="his mother calls from the court"):
    return client.post(PAGE, {"reference": reference, "reason": reason}, follow=True)


@pytest.fixture
def lead():
    return UserFactory(caseworker=True, full_name="Lena Lead")


@pytest.fixture
def reader():
    return UserFactory(caseworker=True, full_name="Erik Reader")


@pytest.fixture
def case(lead):
    return CaseFactory(restricted=True, lead=lead, team=[lead], title="Hidden matter")


class TestEmergencyOpenPage:
    def test_leads_to_the_case_which_says_for_how_long_it_stands_open(self, case, reader):
        answer = ask(browser_of(reader), case.reference.lower())

        assert answer.redirect_chain[-1][0] == case.get_absolute_url()
        assert "Opened in an emergency by Erik Reader, until" in answer.text

    def test_tells_a_wrong_reference_from_nothing_else(self, reader):
        seen, own = CaseFactory(), CaseFactory(restricted=True, team=[reader])
        client = browser_of(reader)

        answers = {
            reference: ask(client, reference)
            for reference in ("KZ-1999-001", "no reference", "'; --", seen.reference, own.reference)
        }

        assert len({str(next(iter(answer.context["messages"]))) for answer in answers.values()}) == 1
        assert [answer.redirect_chain[-1][0] for answer in answers.values()] == [
            PAGE,
            PAGE,
            PAGE,
            seen.get_absolute_url(),
            own.get_absolute_url(),
        ]
        assert not EmergencyAccess.objects.exists()

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_refuses_to_open_anything_without_a_reason(self, case, reader, reason):
        client = browser_of(reader)

        hidden, nothing = ask(client, case.reference, reason), ask(client, "KZ-1999-001", reason)

        assert hidden.status_code == nothing.status_code == 200
        assert hidden.context["form"].errors == nothing.context["form"].errors != {}
        assert not EmergencyAccess.objects.exists()

    def test_is_for_caseworkers(self, case, client_as):
        for role in (Role.DIRECTOR, Role.AUDITOR, Role.ADMINISTRATOR):
            assert client_as(role).post(PAGE, {"reference": case.reference, "reason": "x"}).status_code == 403

    def test_asks_first_who_is_there(self, settings):
        assert "workspace:emergency_open" in settings.CONFIRMED_PAGES

    def test_lists_what_stands_open(self, case, reader):
        client = browser_of(reader)
        assert "Open to you now" not in client.get(PAGE).text
        ask(client, case.reference)

        assert case.title in client.get(PAGE).text

    def test_is_pointed_to_where_nothing_is_found(self, case, reader, client_as):
        for address in (case.get_absolute_url(), "/search/?q=Hidden+matter"):
            assert PAGE in browser_of(reader).get(address).text
            assert PAGE not in client_as(Role.ADMINISTRATOR).get(address).text


class TestFormOfTheCase:
    def test_refuses_to_put_oneself_on_the_team_meanwhile(self, case, reader):
        client = browser_of(reader)
        ask(client, case.reference)
        join = f"/lists/case_list/act/?act=join&chosen={case.pk}"
        page = client.get(join)

        answer = client.post(
            join, {"token": page.context["token"], "colleague": reader.pk, "reason": "to go on"}
        )

        assert "You opened this case in an emergency" in answer.text
        assert not case.staff.filter(user=reader).exists()


class TestEmergencyPage:
    def test_tells_who_and_why_to_the_team_and_the_directors(self, case, reader, lead, client_as):
        ask(browser_of(reader), case.reference)
        address = EmergencyAccess.objects.get().get_absolute_url()

        for client in (browser_of(lead), client_as(Role.DIRECTOR), client_as(Role.AUDITOR)):
            text = client.get(address).text
            assert "Erik Reader" in text
            assert "his mother calls from the court" in text

    def test_does_not_exist_for_others(self, case, client_as):
        running = EmergencyAccessFactory(case=case, running=True)
        over = EmergencyAccessFactory(case=case)

        assert client_as(Role.CASEWORKER).get(running.get_absolute_url()).status_code == 404
        assert client_as(Role.ADMINISTRATOR).get(running.get_absolute_url()).status_code == 403
        assert browser_of(over.user).get(over.get_absolute_url()).status_code == 404

    def test_lets_a_director_end_it(self, case, reader, client_as):
        client = browser_of(reader)
        ask(client, case.reference)
        address = EmergencyAccess.objects.get().get_absolute_url()

        answer = client_as(Role.DIRECTOR).post(address, follow=True)

        assert "End it now" not in answer.text
        assert client.get(case.get_absolute_url()).status_code == 404

    def test_lets_whoever_opened_the_case_close_it_again(self, case, reader):
        client = browser_of(reader)
        ask(client, case.reference)

        client.post(EmergencyAccess.objects.get().get_absolute_url())

        assert client.get(case.get_absolute_url()).status_code == 404

    def test_lets_nobody_else_end_it(self, case, lead, client_as):
        emergency = EmergencyAccessFactory(case=case, running=True)

        for client in (browser_of(lead), client_as(Role.AUDITOR)):
            assert client.post(emergency.get_absolute_url()).status_code == 403


class TestDesk:
    WORDS = "Erik Reader opened the restricted case"

    def test_tells_the_team_and_the_directors_until_they_have_read_it(self, case, reader, lead):
        ask(browser_of(reader), case.reference)

        for user in (lead, UserFactory(director=True)):
            client = browser_of(user)
            page = client.get("/")
            assert self.WORDS in page.text
            client.post("/desk/read/", {"until": page.context["read_until"]})
            assert self.WORDS not in client.get("/").text

    def test_tells_nobody_else(self, case, reader, client_as):
        ask(browser_of(reader), case.reference)

        for client in (browser_of(reader), client_as(Role.CASEWORKER), client_as(Role.AUDITOR)):
            assert self.WORDS not in client.get("/").text

    def test_does_not_count_the_case_among_ones_own(self, case, reader):
        client = browser_of(reader)
        ask(client, case.reference)

        assert client.get("/").context["own_cases"].number == 0
