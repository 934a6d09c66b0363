"""What the README promises of signing in is what the settings say."""

import pytest
from django.conf import settings

from tests.architecture.inventory import PROJECT

README = " ".join((PROJECT / "README.md").read_text().split())


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        ("a password of fifteen characters or more", {"min_length": 15}),
        (
            "which `config/settings/base.py` lists",
            {"words": settings.AUTH_PASSWORD_VALIDATORS[-1]["OPTIONS"]["words"]},
        ),
    ],
)
def test_says_what_a_password_must_be(words, is_so):
    assert words in README
    assert is_so in [validator.get("OPTIONS") for validator in settings.AUTH_PASSWORD_VALIDATORS]


def test_says_how_people_sign_in():
    assert "then with a code of an app, a passkey or a recovery code; or with a passkey alone" in README
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "webauthn", "recovery_codes"]
    assert settings.MFA_PASSKEY_LOGIN_ENABLED
    assert settings.AUTHENTICATION_BACKENDS == ["casework.accounts.backends.RoleBackend"]


def test_says_what_becomes_of_wrong_passwords():
    assert "Six wrong passwords for one name from one address end in a pause of five minutes" in README
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"].endswith("6/5m/key")


def test_says_how_long_a_session_lasts():
    assert "half an hour without a request, twelve hours after signing in" in README
    assert (settings.SESSION_IDLE_AGE, settings.SESSION_COOKIE_AGE) == (30 * 60, 12 * 60 * 60)
    assert "somebody may have any number of them" in README
