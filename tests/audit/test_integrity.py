"""The page of integrity says what holds, and starts what takes long and goes on without it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit import guards, runs
from casework.audit.choices import RunKind
from casework.audit.models import Read, Run
from casework.audit.runs import SILENT_FOR, begin_run, carry_out
from casework.audit.sealing.sealer import create_key, seal_entries
from tests.audit.sealing.proofs import examine, unpacked
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.reference import TermFactory

INTEGRITY = "/audit/integrity/"


@pytest.fixture
def key(settings, tmp_path, db):
    """A key of the ledger, and a folder for proofs."""
    settings.SEALING_KEY_FILE, settings.DATA_DIR = str(tmp_path / "sealing.key"), tmp_path
    return create_key()


@pytest.fixture
def auditor(db):
    return UserFactory(role=Role.AUDITOR)


@pytest.fixture
def browser(auditor):
    client = Client()
    client.force_login(auditor)
    return client


def words_on(browser) -> str:
    """Return the page as text."""
    return " ".join(browser.get(INTEGRITY).content.decode().split())


class TestIntegrityPage:
    def test_says_what_is_sealed_and_what_waits(self, browser, key) -> None:
        TermFactory()
        seal_entries()
        TermFactory.create_batch(2)

        words = words_on(browser)

        assert "2 entries to be sealed" in words
        assert str(key).replace("+", "&#x2B;") in words or str(key) in words

    def test_says_that_nothing_is_sealed_yet_and_why(self, browser, settings, tmp_path) -> None:
        settings.SEALING_KEY_FILE = str(tmp_path / "nowhere.key")

        words = words_on(browser)

        assert "Nothing is sealed yet" in words
        assert "There is no sealing key" in words

    def test_says_when_nothing_seals_by_itself(self, browser, auditor, key) -> None:
        TermFactory()
        assert "does not seem to run" not in words_on(browser)

        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            browser.force_login(auditor)
            assert "does not seem to run" in words_on(browser)

    def test_names_each_guard_that_is_gone(self, browser, key) -> None:
        assert "in place" in words_on(browser)
        guards.remove()

        assert "missing or altered" in words_on(browser)

    def test_costs_the_same_however_much_there_is(self, browser, key, django_assert_num_queries) -> None:
        TermFactory()
        seal_entries()
        browser.get(INTEGRITY)
        with django_assert_num_queries(100, exact=False) as few:
            browser.get(INTEGRITY)
        TermFactory.create_batch(5)
        seal_entries()

        with django_assert_num_queries(len(few)):
            browser.get(INTEGRITY)


class TestVerifyNow:
    def test_begins_one_verification_and_comes_back_to_it(self, browser, key) -> None:
        browser.post(reverse("audit:verification_begin"))
        answer = browser.post(reverse("audit:verification_begin"), follow=True)

        run = Run.objects.get()
        run.progress = 40
        run.save()
        assert "is under way" in answer.content.decode()
        assert "40 %" in words_on(browser)
        assert "Verify now" not in words_on(browser)

    def test_shows_what_came_of_it(self, browser, auditor, key) -> None:
        TermFactory()
        carry_out(begin_run(kind=RunKind.VERIFICATION, user=auditor))

        words = words_on(browser)

        assert "all of it agreed" in words
        assert str(auditor) in words
        assert "Verify now" in words

    def test_shows_what_does_not_agree(self, browser, auditor, key) -> None:
        guards.remove()

        carry_out(begin_run(kind=RunKind.VERIFICATION, user=auditor))

        assert "guard missing or altered" in words_on(browser)
        assert not Run.objects.get().holds

    def test_can_be_begun_again_when_it_was_broken_off(self, browser, key) -> None:
        browser.post(reverse("audit:verification_begin"))

        with time_machine.travel(timezone.now() + SILENT_FOR + timedelta(minutes=1)):
            browser.force_login(UserFactory(role=Role.AUDITOR))
            words = words_on(browser)
            browser.post(reverse("audit:verification_begin"))

        assert "was broken off" in words
        assert "Verify now" in words
        assert Run.objects.count() == 2

    def test_runs_in_a_process_of_its_own(
        self, committing_database, django_db_blocker, settings, tmp_path, monkeypatch
    ) -> None:
        with django_db_blocker.unblock():
            run = begin_in_a_process(monkeypatch, settings, tmp_path, committing_database)

            assert run.holds
            assert run.progress == 100
            assert run.counts["guards"]


def begin_in_a_process(monkeypatch, settings, tmp_path, database) -> Run:
    """Begin a verification whose process finds this database, and wait until it has ended."""
    url = f"sqlite:///{database}"
    if connection.vendor == "postgresql":
        given = connection.settings_dict
        url = f"postgres://{given['USER']}:{given['PASSWORD']}@/{database}?host={given['HOST']}&port={given['PORT']}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.test")
    started = []
    popen = runs.subprocess.Popen
    monkeypatch.setattr(runs.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)))
    run = begin_run(kind=RunKind.VERIFICATION, user=None)
    (process,) = started
    assert process.wait(120) == 0
    run.refresh_from_db()
    return run


class TestCarryOutRun:
    def test_refuses_what_was_carried_out(self, auditor, key) -> None:
        run = begin_run(kind=RunKind.VERIFICATION, user=auditor)

        call_command("carry_out_run", str(run.pk))

        with pytest.raises(CommandError, match="no such run"):
            call_command("carry_out_run", str(run.pk))


class TestProof:
    @pytest.fixture
    def proven(self, browser, key):
        """A run that has written the proof of one case of two."""
        case, _hidden = CaseFactory(), CaseFactory()
        seal_entries()
        browser.post(reverse("audit:proof_begin"), {"case": case.pk})
        run = Run.objects.get()
        carry_out(run)
        return run

    def test_is_downloaded_and_holds(self, browser, proven) -> None:
        assert reverse("audit:proof", args=[proven.pk]) in words_on(browser)

        answer = browser.get(reverse("audit:proof", args=[proven.pk]))

        words = "\n".join(examine(unpacked(b"".join(answer.streaming_content))))
        assert f"Case {proven.cases[0]}, 1 entries" in words

    def test_leaves_a_read(self, browser, proven) -> None:
        b"".join(browser.get(reverse("audit:proof", args=[proven.pk])).streaming_content)

        read = Read.objects.get(how="exported")
        assert (read.case_id, read.rows, read.is_restricted) == (proven.cases[0], 1, True)

    def test_is_for_the_person_who_asked_for_it(self, browser, proven) -> None:
        browser.force_login(UserFactory(role=Role.AUDITOR))

        assert browser.get(reverse("audit:proof", args=[proven.pk])).status_code == 404

    def test_is_of_every_case_if_so_chosen(self, browser, key) -> None:
        cases = CaseFactory.create_batch(2)
        seal_entries()

        browser.post(reverse("audit:proof_begin"), {"all_cases": "on"})

        assert Run.objects.get().cases == sorted(case.pk for case in cases)

    def test_refuses_a_case_that_is_not_there(self, browser, key) -> None:
        TermFactory()
        seal_entries()

        assert browser.post(reverse("audit:proof_begin"), {"case": "0"}).status_code == 422
        assert not Run.objects.exists()

    def test_says_why_it_could_not_be_written(self, browser, auditor, key) -> None:
        carry_out(begin_run(kind=RunKind.PROOF, user=auditor))

        assert "Nothing is sealed yet: there is nothing to prove" in words_on(browser)


@pytest.mark.parametrize("role", [None, Role.CASEWORKER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["verification_begin", "proof_begin"])
def test_is_begun_by_those_who_may_see_the_ledger_alone(client_as, db, role, page) -> None:
    assert client_as(role).post(reverse(f"audit:{page}")).status_code == 403
    assert not Run.objects.exists()
