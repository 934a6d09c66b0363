"""What was recorded is put back as a new act by those who may, or refused in words losing nothing typed."""

import uuid

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.advocacy.models import Impact
from casework.audit.choices import HowRead, Kind
from casework.audit.context import Actor, Origin, change_set
from casework.audit.errors import DependentRowsError, ReasonRequiredError
from casework.audit.guards import audited_models
from casework.audit.ledger import ledger_columns
from casework.audit.models import Entry, Read
from casework.audit.restoring import CannotRestoreError, gone_parts, restore_deleted, restore_fields
from casework.audit.verification import verify
from casework.cases.choices import TaskOrigin
from casework.cases.models import Case, CaseParty, Development, Task
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person, PersonName
from casework.persons.services import merge_persons, unmerge_persons
from casework.proceedings.models import Hearing
from tests.factories.accounts import RestoringRightFactory, RoleGrantFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory, PersonNameFactory
from tests.factories.proceedings import HearingFactory
from tests.factories.sources import SourceFactory
from tests.pages import FormPage
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_as, staff):
    """The browser of an auditor whom a director let restore."""
    browser = client_as(Role.AUDITOR, full_name="Saule Nurlan")
    RestoringRightFactory(user_id=browser.session["_auth_user_id"])
    return browser


def acting(reason="a later day's work", by=None):
    """Begin an act of its own."""
    return change_set(actor=by or Actor(None, "Test"), origin=Origin.FORM, reason=reason)


def change(record, **values):
    """Change a record in an act of its own."""
    for name, value in values.items():
        setattr(record, name, value)
    with acting():
        record.save()


def entry_of(model, key, version=None):
    """Return an entry of a record: that of a version, or its latest."""
    entries = Entry.objects.filter(model=model._meta.label_lower, object_id=key)
    return entries.get(version=version) if version else entries.order_by("-version").first()


def address_of(entry):
    return reverse("audit:restore", args=[entry.pk])


def open_restore(browser, model, key, version=None):
    """Open the page on which a version of a record, or what is gone, is put back."""
    return FormPage.open(browser, address_of(entry_of(model, key, version)))


def choose(page, *chosen, reason="taken back"):
    """Tick these and nothing else, and say why."""
    page.values["chosen"] = list(chosen)
    return page.fill(reason=reason)


def delete(*records):
    """Delete records in one act of their own, and return the number of the last."""
    with acting("entered twice"):
        for record in records:
            key = record.pk
            record.delete()
    return key


def delete_with_parts(records):
    """Delete records part by part, in whatever order the ledger allows."""
    waiting = list(records)
    while waiting:
        left = []
        for record in waiting:
            try:
                with transaction.atomic():
                    record.delete()
            except DependentRowsError:
                left.append(record)
        assert len(left) < len(waiting), left
        # What follows the ledger may have deleted some of them already.
        waiting = [record for record in left if type(record)._base_manager.filter(pk=record.pk).exists()]


class TestFields:
    def test_that_are_chosen_are_put_back_as_a_new_act_and_the_others_stay(self, browser):
        person = PersonFactory(name="Timur Ashirov", birthplace="Aral", notes="as found")
        change(person, birthplace="Atyrau", notes="rewritten", name="T. Ashirov")
        page = open_restore(browser, Person, person.pk, version=1)
        assert sorted(page.values["chosen"]) == ["birthplace", "name", "notes"]

        answer = choose(page, "birthplace", "name", reason="the passport says so").send()

        assert answer.response["Location"] == reverse("admin:persons_person_history", args=[person.pk])
        person.refresh_from_db()
        assert (person.name, person.birthplace, person.notes) == ("Timur Ashirov", "Aral", "rewritten")
        entry = Entry.objects.select_related("change_set").get(pk=person.head_id)
        assert (entry.version, entry.kind) == (3, Kind.CHANGED)
        assert (entry.change_set.actor_name, entry.change_set.reason, entry.change_set.origin) == (
            *("Saule Nurlan", "the passport says so", Origin.FORM),
        )
        assert Read.objects.filter(how=HowRead.AUDITED, object_id=person.pk).exists()
        assert verify().discrepancies == []

    def test_of_a_partial_date_are_one(self, browser):
        first = PartialDate.read("about Feb 2022", words="в феврале")
        development = DevelopmentFactory(occurred=first)
        change(development, occurred=PartialDate.read("11 Mar 2022"))
        page = open_restore(browser, Development, development.pk, version=1)
        assert page.values["chosen"] == ["occurred"]

        page.fill(reason="the letter says so").send()

        development.refresh_from_db()
        assert development.occurred == first
        assert development.occurred.words == "в феврале"

    def test_that_only_services_write_are_not_offered(self, browser):
        kept, merged = PersonFactory(), PersonFactory(notes="x")
        with acting():
            merge_persons(kept=kept, merged=merged)
        version = entry_of(Person, merged.pk).version
        with acting():
            unmerge_persons(merged=merged)
        merged.refresh_from_db()
        change(merged, notes="y")

        page = open_restore(browser, Person, merged.pk, version=version)

        assert merged.merged_into is None
        assert page.values["chosen"] == ["notes"]

    def test_of_what_was_deleted_and_restored_meanwhile_are_compared_with_its_last_version(self, browser):
        person = PersonFactory(notes="as found")
        key = delete(person)
        entry = entry_of(Person, key)
        restored = restore_deleted(entries=[entry])[0]
        change(restored, notes="rewritten")

        page = FormPage.open(browser, address_of(entry))

        assert page.values["chosen"] == ["notes"]

    def test_are_none_where_nothing_differs(self, browser):
        person = PersonFactory()

        assert "Nothing differs" in open_restore(browser, Person, person.pk, version=1).text


class TestRefusal:
    def assert_refused(self, answer, words, **typed):
        assert answer.response.status_code == 200
        assert words in answer.text
        for name, value in typed.items():
            assert answer.values[name] == value

    def test_without_a_reason(self, browser):
        person = PersonFactory(birthplace="Aral", notes="x")
        change(person, birthplace="Atyrau", notes="y")
        page = open_restore(browser, Person, person.pk, version=1)

        answer = choose(page, "notes", reason=" ").send()

        self.assert_refused(answer, "This field is required", chosen=["notes"])
        assert Person.objects.get().notes == "y"

    def test_where_nothing_is_chosen(self, browser):
        person = PersonFactory(notes="x")
        change(person, notes="y")

        answer = choose(open_restore(browser, Person, person.pk, version=1), reason="why").send()

        self.assert_refused(answer, "Choose what is to be put back", reason=["why"])

    def test_where_the_record_moved_on_and_then_again_not(self, browser):
        person = PersonFactory(birthplace="Aral", notes="x")
        change(person, birthplace="Atyrau", notes="y")
        page = choose(open_restore(browser, Person, person.pk, version=1), "notes", reason="why")
        change(person, notes="z", birthplace="Aral")

        answer = page.send()

        self.assert_refused(answer, "was changed by someone else", reason=["why"], chosen=["notes"])
        assert "not one of the available choices" not in answer.text
        assert Person.objects.get().notes == "z"
        assert answer.send().response.status_code == 302
        assert Person.objects.get().notes == "x"

    def test_where_the_record_was_deleted_meanwhile(self, browser):
        person = PersonFactory(notes="x")
        change(person, notes="y")
        page = choose(open_restore(browser, Person, person.pk, version=1), "notes", reason="why")
        delete(person)

        answer = page.send()

        self.assert_refused(answer, "was changed by someone else", reason=["why"])
        assert not Person.objects.exists()

    def test_where_what_was_gone_stands_again(self, browser):
        key = delete(PersonFactory())
        page = open_restore(browser, Person, key).fill(reason="why")
        restore_deleted(entries=[entry_of(Person, key)])

        answer = page.send()

        self.assert_refused(answer, "was changed by someone else", reason=["why"])
        assert entry_of(Person, key).version == 3

    def test_where_what_it_names_is_gone(self, browser):
        party = CasePartyFactory()
        delete(party, party.case)
        part = Entry.objects.get(model="cases.caseparty", kind=Kind.DELETED)

        answer = FormPage.open(browser, address_of(part)).fill(reason="why").send()

        self.assert_refused(answer, "the case that it names is gone. Restore that first", reason=["why"])

    def test_where_its_place_is_taken(self, browser):
        case, person = CaseFactory(), PersonFactory()
        delete(CasePartyFactory(case=case, person=person))
        CasePartyFactory(case=case, person=person)
        part = Entry.objects.get(model="cases.caseparty", kind=Kind.DELETED)

        answer = FormPage.open(browser, address_of(part)).fill(reason="why").send()

        self.assert_refused(answer, f"{CaseParty.objects.get()} cannot be restored as it was", reason=["why"])
        assert CaseParty.objects.count() == 1

    def test_where_a_check_would_be_broken(self, browser):
        case = CaseFactory(closed=True)
        change(case, status="active", closed_on=None, closing_outcome="")

        answer = choose(open_restore(browser, Case, case.pk, version=1), "closed_on", reason="why").send()

        self.assert_refused(answer, "A closed case has the day", chosen=["closed_on"], reason=["why"])

    def test_where_a_link_would_lead_to_what_is_gone(self, browser):
        source = SourceFactory(publisher=OrganisationFactory(name="Closed since"))
        gone = source.publisher
        change(source, publisher=None)
        delete(gone)
        page = open_restore(browser, type(source), source.pk, version=1)
        assert "Closed since" in page.text

        answer = page.fill(reason="why").send()

        self.assert_refused(answer, "that it names is gone", reason=["why"])

    def test_of_all_where_one_cannot_stand(self):
        party = CasePartyFactory()
        case = delete(party, party.case)
        party.person.delete()
        entries = [entry_of(Case, case), Entry.objects.get(model="cases.caseparty", kind=Kind.DELETED)]

        with pytest.raises(CannotRestoreError):
            restore_deleted(entries=entries)

        assert not Case.objects.filter(pk=case).exists()

    def test_by_the_services_without_a_reason(self):
        person = PersonFactory(notes="x")
        change(person, notes="y")
        key = delete(PersonFactory())

        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            restore_fields(row=person, entry=entry_of(Person, person.pk, version=1), fields=["notes"])
        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            restore_deleted(entries=[entry_of(Person, key)])


class TestDeleted:
    def test_comes_back_with_the_parts_that_are_ticked(self, browser):
        person = PersonFactory()
        first, second = PersonNameFactory.create_batch(2, person=person)
        key = delete(first, second, person)
        page = open_restore(browser, Person, key)
        assert len(page.values["chosen"]) == 2
        wanted = Entry.objects.filter(model="persons.personname", kind=Kind.DELETED).first()

        choose(page, f"persons.personname-{wanted.object_id}").send()

        assert Person.objects.get().pk == key
        assert PersonName.objects.get().pk == wanted.object_id

    def test_goes_on_counting_its_versions(self, browser):
        person = PersonFactory()
        change(person, notes="x")
        key = delete(person)

        open_restore(browser, Person, key, version=1).fill(reason="not twice after all").send()

        restored = Person.objects.get(pk=key)
        entry = Entry.objects.get(pk=restored.head_id)
        assert (entry.version, entry.kind, restored.notes) == (4, Kind.CREATED, "x")
        assert restored.history.filter(valid_to=None).count() == 1
        change(restored, notes="y")
        assert entry_of(Person, key).version == 5
        assert verify().discrepancies == []

    def test_offers_but_does_not_tick_what_went_by_itself(self):
        person = PersonFactory()
        before, with_it = PersonNameFactory.create_batch(2, person=person)
        other = PersonNameFactory(person=person)
        other.person = PersonFactory()
        other.save()
        clerk = Actor(7, "Somebody else")
        with acting(by=clerk):
            before_key = before.pk
            before.delete()
        key = delete(with_it, other, person)

        parts = {part.entry.object_id: part.went_together for part in gone_parts(entry_of(Person, key))}

        assert len(parts) == 2
        assert [number for number, together in parts.items() if not together] == [before_key]

    def test_is_offered_at_the_same_cost_for_any_number_of_parts(self, browser):
        def queries_for(number):
            person = PersonFactory()
            key = delete(*PersonNameFactory.create_batch(number, person=person), person)
            with CaptureQueriesContext(connection) as captured:
                assert len(open_restore(browser, Person, key).values["chosen"]) == number
            return len(captured)

        queries_for(1)

        assert queries_for(20) == queries_for(3)

    def test_case_comes_back_with_every_row_as_it_was(self, browser):
        case, person = CaseFactory(), PersonFactory()
        fill(case, person)
        rows = rows_of_cases()
        assert len({type(row) for row in rows}) > 25
        before = {(type(row), row.pk): recorded(row) for row in rows}
        with acting("entered twice"):
            delete_with_parts(rows)
        assert rows_of_cases() == []

        page = open_restore(browser, Case, next(key for model, key in before if model is Case))
        answer = page.fill(reason="it was not entered twice").send()

        assert answer.response.status_code == 302, answer.response.context["form"].errors
        after = {(type(row), row.pk): recorded(row) for row in rows_of_cases()}
        assert after == before
        assert verify().discrepancies == []

    def test_hearing_is_followed_again(self):
        hearing = HearingFactory(scheduled_on="2999-01-01")
        hearing.refresh_from_db()
        task = Task.objects.get(origin=TaskOrigin.HEARING)
        key = delete(hearing)
        assert not Task.objects.filter(pk=task.pk).exists()

        restore_deleted(entries=[entry_of(Hearing, key)])

        assert Task.objects.get().cause == key

    def test_hearing_leaves_the_task_that_came_back_before_it_as_it_was(self):
        hearing = HearingFactory(scheduled_on="2999-01-01")
        hearing.refresh_from_db()
        task = Task.objects.get(origin=TaskOrigin.HEARING)
        change(task, title="Ask the lawyer", done_on="2022-03-01", done_by=task.case.lead)
        key = delete(hearing)

        restore_deleted(entries=[entry_of(Task, task.pk), entry_of(Hearing, key)])

        task = Task.objects.get()
        assert task.title == "Ask the lawyer"
        assert task.is_done


class TestFormOpenMeanwhile:
    def test_of_what_was_deleted_and_restored_is_saved_with_all_that_was_typed(self, client_as):
        person = PersonFactory(birthplace="Aral", notes="x")
        name = PersonNameFactory(person=person, name="Tima")
        page = FormPage.open(
            client_as(Role.CASEWORKER), reverse("admin:persons_person_change", args=[person.pk])
        )
        key, part = person.pk, name.pk
        delete(name, person)
        restore_deleted(entries=[entry_of(Person, key), entry_of(PersonName, part)])

        answer = page.fill(notes="from the interview", reason="heard", **{"names-0-name": "Timka"}).send()

        assert answer.response.status_code == 302, answer.text
        restored = Person.objects.get(pk=key)
        assert (restored.notes, restored.birthplace) == ("from the interview", "Aral")
        assert restored.names.get().name == "Timka"

    def test_shows_both_where_the_restored_record_was_changed_besides(self, client_as):
        person = PersonFactory(notes="x")
        page = FormPage.open(
            client_as(Role.CASEWORKER), reverse("admin:persons_person_change", args=[person.pk])
        )
        key = delete(person)
        change(restore_deleted(entries=[entry_of(Person, key)])[0], notes="theirs")

        answer = page.fill(notes="mine", reason="heard").send()

        assert answer.response.status_code == 200
        assert "theirs" in answer.text
        assert "mine" in answer.text
        assert Person.objects.get().notes == "theirs"


class TestRight:
    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.DIRECTOR, Role.CASEWORKER, Role.ADMINISTRATOR])
    def test_is_not_that_of_any_role(self, client_as, role):
        person = PersonFactory(notes="x")
        change(person, notes="y")
        client, address = client_as(role), address_of(entry_of(Person, person.pk, version=1))

        for answer in (client.get(address), client.post(address, {"chosen": "notes", "reason": "x"})):
            assert answer.status_code == 403

    def test_reaches_no_accounts_roles_rights_and_merges(self, browser, staff):
        merge = merge_persons(kept=PersonFactory(), merged=PersonFactory())
        grant = RoleGrantFactory()
        records = [grant.user, grant, merge, merge.rows.first()]
        records += apps.get_model("accounts", "RestoringRight").objects.all()

        for record in filter(None, records):
            address = address_of(entry_of(type(record), record.pk))
            assert browser.get(address).status_code == 404, record
            assert browser.post(address, {"reason": "x"}).status_code == 404, record

    def test_of_what_never_was_leads_nowhere(self, browser):
        assert browser.get(reverse("audit:restore", args=[uuid.uuid4()])).status_code == 404


def rows_of_cases():
    """Return every row that hangs on a case; what was found of an action alone outlives the case."""
    hanging = [model for model in audited_models() if model.case_lookup]
    rows = [row for model in hanging for row in model._base_manager.all()]
    return [row for row in rows if not (isinstance(row, Impact) and row.demand_id is None)]


def recorded(row):
    """Return what the ledger keeps of a row as it stands in the database."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    return {column.name: column.value_of(fresh) for column in ledger_columns(type(row))}
