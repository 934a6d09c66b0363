"""Logging a development: who may, in which case, and how the pages lead there."""

import pytest
from django.urls import reverse

from casework.accounts.choices import Role
from casework.cases.models import Development
from tests.factories.cases import CaseFactory, CasePartyFactory, CaseStaffFactory, DevelopmentFactory
from tests.pages import FormPage
from tests.workspace.log_pages import address_of, case_of, open_sheet

pytestmark = pytest.mark.django_db


class TestCaseLog:
    @pytest.mark.parametrize(
        ("role", "status"),
        [(Role.CASEWORKER, 200), (Role.DIRECTOR, 200), (Role.AUDITOR, 403), (Role.ADMINISTRATOR, 403)],
    )
    def test_is_for_whoever_may_add_developments(self, client_as, role, status):
        client, case = client_as(role), CaseFactory()

        assert client.get(address_of(case)).status_code == status
        assert client.post(address_of(case), {"kind": "arrest"}).status_code == status
        assert not Development.objects.exists()

    def test_of_a_restricted_case_does_not_exist_for_those_outside_its_team(self, client_as):
        client, case = client_as(Role.CASEWORKER), CaseFactory(restricted=True)

        assert client.get(address_of(case)).status_code == 404
        assert client.post(address_of(case), {"kind": "background", "headline": "x"}).status_code == 404

    def test_begins_with_the_client_among_the_persons(self, client_as):
        case, person = case_of()

        page = FormPage.open(client_as(Role.CASEWORKER), address_of(case))

        assert page.values["persons-concerned-0-person"] == [str(person.pk)]

    def test_offers_to_follow_only_what_the_reader_may_know_of(self, client_as):
        case = CaseFactory()
        known = DevelopmentFactory(case=case)
        DevelopmentFactory(case=case, confidentiality="restricted")

        page = FormPage.open(client_as(Role.CASEWORKER), address_of(case))

        assert page.options["follows"] == ["", str(known.pk)]


class TestAnotherKind:
    def test_keeps_what_is_typed_and_saves_nothing(self, client_as):
        case, _person = case_of()
        page = open_sheet(client_as(Role.CASEWORKER), case, "arrest", occurred="about 2012")

        shown = page.fill(kind="designation", narrative="A long story.").send("_kind")

        assert shown.values["narrative"] == ["A long story."]
        assert shown.values["occurred"] == ["about 2012"]
        assert "designation-label" in shown.values
        assert "arrest-person" not in shown.values
        assert not Development.objects.exists()

    def test_saved_before_it_was_asked_about_is_shown_first(self, client_as):
        case, _person = case_of()
        page = open_sheet(client_as(Role.CASEWORKER), case, "background", occurred="2012")

        shown = page.fill(kind="arrest").send()

        assert "arrest-person" in shown.values
        assert not Development.objects.exists()


class TestHint:
    def test_names_what_may_be_the_same_and_lets_it_be_saved(self, client_as):
        case, _person = case_of()
        known = DevelopmentFactory(case=case, kind="visit", headline="A visit by the family")
        hidden = DevelopmentFactory(case=case, kind="visit", headline="Unknown", confidentiality="restricted")
        page = open_sheet(client_as(Role.CASEWORKER), case, "visit", occurred=str(known.occurred))

        shown = page.send("_kind")

        assert [str(each) for each in shown.response.context["sheet"].like_it] == [str(known)]
        assert hidden.headline not in shown.text
        assert page.send().response.status_code == 302


class TestLog:
    def test_offers_the_cases_of_the_readers_teams(self, staff, client):
        user = staff(Role.CASEWORKER)
        own, _other = CaseStaffFactory(user=user).case, CaseFactory()
        client.force_login(user)

        assert list(client.get(reverse("workspace:log")).context["cases"]) == [own]

    def test_finds_a_case_by_a_name_in_it_unless_the_case_is_hidden(self, client_as):
        found = CasePartyFactory(person__name="Жанболат Мамай").case
        CasePartyFactory(person__name="Жанболат Другой", case__restricted=True)

        answer = client_as(Role.CASEWORKER).get(reverse("workspace:log"), {"q": "Janbolat"})

        assert list(answer.context["cases"]) == [found]

    def test_goes_on_to_the_case_that_the_address_names(self, client_as):
        client, case = client_as(Role.CASEWORKER), CaseFactory()
        hidden = CaseFactory(restricted=True)

        assert client.get(reverse("workspace:log"), {"case": case.reference})["Location"] == address_of(case)
        assert client.get(reverse("workspace:log"), {"case": hidden.reference}).status_code == 404


class TestShell:
    def test_leads_to_the_log_of_the_case_that_is_read(self, client_as):
        client, case = client_as(Role.CASEWORKER), CaseFactory()

        of_case = client.get(reverse("workspace:case_file", args=[case.reference]))
        of_desk = client.get(reverse("workspace:desk"))

        assert of_case.context["shell"]["log_url"] == address_of(case)
        assert of_desk.context["shell"]["log_url"] == reverse("workspace:log")

    def test_offers_no_log_to_an_auditor(self, client_as):
        assert client_as(Role.AUDITOR).get(reverse("workspace:desk")).context["shell"]["log_url"] == ""
