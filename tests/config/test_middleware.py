"""What every answer of the application carries."""

import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.django_db
class TestResponseHeaders:
    @pytest.mark.parametrize(
        "address",
        ["/", "/healthz", "/admin/", "/accounts/login/", "/nowhere/", "/static/admin/css/base.css"],
    )
    def test_forbid_everything_that_is_not_our_own(self, client, address):
        response = client.get(address)
        response.close()

        assert response.headers["Content-Security-Policy"] == POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"

    @pytest.mark.parametrize("address", ["/admin/", "/accounts/password/", "/nowhere/"])
    def test_keep_the_pages_of_signed_in_people_out_of_every_cache(self, client_as, address):
        response = client_as("caseworker").get(address)

        assert "no-store" in response.headers["Cache-Control"]

    def test_let_static_files_be_kept(self, client):
        response = client.get("/static/admin/css/base.css")
        response.close()

        assert "no-store" not in response.headers["Cache-Control"]

    def test_forbid_framing_a_page(self, client):
        response = client.get("/accounts/login/")

        assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
class TestHome:
    def test_is_the_desk_once_signed_in(self, client_as):
        assert client_as("caseworker").get("/").templates[0].name == "workspace/desk.html"

    def test_leads_everyone_else_to_the_door(self, client):
        response = client.get("/")

        assert response.headers["Location"] == "/accounts/login/?next=/"
