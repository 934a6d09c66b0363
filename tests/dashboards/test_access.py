"""Nobody learns from a figure of a case, or of a person, of whom they may not know."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.cases.models import Case
from casework.cases.services import add_to_team
from casework.dashboards.figures import FIGURES
from casework.dashboards.scope import Scope
from tests.access.matters import SECRET_WORDS, matters

pytestmark = pytest.mark.django_db

STAFF = [*Role, "insider"]
#: Asks for all that ever was, so that nothing is left out for its day.
EVER = {"since": f"{timezone.localdate().year - 30}-01-01"}


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker):
    """An open case and a restricted one, with a record of every kind in each, set up once."""
    with django_db_blocker.unblock(), matters() as both:
        yield both


def browser_of(both, who):
    """Sign in as a member of staff."""
    client = Client()
    client.force_login(both.user(who))
    return client


def addresses_of(name):
    """Return the list of a figure, and its file."""
    yield reverse("dashboards:figure", args=[name])
    yield reverse("dashboards:figure_export", args=[name, "csv"])


@pytest.mark.parametrize("name", FIGURES)
class TestFigure:
    def test_is_open_to_whoever_may_see_cases(self, both, name):
        for who in STAFF:
            expected = 403 if who == Role.ADMINISTRATOR else 200
            answers = [browser_of(both, who).get(address, EVER) for address in addresses_of(name)]
            assert {answer.status_code for answer in answers} == {expected}, who
        assert {Client().get(address).status_code for address in addresses_of(name)} == {302}

    def test_says_nothing_to_a_caseworker_of_what_is_hidden(self, both, name):
        browser = browser_of(both, Role.CASEWORKER)
        for address in addresses_of(name):
            answer = browser.get(address, EVER)
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET_WORDS.encode() not in told


def test_the_dashboard_says_nothing_to_a_caseworker_of_what_is_hidden(both):
    for asked in ({}, {"known_on": str(timezone.localdate() - timedelta(days=1))}):
        page = browser_of(both, Role.CASEWORKER).get(reverse("dashboards:dashboard"), EVER | asked)
        assert SECRET_WORDS not in page.content.decode()


def test_a_caseworker_counts_the_cases_on_whose_team_they_are_today(both):
    caseworker, insider = both.user(Role.CASEWORKER), both.user("insider")
    assert not FIGURES["open"].rows(Scope.of(caseworker)).exists()

    add_to_team(case=both.open[Case], user=caseworker)

    assert list(FIGURES["open"].rows(Scope.of(caseworker))) == [both.open[Case]]
    assert set(FIGURES["open"].rows(Scope.of(insider))) == {both.open[Case], both.hidden[Case]}
