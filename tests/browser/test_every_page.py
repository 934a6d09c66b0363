"""Every page, as everybody who may open it: what axe finds, whether a phone shows it, what it breaks."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.urls import Resolver404, resolve

from casework.accounts.choices import Role
from casework.audit import urls as audit_urls
from casework.workspace.urls import urlpatterns
from tests.browser.accessibility import COLOURS, findings
from tests.browser.acts import ask_for_erasure, ask_to_unrestrict, let_restore, open_in_emergency

NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1366, "height": 860}
#: Addresses that answer with a file, and the one that signs out.
NO_PAGE = re.compile(r"/export\b|/files/|\.ics\b|/logout/|/jsi18n/|\.(?:csv|xlsx|pdf)\b|format=")
#: What answers with a part of a page or with a file.
NO_PAGES = {"workspace:palette", "workspace:calendar_feed", "workspace:list_export"}
PAGES = {
    f"workspace:{page.name}" for page in urlpatterns if hasattr(page.callback.view_class, "get")
} - NO_PAGES
#: Those of them that are for one role alone.
FOR_CASEWORKERS = {"workspace:emergency_open"}
FOR_DIRECTORS = {"workspace:case_unrestrict", "workspace:hand_over"}
BOARD = {"dashboards:dashboard", "dashboards:figure"}
#: In JavaScript, since the address of a link within a picture is no string.
ADDRESSES = "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
#: Whoever is asked about the form of each kind of record; others are asked about one form of any kind.
LOOKS_AT_EVERY_FORM = Role.DIRECTOR
FORMS = {f"admin:{model._meta.app_label}_{model._meta.model_name}_change" for model in admin.site._registry}
PAGE_OF_RECORD = re.compile(r"^admin:\w+_\w+_(changelist|add|change|delete|history)$")
#: The pages of those who read the ledger, and what one of them shows of a day.
AUDIT = {
    *(f"audit:{page.name}" for page in audit_urls.urlpatterns if hasattr(page.callback.view_class, "get")),
    "as recorded",
    "beside today",
} - {"audit:feed_export", "audit:read_export", "audit:proof", "audit:proof_begin", "audit:erasure_ask"}
#: The pages that each role meets at the least.
MEETS = {
    Role.CASEWORKER: PAGES - FOR_DIRECTORS | BOARD | {"changelist", "add", "change", "history"},
    # Whose calendar reads which feed is for auditors alone.
    Role.DIRECTOR: PAGES - FOR_CASEWORKERS
    | BOARD
    | FORMS - {"admin:workspace_calendarfeed_change"}
    | {"add", "history", "accounts:countersignature", "accounts:countersignature_list"}
    | {"accounts:restorers", "audit:erasure_list", "audit:erasure_ask", "audit:erasure"},
    Role.AUDITOR: AUDIT
    | BOARD
    | {"workspace:desk", "workspace:case_file", "workspace:case_list", "change", "history"},
    Role.ADMINISTRATOR: {"workspace:desk", "admin:index", "changelist", "add", "change"},
}


def kinds_of(address, role):
    """Return what tells a page from one that shows the same of other records, and from one that looks alike.

    Nothing if it is no page.
    """
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None
    if "recorded=" in address:
        name = "beside today" if "beside=" in address else "as recorded"
    of_record = PAGE_OF_RECORD.search(name)
    look = of_record[1] if of_record else name
    return name if look in {"changelist", "change"} and role == LOOKS_AT_EVERY_FORM else look, look


def beginnings(visitor, role):
    """Return where to begin: what leads everywhere, and the pages to which only a form or an act leads."""
    page, begin = visitor.page, ["/", "/admin/"]
    if role == Role.ADMINISTRATOR:
        return begin
    visitor.open("/cases/?status=active")
    page.click("summary:has-text('Saved filters')")
    visitor.fill({"name": "Active"})
    visitor.press(".list-panel button:has-text('Save')")
    visitor.open("/calendar/feeds/")
    visitor.fill({"name": "telephone"})
    visitor.press("main form button[type=submit]")
    if role == Role.DIRECTOR:
        begin.append(ask_for_erasure(visitor))
        visitor.open("/hand-over/")
        leaving = page.locator("#leaving option").nth(1).get_attribute("value")
        begin += [f"/hand-over/?leaving={leaving}", ask_to_unrestrict(visitor)]
        begin.append("/cases/SA-2023-001/unrestrict/")
    if role == Role.CASEWORKER:
        begin.append("/emergencies/open/")
    if role in {Role.CASEWORKER, Role.DIRECTOR}:
        visitor.open("/tasks/")
        page.check("[name=of][value=all]")
        visitor.press("button:has-text('Go on')")
        begin.append(page.url)
        visitor.open("/tasks/?due=done")
        done = re.search(r"\d+", page.locator("main tbody th a").first.get_attribute("href"))
        begin.append(f"/tasks/{done[0]}/done/")
    return [*begin, "/search/?q=mamay", "/search/?q=Zhambolat"]


def flaws_of(page, is_first):
    """Return what is wrong with the page, wide and on a phone; in dark for the first of its like."""
    flaws = [f"light: {finding}" for finding in findings(page)]
    if is_first:
        page.emulate_media(color_scheme="dark")
        flaws += [f"dark: {finding}" for finding in findings(page, **COLOURS)]
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        flaws.append(f"{width} px wide on a phone")
    page.set_viewport_size(WIDE)
    return flaws


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_is_accessible_and_keeps_the_policy(visit, role):
    if role in {Role.CASEWORKER, Role.DIRECTOR}:
        open_in_emergency(visit(Role.DIRECTOR.value), visit(Role.CASEWORKER.value))
    if role == Role.AUDITOR:
        let_restore(visit(Role.DIRECTOR.value))
        ask_for_erasure(visit(Role.DIRECTOR.value))
    visitor = visit(role.value, viewport=WIDE, reduced_motion="reduce")
    page = visitor.page
    ahead, met, looks, flaws = beginnings(visitor, role), set(), set(), {}

    while ahead:
        address = ahead.pop(0)
        kind, look = kinds_of(address, role) or (None, None)
        if kind is None or kind in met:
            continue
        met.add(kind)
        status = page.goto(address).status
        assert status == 200, (address, status)
        is_first = look not in looks
        looks.add(look)
        # Further lists of records differ in their words alone; they are opened for the forms behind them.
        if (is_first or look != "changelist") and (found := flaws_of(page, is_first)):
            flaws[address] = found
        links = page.eval_on_selector_all("a[href]", ADDRESSES)
        here = urlsplit(page.url)
        ahead += [
            urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
            for link in links
            if urlsplit(link).netloc == here.netloc and not NO_PAGE.search(link)
        ]

    assert flaws == {}
    assert MEETS[role] - met == set()
