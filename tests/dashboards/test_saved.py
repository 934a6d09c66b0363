"""What is asked of the dashboard is kept under a name, as the filters of the lists are."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.cases.models import Situation
from casework.dashboards.forms import ScopeForm
from casework.workspace.choices import ListPage, SavedPage
from casework.workspace.models import SavedFilter
from casework.workspace.services import pin_filter, save_filter
from casework.workspace.views.saved_filters import ASKED_OF_DASHBOARD
from tests.factories.workspace import SavedFilterFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

BOARD = "/dashboard/"


def board(**query):
    """Return the address of the dashboard, asked this."""
    return reverse("dashboards:dashboard", query=query)


def save(browser, name="Question", ticked=("pin",), **query):
    """Send what the menu of the dashboard sends."""
    address = reverse("workspace:dashboard_filter_add", query=query)
    return browser.post(address, {"name": name, **dict.fromkeys(ticked, "on")})


def at_the_side(answer):
    """Return the pins beside a page, each with whether it is what the page shows."""
    return [(way.name, way.is_here) for way in answer.context["shell"]["pinned"]]


class TestSaving:
    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DIRECTOR, Role.AUDITOR])
    def test_keeps_days_period_and_filters_and_opens_them_again(self, role, client_as):
        browser = client_as(role)
        days = {"as_at": "2023-06-30", "known_on": "2024-02-01", "since": "2023-01-01"}
        asked = {**days, "situation": str(Situation.objects.create(name="Election").pk)}

        answer = save(browser, **asked)

        saved = SavedFilter.objects.get()
        assert saved.get_absolute_url() == answer.headers["Location"] == board(**asked)
        assert not saved.is_shared
        read = browser.get(saved.get_absolute_url()).context["form"]
        assert {name: str(read.cleaned_data[name]) for name in asked} == asked

    def test_knows_every_part_of_what_the_dashboard_can_be_asked(self, rf, staff):
        form = ScopeForm(rf.get(BOARD).GET, user=staff(Role.CASEWORKER))

        assert tuple(form.fields) == ASKED_OF_DASHBOARD

    def test_drops_what_the_dashboard_does_not_know_or_is_left_empty_or_too_long(self, client_as):
        save(
            client_as(Role.CASEWORKER),
            country="",
            lead="1" * 21,
            part="held:yes",
            next="//x",
            since="2020-01-01",
        )

        assert SavedFilter.objects.get().get_absolute_url() == board(since="2020-01-01")

    def test_keeps_a_day_that_is_set_and_none_that_is_not(self, client_as):
        browser, today = client_as(Role.CASEWORKER), timezone.localdate()
        save(browser, name="Always today")
        save(browser, name="Of this day", as_at=today)
        unset, of_this_day = SavedFilter.objects.order_by("name")

        assert (unset.query, of_this_day.query) == ("", f"as_at={today}")

    @pytest.mark.parametrize("name", ["", "Taken", "x" * 81])
    def test_refuses_a_name_that_cannot_be_given(self, name, client_as):
        browser = client_as(Role.CASEWORKER)
        save(browser, name="Taken")

        answer = browser.get(save(browser, name=name, since="2020-01-01").headers["Location"])

        assert 'class="error"' in answer.text
        assert SavedFilter.objects.count() == 1

    def test_takes_a_name_that_a_list_has(self, staff):
        owner = staff(Role.CASEWORKER)
        saved = {"owner": owner, "name": "Belarus", "query": "country=BY", "is_shared": False}
        save_filter(page=SavedPage.CASES, **saved)
        save_filter(page=SavedPage.DASHBOARD, **saved)

        with pytest.raises(ValidationError, match="already have a filter of this name for this page"):
            save_filter(page=SavedPage.DASHBOARD, **saved)

    def test_is_kept_from_those_who_may_not_open_the_dashboard(self, client_as):
        assert save(client_as(Role.ADMINISTRATOR)).status_code == 403
        assert not SavedFilter.objects.exists()


class TestMenu:
    def test_sends_what_the_page_is_asked(self, client_as):
        browser = client_as(Role.CASEWORKER)
        asked = {"as_at": "2023-06-30", "since": "2023-01-01"}
        address = reverse("workspace:dashboard_filter_add", query=asked).replace("&", "&amp;")

        assert f'action="{address}"' in browser.get(board(**asked)).text

    def test_offers_nothing_to_save_where_the_address_asks_for_what_cannot_be(self, client_as):
        tomorrow = timezone.localdate() + timedelta(days=1)
        answer = client_as(Role.CASEWORKER).get(board(as_at=tomorrow))

        assert reverse("workspace:dashboard_filter_add") not in answer.text

    def test_shows_own_and_shared_ones_of_the_dashboard_alone(self, client_as, staff):
        owner = staff(Role.CASEWORKER)
        for name, shared in {"Shared board": True, "Private board": False}.items():
            SavedFilterFactory(owner=owner, name=name, page=SavedPage.DASHBOARD, is_shared=shared)
        SavedFilterFactory(owner=owner, name="Shared list", shared=True)

        text = client_as(Role.DIRECTOR).get(BOARD).text

        assert "Shared board" in text
        assert "Private board" not in text
        assert "Shared list" not in text


class TestSaved:
    def test_are_if_shared_seen_by_all_who_may_open_the_dashboard(self, client_as, staff):
        save(client_as(Role.CASEWORKER), ticked=["is_shared"], since="2020-01-01")

        assert SavedFilter.objects.visible_to(staff(Role.AUDITOR)).exists()
        assert not SavedFilter.objects.visible_to(staff(Role.ADMINISTRATOR)).exists()

    def test_stand_at_the_side_marked_where_the_page_answers_them(self, client_as):
        browser = client_as(Role.CASEWORKER)
        save(browser, name="Since 2020", since="2020-01-01")

        assert at_the_side(browser.get(board(since="2020-01-01"))) == [("Since 2020", True)]
        assert at_the_side(browser.get(BOARD)) == [("Since 2020", False)]
        assert at_the_side(browser.get(reverse("workspace:task_list"))) == [("Since 2020", False)]

    def test_are_pinned_by_colleagues_who_come_back_to_them(self, client_as):
        saved = SavedFilterFactory(page=SavedPage.DASHBOARD, query="since=2020-01-01", shared=True)
        browser = client_as(Role.DIRECTOR)

        answer = browser.post(reverse("workspace:saved_filter_pin", args=[saved.pk]))

        assert answer.headers["Location"] == board(since="2020-01-01")
        assert at_the_side(browser.get(BOARD)) == [(saved.name, False)]

    def test_are_renamed_and_deleted_by_their_owner(self, client_as, staff):
        browser = client_as(Role.CASEWORKER)
        save(browser, since="2020-01-01")
        saved = SavedFilter.objects.get()
        pin_filter(saved=saved, user=staff(Role.DIRECTOR))

        FormPage.open(browser, reverse("workspace:saved_filter", args=[saved.pk])).fill(name="Renamed").send()
        assert SavedFilter.objects.get().name == "Renamed"

        address = reverse("workspace:saved_filter_delete", args=[saved.pk])
        assert browser.post(address).headers["Location"] == BOARD
        assert not SavedFilter.objects.exists()


class TestSavedPage:
    def test_is_every_list_and_the_dashboard(self):
        assert set(SavedPage.values) == {*ListPage.values, "dashboard"}
