"""Migrations say what they do, and none is missing."""

import pytest
from django.core.management import call_command

from tests.architecture.inventory import PROJECT, names


class TestMigrations:
    @pytest.mark.django_db
    def test_leave_no_change_of_a_model_out(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_are_named_by_what_they_do(self):
        assert names(PROJECT.glob("casework/*/migrations/*_auto_*.py")) == []
