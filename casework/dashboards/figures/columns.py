"""The columns that the lists of several figures share."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.core.partial_dates import PartialDate
from casework.dashboards.figures.plan import Column
from casework.dashboards.scope import Scope

Reader = Callable[[Any], Any]

PERSON, TITLE, WHEN = _("person"), _("title"), _("when")


def of_person(read: Reader, label: str | Promise = PERSON) -> Column:
    """Return the column that names a person, and leads to what is known of them."""

    def name(row: Any, scope: Scope) -> str:
        person = read(row)
        return "" if person is None else str(person)

    return Column(label=label, value=name, address=_file_of(read))


def of_case(read: Reader) -> Column:
    """Return the column that names a case and leads to its file, as it was recorded if the record is old."""

    def address(row: Any, scope: Scope) -> str:
        case = read(row)
        query = f"?recorded={scope.known_on}" if scope.is_past_record and _may_look_back(scope) else ""
        return f"{case.get_absolute_url()}{query}"

    return Column(
        label=_("case"), value=lambda row, scope: read(row).reference, address=address, look="nowrap"
    )


def of_title(read: Reader, label: str | Promise = TITLE) -> Column:
    """Return the column that tells the title of a case."""
    return Column(label=label, value=lambda row, scope: read(row), look="wide")


def of_country(read: Reader) -> Column:
    """Return the column that names the country of a case."""
    return Column(label=_("country"), value=lambda row, scope: str(read(row).country.name))


def of_when(read: Reader, label: str | Promise = WHEN) -> Column:
    """Return the column that tells when a development happened, as people say it."""

    def when(row: Any, scope: Scope) -> str:
        development = read(row)
        return in_words(development.occurred) if development else ""

    return Column(label=label, value=when, look="when")


def of_words(label: str | Promise, read: Reader, look: str = "") -> Column:
    """Return the column that tells something in words; nothing where there is none."""

    def words(row: Any, scope: Scope) -> str:
        value = read(row)
        return "" if value is None else str(value)

    return Column(label=label, value=words, look=look)


def of_day(label: str | Promise, read: Reader) -> Column:
    """Return the column that tells a day."""
    return Column(label=label, value=lambda row, scope: read(row), look="nowrap")


def of_number(label: str | Promise, read: Callable[[Any, Scope], Any]) -> Column:
    """Return the column that tells a number."""
    return Column(label=label, value=read, look="number")


def in_words(day: PartialDate | None) -> str:
    """Return a partial date as people say it; nothing where nothing is known."""
    return str(day) if day else ""


def _file_of(read: Reader) -> Callable[[Any, Scope], str]:
    def address(row: Any, scope: Scope) -> str:
        # Who was on record then may be no more: their page is one of today.
        person = read(row)
        return "" if person is None or scope.is_past_record else person.get_absolute_url()

    return address


def _may_look_back(scope: Scope) -> bool:
    return scope.user.has_perm("audit.view_changeset")
