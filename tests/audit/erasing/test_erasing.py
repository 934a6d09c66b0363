"""What was recorded is forgotten where one asks and another consents; only that it was so stays."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.choices import ErasureDecision
from casework.audit.erasing import CannotEraseError, ask_for_erasure, consent, refuse, withdraw
from casework.audit.models import Erasure
from casework.audit.models.entries import ERASED
from casework.audit.naming import ERASED_RECORD
from casework.audit.restoring import CannotRestoreError, restore_deleted, restore_fields
from casework.audit.sealing.exports import write_proof
from casework.audit.sealing.sealer import create_key, seal_entries
from casework.audit.verification import verify
from casework.persons.models import Person
from casework.sources.services import take_in_file
from tests.audit.erasing.acts import CANARY, GROUND, acting, asked, entries_of, erased, gone, key_of
from tests.audit.sealing.proofs import examine, unpacked
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.factories.sources import SourceFactory


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
