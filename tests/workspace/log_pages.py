"""The sheet on which a development is logged, as a test fills it in."""

from django.urls import reverse

from tests.factories.cases import CaseFactory, CasePartyFactory
from tests.pages import FormPage


def address_of(case):
    """Return where a development of the case is logged."""
    return reverse("workspace:case_log", args=[case.reference])


def case_of(name="Aru Tester"):
    """Return a case with one client, and that person."""
    case = CaseFactory()
    return case, CasePartyFactory(case=case, person__name=name).person


def open_sheet(client, case, kind, **values):
    """Open the sheet for a kind of development, with a headline and without a source."""
    page = FormPage.open(client, f"{address_of(case)}?kind={kind}")
    page.address = address_of(case)
    return page.fill(**{"headline": "Something happened", "sources-none": "on", **values})
