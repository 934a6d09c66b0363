"""What nobody does alone: asked for by one, agreed to by another, carried out in the act of the second."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Countersigned, Role, TwoPersonAct
from casework.accounts.countersigning import (
    CannotCountersign,
    SecondPersonNeeded,
    ask_for_second_person,
    countersign,
    deciders_of,
    refuse,
    take_export,
    withdraw,
)
from casework.accounts.granting import give_role
from casework.accounts.models import Countersignature, RoleGrant, User
from casework.accounts.services import RoleAlreadyHeldError, grant_role, withdraw_role
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from casework.cases.services import ask_to_unrestrict
from tests.accounts.admin.pages import NEW_PASSWORD, account_form, address
from tests.factories.accounts import CountersignatureFactory, UserFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db

PAGE = "/accounts/second-person/"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def acting(user, reason="it is needed"):
    """Begin an act of this person, with a reason."""
    return change_set(actor=user, origin=Origin.FORM, reason=reason)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def roles_of(user):
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


@pytest.fixture
def administrator():
    return UserFactory(administrator=True, full_name="Ada Admin")


@pytest.fixture
def director():
    return UserFactory(director=True, full_name="Dora Director")


@pytest.fixture
def colleague():
    return UserFactory(full_name="Cora Colleague")


@pytest.fixture
def asked(administrator, director, colleague):
    """A role that the administrator asks for."""
    with acting(administrator, "she joins the team"):
        return give_role(user=colleague, role=Role.CASEWORKER)


class TestGiveRole:
    def test_asks_a_second_person(self, asked, colleague, administrator):
        assert asked.asked_by == administrator
        assert roles_of(colleague) == set()

    def test_refuses_a_role_that_is_held_or_asked_for(self, asked, administrator, colleague):
        with acting(administrator), pytest.raises(CannotCountersign, match="asked for already"):
            give_role(user=colleague, role=Role.CASEWORKER)
        with acting(administrator), pytest.raises(RoleAlreadyHeldError):
            give_role(user=administrator, role=Role.ADMINISTRATOR)

    def test_gives_it_alone_as_long_as_nobody_else_was_ever_in_charge(self, administrator, colleague):
        with acting(administrator):
            assert give_role(user=colleague, role=Role.DIRECTOR) is None
            assert give_role(user=UserFactory(), role=Role.CASEWORKER) is not None

        assert roles_of(colleague) == {Role.DIRECTOR}

    @pytest.mark.parametrize("left", [{"director": True, "inactive": True}, {"director": True}])
    def test_makes_nobody_the_first_again(self, administrator, colleague, left):
        """Closing the account of the only director, or taking the role away, is no way round."""
        director = UserFactory(**left)
        with acting(administrator):
            withdraw_role(user=director, role=Role.DIRECTOR)
            assert give_role(user=colleague, role=Role.CASEWORKER) is not None

    def test_needs_nobody_where_a_command_of_the_server_gives_it(self, director, colleague):
        grant_role(user=colleague, role=Role.CASEWORKER)

        assert roles_of(colleague) == {Role.CASEWORKER}

    def test_lets_a_role_be_taken_away_alone(self, administrator, director):
        with acting(administrator):
            withdraw_role(user=director, role=Role.DIRECTOR)

        assert roles_of(director) == set()


class TestCountersign:
    def test_carries_it_out_in_the_act_of_the_second_person(self, asked, director, colleague):
        with acting(director, "I know her") as act:
            countersign(request=asked)

        assert roles_of(colleague) == {Role.CASEWORKER}
        grant = RoleGrant.objects.get(user=colleague)
        assert Entry.objects.get(pk=grant.head_id).change_set_id == act.id
        asked.refresh_from_db()
        assert (asked.decision, asked.decided_by) == (Countersigned.SIGNED, director)

    @pytest.mark.parametrize("decide", [countersign, refuse])
    def test_is_never_done_by_who_asked(self, decide, administrator, colleague, director):
        both = UserFactory(director=True)
        with acting(both):
            asked = ask_for_second_person(
                kind=TwoPersonAct.GRANT_ROLE, object_id=colleague.pk, words=Role.AUDITOR
            )
            with pytest.raises(CannotCountersign, match="Another person"):
                decide(request=asked)

        assert roles_of(colleague) == set()

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR, Role.ADMINISTRATOR, None])
    def test_is_not_done_by_others(self, asked, role, colleague):
        with acting(UserFactory(role=role)), pytest.raises(PermissionDenied):
            countersign(request=asked)

        assert roles_of(colleague) == set()

    def test_is_left_to_another_administrator_where_there_is_no_other_director(self, administrator):
        other, colleague = UserFactory(administrator=True), UserFactory()
        with acting(administrator):
            asked = give_role(user=colleague, role=Role.DIRECTOR)
        with acting(other):
            countersign(request=asked)

        assert roles_of(colleague) == {Role.DIRECTOR}

    @pytest.mark.parametrize("decide", [countersign, refuse])
    def test_owes_a_reason(self, asked, director, decide):
        with acting(director, " "), pytest.raises(ReasonRequiredError):
            decide(request=asked)

    def test_comes_once(self, asked, director):
        with acting(director):
            refuse(request=asked)
        with acting(UserFactory(director=True)), pytest.raises(CannotCountersign, match="decided already"):
            countersign(request=asked)

    def test_comes_too_late_after_a_week(self, administrator, director, colleague):
        with time_machine.travel(NOW, tick=False), acting(administrator):
            asked = give_role(user=colleague, role=Role.CASEWORKER)
        with time_machine.travel(NOW + timedelta(days=7), tick=False), acting(director):
            with pytest.raises(CannotCountersign, match="lapsed"):
                countersign(request=asked)
            with acting(administrator):
                assert give_role(user=colleague, role=Role.CASEWORKER).pk != asked.pk

        assert roles_of(colleague) == set()

    def test_does_nothing_for_somebody_whose_account_is_closed(self, asked, director, administrator):
        administrator.is_active = False
        administrator.save()

        with acting(director), pytest.raises(CannotCountersign, match="account"):
            countersign(request=asked)
        asked.refresh_from_db()
        assert asked.decision == ""


class TestWithdraw:
    def test_is_for_who_asked(self, asked, administrator, director):
        with acting(director), pytest.raises(CannotCountersign, match="Only who asked"):
            withdraw(request=asked)
        with acting(administrator):
            withdraw(request=asked)
        with acting(director), pytest.raises(CannotCountersign, match="decided already"):
            countersign(request=asked)


class TestCountersignature:
    """What the database itself demands."""

    @pytest.mark.parametrize("decision", [Countersigned.SIGNED, Countersigned.REFUSED])
    def test_is_decided_by_another(self, asked, decision):
        asked.decision, asked.decided_by, asked.decided_at = decision, asked.asked_by, asked.asked_at

        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()

    def test_is_agreed_to_in_time(self, asked, director):
        asked.decision, asked.decided_by = Countersigned.SIGNED, director
        asked.decided_at = asked.lapses_at

        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()

    def test_is_used_only_once_agreed_to(self, asked):
        asked.used_at = asked.asked_at

        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()


class TestWaysAround:
    """Whatever gives a role, gives none alone."""

    @pytest.mark.parametrize(
        "attempt",
        [
            lambda user, group: grant_role(user=user, role=Role(group.name)),
            lambda user, group: RoleGrant.objects.create(user=user, role=group),
            lambda user, group: RoleGrant.objects.bulk_create([RoleGrant(user=user, role=group)]),
            lambda user, group: user.groups.add(group),
            lambda user, group: _turn(RoleGrant.objects.filter(user=user).get(), group).save(),
            lambda user, group: RoleGrant.objects.bulk_update(
                [_turn(RoleGrant.objects.filter(user=user).get(), group)], ["role"]
            ),
        ],
        ids=["service", "saved", "many saved", "django's own", "turned", "many turned"],
    )
    def test_by_code_are_closed(self, administrator, director, attempt):
        user = UserFactory(caseworker=True)

        with acting(administrator), pytest.raises(Exception, match=r"alone|trace|entr"), transaction.atomic():
            attempt(user, Group.objects.get(name=Role.ADMINISTRATOR))

        assert roles_of(user) == {Role.CASEWORKER}

    def test_by_writing_nothing_is_no_attempt(self, administrator, director):
        with acting(administrator):
            assert RoleGrant.objects.bulk_create([]) == []

    def test_by_the_form_of_the_account_leads_to_asking(self, administrator, director):
        user = UserFactory(caseworker=True)

        answer = browser_of(administrator).post(
            address("change", user.pk), account_form(user, roles=[Role.DIRECTOR]), follow=True
        )

        assert "The role Director is asked for" in answer.text
        assert roles_of(user) == {Role.CASEWORKER}
        assert Countersignature.objects.get().words == Role.DIRECTOR

    def test_by_a_new_account_leads_to_asking(self, administrator, director):
        browser_of(administrator).post(
            address("add"),
            account_form(roles=[Role.DIRECTOR], password1=NEW_PASSWORD, password2=NEW_PASSWORD),
        )

        user = User.objects.get(username="aida")
        assert roles_of(user) == set()
        assert Countersignature.objects.get().object_id == user.pk

    def test_by_agreeing_to_something_else_is_closed(self, asked, administrator, director, colleague):
        with acting(director), transaction.atomic():
            countersign(request=asked)
            with pytest.raises(SecondPersonNeeded):
                grant_role(user=colleague, role=Role.ADMINISTRATOR)
            transaction.set_rollback(True)

    def test_by_an_agreement_of_an_earlier_act_is_closed(self, asked, administrator, director, colleague):
        with acting(director):
            countersign(request=asked)
        with acting(administrator):
            withdraw_role(user=colleague, role=Role.CASEWORKER)
        with acting(administrator), pytest.raises(SecondPersonNeeded), transaction.atomic():
            grant_role(user=colleague, role=Role.CASEWORKER)


def _turn(grant, group):
    grant.role = group
    return grant


class TestConcerns:
    """Those who are written to are those who may answer, for every kind."""

    def test_agrees_with_whom_is_written_to(self, administrator, director):
        lead = UserFactory(caseworker=True)
        everybody = [lead, administrator, director, UserFactory(director=True), UserFactory(auditor=True)]
        everybody += [UserFactory(caseworker=True), UserFactory(director=True, inactive=True)]
        case = CaseFactory(restricted=True, lead=lead, team=[lead])
        CountersignatureFactory(asked_by=administrator)
        CountersignatureFactory(asked_by=director)
        CountersignatureFactory(asked_by=lead, kind=TwoPersonAct.OPEN_CASE, object_id=case.pk)
        CountersignatureFactory(asked_by=director, kind=TwoPersonAct.OPEN_CASE, object_id=case.pk)
        CountersignatureFactory(asked_by=lead, kind=TwoPersonAct.EXPORT, object_id=None, words="/cases/")

        for request in Countersignature.objects.all():
            may = {
                user
                for user in map(_anew, everybody)
                if user.is_active and Countersignature.objects.to_decide(user).filter(pk=request.pk).exists()
            }
            assert set(deciders_of(request)) == may != set()

    def test_agrees_where_one_director_or_none_is_left(self, administrator):
        other = UserFactory(administrator=True)
        request = CountersignatureFactory(asked_by=administrator)
        assert set(deciders_of(request)) == {other}
        assert Countersignature.objects.to_decide(_anew(other)).get() == request

        both = UserFactory(director=True)
        grant_role(user=both, role=Role.ADMINISTRATOR)
        assert not Countersignature.objects.to_decide(_anew(other)).exists()
        asked = CountersignatureFactory(asked_by=both)
        assert set(deciders_of(asked)) == {administrator, other}
        assert Countersignature.objects.to_decide(_anew(other)).get() == asked


def _anew(user):
    return User.objects.get(pk=user.pk)


class TestMails:
    def test_are_written_to_those_who_can_answer_and_name_nobody_outside(
        self, administrator, director, django_capture_on_commit_callbacks
    ):
        case = CaseFactory(restricted=True, title="Secret name", lead=UserFactory(caseworker=True))
        other = UserFactory(director=True)

        with django_capture_on_commit_callbacks(execute=True), acting(director, "Secret name is free"):
            asked = ask_to_unrestrict(case=case)

        assert {tuple(letter.to) for letter in mail.outbox} == {(other.email,), (case.lead.email,)}
        words = mail.outbox[0].subject + mail.outbox[0].body
        assert "Dora Director" in words
        assert asked.get_absolute_url() in words
        assert "Secret name" not in words
        assert case.reference not in words

    def test_tell_who_asked_of_the_answer(self, asked, director, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), acting(director, "no"):
            refuse(request=asked)

        [letter] = mail.outbox
        assert letter.to == [asked.asked_by.email]
        assert "refused" in letter.body


class TestExports:
    ADDRESS = "/cases/?country=KZ"

    def agreed(self, user, director, at=NOW):
        with time_machine.travel(at, tick=False):
            with acting(user):
                asked = ask_for_second_person(kind=TwoPersonAct.EXPORT, words=self.ADDRESS, rows=900)
            with acting(director):
                return countersign(request=asked)

    def take(self, user, at, address=ADDRESS):
        with time_machine.travel(at, tick=False), acting(user):
            return take_export(user=user, address=address)

    def test_are_taken_once(self, director):
        user = UserFactory(caseworker=True)
        self.agreed(user, director)

        assert self.take(user, NOW)
        assert not self.take(user, NOW)

    def test_are_taken_within_a_day(self, director):
        user = UserFactory(caseworker=True)
        self.agreed(user, director)

        assert not self.take(user, NOW + timedelta(hours=24))
        assert self.take(user, NOW + timedelta(hours=24) - timedelta(seconds=1))

    def test_are_taken_by_who_asked_and_of_that_list_only(self, director):
        user = UserFactory(caseworker=True)
        self.agreed(user, director)

        assert not self.take(director, NOW)
        assert not self.take(user, NOW, "/cases/")

    def test_are_not_taken_before_somebody_agrees(self, director):
        user = UserFactory(caseworker=True)
        with time_machine.travel(NOW, tick=False), acting(user):
            ask_for_second_person(kind=TwoPersonAct.EXPORT, words=self.ADDRESS, rows=900)

        assert not self.take(user, NOW)


class TestPages:
    def test_tell_who_can_answer_how_many_wait(self, asked, director, administrator):
        for client, number in ((browser_of(director), 1), (browser_of(administrator), 0)):
            assert client.get("/").context["to_countersign"] == number
            assert len(client.get(PAGE).context["to_decide"]) == number

    def test_say_so_where_nothing_waits(self, client_as):
        assert "Nothing waits for you" in client_as(Role.CASEWORKER).get(PAGE).text

    def test_show_what_is_asked_and_why_and_take_the_answer(self, asked, director, colleague):
        client = browser_of(director)
        page = client.get(asked.get_absolute_url()).text
        assert "the role Caseworker for Cora Colleague" in page
        assert "she joins the team" in page

        answer = client.post(
            asked.get_absolute_url(), {"decision": "signed", "reason": "I know her"}, follow=True
        )

        assert roles_of(colleague) == {Role.CASEWORKER}
        assert "I know her" in answer.text

    @pytest.mark.parametrize(
        "typed", [{}, {"decision": "x"}, {"decision": "signed"}, {"decision": "signed", "reason": "a\0b"}]
    )
    def test_say_what_is_amiss_and_do_nothing(self, asked, director, colleague, typed):
        answer = browser_of(director).post(asked.get_absolute_url(), typed, follow=True)

        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
        assert roles_of(colleague) == set()

    def test_let_nobody_agree_to_their_own(self, asked, administrator, colleague):
        client = browser_of(administrator)

        assert "Withdraw the request" in client.get(asked.get_absolute_url()).text
        client.post(asked.get_absolute_url(), {"decision": "signed", "reason": "me"})
        assert roles_of(colleague) == set()
        client.post(asked.get_absolute_url(), {"decision": "withdrawn"})
        asked.refresh_from_db()
        assert asked.decision == Countersigned.WITHDRAWN

    def test_do_not_exist_for_those_whom_it_does_not_concern(self, asked, client_as):
        for role in (Role.CASEWORKER, None):
            client = client_as(role)
            for answer in (
                client.get(asked.get_absolute_url()),
                client.post(asked.get_absolute_url(), {"decision": "signed", "reason": "x"}),
            ):
                assert answer.status_code == 404
            assert "Cora Colleague" not in client.get(PAGE).text

    def test_are_read_by_auditors_who_answer_nothing(self, asked, client_as, colleague):
        client = client_as(Role.AUDITOR)

        assert "Agree" not in client.get(asked.get_absolute_url()).text
        answer = client.post(asked.get_absolute_url(), {"decision": "signed", "reason": "x"})
        assert answer.status_code == 403
        assert roles_of(colleague) == set()

    def test_ask_first_who_is_there(self, settings):
        assert {"accounts:countersignature", "workspace:case_unrestrict"} <= settings.CONFIRMED_PAGES

    def test_cost_the_same_for_any_number(self, director):
        client = browser_of(director)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(PAGE).status_code == 200
            return len(captured)

        def ask(number):
            CountersignatureFactory.create_batch(number)
            for _each in range(number):
                CountersignatureFactory(
                    kind=TwoPersonAct.OPEN_CASE, object_id=CaseFactory(restricted=True).pk
                )
                CountersignatureFactory(kind=TwoPersonAct.EXPORT, object_id=None, words="/cases/", rows=900)

        ask(2)
        queries()
        few = queries()
        ask(4)

        assert queries() == few

    def test_name_no_restricted_case_to_who_may_not_know_of_it(self, director):
        former = UserFactory(caseworker=True)
        case = CaseFactory(restricted=True, title="Secret name")
        CountersignatureFactory(kind=TwoPersonAct.OPEN_CASE, object_id=case.pk, asked_by=former)

        assert "Secret name" not in browser_of(former).get(PAGE).text
        assert "Secret name" in browser_of(director).get(PAGE).text
