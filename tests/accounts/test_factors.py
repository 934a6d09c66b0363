"""A second factor: how it is added, asked for, told of and kept, and that nothing is reached without it."""

from urllib.parse import quote

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from casework.accounts.choices import Role, SignInOutcome
from casework.accounts.models import SignIn
from casework.audit.models import Entry
from tests.accounts.codes import code_of, with_app
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

DESK, LOGIN, FACTORS = reverse("workspace:desk"), reverse("account_login"), reverse("mfa_index")
ANSWER = reverse("mfa_authenticate")


@pytest.fixture(autouse=True)
def clock():
    """A clock that stands still within a test."""
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as moved:
        yield moved


@pytest.fixture
def required(settings):
    """An office in which everybody must have a second factor."""
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def user():
    return UserFactory(role=Role.CASEWORKER, username="dana", full_name="Dana Ospanova")


@pytest.fixture
def browser():
    return Client()


def sign_in(browser, password=PASSWORD, *, name="dana", **more):
    return browser.post(LOGIN, {"login": name, "password": password} | more)


def outcomes():
    """Return what is on record, the oldest first."""
    return list(SignIn.objects.order_by("pk").values_list("outcome", flat=True))


def set_up_app(browser):
    """Set up the app on its page; return the answer."""
    page = browser.get(reverse("mfa_activate_totp"))
    key = page.context["form"].secret
    return browser.post(reverse("mfa_activate_totp"), {"code": code_of(key)})


def names_of_pages():
    """Return the name of every page of the application, with what stands in for the parts of its address."""

    def of(patterns, space=()):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                if pattern.name:
                    yield ":".join([*space, pattern.name]), pattern.pattern.converters
            else:
                deeper = [pattern.namespace] if pattern.namespace else []
                yield from of(pattern.url_patterns, [*space, *deeper])

    return dict(of(get_resolver().url_patterns))


class TestSigningIn:
    def test_asks_whoever_has_an_app_for_its_code(self, user, browser):
        with_app(user)

        first = sign_in(browser, next="/cases/")
        assert first["Location"].startswith(ANSWER)
        assert browser.get(DESK).status_code == 302
        second = browser.post(ANSWER, {"code": code_of()})

        assert second["Location"] == "/cases/"
        assert browser.get(DESK).status_code == 200
        assert outcomes()[-1] == SignInOutcome.SIGNED_IN

    def test_refuses_a_wrong_code_and_records_it(self, user, browser):
        with_app(user)
        sign_in(browser)

        page = browser.post(ANSWER, {"code": "000000"})

        assert page.status_code == 200
        assert page.context["form"].errors
        assert browser.get(DESK).status_code == 302
        assert outcomes()[-1] == SignInOutcome.FACTOR_REFUSED

    def test_takes_no_code_twice(self, user, clock):
        with_app(user)
        code = code_of()
        first, second = Client(), Client()
        for browser in (first, second):
            sign_in(browser)

        assert first.post(ANSWER, {"code": code}).status_code == 302
        assert second.post(ANSWER, {"code": code}).status_code == 200
        assert second.get(DESK).status_code == 302

    def test_takes_no_code_of_a_minute_ago(self, user, browser):
        with_app(user)
        sign_in(browser)

        assert browser.post(ANSWER, {"code": code_of(periods_ahead=-2)}).status_code == 200

    def test_asks_for_no_code_before_the_password(self, user, browser):
        with_app(user)

        assert browser.post(ANSWER, {"code": code_of()})["Location"] == LOGIN
        assert browser.get(DESK).status_code == 302

    def test_by_guessing_ends_soon(self, user, browser):
        with_app(user)
        sign_in(browser)
        for _time in range(6):
            browser.post(ANSWER, {"code": "000000"})

        page = browser.post(ANSWER, {"code": code_of()})

        assert page.status_code == 200
        assert "Too many" in page.content.decode()
        assert browser.get(DESK).status_code == 302

    def test_takes_each_recovery_code_once(self, user, browser):
        browser.force_login(user)
        set_up_app(browser)
        codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert len(set(codes)) == 10
        assert all(len(code) == 8 and code.isdecimal() for code in codes)

        for code, status in ((codes[0], 302), (codes[0], 200), (codes[1], 302)):
            another = Client()
            sign_in(another)
            assert another.post(ANSWER, {"code": code}).status_code == status


class TestWithoutSecondFactor:
    def test_no_page_is_reached(self, required, user, browser):
        """Whoever proved a password alone gets to adding a second factor and out again, and nowhere else."""
        sign_in(browser)
        open_to_anybody = {"admin:login", "healthz", "workspace:calendar_feed"}
        within = {
            "account_login", "account_logout", "account_reauthenticate",
            "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_login_webauthn",
        }  # fmt: skip
        tried = 0
        for name, converters in names_of_pages().items():
            if name in open_to_anybody | within:
                continue
            given = {part: "1" if "Int" in type(kind).__name__ else "x" for part, kind in converters.items()}
            try:
                address = reverse(name, kwargs=given)
            except NoReverseMatch:
                continue
            for ask in (browser.get, browser.post):
                answer = ask(address)
                assert (answer.status_code, answer.get("Location")) == (302, FACTORS), (name, ask.__name__)
                tried += 1
        assert tried > 300

    def test_one_is_added_first_and_then_all_is_open(self, required, user, browser):
        assert sign_in(browser).status_code == 302
        assert browser.get(DESK)["Location"] == FACTORS
        assert b"Before anything else" in browser.get(FACTORS).content

        # The password was given just now; a key to the account is still not handed out without it.
        confirm = browser.get(reverse("mfa_activate_totp"))
        assert confirm["Location"].startswith(reverse("account_reauthenticate"))
        browser.post(confirm["Location"], {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
        answer = set_up_app(browser)

        assert answer["Location"] == reverse("mfa_view_recovery_codes")
        assert browser.get(DESK).status_code == 200
        assert outcomes() == ["signed_in", "confirmed", "factor_added", "codes_made"]

    def test_a_session_from_before_one_had_one_ends(self, required, user, browser):
        sign_in(browser)
        with_app(user)

        assert browser.get(DESK)["Location"].startswith(LOGIN)
        assert "_auth_user_id" not in browser.session

    def test_a_session_of_somebody_else_lends_none(self, required, user):
        other = UserFactory(role=Role.CASEWORKER)
        browser = Client()
        browser.force_login(other)
        assert browser.get(DESK).status_code == 200

        browser.post(reverse("account_logout"))
        sign_in(browser)

        assert browser.get(DESK)["Location"] == FACTORS

    def test_the_admin_is_no_second_door(self, user, browser):
        asked = browser.get(reverse("admin:login") + "?next=/admin/cases/case/")
        posted = browser.post(reverse("admin:login"), {"username": "dana", "password": PASSWORD})

        assert asked["Location"] == f"{LOGIN}?next=/admin/cases/case/"
        assert posted["Location"].startswith(LOGIN)
        assert browser.get(reverse("admin:index")).status_code == 302


class TestOwnFactors:
    def test_are_kept_encrypted(self, user, browser):
        browser.force_login(user)
        page = browser.get(reverse("mfa_activate_totp"))
        key = page.context["form"].secret
        browser.post(reverse("mfa_activate_totp"), {"code": code_of(key)})

        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM mfa_authenticator")
            kept = str(cursor.fetchall())
        assert len(kept) > 100
        assert key not in kept
        for code in browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]:
            assert code not in kept

    def test_leave_no_key_in_the_ledger(self, user, browser):
        browser.force_login(user)
        set_up_app(browser)

        secret = Authenticator.objects.get(type="totp").data["secret"]

        for kept in (secret, get_adapter().decrypt(secret)):
            assert not Entry.objects.filter(values__icontains=kept).exists()
        assert (
            not Entry.objects.exclude(model="accounts.signin").filter(change_set__actor_id=user.pk).exists()
        )

    def test_are_removed_on_confirmation_where_none_is_required(self, user, browser):
        with_app(user)
        browser.force_login(user)

        page = browser.get(reverse("mfa_deactivate_totp"))
        assert page.status_code == 200
        assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302

        assert not Authenticator.objects.exists()
        assert outcomes()[-1] == SignInOutcome.FACTOR_REMOVED

    def test_are_never_all_removed_where_one_is_required(self, required, user, browser):
        with_app(user)
        browser.force_login(user)

        assert b"only second factor" in browser.get(reverse("mfa_deactivate_totp")).content
        assert browser.post(reverse("mfa_deactivate_totp")).status_code == 200
        assert Authenticator.objects.filter(type="totp").exists()

    def test_show_recovery_codes_once(self, user, browser):
        browser.force_login(user)
        set_up_app(browser)
        codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

        again = Client()
        sign_in(again)
        again.post(ANSWER, {"code": codes[0]})
        page = again.get(reverse("mfa_view_recovery_codes")).content.decode()

        assert not any(code in page for code in codes)
        assert again.get(reverse("mfa_download_recovery_codes")).status_code in {302, 403, 404}

    def test_are_made_anew_on_confirmation(self, user, browser):
        browser.force_login(user)
        set_up_app(browser)
        before = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

        assert browser.get(reverse("mfa_generate_recovery_codes")).status_code == 200
        browser.post(reverse("mfa_generate_recovery_codes"))

        after = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        assert not set(before) & set(after)
        assert outcomes().count(SignInOutcome.CODES_MADE) == 2

    def test_of_others_are_out_of_reach(self, user, browser):
        other = UserFactory(role=Role.CASEWORKER)
        key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
        browser.force_login(user)

        for page in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
            assert browser.get(reverse(page, args=[key.pk])).status_code == 404
            assert browser.post(reverse(page, args=[key.pk]), {"name": "mine"}).status_code == 404
        assert Authenticator.objects.filter(pk=key.pk).exists()


class TestConfirming:
    def test_guards_whatever_leaves_the_house(self):
        assert {name for name in names_of_pages() if name.endswith("_export")} < settings.CONFIRMED_PAGES
        assert set(names_of_pages()) >= settings.CONFIRMED_PAGES

    def test_is_asked_for_before_an_export_and_leads_back_to_it(self, user, browser, clock):
        sign_in(browser)
        export = reverse("workspace:list_export", args=["case_list", "csv"])
        assert browser.get(export).status_code == 200
        clock.shift(15 * 60)

        asked = browser.get(export + "?q=x")
        assert asked["Location"] == f"{reverse('account_reauthenticate')}?next={quote(export + '?q=x')}"
        back = browser.post(asked["Location"], {"password": PASSWORD, "next": export + "?q=x"})

        assert back["Location"] == export + "?q=x"
        assert browser.get(export).status_code == 200

    def test_leaves_time_to_send_what_was_opened(self, clock):
        administrator = Client()
        administrator.force_login(UserFactory(role=Role.ADMINISTRATOR))
        page = reverse("admin:accounts_user_add")
        assert administrator.get(page).status_code == 200

        clock.shift(20 * 60)

        assert administrator.post(page, {}).status_code == 200
        assert administrator.get(page).status_code == 302

    @pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_add_webauthn"])
    def test_is_asked_for_after_a_quarter_of_an_hour(self, user, browser, clock, page):
        browser.force_login(user)
        assert browser.get(reverse(page)).status_code == 200

        clock.shift(15 * 60)

        assert browser.get(reverse(page))["Location"].startswith(reverse("account_reauthenticate"))

    def test_by_a_code_is_on_record(self, user, browser, clock):
        with_app(user)
        browser.force_login(user)
        clock.shift(15 * 60)

        assert browser.get(reverse("mfa_reauthenticate")).status_code == 200
        refused = browser.post(reverse("mfa_reauthenticate"), {"code": "000000"})
        assert refused.context["form"].errors
        browser.post(reverse("mfa_reauthenticate"), {"code": code_of(), "next": reverse("mfa_add_webauthn")})

        assert browser.get(reverse("mfa_add_webauthn")).status_code == 200
        assert outcomes()[-2:] == [SignInOutcome.FACTOR_REFUSED, SignInOutcome.CONFIRMED]

    def test_with_a_wrong_password_goes_nowhere(self, user, browser, clock):
        browser.force_login(user)
        clock.shift(15 * 60)

        browser.post(reverse("account_reauthenticate"), {"password": "wrong-harbour-lantern-27"})

        assert browser.get(reverse("mfa_add_webauthn")).status_code == 302
        assert outcomes()[-1] == SignInOutcome.REFUSED

    def test_by_a_passkey_is_for_whoever_has_one(self, user, browser):
        browser.force_login(user)

        answer = browser.get(reverse("mfa_reauthenticate_webauthn"))

        assert answer["Location"] == reverse("account_reauthenticate")


class TestCommand:
    def test_takes_the_factors_of_one_person_away_on_record(self, required, user, browser):
        other = with_app(UserFactory(role=Role.CASEWORKER))
        with_app(user)

        call_command("remove_second_factors", "Dana", reason="Her phone was taken.")

        assert list(Authenticator.objects.values_list("user", flat=True)) == [other.pk]
        act = Entry.objects.filter(model="accounts.signin").latest("pk").change_set
        assert (act.actor_name, act.reason) == ("manage.py remove_second_factors", "Her phone was taken.")
        sign_in(browser)
        assert browser.get(DESK)["Location"] == FACTORS

    @pytest.mark.parametrize("name", ["dana", "nobody"])
    def test_says_whom_it_finds_nothing_of(self, user, name):
        with pytest.raises(CommandError):
            call_command("remove_second_factors", name, reason="Lost.")
