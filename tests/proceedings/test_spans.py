"""The spans of custody follow every write: they hold what they would hold if they were worked out anew."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.audit.choices import Kind, Origin
from casework.audit.context import Actor, change_set
from casework.audit.errors import OfTodayAloneError
from casework.audit.known import as_known_at
from casework.audit.models import Entry
from casework.audit.restoring import CannotRestoreError, restore_deleted
from casework.cases.models import Case, Development
from casework.persons.models import Person
from casework.persons.services import merge_persons, unmerge_persons
from casework.proceedings import apps
from casework.proceedings.choices import CustodyRegime, EndGround
from casework.proceedings.models import Custody, CustodySpan
from casework.proceedings.services import (
    begin_custody,
    compare_spans,
    end_custody,
    log_custody_change,
    recount_spans,
    release,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory
from tests.proceedings.dates import when
from tests.proceedings.querysets.developments import development
from tests.proceedings.querysets.dockets import FIRST_DAY, Docket

YEAR = (date(2022, 1, 1), date(2022, 12, 31))
DAYS = [FIRST_DAY + timedelta(days=each) for each in range(-40, 3 * 365 + 60, 53)]
DAY = date(2022, 6, 1)


def spans():
    """Return all that the spans hold, by spell."""
    return {row["spell_id"]: row for row in CustodySpan.objects.values()}


def spans_made_anew():
    """Return what the spans hold once they are worked out from nothing."""
    CustodySpan.objects.all().delete()
    recount_spans()
    return spans()


def entry_of_deletion(model, key):
    entries = Entry.objects.filter(model=model._meta.label_lower, object_id=key, kind=Kind.DELETED)
    return entries.latest("version")


@contextmanager
def written(moment):
    """Let what is written inside be an act of its own at a moment."""
    with (
        time_machine.travel(moment, tick=False),
        change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a day's work"),
    ):
        yield


def spell(begun, ended=None, *, case=None, person=None):
    """Return a spell from one day to another, or one that runs; None leaves its start unknown."""
    case = case or CaseFactory(opened_on=date(2022, 2, 1))
    return CustodyFactory(
        case=case,
        person=person or PersonFactory(),
        began_by=None if begun is None else development(case, begun),
        ended_by=None if ended is None else development(case, ended),
    )


def writes_of_services() -> Iterator[str]:
    """Let a person be taken, moved and let go, and be taken again, and tell of each write."""
    case, person = CaseFactory(), PersonFactory()
    told = {"headline": "It happened"}
    first = begin_custody(
        case=case, person=person, regime=CustodyRegime.POLICE, occurred=when("2022-02"), **told
    )
    yield "taken"
    second = log_custody_change(custody=first, regime=CustodyRegime.PRETRIAL, occurred=when("2022"), **told)
    yield "moved"
    log_custody_change(custody=second, regime=CustodyRegime.IMPRISONMENT, occurred=when("2022-09"), **told)
    yield "moved again"
    release(case=case, person=person, ground=EndGround.SENTENCE_SERVED, occurred=when("2023-01-01"), **told)
    yield "let go"
    third = begin_custody(case=case, person=person, regime=CustodyRegime.HOUSE_ARREST)
    yield "taken again, nobody knows when"
    end_custody(custody=third, ground=EndGround.BAIL, occurred=when("2024-01-01"), **told)
    yield "let go for good"


def writes_of_spells() -> Iterator[str]:
    """Write spells one by one and in sets, and tell of each write."""
    first = spell("2022-01-01", "2022")
    yield "created"
    second = CustodyFactory(case=first.case, person=first.person, began_by=first.ended_by)
    yield "followed by another"
    second.ended_by = development(second.case, "2022-10-01")
    second.save()
    yield "ended"
    second.ended_by = development(second.case, "2022-11-01")
    second.save(update_fields=["ended_by"])
    yield "ended otherwise"
    key = first.pk
    first.delete()
    yield "deleted"
    restore_deleted(entries=[entry_of_deletion(Custody, key)])
    yield "put back"
    more = Custody.objects.bulk_create(
        [
            CustodyFactory.build(case=second.case, person=second.person, began_by=second.ended_by),
            CustodyFactory.build(case=second.case, person=PersonFactory(), began_by=second.ended_by),
        ]
    )
    yield "created in a set"
    for row in more:
        row.ended_by = development(row.case, "2023")
    Custody.objects.bulk_update(more, ["ended_by"])
    yield "ended in a set"
    Custody.objects.filter(pk__in=[second.pk, *(row.pk for row in more)]).delete()
    yield "deleted in a set"


def writes_of_developments() -> Iterator[str]:
    """Date what bounds spells, and let it go, and tell of each write."""
    first = spell("2022-01-01", "2022")
    second = CustodyFactory(case=first.case, person=first.person, began_by=first.ended_by)
    third = CustodyFactory(case=first.case, person=PersonFactory(), began_by=first.ended_by)
    yield "told"
    passage = first.ended_by
    passage.occurred = when("2022-05")
    passage.save()
    yield "dated"
    passage.occurred = when("2022-05-03")
    passage.save(update_fields=["occurred_edtf", "occurred_earliest", "occurred_latest"])
    yield "dated to the day"
    for row, text in ((passage, ""), (first.began_by, "2021")):
        row.occurred = when(text)
    Development.objects.bulk_update(
        [passage, first.began_by], ["occurred_edtf", "occurred_earliest", "occurred_latest"]
    )
    yield "dated in a set"
    begun = first.began_by
    first.began_by = None
    first.save()
    begun.delete()
    yield "deleted"
    first.began_by = development(first.case, "2022-01-02")
    first.save()
    second.delete()
    third.delete()
    first.ended_by = None
    first.save()
    passage.delete()
    yield "deleted with the passage"


def writes_of_cases() -> Iterator[str]:
    """Change when cases were opened of which a spell runs that nobody knows the start of."""
    cases = [spell(None).case, spell(None).case]
    yield "opened"
    cases[0].opened_on = date(2022, 3, 1)
    cases[0].save()
    yield "opened later"
    for number, case in enumerate(cases):
        case.opened_on = date(2021, 3, 1 + number)
    Case.objects.bulk_update(cases, ["opened_on"])
    yield "opened earlier, in a set"
    held = Custody.objects.get(case=cases[0])
    held.case = cases[1]
    held.save()
    yield "of another case"


def writes_that_move_spells() -> Iterator[str]:
    """Let spells pass from one person to another, and tell of each write."""
    first = spell("2022-01-01", "2022")
    second = CustodyFactory(case=first.case, person=first.person, began_by=first.ended_by)
    other = spell("2022-05-01", "2022-07-01").person
    yield "written down"
    second.person = other
    second.save()
    yield "of another person"
    second.person, second.ended_by = first.person, development(second.case, "2022-12")
    second.save(update_fields=["ended_by"])
    yield "ended, and moved in memory alone"
    rows = [first, Custody.objects.get(pk=second.pk)]
    for row, person in zip(rows, (other, first.person), strict=True):
        row.person = person
    Custody.objects.bulk_update(rows, ["person"])
    yield "exchanged in a set"
    kept = rows[1].person
    merge_persons(kept=kept, merged=other)
    yield "moved by a merge"
    other.refresh_from_db()
    unmerge_persons(merged=other)
    yield "moved back"


WRITES = [
    writes_of_services,
    writes_of_spells,
    writes_of_developments,
    writes_of_cases,
    writes_that_move_spells,
]


@pytest.mark.django_db
class TestFollowing:
    @pytest.mark.parametrize("writes", WRITES, ids=lambda writes: writes.__name__)
    def test_equals_working_them_out_anew_after_every_write(self, writes):
        before = spans()
        for write in writes():
            followed = spans()
            assert followed != before, write
            assert followed == spans_made_anew(), write
            before = followed

    @pytest.mark.parametrize("seed", [1, 2])
    def test_keeps_in_step_with_a_docket_written_at_random(self, seed):
        Docket(seed=seed, persons=40)
        lot = Random(seed)  # noqa: S311
        assert compare_spans().out_of_step == 0

        for number in range(40):
            write = lot.choice(WRITES_AT_RANDOM)
            write(lot)
            assert compare_spans().out_of_step == 0, (number, write.__name__)

        assert spans() == spans_made_anew()
        assert CustodySpan.objects.count() == Custody.objects.count() > 80

    def test_is_undone_with_the_write(self):
        held = spell("2022-01-01")
        before = spans()

        with transaction.atomic():
            held.began_by.occurred = when("2022-02")
            held.began_by.save()
            assert spans() != before
            held.delete()
            assert spans() == {}
            transaction.set_rollback(True)

        assert spans() == before

    def test_costs_the_same_however_many_rows_there_are(self):
        def queries(count):
            case = CaseFactory(opened_on=date(2022, 2, 1))
            begun, ended = development(case, "2022-01-01"), development(case, "2022-05-01")
            persons = Person.objects.bulk_create(PersonFactory.build() for _ in range(count))
            told = {}

            def note(what, write):
                with CaptureQueriesContext(connection) as captured:
                    write()
                told[what] = [query["sql"] for query in captured if "custodyspan" in query["sql"]]

            rows = [Custody(person=each, case=case, began_by=begun, ended_by=ended) for each in persons]
            note("create", lambda: Custody.objects.bulk_create(rows))
            ended.occurred = when("2022-06")
            note("date", ended.save)
            note("update", lambda: Custody.objects.bulk_update(rows, ["case"]))
            note("delete", lambda: Custody.objects.filter(case=case).delete())
            return {what: len(asked) for what, asked in told.items()}

        few = queries(2)

        assert queries(22) == few
        assert max(few.values()) <= 4

    def test_asks_one_thing_of_what_bounds_no_spell(self):
        other, case = DevelopmentFactory(), CaseFactory()
        spell("2022-01-01", case=case)

        for row in (other, case):
            with CaptureQueriesContext(connection) as captured:
                row.save()
            asked = [query["sql"] for query in captured if '"proceedings_custody"' in query["sql"]]
            assert len(asked) == 1
            assert "custodyspan" not in " ".join(query["sql"] for query in captured)

    def test_leaves_nothing_of_a_spell_that_is_gone(self):
        held = spell("2022-01-01", "2022-05-01")

        held.delete()
        held.person.delete()

        assert not CustodySpan.objects.exists()


def redate(lot):
    """Date one development otherwise."""
    row = lot.choice(list(Development.objects.order_by("pk")))
    row.occurred = when(lot.choice(["", "2021", "2022-03", "2022-03-04", "../2023-01", "2021-05/.."]))
    row.save()


def reopen(lot):
    """Open one case on another day."""
    row = lot.choice(list(Case.objects.order_by("pk")))
    row.opened_on = FIRST_DAY + timedelta(days=lot.randrange(1000))
    row.save()


def pass_on(lot):
    """Let one spell run, or lead into or out of where another ended or began."""
    row, other = lot.sample(list(Custody.objects.order_by("pk")), 2)
    row.began_by, row.ended_by, row.end_ground = row.began_by, lot.choice([None, other.began_by]), ""
    others = Custody.objects.filter(person=row.person).exclude(pk=row.pk)
    if row.ended_by is None or (
        row.ended_by != row.began_by and not others.filter(ended_by=row.ended_by).exists()
    ):
        row.save()


def delete(lot):
    """Delete one spell."""
    lot.choice(list(Custody.objects.order_by("pk"))).delete()


def put_back(lot):
    """Put back one spell that was deleted, where nothing took its place."""
    deleted = Entry.objects.filter(model="proceedings.custody", kind=Kind.DELETED)
    keys = set(deleted.values_list("object_id", flat=True))
    gone = sorted(keys - set(Custody.objects.values_list("pk", flat=True)))
    if gone:
        with suppress(CannotRestoreError):
            restore_deleted(entries=[entry_of_deletion(Custody, lot.choice(gone))])


def merge(lot):
    """Merge two persons."""
    kept, merged = lot.sample(list(Person.objects.filter(merged_into=None).order_by("pk")), 2)
    merge_persons(kept=kept, merged=merged)


WRITES_AT_RANDOM: list[Callable[[Random], None]] = [redate, redate, reopen, pass_on, delete, put_back, merge]


@pytest.mark.django_db
class TestFigures:
    """What is answered from the spans is what the spells themselves answer."""

    @pytest.fixture
    def asked(self):
        """All spells of a docket, whose spans are read; and the same, each of them read anew."""
        Docket(seed=3, persons=120)
        everything = Custody.objects.all()
        return everything, everything.filter(pk__in=list(everything.values_list("pk", flat=True)))

    def test_of_who_is_held_are_those_that_are_read_anew(self, asked):
        kept, anew = asked

        for day in DAYS:
            assert set(kept.held_on(day)) == set(anew.held_on(day))
            assert set(kept.perhaps_held_on(day)) == set(anew.perhaps_held_on(day))
        assert "custodyspan" in str(kept.held_on(DAY).query)
        assert "custodyspan" not in str(anew.held_on(DAY).query)

    @pytest.mark.parametrize("first", [date.min, date(2021, 1, 1), date(2022, 5, 9), date(2022, 8, 14)])
    @pytest.mark.parametrize("last", [date(2022, 8, 14), date(2024, 3, 31), date.max])
    def test_of_days_are_those_that_are_read_anew(self, asked, first, last):
        kept, anew = asked

        def days(spells):
            rows = spells.with_days(first, last).order_by("pk")
            return list(rows.values_list("pk", "days_least", "days_most"))

        assert days(kept) == days(anew) != []
        assert kept.days_in(first, last) == anew.days_in(first, last)
        assert "custodyspan" in str(kept.with_days(first, last).query)
        assert "custodyspan" not in str(anew.with_days(first, last).query)

    def test_add_each_day_to_the_same_spell_whatever_the_period(self, asked):
        whole = {row.pk: row.days_most for row in asked[0].with_days(*YEAR)}
        halves = [(YEAR[0], DAY), (DAY + timedelta(days=1), YEAR[1])]
        parts = [{row.pk: row.days_most for row in asked[0].with_days(*half)} for half in halves]

        assert whole == {
            key: sum(part.get(key, 0) for part in parts) for key in parts[0].keys() | parts[1].keys()
        }

    def test_are_read_anew_for_whoever_may_not_know_of_every_spell(self, staff):
        restricted, known = CaseFactory(restricted=True), spell("2022-01-01")
        spell("2022-01-01", case=restricted)

        def held(role):
            return list(Custody.objects.visible_to(staff(role)).held_on(DAY))

        assert held(Role.CASEWORKER) == [known]
        assert len(held(Role.DIRECTOR)) == 2

    def test_of_the_past_are_those_of_the_record_of_then(self):
        day = datetime(2044, 3, 1, 12, tzinfo=UTC)
        with written(day):
            held = spell("2022-01-01")
        with written(day + timedelta(days=1)):
            held.began_by.occurred = when("2023-01-01")
            held.began_by.save()

        with as_known_at(day + timedelta(hours=1)):
            assert Custody.objects.held_on(DAY).get() == held
            assert Custody.objects.days_in(*YEAR).least == 365
        assert not Custody.objects.held_on(DAY).exists()
        assert Custody.objects.days_in(*YEAR).least == 0

    def test_of_today_are_refused_where_one_looks_back(self):
        day = datetime(2044, 3, 1, 12, tzinfo=UTC)
        with written(day):
            spell("2022-01-01")
        of_today = Custody.objects.held_on(DAY)

        with as_known_at(day), pytest.raises(OfTodayAloneError):
            of_today.count()
        assert of_today.count() == 1


@pytest.mark.django_db
class TestRebuildCustodySpans:
    @pytest.fixture
    def held(self):
        spell("2022-01-01", "2022-05-01")
        held = spell("2022-01-01")
        CustodySpan.objects.filter(pk=held.pk).update(possible_from=date(2022, 3, 1))
        return held

    def test_writes_what_is_out_of_step(self, held, capsys):
        CustodySpan.objects.exclude(pk=held.pk).delete()

        call_command("rebuild_custody_spans")

        assert capsys.readouterr().out == "2 spans of custody, 2 out of step\n"
        assert spans() == spans_made_anew()

    def test_finds_a_row_that_was_tampered_with_and_changes_nothing_if_it_is_to_check(self, held, capsys):
        before = spans()

        with pytest.raises(CommandError, match="2 spans of custody, 1 out of step") as refused:
            call_command("rebuild_custody_spans", "--check")

        assert refused.value.returncode == 1
        assert spans() == before

    @pytest.mark.parametrize("field", [field.name for field in CustodySpan._meta.concrete_fields[1:]])
    def test_looks_at_every_column(self, held, field):
        recount_spans()
        value = PersonFactory().pk if field == "person" else date(1999, 1, 1)
        CustodySpan.objects.filter(pk=held.pk).update(**{field: value})

        assert compare_spans().out_of_step == 1

    def test_is_content_with_what_follows_the_record(self, capsys):
        spell("2022-01-01")

        call_command("rebuild_custody_spans", "--check")

        assert capsys.readouterr().out == "1 spans of custody, 0 out of step\n"

    def test_is_done_after_every_migration(self, held):
        # PostgreSQL alters no table that rows just written are still to be checked in.
        connection.check_constraints()

        call_command("migrate", verbosity=0)

        assert compare_spans().out_of_step == 0

    def test_is_not_done_while_tables_are_still_to_be_migrated(self, held):
        name = "0003_keep_spans_of_custody"
        MigrationRecorder(connection).record_unapplied("proceedings", name)

        apps.recount_spans(using="default")

        assert compare_spans().out_of_step == 1


def redate_the_passage(first, other):
    first.ended_by.occurred = when("2022-03-01")
    first.ended_by.save()


def reopen_the_case(first, other):
    case = Case.objects.get(pk=first.case_id)
    case.opened_on = date(2021, 5, 5)
    case.save()


def follow_it_by_another(first, other):
    CustodyFactory(case=first.case, person=first.person, began_by=first.ended_by)


def begin_another_of_somebody_else(first, other):
    CustodyFactory(case=first.case, person=other, began_by=first.ended_by)


def begin_another_that_nothing_dates(first, other):
    CustodyFactory(case=first.case, person=other, began_by=None)


def delete_it(first, other):
    Custody.objects.get(pk=first.pk).delete()


def hold_the_spells(first, other):
    list(Custody.objects.locked_for(first.person_id))


@pytest.fixture
def at_once(committing_database, django_db_blocker):
    """Let somebody write, and another one before the first has committed; the first may write more then."""
    failures = []

    def write(how, *rows):
        try:
            with change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"):
                how(*rows)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    def write_at_once(one, another, then=lambda *rows: None):
        with change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"):
            rows = first, other = spell("2022-01-01", "2022"), PersonFactory()
            same_rows = read_again(first), read_again(other)
            with transaction.atomic():
                one(*rows)
                later = threading.Thread(target=write, args=[another, *same_rows])
                later.start()
                while later.is_alive() and not is_anybody_waiting():
                    pass
                then(*rows)
            later.join()
        return failures

    with django_db_blocker.unblock():
        yield write_at_once


class TestTwoWhoWriteAtOnce:
    """The second sees what the first wrote, whichever that is."""

    @pytest.mark.parametrize(
        ("one", "another"),
        [
            (redate_the_passage, follow_it_by_another),
            (redate_the_passage, begin_another_of_somebody_else),
            (redate_the_passage, delete_it),
            (reopen_the_case, begin_another_that_nothing_dates),
            (follow_it_by_another, delete_it),
        ],
    )
    @pytest.mark.parametrize("is_turned", [False, True])
    def test_leave_every_span_in_step(self, at_once, one, another, is_turned):
        assert at_once(*([another, one] if is_turned else [one, another])) == []

        left = compare_spans()
        assert left.out_of_step == 0
        assert len(spans()) == left.count

    def test_never_wait_for_one_another(self, at_once):
        assert at_once(hold_the_spells, redate_the_passage, then=follow_it_by_another) == []

        assert compare_spans().out_of_step == 0


def read_again(row):
    """Return a row as another process would have read it before."""
    return type(row)._base_manager.get(pk=row.pk)


def is_anybody_waiting():
    """Say whether somebody waits until this transaction ends, as everybody does who writes to SQLite."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
