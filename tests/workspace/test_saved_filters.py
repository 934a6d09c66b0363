"""Saved filters: whose they are, who sees them, and what stands at the side."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.workspace.choices import ListPage
from casework.workspace.models import PinnedFilter, SavedFilter
from casework.workspace.services import pin_filter
from tests.factories.workspace import SavedFilterFactory
from tests.pages import FormPage
from tests.workspace.list_pages import list_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseworker(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def browser(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


def page_of(stem, saved):
    """Return the address of one of a filter's pages."""
    return reverse(f"workspace:{stem}", args=[saved.pk])


def at_the_side(client):
    """Return the names of the filters at the side of a page."""
    return [str(way.name) for way in client.get(list_of(ListPage.TASKS)).context["shell"]["pinned"]]


class TestSaving:
    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DIRECTOR, Role.AUDITOR])
    def test_keeps_the_filter_and_the_order_of_the_list(self, role, client_as):
        client = client_as(role)
        query = {"status": ["active", "intake"], "sort": "-next", "page": "3", "nonsense": "1"}
        address = reverse("workspace:saved_filter_add", args=[ListPage.CASES], query=query)

        answer = client.post(address, {"name": "What is open", "pin": "on"})

        saved = SavedFilter.objects.get()
        assert answer.status_code == 302
        assert saved.get_absolute_url() == list_of(ListPage.CASES, status=["active", "intake"], sort="-next")
        assert not saved.is_shared
        assert at_the_side(client) == ["What is open"]

    @pytest.mark.parametrize("name", ["", "Taken", "x" * 81])
    def test_refuses_a_name_that_cannot_be_given(self, name, caseworker, browser):
        SavedFilterFactory(owner=caseworker, name="Taken")

        answer = browser.post(
            reverse("workspace:saved_filter_add", args=[ListPage.CASES]), {"name": name}, follow=True
        )

        assert 'class="error"' in answer.text
        assert SavedFilter.objects.count() == 1

    def test_is_kept_from_those_who_may_not_open_the_list(self, client_as):
        address = reverse("workspace:saved_filter_add", args=[ListPage.CASES])

        assert client_as(Role.ADMINISTRATOR).post(address, {"name": "x"}).status_code == 403


class TestSavedFilters:
    def test_are_seen_by_their_owner_and_if_shared_by_all_who_may_open_the_list(self, caseworker, staff):
        own = SavedFilterFactory(owner=caseworker)
        shared, others = SavedFilterFactory(shared=True), SavedFilterFactory()

        assert set(SavedFilter.objects.visible_to(caseworker)) == {own, shared}
        assert set(SavedFilter.objects.visible_to(staff(Role.DIRECTOR))) == {shared}
        assert not SavedFilter.objects.visible_to(staff(Role.ADMINISTRATOR)).exists()
        assert others.pk

    @pytest.mark.parametrize("stem", ["saved_filter", "saved_filter_delete"])
    def test_of_others_can_be_neither_changed_nor_deleted(self, stem, browser):
        for saved in (SavedFilterFactory(), SavedFilterFactory(shared=True)):
            assert browser.get(page_of(stem, saved)).status_code == 404
            assert browser.post(page_of(stem, saved), {"name": "x"}).status_code == 404
        assert SavedFilter.objects.count() == 2

    def test_are_renamed_and_shared_by_their_owner(self, caseworker, browser):
        saved = SavedFilterFactory(owner=caseworker)

        FormPage.open(browser, page_of("saved_filter", saved)).fill(name="Renamed", is_shared="on").send()

        saved = SavedFilter.objects.get()
        assert (saved.name, saved.is_shared) == ("Renamed", True)

    def test_are_deleted_once_confirmed_with_everyones_pins(self, caseworker, browser, staff):
        saved = SavedFilterFactory(owner=caseworker, shared=True)
        pin_filter(saved=saved, user=staff(Role.DIRECTOR))

        page = FormPage.open(browser, page_of("saved_filter_delete", saved))
        assert "1 colleague has it at the side" in page.text
        page.send()

        assert not SavedFilter.objects.exists()
        assert not PinnedFilter.objects.exists()
        assert ChangeSet.objects.latest("at").reason


class TestPins:
    def test_are_put_up_and_taken_down(self, caseworker, browser):
        saved = SavedFilterFactory(shared=True)

        browser.post(page_of("saved_filter_pin", saved))
        assert at_the_side(browser) == [saved.name]
        browser.post(page_of("saved_filter_pin", saved))
        assert at_the_side(browser) == []

    def test_of_a_filter_that_is_taken_back_are_seen_no_more(self, caseworker, browser):
        saved = SavedFilterFactory(shared=True)
        pin_filter(saved=saved, user=caseworker)

        saved.is_shared = False
        saved.save()

        assert at_the_side(browser) == []

    def test_are_not_for_filters_that_the_reader_does_not_see(self, browser):
        assert browser.post(page_of("saved_filter_pin", SavedFilterFactory())).status_code == 404
