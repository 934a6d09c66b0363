"""The key that encrypts is followed by another, and nothing is lost on the way."""

import stat
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit import encrypted
from casework.audit.models import EncryptionKey
from casework.core.encryption import create_key_file
from casework.persons.models import ContactDetail
from tests.accounts.codes import code_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.persons import ContactDetailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_file(tmp_path, settings):
    path = tmp_path / "encryption.key"
    settings.ENCRYPTION_KEY_FILE = str(path)
    create_key_file(path)
    return path


def is_readable(row):
    encrypted._remembered.clear()
    return ContactDetail.objects.get(pk=row.pk).value == row.value


class TestRotation:
    def test_lets_the_new_key_stand_in_for_the_old(self, key_file):
        row = ContactDetailFactory()
        before, wrapped = key_file.read_text(), EncryptionKey.objects.get().wrapped

        call_command("rotate_encryption_key")

        assert key_file.read_text().endswith(before)
        assert len(key_file.read_text().split()) == 2
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        assert EncryptionKey.objects.get().wrapped != wrapped
        assert is_readable(row)

    def test_needs_the_old_key_no_more_once_it_is_forgotten(self, key_file):
        first = ContactDetailFactory()
        old = key_file.read_text()
        call_command("rotate_encryption_key")
        second = ContactDetailFactory()

        call_command("rotate_encryption_key", forget=True)

        assert old.strip() not in key_file.read_text()
        assert len(key_file.read_text().split()) == 1
        assert is_readable(first)
        assert is_readable(second)

    def test_forgets_no_key_that_something_is_still_under(self, key_file):
        call_command("rotate_encryption_key")
        newest, old = key_file.read_text().split()
        # Somebody who read the file before writes meanwhile.
        key_file.write_text(f"{old}\n{newest}\n")
        row = ContactDetailFactory()
        key_file.write_text(f"{newest}\n{old}\n")

        call_command("rotate_encryption_key", forget=True)

        assert is_readable(row)

    def test_keeps_second_factors_working(self, key_file):
        UserFactory(role=Role.CASEWORKER, username="dana")
        browser = Client()
        browser.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        key = browser.get(reverse("mfa_activate_totp")).context["form"].secret
        browser.post(reverse("mfa_activate_totp"), {"code": code_of(key, periods_ahead=-1)})
        codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))

        call_command("rotate_encryption_key")
        call_command("rotate_encryption_key", forget=True)

        after = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
        assert all(new != old for new, old in zip(after, before, strict=True))
        for code in (code_of(key), codes[0]):
            other = Client()
            other.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})
            answer = other.post(reverse("mfa_authenticate"), {"code": code})
            assert answer.status_code == 302

    def test_leaves_nothing_beside_the_file(self, key_file):
        call_command("rotate_encryption_key")

        assert list(Path(key_file).parent.glob("*.key*")) == [key_file]
