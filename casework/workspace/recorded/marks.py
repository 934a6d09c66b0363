"""What differs between two recorded states of a case, and where that shows on its file."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from casework.audit.history import links_of
from casework.audit.models import AuditedModel
from casework.cases.models import Case
from casework.workspace.recorded.rows import Version

CHANGED, ONLY_HERE = "changed", "only-here"

#: The apps whose records have parts that stand with them; a person is no whole of what names the person.
SUBJECTS = frozenset({"cases", "proceedings", "advocacy"})

Rows = Mapping[type[AuditedModel], Sequence[Version]]
#: How a record stands on a file, by the anchor at which it stands there.
Marks = Mapping[str, str]

#: What stands before an anchor in the attributes that refer to one among other things.
BEFORE_ANCHOR = {"href": "#", "fill": "url(#"}
#: Where the words of a section's heading, or of a region's name, begin.
TITLES = re.compile(r'<h2 id="[^"]*-title"[^>]*>')
NAMED_REGIONS = re.compile(r'<(?:nav|aside)[^>]* aria-label="')
#: An anchor, or a reference to one, in the attributes of an element.
ANCHORS = re.compile(r' (?P<name>id|aria-labelledby|aria-describedby|href|fill)="(?P<value>[^"]*)"')


def differences(here: Rows, there: Rows) -> Marks:
    """Return how the records of one state stand against the other, and all that they are parts of."""
    heads_there = {(model, row["id"]): row["head_id"] for model, rows in there.items() for row in rows}
    marks: dict[str, str] = {}
    for model, rows in here.items():
        for row in rows:
            head = heads_there.pop((model, row["id"]), None)
            if head is None:
                marks[_anchor(model, row["id"])] = ONLY_HERE
            if head != row["head_id"]:
                for anchor in _wholes(model, row):
                    marks.setdefault(anchor, CHANGED)
    for model, rows in there.items():
        for row in rows:
            if (model, row["id"]) in heads_there:
                for anchor in _wholes(model, row):
                    marks.setdefault(anchor, CHANGED)
    return marks


def _wholes(model: type[AuditedModel], row: Version) -> Iterator[str]:
    """Yield where the record stands, and where those stand that it names: a part shows on its whole."""
    yield _anchor(model, row["id"])
    for link in links_of(model):
        whole = link.related_model
        if whole._meta.app_label in SUBJECTS and whole is not Case and row[link.attname] is not None:
            yield _anchor(whole, row[link.attname])


def _anchor(model: type[AuditedModel], number: int) -> str:
    return f"{model._meta.model_name}-{number}"


def marked(page: SafeString, marks: Marks) -> SafeString:
    """Return a rendered file whose elements tell how they differ."""

    def rewrite(found: re.Match[str]) -> str:
        mark = marks.get(found["value"]) if found["name"] == "id" else None
        return f'{found[0]} data-mark="{mark}"' if mark else found[0]

    # The page comes from a template; what is put in besides is ours, and stands in no text.
    return SafeString(ANCHORS.sub(rewrite, page))


def set_apart(page: SafeString, *, prefix: str, told: str) -> SafeString:
    """Return a rendered file that can stand beside another of the same case.

    Its anchors have the prefix, and its regions are told apart by the words besides their names.
    """

    def rewrite(found: re.Match[str]) -> str:
        name, value = found["name"], found["value"]
        if start := BEFORE_ANCHOR.get(name):
            is_anchor = value.startswith(start)
            return f' {name}="{start}{prefix}{value[len(start) :]}"' if is_anchor else found[0]
        return f' {name}="{" ".join(prefix + one for one in value.split())}"'

    apart = ANCHORS.sub(rewrite, page)
    hidden = format_html('<span class="visually-hidden">{}, </span>', told)
    apart = TITLES.sub(lambda found: f"{found[0]}{hidden}", apart)
    return SafeString(NAMED_REGIONS.sub(lambda found: f"{found[0]}{conditional_escape(told)}: ", apart))
