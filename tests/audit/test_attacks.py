"""Each known way round the ledger is refused by the database, which stays as it was."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.db.models.sql import UpdateQuery

from casework.audit.errors import UnauditedWriteError
from casework.audit.identifiers import new_id
from casework.audit.models import ChangeSet, Entry
from casework.reference.models import LegalInstrument, LegalProvision, Term
from tests.factories.accounts import UserFactory
from tests.factories.reference import LegalInstrumentFactory, LegalProvisionFactory, TermFactory

pytestmark = pytest.mark.django_db

REFUSED = (IntegrityError, UnauditedWriteError)
TABLES = (ChangeSet, Entry, Term, Term.history.model, LegalInstrument, LegalProvision)


def snapshot() -> dict[str, list[tuple]]:
    """Return every row of the tables under attack."""
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values_list()) for model in TABLES}


@pytest.fixture
def term() -> Term:
    """A term with two versions."""
    term = TermFactory(label="first words")
    term.label = "second words"
    term.save()
    return term


def refused(attack: Callable[[], object]) -> None:
    """Carry out an attack up to what a commit would check; something on the way must refuse it."""
    with pytest.raises(REFUSED), transaction.atomic():
        _attack_and_check(attack)


def _attack_and_check(attack: Callable[[], object]) -> None:
    attack()
    connection.check_constraints()


def plainly(model: type[models.Model]) -> models.QuerySet:
    """Return the rows through Django's own queryset, which knows nothing of the ledger."""
    return models.QuerySet(model)


def execute(statement: str, *parameters: object) -> None:
    """Run a statement behind the ORM's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def identifier(value: object) -> object:
    """Return a UUID as this engine's raw SQL takes it."""
    return value if connection.features.has_native_uuid_field else value.hex


def copy_of(term: Term, **changes: object) -> Term:
    """Return an unsaved term with the same values and a code of its own."""
    values = {field.attname: getattr(term, field.attname) for field in Term._meta.concrete_fields}
    return Term(**{**values, "id": None, "code": "forged", "head_id": new_id(), **changes})


def assign_through_an_expression(term: Term) -> None:
    """Save a value that only the database could compute."""
    term.order = F("order") + 1
    term.save()


def set_null_as_a_cascade_does(term: Term) -> None:
    """Write what Django's SET_NULL writes to the rows that pointed at a deleted one."""
    UpdateQuery(Term).update_batch([term.pk], {"huridocs_code": ""}, "default")


def load_fixture(term: Term, head: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load a row from a fixture, as a backup tool or a careless colleague would."""
    fields = {
        field.name: getattr(term, field.attname)
        for field in Term._meta.concrete_fields
        if field.name not in {"id", "head"}
    }
    record = {
        "model": "reference.term",
        "pk": term.pk + 1000,
        "fields": {**fields, "code": "loaded", "head": str(head)},
    }
    path = tmp_path_factory.mktemp("fixture") / "terms.json"
    path.write_text(json.dumps([record], default=str))
    call_command("loaddata", str(path), verbosity=0)


def replace_row(model: type[models.Model], key: str, value: object) -> None:
    """Write a row over itself by INSERT OR REPLACE, or by an upsert where that does not exist."""
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "sqlite":
        statement = (
            f'INSERT OR REPLACE INTO "{table}" ({names}) SELECT {names} FROM "{table}" WHERE "{key}" = %s'
        )
    else:
        statement = (
            f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}" WHERE "{key}" = %s '
            f'ON CONFLICT ("{key}") DO UPDATE SET "{columns[1]}" = EXCLUDED."{columns[1]}"'
        )
    execute(statement, value)


def insert_copy(model: type[models.Model], key: str, value: object, **changes: object) -> None:
    """Insert a copy of a row by raw SQL, with some columns changed; None leaves a column to the database."""
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if field.column not in changes or changes[field.column] is not None
    ]
    names = ", ".join(f'"{column}"' for column in columns)
    copied = ", ".join("%s" if column in changes else f'"{column}"' for column in columns)
    table = model._meta.db_table
    execute(
        f'INSERT INTO "{table}" ({names}) SELECT {copied} FROM "{table}" WHERE "{key}" = %s',
        *(changes[column] for column in columns if column in changes),
        value,
    )


def truncate(model: type[models.Model]) -> None:
    """Empty a table at one stroke."""
    # What is still to be checked at the commit would stop a TRUNCATE by itself.
    connection.check_constraints()
    table = model._meta.db_table
    execute(f'TRUNCATE "{table}" CASCADE' if connection.vendor == "postgresql" else f'DELETE FROM "{table}"')


ATTACKS: dict[str, Callable[[Term], object]] = {
    "update of the audited queryset": lambda term: Term.objects.update(label="x"),
    "update of the plain queryset": lambda term: plainly(Term).filter(pk=term.pk).update(label="x"),
    "update with a head of its own": lambda term: (
        plainly(Term).filter(pk=term.pk).update(label="x", head_id=new_id())
    ),
    "update with an expression": lambda term: plainly(Term).filter(pk=term.pk).update(order=F("order") + 1),
    "save with an expression": assign_through_an_expression,
    "update through the base manager": lambda term: Term._base_manager.filter(pk=term.pk).update(label="x"),
    "update with an old head": lambda term: (
        plainly(Term)
        .filter(pk=term.pk)
        .update(label="x", head_id=Entry.objects.get(model="reference.term", object_id=term.pk, version=1).pk)
    ),
    "update with the head of another row": lambda term: (
        plainly(Term)
        .filter(pk=term.pk)
        .update(label="x", head_id=TermFactory.build(head_id=Entry.objects.latest("pk").pk).head_id)
    ),
    "change of the key": lambda term: plainly(Term).filter(pk=term.pk).update(id=term.pk + 1000),
    "plain bulk_create": lambda term: plainly(Term).bulk_create([copy_of(term)]),
    "plain bulk_create with a used head": lambda term: plainly(Term).bulk_create(
        [copy_of(term, head_id=Entry.objects.filter(object_id=term.pk).earliest("pk").pk)]
    ),
    "bulk_create that skips conflicts": lambda term: Term.objects.bulk_create(
        [copy_of(term)], ignore_conflicts=True
    ),
    "upsert of the audited queryset": lambda term: Term.objects.bulk_create(
        [copy_of(term)], update_conflicts=True, update_fields=["label"], unique_fields=["id"]
    ),
    "upsert of the plain queryset": lambda term: plainly(Term).bulk_create(
        [copy_of(term, id=term.pk, label="x")],
        update_conflicts=True,
        update_fields=["label"],
        unique_fields=["id"],
    ),
    "plain bulk_update": lambda term: plainly(Term).bulk_update(
        [copy_of(term, id=term.pk, label="x")], ["label"]
    ),
    "raw delete of the ORM": lambda term: plainly(Term).filter(pk=term.pk)._raw_delete("default"),
    "delete through the base manager": lambda term: Term._base_manager.filter(pk=term.pk).delete(),
    "update by a SET_NULL cascade": set_null_as_a_cascade_does,
    "raw insert": lambda term: insert_copy(
        Term, "id", term.pk, id=None, code="forged", head_id=identifier(new_id())
    ),
    "raw insert under a used head": lambda term: insert_copy(
        Term, "id", term.pk, id=None, code="forged", head_id=identifier(term.head_id)
    ),
    "raw update": lambda term: execute("UPDATE reference_term SET label = 'x' WHERE id = %s", term.pk),
    "raw delete": lambda term: execute("DELETE FROM reference_term WHERE id = %s", term.pk),
    "replacing a row": lambda term: replace_row(Term, "id", term.pk),
    "emptying the table": lambda term: truncate(Term),
    "editing an entry": lambda term: plainly(Entry).filter(pk=term.head_id).update(values="{}"),
    "editing an entry through its manager": lambda term: Entry.objects.filter(pk=term.head_id).update(
        values="{}"
    ),
    "saving an entry again": lambda term: Entry.objects.get(pk=term.head_id).save(),
    "deleting an entry": lambda term: Entry.objects.get(pk=term.head_id).delete(),
    "deleting entries through their manager": lambda term: Entry.objects.all().delete(),
    "raw delete of an entry": lambda term: execute(
        "DELETE FROM audit_entry WHERE id = %s", identifier(term.head_id)
    ),
    "replacing an entry": lambda term: replace_row(Entry, "id", identifier(term.head_id)),
    "emptying the ledger": lambda term: truncate(Entry),
    "an entry that leaves a gap": lambda term: Entry.objects.create(
        change_set=ChangeSet.objects.first(),
        model="reference.term",
        object_id=term.pk,
        version=9,
        kind="changed",
        values="{}",
        salt=b"",
        commitment=b"",
    ),
    "a second entry for one version": lambda term: Entry.objects.create(
        change_set=ChangeSet.objects.first(),
        model="reference.term",
        object_id=term.pk,
        version=2,
        kind="changed",
        values="{}",
        salt=b"",
        commitment=b"",
    ),
    "editing a change set": lambda term: plainly(ChangeSet).update(actor_name="x"),
    "deleting a change set": lambda term: plainly(ChangeSet).all()._raw_delete("default"),
    "replacing a change set": lambda term: replace_row(
        ChangeSet, "id", identifier(ChangeSet.objects.first().pk)
    ),
    "emptying the change sets": lambda term: truncate(ChangeSet),
    "editing history": lambda term: plainly(Term.history.model).filter(id=term.pk).update(label="x"),
    "ending history twice": lambda term: execute(
        "UPDATE reference_historicalterm SET valid_to = history_date WHERE id = %s AND valid_to IS NOT NULL",
        term.pk,
    ),
    "reopening history": lambda term: plainly(Term.history.model).filter(id=term.pk).update(valid_to=None),
    "deleting history": lambda term: Term.history.filter(id=term.pk).delete(),
    "replacing history": lambda term: replace_row(
        Term.history.model, "history_id", Term.history.filter(id=term.pk).first().history_id
    ),
    "emptying history": lambda term: truncate(Term.history.model),
    "history without an entry": lambda term: insert_copy(
        Term.history.model,
        "head_id",
        identifier(term.head_id),
        history_id=None,
        label="x",
        head_id=identifier(new_id()),
    ),
    "a second history row for one entry": lambda term: insert_copy(
        Term.history.model, "head_id", identifier(term.head_id), history_id=None, label="x"
    ),
    "history under the entry of another record": lambda term: insert_copy(
        Term.history.model,
        "head_id",
        identifier(term.head_id),
        history_id=None,
        head_id=identifier(TermFactory().head_id),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_is_refused_and_changes_nothing(attack: Callable[[Term], object], term: Term) -> None:
    before = snapshot()

    refused(lambda: attack(term))

    assert snapshot() == before


class TestLoadData:
    def test_refuses_a_row_without_an_entry(
        self, term: Term, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        before = snapshot()

        refused(lambda: load_fixture(term, new_id(), tmp_path_factory))

        assert snapshot() == before

    def test_refuses_a_row_under_a_used_head(
        self, term: Term, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        before = snapshot()
        used = Entry.objects.filter(object_id=term.pk).earliest("pk").pk

        refused(lambda: load_fixture(term, used, tmp_path_factory))

        assert snapshot() == before


class TestReverseManyToMany:
    def test_adds_roles_with_their_entries(self) -> None:
        user = UserFactory()
        group = Group.objects.get(name="auditor")

        group.user_set.add(user)

        grant = user.role_grants.get()
        assert Entry.objects.filter(model="accounts.rolegrant", object_id=grant.pk, pk=grant.head_id).exists()

    def test_clears_roles_with_their_entries(self) -> None:
        user = UserFactory(role="auditor")
        group = user.groups.get()
        grant = user.role_grants.get()

        group.user_set.clear()

        entries = Entry.objects.filter(model="accounts.rolegrant", object_id=grant.pk)
        assert [entry.kind for entry in entries.order_by("version")] == ["created", "deleted"]


class TestDependentRows:
    def test_keep_what_they_depend_on_against_the_base_manager(self) -> None:
        instrument = LegalInstrumentFactory()
        LegalProvisionFactory(instrument=instrument)
        before = snapshot()

        refused(lambda: plainly(LegalInstrument).filter(pk=instrument.pk)._raw_delete("default"))

        assert snapshot() == before


@pytest.mark.skipif("connection.vendor != 'postgresql'")
class TestReplicaSession:
    def test_meets_the_same_guards(self, term: Term) -> None:
        before = snapshot()

        refused(lambda: self._update_as_a_replica(term))

        assert snapshot() == before

    def _update_as_a_replica(self, term: Term) -> None:
        execute("SET LOCAL session_replication_role = replica")
        execute("UPDATE reference_term SET label = 'x' WHERE id = %s", term.pk)
