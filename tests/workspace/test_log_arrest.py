"""Logging an arrest: with custody, with an imprecise date, and with what is refused."""

import pytest

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.cases.models import Development
from casework.proceedings.models import Arrest, Custody
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory
from tests.workspace.log_pages import case_of, open_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_as):
    return client_as(Role.CASEWORKER)


class TestArrest:
    def test_about_a_day_is_one_development_of_the_client(self, client):
        case, person = case_of()

        answer = open_sheet(client, case, "arrest", occurred="about 11 Feb 2022").send()

        arrest = Arrest.objects.get()
        assert arrest.person == person
        assert str(arrest.development.occurred) == "about 11 Feb 2022"
        assert [each.person for each in arrest.development.persons.all()] == [person]
        assert answer.response["Location"].endswith(
            f"/cases/{case.reference}/#development-{arrest.development_id}"
        )

    def test_begins_custody_in_the_same_development_and_the_same_change_set(self, client):
        case, person = case_of()
        before = ChangeSet.objects.count()

        open_sheet(
            client,
            case,
            "arrest",
            occurred="25 Feb 2022",
            **{"custody-effect": "begins", "custody-regime": "police", "custody-place": "Almaty"},
        ).send()

        spell = Custody.objects.get()
        assert (spell.person, spell.regime, spell.place) == (person, "police", "Almaty")
        assert spell.began_by == Arrest.objects.get().development
        assert ChangeSet.objects.count() == before + 1

    def test_says_in_words_what_was_recorded(self, client):
        case, _person = case_of("Aru Tester")

        answer = open_sheet(client, case, "arrest", occurred="25 Feb 2022").send()

        said = str(next(iter(answer.response.wsgi_request._messages)))
        assert "the arrest of Aru Tester" in said
        assert "Log another" in said


class TestRefusal:
    def test_keeps_what_was_typed_and_records_nothing(self, client):
        case, person = case_of()
        CustodyFactory(case=case, person=person)

        answer = open_sheet(
            client,
            case,
            "arrest",
            occurred="1 Mar 2022",
            headline="Taken again",
            **{"custody-effect": "begins", "custody-regime": "police"},
        ).send()

        assert answer.response.status_code == 200
        assert "overlaps another spell" in answer.text
        assert answer.values["headline"] == ["Taken again"]
        assert answer.values["occurred"] == ["1 Mar 2022"]
        assert answer.values["custody-regime"] == ["police"]
        assert not Arrest.objects.exists()
        assert not Development.objects.filter(headline="Taken again").exists()

    def test_does_not_name_a_spell_that_the_reader_may_not_know_of(self, client):
        case, person = case_of()
        CustodyFactory(case__restricted=True, case__title="A hidden matter", person=person)

        answer = open_sheet(
            client,
            case,
            "arrest",
            occurred="1 Mar 2022",
            **{"custody-effect": "begins", "custody-regime": "police"},
        ).send()

        assert "Ask a director" in answer.text
        assert "pre-trial detention of" not in answer.text

    def test_stands_at_the_date_where_it_is_about_the_date(self, client):
        case, _person = case_of()

        answer = open_sheet(client, case, "arrest", occurred="10/04/2023").send()

        assert answer.response.context["sheet"].happening.errors.keys() == {"occurred"}

    def test_asks_for_a_source_or_the_word_that_there_is_none(self, client):
        case, _person = case_of()

        answer = open_sheet(client, case, "arrest", occurred="2022", **{"sources-none": None}).send()

        assert "no source yet" in answer.response.context["sheet"].sources.no_source.errors["none"][0]
        assert not Development.objects.exists()


class TestChoice:
    def test_of_a_person_who_is_none_of_the_case_is_refused(self, client):
        case, _person = case_of()
        stranger = PersonFactory()

        answer = open_sheet(client, case, "arrest", occurred="2022").fill(**{"arrest-person": stranger.pk})

        assert answer.send().response.status_code == 200
        assert not Arrest.objects.exists()

    def test_of_a_hidden_person_is_refused_as_one_that_does_not_exist(self, client):
        case, _person = case_of()
        hidden = PersonFactory(restricted=True, name="Kept From You")

        answer = open_sheet(client, case, "activity", occurred="2022").fill(
            **{"persons-concerned-0-person": hidden.pk}
        )
        answer = answer.send()

        assert answer.response.status_code == 200
        assert "Kept From You" not in answer.text
        assert not Development.objects.exists()
