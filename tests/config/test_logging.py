"""The log tells what happened and nothing about a person."""

import json
import logging

import pytest
import time_machine
from django.http import Http404, HttpResponse
from django.urls import path

from config.logging import LOGGING, JSONFormatter
from config.urls import urlpatterns as shipped

SECRET = "Aigerim Testova"


def fails(request, name):
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(f"{name} cannot be read") from error


def is_missing(request, name):
    raise Http404(f"{name} is not there")


def answers(request, name):
    return HttpResponse(name)


urlpatterns = [
    *shipped,
    path("fails/<str:name>/", fails),
    path("missing/<str:name>/", is_missing),
    path("answers/<str:name>/", answers),
]


@pytest.fixture
def log():
    """Collect what the application's log would hold, line by line."""
    lines = []

    class Collector(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    collector = Collector()
    collector.setFormatter(JSONFormatter())
    root = logging.getLogger()
    root.addHandler(collector)
    yield lines
    root.removeHandler(collector)


def parsed(lines, logger):
    return [line for line in map(json.loads, lines) if line["logger"] == logger]


class TestJSONFormatter:
    def test_keeps_the_template_and_not_what_is_put_into_it(self, log):
        logging.getLogger("library").warning("cannot read %s", SECRET)

        assert json.loads(log[0])["message"] == "cannot read %s"
        assert SECRET not in log[0]

    def test_leaves_out_a_librarys_message_that_may_have_been_put_together(self, log):
        logging.getLogger("library").warning(f"cannot read {SECRET}")

        assert "message" not in json.loads(log[0])
        assert json.loads(log[0])["at"].startswith("test_logging:")

    def test_keeps_our_own_constant_messages(self, log):
        logging.getLogger("casework.cases").info("sealed")

        assert json.loads(log[0])["message"] == "sealed"

    def test_names_an_exception_and_its_causes_without_their_words(self, log):
        try:
            fails(None, SECRET)
        except ValueError:
            logging.getLogger("casework.cases").exception("not sealed")

        line = json.loads(log[0])
        assert line["exception"] == ["builtins.ValueError", "builtins.KeyError"]
        assert line["passed"][-1].endswith(":fails")
        assert SECRET not in log[0]

    def test_leaves_out_an_exception_logged_as_the_message(self, log):
        logging.getLogger("casework.cases").error(ValueError(SECRET))

        assert SECRET not in log[0]

    def test_says_when_in_the_time_of_the_world(self, log):
        with time_machine.travel("2026-03-01T12:00:00+05:00", tick=False):
            logging.getLogger("casework.cases").info("sealed")

        assert json.loads(log[0])["time"] == "2026-03-01T07:00:00.000+00:00"

    def test_leaves_out_fields_that_it_does_not_know(self, log):
        logging.getLogger("casework.cases").info("sealed", extra={"person": SECRET})

        assert SECRET not in log[0]


class TestLog:
    def test_has_one_place(self):
        places = {
            name for logger in [LOGGING["root"], *LOGGING["loggers"].values()] for name in logger["handlers"]
        }

        assert places == {"stderr", "nowhere"}
        assert LOGGING["handlers"]["stderr"] == {"class": "logging.StreamHandler", "formatter": "json"}


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_logging")
class TestRequestLog:
    @pytest.mark.parametrize(
        ("address", "status", "route"),
        [
            ("/answers/{name}/?q={name}", 200, "answers/<str:name>/"),
            ("/missing/{name}/?q={name}", 404, "missing/<str:name>/"),
            ("/fails/{name}/?q={name}", 500, "fails/<str:name>/"),
        ],
    )
    def test_names_the_pattern_and_never_the_address(self, client_as, log, address, status, route):
        browser = client_as("caseworker", full_name=SECRET, username="aigerim.testova")
        browser.raise_request_exception = False

        browser.get(address.format(name=SECRET), headers={"User-Agent": SECRET, "Referer": SECRET})

        [line] = parsed(log, "config.middleware")
        assert (line["method"], line["route"], line["status"]) == ("GET", route, status)
        assert line["duration_ms"] > 0
        assert not any(
            word in " ".join(log).lower() for word in ("aigerim", "testova", "cannot be read", "is not there")
        )

    def test_names_no_pattern_where_none_fits(self, client_as, log):
        client_as("caseworker").get(f"/{SECRET}/")

        [line] = parsed(log, "config.middleware")
        assert "route" not in line
        assert line["status"] == 404
        assert SECRET not in " ".join(log)

    def test_gives_all_lines_of_one_request_its_id(self, client_as, log):
        browser = client_as("caseworker")
        browser.raise_request_exception = False

        response = browser.get("/fails/x/")

        [line] = parsed(log, "config.middleware")
        [failure] = parsed(log, "django.request")
        assert response.headers["X-Request-ID"] == line["request_id"] == failure["request_id"]
        assert failure["exception"] == ["builtins.ValueError", "builtins.KeyError"]

    def test_does_not_take_over_an_id_that_is_sent_along(self, client_as, log):
        response = client_as("caseworker").get("/answers/x/", headers={"X-Request-ID": SECRET})

        assert response.headers["X-Request-ID"] != SECRET
        assert SECRET not in " ".join(log)

    def test_gives_no_id_to_what_happens_outside_a_request(self, client_as, log):
        client_as("caseworker").get("/answers/x/")

        logging.getLogger("casework.cases").info("sealed")

        assert "request_id" not in json.loads(log[-1])
