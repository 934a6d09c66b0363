"""What is said where something is not found, not allowed, or broken."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from casework.accounts.choices import Role

pytestmark = pytest.mark.django_db


def test_an_unknown_address_leads_back_to_the_desk(client_as):
    answer = client_as(Role.CASEWORKER).get("/cases/none-of-this-name/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "Go to the desk" in answer.text


def test_what_is_not_for_a_role_says_so_and_keeps_the_places_to_go(client_as):
    answer = client_as(Role.ADMINISTRATOR).get("/cases/")

    assert answer.status_code == 403
    assert "This is not for your role" in answer.text
    assert 'href="/admin/"' in answer.text


def test_a_form_without_its_token_says_that_nothing_was_recorded(staff):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff(Role.CASEWORKER))

    answer = browser.post("/desk/read/")

    assert answer.status_code == 403
    assert "The form was not sent" in answer.text


def test_what_is_broken_is_said_without_the_database():
    assert "Something went wrong here" in render_to_string("500.html")
