"""Many rows leave the house only once a second person has agreed, and then once."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import Countersignature
from casework.audit.models import Read
from casework.workspace.choices import ListPage
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(settings):
    """Let three rows be many."""
    settings.ROWS_EXPORTED_ALONE = 2


@pytest.fixture
def cases():
    return CaseFactory.create_batch(3, country="KZ")


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def is_file(answer):
    return "attachment" in answer.headers.get("Content-Disposition", "")


LIST = reverse("workspace:list_export", args=[ListPage.CASES, "csv"])
FIGURE = reverse("dashboards:figure_export", args=["open", "csv"])


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?country=KZ&sort=-reference", FIGURE, f"{FIGURE}?country=KZ"]
)
class TestManyRows:
    def test_are_held_back_and_asked_for(self, address, cases):
        director, other = UserFactory(director=True), UserFactory(director=True)
        client = browser_of(director)

        held = client.get(address)
        assert not is_file(held)
        assert "These are 3 rows" in held.text
        assert not Read.objects.filter(how="exported").exists()
        client.post(address, {"reason": "for the annual report"})
        assert "it waits for an answer" in client.get(address).text
        asked = Countersignature.objects.get()
        assert asked.rows == 3
        browser_of(other).post(asked.get_absolute_url(), {"decision": "signed", "reason": "agreed"})

        assert is_file(client.get(address))
        assert not is_file(client.get(address))
        assert Read.objects.filter(how="exported").count() == 1

    def test_are_agreed_to_for_this_list_alone(self, address, cases):
        director, other = UserFactory(director=True), UserFactory(director=True)
        client = browser_of(director)
        client.post(address, {"reason": "for the annual report"})
        asked = Countersignature.objects.get()
        browser_of(other).post(asked.get_absolute_url(), {"decision": "signed", "reason": "agreed"})

        for elsewhere in {LIST, FIGURE, f"{LIST}?status=intake"} - {address}:
            assert not is_file(client.get(elsewhere))
        assert not is_file(browser_of(other).get(address))

    def test_lead_whoever_agrees_to_the_rows(self, address, cases):
        director, other = UserFactory(director=True), UserFactory(director=True)
        browser_of(director).post(address, {"reason": "for the annual report"})
        asked = Countersignature.objects.get()

        client = browser_of(other)

        assert asked.words.replace("&", "&amp;") in client.get(asked.get_absolute_url()).text
        assert client.get(asked.words).status_code == 200

    def test_need_a_reason(self, address, cases):
        client = browser_of(UserFactory(director=True))

        client.post(address, {"reason": " "})

        assert not Countersignature.objects.exists()


class TestFewRows:
    def test_need_nobody(self, client_as):
        CaseFactory.create_batch(2)
        client = client_as(Role.CASEWORKER)

        assert is_file(client.get(LIST))
        assert client.post(LIST, {"reason": "x"}).status_code == 403

    def test_are_counted_as_the_reader_sees_them(self, client_as):
        CaseFactory.create_batch(2)
        CaseFactory.create_batch(3, restricted=True)

        assert is_file(client_as(Role.CASEWORKER).get(LIST))
        assert not is_file(client_as(Role.DIRECTOR).get(LIST))
