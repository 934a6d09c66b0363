"""Restricted cases in an emergency: opened for an hour, told of at once, bounded whatever one tries."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from casework.cases import services
from casework.cases.models import Case, CaseStaff, EmergencyAccess
from tests import egress
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CaseStaffFactory, EmergencyAccessFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def acting(user, at=NOON, reason="his mother calls from the court"):
    """Let this person act at the moment."""
    stack = change_set(actor=user, origin=Origin.FORM, reason=reason)
    return time_machine.travel(at, tick=False), stack


def open_as(user, case, **how):
    """Open the case in an emergency, as an act of this person."""
    when, act = acting(user, **how)
    with when, act:
        return services.open_in_emergency(reference=case.reference, user=user)


def sees(user, case, at):
    """Say whether the case exists for this person at the moment, as a new request finds it."""
    with time_machine.travel(at, tick=False):
        return Case.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=case.pk).exists()


@pytest.fixture
def case():
    lead = UserFactory(caseworker=True, email="lead@office.example")
    return CaseFactory(restricted=True, lead=lead, team=[lead], title="Secret name")


class TestOpenInEmergency:
    def test_opens_the_case_for_an_hour_to_the_second(self, case, caseworker):
        open_as(caseworker, case)

        assert sees(caseworker, case, NOON)
        assert sees(caseworker, case, NOON + HOUR - timedelta(microseconds=1))
        assert not sees(caseworker, case, NOON + HOUR)

    def test_opens_it_to_nobody_else(self, case, caseworker):
        open_as(caseworker, case)

        assert not sees(UserFactory(caseworker=True), case, NOON)

    def test_says_in_the_ledger_who_and_why(self, case, caseworker):
        emergency = open_as(caseworker, case)

        entry = Entry.objects.select_related("change_set").get(
            model="cases.emergencyaccess", object_id=emergency.pk
        )
        assert entry.case_id == case.pk
        assert entry.change_set.actor_id == caseworker.pk
        assert entry.change_set.reason == "his mother calls from the court"

    def test_refuses_without_a_reason(self, case, caseworker):
        with pytest.raises(ReasonRequiredError):
            open_as(caseworker, case, reason="  ")

        assert not EmergencyAccess.objects.exists()

    @pytest.mark.parametrize(
        "values",
        [
            {"role": Role.AUDITOR},
            {"role": Role.ADMINISTRATOR},
            {},
            {"role": Role.CASEWORKER, "inactive": True},
        ],
    )
    def test_refuses_whoever_may_not(self, case, values):
        with pytest.raises(PermissionDenied):
            open_as(UserFactory(**values), case)

    def test_says_alike_that_nothing_is_there_and_that_it_is_open_anyway(self, case, caseworker):
        words = set()
        gone = CaseFactory(restricted=True)
        gone.delete()
        for other in (CaseFactory(), gone, CaseFactory(restricted=True, team=[caseworker])):
            with pytest.raises(services.NothingToOpen) as refusal:
                open_as(caseworker, other)
            words.add(str(refusal.value))

        assert len(words) == 1

    def test_opens_it_once_at_a_time(self, case, caseworker):
        open_as(caseworker, case)
        with pytest.raises(services.NothingToOpen):
            open_as(caseworker, case, at=NOON + HOUR / 2)

        assert open_as(caseworker, case, at=NOON + HOUR).ends_at == NOON + 2 * HOUR

    def test_tells_the_team_and_the_directors_and_names_nobody_and_no_case(
        self, case, caseworker, django_capture_on_commit_callbacks
    ):
        CaseStaffFactory(case=case, user__email="")
        CaseStaffFactory(case=case, user__is_active=False)
        director = UserFactory(director=True)
        UserFactory(director=True, inactive=True)
        UserFactory(auditor=True)

        with django_capture_on_commit_callbacks(execute=True):
            emergency = open_as(caseworker, case)

        assert {tuple(letter.to) for letter in mail.outbox} == {("lead@office.example",), (director.email,)}
        [words] = {f"{letter.subject} {letter.body}" for letter in mail.outbox}
        assert str(caseworker) in words
        assert "1 Mar 2026, 12:00" in words
        assert emergency.get_absolute_url() in words
        assert "Secret name" not in words
        assert case.reference not in words
        assert "mother" not in words

    def test_happens_all_the_same_where_no_mail_leaves(
        self, case, caseworker, settings, caplog, monkeypatch, django_capture_on_commit_callbacks
    ):
        # Nobody listens there.
        monkeypatch.setattr(egress, "ALLOWED", {("127.0.0.1", 9)})
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

        with django_capture_on_commit_callbacks(execute=True):
            open_as(caseworker, case)

        assert sees(caseworker, case, NOON)
        assert "a notice was not sent" in caplog.text

    def test_tells_nobody_of_what_did_not_happen(self, case, caseworker):
        with transaction.atomic():
            open_as(caseworker, case)
            transaction.set_rollback(True)

        assert mail.outbox == []


class TestEndEmergency:
    def test_closes_the_case_at_once(self, case, caseworker):
        emergency = open_as(caseworker, case)
        when, act = acting(UserFactory(director=True), at=NOON + HOUR / 4)

        with when, act:
            services.end_emergency(emergency=emergency)

        assert sees(caseworker, case, NOON + HOUR / 4 - timedelta(seconds=1))
        assert not sees(caseworker, case, NOON + HOUR / 4)

    def test_leaves_what_is_over_as_it_ended(self, case, caseworker):
        emergency = open_as(caseworker, case)
        when, act = acting(UserFactory(director=True), at=NOON + 2 * HOUR)

        with when, act:
            assert services.end_emergency(emergency=emergency).ends_at == NOON + HOUR


class TestEmergencyAccess:
    @pytest.mark.parametrize("more", [timedelta(microseconds=1), timedelta(days=1), timedelta(hours=-2)])
    def test_lasts_an_hour_at_most_says_the_database(self, more):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyAccessFactory(opened_at=NOON, ends_at=NOON + HOUR + more)

    @pytest.mark.parametrize("fraction", [0, 1, 500_000, 999_999])
    def test_lasts_an_hour_from_any_moment(self, fraction):
        moment = NOON.replace(microsecond=fraction)

        assert EmergencyAccessFactory(opened_at=moment, ends_at=moment + HOUR).pk
        with pytest.raises(ValidationError, match="an hour at most"):
            EmergencyAccessFactory.build(
                case=CaseFactory(),
                user=UserFactory(),
                opened_at=moment,
                ends_at=moment + HOUR + timedelta(microseconds=1),
            ).full_clean()

    def test_cannot_be_lengthened_nor_taken_out_of_the_record(self):
        emergency = EmergencyAccessFactory(opened_at=NOON, ends_at=NOON + HOUR)
        emergency.ends_at += timedelta(seconds=1)

        with pytest.raises(IntegrityError), transaction.atomic():
            emergency.save()


class TestKeepEmergenciesBounded:
    @pytest.mark.parametrize(
        "attempt",
        [
            lambda case, user: services.add_to_team(case=case, user=user),
            lambda case, user: CaseStaff.objects.create(case=case, user=user),
            lambda case, user: CaseStaff.objects.bulk_create([CaseStaff(case=case, user=user)]),
            lambda case, user: services.hand_over_case(case=case, to=user),
            lambda case, user: services.unrestrict_case(case=case),
            lambda case, user: Case.objects.bulk_update([_open(case)], ["confidentiality"]),
            lambda case, user: CaseStaff.objects.get(case=case).delete(),
        ],
        ids=["joins", "saves", "saves many", "takes the lead", "opens it", "opens many", "puts out the lead"],
    )
    def test_lets_nobody_make_more_of_the_hour(self, case, caseworker, attempt):
        open_as(caseworker, case)
        when, act = acting(caseworker, at=NOON + HOUR / 2)

        with when, act, pytest.raises(services.OpenInEmergencyOnly), transaction.atomic():
            attempt(case, caseworker)

        assert not sees(caseworker, case, NOON + HOUR)

    def test_holds_for_a_moment_after_the_end(self, case, caseworker):
        open_as(caseworker, case)
        when, act = acting(caseworker, at=NOON + HOUR + timedelta(seconds=30))

        with when, act, pytest.raises(services.OpenInEmergencyOnly), transaction.atomic():
            services.add_to_team(case=case, user=caseworker)

    def test_lets_the_work_itself_go_on(self, case, caseworker):
        open_as(caseworker, case)
        when, act = acting(caseworker, at=NOON + HOUR / 2)

        with when, act:
            case.summary = "The mother called: the hearing is today."
            case.save()
            services.add_task(case=case, title="Call the lawyer", assignee=case.lead)

        assert case.tasks.count() == 1

    def test_binds_nobody_else(self, case, caseworker):
        open_as(caseworker, case)
        when, act = acting(case.lead, at=NOON + HOUR / 2)

        with when, act:
            services.add_to_team(case=case, user=caseworker)

        assert sees(caseworker, case, NOON + 2 * HOUR)


def _open(case):
    case.confidentiality = "open"
    return case
