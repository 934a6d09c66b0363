"""Somebody at a browser: signed in, going from page to page, noting what the pages complain of."""

from collections.abc import Mapping

from playwright.sync_api import BrowserContext, Page


class Visitor:
    """One person in one window, who complains as well of whatever is asked of another machine."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        context.set_default_timeout(60_000)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        context.on("request", self._note_elsewhere)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _note_elsewhere(self, request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:", "about:")):
            self.complaints.append(f"{self.page.url} asks {request.url}")

    def sign_in(self, name: str, password: str) -> None:
        """Sign in by the form."""
        self.open("/accounts/login/")
        self.page.fill("#id_login", name)
        self.page.fill("#id_password", password)
        self.press("main [type=submit]")

    def open(self, address: str) -> None:
        """Go to an address."""
        self.page.goto(address)

    def fill(self, values: Mapping[str, str]) -> None:
        """Type into the controls with these names."""
        for name, words in values.items():
            self.page.fill(f"[name='{name}']", words)

    def press(self, selector: str) -> None:
        """Press a button and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.click(selector)

    @property
    def words(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")
