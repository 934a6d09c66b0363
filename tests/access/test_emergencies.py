"""Everything that hangs on a restricted case opens in an emergency, and is closed again an hour later."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.advocacy.querysets import hidden_actions
from casework.audit.known import as_known_at
from casework.audit.models import AuditedModel
from casework.cases.models import Case, EmergencyAccess
from casework.persons.models import ContactDetail
from casework.search.services import find
from tests.access.matters import SECRET_WORDS, Matters, matters
from tests.access.test_admin import IDS, MODELS
from tests.factories.accounts import UserFactory
from tests.factories.cases import CasePartyFactory, EmergencyAccessFactory
from tests.factories.persons import ContactDetailFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def docket(django_db_setup, django_db_blocker) -> Iterator[tuple[Matters, User, EmergencyAccess]]:
    """Both cases, a caseworker of another team, and their opening of the restricted one."""
    with django_db_blocker.unblock(), matters() as both:
        reader = UserFactory(role=Role.CASEWORKER)
        yield both, reader, EmergencyAccessFactory(case=both.hidden[Case], user=reader, running=True)


def at(moment, reader) -> tuple[time_machine.travel, User]:
    """Return the way to a moment, and the reader as a request at that moment has them."""
    return time_machine.travel(moment, tick=False), User.objects.get(pk=reader.pk)


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_every_kind_of_record_stands_open_and_is_closed_again(docket, model: type[AuditedModel]) -> None:
    both, reader, emergency = docket
    if model not in both.hidden:
        pytest.skip("This kind of record hangs on no case.")
    seen = {}

    for moment in (
        emergency.opened_at,
        emergency.ends_at - timedelta(seconds=1),
        emergency.ends_at,
        emergency.ends_at + timedelta(days=1),
    ):
        travel, user = at(moment, reader)
        with travel:
            seen[moment] = model._default_manager.visible_to(user).filter(pk=both.hidden[model].pk).exists()

    assert list(seen.values()) == [True, True, False, False]


def test_what_only_the_case_reveals_is_revealed_as_long(docket) -> None:
    both, reader, emergency = docket
    person = PersonFactory(restricted=True)
    CasePartyFactory(case=both.hidden[Case], person=person)
    contact = ContactDetailFactory(person=person)
    seen = []

    for moment in (emergency.opened_at, emergency.ends_at):
        travel, user = at(moment, reader)
        with travel:
            seen.append(ContactDetail.objects.visible_to(user).filter(pk=contact.pk).exists())

    assert seen == [True, False]


def test_the_search_and_the_actions_follow(docket) -> None:
    _both, reader, emergency = docket
    found, kept = [], []

    for moment in (emergency.opened_at, emergency.ends_at):
        travel, user = at(moment, reader)
        with travel:
            found.append(bool(list(find(SECRET_WORDS, user=user))))
            kept.append(bool(hidden_actions(user).numbers))

    assert found == [True, False]
    assert kept == [False, True]


def test_looking_back_opens_and_closes_with_it(docket) -> None:
    both, reader, emergency = docket
    now = timezone.now()
    seen = []

    for moment in (emergency.ends_at - timedelta(seconds=1), emergency.ends_at):
        travel, user = at(moment, reader)
        with travel, as_known_at(now, reader=user):
            seen.append(Case.objects.visible_to(user).filter(pk=both.hidden[Case].pk).exists())

    assert seen == [True, False]


def test_it_is_no_case_of_ones_own(docket) -> None:
    both, reader, _emergency = docket

    assert not Case.objects.with_team(reader).filter(pk=both.hidden[Case].pk).exists()
