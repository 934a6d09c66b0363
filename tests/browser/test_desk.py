"""A day at the desk: a task is done and taken up again, and a feed is made and revoked."""

from urllib.request import urlopen


def test_a_task_is_done_from_the_desk_and_undone(visit):
    caseworker = visit("caseworker")
    caseworker.open("/")
    row = caseworker.page.locator(".waiting:has(button)").first
    task = row.locator(".waiting-words").inner_text()
    number = caseworker.page.locator(".waiting").count()

    with caseworker.page.expect_navigation():
        row.locator("button").click()

    assert f"Done: {task}. Undo" in caseworker.page.locator(".messagelist").inner_text()
    assert caseworker.page.locator(".waiting").count() <= number

    caseworker.press(".messagelist a")
    caseworker.press("main form button")

    assert f"To be done again: {task}." in caseworker.page.locator(".messagelist").inner_text()
    assert caseworker.page.locator(".waiting").count() == number


def test_the_desk_is_gone_through_by_keyboard(visit):
    caseworker = visit("caseworker")
    caseworker.open("/")

    caseworker.page.keyboard.press("j")
    first = caseworker.page.evaluate("document.activeElement.className")
    caseworker.page.keyboard.press("g")
    with caseworker.page.expect_navigation():
        caseworker.page.keyboard.press("k")

    assert "waiting-words" in first
    assert caseworker.page.url.endswith("/calendar/")


def test_a_feed_is_made_read_and_revoked(visit):
    caseworker = visit("caseworker")
    caseworker.open("/calendar/feeds/")
    caseworker.fill({"name": "work telephone"})
    caseworker.press("main form button[type=submit]")
    address = caseworker.page.input_value("#feed-address")

    with urlopen(address) as answer:  # noqa: S310
        assert answer.read().startswith(b"BEGIN:VCALENDAR")

    caseworker.press("table a.button")
    caseworker.press("main form button")
    assert "“work telephone” answers no more" in caseworker.words
    assert caseworker.page.request.get(address).status == 404
