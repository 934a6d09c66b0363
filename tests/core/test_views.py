"""The fragment that says how a typed date is understood."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


class TestDateReadView:
    def read(self, client, **query):
        return client.get(reverse("core:date_read"), query)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2022-08", "Understood as <strong>Aug 2022</strong>: 1 Aug 2022 to 31 Aug 2022"),
            ("11 feb 2022", "Understood as <strong>11 Feb 2022</strong></p>"),
            ("unknown", "Kept as an unknown date."),
            ("", "Kept as an unknown date."),
            ("11 Feb", "Give the year of “11 Feb” as well."),
        ],
    )
    def test_says_how_a_text_is_understood(self, client_as, text, words):
        response = self.read(client_as("caseworker"), text=text)

        assert words in response.content.decode()

    def test_offers_each_reading_of_a_text_that_it_refuses(self, client_as):
        html = self.read(client_as("caseworker"), text="10/04/2023").content.decode()

        assert "can be read in more than one way" in html
        assert html.count("<button") == 2
        assert 'data-reading="10 Apr 2023"' in html
        assert 'data-reading="4 Oct 2023"' in html

    def test_takes_no_text_for_no_date(self, client_as):
        assert "unknown" in self.read(client_as("caseworker")).content.decode()

    def test_escapes_what_was_typed(self, client_as):
        html = self.read(client_as("caseworker"), text="<script>alert(1)</script>").content.decode()

        assert "<script>" not in html
        assert "&lt;script&gt;" in html

    def test_is_not_kept_by_the_browser(self, client_as):
        assert "no-store" in self.read(client_as("caseworker"), text="2012")["Cache-Control"]

    def test_is_for_staff_alone(self, client):
        response = self.read(client, text="2012")

        assert response.status_code == 302

    def test_changes_nothing(self, client_as):
        assert client_as("caseworker").post(reverse("core:date_read")).status_code == 405
