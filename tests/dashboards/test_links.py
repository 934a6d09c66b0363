"""Every number is a link to the list that it counts, and that list has exactly so many rows."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.cases.models import Case, Situation
from casework.dashboards.figures import FIGURES
from casework.dashboards.figures.partings import tally
from casework.dashboards.scope import Scope
from casework.proceedings.models import Charge

BOARD = "/dashboard/"


class Counted(HTMLParser):
    """Collects the links of a page that say how many rows they count, and the total that a list states."""

    def __init__(self, page):
        super().__init__()
        self.links, self.total, self.counted = {}, None, 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Take in one element."""
        given = dict(attributes)
        if "data-count" in given:
            assert tag == "a", f"{given} is no link"
            self.counted += 1
            self.links.setdefault(given["href"], set()).add(int(given["data-count"]))
        if "data-total" in given:
            self.total = int(given["data-total"])


@pytest.fixture
def browser_of(docket, db):
    """Sign in as one of the demo's staff."""

    def browser(role):
        client = Client()
        client.force_login(User.objects.get(username=role))
        return client

    return browser


def read(browser, address):
    """Return what a page of the dashboard counts."""
    answer = browser.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return Counted(answer.content.decode())


def follow_every_link(browser, address):
    """Open what every number of a page counts, and compare; return the numbers followed."""
    board = read(browser, address)
    for link, counts in board.links.items():
        assert len(counts) == 1, f"{address}: {link} is said to have {counts}"
        assert read(browser, link).total == counts.copy().pop(), f"{address}: {link}"
    return board.links


def questions():
    """Return what is asked of the dashboard: nothing, days, periods, filters, and several at once."""
    today = timezone.localdate()
    charge = Charge.objects.exclude(provision=None).first()
    lead = Case.objects.exclude(lead=None).first().lead_id
    situation = Situation.objects.filter(cases__isnull=False).first().pk
    yield ""
    yield "as_at=2022-09-01"
    yield f"known_on={today - timedelta(days=3)}"
    yield f"known_on={today - timedelta(days=30)}&as_at=2023-01-15"
    yield "country=KZ&since=2010-01-01"
    yield f"lead={lead}&as_at=2024-02-29&since=2023-11-15"
    yield f"situation={situation}&known_on={today - timedelta(days=1)}&since=2019-01-01"
    yield f"provision={charge.provision_id}&since=1999-07-01&as_at=2023-06-30"


@pytest.mark.parametrize("number", range(8))
def test_each_number_is_that_of_the_rows_it_opens(browser_of, number):
    query = list(questions())[number]
    followed = follow_every_link(browser_of(Role.DIRECTOR), f"{BOARD}?{query}")
    assert len(followed) > 10


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR])
def test_it_is_so_for_everybody_who_may_open_it(browser_of, role):
    assert follow_every_link(browser_of(role), f"{BOARD}?since=2015-01-01")


def test_the_numbers_of_a_list_are_those_of_the_narrower_lists(browser_of):
    browser = browser_of(Role.DIRECTOR)
    for name in ("held", "charges", "actions", "violations", "demands"):
        address = f"{reverse('dashboards:figure', args=[name])}?since=2000-01-01"
        assert follow_every_link(browser, address)


def test_the_parts_of_a_figure_add_up_to_it(docket, db):
    director = User.objects.get(username=Role.DIRECTOR)
    scope = Scope.of(director, as_at=timezone.localdate(), since=date(2000, 1, 1))
    for figure in FIGURES.values():
        total = figure.rows(scope).count()
        told = tally(figure.rows(scope), figure.partings, scope)
        assert told.number == total, figure.name
        for name, counts in told.parts.items():
            assert sum(counts.values()) == total, f"{figure.name} by {name}"
