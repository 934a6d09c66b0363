"""One row saved in a transaction of its own: ours, stock history, the bare ORM, the driver alone."""

import datetime
import hashlib
import itertools
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from casework.audit.context import Actor, Origin, change_set
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.core.partial_dates import PartialDate
from tests.benchmarks.driver import Driver
from tests.benchmarks.rounds import Lane, Measure, seconds, take_turns
from tests.benchmarks.stock.models import (
    STOCK,
    BareDevelopment,
    RawChangeSet,
    RawDevelopment,
    RawEntry,
    RawHistory,
)

STOCK_DEVELOPMENT = STOCK[Development]
ROWS_IN_TURN = 200
AIM = 1.5

NARRATIVE = "According to two people who were there, it began before noon near the station. " * 4
DAY = PartialDate.on(datetime.date(2024, 5, 17))


def new_row(model: type[models.Model], case_id: int, number: int) -> models.Model:
    """Return an unsaved development of middling size."""
    row = model(
        case_id=case_id,
        kind=DevelopmentKind.VISIT,
        headline=f"Number {number}",
        narrative=NARRATIVE,
        place="Zorhaven",
    )
    row.occurred = DAY
    return row


class Saving:
    """The lanes; each goes through rows of its own table."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.actor = Actor.of(user)
        self.numbers = itertools.count(1)
        self.case_id = Development.objects.order_by("pk").values_list("case", flat=True)[0]
        self.raw = RawSaving()

    def measures(self, rounds: int) -> Iterator[Measure]:
        """Yield a line for an update, one for a new row, and one for the noise."""
        yield Measure.of("save one changed row", take_turns(self._updates(), rounds), aim=AIM)
        yield Measure.of("save one new row", take_turns(self._creations(), rounds), aim=AIM)
        again = {"simple-history": self._stock(self._changed(STOCK_DEVELOPMENT))}
        again["simple-history again"] = self._stock(self._changed(STOCK_DEVELOPMENT))
        yield Measure.of("noise: the same save twice", take_turns(again, rounds))

    def _updates(self) -> dict[str, Lane]:
        return {
            "ours": self._audited(self._changed(Development)),
            "simple-history": self._stock(self._changed(STOCK_DEVELOPMENT)),
            "bare ORM": self._bare(self._changed(BareDevelopment)),
            "driver": self.raw.update,
        }

    def _creations(self) -> dict[str, Lane]:
        return {
            "ours": self._audited(self._new(Development)),
            "simple-history": self._stock(self._new(STOCK_DEVELOPMENT)),
            "bare ORM": self._bare(self._new(BareDevelopment)),
            "driver": self.raw.create,
        }

    def _changed(self, model: type[models.Model]) -> Callable[[], models.Model]:
        rows = itertools.cycle(model.objects.order_by("pk")[:ROWS_IN_TURN])

        def change() -> models.Model:
            row = next(rows)
            row.headline = f"Number {next(self.numbers)}"
            return row

        return change

    def _new(self, model: type[models.Model]) -> Callable[[], models.Model]:
        return lambda: new_row(model, self.case_id, next(self.numbers))

    def _audited(self, take: Callable[[], models.Model]) -> Lane:
        def lane() -> float:
            row = take()

            def act() -> None:
                with change_set(actor=self.actor, origin=Origin.FORM, request_id=""):
                    row.save()

            return seconds(act)

        return lane

    def _stock(self, take: Callable[[], models.Model]) -> Lane:
        def lane() -> float:
            row = take()
            row._history_user = self.user

            def act() -> None:
                # Alone, the row and its history would be committed apart.
                with transaction.atomic():
                    row.save()

            return seconds(act)

        return lane

    def _bare(self, take: Callable[[], models.Model]) -> Lane:
        def lane() -> float:
            row = take()
            return seconds(row.save)

        return lane


class RawSaving:
    """The rows of one audited write, put by the driver into equal tables without guards."""

    def __init__(self) -> None:
        self.driver = Driver()
        self.numbers = itertools.count(1)
        self.live = list(RawDevelopment.objects.order_by("pk")[:ROWS_IN_TURN])
        self.turns = itertools.cycle(self.live)
        self.fields = [field for field in RawDevelopment._meta.concrete_fields if not field.primary_key]
        self.insert_live = self.driver.insert(RawDevelopment, self.fields, returning="id")
        self.insert_history = self.driver.insert(RawHistory, self._fields_of(RawHistory, "history_id"))
        self.insert_entry = self.driver.insert(RawEntry, RawEntry._meta.concrete_fields)
        self.insert_act = self.driver.insert(RawChangeSet, RawChangeSet._meta.concrete_fields)
        columns = ", ".join(f'"{field.column}" = %s' for field in self.fields)
        self.update_live = self.driver.statement(
            f'UPDATE "{RawDevelopment._meta.db_table}" SET {columns} WHERE id = %s'
        )

    def update(self) -> float:
        """Change a row; write its entry, its history and the change set."""
        row = next(self.turns)
        row.headline = f"Number {next(self.numbers)}"
        act, entry, history = self._ledger(row, row.pk, "changed", "~")
        changed = [*self._values(row, self.fields), row.pk]

        def write() -> None:
            with self.driver.transaction() as execute:
                execute(self.insert_act, act)
                execute(self.insert_entry, entry)
                execute(self.update_live, changed)
                execute(self.insert_history, history)

        return seconds(write)

    def create(self) -> float:
        """Insert a row; write its entry, its history and the change set."""
        row = new_row(RawDevelopment, self.live[0].case_id, next(self.numbers))
        act, entry, history = self._ledger(row, None, "created", "+")
        inserted = self._values(row, self.fields)
        at_key = [field.name for field in RawEntry._meta.concrete_fields].index("object_id")
        at_id = [field.name for field in self._fields_of(RawHistory, "history_id")].index("id")

        def write() -> None:
            with self.driver.transaction() as execute:
                execute(self.insert_act, act)
                key = execute(self.insert_live, inserted).fetchone()[0]
                entry[at_key] = history[at_id] = key
                execute(self.insert_entry, entry)
                execute(self.insert_history, history)

        return seconds(write)

    def _ledger(
        self, row: models.Model, key: int | None, kind: str, history_type: str
    ) -> tuple[list[Any], list[Any], list[Any]]:
        act_id, entry_id, now = uuid.uuid4(), uuid.uuid4(), timezone.now()
        act = RawChangeSet(id=act_id, actor_name="Test", origin=Origin.FORM, at=now)
        text = repr(self._values(row, self.fields))
        entry = RawEntry(
            id=entry_id,
            change_set_id=act_id,
            model="stock.rawdevelopment",
            object_id=key,
            version=1000 + next(self.numbers),
            kind=kind,
            case_id=row.case_id,
            values=text,
            salt=b"0" * 16,
            commitment=hashlib.sha256(text.encode()).digest(),
        )
        known = {field.attname: getattr(row, field.attname) for field in RawDevelopment._meta.concrete_fields}
        history = RawHistory(**known, head_id=entry_id, history_date=now, history_type=history_type)
        return (
            self._values(act, RawChangeSet._meta.concrete_fields),
            self._values(entry, RawEntry._meta.concrete_fields),
            self._values(history, self._fields_of(RawHistory, "history_id")),
        )

    def _values(self, row: models.Model, fields: Any) -> list[Any]:
        return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]

    def _fields_of(self, model: type[models.Model], left_out: str) -> list[models.Field]:
        return [field for field in model._meta.concrete_fields if field.name != left_out]
