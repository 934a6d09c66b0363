"""Holding what tells of spells while they are written: what dates them first, then their persons.

In this order, always: whoever changes a development or a case holds it before they come to the persons whose
spells it dates, and two who came the other way round would wait for one another.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import QuerySet

from casework.core.keys import Keys


def hold_dates(spells: QuerySet) -> None:
    """Let nobody else change the days that tell of these spells before the transaction ends."""
    told = list(spells.order_by().values_list("began_by", "ended_by", "case", "began_by__occurred_earliest"))
    developments = {key for began_by, ended_by, *_ in told for key in (began_by, ended_by) if key is not None}
    _hold("cases.Development", developments)
    # A spell runs from when its case was opened where nothing is known of its start.
    _hold("cases.Case", {case for *_, case, earliest in told if earliest is None})


def hold_persons(persons: Iterable[int]) -> None:
    """Let nobody else add to what is told of these persons before the transaction ends."""
    _hold("persons.Person", persons)


def _hold(model: str, keys: Iterable[int]) -> None:
    rows = apps.get_model(model)._base_manager.filter(pk__in=Keys(keys)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
