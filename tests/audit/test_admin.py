"""The pages on which every record is edited: one reason, no lost edit, history for whoever may see it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit.context import Actor, Origin, change_set
from casework.audit.models import Entry
from casework.persons.models import Person, PersonName
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

NAMES = "names"


@pytest.fixture
def browser(client_as) -> Client:
    """The browser of a caseworker."""
    return client_as("caseworker", full_name="Aigerim Sadykova")


@pytest.fixture
def person() -> Person:
    """Somebody already on record."""
    return PersonFactory(name="Timur Ashirov", birthplace="Aral", notes="as found")


def address(person: Person, page: str = "change") -> str:
    """Return the address of one of the person's pages."""
    return reverse(f"admin:persons_person_{page}", args=[person.pk])


def someone_else_changes(person: Person, **values: object) -> Person:
    """Change the person as a colleague, meanwhile."""
    fresh = Person.objects.get(pk=person.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    with change_set(
        actor=Actor(99, "Daniyar Omarov", "director"), origin=Origin.FORM, reason="heard from family"
    ):
        fresh.save()
    return fresh


class TestSaving:
    def test_writes_the_record_and_its_parts_as_one_act_with_one_reason(self, browser, person) -> None:
        page = FormPage.open(browser, address(person))
        page.fill(notes="new words", reason="from the interview").add_row(
            NAMES, kind="alias", name="Tima", script="", language=""
        )

        assert page.send().response.status_code == 302

        entries = Entry.objects.filter(change_set__reason="from the interview").select_related("change_set")
        assert {entry.model for entry in entries} == {"persons.person", "persons.personname"}
        (act,) = {entry.change_set for entry in entries}
        assert (act.actor_name, act.origin) == ("Aigerim Sadykova", "form")
        assert "aseworker" in act.actor_role

    def test_writes_nothing_when_nothing_was_changed(self, browser, person) -> None:
        count = Entry.objects.count()

        assert FormPage.open(browser, address(person)).send().response.status_code == 302

        assert Entry.objects.count() == count

    def test_demands_a_reason_where_one_is_owed_and_keeps_what_was_typed(self, browser, person) -> None:
        answer = FormPage.open(browser, address(person)).fill(name="Timur Aşirov", notes="kept").send()

        assert answer.response.status_code == 200
        assert "this change needs a reason" in answer.text
        assert answer.values["name"] == ["Timur Aşirov"]
        assert answer.values["notes"] == ["kept"]
        assert Person.objects.get(pk=person.pk).name == "Timur Ashirov"

        assert answer.fill(reason="the passport says so").send().response.status_code == 302
        assert Person.objects.get(pk=person.pk).name == "Timur Aşirov"

    def test_demands_a_reason_for_a_part_that_is_deleted(self, browser, person) -> None:
        PersonNameFactory(person=person)
        page = FormPage.open(browser, address(person)).fill(**{f"{NAMES}-0-DELETE": "on"})

        answer = page.send()

        assert "this change needs a reason" in answer.text
        assert PersonName.objects.filter(person=person).exists()
        assert answer.fill(reason="entered twice").send().response.status_code == 302
        assert not PersonName.objects.filter(person=person).exists()


class TestMeetingANewerVersion:
    def test_merges_edits_to_different_fields(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(notes="mine")
        someone_else_changes(person, birthplace="Theirs")

        assert page.send().response.status_code == 302

        merged = Person.objects.get(pk=person.pk)
        assert (merged.notes, merged.birthplace) == ("mine", "Theirs")

    def test_puts_what_both_changed_to_the_person_with_everything_typed(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(
            birthplace="Mine", notes="also mine", reason="why"
        )
        someone_else_changes(person, birthplace="Theirs")

        answer = page.send()

        assert answer.response.status_code == 200
        assert "changed while you had it open" in answer.text
        for words in ("Daniyar Omarov", "heard from family", "Aral", "Theirs", "Mine"):
            assert words in answer.text
        assert answer.values["notes"] == ["also mine"]
        assert answer.values["reason"] == ["why"]
        assert Person.objects.get(pk=person.pk).birthplace == "Theirs"

    @pytest.mark.parametrize(("choice", "expected"), [("mine", "Mine"), ("theirs", "Theirs")])
    def test_saves_what_was_chosen(self, browser, person, choice: str, expected: str) -> None:
        page = FormPage.open(browser, address(person)).fill(birthplace="Mine", notes="also mine")
        someone_else_changes(person, birthplace="Theirs")
        answer = page.send()

        assert answer.fill(**{"settle-birthplace": choice}).send().response.status_code == 302

        saved = Person.objects.get(pk=person.pk)
        assert (saved.birthplace, saved.notes) == (expected, "also mine")

    def test_asks_again_until_a_choice_is_made(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(birthplace="Mine")
        someone_else_changes(person, birthplace="Theirs")

        answer = page.send().send()

        assert "Choose above what is to stand" in answer.text
        assert Person.objects.get(pk=person.pk).birthplace == "Theirs"

    def test_asks_again_when_the_record_changed_once_more(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(birthplace="Mine")
        someone_else_changes(person, birthplace="Theirs")
        answer = page.send().fill(**{"settle-birthplace": "mine"})
        someone_else_changes(person, birthplace="Theirs again")

        again = answer.send()

        assert "Theirs again" in again.text
        assert Person.objects.get(pk=person.pk).birthplace == "Theirs again"

    def test_is_no_conflict_when_both_made_the_same_change(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(birthplace="Same", notes="mine")
        someone_else_changes(person, birthplace="Same")

        assert page.send().response.status_code == 302

    def test_merges_and_asks_for_each_part_as_for_the_record(self, browser, person) -> None:
        name = PersonNameFactory(person=person, name="Tima")
        page = FormPage.open(browser, address(person)).fill(**{f"{NAMES}-0-name": "Mine"})
        fresh = PersonName.objects.get(pk=name.pk)
        fresh.name = "Theirs"
        fresh.save()

        answer = page.fill(reason="x").send()

        assert "Theirs" in answer.text
        assert PersonName.objects.get(pk=name.pk).name == "Theirs"
        assert answer.fill(**{f"{NAMES}-0-settle-name": "mine"}).send().response.status_code == 302
        assert PersonName.objects.get(pk=name.pk).name == "Mine"

    def test_does_not_delete_a_part_that_changed_meanwhile_unseen(self, browser, person) -> None:
        name = PersonNameFactory(person=person, name="Tima")
        page = FormPage.open(browser, address(person)).fill(**{f"{NAMES}-0-DELETE": "on"}, reason="mistake")
        fresh = PersonName.objects.get(pk=name.pk)
        fresh.name = "Corrected"
        fresh.save()

        answer = page.send()

        assert "was changed by someone else" in answer.text
        assert PersonName.objects.filter(pk=name.pk).exists()
        assert answer.send().response.status_code == 302
        assert not PersonName.objects.filter(pk=name.pk).exists()

    def test_says_when_a_part_was_deleted_meanwhile_and_keeps_what_was_typed(self, browser, person) -> None:
        name = PersonNameFactory(person=person, name="Tima")
        page = FormPage.open(browser, address(person)).fill(
            **{f"{NAMES}-0-name": "Typed with care", "reason": "x"}
        )
        PersonName.objects.get(pk=name.pk).delete()

        answer = page.send()

        assert "deleted one of these rows" in answer.text
        assert "Typed with care" in answer.text
        assert answer.fill(**{f"{NAMES}-0-DELETE": "on"}).send().response.status_code == 302

    def test_shows_who_deleted_the_record_and_what_was_typed(self, browser, person) -> None:
        page = FormPage.open(browser, address(person)).fill(notes="typed with care")
        with change_set(actor=Actor(99, "Daniyar Omarov"), origin=Origin.FORM, reason="entered twice"):
            Person.objects.get(pk=person.pk).delete()

        answer = page.send()

        assert answer.response.status_code == 409
        for words in ("Daniyar Omarov", "entered twice", "typed with care"):
            assert words in answer.text

    def test_ignores_a_token_that_belongs_to_another_record(self, browser, person) -> None:
        other = PersonFactory()
        page = FormPage.open(browser, address(person)).fill(notes="mine", opened_head=other.head_id.hex)

        assert page.send().response.status_code in {200, 302}
        assert "mine" in Person.objects.get(pk=person.pk).notes


class TestDeleting:
    def test_demands_a_reason(self, browser, person) -> None:
        page = FormPage.open(browser, address(person, "delete"))

        answer = page.send()

        assert "deleting a record needs a reason" in answer.text
        assert Person.objects.filter(pk=person.pk).exists()
        assert answer.fill(reason="entered twice").send().response.status_code == 302
        assert not Person.objects.filter(pk=person.pk).exists()

    def test_is_refused_where_something_depends_on_the_record(self, browser, person) -> None:
        PersonNameFactory(person=person)

        page = FormPage.open(browser, address(person, "delete"))
        assert "other records depend on it" in page.text
        browser.post(page.address, {"post": "yes", "reason": "x", "opened_head": person.head_id.hex})

        assert Person.objects.filter(pk=person.pk).exists()

    def test_is_refused_when_the_record_changed_since_the_page_was_opened(self, browser, person) -> None:
        page = FormPage.open(browser, address(person, "delete")).fill(reason="entered twice")
        someone_else_changes(person, notes="it matters after all")

        answer = page.send()

        assert "changed this record while this page was open" in answer.text
        assert Person.objects.filter(pk=person.pk).exists()

    def test_is_not_offered_for_many_rows_at_once(self, browser, person) -> None:
        page = browser.get(reverse("admin:persons_person_changelist"))

        assert b"delete_selected" not in page.content


class TestReturning:
    WAY = "?next=/cases/KZ-2022-001/%3Fkind%3Darrest%23people"
    BACK = "/cases/KZ-2022-001/?kind=arrest#people"

    def test_leads_back_to_where_the_record_was_opened_from(self, browser, person) -> None:
        page = FormPage.open(browser, address(person) + self.WAY)
        assert f'href="{self.BACK}"' in page.text

        assert page.fill(notes="new words").send().response["Location"] == self.BACK

    def test_leads_back_from_a_new_record(self, browser) -> None:
        page = FormPage.open(browser, reverse("admin:persons_person_add") + self.WAY)

        assert page.fill(name="Ajar Nur").send().response["Location"] == self.BACK

    def test_is_remembered_over_a_refusal_a_conflict_and_going_on_editing(self, browser, person) -> None:
        refused = FormPage.open(browser, address(person) + self.WAY).fill(name="Timur Aşirov").send()
        assert refused.response.status_code == 200
        someone_else_changes(person, name="Theirs")
        conflict = refused.fill(reason="the passport says so").send()
        assert conflict.response.status_code == 200

        saved = conflict.fill(**{"settle-name": "mine"}).send("_continue")

        assert FormPage.open(browser, saved.response["Location"]).send().response["Location"] == self.BACK

    def test_leads_back_after_deleting(self, browser, person) -> None:
        page = FormPage.open(browser, address(person) + self.WAY)
        assert "delete/?next=%2Fcases%2FKZ-2022-001%2F%3Fkind%3Darrest%23people" in page.text
        answer = FormPage.open(browser, address(person, "delete") + self.WAY).send()
        assert "deleting a record needs a reason" in answer.text

        assert answer.fill(reason="entered twice").send().response["Location"] == self.BACK

    def test_does_not_lead_to_the_page_of_what_was_deleted(self, browser, person) -> None:
        way = f"{address(person, 'delete')}?next={person.get_absolute_url()}"

        answer = FormPage.open(browser, way).fill(reason="entered twice").send()

        assert answer.response["Location"] == reverse("admin:persons_person_changelist")

    @pytest.mark.parametrize(
        "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
    )
    def test_never_leads_to_another_site(self, browser, person, elsewhere: str) -> None:
        page = FormPage.open(browser, f"{address(person)}?next={elsewhere}")

        assert "elsewhere" not in page.text
        assert page.fill(notes="x").send().response["Location"] == reverse("admin:persons_person_changelist")


class TestHistory:
    def test_shows_who_when_why_and_what(self, browser, person) -> None:
        someone_else_changes(person, birthplace="Baikonur")

        page = browser.get(address(person, "history")).content.decode()

        for words in ("Daniyar Omarov", "director", "heard from family", "Aral", "Baikonur", "Birthplace"):
            assert words in page

    @pytest.mark.parametrize("role", ["caseworker", "director", "auditor"])
    def test_writes_nothing_whoever_posts_to_it(self, client_as, person, role: str) -> None:
        count = Entry.objects.count()

        answer = client_as(role).post(address(person, "history"), {"name": "x", "reason": "x"})

        assert answer.status_code == 403
        assert Entry.objects.count() == count + 2  # the account just made, and its role

    def test_has_no_page_on_which_an_old_version_could_be_written_back(self, browser, person) -> None:
        version = person.history.first().history_id

        assert browser.post(f"{address(person, 'history')}{version}/", {"name": "x"}).status_code in {
            302,
            404,
        }

    def test_costs_the_same_for_many_versions(self, browser, person) -> None:
        someone_else_changes(person, birthplace="1")
        few = _count_queries(browser, address(person, "history"))
        for number in range(20):
            someone_else_changes(person, birthplace=f"place {number}")

        assert _count_queries(browser, address(person, "history")) == few


def _count_queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)
