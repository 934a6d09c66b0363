"""The passwords that are made for people, and those that people choose."""

import re

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.passwords import ALPHABET, generate_password
from tests.factories.accounts import PASSWORD, UserFactory


class TestGeneratePassword:
    def test_is_strong_enough_for_the_application_itself(self):
        assert validate_password(generate_password()) is None

    def test_is_easy_to_copy_by_hand(self):
        groups = generate_password().split("-")

        assert [len(group) for group in groups] == [4, 4, 4, 4, 4]
        assert set("".join(groups)) <= set(ALPHABET)
        assert set(ALPHABET).isdisjoint("0o1il")

    def test_is_never_the_same(self):
        assert len({generate_password() for _ in range(100)}) == 100


class TestChosenPassword:
    @pytest.mark.parametrize(
        "password",
        [
            "onlylettersandnothingelse"[:15],
            "74819205637402918",
            "~!@#$%^&*()_+|}{:",
            "гавань и фонарь на ветру",
            "z9 " * 43,
        ],
        ids=["letters", "digits", "marks", "another script and spaces", "129 characters"],
    )
    def test_may_be_of_any_characters_and_long(self, password):
        assert validate_password(password) is None

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("harbour-lanter", "password_too_short"),
            ("passwordpassword", "password_of_context_words"),
            ("casework-freedom-1", "password_of_context_words"),
            ("PrisonerOfConscience", "password_of_context_words"),
            ("Ospanova-Ospanova-1", "password_of_context_words"),
            ("1qaz2wsx3edc4rfv", "password_too_common"),
        ],
    )
    def test_is_neither_short_nor_easily_guessed(self, password, code):
        user = User(username="dana", full_name="Dana Ospanova", email="dana@office.example")

        with pytest.raises(ValidationError) as refused:
            validate_password(password, user)

        assert code in {error.code for error in refused.value.error_list}

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "change", [str.upper, str.strip, lambda words: words[:64]], ids=["case", "ends", "length"]
    )
    def test_is_taken_as_it_is_typed(self, change):
        password = " Harbour lantern, " * 8
        UserFactory(username="dana", password=password)
        login = reverse("account_login")

        assert Client().post(login, {"login": "dana", "password": change(password)}).status_code == 200
        assert Client().post(login, {"login": "dana", "password": password}).status_code == 302

    @pytest.mark.django_db
    def test_stays_good_for_years(self):
        user = UserFactory(username="dana")

        with time_machine.travel("2066-03-01T12:00:00Z"):
            browser = Client()
            browser.post(reverse("account_login"), {"login": "dana", "password": PASSWORD})

            assert browser.session["_auth_user_id"] == str(user.pk)

    @pytest.mark.django_db
    def test_is_changed_by_whoever_knows_the_present_one(self, client_as):
        browser = client_as(Role.CASEWORKER, username="dana")
        new = "another-lantern-99"

        page = browser.post(
            reverse("account_change_password"),
            {"oldpassword": "wrong-harbour-lantern-27", "password1": new, "password2": new},
        )

        assert "oldpassword" in page.context["form"].errors
        assert User.objects.get(username="dana").check_password(PASSWORD)

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("page", "hints"),
        [
            ("account_login", {"current-password"}),
            ("account_change_password", {"current-password", "new-password"}),
        ],
    )
    def test_is_hidden_as_it_is_typed_and_may_come_from_a_manager(self, client_as, page, hints):
        browser = Client() if page == "account_login" else client_as(Role.CASEWORKER)
        fields = re.findall(r"<input[^>]*password[^>]*>", browser.get(reverse(page)).text)

        assert fields
        assert [field for field in fields if 'type="password"' not in field] == []
        assert {hint for field in fields for hint in re.findall(r'autocomplete="([^"]*)"', field)} == hints


@pytest.mark.django_db
def test_no_account_is_there_before_somebody_makes_one():
    assert not User.objects.exists()
