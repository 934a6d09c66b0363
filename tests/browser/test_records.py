"""Records edited by people who work at the same time, and read by those who may only read."""

import pytest

CASE = "Mamay"
SAVE = "input[name=_continue]"


@pytest.fixture
def address_of_case(visit):
    """Find the published case in the list, as a caseworker does."""
    caseworker = visit("caseworker")
    caseworker.open(f"/admin/cases/case/?q={CASE}")
    return caseworker.page.locator("#result_list tbody th a").first.get_attribute("href")


def test_a_change_stands_in_the_history_with_its_author_and_its_reason(visit, address_of_case):
    caseworker = visit("caseworker")
    caseworker.open(address_of_case)

    caseworker.fill({"summary": "Appeal lodged by counsel.", "reason": "read the verdict again"})
    caseworker.press(SAVE)
    caseworker.press("a.historylink")

    newest = caseworker.page.locator(".story").first.inner_text()
    assert "read the verdict again" in newest
    assert "Appeal lodged by counsel." in newest


def test_edits_to_different_fields_are_both_kept(visit, address_of_case):
    one, other = visit("caseworker"), visit("director")
    one.open(address_of_case)
    other.open(address_of_case)

    other.fill({"title": "A title by the director", "reason": "agreed on Monday"})
    other.press(SAVE)
    one.fill({"summary": "A summary by the caseworker."})
    one.press(SAVE)

    assert one.page.input_value("[name=title]") == "A title by the director"
    assert one.page.input_value("[name=summary]") == "A summary by the caseworker."


def test_edits_to_the_same_field_are_put_to_whoever_saves_second(visit, address_of_case):
    one, other = visit("caseworker"), visit("director")
    one.open(address_of_case)
    other.open(address_of_case)

    other.fill({"summary": "By the director."})
    other.press(SAVE)
    one.fill({"summary": "By the caseworker.", "reason": "typed and not lost"})
    one.press(SAVE)

    assert "By the director." in one.words
    assert one.page.input_value("[name=summary]") == "By the caseworker."
    assert one.page.input_value("[name=reason]") == "typed and not lost"

    one.page.check("[name=settle-summary][value=mine]")
    one.press(SAVE)

    assert one.page.input_value("[name=summary]") == "By the caseworker."
    assert "changed successfully" in one.words


def test_an_autocomplete_finds_a_person_by_the_native_name(visit, address_of_case):
    caseworker = visit("caseworker")
    caseworker.open(address_of_case)

    caseworker.page.locator("#parties-group .add-row a").click()
    caseworker.page.locator("#parties-group tr:not(.empty-form) [role=combobox]").last.fill("Жанболат")

    found = caseworker.page.get_by_role("option", name="Zhanbolat Mamay")
    found.wait_for()
    assert "Жанболат" in found.inner_text()


def test_an_auditor_reads_and_changes_nothing(visit, address_of_case):
    auditor = visit("auditor")
    auditor.open(address_of_case)

    assert "Mamay" in auditor.words
    assert auditor.page.locator(".submit-row input").count() == 0
    assert auditor.page.locator("textarea, input[type=text], select").count() == 0


def test_an_administrator_sees_accounts_and_no_case(visit, address_of_case):
    administrator = visit("administrator")
    administrator.open("/admin/")

    links = administrator.page.locator("main a").all_inner_texts()
    assert {"Users", "Legal provisions"} <= set(links)
    assert not {"Cases", "Developments", "Proceedings", "Actions"} & set(links)
    assert administrator.page.goto(address_of_case).status in {403, 404}
    # The page that is refused says so in the console as well.
    administrator.complaints.clear()
