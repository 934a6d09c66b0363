"""A filter on a list: made, saved, pinned, used again, and its rows taken along as a file."""

import csv
from io import StringIO

ROWS = "main tbody tr"
NAME = "Active and held"


def test_a_filter_is_saved_and_used_again(visit):
    caseworker = visit("caseworker")
    page = caseworker.page
    caseworker.open("/cases/")
    every = page.locator(ROWS).count()
    caseworker.press("a.facet-choice:has-text('Active')")
    caseworker.press("a.facet-choice:has-text('Held')")
    filtered = page.locator(ROWS).all_inner_texts()
    assert 0 < len(filtered) < every

    page.click("summary:has-text('Saved filters')")
    page.fill("#saved-name", NAME)
    caseworker.press(".list-panel button:has-text('Save')")
    caseworker.open("/")
    caseworker.press(f"nav a:has-text('{NAME}')")

    assert page.locator(ROWS).all_inner_texts() == filtered

    page.click("summary:has-text('Export')")
    with page.expect_download() as download:
        page.click("a:has-text('CSV')")
    exported = list(csv.reader(StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(exported) == 1 + len(filtered)


def test_rows_are_gone_through_and_opened_by_keyboard(visit):
    caseworker = visit("caseworker")
    page = caseworker.page
    caseworker.open("/persons/")
    names = page.locator(f"{ROWS} a").all_inner_texts()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("h1").inner_text() == names[0]


def test_one_act_reaches_the_ticked_rows_with_one_reason(visit):
    caseworker = visit("caseworker")
    page = caseworker.page
    caseworker.open("/tasks/?due=open")
    before = page.locator(ROWS).count()
    ticked = page.locator(f"{ROWS} input[name=chosen]")
    ticked.nth(0).check()
    ticked.nth(1).check()
    page.select_option("select[name=act]", label="Mark as done")
    caseworker.press("button:has-text('Go on')")
    assert "2 records" in caseworker.words

    caseworker.fill({"reason": "dealt with at the meeting"})
    caseworker.press(".save-bar button")

    assert page.locator(ROWS).count() == before - 2
