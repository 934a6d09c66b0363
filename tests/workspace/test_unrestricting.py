"""Nobody opens a restricted case to all staff alone, whatever way they try."""

import pytest
from django.db import transaction
from django.test import Client

from casework.accounts.choices import Role
from casework.accounts.countersigning import SecondPersonNeeded, countersign
from casework.accounts.models import Countersignature
from casework.audit.context import Origin, change_set
from casework.audit.models import Entry
from casework.audit.restoring import restore_fields
from casework.cases.models import Case
from casework.cases.services import NotRestricted, ask_to_unrestrict, restrict_case, unrestrict_case
from tests.factories.accounts import RestoringRightFactory, UserFactory
from tests.factories.cases import CaseFactory, CaseStaffFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


def acting(user, reason="he asks for publicity"):
    return change_set(actor=user, origin=Origin.FORM, reason=reason)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def is_restricted(case):
    return Case.objects.get(pk=case.pk).is_restricted


@pytest.fixture
def lead():
    return UserFactory(caseworker=True)


@pytest.fixture
def director():
    return UserFactory(director=True)


@pytest.fixture
def case(lead):
    return CaseFactory(restricted=True, lead=lead, team=[lead], title="Hidden matter")


class TestAskToUnrestrict:
    @pytest.mark.parametrize("second", ["director", "lead"])
    def test_opens_the_case_once_another_agrees(self, case, lead, director, second):
        first, other = (lead, director) if second == "director" else (director, lead)
        with acting(first):
            asked = ask_to_unrestrict(case=case)
        assert is_restricted(case)

        with acting(other):
            countersign(request=asked)

        assert not is_restricted(case)

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR])
    def test_is_for_the_lead_and_directors(self, case, role):
        user = UserFactory(role=role)
        CaseStaffFactory(case=case, user=user)

        client = browser_of(user)

        assert client.post(f"/cases/{case.reference}/unrestrict/", {"reason": "x"}).status_code == 403
        assert "Open to all staff" not in client.get(case.get_absolute_url()).text

    def test_refuses_what_is_open(self, lead):
        case = CaseFactory(lead=lead)

        with acting(lead), pytest.raises(NotRestricted):
            ask_to_unrestrict(case=case)


class TestPage:
    def test_asks_with_a_reason_and_leads_to_the_request(self, case, lead, director):
        client = browser_of(lead)
        page = f"/cases/{case.reference}/unrestrict/"
        assert page in client.get(case.get_absolute_url()).text
        assert client.post(page, {"reason": " "}).status_code == 200

        answer = client.post(page, {"reason": "he asks for publicity"}, follow=True)

        assert "he asks for publicity" in answer.text
        assert browser_of(director).get("/").context["to_countersign"] == 1
        assert "asked for already" in client.post(page, {"reason": "again"}).text

    def test_does_not_exist_for_others(self, case, client_as):
        page = f"/cases/{case.reference}/unrestrict/"

        assert client_as(Role.CASEWORKER).get(page).status_code == 404
        assert client_as(Role.ADMINISTRATOR).get(page).status_code == 403


class TestWaysAround:
    @pytest.mark.parametrize("role", ["lead", "director"])
    @pytest.mark.parametrize(
        "attempt",
        [
            lambda case: unrestrict_case(case=case),
            lambda case: _opened(case).save(),
            lambda case: _opened(case).save(update_fields=["confidentiality"]),
            lambda case: Case.objects.bulk_update([_opened(case)], ["confidentiality"]),
        ],
        ids=["service", "saved", "one field saved", "many saved"],
    )
    def test_by_code_are_closed(self, case, lead, director, role, attempt):
        user = {"lead": lead, "director": director}[role]

        with acting(user), pytest.raises(SecondPersonNeeded), transaction.atomic():
            attempt(Case.objects.get(pk=case.pk))

        assert is_restricted(case)

    @pytest.mark.parametrize("role", ["lead", "director"])
    def test_by_the_form_of_the_case_says_what_to_do(self, case, lead, director, role):
        client = browser_of({"lead": lead, "director": director}[role])
        page = FormPage.open(client, f"/admin/cases/case/{case.pk}/change/")

        answer = page.fill(confidentiality="open", reason="x").send()

        assert "Nobody opens a restricted case alone" in answer.response.content.decode()
        assert is_restricted(case)

    def test_by_restoring_an_earlier_version_is_closed(self, lead, client_as):
        case = CaseFactory(lead=lead, team=[lead])
        earlier = Entry.objects.get(pk=case.head_id)
        restrict_case(case=case)
        auditor = UserFactory(auditor=True)
        RestoringRightFactory(user=auditor)

        with acting(auditor), pytest.raises(SecondPersonNeeded), transaction.atomic():
            restore_fields(row=Case.objects.get(pk=case.pk), entry=earlier, fields=["confidentiality"])

        assert is_restricted(case)

    def test_by_an_agreement_to_another_case_is_closed(self, case, lead, director):
        other = CaseFactory(restricted=True, lead=lead, team=[lead])
        with acting(lead):
            asked = ask_to_unrestrict(case=other)

        with acting(director), transaction.atomic():
            countersign(request=asked)
            with pytest.raises(SecondPersonNeeded):
                unrestrict_case(case=case)
            transaction.set_rollback(True)

        assert is_restricted(case)

    def test_to_restrict_a_case_nobody_else_is_needed(self, lead):
        case = CaseFactory(lead=lead, team=[lead])

        with acting(lead):
            restrict_case(case=case)

        assert is_restricted(case)
        assert not Countersignature.objects.exists()


def _opened(case):
    case.confidentiality = "open"
    return case
