"""The key that signs sessions and links."""

import secrets
import stat

import pytest
from django.core.management.utils import get_random_secret_key

from config.secret_key import kept_secret_key, weakness


class TestKeptSecretKey:
    def test_makes_a_strong_key_that_only_its_owner_can_read(self, tmp_path):
        key = kept_secret_key(tmp_path / "key")

        assert not weakness(key)
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600

    def test_keeps_the_key_it_made(self, tmp_path):
        assert kept_secret_key(tmp_path / "key") == kept_secret_key(tmp_path / "key")

    def test_makes_another_for_another_machine(self, tmp_path):
        assert kept_secret_key(tmp_path / "one") != kept_secret_key(tmp_path / "other")


class TestWeakness:
    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("", "is missing"),
            (secrets.token_urlsafe(12), "is shorter than 50 characters"),
            ("django-insecure-" + get_random_secret_key(), "is one that Django made for development"),
            ("x" * 64, "repeats itself too much to be random"),
            ("change-me-please" * 4, "repeats itself too much to be random"),
            ("0123456789" * 6, "repeats itself too much to be random"),
        ],
        ids=["missing", "short", "made by Django", "one letter", "one word", "counting"],
    )
    def test_says_why_a_key_is_guessable(self, key, words):
        assert weakness(key) == words

    @pytest.mark.parametrize(
        "make",
        [get_random_secret_key, lambda: secrets.token_hex(25), lambda: secrets.token_urlsafe(50)],
    )
    def test_finds_nothing_in_a_random_key(self, make):
        assert not any(weakness(make()) for _ in range(200))
