"""Records are called as people know them, whether they stand or are gone, as far as the reader may know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.audit.history import links_of
from casework.audit.naming import NOT_VISIBLE, Names, Unnamed, known_of
from tests.architecture.inventory import AUDITED_MODELS
from tests.factories.cases import CaseFactory, DevelopmentFactory, SituationFactory, TaskFactory
from tests.factories.persons import PersonFactory


def key_of(record):
    return record._meta.label_lower, record.pk


def delete(record):
    """Delete a record and return the key by which it was known."""
    key = key_of(record)
    record.delete()
    return key


@pytest.mark.parametrize("model", AUDITED_MODELS, ids=lambda model: model._meta.label)
def test_every_record_has_a_name_whatever_it_names_is_hidden(model):
    row = model(pk=1)
    for link in links_of(model):
        setattr(row, link.attname, 1)
        link.set_cached_value(row, Unnamed())

    assert isinstance(str(row), str)


@pytest.mark.django_db
class TestNames:
    def test_calls_what_stands_and_what_is_gone_by_its_last_name(self, staff):
        standing, gone = PersonFactory(name="Timur Ashirov"), PersonFactory(name="T. A.")
        gone.name = "Dana Ospanova"
        gone.save()
        deleted = delete(gone)

        names = Names([key_of(standing), deleted], user=staff(Role.AUDITOR))

        assert (names[key_of(standing)], names[deleted]) == ("Timur Ashirov", "Dana Ospanova")

    def test_says_of_what_is_hidden_that_it_may_not_be_seen(self, staff):
        hidden = CaseFactory(restricted=True, title="Hidden matter")
        gone = delete(PersonFactory(name="Gone person"))

        names = Names([key_of(hidden), gone], user=staff(Role.CASEWORKER))

        assert {names[key_of(hidden)], names[gone]} == {str(NOT_VISIBLE)}
        assert key_of(hidden) not in names
        assert gone not in names

    def test_names_nothing_hidden_within_the_name_of_something_else(self, staff):
        development = DevelopmentFactory(case=CaseFactory(restricted=True, title="Hidden matter"))
        names = Names([key_of(development)], user=staff(Role.DIRECTOR))
        assert names[key_of(development)] == str(development)

        names = Names([key_of(development)], user=staff(Role.CASEWORKER))
        assert names[key_of(development)] == str(NOT_VISIBLE)

    def test_knows_of_no_record_that_never_was(self, staff):
        assert ("persons.person", 999_999) not in Names([("persons.person", 999_999)], user=staff("auditor"))

    def test_asks_the_same_for_any_number_of_records(self, staff):
        def queries_for(number, user):
            keys = [key_of(task) for task in TaskFactory.create_batch(number)]
            keys += [delete(person) for person in PersonFactory.create_batch(number)]
            with CaptureQueriesContext(connection) as captured:
                names = Names(keys, user=user)
                assert all(names[key] for key in keys)
            return len(captured)

        auditor = staff(Role.AUDITOR)
        queries_for(1, auditor)

        assert queries_for(20, auditor) == queries_for(3, auditor)


@pytest.mark.django_db
class TestKnownOf:
    def test_counts_what_is_gone_only_for_whoever_may_know_of_such(self, staff):
        standing = PersonFactory()
        records = {
            "persons.person": {standing.pk, delete(PersonFactory())[1]},
            "cases.situation": {delete(SituationFactory())[1]},
        }

        assert known_of(records, user=staff(Role.DIRECTOR)) == records
        # Of every situation everybody may know, and so of those that are gone.
        assert known_of(records, user=staff(Role.CASEWORKER)) == records | {"persons.person": {standing.pk}}
