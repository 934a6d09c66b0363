"""Drafts of developments: kept as one types, each for its writer alone, gone once saved."""

import pytest
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.models import Entry
from casework.workspace.models import Draft
from tests.factories.cases import CaseFactory
from tests.pages import FormPage
from tests.workspace.log_pages import address_of, case_of, open_sheet

pytestmark = pytest.mark.django_db


def keep(client, case, **values):
    """Send what is typed, as the page does while one types."""
    return client.post(reverse("workspace:draft", args=[case.reference]), values)


class TestDraft:
    def test_is_kept_without_a_record_of_it(self, client_as):
        client, case = client_as(Role.CASEWORKER), CaseFactory()
        entries = Entry.objects.count()

        answer = keep(client, case, headline="Half a sent", kind="arrest", csrfmiddlewaretoken="x", _save="1")

        assert answer.content.decode().startswith("Draft kept at ")
        assert Draft.objects.get().values == {"headline": ["Half a sent"], "kind": ["arrest"]}
        assert Entry.objects.count() == entries

    def test_is_one_for_each_person_and_case(self, client_as):
        client, case = client_as(Role.CASEWORKER), CaseFactory()
        keep(client, case, headline="First")
        keep(client, case, headline="Second")

        assert [draft.values for draft in Draft.objects.all()] == [{"headline": ["Second"]}]

    def test_is_offered_and_brings_back_what_was_typed(self, client_as):
        client = client_as(Role.CASEWORKER)
        case, _person = case_of()
        page = open_sheet(client, case, "decision", occurred="about 11 Feb 2022", headline="Half a sent")
        page.add_row("decision-sentence", kind="fine", amount="12")
        page.send("_draft")

        offered = FormPage.open(client, address_of(case))
        back = FormPage.open(client, f"{address_of(case)}?draft=1")

        assert "You began to write" in offered.text
        assert offered.values["headline"] == [""]
        assert back.values["headline"] == ["Half a sent"]
        assert back.values["occurred"] == ["about 11 Feb 2022"]
        assert back.values["decision-sentence-1-amount"] == ["12"]
        assert back.response.context["sheet"].has_errors is False

    def test_is_nothing_to_anybody_else(self, client_as):
        case = CaseFactory()
        keep(client_as(Role.CASEWORKER), case, headline="Mine alone")
        director = client_as(Role.DIRECTOR)

        assert "You began to write" not in director.get(address_of(case)).content.decode()
        assert "Mine alone" not in director.get(f"{address_of(case)}?draft=1").content.decode()

    def test_is_gone_once_saved_or_discarded(self, client_as):
        client = client_as(Role.CASEWORKER)
        case, _person = case_of()
        keep(client, case, headline="To be saved")
        open_sheet(client, case, "background", occurred="2012").send()

        assert not Draft.objects.exists()

        keep(client, case, headline="To be discarded")
        client.post(address_of(case), {"_discard": "1"})

        assert not Draft.objects.exists()

    def test_can_be_kept_only_where_one_may_log(self, client_as):
        assert keep(client_as(Role.AUDITOR), CaseFactory(), headline="x").status_code == 403
        assert keep(client_as(Role.CASEWORKER), CaseFactory(restricted=True), headline="x").status_code == 404
        assert not Draft.objects.exists()
