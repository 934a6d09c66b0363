"""The page of the search and the palette: what is found, for whom, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.core.choices import Confidentiality
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory, PersonNameFactory

pytestmark = pytest.mark.django_db
PAGES = ("workspace:search", "workspace:palette")


@pytest.fixture
def mamay():
    """Somebody with a name in another script, who is the client of a case."""
    person = PersonFactory(name="Zhanbolat Mamay")
    PersonNameFactory(person=person, name="Жанболат Мамай")
    CasePartyFactory(person=person, case=CaseFactory(title="The editor"))
    return person


def words_of(client, page, **asked):
    """Return what the page says."""
    answer = client.get(reverse(page), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
class TestFinding:
    @pytest.mark.parametrize("typed", ["Жанболат", "Janbolat Mamai", "Zhanbolat", "mamay"])
    def test_shows_a_person_and_their_case_however_the_name_is_typed(self, client_as, mamay, page, typed):
        words = words_of(client_as(Role.CASEWORKER), page, q=typed)

        assert f'href="{mamay.get_absolute_url()}"' in words
        assert "The editor" in words

    def test_tells_nothing_of_what_is_hidden(self, client_as, page):
        hidden = CaseFactory(title="Hidden matter", confidentiality=Confidentiality.RESTRICTED)
        DevelopmentFactory(case=hidden, headline="Hidden happening")

        words = words_of(client_as(Role.CASEWORKER), page, q="Hidden")

        assert "Hidden matter" not in words
        assert "Hidden happening" not in words

    def test_takes_any_text(self, client_as, page):
        for typed in ('"', "NEAR(", "*", "a' OR 1=1", "\x00", "😀", "x" * 5_000, "<script>"):
            assert "<script>" not in words_of(client_as(Role.CASEWORKER), page, q=typed).split("<main")[-1]

    def test_is_refused_to_whoever_may_see_no_record(self, client_as, page):
        assert client_as(Role.ADMINISTRATOR).get(reverse(page), {"q": "a"}).status_code == 403

    def test_costs_the_same_for_few_and_for_many(self, client_as, page):
        client = client_as(Role.CASEWORKER)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                words_of(client, page, q="editor")
            return len(captured)

        for _number in range(6):
            CasePartyFactory(case=CaseFactory(title="The editor"), person__name="An editor")
        queries()
        few = queries()
        for _number in range(4):
            CasePartyFactory(case=CaseFactory(title="The editor"), person__name="An editor")

        assert queries() == few


class TestSearch:
    def test_counts_each_kind_and_looks_among_one(self, client_as):
        case = CaseFactory(title="Harvest")
        DevelopmentFactory(case=case, headline="Harvest protest")
        client = client_as(Role.CASEWORKER)

        all_kinds = client.get(reverse("workspace:search"), {"q": "harvest"}).context
        cases = client.get(reverse("workspace:search"), {"q": "harvest", "kind": "cases.case"}).context

        assert {name: count for name, _label, count in all_kinds["kinds"]} == {
            "cases.case": 1,
            "cases.development": 1,
        }
        assert [hit.record for hit in cases["hits"]] == [case]

    def test_says_what_to_do_where_nothing_is_found(self, client_as):
        assert "Try fewer words" in words_of(client_as(Role.CASEWORKER), "workspace:search", q="qqqq")


class TestPalette:
    def test_offers_what_was_read_last(self, client_as, mamay):
        client = client_as(Role.CASEWORKER)
        client.get(mamay.get_absolute_url())

        assert "Zhanbolat Mamay" in words_of(client, "workspace:palette")

    def test_forgets_what_became_hidden(self, client_as):
        case, client = CaseFactory(title="Soon hidden"), client_as(Role.CASEWORKER)
        client.get(case.get_absolute_url())
        case.confidentiality = Confidentiality.RESTRICTED
        case.save()

        assert "Soon hidden" not in words_of(client, "workspace:palette")

    def test_offers_only_what_the_reader_may_begin(self, client_as):
        assert "Open a case" in words_of(client_as(Role.CASEWORKER), "workspace:palette", q="open")
        assert "Open a case" not in words_of(client_as(Role.AUDITOR), "workspace:palette", q="open")
