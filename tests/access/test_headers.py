"""What every answer carries, whatever the address, whoever asks, and however it ends."""

from collections.abc import Iterator, Sequence

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path, reverse
from django.views.decorators.http import require_safe

from casework.cases.models import Case
from casework.sources.models import Source
from casework.workspace.choices import ListPage
from tests.access.matters import Matters, matters
from tests.factories.sources import SourceFileFactory
from tests.factories.workspace import CalendarFeedFactory

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: Of a file that is kept and never shown.
SANDBOX = "default-src 'none'; sandbox"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
DOWNLOADS = {"admin:sources_source_file", "admin:sources_source_original"}
TOKEN = "a-feed-of-the-test"
STATIC = "/static/casework.css"


def flaws_of(answer: HttpResponse, *, policy: str = POLICY, is_static: bool = False) -> list[str]:
    """Return which headers the answer lacks."""
    if answer.streaming:
        # What is sent is closed at its end.
        b"".join(answer.streaming_content)
    expected = {**EVERYWHERE, "Content-Security-Policy": policy}
    flaws = [f"{name}: {answer.get(name)}" for name, value in expected.items() if answer.get(name) != value]
    permissions = answer.get("Permissions-Policy", "")
    if not all(
        word in permissions for word in ("camera=()", "geolocation=()", "publickey-credentials-get=(self)")
    ):
        flaws.append(f"Permissions-Policy: {permissions}")
    if ("no-store" in answer.get("Cache-Control", "")) is is_static:
        flaws.append(f"Cache-Control: {answer.get('Cache-Control')}")
    if answer.has_header("Access-Control-Allow-Origin"):
        flaws.append("It lets other origins read it.")
    return flaws


@pytest.fixture(scope="module")
def docket(django_db_setup, django_db_blocker) -> Iterator[Matters]:
    """A record of every kind, set up once, with a file and a feed."""
    with django_db_blocker.unblock(), matters() as both:
        SourceFileFactory(source=both.open[Source])
        CalendarFeedFactory(user=both.user("director"), token=TOKEN)
        yield both


pytestmark = pytest.mark.django_db


def pages(
    resolver: URLResolver | None = None, space: str = "", holds: Sequence[str] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every page there is, with the names of what its address holds."""
    for pattern in (resolver or get_resolver()).url_patterns:
        held = [*holds, *pattern.pattern.regex.groupindex]
        if isinstance(pattern, URLResolver):
            yield from pages(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, held)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield space + pattern.name, held


PAGES = list(pages())


def address_of(docket: Matters, name: str, holds: list[str]) -> str:
    """Return the address of the page, where there is one of a record that exists."""
    known = {
        "reference": docket.open[Case].reference,
        "token": TOKEN,
        "list_page": ListPage.CASES,
        "kind": "csv",
        "name": "open",
        "app_label": "cases",
        "source_id": docket.open[Source].pk,
        "file_id": docket.open[Source].files.get().pk,
        "act": docket.open[Case].head.change_set_id,
        "entry": docket.open[Case].head_id,
        "number": 1,
    }
    models = {f"admin:{each._meta.app_label}_{each._meta.model_name}": each for each in docket.open}
    models |= {each._meta.model_name: each for each in docket.open}
    page = name.partition(":")[2]
    model = models.get(name.rpartition("_")[0]) or models.get(page.partition("_")[0], Case)
    key = docket.open[model].pk
    return reverse(name, kwargs={each: known.get(each, key) for each in holds})


def browser_of(docket: Matters, who: str | None) -> Client:
    """Return a browser in which this person, or nobody, is signed in."""
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(docket.user(who))
    return client


@pytest.mark.parametrize("who", ["director", "auditor", None])
def test_every_address_answers_with_every_header_however_it_is_asked(docket, who):
    browser, flaws, answered = browser_of(docket, who), {}, set()

    for name, holds in PAGES:
        address = address_of(docket, name, holds)
        for ask in (browser.get, browser.put):
            answer = ask(address)
            is_file = name in DOWNLOADS and answer.status_code == 200
            if found := flaws_of(answer, policy=SANDBOX if is_file else POLICY):
                flaws[name] = (answer.status_code, found)
            if answer.status_code == 200:
                answered.add(name)

    assert flaws == {}
    if who == "director":
        assert len(answered) > 0.8 * len(PAGES)
        assert answered >= {
            *(*DOWNLOADS, "workspace:calendar_feed", "workspace:list_export"),
            *("audit:feed_export", "audit:read_export", "dashboards:figure_export", "healthz"),
        }


def breaks(_request: HttpRequest) -> HttpResponse:
    """Fail as a page with an error in it does."""
    raise RuntimeError("broken")


@require_safe
def only_read(_request: HttpRequest) -> HttpResponse:
    """Answer nothing but reading."""
    return HttpResponse("read")


urlpatterns = [path("breaks/", breaks), path("reads/", only_read), path("", include("config.urls"))]


class TestRefusals:
    @pytest.fixture(autouse=True)
    def broken_page(self, settings):
        settings.ROOT_URLCONF = __name__

    @pytest.fixture
    def browser(self, client_as):
        client = client_as("caseworker")
        client.raise_request_exception = False
        return client

    def test_carry_every_header_too(self, browser):
        htmx = {"HX-Request": "true"}
        answers = {
            400: browser.get("/", headers={"host": "evil.example"}),
            403: browser.get("/audit/"),
            404: browser.get("/nowhere/"),
            405: browser.post("/reads/"),
            413: browser.post("/", {}, CONTENT_LENGTH=10**12),
            500: browser.get("/breaks/"),
            302: Client().get("/"),
            301: browser.get("/cases"),
            200: browser.get("/search/palette/", {"q": "x"}, headers=htmx),
        }

        assert {status: answer.status_code for status, answer in answers.items()} == {
            status: status for status in answers
        }
        assert {status: flaws for status, each in answers.items() if (flaws := flaws_of(each))} == {}

    def test_come_with_headers_before_the_host_is_known(self, browser, settings):
        settings.SECURE_SSL_REDIRECT = True

        answer = browser.get("/", headers={"host": "evil.example"})

        assert answer.status_code == 400
        assert flaws_of(answer) == []


class TestStaticFiles:
    def test_carry_every_header_and_may_be_kept(self, client):
        assert flaws_of(client.get(STATIC), is_static=True) == []

    def test_that_are_not_there_are_not_kept(self, client):
        assert flaws_of(client.get("/static/none.css")) == []


class TestTooLarge:
    def test_is_said_in_plain_words_before_anything_is_read(self, client_as, settings):
        settings.REQUEST_MAX_BYTES = 3_000_000
        browser = client_as("caseworker")

        answer = browser.generic("POST", "/cases/", b"", CONTENT_LENGTH="3000001")

        assert answer.status_code == 413
        assert "too large to be sent at once" in answer.text

    def test_is_for_a_visitor_whatever_holds_a_file(self, client):
        answer = client.generic("POST", "/accounts/login/", b"", CONTENT_LENGTH="2700000")

        assert answer.status_code == 413
        assert not Session.objects.exists()

    def test_is_nothing_that_whoever_is_signed_in_may_bring(self, client_as):
        answer = client_as("caseworker").generic("POST", "/nowhere/", b"", CONTENT_LENGTH="2700000")

        assert answer.status_code == 404

    def test_counts_files_too(self, client_as, settings):
        settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
        source = reverse("admin:sources_source_add")
        body = "".join(
            f'--b\r\nContent-Disposition: form-data; name="new_files"; filename="{n}.txt"\r\n\r\nx\r\n'
            for n in range(3)
        )

        answer = client_as("caseworker").generic(
            "POST", source, f"{body}--b--\r\n", content_type="multipart/form-data; boundary=b"
        )

        assert answer.status_code == 400
        assert "not understood" in answer.text


def test_no_address_leads_to_the_files_of_sources(docket, client_as):
    name = docket.open[Source].files.get().file.name

    browser = client_as("director")
    statuses = {browser.get(f"/{place}{name}").status_code for place in ("", "files/", "media/", "static/")}

    assert statuses == {404}
