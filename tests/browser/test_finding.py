"""Finding a case by the name of the person in it, as they write it themselves."""

CASE = "/cases/KZ-2023-001/"


def test_a_case_is_found_by_typing_the_native_name(visit):
    caseworker = visit("caseworker")
    page = caseworker.page
    caseworker.open("/")

    page.keyboard.press("/")
    page.keyboard.type("Жанболат")
    page.get_by_role("option", name="KZ-2023-001").wait_for()
    page.keyboard.press("ArrowDown")
    while "KZ-2023-001" not in page.locator(".palette [aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{CASE}")
    assert page.locator("h1").inner_text() == "Zhanbolat Mamay"


def test_a_name_in_another_spelling_is_found_on_the_page_of_the_search(visit):
    caseworker = visit("caseworker")
    caseworker.open("/")

    caseworker.page.keyboard.press("Control+k")
    caseworker.page.keyboard.type("Janbolat Mamai")
    with caseworker.page.expect_navigation():
        caseworker.page.keyboard.press("Enter")

    found = caseworker.page.locator("main a", has_text="Zhanbolat Mamay")
    assert f"{CASE}" in [link.get_attribute("href") for link in found.all()]
