"""The history of a record tells all that was done to it and to its parts, to whoever may know of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.choices import HowRead
from casework.audit.context import Actor, Origin, change_set
from casework.audit.models import Entry, Read
from casework.audit.naming import NOT_VISIBLE
from tests.factories.advocacy import ActionCaseFactory, ActionFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CitationFactory,
    DevelopmentFactory,
    TaskFactory,
    ViolationFactory,
)
from tests.factories.persons import (
    ContactDetailFactory,
    PersonFactory,
    PersonNameFactory,
    RelationshipFactory,
)
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db

SECRET = "Hidden matter"


def acting(reason="a day's work"):
    """Begin an act of its own."""
    return change_set(actor=Actor(None, "Test"), origin=Origin.FORM, reason=reason)


def history_of(record, key=None):
    """Return the address of a record's history."""
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[key or record.pk])


def stories(client, record, key=None):
    """Return the acts of a record's history, and all that the page says."""
    answer = client.get(history_of(record, key))
    assert answer.status_code == 200
    history = answer.context["history"]
    assert history.page.paginator.count == len(history.stories)
    return history.stories, answer.content.decode()


def delete(record):
    """Delete a record in an act of its own, and return the number that it had."""
    key = record.pk
    with acting("entered twice"):
        record.delete()
    return key


class TestHistory:
    def test_tells_what_was_done_to_a_record_and_its_parts(self, client_as):
        person = PersonFactory(birthplace="Aral")
        with acting("heard from family"):
            person.birthplace = "Atyrau"
            person.save()
            name = PersonNameFactory(person=person, name="Tima")
        with acting("misheard"):
            name.delete()

        told, words = stories(client_as(Role.AUDITOR), person)

        assert [story.act.reason for story in told] == ["misheard", "heard from family", "a test"]
        (whole,) = told[1].tellings
        assert [change.after for change in whole.changes] == ["Atyrau"]
        assert [part.entry.model for part in whole.parts] == ["persons.personname"]
        assert "Tima" in words

    def test_tells_of_a_part_that_has_moved_away_since(self, client_as):
        person, other = PersonFactory(), PersonFactory(name="Dana Ospanova")
        name = PersonNameFactory(person=person)
        with acting("of somebody else"):
            name.person = other
            name.save()

        told, words = stories(client_as(Role.CASEWORKER), person)

        assert told[0].act.reason == "of somebody else"
        assert "Dana Ospanova" in words

    def test_costs_the_same_for_500_versions_and_200_parts(self, client_as):
        person, browser = PersonFactory(), client_as(Role.AUDITOR)

        def grow(versions, parts):
            for number in range(versions):
                with acting():
                    person.notes = f"version {number} of {versions}"
                    person.save()
            with acting():
                PersonNameFactory.create_batch(parts, person=person)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(history_of(person)).status_code == 200
            return len(captured)

        grow(5, 2)
        queries()
        few = queries()
        grow(500, 200)

        assert queries() == few

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_is_only_read(self, client_as, method):
        browser, person = client_as(Role.DIRECTOR), PersonFactory()
        count = Entry.objects.count()

        assert getattr(browser, method)(history_of(person)).status_code in {403, 405}
        assert Entry.objects.count() == count

    @pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999", "abc", "-1", "1_0"])
    def test_of_what_never_was_does_not_exist(self, client_as, key):
        assert client_as(Role.AUDITOR).get(history_of(PersonFactory(), key)).status_code == 404


class TestHistoryOfWhatIsGone:
    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.DIRECTOR])
    def test_is_read_by_whoever_may_see_the_ledger(self, client_as, role):
        case = CaseFactory(restricted=True, title="Gone case")
        party = CasePartyFactory(case=case)
        delete(party)
        key = delete(case)
        browser = client_as(role)

        told, words = stories(browser, case, key)

        assert [telling.entry.kind for telling in told[0].tellings] == ["deleted"]
        assert {telling.entry.model for story in told for telling in story.tellings} == {
            *("cases.case", "cases.caseparty")
        }
        assert "Gone case" in words
        assert "This record was deleted" in words
        assert Read.objects.filter(how=HowRead.AUDITED, model="cases.case", object_id=key).exists()

    @pytest.mark.parametrize("make", [CaseFactory, PersonFactory, DevelopmentFactory, SourceFactory])
    def test_does_not_exist_for_a_caseworker(self, client_as, make):
        record = make()
        key = delete(record)

        assert client_as(Role.CASEWORKER).get(history_of(record, key)).status_code == 404


class TestSecrecy:
    """A caseworker never reads, nor counts, what was done to parts that are kept from them."""

    @pytest.fixture
    def browser(self, client_as):
        return client_as(Role.CASEWORKER)

    @pytest.fixture
    def secret(self):
        return CaseFactory(restricted=True, title=SECRET)

    def assert_hidden(self, browser, record, acts):
        told, words = stories(browser, record)
        assert len(told) == acts
        assert SECRET not in words
        assert "secret act" not in words

    def test_keeps_what_hangs_on_a_restricted_development_of_an_open_case(self, browser):
        case = CaseFactory()
        development = DevelopmentFactory(case=case, headline="Open matter")
        hidden = DevelopmentFactory(case=case, restricted=True, headline=SECRET)
        with acting("secret act"):
            ViolationFactory(development=hidden)
            CitationFactory(development=hidden, locator=SECRET)

        self.assert_hidden(browser, development, 1)
        self.assert_hidden(browser, case, 1)
        assert browser.get(history_of(hidden)).status_code == 404

    def test_names_no_restricted_development_that_an_open_one_follows(self, browser):
        case = CaseFactory()
        hidden = DevelopmentFactory(case=case, restricted=True, headline=SECRET)
        development = DevelopmentFactory(case=case)
        with acting("an open act"):
            development.follows = hidden
            development.save()

        told, words = stories(browser, development)

        assert told[0].tellings[0].changes[0].after == str(NOT_VISIBLE)
        assert SECRET not in words

    def test_keeps_the_restricted_case_that_an_action_serves_beside_an_open_one(self, browser, secret):
        action = ActionFactory(cases=[CaseFactory()])
        with acting("secret act"):
            link = ActionCaseFactory(action=action, case=secret)
        self.assert_hidden(browser, action, 1)

        with acting("secret act"):
            link.delete()
        self.assert_hidden(browser, action, 1)

    def test_keeps_a_link_that_led_to_a_restricted_case_for_a_while(self, browser, secret):
        task = TaskFactory(case=secret, title="moved")
        task.case = CaseFactory()
        with acting("now in the open"):
            task.save()

        told, words = stories(browser, task)

        assert len(told) == 2
        assert SECRET not in words

    def test_keeps_a_person_of_a_restricted_case(self, browser, secret):
        person = PersonFactory()
        hidden = CasePartyFactory(case=secret, person__name=SECRET).person
        with acting("secret act"):
            RelationshipFactory(person=person, other_person=hidden)

        self.assert_hidden(browser, person, 1)
        assert browser.get(history_of(hidden)).status_code == 404

    def test_keeps_how_to_reach_a_person_who_is_not_entrusted_to_them(self, browser):
        person = CasePartyFactory().person
        with acting("secret act"):
            detail = ContactDetailFactory(person=person, value="hidden@example.org")
        self.assert_hidden(browser, person, 1)

        with acting("secret act"):
            detail.delete()
        self.assert_hidden(browser, person, 1)
