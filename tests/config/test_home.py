"""Where the home page leads."""

import pytest


@pytest.mark.django_db
class TestHome:
    def test_is_the_desk_once_signed_in(self, client_as):
        assert client_as("caseworker").get("/").templates[0].name == "workspace/desk.html"

    def test_leads_everyone_else_to_the_door(self, client):
        response = client.get("/")

        assert response.headers["Location"] == "/accounts/login/?next=/"
