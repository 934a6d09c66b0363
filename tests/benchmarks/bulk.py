"""Many rows at once: ours, stock history, and tables without any."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from casework.audit.context import Actor, Origin, change_set
from casework.cases.models import Development
from tests.benchmarks.rounds import Lane, Measure, seconds, take_turns
from tests.benchmarks.saving import STOCK_DEVELOPMENT, new_row
from tests.benchmarks.stock.models import BareDevelopment

AIM = 1.0
REASON = "many rows"


class Bulk:
    """The lanes; what one round creates, the same round updates and deletes."""

    def __init__(self, user: Any, rows: int) -> None:
        self.user = user
        self.rows = rows
        self.actor = Actor.of(user)
        self.numbers = itertools.count(1)
        self.case_id = Development.objects.order_by("pk").values_list("case", flat=True)[0]
        self.written: dict[type[models.Model], list[models.Model]] = {}

    def measures(self, rounds: int) -> Iterator[Measure]:
        """Yield a line for each of the three kinds of write."""
        taken: dict[str, dict[str, list[float]]] = {}
        steps = {"create": self._creations(), "update": self._updates(), "delete": self._deletions()}
        whole = {
            name: self._whole({step: lanes[name] for step, lanes in steps.items()}, taken, name)
            for name in steps["create"]
        }
        taken.clear()
        take_turns(whole, rounds)
        for step in steps:
            # The first rounds only warmed up.
            times = {name: taken[name][step][-rounds:] for name in whole}
            yield Measure.of(f"{step} {self.rows:,} rows", times, rows=self.rows, aim=AIM)

    def _whole(self, steps: dict[str, Lane], taken: dict[str, dict[str, list[float]]], name: str) -> Lane:
        def lane() -> float:
            times = {step: act() for step, act in steps.items()}
            for step, time in times.items():
                taken.setdefault(name, {}).setdefault(step, []).append(time)
            return sum(times.values())

        return lane

    def _creations(self) -> dict[str, Lane]:
        return {
            "ours": self._create(Development, self._as_one_act(Development.objects.bulk_create)),
            "simple-history": self._create(
                STOCK_DEVELOPMENT,
                lambda rows: bulk_create_with_history(rows, STOCK_DEVELOPMENT, default_user=self.user),
            ),
            "bare ORM": self._create(BareDevelopment, BareDevelopment.objects.bulk_create),
        }

    def _updates(self) -> dict[str, Lane]:
        fields = ["headline"]
        return {
            "ours": self._update(
                Development, self._as_one_act(lambda rows: Development.objects.bulk_update(rows, fields))
            ),
            "simple-history": self._update(
                STOCK_DEVELOPMENT,
                lambda rows: bulk_update_with_history(
                    rows, STOCK_DEVELOPMENT, fields, default_user=self.user
                ),
            ),
            "bare ORM": self._update(
                BareDevelopment, lambda rows: BareDevelopment.objects.bulk_update(rows, fields)
            ),
        }

    def _deletions(self) -> dict[str, Lane]:
        return {
            "ours": self._delete(Development, self._as_one_act(lambda rows: rows.delete())),
            "simple-history": self._delete(STOCK_DEVELOPMENT, transaction.atomic(lambda rows: rows.delete())),
            "bare ORM": self._delete(BareDevelopment, lambda rows: rows.delete()),
        }

    def _as_one_act(self, write: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def act(rows: Any) -> None:
            with change_set(actor=self.actor, origin=Origin.COMMAND, reason=REASON):
                write(rows)

        return act

    def _create(self, model: type[models.Model], write: Callable[[Any], Any]) -> Lane:
        def lane() -> float:
            self.written[model] = [
                new_row(model, self.case_id, next(self.numbers)) for _number in range(self.rows)
            ]
            return seconds(lambda: write(self.written[model]))

        return lane

    def _update(self, model: type[models.Model], write: Callable[[Any], Any]) -> Lane:
        def lane() -> float:
            for row in self.written[model]:
                row.headline = f"Number {next(self.numbers)}, changed"
            return seconds(lambda: write(self.written[model]))

        return lane

    def _delete(self, model: type[models.Model], write: Callable[[Any], Any]) -> Lane:
        def lane() -> float:
            keys = [row.pk for row in self.written[model]]
            return seconds(lambda: write(model.objects.filter(pk__in=keys)))

        return lane
