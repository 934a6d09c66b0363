"""Whatever is done to the database behind the application's back, verification finds and names it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.audit import guards
from casework.audit.identifiers import new_id
from casework.audit.models import Checkpoint, Entry
from casework.audit.sealing.sealer import create_key, rotate_key, seal_entries
from casework.audit.verification import verify
from tests.factories.cases import CaseFactory, DevelopmentFactory


@pytest.fixture
def docket(committing_database, act):
    """A committed case whose development changed once; the guards are off, as for someone with the file."""
    case = CaseFactory(title="The case")
    development = DevelopmentFactory(case=case, headline="first words")
    development.headline = "second words"
    development.save()
    guards.remove()
    return case, development


def tamper(*statements: str, **names: object) -> None:
    """Change the database as somebody would who has the file and knows the tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            cursor.execute(statement.format(**names))


def found() -> list[str]:
    """Put the guards back, as the tamperer would, and return what verification still finds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
    guards.install()
    return verify().discrepancies


def raw(identifier) -> str:
    """Return a UUID as a literal of this engine."""
    return f"'{identifier if connection.features.has_native_uuid_field else identifier.hex}'"


class TestVerify:
    def test_finds_nothing_where_nothing_was_done(self, docket) -> None:
        assert found() == []

    def test_finds_a_live_row_that_was_edited(self, docket) -> None:
        case, _ = docket

        tamper("UPDATE cases_case SET title = 'Another' WHERE id = {key}", key=case.pk)

        assert found() == [f"cases.case {case.pk}: the row differs from entry version 1 in title"]

    def test_finds_a_live_row_that_was_deleted(self, docket) -> None:
        _, development = docket

        tamper("DELETE FROM cases_development WHERE id = {key}", key=development.pk)

        assert found() == [
            f"cases.development {development.pk}: the row is gone without an entry that says so"
        ]

    def test_finds_a_live_row_that_was_inserted(self, docket) -> None:
        case, _ = docket
        columns = ", ".join(
            f'"{field.column}"'
            for field in case._meta.concrete_fields
            if field.name not in {"id", "head", "reference"}
        )

        tamper(
            "INSERT INTO cases_case (reference, head_id, {columns}) SELECT 'XX-2026-999', {head}, {columns} "
            "FROM cases_case WHERE id = {key}",
            columns=columns,
            head=raw(new_id()),
            key=case.pk,
        )

        (discrepancy,) = found()
        assert discrepancy.endswith("no entry describes the row")

    def test_finds_an_old_version_that_was_edited(self, docket) -> None:
        _, development = docket

        tamper(
            "UPDATE cases_historicaldevelopment SET headline = 'never said' "
            "WHERE id = {key} AND history_type = '+'",
            key=development.pk,
        )

        (discrepancy,) = found()
        assert discrepancy.startswith(f"cases.development {development.pk}, history row")
        assert discrepancy.endswith("the history row differs from entry version 1 in headline")

    def test_finds_an_old_version_that_was_removed(self, docket) -> None:
        _, development = docket

        tamper(
            "DELETE FROM cases_historicaldevelopment WHERE id = {key} AND history_type = '+'",
            key=development.pk,
        )

        assert found() == [f"cases.development {development.pk}, version 1: its history row is missing"]

    def test_finds_history_that_claims_to_hold_twice(self, docket) -> None:
        _, development = docket

        tamper("UPDATE cases_historicaldevelopment SET valid_to = NULL WHERE id = {key}", key=development.pk)

        assert f"cases.development {development.pk}: 2 history rows claim to hold now" in found()

    def test_finds_an_entry_whose_values_were_edited_with_its_rows(self, docket) -> None:
        case, _ = docket

        tamper(
            "UPDATE cases_case SET title = 'Another' WHERE id = {key}",
            "UPDATE cases_historicalcase SET title = 'Another' WHERE id = {key}",
            """UPDATE audit_entry SET "values" = replace("values", 'The case', 'Another')
               WHERE model = 'cases.case' AND object_id = {key}""",
            key=case.pk,
        )

        assert found() == [f"cases.case {case.pk}, version 1: its values do not match their commitment"]

    def test_finds_an_entry_that_was_cut_out_of_the_middle(self, docket) -> None:
        _, development = docket

        tamper(
            "DELETE FROM audit_entry WHERE model = 'cases.development' AND object_id = {key} AND version = 1",
            "DELETE FROM cases_historicaldevelopment WHERE id = {key} AND history_type = '+'",
            key=development.pk,
        )

        assert found() == [f"cases.development {development.pk}: 2 versions are numbered, 1 are there"]

    def test_finds_the_newest_entry_cut_off(self, docket) -> None:
        _, development = docket

        tamper(
            "DELETE FROM audit_entry WHERE model = 'cases.development' AND object_id = {key} AND version = 2",
            key=development.pk,
        )

        assert f"cases.development {development.pk}: no entry describes the row" in found()

    def test_finds_a_change_set_that_was_removed(self, docket, act) -> None:
        tamper("DELETE FROM audit_changeset WHERE id = {key}", key=raw(act.id))

        discrepancies = found()

        assert len(discrepancies) == Entry.objects.filter(change_set_id=act.id).count()
        assert all(words.endswith("its change set is missing") for words in discrepancies)

    def test_finds_a_row_set_back_to_an_older_version(self, docket) -> None:
        _, development = docket
        first = Entry.objects.get(model="cases.development", object_id=development.pk, version=1)

        tamper(
            "UPDATE cases_development SET headline = 'first words', head_id = {head} WHERE id = {key}",
            head=raw(first.pk),
            key=development.pk,
        )

        assert f"cases.development {development.pk}: the row is not at its latest entry" in found()

    def test_finds_a_guard_that_was_taken_away(self, docket) -> None:
        discrepancies = verify().discrepancies

        assert len(discrepancies) == verify().counts["guards"]
        assert all(words.startswith("guard missing or altered") for words in discrepancies)

    def test_finds_entries_of_a_kind_it_does_not_know(self, docket) -> None:
        tamper("UPDATE audit_entry SET model = 'cases.phantom' WHERE model = 'cases.development'")

        assert "cases.phantom: 2 entries of a kind of record that is not known" in found()


@pytest.fixture
def sealed(docket, settings, tmp_path):
    """The same docket sealed twice, the second time after its key was rotated; the guards are off."""
    settings.SEALING_KEY_FILE = str(tmp_path / "sealing.key")
    case, _ = docket
    guards.install()
    create_key()
    seal_entries()
    rotate_key()
    DevelopmentFactory(case=case)
    seal_entries()
    guards.remove()
    return list(Checkpoint.objects.order_by("number"))


class TestVerifySeals:
    def test_finds_nothing_where_nothing_was_done(self, sealed) -> None:
        assert found() == []

    def test_counts_what_it_looked_at(self, sealed) -> None:
        counts = verify().counts

        assert counts["checkpoints"] == 3
        assert counts["sealed entries"] == counts["entries"] == sealed[-1].size

    def test_finds_an_entry_that_was_edited_with_its_commitment(self, sealed) -> None:
        entry = Entry.objects.get(sealed__position=0)

        tamper(
            "UPDATE audit_entry SET commitment = {other} WHERE id = {key}",
            other=bytes_literal(b"x" * 32),
            key=raw(entry.pk),
        )

        assert f"{entry}: it is not as it was sealed" in found()

    def test_finds_a_reason_that_was_edited(self, sealed, act) -> None:
        tamper("UPDATE audit_changeset SET reason = 'another' WHERE id = {key}", key=raw(act.id))

        assert len([words for words in found() if words.endswith("it is not as it was sealed")]) == (
            Entry.objects.filter(change_set_id=act.id).count()
        )

    def test_finds_a_sealed_entry_that_was_removed_with_all_that_it_described(self, sealed) -> None:
        entry = Entry.objects.get(sealed__position=sealed[-1].size - 1)

        tamper(
            "DELETE FROM cases_development WHERE head_id = {key}",
            "DELETE FROM cases_historicaldevelopment WHERE head_id = {key}",
            "DELETE FROM audit_entry WHERE id = {key}",
            key=raw(entry.pk),
        )

        assert f"position {sealed[-1].size - 1}: the entry sealed there is gone" in found()

    def test_finds_a_leaf_that_was_edited(self, sealed) -> None:
        tamper(
            "UPDATE audit_sealedentry SET leaf = {other} WHERE position = 0", other=bytes_literal(b"x" * 32)
        )

        discrepancies = found()

        assert f"{sealed[0]}: the entries sealed by then have another root" in discrepancies
        assert any(words.endswith("it is not as it was sealed") for words in discrepancies)

    def test_finds_a_gap(self, sealed) -> None:
        tamper("DELETE FROM audit_sealedentry WHERE position = 1")

        assert "position 1: no entry is sealed there" in found()

    def test_finds_what_is_sealed_beyond_the_latest_checkpoint(self, sealed) -> None:
        tamper("DELETE FROM audit_checkpoint WHERE number = 3")

        assert found() == [f"{sealed[2].size - sealed[1].size} sealed entries are in no checkpoint"]

    def test_finds_a_checkpoint_cut_out_of_the_middle(self, sealed) -> None:
        tamper("DELETE FROM audit_checkpoint WHERE number = 2")

        assert f"{sealed[2]}: the one before it is missing" in found()

    @pytest.mark.parametrize(
        ("column", "value", "words"),
        [
            ("size", "size - 1", "it says something else than its note"),
            ("at", "(SELECT at FROM audit_changeset ORDER BY id LIMIT 1)", "it says something else"),
            ("note", "replace(note, 'number 1', 'number 7')", "its note is not signed by its key"),
            ("frontier", "root", "the entries sealed by then have another frontier"),
            ("key", "(SELECT key FROM audit_checkpoint WHERE number = 3)", "its note is not signed"),
        ],
    )
    def test_finds_a_checkpoint_that_was_edited(self, sealed, column, value, words) -> None:
        tamper("UPDATE audit_checkpoint SET {column} = {value} WHERE number = 1", column=column, value=value)

        assert any(words in each for each in found())

    def test_finds_a_later_checkpoint_under_a_key_that_nobody_announced(self, sealed) -> None:
        old = sealed[0].key

        tamper("UPDATE audit_checkpoint SET key = '{old}' WHERE number = 3", old=old)

        assert f"{sealed[2]}: it names another key than the one that was to sign" in found()


def bytes_literal(value: bytes) -> str:
    """Return bytes as a literal of this engine."""
    return f"'\\x{value.hex()}'" if connection.vendor == "postgresql" else f"x'{value.hex()}'"


@pytest.mark.django_db
class TestVerifyLedgerCommand:
    def test_prints_what_it_compared(self, capsys) -> None:
        DevelopmentFactory()

        call_command("verify_ledger")

        assert "The record agrees with itself" in capsys.readouterr().out

    def test_exits_with_one_and_names_each_discrepancy(self, capsys) -> None:
        DevelopmentFactory()
        guards.remove()

        with pytest.raises(CommandError) as failure:
            call_command("verify_ledger")

        assert failure.value.returncode == 1
        assert "guard missing or altered: " in capsys.readouterr().err
