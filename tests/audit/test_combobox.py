"""Fields whose record is searched for: what they bring to the page, and what a typed name comes to."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.audit.models import Entry
from casework.cases.models import Case, CaseParty, Task
from casework.persons.models import Person
from tests.architecture.inventory import OUR_ADMINS
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

PERSON = "parties-0-person"


@pytest.fixture
def browser(client_as) -> Client:
    """The browser of a caseworker."""
    return client_as("caseworker")


@pytest.fixture
def party() -> CaseParty:
    """Somebody in an open case."""
    return CasePartyFactory(case__title="The march", person__name="Timur Ashirov")


def page_of(browser: Client, case: Case) -> FormPage:
    """Open the page of a case, with a reason to change it."""
    page = FormPage.open(browser, reverse("admin:cases_case_change", args=[case.pk]))
    return page.fill(reason="named in the verdict")


def new_task(browser: Client, **typed: object) -> FormPage:
    """Send the form of a new task."""
    page = FormPage.open(browser, reverse("admin:cases_task_add"))
    return page.fill(title="Call the lawyer", reason="", **typed).send()


class TestCombobox:
    def test_stands_in_every_form_for_what_is_searched_for(self, rf, staff) -> None:
        request = rf.get("/")
        request.user = staff("director")
        places = [*OUR_ADMINS.values()]
        places += [inline for shown in OUR_ADMINS.values() for inline in shown.get_inline_instances(request)]

        fields = [
            place.formfield_for_dbfield(place.model._meta.get_field(name), request)
            for place in places
            for name in place.get_autocomplete_fields(request)
        ]

        assert len(fields) > 50
        for field in fields:
            assert isinstance(field, ComboboxField)
            assert isinstance(field.widget.widget, ComboboxSelect)

    def test_brings_a_script_and_a_style_of_its_own_and_no_other(self, rf) -> None:
        widget = ComboboxSelect(CaseParty._meta.get_field("person"), admin.site, rf.get("/"))

        (script,), (style,) = widget.media.render_js(), widget.media.render_css()

        assert "js/combobox.js" in script
        assert "css/combobox.css" in style

    def test_leaves_nothing_of_the_stock_widgets_on_the_page(self, browser, party) -> None:
        page = page_of(browser, party.case)

        for stock in ("select2", "autocomplete.js", "calendar.js", "DateTimeShortcuts.js"):
            assert stock not in page.text
        assert '<input type="date" name="opened_on" value="2022-02-26"' in page.text

    def test_holds_what_is_chosen_and_nothing_else(self, browser, party) -> None:
        PersonFactory(name="Somebody else")

        page = page_of(browser, party.case)

        assert page.options[PERSON] == [str(party.person_id)]
        assert "Somebody else" not in page.text


class TestTable:
    def test_has_controls_that_say_their_column_and_row(self, browser, party) -> None:
        text = page_of(browser, party.case).text

        for row in ("1", "__prefix__"):
            for column in ("Person", "Role", "Notes"):
                assert f'aria-label="{column}, row {row}"' in text
        assert 'aria-label="Delete, row 1"' in text
        assert 'aria-label="When, row __prefix__: Basis"' in text


class TestTypedName:
    def test_takes_the_only_record_that_fits(self, browser) -> None:
        case = CaseFactory(reference="KZ-2022-901")
        CaseFactory()

        assert new_task(browser, **{"case-typed": " kz-2022-901 "}).response.status_code == 302

        assert Task.objects.get().case == case

    def test_finds_what_the_autocomplete_finds(self, browser, party) -> None:
        found = PersonFactory(name="Zhanar Examplekyzy")
        PersonNameFactory(person=found, name="Жанар Экземплярқызы", native=True)
        page = page_of(browser, party.case).fill(**{f"{PERSON}-typed": "Жанар"})
        page.add_row("parties", **{"person-typed": "Ashirov", "role": "relative"})

        assert page.send().response.status_code == 302

        assert {row.person for row in CaseParty.objects.all()} == {found, party.person}

    def test_finds_nobody_whom_the_autocomplete_leaves_out(self, browser) -> None:
        UserFactory(full_name="Gone Colleague", caseworker=True, is_active=False)
        case = CaseFactory()

        answer = new_task(browser, case=case.pk, **{"case-typed": case.reference, "assignee-typed": "Gone"})

        assert "Nothing was found for “Gone”" in answer.text
        assert not Task.objects.exists()

    def test_changes_nothing_when_it_names_what_is_chosen(self, browser, party) -> None:
        page = page_of(browser, party.case).fill(**{f"{PERSON}-typed": "Timur"})

        assert page.send().response.status_code == 302
        assert Entry.objects.filter(model="cases.caseparty").count() == 1

    def test_is_merged_with_what_others_changed_meanwhile(self, browser, party) -> None:
        found = PersonFactory(name="Zhanar Examplekyzy")
        page = page_of(browser, party.case).fill(**{f"{PERSON}-typed": "Zhanar"})
        fresh = CaseParty.objects.get(pk=party.pk)
        fresh.notes = "seen in court"
        fresh.save()

        assert page.send().response.status_code == 302

        party.refresh_from_db()
        assert (party.person, party.notes) == (found, "seen in court")

    def test_chooses_whom_to_compare_a_person_with(self, browser) -> None:
        person, other = PersonFactory(name="Zhanar One"), PersonFactory(name="Zhanar Two")
        page = reverse("admin:persons_person_merge", args=[person.pk])

        assert browser.get(page, {"other-typed": "Zhanar"}).context["other"] == other

    @pytest.mark.parametrize("typed", ["Hidden", "a"])
    def test_never_takes_or_tells_of_a_hidden_record(self, browser, party, typed: str) -> None:
        hidden = PersonFactory(name="Hidden Ashirova", restricted=True)

        answer = page_of(browser, party.case).fill(**{f"{PERSON}-typed": typed}).send()

        assert str(hidden.pk) not in answer.options.get(PERSON, [])
        assert "Ashirova" not in answer.text
        assert CaseParty.objects.get().person == party.person

    def test_does_not_reach_a_field_that_only_shows_what_it_holds(self, browser) -> None:
        development, other = DevelopmentFactory(), CaseFactory()
        page = FormPage.open(browser, reverse("admin:cases_development_change", args=[development.pk]))

        assert page.fill(**{"case-typed": other.reference, "reason": "x"}).send().response.status_code == 302

        case = development.case
        development.refresh_from_db()
        assert development.case == case


class TestTypedNameOfSeveral:
    @pytest.fixture
    def sisters(self) -> list[Person]:
        """Two people who are easily taken for each other."""
        return [PersonFactory(name=f"Zhanar {name}") for name in ("Elder", "Younger")]

    @pytest.fixture
    def answer(self, browser, party, sisters) -> FormPage:
        """The form as it comes back."""
        page = page_of(browser, party.case).fill(title="The long march", **{f"{PERSON}-typed": "Zhanar"})
        return page.send()

    def test_is_answered_with_those_who_fit_and_with_all_that_was_typed(self, answer, party, sisters) -> None:
        assert "More than one record fits “Zhanar”" in answer.text
        assert set(answer.options[PERSON]) == {str(row.pk) for row in [party.person, *sisters]}
        assert answer.values[f"{PERSON}-typed"] == ["Zhanar"]
        assert answer.values["title"] == ["The long march"]
        assert CaseParty.objects.get().person == party.person

    def test_takes_the_one_that_is_then_chosen(self, answer, sisters) -> None:
        assert answer.fill(**{PERSON: sisters[1].pk}).send().response.status_code == 302

        assert CaseParty.objects.get().person == sisters[1]

    def test_is_asked_again_until_one_is_chosen(self, answer) -> None:
        assert "More than one record fits “Zhanar”" in answer.send().text

    def test_is_searched_for_anew_when_another_is_typed(self, answer, sisters) -> None:
        again = answer.fill(**{PERSON: sisters[1].pk, f"{PERSON}-typed": "Zhanar Elder"})

        assert again.send().response.status_code == 302
        assert CaseParty.objects.get().person == sisters[0]

    def test_offers_a_handful(self, browser, party) -> None:
        PersonFactory.create_batch(25)

        answer = page_of(browser, party.case).fill(**{f"{PERSON}-typed": "Person"}).send()

        assert len(answer.options[PERSON]) == 1 + 20


class TestTypedNameOfNobody:
    def test_is_kept_and_so_is_what_was_chosen(self, browser, party) -> None:
        answer = page_of(browser, party.case).fill(**{f"{PERSON}-typed": "Nobody"}).send()

        assert "Nothing was found for “Nobody”" in answer.text
        assert answer.values[f"{PERSON}-typed"] == ["Nobody"]
        assert answer.values[PERSON] == [str(party.person_id)]

    def test_is_not_taken_for_a_key(self, browser, party) -> None:
        other = PersonFactory(name="Zhanar Examplekyzy")

        answer = page_of(browser, party.case).fill(**{f"{PERSON}-typed": str(other.pk)}).send()

        assert f"Nothing was found for “{other.pk}”" in answer.text
        assert CaseParty.objects.get().person == party.person
