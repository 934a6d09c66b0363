"""Records searched for by name in the forms that link to them: by keyboard, by mouse and by ear."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

CASE = "/admin/cases/case/"
#: axe would read the style sheets a second time, which the content security policy does not let it.
AXE_OPTIONS = {"preload": False}


@pytest.fixture
def caseworker(visit):
    """A caseworker who looks at the published case."""
    caseworker = visit("caseworker")
    caseworker.open(f"{CASE}?q=Mamay")
    caseworker.press("#result_list tbody th a")
    return caseworker


@pytest.fixture
def page(caseworker):
    """What the caseworker looks at."""
    return caseworker.page


@pytest.fixture
def added(page):
    """The row of a further party, as the form adds it."""
    page.locator("#parties-group .add-row a").click()
    return page.locator("#parties-group tr.form-row:not(.empty-form)").last


def options_of(page):
    """What is found."""
    return page.get_by_role("listbox").get_by_role("option")


def test_an_added_row_takes_whom_the_keyboard_finds_by_the_native_name(caseworker, page, added):
    person = added.get_by_role("combobox", name="Person, row 2")
    person.focus()
    page.keyboard.type("ดาวเรือง")
    found = options_of(page)
    expect(found).to_have_count(1)
    words = found.inner_text()
    expect(person).to_have_attribute("aria-activedescendant", found.get_attribute("id"))
    page.keyboard.press("Enter")

    expect(person).to_have_value(words)
    added.get_by_role("combobox", name="Role, row 2").select_option("witness")
    caseworker.press("input[name=_continue]")

    assert "Daorueang" in page.get_by_role("combobox", name="Person, row 2").input_value()


def test_leaving_the_field_chooses_nothing_and_escape_takes_back_what_was_typed(page, added):
    person = added.get_by_role("combobox", name="Person, row 2")
    person.focus()
    page.keyboard.type("Mamay")
    options_of(page).first.wait_for()
    page.keyboard.press("Tab")

    assert added.locator("select").first.input_value() == ""
    expect(person).to_have_value("Mamay")
    expect(options_of(page)).to_have_count(0)

    person.focus()
    page.keyboard.press("Escape")
    expect(person).to_have_value("")


def test_what_was_typed_and_left_is_looked_up_on_saving(caseworker, page):
    lead = page.get_by_role("combobox", name="Lead")
    page.locator("#tasks-group .add-row a").click()
    row = page.locator("#tasks-group tr.form-row:not(.empty-form)").last
    row.locator("[name$=-title]").fill("Call the lawyer")
    row.get_by_role("combobox").first.fill("nobody of that name")
    lead.fill("aigerim")
    caseworker.press("input[name=_continue]")

    assert "Nothing was found for “nobody of that name”" in caseworker.words
    row = page.locator("#tasks-group tr.form-row:not(.empty-form)").last
    expect(row.get_by_role("combobox").first).to_have_value("nobody of that name")
    assert "(caseworker)" in lead.input_value()


def test_a_choice_is_made_and_cleared_with_the_mouse(page):
    page.locator("#tasks-group .add-row a").click()
    row = page.locator("#tasks-group tr.form-row:not(.empty-form)").last
    assignee = row.get_by_role("combobox").first
    assignee.click()
    options_of(page).first.click()
    expect(assignee).not_to_have_value("")
    assert row.locator("select").first.input_value()

    row.get_by_role("button", name="Clear Assigned to").first.click()

    expect(assignee).to_have_value("")
    expect(assignee).to_be_focused()
    assert row.locator("select").first.input_value() == ""


def test_a_long_list_goes_on_from_the_keyboard(page, added):
    added.get_by_role("combobox", name="Person, row 2").focus()
    page.keyboard.press("ArrowDown")
    expect(options_of(page)).to_have_count(20)

    page.keyboard.press("End")
    page.keyboard.press("PageDown")

    expect(options_of(page)).not_to_have_count(20)


def test_a_record_added_on_the_way_is_chosen(page, added):
    with page.expect_popup() as opened:
        added.locator(".add-related").first.click()
    opened.value.fill("[name=name]", "Somebody Quite New")
    opened.value.locator("[name=_save]").click()

    expect(added.get_by_role("combobox", name="Person, row 2")).to_have_value("Somebody Quite New")


def test_rows_are_numbered_anew_when_one_is_removed(page, added):
    page.locator("#parties-group .add-row a").click()
    added.locator(".inline-deletelink").click()

    assert page.get_by_role("combobox", name="Person, row").evaluate_all(
        "inputs => inputs.map((input) => input.getAttribute('aria-label'))"
    ) == ["Person, row 1", "Person, row 2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("rows", ["parties", "developments"])
def test_a_form_with_parts_says_all_it_does_to_whoever_hears_it(page, scheme, rows):
    page.emulate_media(color_scheme=scheme)
    if rows == "developments":
        page.locator("#developments-group .inlinechangelink").first.click()
        page.locator("#violations-group .add-row a").click()
    page.get_by_role("combobox").and_(page.locator("input")).last.click()
    options_of(page).first.wait_for()

    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == []
