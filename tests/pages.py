"""Reading a page as a browser does, so that a test can fill in its form and send it."""

from html.parser import HTMLParser
from typing import Self

from django.http import HttpResponse
from django.test import Client

BLANK_TAGS = {"input", "br", "hr", "img", "link", "meta"}


class FormReader(HTMLParser):
    """Collects what a browser would send for the controls of a page, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.options: dict[str, list[str]] = {}
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take in one control."""
        given = dict(attributes)
        name = given.get("name")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in {"submit", "button", "file"} or (
                kind in {"checkbox", "radio"} and "checked" not in given
            ):
                return
            self.values.setdefault(name, []).append(
                given.get("value") or ("on" if kind == "checkbox" else "")
            )
        elif tag == "select" and name:
            self._select = name
            self.options[name] = []
            self.values.setdefault(name, [])
        elif tag == "option" and self._select:
            self.options[self._select].append(given.get("value") or "")
            if "selected" in given:
                self.values[self._select].append(given.get("value") or "")
        elif tag == "textarea" and name:
            self._textarea = name
            self.values[name] = [""]

    def handle_endtag(self, tag: str) -> None:
        """Leave a select or a text area; a select in which nothing is chosen sends its first option."""
        if tag == "select" and self._select:
            options = self.options[self._select]
            if not self.values[self._select] and options:
                self.values[self._select] = [options[0]]
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, words: str) -> None:
        """Take in the text of a text area; the newline after its tag does not count."""
        if self._textarea:
            typed = self.values[self._textarea][0] + words
            self.values[self._textarea] = [typed.removeprefix("\r\n").removeprefix("\n")]


class FormPage:
    """A page with a form, as it was opened: fill it in, then send it."""

    def __init__(self, client: Client, address: str, response: HttpResponse) -> None:
        self.client = client
        self.address = address
        self.response = response
        self.text = response.content.decode()
        reader = FormReader()
        reader.feed(self.text)
        self.values = reader.values
        self.options = reader.options

    @classmethod
    def open(cls, client: Client, address: str) -> Self:
        """Open the page; it must answer 200."""
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return cls(client, address, response)

    def fill(self, **values: object) -> Self:
        """Type values by the names of their controls; None leaves the control out, as an unticked box."""
        for name, value in values.items():
            if value is None:
                self.values.pop(name, None)
            else:
                self.values[name] = [str(value)]
        return self

    def add_row(self, prefix: str, **values: object) -> Self:
        """Add a row to the inline with this prefix."""
        total = int(self.values[f"{prefix}-TOTAL_FORMS"][0])
        empty = {
            name.replace("__prefix__", str(total)): list(typed)
            for name, typed in self.values.items()
            if name.startswith(f"{prefix}-__prefix__")
        }
        self.values |= empty
        self.values[f"{prefix}-TOTAL_FORMS"] = [str(total + 1)]
        return self.fill(**{f"{prefix}-{total}-{name}": value for name, value in values.items()})

    def send(self, button: str = "_save") -> "FormPage":
        """Send the form by one of its buttons; the answer is the page it leads to, redirects not followed."""
        typed = {name: value for name, value in self.values.items() if "__prefix__" not in name}
        response = self.client.post(self.address, {**typed, button: "1"})
        return FormPage(self.client, self.address, response)
