"""A second factor in a browser: an app that shows codes, and a passkey."""

import re

import pytest

from tests.accounts.codes import code_of
from tests.browser.accessibility import findings

FACTORS = "/accounts/factors/"


@pytest.fixture
def passwords(loaded):
    """The passwords of the accounts."""
    return dict(re.findall(r"^  (\w+) +(\S+)$", loaded.said, re.MULTILINE))


@pytest.fixture
def at_name(visit, site):
    """Sign in at an address that has a name: passkeys are for names."""
    return lambda name: visit(name, base_url=site.replace("127.0.0.1", "localhost"), storage_state=None)


def sign_out(visitor):
    """Sign out by the menu."""
    visitor.page.click(".bar .menu summary")
    visitor.press(".bar .menu form button")


def confirm(visitor, password):
    """Give the password where it is asked for once more."""
    assert "Confirm that it is you" in visitor.words
    visitor.fill({"password": password})
    visitor.press("main form button")


def test_an_app_is_set_up_asked_for_and_removed(at_name, passwords):
    auditor, password = at_name("auditor"), passwords["auditor"]
    auditor.open(FACTORS)
    auditor.page.click("text=Set it up")
    confirm(auditor, password)
    key = auditor.page.inner_text("main code")
    assert findings(auditor.page) == []
    assert auditor.page.locator(".qr svg").bounding_box()["width"] > 100
    auditor.fill({"code": code_of(key, periods_ahead=-1)})
    auditor.press("main form button")
    codes = auditor.page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    assert findings(auditor.page) == []

    sign_out(auditor)
    auditor.sign_in("auditor", password)
    assert "Second factor" in auditor.words
    assert findings(auditor.page) == []
    auditor.fill({"code": "000000"})
    auditor.press("text=Sign in")
    assert "Incorrect code" in auditor.words
    auditor.fill({"code": code_of(key)})
    auditor.press("text=Sign in")
    assert auditor.page.inner_text("h1") != "Second factor"

    auditor.open(FACTORS)
    assert "second factor refused" in auditor.words
    auditor.page.click("text=Remove it")
    confirm(auditor, password)
    auditor.press("main form button")
    assert "not set up" in auditor.words


def test_a_passkey_is_added_and_signs_in_alone(at_name, passwords):
    director, password = at_name("director"), passwords["director"]
    devices = director.context.new_cdp_session(director.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    director.open(FACTORS)
    director.page.click("text=Add a passkey")
    confirm(director, password)
    director.fill({"name": "Key on the ring"})
    director.page.check("[name=passwordless]")
    assert findings(director.page) == []
    director.press("text=Add it")
    assert director.page.locator(".recovery-codes code").count() == 10

    sign_out(director)
    director.open("/accounts/login/")
    assert findings(director.page) == []
    director.press("text=Sign in with a passkey")
    assert director.page.locator(".bar .menu-name").inner_text()

    sign_out(director)
    director.sign_in("director", password)
    director.press("text=Use a passkey")
    assert director.page.locator(".bar .menu-name").inner_text()

    director.open("/accounts/factors/webauthn/")
    assert "Key on the ring" in director.words
    assert findings(director.page) == []
    director.page.click("text=Remove")
    confirm(director, password)
    director.press("main form button")
    assert "You have no passkey" in director.words
