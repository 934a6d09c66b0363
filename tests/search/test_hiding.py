"""Nobody finds, is offered, or sees counted what they may not know of, however they ask."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.models import AuditedModel
from casework.cases.models import CaseStaff
from casework.core.choices import Confidentiality
from casework.search.choices import FoundBy, Rank
from casework.search.models import SearchDocument
from casework.search.services import find, suggest
from casework.search.subjects import SUBJECTS
from tests.access.matters import factory_of
from tests.factories.advocacy import ActionCaseFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, CitationFactory, DevelopmentFactory
from tests.factories.persons import PersonNameFactory

pytestmark = pytest.mark.django_db

NAME = "Zhanbolat Mamay"

#: What is typed to find it, in each of the ways.
TYPED = {FoundBy.WORDS: "мамай жанб", FoundBy.SOUND: "Janbolat Mamai", FoundBy.LIKENESS: "Zhambolat"}

#: What is no secret among those who may read at all.
NO_SECRETS = {"persons.organisation"}

#: The record that is looked for, and the row that becomes restricted.
Secret = tuple[AuditedModel, AuditedModel]


def case_by_title(team: Collection[User]) -> Secret:
    case = CaseFactory(title=NAME, team=team)
    return case, case


def open_case_by_restricted_party(team: Collection[User]) -> Secret:
    party = CasePartyFactory(person__name=NAME, case__team=team)
    return party.case, party.person


def restricted_case_by_party_known_from_an_open_one(team: Collection[User]) -> Secret:
    party = CasePartyFactory(person__name=NAME, case__team=team)
    CasePartyFactory(person=party.person)
    return party.case, party.case


def person(team: Collection[User]) -> Secret:
    party = CasePartyFactory(person__name=NAME, case__team=team)
    return party.person, party.person


def person_by_another_name(team: Collection[User]) -> Secret:
    party = CasePartyFactory(case__team=team)
    PersonNameFactory(person=party.person, name=NAME)
    return party.person, party.person


def person_of_a_restricted_case(team: Collection[User]) -> Secret:
    party = CasePartyFactory(person__name=NAME, case__team=team)
    return party.person, party.case


def development(team: Collection[User]) -> Secret:
    row = DevelopmentFactory(headline=NAME, case__team=team)
    return row, row


def development_of_a_restricted_case(team: Collection[User]) -> Secret:
    row = DevelopmentFactory(narrative=NAME, case__team=team)
    return row, row.case


def source(team: Collection[User]) -> Secret:
    citation = CitationFactory(source__title=NAME, development__case__team=team)
    return citation.source, citation.source


def source_of_a_restricted_case(team: Collection[User]) -> Secret:
    citation = CitationFactory(source__author=NAME, development__case__team=team)
    return citation.source, citation.development.case


def source_of_a_restricted_development(team: Collection[User]) -> Secret:
    citation = CitationFactory(source__title=NAME, development__case__team=team)
    return citation.source, citation.development


def action_for_a_restricted_case(team: Collection[User]) -> Secret:
    link = ActionCaseFactory(action__title=NAME, case__team=team)
    return link.action, link.case


@dataclass(frozen=True)
class Attack:
    """One attempt to find what is hidden."""

    kind: str
    #: Sets up a record that is open to all as yet, with these colleagues on the team of its case.
    record_for: Callable[[Collection[User]], Secret]
    #: How it is found by those who may.
    ways: Collection[FoundBy] = (FoundBy.WORDS,)


ATTACKS = [
    Attack("cases.case", case_by_title, (FoundBy.WORDS, FoundBy.LIKENESS)),
    Attack("cases.case", open_case_by_restricted_party, (FoundBy.WORDS, FoundBy.SOUND)),
    Attack("cases.case", restricted_case_by_party_known_from_an_open_one, (FoundBy.WORDS, FoundBy.SOUND)),
    Attack("persons.person", person, tuple(FoundBy)),
    Attack("persons.person", person_by_another_name, tuple(FoundBy)),
    Attack("persons.person", person_of_a_restricted_case, tuple(FoundBy)),
    Attack("cases.development", development),
    Attack("cases.development", development_of_a_restricted_case),
    Attack("sources.source", source),
    Attack("sources.source", source_of_a_restricted_case),
    Attack("sources.source", source_of_a_restricted_development),
    Attack("advocacy.action", action_for_a_restricted_case, (FoundBy.WORDS, FoundBy.LIKENESS)),
]


def ways_to(record: AuditedModel, user: User) -> set[FoundBy]:
    """Return how the user finds the record now: in what is shown, or in what is counted and offered."""
    # What is kept from somebody is asked once for each user object: every request loads its own.
    user = User.objects.get(pk=user.pk)
    ways = set()
    for typed in TYPED.values():
        entries = [*SearchDocument.objects.matching(typed, user), *suggest(typed, user=user)]
        shown = [(hit.kind, hit.object_id) for hit in find(typed, user=user)]
        assert shown == [(entry.kind, entry.object_id) for entry in entries]
        ways |= {Rank(entry.rank).found_by for entry in entries if is_of(entry, record)}
    return ways


def is_of(entry: SearchDocument, record: AuditedModel) -> bool:
    return (entry.kind, entry.object_id) == (record._meta.label_lower, record.pk)


def restrict(row: AuditedModel) -> None:
    row.confidentiality = Confidentiality.RESTRICTED
    row.save()


@pytest.fixture
def colleague(staff):
    """A caseworker on no team."""
    return staff(Role.CASEWORKER)


@pytest.fixture
def member(staff):
    """The caseworker on the team."""
    return staff(Role.CASEWORKER)


class TestAttacks:
    def test_are_made_on_every_kind_that_has_secrets(self):
        assert {attack.kind for attack in ATTACKS} == set(SUBJECTS) - NO_SECRETS


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.record_for.__name__)
class TestFinding:
    def test_is_of_what_is_open_to_all(self, attack, colleague):
        record, _secret = attack.record_for([])

        assert record._meta.label_lower == attack.kind
        assert ways_to(record, colleague) == set(attack.ways)

    def test_is_of_what_is_restricted_for_those_alone_who_may_know(self, attack, colleague, member, director):
        record, secret = attack.record_for([member])

        restrict(secret)

        assert ways_to(record, colleague) == set()
        assert ways_to(record, member) == ways_to(record, director) == set(attack.ways)

    def test_ends_at_once_for_who_leaves_the_team(self, attack, member):
        record, secret = attack.record_for([member])
        restrict(secret)

        CaseStaff.objects.filter(user=member).delete()

        assert ways_to(record, member) == set()


@pytest.mark.parametrize("kind", SUBJECTS)
class TestFindingOfEveryKind:
    @pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR], ids=["no role", "administrator"])
    def test_is_for_those_alone_who_may_read(self, kind, role, staff, director):
        subject = SUBJECTS[kind]
        record = factory_of(subject.model)()
        typed = subject.title_of(record)

        assert record in [hit.record for hit in find(typed, user=director)]
        assert find(typed, user=staff(role)) == []
        assert suggest(typed[:-1], user=staff(role)) == []
        assert not SearchDocument.objects.visible_to(staff(role)).exists()
