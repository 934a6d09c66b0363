"""The pages on which an erasure is asked for, decided and looked up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.choices import ErasureDecision, RunKind
from casework.audit.models import ErasedRecord, Erasure, Read, Run
from tests.audit.erasing.acts import GROUND, acting, asked, entries_of, erased, gone, key_of
from tests.factories.accounts import RestoringRightFactory
from tests.factories.cases import DevelopmentFactory
from tests.factories.persons import PersonNameFactory
from tests.pages import FormPage


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

    def test_say_what_they_tell_of_in_as_many_queries_for_many_records_as_for_few(self, client_as, people):
        director = client_as(Role.DIRECTOR)

        def queries_for(number):
            keys = [gone(name, people[0]) for name in PersonNameFactory.create_batch(number)]
            erasure = asked(*keys, by=people[0])
            with CaptureQueriesContext(connection) as captured:
                assert director.get(erasure.get_absolute_url()).status_code == 200
            return len(captured)

        queries_for(1)

        assert queries_for(20) == queries_for(3)

    def test_note_that_something_restricted_was_told_of(self, client_as, people):
        development = DevelopmentFactory(restricted=True)
        erasure = asked(gone(development, people[0]), by=people[0])

        client_as(Role.DIRECTOR).get(erasure.get_absolute_url())

        assert Read.objects.get().is_restricted

    def test_offer_no_restoration_of_what_is_erased(self, client_as, people, person):
        erased(key_of(person), people=people)
        auditor = client_as(Role.AUDITOR)
        RestoringRightFactory(user_id=auditor.session["_auth_user_id"])
        first, last = entries_of(key_of(person)).order_by("version")

        assert auditor.get(reverse("audit:restore", args=[first.pk])).status_code == 404
        assert auditor.get(reverse("audit:restore", args=[last.pk])).status_code == 200
