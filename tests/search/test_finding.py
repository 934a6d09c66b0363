"""What is found for what somebody types, in which order, and how it is told from its namesakes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.cases.choices import PartyRole
from casework.core.partial_dates import PartialDate
from casework.search.choices import FoundBy
from casework.search.models import SearchDocument
from casework.search.services import find, suggest
from tests.factories.advocacy import ActionFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import (
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
)
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """People in several scripts, some with a second name."""
    second = {"Zhanbolat Mamay": "Жанболат Мамай", "Ai Weiwei": "艾未未"}
    names = [
        *second,
        "Bolat Atabayev",
        "Zhanar Balgabayeva",
        "Марина Қалиева",
        "محمد العربي",
        "刘晓波",
        "Ma’mun Núñez-Łuczak",
        "Sean O’Brien",
    ]
    for name in names:
        person = PersonFactory(name=name)
        if name in second:
            PersonNameFactory(person=person, name=second[name], native=True)


@pytest.mark.usefixtures("people")
class TestFind:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("Zhanbolat Mamay", "Zhanbolat Mamay"),
            ("mamay zhan", "Zhanbolat Mamay"),
            ("Жанболат", "Zhanbolat Mamay"),
            ("мамай жанб", "Zhanbolat Mamay"),
            ("Marina Kalieva", "Марина Қалиева"),
            ("Marina Qalieva", "Марина Қалиева"),
            ("Ж", "Zhanar Balgabayeva"),
            ("艾未未", "Ai Weiwei"),
            ("Ai Weiwei", "Ai Weiwei"),
            ("刘晓波", "刘晓波"),
            ("محمد العربي", "محمد العربي"),
            ("nunez luczak", "Ma’mun Núñez-Łuczak"),
            ("Mamun", "Ma’mun Núñez-Łuczak"),
            ("O'Brien", "Sean O’Brien"),
            ("obrien sean", "Sean O’Brien"),
        ],
    )
    def test_finds_by_words_in_any_script_and_order(self, titles, typed, found):
        assert titles(typed)[0] == found

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("Janbolat Mamai", "Zhanbolat Mamay"),
            ("Mamai Janbolat", "Zhanbolat Mamay"),
            ("Janbol", "Zhanbolat Mamay"),
            ("Джанболат Мамаи", "Zhanbolat Mamay"),
            ("Liu Xiaobo", "刘晓波"),
            ("Muhammad al-Arabi", "محمد العربي"),
            ("Mohamed", "محمد العربي"),
            ("Sean O Brien", "Sean O’Brien"),
            ("Shaun Obrian", "Sean O’Brien"),
        ],
    )
    def test_finds_by_sound_where_spellings_differ(self, director, typed, found):
        hits = find(typed, user=director)

        assert [hit.title for hit in hits if hit.found_by == FoundBy.SOUND][:1] == [found]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("Zhambolat", "Zhanbolat Mamay"),
            ("Zhanbolta Mammay", "Zhanbolat Mamay"),
            ("Jambolat Mamai", "Zhanbolat Mamay"),
            ("Zhanbolat Mamzy", "Zhanbolat Mamay"),
            ("Balgabaeva Zhamar", "Zhanar Balgabayeva"),
            ("Atabaev Bolta", "Bolat Atabayev"),
        ],
    )
    def test_finds_a_name_with_a_slip_in_it_and_no_other(self, titles, typed, found):
        assert titles(typed) == [found]

    @pytest.mark.parametrize("typed", ["", "  ", "xqxq", "Zhanbolat Atabayev", "Kaziyev", "🙂"])
    def test_finds_nothing_where_nothing_is_meant(self, titles, typed):
        assert titles(typed) == []

    @pytest.mark.parametrize(
        "typed",
        [
            '"',
            '""mamay"" OR "',
            "NEAR(mamay zhanbolat, 2)",
            "names : mamay",
            "mamay*",
            "-mamay",
            "^mamay",
            "mamay & | ! <-> :*",
            "'; DROP TABLE search_searchdocument; --",
            "%",
            "_",
            "\\",
            "\x00mamay\x00",
            "mamay " * 2_000,
            "x" * 10_000,
            "🙂" * 300,
            "刘" * 300,
            "\u202e\ufdfa",
        ],
    )
    def test_takes_any_text_for_words(self, titles, typed):
        assert set(titles(typed)) <= {"Zhanbolat Mamay", "刘晓波"}

    def test_finds_of_the_kinds_asked_for_alone(self, titles):
        CaseFactory(title="Zhanbolat Mamay, editor")

        assert titles("mamay", kinds=["cases.case"]) == ["Zhanbolat Mamay, editor"]
        assert titles("zhambolat", kinds=["cases.case"]) == ["Zhanbolat Mamay, editor"]

    def test_finds_no_more_than_wanted(self, titles):
        assert len(titles("m", limit=20)) <= len(titles("ma", limit=1)) == 1


class TestKinds:
    def test_are_each_found_by_what_they_say(self, titles):
        CaseFactory(reference="KZ-2031-007", title="Harvest", summary="About orchards.")
        DevelopmentFactory(headline="Verdict", narrative="It rained on graveyards.", place="Ridder")
        OrganisationFactory(name="Court of Aktau", native_name="Ақтау соты", place="Mangystau")
        SourceFactory(title="Weekly", author="Nadezhda", publisher=OrganisationFactory(name="Vremya"))
        ActionFactory(title="Petition", reference_given="G/SO 218/2")

        assert titles("KZ-2031-007") == titles("orchards") == ["Harvest"]
        assert titles("graveyard") == titles("риддер") == ["Verdict"]
        assert titles("aktau soty") == titles("mangystau") == ["Court of Aktau"]
        assert titles("nadezh weekly") == titles("weekly vremya") == ["Weekly"]
        assert titles("G/SO 218/2") == ["Petition"]

    def test_include_a_case_by_the_name_of_its_party(self, titles):
        person = PersonFactory(name="Zhanbolat Mamay")
        CasePartyFactory(case__title="January", person=person, role=PartyRole.CLIENT)

        assert titles("mamay") == titles("Janbolat Mamai") == ["Zhanbolat Mamay", "January"]


class TestOrder:
    def test_puts_the_best_first(self, titles):
        DevelopmentFactory(headline="Anger", narrative="Seen by Marat.", occurred=PartialDate.read("2031"))
        DevelopmentFactory(headline="Marat left")
        PersonFactory(name="Murat")
        CasePartyFactory(case__title="The strike", person__name="Marat Isin")
        PersonFactory(name="Maratbek")
        PersonFactory(name="Marat")

        assert titles("marat") == [
            "Marat",
            "Marat Isin",
            "Maratbek",
            "The strike",
            "Marat left",
            "Anger",
            "Murat",
        ]

    def test_puts_the_case_and_the_person_before_what_is_called_after_them(self, titles):
        ActionFactory(title="Letter on Marat Isin", planned_on=date(2031, 3, 1))
        PersonFactory(name="Marat Isin, editor")
        CaseFactory(title="Marat Isin and others")

        assert titles("marat isin") == ["Marat Isin and others", "Marat Isin, editor", "Letter on Marat Isin"]

    def test_puts_open_cases_before_closed_ones_and_the_latest_first(self, titles):
        CaseFactory(
            title="Strike, closed", closed=True, opened_on=date(2023, 1, 1), closed_on=date(2023, 6, 1)
        )
        CaseFactory(title="Strike, old", opened_on=date(2021, 1, 1))
        CaseFactory(title="Strike, new", opened_on=date(2022, 1, 1))

        assert titles("strike") == ["Strike, new", "Strike, old", "Strike, closed"]


class TestSuggest:
    def test_leaves_out_what_matches(self, director):
        PersonFactory(name="Zhanbolat")
        PersonFactory(name="Zhambolat")

        assert [entry.names for entry in suggest("Zhanbolat", user=director)] == ["zhambolat"]

    def test_gives_few(self, director):
        for number in range(8):
            PersonFactory(name=f"Zhanbolat {chr(97 + number) * 3}")

        assert len(suggest("Zhambolat", user=director)) == 5


class TestHit:
    def test_tells_a_person_from_namesakes(self, director):
        person = PersonFactory(name="Zhanbolat Mamay", birth=PartialDate.read("1988"))
        PersonNameFactory(person=person, name="Жанболат Мамай", native=True)
        PersonNationalityFactory(person=person, country="KZ")

        [hit] = find("mamay", user=director)

        assert (hit.kind, hit.object_id, hit.title) == ("persons.person", person.pk, "Zhanbolat Mamay")
        assert hit.line == "Жанболат Мамай · born 1988 · Kazakhstan"

    def test_names_the_case_of_a_development(self, director):
        development = DevelopmentFactory(headline="Arrested", case__title="January", place="Almaty")

        [hit] = find("arrested", user=director)

        reference = development.case.reference
        assert (hit.title, hit.line) == ("Arrested", f"25 Feb 2022 · {reference} January · Almaty")

    def test_says_what_is_known_of_the_others(self, director):
        case = CaseFactory(title="Harvest one")
        OrganisationFactory(name="Harvest two", native_name="Егін", court=True, place="Aktau", country="KZ")
        source = SourceFactory(title="Harvest three", author="N. N.", published=PartialDate.read("2022"))
        ActionFactory(title="Harvest four", planned_on=date(2031, 3, 1))

        lines = {hit.title: hit.line for hit in find("harvest", user=director)}

        assert lines == {
            "Harvest one": f"{case.reference} · Kazakhstan · intake",
            "Harvest two": "Егін · court · Aktau · Kazakhstan",
            "Harvest three": f"{source.kind} · N. N. · 2022",
            "Harvest four": "letter · planned · 1 Mar 2031",
        }


class TestCost:
    def test_does_not_grow_with_what_is_found(self, staff):
        user = staff("caseworker")

        def cost(text):
            with CaptureQueriesContext(connection) as queries:
                assert find(text, user=user)
            return len(queries)

        def add():
            person = PersonFactory(name="Zhanbolat")
            PersonNationalityFactory(person=person)
            case = CasePartyFactory(person=person).case
            DevelopmentFactory(case=case, headline="Zhanbolat left")

        for _number in range(2):
            add()
        cost("zhanbolat")
        few = cost("zhanbolat"), cost("zhambolat")
        for _number in range(4):
            add()

        assert (cost("zhanbolat"), cost("zhambolat")) == few

    def test_is_not_of_long_columns(self, director):
        PersonFactory(name="Zhanbolat")

        [entry] = SearchDocument.objects.matching("zhanbolat", director)

        assert {"heading", "words", "sounds"} <= entry.get_deferred_fields()
