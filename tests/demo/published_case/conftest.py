"""What tests of the one real case look at, as the caseworker finds it."""

import pytest

from casework.cases.models import Case, Development
from casework.persons.models import Person
from casework.proceedings.models import Arrest, Charge, Decision
from casework.sources.models import Source
from tests.demo.published_case.days import ARREST, VERDICT


@pytest.fixture
def mamay(seen):
    return seen(Person).get(name="Zhanbolat Mamay")


@pytest.fixture
def case(seen):
    return seen(Case).get(title="Zhanbolat Mamay")


@pytest.fixture
def statement(seen):
    return seen(Source).get(title="Statement on the conviction of Zhanbolat Mamay")


@pytest.fixture
def verdict(seen, case):
    return seen(Decision).get(proceeding__case=case, development__occurred_earliest=VERDICT)


@pytest.fixture
def told(seen, case):
    """Return the one development of the case whose headline has these words."""

    def development(words):
        return seen(Development).get(case=case, headline__contains=words)

    return development


@pytest.fixture
def charge(seen, case):
    """Return the one charge of the case for this offence."""

    def of(offence):
        return seen(Charge).get(proceeding__case=case, offence=offence)

    return of


@pytest.fixture
def arrest(seen, mamay):
    return seen(Arrest).get(person=mamay, development__occurred_earliest=ARREST)
