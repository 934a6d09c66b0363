"""What an auditor does: reads what was changed, looks back to a day, puts something back."""

import subprocess
import sys
import time
import uuid
import zipfile

import pytest

from tests.browser.acts import ask_for_erasure, let_restore

CASE = "/cases/KZ-2023-001/"
SECONDS_TO_WRITE = 120
#: How the summary of the case begins in the demo.
RIGHT = "Journalist and opposition politician"


@pytest.fixture
def changed(visit):
    """Let a caseworker change the summary of the published case, for a reason; give what it says now."""
    caseworker = visit("caseworker")
    caseworker.open("/admin/cases/case/?q=Mamay")
    caseworker.open(caseworker.page.locator("#result_list tbody th a").first.get_attribute("href"))
    wrong = f"A summary that is wrong, {uuid.uuid4()}."
    caseworker.fill({"summary": wrong, "reason": "read in haste"})
    caseworker.press("input[name=_save]")
    return wrong


def test_finds_in_the_feed_who_changed_what_and_why(visit, changed):
    auditor = visit("auditor")
    auditor.open("/")
    auditor.press("nav a:has-text('Audit')")

    auditor.page.select_option("[name=model]", "cases.case")
    auditor.page.select_option("[name=kind]", "changed")
    auditor.press("main form button:has-text('Narrow')")

    newest = auditor.page.locator(".story").first
    assert "read in haste" in newest.inner_text()
    assert newest.locator("ins").inner_text().strip() == changed
    assert auditor.page.locator("[name=model]").input_value() == "cases.case"

    auditor.press(".story .story-when >> nth=0")
    assert "Number of the act" in auditor.words


def test_looks_back_to_the_day_before_and_sets_it_beside_today(visit, changed):
    auditor = visit("auditor")
    auditor.open(CASE)
    auditor.press("a:has-text('As recorded on')")
    assert changed in auditor.words

    slider = auditor.page.locator("input[type=range]")
    slider.focus()
    with auditor.page.expect_navigation():
        slider.press("Home")

    assert changed not in auditor.words
    assert RIGHT in auditor.words
    assert auditor.page.locator(".page a:has-text('Edit')").count() == 0

    auditor.press("a:has-text('Beside today')")
    assert changed in auditor.page.locator(".recorded-file").last.inner_text()
    assert changed not in auditor.page.locator(".recorded-file").first.inner_text()


def test_puts_a_field_back_once_a_director_lets_them(visit, changed):
    auditor = visit("auditor")
    auditor.open(CASE)
    auditor.press("a:has-text('History')")
    assert auditor.page.locator("a:has-text('Restore')").count() == 0

    let_restore(visit("director"))
    auditor.page.reload()
    earlier = auditor.page.locator(".telling-head", has_text="KZ-2023-001").locator("a:has-text('Restore')")
    auditor.open(earlier.first.get_attribute("href"))
    for box in auditor.page.locator("[name=chosen]").all():
        box.set_checked(box.get_attribute("value") == "summary")
    auditor.fill({"reason": "the summary was right before"})
    auditor.press("main form button:has-text('Restore')")

    assert "the summary was right before" in auditor.page.locator(".story").first.inner_text()


def test_takes_away_a_proof_that_anybody_can_check(visit, tmp_path):
    auditor = visit("auditor", accept_downloads=True)
    auditor.open("/audit/integrity/")
    auditor.page.check("[name=all_cases]")
    auditor.press("button:has-text('Write a proof')")
    ready = auditor.page.locator("a:has-text('Download the proof')")
    given_up = time.monotonic() + SECONDS_TO_WRITE
    while not ready.count():
        assert time.monotonic() < given_up, auditor.words
        auditor.page.wait_for_timeout(1000)
        auditor.page.reload()

    with auditor.page.expect_download() as download:
        ready.first.click()
    with zipfile.ZipFile(download.value.path()) as proof:
        proof.extractall(tmp_path)
    checked = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "not" in checked.stdout


def test_asks_for_an_erasure_that_another_must_decide(visit):
    director = visit("director")
    director.open(ask_for_erasure(director))
    assert "Another person must consent" in director.words

    director.press("button:has-text('Withdraw the request')")

    assert "everything stays" in director.words
    assert "withdrawn" in director.page.locator(".state").first.inner_text()
