"""What tests of the demo start from: the docket, loaded once and looked at by all."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from casework.accounts.models import User
from casework.reference.models import Term
from tests.conftest import _copy_database, _drop_database
from tests.reference.test_migrations import load_vocabularies


@pytest.fixture(scope="session")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demo, by its own command, into a copy of the database; give the copy's name and the output."""
    said = io.StringIO()
    with django_db_blocker.unblock():
        original = connection.settings_dict["NAME"]
        copy = f"{original}_demo"
        connection.close()
        _copy_database(original, copy)
        connection.settings_dict["NAME"] = copy
        try:
            if not Term.objects.exists():
                load_vocabularies(apps, connection.SchemaEditorClass(connection))
            with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
                call_command("demo", "--no-serve", stdout=said)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original
    yield copy, said.getvalue()
    with django_db_blocker.unblock():
        _drop_database(copy)


@pytest.fixture(scope="module")
def docket(loaded, django_db_blocker):
    """Point the connections at the loaded copy while the tests of one module run; give what was said."""
    copy, said = loaded
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = copy
    yield said
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = original


@pytest.fixture
def seen(docket, db):
    """Read a model as the caseworker of the demo sees it."""
    caseworker = User.objects.get(username="caseworker")

    def rows(model, **values):
        return model.objects.visible_to(caseworker).filter(**values)

    return rows
