"""The guards stand after every migration, and their absence is noticed."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from casework.audit import guards
from casework.audit.checks import guards_are_in_place
from tests.factories.reference import TermFactory


def execute(statement: str) -> None:
    """Run a statement behind the ORM's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
class TestMissing:
    def test_is_empty_after_the_migrations(self) -> None:
        assert guards.missing() == []

    def test_names_each_guard_taken_away(self) -> None:
        table = next(table for table in guards.guarded_tables() if table.name == "reference_term")
        engine = guards.ENGINES[connection.vendor]
        for statement in engine.removal(table):
            execute(statement)

        assert guards.missing() == list(engine.expected(table))

    def test_names_a_guard_that_was_weakened(self) -> None:
        if connection.vendor == "sqlite":
            execute('DROP TRIGGER "guard_reference_term_update"')
            execute(
                'CREATE TRIGGER "guard_reference_term_update" BEFORE UPDATE ON reference_term '
                "BEGIN SELECT 1; END"
            )
        else:
            execute("ALTER TABLE reference_term DISABLE TRIGGER guard_rows")

        assert len(guards.missing()) == 1

    def test_names_a_guard_whose_function_was_hollowed_out(self) -> None:
        if connection.vendor == "sqlite":
            pytest.skip("Triggers have no functions on this engine.")
        execute(
            "CREATE OR REPLACE FUNCTION audit_guard_live() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NEW; END'"
        )

        assert len(guards.missing()) == len(guards.audited_models())


@pytest.mark.django_db
class TestGuardsAreInPlace:
    def test_is_silent_when_they_are(self) -> None:
        assert guards_are_in_place() == []

    def test_stops_the_start_when_they_are_not(self) -> None:
        guards.remove()

        with pytest.raises(SystemCheckError, match=r"audit\.E001"):
            call_command("check")

    def test_lets_migrations_put_them_back_first(self) -> None:
        guards.remove()
        recorder = MigrationRecorder(connection)
        if not recorder.applied_migrations():
            pytest.skip("The tests run without migrations.")
        latest = MigrationLoader(connection).graph.leaf_nodes("advocacy")[0]
        recorder.record_unapplied(*latest)

        assert guards_are_in_place() == []


def test_a_table_rebuilt_by_a_migration_is_guarded_again(committing_database) -> None:
    term = TermFactory()
    state = ProjectState.from_apps(apps).apps.get_model("reference", "Term")
    field = state._meta.get_field("label")
    longer = models.CharField(max_length=field.max_length + 1)
    longer.set_attributes_from_name("label")
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(state, alter_fields=[(field, longer)])
        else:
            editor.alter_field(state, field, longer)

    call_command("migrate", verbosity=0)

    assert guards.missing() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE reference_term SET label = 'x' WHERE id = {term.pk}")
