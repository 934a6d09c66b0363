"""What is encrypted stands so in rows, history, ledger and index, and is read in its own place alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit import encrypted, guards
from casework.audit.encrypted import MARK, Encrypted
from casework.audit.known import as_known_at
from casework.audit.models import EncryptionKey, Entry
from casework.audit.reading import changes_between, row_from_entry
from casework.audit.restoring import restore_fields
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.cases.services import restrict_case, unrestrict_case
from casework.core.choices import Confidentiality
from casework.core.encryption import UnreadableError
from casework.persons.models import ContactDetail
from casework.persons.services import merge_persons
from casework.search.models import SearchDocument
from casework.sources.models import Source
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import ContactDetailFactory, PersonFactory
from tests.factories.sources import SourceFactory

WORDS = "+7 700 000 00 00, ask for the aunt"
OTHER = "Behind the bakery, at dusk"

#: The number of no key.
NOBODYS = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

CANARIES = [f"canary-{number:04}-{number * 7919 % 9973:04}" for number in range(1000)]


@pytest.fixture(autouse=True)
def no_keys_remembered():
    """Read every key anew, as another process would."""
    encrypted._remembered.clear()


def kept(model, key, column):
    """Return what the database holds."""
    table, field = model._meta.db_table, model._meta.get_field(column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field.column} FROM {table} WHERE id = %s", [key])
        return cursor.fetchone()[0]


def internal_note(case, **values):
    return DevelopmentFactory(case=case, kind=DevelopmentKind.INTERNAL_NOTE, narrative=WORDS, **values)


@pytest.mark.django_db
class TestEncryptedText:
    def test_is_given_to_whoever_reads_the_row(self):
        row = ContactDetailFactory(value=WORDS, notes="")
        assert (row.value, row.notes) == (WORDS, "")

        again = ContactDetail.objects.get(pk=row.pk)

        assert (again.value, again.notes) == (WORDS, "")
        assert str(again).endswith(WORDS)

    def test_stands_encrypted_in_row_history_and_entry(self):
        row = ContactDetailFactory(value=WORDS)

        standing = kept(ContactDetail, row.pk, "value")
        entry = Entry.objects.get(model="persons.contactdetail", object_id=row.pk)

        assert standing.startswith(MARK)
        assert entry.read()["value"] == standing
        assert WORDS not in entry.values
        (version,) = ContactDetail.history.filter(id=row.pk)
        assert version.__dict__["value"] == standing
        assert version.value == WORDS

    def test_stays_as_it_stands_where_it_is_not_changed(self):
        row = ContactDetailFactory(value=WORDS, notes=OTHER)
        standing = kept(ContactDetail, row.pk, "value")
        again = ContactDetail.objects.get(pk=row.pk)

        again.value, again.notes = WORDS, "by night only"
        again.save()

        assert kept(ContactDetail, row.pk, "value") == standing
        assert ContactDetail.objects.get(pk=row.pk).notes == "by night only"

    @pytest.mark.parametrize("fields", [None, ["value"]])
    def test_is_written_by_save(self, fields):
        row = ContactDetail.objects.get(pk=ContactDetailFactory(value=WORDS).pk)

        row.value = OTHER
        row.save(update_fields=fields)

        assert ContactDetail.objects.get(pk=row.pk).value == OTHER
        assert Entry.objects.filter(object_id=row.pk, model="persons.contactdetail").latest("pk").read()[
            "value"
        ] == kept(ContactDetail, row.pk, "value")

    def test_is_written_in_sets(self):
        person = PersonFactory()
        rows = ContactDetail.objects.bulk_create(
            ContactDetail(person=person, kind="phone", value=f"{WORDS} {number}") for number in range(5)
        )
        for row in rows:
            row.value = f"{OTHER} {row.pk}"
        ContactDetail.objects.bulk_update(rows, ["value"])

        assert {row.value for row in person.contact_details.all()} == {f"{OTHER} {row.pk}" for row in rows}
        assert EncryptionKey.objects.filter(owner=f"persons.person:{person.pk}").count() == 1

    def test_is_restored_from_an_entry(self):
        row = ContactDetailFactory(value=WORDS)
        first = Entry.objects.get(model="persons.contactdetail", object_id=row.pk)
        row.value = OTHER
        row.save()

        restore_fields(row=row, entry=first, fields=["value"])

        assert ContactDetail.objects.get(pk=row.pk).value == WORDS
        assert row_from_entry(ContactDetail, first).value == WORDS

    def test_goes_with_its_row_to_another_person(self):
        kept_person, merged = PersonFactory(), PersonFactory()
        row = ContactDetailFactory(person=merged, value=WORDS)

        merge_persons(kept=kept_person, merged=merged)

        row = ContactDetail.objects.get(pk=row.pk)
        assert (row.person, row.value) == (kept_person, WORDS)

    def test_is_known_as_of_a_past_moment(self):
        row = ContactDetailFactory(value=WORDS)
        before = Entry.objects.get(model="persons.contactdetail", object_id=row.pk).change_set.at
        row.value = OTHER
        row.save()

        with as_known_at(before):
            assert {each.value for each in ContactDetail.objects.filter(pk=row.pk)} <= {WORDS, OTHER}
        assert [version.value for version in row.history.order_by("history_id")] == [WORDS, OTHER]

    @pytest.mark.parametrize("ask", [{"value": WORDS}, {"value__contains": "700"}, {"value__in": [WORDS]}])
    def test_is_found_by_nothing(self, ask):
        with pytest.raises(FieldError):
            list(ContactDetail.objects.filter(**ask))

    def test_is_as_long_as_it_may_be(self):
        with pytest.raises(ValidationError, match="at most 250"):
            ContactDetailFactory.build(person=PersonFactory(), value="7" * 251).full_clean()

    def test_costs_the_same_however_many_rows_there_are(self):
        def queries(count):
            ContactDetail.objects.bulk_create(
                ContactDetail(person=PersonFactory(), kind="phone", value=WORDS) for _row in range(count)
            )
            encrypted._remembered.clear()
            with CaptureQueriesContext(connection) as asked:
                assert {row.value for row in ContactDetail.objects.all()} == {WORDS}
            return len(asked)

        assert queries(2) == queries(20) == 2

    def test_makes_keys_at_once_for_all_who_are_written_at_once(self):
        def queries(count):
            rows = [ContactDetail(person=PersonFactory(), kind="phone", value=WORDS) for _ in range(count)]
            with CaptureQueriesContext(connection) as asked:
                ContactDetail.objects.bulk_create(rows)
            return len([query for query in asked if "encryptionkey" in query["sql"]])

        assert queries(2) == queries(20)


@pytest.mark.django_db
class TestMoved:
    """What is put elsewhere by whoever writes past the application is not read."""

    @pytest.fixture(autouse=True)
    def unguarded(self):
        guards.remove()

    def put(self, model, key, column, text):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", [text, key])

    def test_into_another_row_of_the_same_person(self):
        first = ContactDetailFactory(value=WORDS)
        second = ContactDetailFactory(person=first.person, value=OTHER)

        self.put(ContactDetail, second.pk, "value", kept(ContactDetail, first.pk, "value"))

        with pytest.raises(UnreadableError):
            assert ContactDetail.objects.get(pk=second.pk).value

    def test_into_another_column(self):
        row = ContactDetailFactory(value=WORDS, notes=OTHER)

        self.put(ContactDetail, row.pk, "notes", kept(ContactDetail, row.pk, "value"))

        with pytest.raises(UnreadableError):
            assert ContactDetail.objects.get(pk=row.pk).notes

    def test_into_a_row_of_another_kind(self):
        row, source = ContactDetailFactory(value=WORDS), SourceFactory(confidentiality="restricted")

        self.put(Source, source.pk, "informant", kept(ContactDetail, row.pk, "value"))

        with pytest.raises(UnreadableError):
            assert Source.objects.get(pk=source.pk).informant

    def test_together_with_what_binds_it_is_refused(self):
        first, second = ContactDetailFactory(value=WORDS), ContactDetailFactory(value=OTHER)

        with pytest.raises(IntegrityError), transaction.atomic():
            self.put(ContactDetail, second.pk, "cipher_id", kept(ContactDetail, first.pk, "cipher_id"))

    @pytest.mark.parametrize("text", [f"{MARK}x", f"{MARK}{NOBODYS}.AAAA", MARK])
    def test_or_made_up(self, text):
        row = ContactDetailFactory(value=WORDS)

        self.put(ContactDetail, row.pk, "value", text)

        with pytest.raises(UnreadableError):
            assert ContactDetail.objects.get(pk=row.pk).value

    def test_without_its_key(self):
        row = ContactDetailFactory(value=WORDS)
        EncryptionKey.objects.filter(owner=f"persons.person:{row.person_id}").delete()
        encrypted._remembered.clear()

        with pytest.raises(UnreadableError):
            assert ContactDetail.objects.get(pk=row.pk).value

    def test_under_the_key_of_another_owner(self):
        first, second = ContactDetailFactory(value=WORDS), ContactDetailFactory(value=OTHER)
        keys = {key.owner: key for key in EncryptionKey.objects.all()}
        mine, theirs = (keys[f"persons.person:{row.person_id}"] for row in (first, second))
        EncryptionKey.objects.filter(pk=mine.pk).update(wrapped=theirs.wrapped)
        encrypted._remembered.clear()

        with pytest.raises(UnreadableError):
            assert ContactDetail.objects.get(pk=first.pk).value


@pytest.mark.django_db
class TestKeys:
    def test_are_made_anew_where_the_write_that_made_them_was_undone(self):
        person = PersonFactory()
        row = ContactDetailFactory.build(person=person, value=WORDS)
        with transaction.atomic():
            row.save()
            transaction.set_rollback(True)
        assert not EncryptionKey.objects.exists()

        ContactDetailFactory(person=person, value=OTHER)
        again = ContactDetail(person=person, kind="phone", value=row.value)
        again.save()

        encrypted._remembered.clear()
        assert ContactDetail.objects.get(pk=again.pk).value == WORDS


@pytest.mark.django_db
class TestInformant:
    def test_is_kept_encrypted(self):
        source = SourceFactory(confidentiality=Confidentiality.RESTRICTED, informant=WORDS)

        assert kept(Source, source.pk, "informant").startswith(MARK)
        assert Source.objects.get(pk=source.pk).informant == WORDS

    def test_is_of_restricted_sources_alone(self):
        with pytest.raises(IntegrityError, match="source_names_informants"), transaction.atomic():
            SourceFactory(informant=WORDS)
        with pytest.raises(ValidationError, match="Restrict the source"):
            SourceFactory.build(informant=WORDS).full_clean(exclude=["kind", "publisher", "head"])


@pytest.mark.django_db
class TestInternalNote:
    def test_of_a_restricted_case_is_kept_encrypted(self):
        note = internal_note(CaseFactory(confidentiality=Confidentiality.RESTRICTED))

        assert kept(Development, note.pk, "narrative").startswith(MARK)
        assert Development.objects.get(pk=note.pk).narrative == WORDS

    def test_of_an_open_case_is_not(self):
        note = internal_note(CaseFactory())
        hearing = DevelopmentFactory(
            case=CaseFactory(confidentiality=Confidentiality.RESTRICTED),
            kind=DevelopmentKind.HEARING,
            narrative=WORDS,
        )

        assert kept(Development, note.pk, "narrative") == WORDS
        assert kept(Development, hearing.pk, "narrative") == WORDS

    def test_is_encrypted_as_soon_as_its_case_is_restricted(self):
        note = internal_note(CaseFactory())
        hearing = DevelopmentFactory(case=note.case, kind=DevelopmentKind.HEARING, narrative=OTHER)

        restrict_case(case=note.case)

        assert kept(Development, note.pk, "narrative").startswith(MARK)
        assert kept(Development, hearing.pk, "narrative") == OTHER
        assert Development.objects.get(pk=note.pk).narrative == WORDS

    def test_is_not_found_by_the_search(self):
        note = internal_note(CaseFactory())
        assert SearchDocument.objects.filter(words__contains="aunt").exists()

        restrict_case(case=note.case)

        assert not SearchDocument.objects.filter(words__contains="aunt").exists()

    def test_is_written_openly_again_where_it_changes_once_the_case_is_open(self):
        note = internal_note(CaseFactory(confidentiality=Confidentiality.RESTRICTED))
        unrestrict_case(case=note.case)

        note = Development.objects.get(pk=note.pk)
        assert note.narrative == WORDS
        note.narrative = OTHER
        note.save()

        assert kept(Development, note.pk, "narrative") == OTHER


class TestCanaries:
    def test_of_a_thousand_none_is_in_the_database(self, committing_database, django_db_blocker, tmp_path):
        with django_db_blocker.unblock():
            case = CaseFactory(confidentiality=Confidentiality.RESTRICTED)
            person = PersonFactory()
            ContactDetail.objects.bulk_create(
                ContactDetail(person=person, kind="phone", value=first, notes=second)
                for first, second in zip(CANARIES[:400:2], CANARIES[1:400:2], strict=True)
            )
            for canary in CANARIES[400:600]:
                SourceFactory(confidentiality=Confidentiality.RESTRICTED, informant=canary)
            Development.objects.bulk_create(
                DevelopmentFactory.build(case=case, kind=DevelopmentKind.INTERNAL_NOTE, narrative=canary)
                for canary in CANARIES[600:]
            )
            told = [row.value for row in ContactDetail.objects.all()]
            assert set(CANARIES[:400:2]) <= set(told)
            call_command("verify_ledger")
            raw = self.everything(committing_database)

        assert b"persons_contactdetail" in raw or MARK.encode() in raw
        assert [canary for canary in CANARIES if canary.encode() in raw] == []

    def everything(self, name):
        """Return all bytes of the file and what stands beside it, or every row of every table as text."""
        if connection.vendor == "sqlite":
            connection.close()
            return b"".join(
                path.read_bytes() for path in sorted(Path(name).parent.glob(f"{Path(name).name}*"))
            )
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            rows = []
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                rows += [row[0] for row in cursor.fetchall()]
        return "\n".join(rows).encode()


def test_encrypted_is_a_text_like_any_other():
    text = Encrypted(f"{MARK}{NOBODYS}.abc")

    assert text.sealed == "abc"
    assert text == str(text)


@pytest.mark.django_db
class TestStory:
    """What was recorded in an encrypted column is told to whoever may read the ledger, and to nobody else."""

    def changes(self, row):
        entries = Entry.objects.filter(model="persons.contactdetail", object_id=row.pk).order_by("version")
        versions = [{}, *(entry.read() for entry in entries)]
        return [
            {change.name: (str(change.before), str(change.after)) for change in changed}
            for changed in (
                changes_between(ContactDetail, before, after, {("person", row.person_id): "Somebody"})
                for before, after in pairwise(versions)
            )
        ]

    def test_tells_what_it_became_as_it_is_read(self):
        row = ContactDetailFactory(value=WORDS)
        row.value = OTHER
        row.save()

        created, changed = self.changes(row)

        assert created["value"][1] == WORDS
        assert changed == {"value": (WORDS, OTHER)}

    def test_says_nothing_of_what_binds_it(self):
        created, *_rest = self.changes(ContactDetailFactory())

        assert "cipher_id" not in created

    def test_goes_on_where_it_is_not_to_be_read_any_more(self):
        row = ContactDetailFactory(value=WORDS)
        EncryptionKey.objects.all().delete()
        encrypted._remembered.clear()

        ((_name, (_before, after)),) = [
            change for change in self.changes(row)[0].items() if change[0] == "value"
        ]

        assert after == "encrypted, and not to be read any more"

    def test_is_on_the_page_of_the_feed(self, client_as):
        ContactDetailFactory(value=WORDS)

        page = client_as("auditor").get(reverse("audit:feed") + "?model=persons.contactdetail")

        assert page.status_code == 200
        assert WORDS in page.content.decode()
