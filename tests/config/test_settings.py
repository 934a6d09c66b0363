"""How the application starts, and when it refuses to."""

import os
import secrets
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
KEY = secrets.token_urlsafe(50)


@pytest.fixture
def run(tmp_path):
    """Run Python in a process of its own, whose environment holds what an office sets and nothing else."""

    def run(*arguments, **changed):
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATA_DIR": str(tmp_path / "data"),
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "casework.example",
        } | changed
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def show(names):
    """Return a program that prints the values of the settings named."""
    return f"from django.conf import settings as s; print({', '.join(f's.{name}' for name in names)})"


class TestProduction:
    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"DEBUG": "on"}, "DEBUG is on"),
            ({"SECRET_KEY": None}, "SECRET_KEY is missing"),
            ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
            ({"SECRET_KEY": "for-tests-only"}, "SECRET_KEY is shorter than 50 characters"),
            ({"SECRET_KEY": "a" * 60}, "SECRET_KEY repeats itself"),
            ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY is one that Django made for development"),
            ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
            ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
            ({"ALLOWED_HOSTS": "casework.example,*"}, "ALLOWED_HOSTS allows every host"),
            ({"DATABASE_URL": "mysql://db.example/docket"}, "DATABASE_URL must begin with"),
        ],
    )
    def test_refuses_to_start_and_says_which_setting_is_wrong(self, run, changed, words):
        result = run("-c", "import config.settings.production", **changed)

        assert result.returncode != 0
        assert "ImproperlyConfigured" in result.stderr
        assert words in result.stderr

    def test_names_everything_that_is_wrong_at_once_and_never_the_key(self, run):
        result = run(
            "-c",
            "import config.settings.production",
            DEBUG="on",
            SECRET_KEY="weak-but-mine",
            ALLOWED_HOSTS="*",
        )

        assert all(name in result.stderr for name in ("DEBUG is", "SECRET_KEY is", "ALLOWED_HOSTS allows"))
        assert "weak-but-mine" not in result.stderr

    def test_passes_the_deployment_checks_without_a_warning(self, run):
        run("manage.py", "create_encryption_key")

        result = run("manage.py", "check", "--deploy", "--fail-level", "INFO")

        assert result.returncode == 0, result.stderr
        assert "no issues" in result.stdout

    def test_keeps_its_data_where_only_its_owner_looks(self, run, tmp_path):
        run("-c", show(["DEBUG"]))

        assert (tmp_path / "data").stat().st_mode & 0o077 == 0

    def test_reads_a_secret_from_a_file(self, run, tmp_path):
        (tmp_path / "key").write_text(KEY)

        result = run("-c", show(["SECRET_KEY"]), SECRET_KEY=None, SECRET_KEY_FILE=str(tmp_path / "key"))

        assert result.stdout.strip() == KEY

    def test_believes_a_proxy_about_tls_only_when_told_to(self, run):
        alone = run("-c", show(["SECURE_PROXY_SSL_HEADER"]))
        behind_proxy = run("-c", show(["SECURE_PROXY_SSL_HEADER"]), TRUST_PROXY="on")

        assert alone.stdout.strip() == "None"
        assert behind_proxy.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"

    def test_prints_mails_until_a_server_for_them_is_named(self, run, tmp_path):
        (tmp_path / "server").write_text("smtp+tls://casework:a%20secret@mail.example:587")
        names = show(
            ["EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"]
        )

        alone = run("-c", show(["EMAIL_BACKEND"]))
        named = run(
            "-c",
            names,
            EMAIL_URL_FILE=str(tmp_path / "server"),
            DEFAULT_FROM_EMAIL="casework@casework.example",
        )

        assert alone.stdout.strip() == "django.core.mail.backends.console.EmailBackend"
        assert named.stdout.strip() == (
            "django.core.mail.backends.smtp.EmailBackend mail.example a secret True casework@casework.example"
        )

    def test_keeps_every_cookie_from_other_hosts(self, run):
        names = [f"{kind}_COOKIE_NAME" for kind in ("SESSION", "CSRF", "DEVICE")]

        assert all(name.startswith("__Host-") for name in run("-c", show(names)).stdout.split())

    def test_hashes_passwords_with_argon2(self, run):
        program = "from django.contrib.auth.hashers import make_password; print(make_password('a password'))"

        assert run("-c", program).stdout.startswith("argon2")


class TestDev:
    def test_answers_this_machine_only(self, run):
        result = run("-c", show(["ALLOWED_HOSTS"]), DJANGO_SETTINGS_MODULE="config.settings.dev")

        assert result.stdout.strip() == "['127.0.0.1', 'localhost']"

    def test_makes_a_key_of_its_own_and_keeps_it(self, run, tmp_path):
        first = run("-c", show(["SECRET_KEY"]), DJANGO_SETTINGS_MODULE="config.settings.dev")
        second = run("-c", show(["SECRET_KEY"]), DJANGO_SETTINGS_MODULE="config.settings.dev")

        assert first.stdout == second.stdout
        assert (tmp_path / "data" / "secret-key").read_text() == first.stdout.strip()


class TestServing:
    """The way from an empty folder to an answer, as an office takes it."""

    ASK = (
        "from config.wsgi import application; from django.test import Client; "
        "c = Client(headers={'host': 'casework.example'}); "
        "r = [c.get('/healthz'), c.get('/admin/'), c.get('/accounts/login/', secure=True)]; "
        "print(*[x.status_code for x in r]); print(r[1].headers['Location']); "
        "print(r[2].headers['Strict-Transport-Security']); print(r[2].cookies.output())"
    )
    #: A visitor signs in and is told something: all that is ever kept in a browser.
    SIGN_IN = (
        "import django; django.setup(); "
        "from django.conf import settings; from django.contrib.messages import constants, get_messages; "
        "from django.contrib.messages.middleware import MessageMiddleware; "
        "from django.contrib.sessions.middleware import SessionMiddleware; "
        "from django.http import HttpResponse; from django.middleware.csrf import *; "
        "from django.test import RequestFactory\n"
        "def view(request):\n"
        "    request.session['signed in'] = True\n"
        "    rotate_token(request)\n"
        "    request._messages.add(constants.INFO, 'A. Client was recorded')\n"
        "    return HttpResponse()\n"
        "view.csrf_exempt = True\n"
        "handle = SessionMiddleware(CsrfViewMiddleware(MessageMiddleware(view)))\n"
        "print(handle(RequestFactory().get('/', secure=True)).cookies.output())"
    )

    def test_answers_over_tls_once_everything_is_prepared(self, run):
        run("manage.py", "create_encryption_key")
        run("manage.py", "migrate", "--verbosity=0")
        run("manage.py", "collectstatic", "--no-input", "--verbosity=0")

        result = run("-c", self.ASK)

        statuses, location, transport, cookie = result.stdout.splitlines()
        assert statuses == "200 301 200", result.stderr
        assert location == "https://casework.example/admin/"
        assert transport == "max-age=31536000; includeSubDomains; preload"
        assert cookie.startswith("Set-Cookie: __Host-csrf=")
        assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Lax"))

    def test_keeps_in_a_browser_two_cookies_that_no_other_site_and_no_script_can_reach(self, run):
        run("manage.py", "migrate", "--verbosity=0")

        result = run("-c", self.SIGN_IN)

        cookies = SimpleCookie()
        for line in result.stdout.splitlines():
            cookies.load(line.removeprefix("Set-Cookie: "))
        assert cookies.keys() == {"__Host-session", "__Host-csrf"}, result.stderr
        for cookie in cookies.values():
            assert cookie["secure"]
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"
            assert (cookie["path"], cookie["domain"]) == ("/", "")

    def test_refuses_while_a_check_finds_an_error(self, run, tmp_path):
        (tmp_path / "broken.py").write_text(
            "from config.settings.production import *\nINSTALLED_APPS.remove('django.contrib.messages')\n"
        )

        result = run(
            "-c", "import config.wsgi", DJANGO_SETTINGS_MODULE="broken", PYTHONPATH=f"{PROJECT}:{tmp_path}"
        )

        assert result.returncode != 0
        assert "Not served, because:" in result.stderr
        assert "django.contrib.messages" in result.stderr

    def test_refuses_before_the_static_files_are_collected(self, run):
        result = run("-c", "import config.wsgi")

        assert result.returncode != 0
        assert "The static files are not collected." in result.stderr
