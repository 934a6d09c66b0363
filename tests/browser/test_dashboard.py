"""A director looks at the docket: on another day, in one country, a number opened, and all of it on paper."""

import re

import pytest
from pypdf import PdfReader

from tests.browser.accessibility import COLOURS, findings


@pytest.fixture
def director(visit):
    """Open the dashboard as its director."""
    visitor = visit("director", viewport={"width": 1366, "height": 860}, reduced_motion="reduce")
    visitor.open("/dashboard/")
    return visitor


def ask(visitor, **values):
    """Fill in what the figures are to speak of, and show them."""
    for name, value in values.items():
        control = visitor.page.locator(f".scope [name={name}]")
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    visitor.press(".scope button[type=submit]")


def number_of(page, name):
    """Return the number of one figure."""
    return int(page.locator(f".tile a[href*='/dashboard/{name}/']").first.get_attribute("data-count"))


def test_a_past_day_and_a_country_narrow_it_and_a_figure_is_opened_and_left_again(director):
    page = director.page
    held_today = number_of(page, "held")
    ask(director, as_at="2022-06-01", country="KZ")
    assert re.search(r"As at 1 Jun 2022.*country: Kazakhstan", page.inner_text(".page-head"))
    held = number_of(page, "held")
    assert 0 < held < held_today

    with page.expect_navigation():
        page.locator(".tile a[href*='/dashboard/held/']").first.click()
    assert int(page.locator("[data-total]").get_attribute("data-total")) == held
    assert page.locator(".figure-list tbody tr").count() == held
    assert "Zhanbolat Mamay" in director.words

    with page.expect_navigation():
        page.click("text=Back to the dashboard")
    assert "country=KZ" in page.url
    assert number_of(page, "held") == held


def test_a_bar_opens_what_it_counts_and_its_table_says_the_same(director):
    page = director.page
    bar = page.locator("#chart-liberty-1 a[data-count]").first
    count, address = bar.get_attribute("data-count"), bar.get_attribute("href")
    page.locator("#chart-liberty-1 summary").click()
    told = page.locator(f"#chart-liberty-1 table a[href='{address}']")
    assert told.is_visible()
    assert told.get_attribute("data-count") == count

    with page.expect_navigation():
        told.click()
    assert page.locator("[data-total]").get_attribute("data-total") == count


def test_it_prints_to_one_page(director, tmp_path):
    director.open("/dashboard/?since=2019-01-01&as_at=2024-06-30")
    director.page.emulate_media(media="print")
    director.page.pdf(path=tmp_path / "board.pdf", format="A4")
    pages = PdfReader(tmp_path / "board.pdf").pages
    assert len(pages) == 1
    words = pages[0].extract_text()
    for figure in ("Held", "Taken", "Convicted", "Demands made", "Quiet cases"):
        assert figure in words


def test_a_day_that_cannot_be_is_told_beside_it_and_nothing_is_counted(director):
    director.open("/dashboard/?as_at=2999-01-01&country=KZ")
    page = director.page
    assert "That day is still to come." in page.inner_text(".scope")
    assert page.locator(".tile").count() == 0
    assert page.locator("[name=country]").input_value() == "KZ"
    assert findings(page) == []


def test_axe_finds_nothing_with_every_table_open(director):
    page = director.page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, **COLOURS) == []
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page) == []
