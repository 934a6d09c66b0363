"""What is done with somebody's account is told to them by e-mail, as soon as it is done."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from tests.accounts.codes import code_of
from tests.factories.accounts import UserFactory


@pytest.fixture
def user(committing_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield UserFactory(role=Role.CASEWORKER, username="dana")


def subjects():
    return [message.subject.removeprefix("Casework: ") for message in mail.outbox]


def test_a_second_factor_is_told_of_as_it_comes_and_goes(user):
    browser = Client()
    browser.force_login(user)

    key = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": code_of(key)})
    browser.post(reverse("mfa_generate_recovery_codes"))
    browser.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert subjects() == [
        "an app that shows codes was set up",
        "new recovery codes were made",
        "the app that shows codes was removed",
    ]
    assert {tuple(message.to) for message in mail.outbox} == {(user.email,)}
    assert not any(key in message.body for message in mail.outbox)
    assert all("If it was not you" in message.body for message in mail.outbox)
