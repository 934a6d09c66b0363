"""What was recorded is forgotten where one asks and another consents; only that it was so stays."""

import io
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit import guards, sweeping
from casework.audit.choices import ErasureDecision, Kind, RunKind
from casework.audit.context import Actor, Origin, change_set
from casework.audit.erasing import CannotEraseError, ask_for_erasure, consent, refuse, withdraw
from casework.audit.models import Entry, ErasedRecord, Erasure, Run
from casework.audit.models.entries import ERASED
from casework.audit.naming import ERASED_RECORD
from casework.audit.restoring import CannotRestoreError, restore_deleted, restore_fields
from casework.audit.runs import carry_out
from casework.audit.sealing.exports import write_proof
from casework.audit.sealing.sealer import create_key, seal_entries
from casework.audit.sweeping import sweep
from casework.audit.verification import verify
from casework.persons.models import Person
from casework.sources.services import take_in_file
from tests.audit.sealing.proofs import examine, unpacked
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.factories.sources import SourceFactory
from tests.pages import FormPage

GROUND = "Request under Article 17, letter of 3 May"
CANARY = "Qarlyghash-Zymyran"


def acting(by, reason="a later day's work"):
    """Begin an act of this person."""
    return change_set(actor=Actor.of(by), origin=Origin.FORM, reason=reason)


@pytest.fixture
def people(db):
    """Two directors: who asks, and who decides."""
    return UserFactory(director=True), UserFactory(director=True)


@pytest.fixture
def person(db):
    """A person whose data were changed once."""
    person = PersonFactory(notes=f"{CANARY} was here")
    person.notes = "nothing"
    person.save()
    return person


def key_of(row):
    return row._meta.label_lower, row.pk


def gone(row, by):
    """Delete a record; return the key under which it was known."""
    key = key_of(row)
    with acting(by, "entered by mistake"):
        row.delete()
    return key


def asked(*keys, by):
    """Ask for an erasure."""
    with acting(by, GROUND):
        return ask_for_erasure(records=keys, ground=GROUND)


def erased(*keys, people):
    """Have it asked for by one, and consented to by the other."""
    erasure = asked(*keys, by=people[0])
    with acting(people[1]):
        consent(erasure=erasure)
    return erasure


@contextmanager
def without_guards():
    """Act as somebody who can take the guards away, and puts them back."""
    connection.check_constraints()
    guards.remove()
    yield
    connection.check_constraints()
    guards.install()


def raw_database():
    """Return all bytes of the files in which the database is kept."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = Path(connection.settings_dict["NAME"])
            files = [file for file in name.parent.glob(f"{name.name}*") if file.is_file()]
        else:
            cursor.execute("CHECKPOINT")
            cursor.execute(
                "SELECT current_setting('data_directory'), oid FROM pg_database"
                " WHERE datname = current_database()"
            )
            directory, number = cursor.fetchone()
            files = [file for file in (Path(directory) / "base" / str(number)).iterdir() if file.is_file()]
    return b"".join(file.read_bytes() for file in files)


def entries_of(key):
    return Entry.objects.filter(model=key[0], object_id=key[1])


@pytest.mark.django_db
class TestErasing:
    def test_takes_all_values_of_what_is_gone_and_leaves_its_commitments(self, people, person):
        key = gone(person, people[0])
        before = dict(entries_of(key).values_list("pk", "commitment"))

        erased(key, people=people)

        assert set(entries_of(key).values_list("values", flat=True)) == {ERASED}
        assert {bytes(salt) for salt in entries_of(key).values_list("salt", flat=True)} == {b""}
        assert dict(entries_of(key).values_list("pk", "commitment")) == before
        assert not Person.history.filter(id=key[1]).exists()
        assert verify().discrepancies == []

    def test_of_what_stands_takes_what_it_was_before(self, people, person):
        erased(key_of(person), people=people)

        assert [entry.is_erased for entry in entries_of(key_of(person)).order_by("version")] == [True, False]
        person.refresh_from_db()
        assert person.notes == "nothing"
        assert verify().discrepancies == []

    def test_says_who_asked_who_consented_and_why(self, people, person):
        erasure = erased(key_of(person), people=people)

        acts = [entry.change_set for entry in entries_of(key_of(erasure)).order_by("version")]

        assert [act.actor_id for act in acts] == [each.pk for each in people]
        assert acts[0].reason == erasure.ground == GROUND

    def test_is_not_for_one_alone(self, people, person):
        erasure = asked(key_of(person), by=people[0])

        with acting(people[0]), pytest.raises(CannotEraseError, match="Another person"):
            consent(erasure=erasure)
        with acting(people[0]), pytest.raises(CannotEraseError, match="Another person"):
            refuse(erasure=erasure)

        assert not entries_of(key_of(person)).filter(values=ERASED).exists()

    def test_is_decided_once(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        with acting(people[1]):
            refuse(erasure=erasure)

        with acting(people[1]), pytest.raises(CannotEraseError, match="decided already: refused"):
            consent(erasure=Erasure.objects.get())

    def test_is_withdrawn_by_who_asked_alone(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        with acting(people[1]), pytest.raises(CannotEraseError, match="Only who asked"):
            withdraw(erasure=erasure)

        with acting(people[0]):
            withdraw(erasure=erasure)

        assert Erasure.objects.get().decision == ErasureDecision.WITHDRAWN

    def test_needs_a_ground(self, people, person):
        with acting(people[0]), pytest.raises(Exception, match="ground"):
            ask_for_erasure(records=[key_of(person)], ground="  ")

    def test_is_asked_for_once(self, people, person):
        asked(key_of(person), by=people[0])

        with pytest.raises(CannotEraseError, match="asked for already"):
            asked(key_of(person), by=people[1])

    def test_finds_nothing_in_what_was_never_changed(self, people):
        with pytest.raises(CannotEraseError, match="Nothing of"):
            asked(key_of(PersonFactory()), by=people[0])

    def test_does_not_reach_what_says_that_something_was_erased(self, people, person):
        erasure = erased(key_of(person), people=people)

        with pytest.raises(CannotEraseError, match="Nothing of"):
            asked(key_of(erasure), by=people[0])

    def test_takes_exactly_what_was_asked_for(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        with acting(people[1]):
            person.notes = "learned since"
            person.save()

        with acting(people[1]), pytest.raises(CannotEraseError, match="changed since"):
            consent(erasure=erasure)

    def test_cannot_be_turned_back(self, people, person):
        last = entries_of(key_of(person)).order_by("version").first()
        key = gone(person, people[0])
        erased(key, people=people)

        with acting(people[0]), pytest.raises(CannotRestoreError, match="erased"):
            restore_deleted(entries=[entries_of(key).order_by("version").last()])
        other = PersonFactory()
        last.refresh_from_db()
        with acting(people[0]), pytest.raises(CannotRestoreError, match="erased"):
            restore_fields(row=other, entry=last, fields=["notes"])

    def test_removes_the_files(self, people, django_capture_on_commit_callbacks):
        letter = ContentFile(b"What was said", name="letter.txt")
        source_file = take_in_file(source=SourceFactory(), upload=letter)
        path, storage = source_file.file.name, source_file.file.storage
        assert storage.exists(path)
        key = gone(source_file, people[0])
        assert storage.exists(path)

        with django_capture_on_commit_callbacks(execute=True):
            erased(key, people=people)

        assert not storage.exists(path)

    def test_can_be_read_of_everywhere(self, people, person, client_as):
        name = PersonNameFactory(person=person, name=f"{CANARY} the Elder")
        case = CaseFactory()
        development = DevelopmentFactory(case=case, headline=CANARY)
        keys = [gone(name, people[0]), gone(development, people[0])]
        person.notes = "and now this"
        person.save()
        erased(*keys, key_of(person), people=people)
        auditor = client_as(Role.AUDITOR)

        pages = [
            auditor.get(reverse("audit:feed"), {"model": "persons.person", "field": "notes", "q": "nothing"}),
            auditor.get(reverse("audit:feed")),
            auditor.get(reverse("admin:persons_person_history", args=[person.pk])),
            auditor.get(reverse("admin:cases_development_history", args=[keys[1][1]])),
            auditor.get(reverse("audit:erasure_list")),
            auditor.get(Erasure.objects.get().get_absolute_url()),
            auditor.get(reverse("audit:feed_export", args=["csv"])),
            auditor.get(reverse("workspace:case_file", args=[case.reference]), {"recorded": "2999-01-01"}),
        ]

        assert [page.status_code for page in pages] == [200] * len(pages)
        told = [b"".join(page) if page.streaming else page.content for page in pages]
        assert CANARY.encode() not in b"".join(told)
        assert str(ERASED_RECORD).encode() in told[3]
        assert b"What was recorded here is erased" in told[2]
        assert b"has since been erased" in told[7]


@pytest.mark.django_db
class TestSealed:
    def test_entries_prove_what_they_did_once_their_values_are_gone(self, people, tmp_path, settings):
        settings.SEALING_KEY_FILE = str(tmp_path / "sealing.key")
        create_key()
        development = DevelopmentFactory(headline=CANARY)
        case = development.case_id
        key = gone(development, people[0])
        seal_entries()
        earlier = io.BytesIO()
        write_proof(file=earlier, cases=[case])
        assert CANARY.encode() in b"".join(unpacked(earlier.getvalue()).values())

        erased(key, people=people)
        seal_entries()
        later = io.BytesIO()
        write_proof(file=later, cases=[case])

        files = unpacked(later.getvalue())
        assert CANARY.encode() not in b"".join(files.values())
        assert examine(files)[0] == "Proven:"
        assert verify().discrepancies == []


@pytest.mark.django_db
class TestGuards:
    """What the database itself refuses, whatever the code above it does."""

    def blank(self, entries):
        with transaction.atomic():
            models.QuerySet(Entry).filter(pk__in=entries.values("pk")).update(values=ERASED, salt=b"")

    def test_keep_values_that_nobody_asked_to_erase(self, person):
        with pytest.raises(IntegrityError, match="only ever added to"):
            self.blank(entries_of(key_of(person)).filter(version=1))

    def test_keep_values_of_what_is_asked_for_only(self, people, person):
        asked(key_of(person), by=people[0])

        with pytest.raises(IntegrityError, match="only ever added to"):
            self.blank(entries_of(key_of(person)).filter(version=1))

    def test_keep_the_values_of_what_stands(self, people, person):
        erased(key_of(person), people=people)

        with pytest.raises(IntegrityError, match="only ever added to"):
            self.blank(entries_of(key_of(person)).filter(version=2))

    @pytest.mark.parametrize(
        "change", [{"kind": Kind.DELETED}, {"commitment": b"x"}, {"case_id": 5}, {"values": '{"notes":"x"}'}]
    )
    def test_let_nothing_be_put_in_the_place_of_what_is_erased(self, people, person, change):
        erased(key_of(person), people=people)

        entry = models.QuerySet(Entry).filter(pk=entries_of(key_of(person)).get(version=1).pk)

        with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
            entry.update(**{"values": ERASED, "salt": b"", **change})

    def test_keep_history_whose_entry_has_its_values(self, people, person):
        erased(key_of(person), people=people)

        with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
            models.QuerySet(Person.history.model).filter(id=person.pk)._raw_delete("default")

    def test_let_no_history_be_written_for_what_is_erased(self, people, person):
        version = Person.history.filter(id=person.pk).order_by("history_id").first()
        erased(key_of(person), people=people)

        version.history_id = None
        with pytest.raises(IntegrityError, match="a version is written once"), transaction.atomic():
            models.Model.save(version, force_insert=True)

    def test_refuse_consent_by_who_asked(self, people, person):
        erasure = asked(key_of(person), by=people[0])

        erasure.decision = ErasureDecision.CONSENTED
        with pytest.raises(IntegrityError, match="one asks"), transaction.atomic(), acting(people[0]):
            erasure.save()

    def test_refuse_consent_by_nobody(self, people, person):
        erasure = asked(key_of(person), by=people[0])

        erasure.decision = ErasureDecision.CONSENTED
        nobody = change_set(actor=Actor(None, "a command"), origin=Origin.COMMAND)
        with pytest.raises(IntegrityError, match="one asks"), transaction.atomic(), nobody:
            erasure.save()

    def test_refuse_a_decision_on_what_was_decided(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        with acting(people[1]):
            refuse(erasure=erasure)

        erasure.decision = ErasureDecision.CONSENTED
        with pytest.raises(IntegrityError, match="one asks"), transaction.atomic(), acting(people[1]):
            erasure.save()

    def test_refuse_a_request_that_is_decided_from_the_start(self, people):
        with pytest.raises(IntegrityError, match="undecided"), transaction.atomic(), acting(people[0]):
            Erasure.objects.create(ground=GROUND, decision=ErasureDecision.CONSENTED)

    def test_refuse_to_add_to_what_was_decided(self, people, person):
        erasure = erased(key_of(person), people=people)

        with pytest.raises(IntegrityError, match="nothing is added"), transaction.atomic(), acting(people[1]):
            ErasedRecord.objects.create(
                erasure=erasure, model="persons.personname", object_id=1, up_to_version=9
            )

    def test_refuse_to_change_or_remove_what_was_asked(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        record = erasure.records.get()

        record.up_to_version = 99
        with pytest.raises(IntegrityError, match="stays on record"), transaction.atomic(), acting(people[0]):
            record.save()
        with pytest.raises(IntegrityError, match="stays on record"), transaction.atomic(), acting(people[0]):
            ErasedRecord.objects.get().delete()


@pytest.mark.django_db
class TestVerification:
    def test_finds_values_that_went_without_consent(self, people, person):
        with without_guards():
            models.QuerySet(Entry).filter(pk=entries_of(key_of(person)).get(version=1).pk).update(
                values=ERASED, salt=b""
            )
            models.QuerySet(Person.history.model).filter(id=person.pk, history_type="+")._raw_delete(
                "default"
            )

        assert any("nobody consented" in words for words in verify().discrepancies)

    def test_finds_a_record_added_to_a_request(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        with acting(people[0]):
            ErasedRecord.objects.create(erasure=erasure, model="persons.person", object_id=9, up_to_version=1)

        assert any("after that was asked for" in words for words in verify().discrepancies)

    def test_finds_consent_of_one_alone(self, people, person):
        erasure = asked(key_of(person), by=people[0])
        erasure.decision = ErasureDecision.CONSENTED
        with without_guards(), acting(people[0]):
            erasure.save()

        assert any("nobody but the person" in words for words in verify().discrepancies)


class TestSweep:
    @pytest.mark.usefixtures("committing_database")
    def test_leaves_nothing_in_the_file_of_the_database(self, tmp_path):
        people = UserFactory(director=True), UserFactory(director=True)
        person = PersonFactory(notes=f"{CANARY} was here")
        name = PersonNameFactory(person=person, name=f"{CANARY} the Elder")
        person.notes = "nothing"
        person.save()
        assert CANARY.encode() in raw_database()

        erased(gone(name, people[0]), key_of(person), people=people)
        sweep()

        assert CANARY.encode() not in raw_database()
        assert verify().discrepancies == []

    @pytest.mark.usefixtures("committing_database")
    def test_is_carried_out_as_a_run(self):
        run = Run.objects.create(
            kind=RunKind.SWEEP, actor_name="Test", begun_at="2026-01-01T00:00Z", alive_at="2026-01-01T00:00Z"
        )

        carry_out(run)

        run.refresh_from_db()
        assert run.holds
        assert run.counts["tables"] > 20

    @pytest.mark.usefixtures("committing_database")
    def test_says_in_words_what_stood_in_its_way(self, monkeypatch):
        def busy(tell):
            raise sweeping.OperationalError("database is locked")

        monkeypatch.setitem(sweeping._SWEEPS, connection.vendor, busy)
        run = Run.objects.create(
            kind=RunKind.SWEEP, actor_name="Test", begun_at="2026-01-01T00:00Z", alive_at="2026-01-01T00:00Z"
        )

        carry_out(run)

        assert not run.holds
        assert "Sweep again" in run.discrepancies[0]


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def no_process(self, monkeypatch):
        """Let a run be asked for, without a process that would work on another database."""
        monkeypatch.setattr("casework.audit.runs._start", lambda run: None)

    def test_lead_from_the_history_to_the_request_and_to_its_consent(self, client_as, person):
        asking, deciding = client_as(Role.DIRECTOR), client_as(Role.DIRECTOR)
        history = asking.get(reverse("admin:persons_person_history", args=[person.pk]))
        first = entries_of(key_of(person)).get(version=1)
        address = reverse("audit:erasure_ask", args=[first.pk])
        assert address in history.content.decode()

        answer = FormPage.open(asking, address).fill(ground=GROUND).send()

        erasure = Erasure.objects.get()
        assert answer.response.url == erasure.get_absolute_url()
        page = deciding.get(erasure.get_absolute_url()).content.decode()
        assert GROUND in page
        assert "Consent and erase" in page
        deciding.post(erasure.get_absolute_url(), {"decision": "consent", "reason": "checked"})
        erasure.refresh_from_db()
        assert erasure.decision == ErasureDecision.CONSENTED
        assert entries_of(key_of(person)).get(version=1).is_erased
        assert Run.objects.get().kind == RunKind.SWEEP

    def test_offer_parts_of_what_is_gone(self, client_as, people, person):
        name = PersonNameFactory(person=person, name="Aidos the Elder")
        key = key_of(name), key_of(person)
        with acting(people[0]):
            name.delete()
            person.delete()
        last = entries_of(key[1]).order_by("version").last()

        FormPage.open(client_as(Role.DIRECTOR), reverse("audit:erasure_ask", args=[last.pk])).fill(
            ground=GROUND
        ).send()

        asked_for = set(ErasedRecord.objects.values_list("model", "object_id"))
        assert asked_for == set(key)

    def test_say_what_is_missing_and_lose_nothing(self, client_as, person):
        first = entries_of(key_of(person)).get(version=1)
        page = FormPage.open(client_as(Role.DIRECTOR), reverse("audit:erasure_ask", args=[first.pk]))

        answer = page.fill(ground="").send()

        assert "ground" in answer.response.context["form"].errors
        assert not Erasure.objects.exists()

    def test_tell_the_one_who_asked_to_wait_for_another(self, client_as, person):
        director = client_as(Role.DIRECTOR)
        first = entries_of(key_of(person)).get(version=1)
        FormPage.open(director, reverse("audit:erasure_ask", args=[first.pk])).fill(ground=GROUND).send()
        address = Erasure.objects.get().get_absolute_url()

        assert "Another person must consent" in director.get(address).content.decode()
        answer = director.post(address, {"decision": "consent"}, follow=True)

        assert "Another person than the one who asked" in answer.content.decode()
        assert Erasure.objects.get().decision == ""

    def test_are_read_by_auditors_and_acted_on_by_directors(self, client_as, people, person):
        erasure = asked(key_of(person), by=people[0])
        first = entries_of(key_of(person)).get(version=1)
        answers = {
            role: (
                client_as(role).get(erasure.get_absolute_url()).status_code,
                client_as(role).post(erasure.get_absolute_url(), {"decision": "x"}).status_code,
                client_as(role).get(reverse("audit:erasure_ask", args=[first.pk])).status_code,
                client_as(role).post(reverse("audit:sweep")).status_code,
            )
            for role in Role
        }

        assert answers == {
            Role.CASEWORKER: (403, 403, 403, 403),
            Role.DIRECTOR: (200, 302, 200, 302),
            Role.AUDITOR: (200, 403, 403, 403),
            Role.ADMINISTRATOR: (403, 403, 403, 403),
        }
        assert Erasure.objects.get().decision == ""

    def test_say_that_nothing_was_ever_asked(self, client_as):
        assert (
            "Nothing was ever asked"
            in client_as(Role.AUDITOR).get(reverse("audit:erasure_list")).content.decode()
        )

    def test_ask_to_sweep_until_that_is_done(self, client_as, people, person):
        erased(key_of(person), people=people)
        director = client_as(Role.DIRECTOR)
        assert "Sweep now" in director.get(reverse("audit:erasure_list")).content.decode()

        director.post(reverse("audit:sweep"))

        assert "Sweeping the file" in director.get(reverse("audit:erasure_list")).content.decode()
