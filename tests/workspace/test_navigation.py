"""Every page offers the places to which its reader may go, and no others."""

from collections import Counter

import pytest
from django.urls import reverse

from casework.accounts.choices import Role
from casework.workspace.navigation import GROUPS, initials

pytestmark = pytest.mark.django_db

PLACES = [place for group in GROUPS for place in group]


def offered_to(client):
    """Return the addresses of the places that the desk offers."""
    shell = client.get(reverse("workspace:desk")).context["shell"]
    return [place.address for group in shell["groups"] for place in group]


class TestPlaces:
    @pytest.mark.parametrize("role", Role)
    def test_are_open_to_those_to_whom_they_are_offered(self, client_as, role):
        client = client_as(role)

        assert {client.get(address).status_code for address in offered_to(client)} == {200}

    @pytest.mark.parametrize("role", Role)
    def test_are_kept_from_those_who_may_not_go_there(self, client_as, role):
        client = client_as(role)
        offered = offered_to(client)

        withheld = [place for place in PLACES if reverse(place.page) not in offered]
        assert {client.get(reverse(place.page)).status_code for place in withheld} <= {403}

    def test_have_keys_of_their_own(self):
        keys = Counter(place.key for place in PLACES if place.key)

        assert [key for key, count in keys.items() if count > 1] == []

    def test_tell_where_the_reader_is(self, client_as):
        shell = client_as(Role.DIRECTOR).get(reverse("admin:reference_term_changelist")).context["shell"]

        assert [place.address for group in shell["groups"] for place in group if place.is_here] == [
            reverse("admin:reference_term_changelist")
        ]

    def test_are_offered_to_nobody_who_is_not_signed_in(self, client):
        assert "shell" not in client.get(reverse("account_login")).context


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "letters"), [("Aigerim Tansyk", "AT"), ("Inês de la Falcata", "IF"), ("Tariq", "T")]
    )
    def test_are_the_first_letters_of_the_first_and_the_last_word(self, name, letters):
        assert initials(name) == letters
