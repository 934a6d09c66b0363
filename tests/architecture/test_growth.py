"""No page asks the database more often because there is more to show."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import _get_foreign_key
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.advocacy.models import ActionDemand
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import ChargeEvent
from tests.access.matters import factory_of
from tests.architecture.inventory import OUR_ADMINS
from tests.factories.advocacy import ActionCaseFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 4
#: What a part must agree with, where the record alone does not make it valid.
AGREEING = {
    ActionDemand: lambda action: {"demand__case": ActionCaseFactory(action=action).case},
    ChargeEvent: lambda charge: {
        "status": ChargeStatus.AMENDED if charge.events.exists() else ChargeStatus.FILED
    },
}
WITH_PARTS = [model for model, shown in OUR_ADMINS.items() if shown.inlines]


def named(model):
    return model._meta.label


def address_of(page, model, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


@pytest.fixture
def browser_for(client_as):
    """Sign in as who may change most records of a model."""

    def browser(model):
        roles = {"accounts": Role.ADMINISTRATOR, "reference": Role.ADMINISTRATOR, "workspace": Role.AUDITOR}
        return client_as(roles.get(model._meta.app_label, Role.DIRECTOR))

    return browser


def queries_of(act):
    """Return the queries of one call."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured]


def add_parts(record, count):
    """Add rows to every inline of the record's form, where it may have as many."""
    for inline in OUR_ADMINS[type(record)].inlines:
        parent = _get_foreign_key(type(record), inline.model, fk_name=inline.fk_name)
        agreeing = AGREEING.get(inline.model, lambda record: {})
        for _number in range(count):
            try:
                with transaction.atomic():
                    factory_of(inline.model)(**{parent.name: record}, **agreeing(record))
            except IntegrityError:
                break


@pytest.mark.parametrize("model", OUR_ADMINS, ids=named)
def test_a_list_costs_the_same_for_any_number_of_rows(model, browser_for):
    browser, address = browser_for(model), address_of("changelist", model)

    def open_list():
        assert browser.get(address).status_code == 200
        assert browser.get(address, {"q": "a"}).status_code == 200

    factory_of(model).create_batch(FEW)
    open_list()
    few = queries_of(open_list)
    factory_of(model).create_batch(MANY)

    assert len(queries_of(open_list)) == len(few)


@pytest.mark.parametrize("model", WITH_PARTS, ids=named)
def test_a_form_is_opened_and_saved_at_the_same_cost_for_any_number_of_parts(model, browser_for):
    record, browser = factory_of(model)(), browser_for(model)

    def open_and_save():
        page = FormPage.open(browser, address_of("change", model, record.pk))
        answer = page.send("_continue")
        assert answer.response.status_code == 302, answer.response.context["errors"]

    add_parts(record, FEW)
    open_and_save()
    few = queries_of(open_and_save)
    add_parts(record, MANY)
    # Cases that the record shows for the first time are noted, and then for a while not again.
    open_and_save()

    assert len(queries_of(open_and_save)) == len(few)
