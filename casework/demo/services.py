"""Loads the demo docket: the office, one published case, and invented ones around it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.demo.clerk import Clerk, shelf
from casework.demo.docket import DIRECTORY, SECOND_LOOK, STORIES
from casework.demo.published_case import PUBLISHED_CASE
from casework.demo.staff import open_accounts
from casework.persons.models import Person
from casework.sources.models import Source


class DocketNotEmpty(ValidationError):
    """The demo was to be loaded into a docket that somebody has begun to fill."""


def is_docket_empty() -> bool:
    """Return whether there is neither a case nor a person nor a source."""
    return not any(model.objects.exists() for model in (Case, Person, Source))


@transaction.atomic
def load_demo(*, password: str | None = None) -> dict[str, str]:
    """Fill an empty docket; return the passwords of its four accounts by username.

    The password given is that of all four; without one each has a random one of its own. Raises
    ``DocketNotEmpty``, and ``ValidationError`` for a weak password or a username that is taken.
    """
    if not is_docket_empty():
        raise DocketNotEmpty(
            _("This docket already has records. The demo is loaded into an empty one only."), code="not_empty"
        )
    staff, passwords = open_accounts(password=password)
    office = Clerk({**staff, **shelf()})
    Clerk(office.rows).enter(PUBLISHED_CASE)
    office.enter(DIRECTORY)
    for name, story in STORIES.items():
        clerk = Clerk(office.rows)
        clerk.enter(story)
        office.rows[f"case {name}"] = clerk.latest["case"]
    office.enter(SECOND_LOOK)
    return passwords
