"""The command that makes the index anew."""

import pytest
from django.core.management import call_command

from casework.accounts.choices import Role
from casework.search.models import SearchDocument
from casework.search.services import find
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db


def test_brings_back_what_the_index_lost(staff):
    person, user = PersonFactory(name="Zhanbolat Mamay"), staff(Role.DIRECTOR)
    SearchDocument.objects.all().delete()
    assert find("Жанболат", user=user) == []

    call_command("rebuild_search")

    assert [hit.record for hit in find("Жанболат", user=user)] == [person]
