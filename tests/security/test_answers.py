"""What is answered to whoever asks for something that was never meant to be asked for."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from casework.audit.models import Entry
from tests.access.matters import Matters, matters
from tests.access.test_admin import MODELS, OTHER_PAGES, browser_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def docket(django_db_setup, django_db_blocker) -> Iterator[Matters]:
    """A record of every kind, set up once."""
    with django_db_blocker.unblock(), matters() as both:
        yield both


@pytest.fixture
def director(docket):
    """A browser in which a director is signed in."""
    return browser_of(docket, "director")


class TestPages:
    def test_change_nothing_when_they_are_only_read(self, docket, director):
        """Whatever changes something is sent by a form, with its token."""
        entries = Entry.objects.count()

        for name in OTHER_PAGES:
            director.get(reverse(name))
        for model in MODELS:
            for page in ("change", "delete"):
                director.get(page_of(model, page, docket.open[model].pk), {"post": "yes", "_save": "1"})

        assert Entry.objects.count() == entries

    def test_offer_the_way_out(self, director):
        pages = {name: director.get(reverse(name)) for name in OTHER_PAGES}
        whole = {name: answer.text for name, answer in pages.items() if "</body>" in answer.text}

        assert len(whole) > 15
        assert [
            name for name, text in whole.items() if f'action="{reverse("account_logout")}"' not in text
        ] == []

    def test_say_what_they_are_and_how_they_are_written(self, director):
        kinds = {director.get(reverse(name)).headers["Content-Type"].replace('"', "") for name in OTHER_PAGES}

        assert kinds == {f"text/{kind}; charset=utf-8" for kind in ("html", "plain", "javascript")}


class TestTrace:
    @pytest.mark.parametrize("address", ["/", "/healthz", "/accounts/login/", "/cases/", "/admin/"])
    def test_tells_nobody_what_they_sent(self, director, address):
        answer = director.trace(address, headers={"X-Told": "harbour-lantern"})

        assert "harbour-lantern" not in answer.text + str(answer.headers)


class TestFiles:
    @pytest.mark.parametrize(
        "address",
        [
            *(
                "/.git/config",
                "/.git/HEAD",
                "/.env",
                "/.data/casework.sqlite3",
                "/manage.py",
                "/pyproject.toml",
            ),
            *("/config/settings/base.py", "/static/", "/static/js/", "/static/../manage.py"),
            *("/static/%2e%2e/manage.py", "/static/..%2f..%2fmanage.py", "/keys/encryption.key"),
        ],
    )
    def test_of_the_project_are_not_there(self, director, address):
        answer = director.get(address)

        assert answer.status_code == 404
        assert not re.search(r"import |\[core\]|ref:", answer.text)
