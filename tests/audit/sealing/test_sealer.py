"""Every entry is sealed once, whatever happens meanwhile; the key is guarded, and changed in the open."""

import itertools
import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from casework.audit.context import Actor, Origin, change_set
from casework.audit.errors import UnauditedWriteError
from casework.audit.identifiers import new_id
from casework.audit.models import Checkpoint, Entry, SealedEntry, audited
from casework.audit.sealing import sealer
from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.keys import PublicKey, SecretKey, read_key, write_key
from casework.audit.sealing.leaves import leaves_of
from casework.audit.sealing.merkle import Tree
from casework.audit.sealing.notes import hash_of, opened
from casework.audit.sealing.sealer import (
    create_key,
    entries_not_sealed,
    key_after,
    latest_checkpoint,
    rotate_key,
    seal_entries,
)
from casework.audit.verification import verify
from tests.factories.reference import TermFactory


@pytest.fixture
def key(key_file, db):
    """A key that has signed nothing yet."""
    return create_key()


@pytest.fixture
def small_batches(monkeypatch) -> None:
    """Let a checkpoint add no more than two entries."""
    monkeypatch.setattr(sealer, "ENTRIES_AT_ONCE", 2)


def sealed_roots() -> list[bytes]:
    """Return the root that the sealed entries have at each checkpoint."""
    places = SealedEntry.objects.order_by("position").select_related("entry__change_set")
    tree = Tree(leaf.hash for leaf in leaves_of(place.entry for place in places))
    return [tree.root(checkpoint.size) for checkpoint in Checkpoint.objects.order_by("number")]


class TestSealEntries:
    def test_gives_each_entry_a_leaf_and_the_tree_a_checkpoint(self, key) -> None:
        TermFactory.create_batch(3)
        waiting = Entry.objects.count()

        assert entries_not_sealed() == seal_entries() == waiting

        checkpoint = latest_checkpoint()
        stated = opened(checkpoint.note, key)
        assert (stated.size, stated.root, stated.time) == (waiting, bytes(checkpoint.root), checkpoint.at)
        assert [bytes(checkpoint.root)] == sealed_roots()
        assert entries_not_sealed() == 0

    def test_leaves_everything_as_it_is_where_nothing_is_new(self, key) -> None:
        TermFactory()
        seal_entries()

        assert seal_entries() == 0
        assert Checkpoint.objects.count() == 1

    def test_goes_on_from_where_it_was(self, key, small_batches) -> None:
        TermFactory.create_batch(3)
        first = seal_entries()
        TermFactory.create_batch(2)

        assert seal_entries() == 2

        checkpoints = list(Checkpoint.objects.order_by("number"))
        assert checkpoints[-1].size == first + 2
        assert len(checkpoints) >= 3
        assert [bytes(checkpoint.root) for checkpoint in checkpoints] == sealed_roots()
        for before, after in itertools.pairwise(checkpoints):
            assert opened(after.note, key).previous == hash_of(before.note)

    def test_costs_as_many_queries_for_many_entries_as_for_few(
        self, key, django_assert_num_queries, django_assert_max_num_queries
    ) -> None:
        seal_entries()
        TermFactory.create_batch(2)
        with django_assert_max_num_queries(20) as few:
            seal_entries()
        TermFactory.create_batch(40)

        with django_assert_num_queries(len(few)):
            seal_entries()

    def test_leaves_nothing_half_done_when_it_breaks(self, key, monkeypatch) -> None:
        TermFactory.create_batch(2)
        monkeypatch.setattr(SealedEntry.objects, "bulk_create", lambda places: 1 / 0)
        with suppress(ZeroDivisionError):
            seal_entries()
        monkeypatch.undo()

        assert not Checkpoint.objects.exists()
        assert verify().holds


class Threads:
    """Threads that write to the record at the same moment, and what went wrong in them."""

    def __init__(self) -> None:
        self.started: list[threading.Thread] = []
        self.failures: list[Exception] = []

    def start(self, run) -> threading.Thread:
        """Start one, with a connection and an act of its own."""
        thread = threading.Thread(target=self._run, args=[run])
        thread.start()
        self.started.append(thread)
        return thread

    def join(self) -> None:
        """Wait for all of them."""
        for thread in self.started:
            thread.join()
        assert self.failures == []

    def _run(self, run) -> None:
        try:
            with change_set(actor=Actor(id=None, name="Thread"), origin=Origin.COMMAND, reason="a test"):
                run()
        except Exception as failure:
            self.failures.append(failure)
        finally:
            connection.close()


@pytest.fixture
def threads(committing_database, django_db_blocker, key_file) -> Threads:
    """Threads over a database in which they commit, whose ledger has a key."""
    with django_db_blocker.unblock():
        create_key()
        yield Threads()


class TestSealEntriesAtOnce:
    def test_waits_for_no_slow_transaction_and_finds_it_afterwards(self, threads) -> None:
        seal_entries()
        written, ending, slow = threading.Event(), threading.Event(), []

        def write_slowly() -> None:
            with transaction.atomic():
                slow.append(TermFactory().head_id)
                written.set()
                assert ending.wait(30)

        TermFactory()
        threads.start(write_slowly)
        assert written.wait(30)
        sealing = threads.start(seal_entries)
        if connection.vendor == "postgresql":
            # SQLite lets one write at a time: there it is the sealer that waits.
            sealing.join()
            TermFactory()
            seal_entries()
        ending.set()
        threads.join()

        seal_entries()

        assert SealedEntry.objects.filter(entry=slow[0]).exists()
        assert entries_not_sealed() == 0
        assert verify().holds

    def test_finds_an_entry_that_is_numbered_before_those_sealed(self, threads, monkeypatch) -> None:
        early = new_id()
        TermFactory()
        seal_entries()
        monkeypatch.setattr(audited, "new_id", lambda: early)
        TermFactory()

        assert seal_entries() == 1
        assert SealedEntry.objects.latest("position").entry_id == early

    def test_lets_several_seal_at_the_same_moment(self, threads, small_batches) -> None:
        TermFactory.create_batch(12)
        together, counts = threading.Barrier(4), []

        def seal_with_the_others() -> None:
            together.wait()
            counts.append(seal_entries())

        waiting = entries_not_sealed()
        for _ in range(4):
            threads.start(seal_with_the_others)
        threads.join()

        assert sum(counts) == waiting
        assert verify().holds

    def test_lets_people_write_meanwhile(self, threads, small_batches) -> None:
        TermFactory.create_batch(6)

        def write() -> None:
            for _ in range(6):
                TermFactory()

        threads.start(write)
        threads.start(seal_entries)
        threads.start(write)
        threads.join()
        seal_entries()

        assert entries_not_sealed() == 0
        assert verify().holds

    def test_looks_again_where_another_was_quicker(self, key, monkeypatch) -> None:
        TermFactory.create_batch(2)
        waiting = entries_not_sealed()
        looked = sealer.latest_checkpoint

        def let_another_seal_first() -> Checkpoint | None:
            monkeypatch.setattr(sealer, "latest_checkpoint", looked)
            latest = looked()
            assert seal_entries() == waiting
            return latest

        monkeypatch.setattr(sealer, "latest_checkpoint", let_another_seal_first)

        assert seal_entries() == 0
        assert entries_not_sealed() == 0


class TestKey:
    def test_is_for_its_owner_alone(self, key, key_file) -> None:
        assert key_file.stat().st_mode & 0o777 == 0o600
        assert key_file.parent.stat().st_mode & 0o777 == 0o700

    def test_is_never_overwritten(self, key, key_file) -> None:
        before = key_file.read_text()

        with pytest.raises(SealingError, match="already"):
            create_key()

        assert key_file.read_text() == before

    def test_is_not_made_anew_for_a_ledger_that_is_sealed(self, key, key_file) -> None:
        TermFactory()
        seal_entries()
        key_file.unlink()

        with pytest.raises(SealingError, match="restore its file"):
            create_key()

    def test_is_missed_in_plain_words(self, key_file, db) -> None:
        with pytest.raises(SealingError, match="There is no sealing key at"):
            seal_entries()

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
    def test_is_refused_where_others_can_read_it(self, key, key_file, mode) -> None:
        key_file.chmod(mode)

        with pytest.raises(SealingError, match="Others can read"):
            seal_entries()

    @pytest.mark.parametrize("content", ["", "PRIVATE+KEY+x", "\0"])
    def test_is_refused_where_it_is_none(self, key, key_file, content) -> None:
        key_file.write_text(content)

        with pytest.raises(SealingError, match="cannot be read: not a key"):
            seal_entries()

    def test_is_refused_where_it_is_another_one(self, key, key_file) -> None:
        TermFactory()
        seal_entries()
        key_file.unlink()
        write_key(key_file, SecretKey.new(key.name))
        TermFactory()

        with pytest.raises(SealingError, match="holds another"):
            seal_entries()


class TestRotateKey:
    def test_announces_the_new_key_under_the_old_one_and_destroys_that(self, key, key_file) -> None:
        TermFactory()
        seal_entries()

        coming = rotate_key()

        latest = latest_checkpoint()
        assert coming != key
        assert opened(latest.note, key).next_key == coming == read_key(key_file).public
        assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]
        TermFactory()
        seal_entries()
        assert opened(latest_checkpoint().note, coming).size == Entry.objects.count()
        assert verify().holds

    def test_is_possible_before_the_first_seal(self, key) -> None:
        coming = rotate_key()

        assert key_after(latest_checkpoint()) == coming
        assert verify().holds

    @pytest.mark.parametrize("interrupted", ["_add_checkpoint", "replace_key"])
    def test_goes_on_where_it_was_interrupted(self, key, key_file, monkeypatch, interrupted) -> None:
        TermFactory()
        seal_entries()
        monkeypatch.setattr(sealer, interrupted, lambda *_, **__: 1 / 0)
        with suppress(ZeroDivisionError):
            rotate_key()
        monkeypatch.undo()
        sealer.settings.SEALING_KEY_FILE = str(key_file)
        TermFactory()
        seal_entries()

        coming = rotate_key()

        assert read_key(key_file).public == coming == key_after(latest_checkpoint())
        assert PublicKey.parse(Checkpoint.objects.earliest("number").key) == key
        assert verify().holds


def plainly(model) -> QuerySet:
    """Return the rows through Django's own queryset, which knows nothing of the ledger."""
    return QuerySet(model)


@pytest.mark.parametrize("model", [SealedEntry, Checkpoint])
@pytest.mark.parametrize(
    "attack",
    [
        lambda row: row.delete(),
        lambda row: row.save(),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.update(pk=99),
        lambda row: plainly(type(row)).update(**{row._meta.pk.name: 99}),
        lambda row: plainly(type(row)).all()._raw_delete("default"),
        lambda row: plainly(type(row)).bulk_create([row]),
        lambda row: empty(row._meta.db_table),
        lambda row: replace(row),
    ],
)
def test_seals_are_only_ever_added_to(key, model, attack) -> None:
    TermFactory()
    seal_entries()
    before = list(model.objects.values_list())

    with pytest.raises((IntegrityError, UnauditedWriteError)), transaction.atomic():
        attack(model.objects.first())

    assert list(model.objects.values_list()) == before


def empty(table: str) -> None:
    """Empty a table at one stroke."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(
            f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
        )


def replace(row) -> None:
    """Write a row over itself, past the guard against deletion."""
    names = [field.column for field in row._meta.concrete_fields]
    listed, table, key = ", ".join(names), row._meta.db_table, row._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT OR REPLACE INTO {table} ({listed}) SELECT {listed} FROM {table}")
        else:
            cursor.execute(
                f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {table} WHERE true "
                f"ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}"
            )
