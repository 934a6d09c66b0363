"""Records searched for by name in the forms that link to them: by keyboard, by mouse and by ear."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import findings

#: A violation with one perpetrator, of whom only a description is known.
VIOLATION = "Beaten for asking for a blanket"
#: Somebody whose name is kept in Thai letters as well.
NATIVE, LATIN = "ดาวเรือง", "Daorueang"


@pytest.fixture
def caseworker(visit):
    """A caseworker with the form of a violation open."""
    caseworker = visit("caseworker")
    caseworker.open(f"/admin/cases/violation/?q={VIOLATION}")
    caseworker.press("#result_list tbody th a")
    return caseworker


@pytest.fixture
def page(caseworker):
    """What the caseworker looks at."""
    return caseworker.page


@pytest.fixture
def added(page):
    """The row of a further perpetrator, as the form adds it."""
    page.locator("#perpetrators-group .add-row a").click()
    return rows_of(page).last


def rows_of(page):
    """Return the rows of the perpetrators."""
    return page.locator("#perpetrators-group tr.form-row:not(.empty-form)")


def person_in(row):
    """Return where the person of a row is searched for."""
    return row.get_by_role("combobox", name="Person, row")


def options_of(page):
    """Return what is found."""
    return page.get_by_role("listbox").get_by_role("option")


def chosen_in(row):
    """Return the key of the person whom the row will send."""
    return row.locator("select[name$=-person]").input_value()


def test_an_added_row_takes_whom_the_keyboard_finds_by_the_native_name(caseworker, page, added):
    person = person_in(added)
    person.focus()
    page.keyboard.type(NATIVE)
    found = options_of(page)
    expect(found).to_have_count(1)
    words = found.inner_text()
    expect(person).to_have_attribute("aria-activedescendant", found.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(person).to_have_value(words)
    caseworker.press("input[name=_continue]")

    assert words in [person_in(row).input_value() for row in rows_of(page).all()]
    assert LATIN in words


def test_leaving_the_field_chooses_nothing_and_escape_takes_back_what_was_typed(page, added):
    person = person_in(added)
    person.focus()
    page.keyboard.type(LATIN)
    options_of(page).first.wait_for()
    page.keyboard.press("Tab")

    assert chosen_in(added) == ""
    expect(person).to_have_value(LATIN)
    expect(options_of(page)).to_have_count(0)

    person.focus()
    page.keyboard.press("Escape")
    expect(person).to_have_value("")


def test_what_was_typed_and_left_is_looked_up_on_saving(caseworker, page, added):
    person_in(added).fill(NATIVE)
    page.get_by_role("combobox", name="Victim:", exact=True).fill("nobody of that name")
    caseworker.press("input[name=_continue]")

    assert "Nothing was found for “nobody of that name”" in caseworker.words
    expect(page.get_by_role("combobox", name="Victim:", exact=True)).to_have_value("nobody of that name")
    assert LATIN in person_in(rows_of(page).last).input_value()


def test_a_choice_is_made_and_cleared_with_the_mouse(page, added):
    person = person_in(added)
    person.click()
    options_of(page).first.click()
    expect(person).not_to_have_value("")
    assert chosen_in(added)

    added.get_by_role("button", name="Clear Person").click()

    expect(person).to_have_value("")
    expect(person).to_be_focused()
    assert chosen_in(added) == ""


def test_a_long_list_goes_on_from_the_keyboard(page, added):
    person_in(added).focus()
    page.keyboard.press("ArrowDown")
    expect(options_of(page)).to_have_count(20)

    page.keyboard.press("End")
    page.keyboard.press("PageDown")

    expect(options_of(page)).not_to_have_count(20)


def test_a_record_added_on_the_way_is_chosen(page, added):
    with page.expect_popup() as opened:
        added.locator(".field-person .add-related").click()
    opened.value.fill("[name=name]", "Somebody Quite New")
    opened.value.locator("[name=_save]").click()

    expect(person_in(added)).to_have_value("Somebody Quite New")


def test_rows_are_numbered_anew_when_one_is_removed(page, added):
    count = rows_of(page).count()
    page.locator("#perpetrators-group .add-row a").click()
    rows_of(page).nth(count - 1).locator(".inline-deletelink").click()

    labels = [person_in(row).get_attribute("aria-label") for row in rows_of(page).all()]
    assert labels == [f"Person, row {number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_parts_and_an_open_list_says_all_to_whoever_hears_it(page, added, scheme):
    page.emulate_media(color_scheme=scheme)
    person_in(added).click()
    options_of(page).first.wait_for()

    assert findings(page) == []
