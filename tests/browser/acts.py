"""What several journeys do on their way."""

import re


def let_restore(director):
    """Let the auditor restore, unless that is so already."""
    director.open("/accounts/restorers/")
    if "may restore" not in director.page.locator("main .state").first.inner_text():
        director.page.locator("main textarea").first.fill("the case is to be put right")
        director.press("button:has-text('Let restore')")


def open_in_emergency(director, caseworker):
    """Let a director restrict a new case to their own team, and a caseworker open it in an emergency."""
    director.open("/admin/cases/case/add/")
    director.fill({"title": "A matter for few"})
    for name, choice in {"country": "KZ", "confidentiality": "restricted"}.items():
        director.page.select_option(f"[name={name}]", choice)
    director.press("[name=_save]")
    reference = re.search(r"KZ-\d{4}-\d{3}", director.page.inner_text(".messagelist"))[0]
    caseworker.open("/emergencies/open/")
    caseworker.fill({"reference": reference, "reason": "his sister calls from the court"})
    caseworker.press("main form button[type=submit]")


def ask_to_unrestrict(director):
    """Ask that a restricted case be opened to all staff; return where that is answered."""
    director.open("/cases/SA-2023-001/unrestrict/")
    director.fill({"reason": "his family asks for publicity"})
    director.press("main form button[type=submit]")
    return director.page.url


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
