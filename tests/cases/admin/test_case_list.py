"""How a case is found: in the list and in the fields that offer cases."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case
from casework.core.partial_dates import PartialDate
from tests.cases.admin.pages import list_of
from tests.factories.cases import CaseFactory, CasePartyFactory, CaseStaffFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory, PersonNameFactory

pytestmark = pytest.mark.django_db


class TestListOfCases:
    def test_tells_the_latest_development_of_each(self, browser):
        case = CaseFactory(title="Aru Example")
        DevelopmentFactory(case=case, headline="Fined", occurred=PartialDate.read("about 11 Feb 2022"))

        answer = browser.get(list_of(Case))

        assert "about 11 Feb 2022: Fined" in answer.content.decode()

    def test_leaves_out_hidden_ones(self, browser):
        CaseFactory(title="Aru Example")
        CaseFactory(title="Bolat Example", restricted=True)

        text = browser.get(list_of(Case)).content.decode()

        assert "Aru Example" in text
        assert "Bolat Example" not in text

    @pytest.mark.parametrize("words", ["KZ-2022-901", "Aru", "Жанар", "Janar", "KZ-2022 жанар"])
    def test_is_searched_by_reference_title_and_names_in_any_script(self, browser, words):
        found = CaseFactory(reference="KZ-2022-901", title="Aru Example")
        CasePartyFactory(case=found, person=PersonFactory(name="Zhanar Examplekyzy"))
        PersonNameFactory(person=found.parties.get().person, name="Жанар Экземплярқызы", native=True)
        CaseFactory(title="Bolat")

        answer = browser.get(list_of(Case), {"q": words})

        assert [case.pk for case in answer.context["cl"].result_list] == [found.pk]

    def test_is_not_searched_by_names_of_hidden_persons(self, browser):
        CasePartyFactory(person=PersonFactory(name="Zhanar Examplekyzy", restricted=True))

        answer = browser.get(list_of(Case), {"q": "Zhanar"})

        assert len(answer.context["cl"].result_list) == 0

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"whose": "led"}, {"led"}),
            ({"whose": "team"}, {"team"}),
            ({"country": "BY"}, {"abroad"}),
            ({"quiet": "30"}, {"led", "team", "abroad"}),
            ({"status__exact": "closed"}, {"closed"}),
        ],
    )
    def test_is_narrowed(self, browser, caseworker, query, expected):
        cases = {
            "led": CaseFactory(lead=caseworker),
            "team": CaseStaffFactory(user=caseworker).case,
            "abroad": CaseFactory(country="BY"),
            "closed": CaseFactory(closed=True),
        }
        busy = DevelopmentFactory(occurred=PartialDate.on(timezone.localdate())).case

        answer = browser.get(list_of(Case), query)

        assert {case.pk for case in answer.context["cl"].result_list} == {cases[name].pk for name in expected}
        assert busy.pk not in {cases[name].pk for name in expected}

    def test_offers_only_countries_that_occur(self, browser):
        CaseFactory(country="BY")
        CaseFactory(country="TM", restricted=True)

        answer = browser.get(list_of(Case))

        country = next(spec for spec in answer.context["cl"].filter_specs if spec.title == "country")
        assert country.lookup_choices == [("BY", "Belarus")]


class TestAutocompleteOfCases:
    def test_tells_namesakes_apart(self, browser):
        CaseFactory(reference="KZ-2022-901", title="Aru Example")
        CaseFactory(title="Aru Hidden", restricted=True)

        answer = browser.get(
            reverse("admin:autocomplete"),
            {"app_label": "cases", "model_name": "development", "field_name": "case", "term": "aru"},
        )

        assert [choice["text"] for choice in answer.json()["results"]] == [
            "KZ-2022-901 · Aru Example · Kazakhstan"
        ]
