"""What a browser does in which no script runs: every page reads and every form saves."""

import pytest

CASE = "/cases/KZ-2023-001/"


@pytest.fixture
def caseworker(visit):
    """A caseworker in whose browser no script runs."""
    return visit("caseworker", java_script_enabled=False)


def test_a_case_is_read(caseworker):
    caseworker.open(CASE)

    assert "Convicted on three charges and given six years, suspended" in caseworker.words
    assert "banned until 10 Apr 2029" in caseworker.words

    caseworker.page.click("summary:has-text('The same as a table')")
    caseworker.press("main a:has-text('Oldest first')")
    assert "Convicted on three charges" in caseworker.words


def test_a_development_is_logged(caseworker):
    caseworker.open(f"{CASE}log/?kind=background")
    caseworker.fill({"occurred": "about 11 Feb 2022", "headline": "Told without a script"})
    caseworker.page.check("[name='sources-none']")
    caseworker.press(".save-bar [name=_save]")

    assert caseworker.page.url.split("#")[0].endswith(CASE)
    assert "Told without a script" in caseworker.words
    assert "about 11 Feb 2022" in caseworker.words


def test_a_record_is_changed_and_leads_back_to_where_it_stood(caseworker):
    caseworker.open(CASE)
    caseworker.press("main a:has-text('Edit the case')")
    caseworker.fill({"summary": "Changed without a script.", "reason": "read again"})
    caseworker.press("input[name=_save]")

    assert caseworker.page.url.split("#")[0].endswith(CASE)
    assert "Changed without a script." in caseworker.words
