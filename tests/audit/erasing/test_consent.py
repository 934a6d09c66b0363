"""Nothing is erased without two persons: the database refuses it, and a verification finds it."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, models, transaction

from casework.audit import guards
from casework.audit.choices import ErasureDecision, Kind
from casework.audit.context import Actor, Origin, change_set
from casework.audit.erasing import refuse
from casework.audit.models import Entry, ErasedRecord, Erasure
from casework.audit.models.entries import ERASED
from casework.audit.verification import verify
from casework.persons.models import Person
from tests.audit.erasing.acts import GROUND, acting, asked, entries_of, erased, key_of


@contextmanager
def without_guards():
    """Act as somebody who can take the guards away, and puts them back."""
    connection.check_constraints()
    guards.remove()
    yield
    connection.check_constraints()
    guards.install()


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
