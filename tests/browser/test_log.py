"""Logging a development in a browser: by keyboard alone, a whole verdict, a file, and a draft."""

import re

import pytest

from tests.sources.samples import pdf

CASE = "/cases/KZ-2023-001/"
SAVED = re.compile(rf"{CASE}#development-\d+$")


@pytest.fixture
def page(visit):
    """The case file, as a caseworker reads it."""
    caseworker = visit("caseworker")
    caseworker.open(CASE)
    return caseworker.page


def choose_kind(page, kind):
    """Choose what happened and wait for what the kind asks."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.select_option("#id_kind", kind)
    page.wait_for_selector(f".log-parts #log-{kind}")


def has_focus(page, name):
    """Whether the focus is on the control of this name."""
    return page.evaluate("name => document.activeElement.name === name", name)


def wait_for_focus(page, name):
    """Wait until the focus comes to the control of this name; fail if it does not."""
    page.wait_for_function("name => document.activeElement.name === name", arg=name)


def go_down_to(page, choice):
    """Press the arrow down until the control that has the focus shows this choice.

    Letters choose as well, but only as long as they follow each other within a second, busy machine or not.
    """
    for _step in range(30):
        if page.evaluate("choice => document.activeElement.value === choice", choice):
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"The arrow does not lead to {choice}.")


def tab_to(page, name):
    """Press Tab until the control of this name has the focus."""
    for _step in range(60):
        if has_focus(page, name):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {name}.")


def test_an_arrest_is_logged_from_the_keyboard_alone(page):
    page.keyboard.press("n")
    page.wait_for_selector("form.log")
    wait_for_focus(page, "kind")

    go_down_to(page, "arrest")
    page.wait_for_selector("#log-arrest")
    wait_for_focus(page, "kind")
    tab_to(page, "occurred")
    page.keyboard.type("about 11 Feb 2022")
    page.wait_for_selector("#id_occurred_reading >> text=Understood as about 11 Feb 2022")
    tab_to(page, "headline")
    page.keyboard.type("Arrested at the demonstration, by keyboard")
    tab_to(page, "sources-none")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(SAVED)
    assert "the arrest of Zhanbolat Mamay" in page.inner_text(".messagelist")
    assert "about 11 Feb 2022" in page.inner_text(":target")


def test_a_whole_verdict_is_one_form(page):
    page.goto(f"{CASE}log/")
    choose_kind(page, "decision")
    page.fill("#id_occurred", "10 Apr 2024")
    page.fill("#id_headline", "Convicted again, in one form")
    criminal = page.locator("#id_proceeding-proceeding option", has_text="criminal").last
    page.select_option("#id_proceeding-proceeding", criminal.get_attribute("value"))
    page.wait_for_selector("[name^='decision-charge-'][name$='-status']")
    page.select_option("#id_decision-kind", "verdict")
    rulings = page.locator("[name^='decision-charge-'][name$='-status']")
    charges = rulings.count()
    for number in range(charges):
        rulings.nth(number).select_option("convicted")
    for part in (
        {"kind": "suspended_imprisonment", "years": "6"},
        {"kind": "damages", "amount": "600000", "currency": "KZT"},
        {"kind": "activity_ban", "years": "6"},
    ):
        row = page.locator("[data-rows='decision-sentence'] > .log-row").last
        row.locator("[name$='-kind']").select_option(part.pop("kind"))
        for name, words in part.items():
            row.locator(f"[name$='-{name}']").fill(words)
        if row.locator("[name='decision-sentence-2-kind']").count():
            for scope in ("activism", "journalism", "social_media"):
                row.locator(f"[name$='-forbids'][value='{scope}']").check()
        else:
            page.click("[name=_more][value='decision-sentence']")
    page.check("[name='sources-none']")
    page.click(".save-bar [name=_save]")

    page.wait_for_url(SAVED)
    said = page.inner_text(".messagelist")
    assert charges == 3
    assert "what it does to 3 charges" in said
    assert "3 parts of a sentence" in said
    assert "Convicted again, in one form" in page.inner_text(":target")


def test_a_file_is_attached_to_a_source_made_on_the_spot(page):
    page.goto(f"{CASE}log/?kind=background")
    page.fill("#id_headline", "A report came in")
    page.click(".log-new > summary")
    page.fill("#id_sources-new-title", "Report of a lawyer")
    page.select_option("#id_sources-new-kind", index=1)
    page.set_input_files(
        "#id_sources-new-files",
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": pdf()},
    )
    page.click(".save-bar [name=_save]")

    page.wait_for_url(SAVED)
    page.goto("/sources/?q=Report+of+a+lawyer")
    page.click("tbody >> text=Report of a lawyer")
    page.wait_for_selector("text=report.pdf")


def test_what_is_not_saved_yet_is_kept_and_offered_again(page):
    page.goto(f"{CASE}log/?kind=visit")
    page.locator("#id_headline").press_sequentially("Half a sent")
    page.wait_for_selector(".log-kept >> text=Draft kept at")

    page.goto(f"{CASE}log/")
    page.click("text=Go on with it")

    assert page.input_value("#id_headline") == "Half a sent"
    assert page.input_value("#id_kind") == "visit"
    page.click("text=Discard it")
    page.wait_for_url(f"**{CASE}log/")
    assert page.locator(".log-draft").count() == 0
