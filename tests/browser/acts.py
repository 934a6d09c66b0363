"""What several journeys do on their way."""


def let_restore(director):
    """Let the auditor restore, unless that is so already."""
    director.open("/accounts/restorers/")
    if "may restore" not in director.page.locator("main .state").first.inner_text():
        director.page.locator("main textarea").first.fill("the case is to be put right")
        director.press("button:has-text('Let restore')")


def ask_for_erasure(director):
    """Ask that former versions of something be erased, unless that was done; return where that stands."""
    director.open("/audit/erasures/")
    asked = director.page.locator("main .rows-list a")
    if not asked.count():
        director.open("/audit/?model=cases.case&kind=created")
        director.press("main a:has-text('Erase…') >> nth=0")
        director.fill({"ground": "Request under Article 17"})
        director.press("main form button[type=submit]")
        return director.page.url
    return asked.first.get_attribute("href")
