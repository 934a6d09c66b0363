"""A backup is whole, consistent, for its recipients alone, and on record before it appears."""

import fcntl
import hashlib
import os
import signal
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from casework.audit.backups.ending import ended_in_order
from casework.audit.backups.errors import BackupError
from casework.audit.backups.keys import create_identity
from casework.audit.backups.making import make_backup
from casework.audit.backups.snapshots import sqlite
from casework.audit.models import Read
from casework.audit.verification import verify
from casework.reference.models import Term
from casework.sources.models import SourceFile
from tests.audit.backups.places import CANARY, backed_up, files_in, rows_by_table, said_by
from tests.factories.reference import TermFactory

NOW = datetime(2026, 11, 3, 2, 15, tzinfo=UTC)

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


@pytest.fixture
def away(tmp_path) -> Path:
    """A folder for backups."""
    folder = tmp_path / "away"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, script: str) -> Path:
    """Write a program of the shell."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return path


class TestBackup:
    def test_is_a_file_named_for_its_moment_that_its_owner_alone_can_read(self, record, key, away) -> None:
        backup = make_backup(to=away, at=NOW)

        assert backup.path == away / "casework-2026-11-03T0215Z.tar.age"
        assert list(away.iterdir()) == [backup.path]
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert backup.path.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")

    def test_shows_nothing_of_what_is_in_it(self, record, key, away, data_folder) -> None:
        path = backed_up(away)

        assert CANARY.encode() not in path.read_bytes()
        assert b"manifest" not in path.read_bytes()
        assert b"accounts_user" not in path.read_bytes()

    def test_leaves_nothing_but_itself(self, record, key, away, data_folder, tmp_path, monkeypatch) -> None:
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(temporary))
        before = files_in(data_folder)

        backed_up(away)

        assert files_in(data_folder) == before
        assert files_in(temporary) == {}

    def test_is_opened_by_each_of_its_recipients(
        self, record, key, settings, away, elsewhere, tmp_path
    ) -> None:
        other = tmp_path / "other.txt"
        settings.BACKUP_RECIPIENTS.append(create_identity(other, at=timezone.now()))
        rows = rows_by_table()
        path = backed_up(away)

        for each in (key, other):
            with elsewhere() as new:
                said_by("restore", "--from", path, "--key", each, "--no-verify")
                assert rows_by_table() == rows
                for file in sorted(new.rglob("*"), reverse=True):
                    file.unlink() if file.is_file() else file.rmdir()

    def test_holds_one_moment_while_others_write(
        self, record, key, away, elsewhere, monkeypatch, data_folder
    ) -> None:
        monkeypatch.setattr(sqlite, "PAGES_AT_ONCE", 50)
        terms, written, modes = Term.objects.count(), [], set()

        def write(what, percent):
            if what == "Copying the database":
                written.append(TermFactory())
                workplace = data_folder / "backup"
                modes.update(path.stat().st_mode & 0o077 for path in (workplace, *workplace.iterdir()))

        backup = make_backup(to=away, at=NOW, tell=write)

        assert len(written) > 1
        assert Term.objects.count() == terms + len(written)
        assert backup.manifest.counts["reference_term"] in {terms, terms + 1}
        assert modes == {0}
        with elsewhere():
            said_by("restore", "--from", backup.path, "--key", key, "--no-verify")
            assert Term.objects.count() == backup.manifest.counts["reference_term"]
            assert verify().discrepancies == []

    def test_is_on_record_before_it_appears(self, record, key, away) -> None:
        path = backed_up(away)

        read = Read.objects.get()
        assert (read.actor_name, read.how, read.is_restricted) == ("manage.py backup", "exported", True)
        assert path.name in read.words
        assert hashlib.sha256(path.read_bytes()).hexdigest() in read.words

    def test_does_not_appear_where_that_cannot_be_recorded(self, record, key, away, data_folder) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_read RENAME TO read_no_more")

        with pytest.raises(DatabaseError):
            make_backup(to=away, at=NOW)

        assert list(away.iterdir()) == []
        assert list((data_folder / "backup").iterdir()) == []

    def test_is_made_without_what_is_missing_and_says_so(
        self, record, key, away, data_folder, elsewhere
    ) -> None:
        lost = SourceFile.objects.first().file
        os.unlink(lost.path)

        with pytest.raises(CommandError, match=f"is made, but 1 file .* missing: {lost.name}"):
            call_command("backup", "--to", str(away))

        [path] = away.iterdir()
        with elsewhere() as new:
            assert "missing already when it was made: 1" in said_by("restore", "--from", path, "--key", key)
            assert len(files_in(new / "files")) == 2

    def test_is_not_made_of_a_file_that_changes_meanwhile(self, record, key, away, data_folder) -> None:
        changing = Path(SourceFile.objects.first().file.path)

        def change(what, percent):
            if what == "Encrypting":
                changing.write_bytes(b"something else")

        with pytest.raises(BackupError, match="changed while it was being backed up"):
            make_backup(to=away, at=NOW, tell=change)

        assert list(away.iterdir()) == []
        assert Read.objects.count() == 0

    def test_overwrites_nothing(self, record, key, away) -> None:
        path = backed_up(away)
        before = path.read_bytes()

        with pytest.raises(CommandError, match="already"):
            call_command("backup", "--to", str(path))

        assert path.read_bytes() == before

    def test_overwrites_nothing_that_appears_meanwhile(self, record, key, away) -> None:
        path = away / "mine"

        with pytest.raises(BackupError, match="already"):
            make_backup(to=path, at=NOW, tell=lambda what, percent: path.write_bytes(b"another's"))

        assert files_in(away) == {"mine": b"another's"}

    def test_clears_away_what_one_that_was_killed_has_left(self, record, key, away, data_folder) -> None:
        left = data_folder / "backup" / "database.sqlite3"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"half of it")

        backed_up(away)

        assert list(left.parent.iterdir()) == []

    def test_waits_for_no_other(self, record, key, away, data_folder) -> None:
        workplace = data_folder / "backup"
        workplace.mkdir(parents=True)
        holder = os.open(workplace, os.O_RDONLY)
        fcntl.flock(holder, fcntl.LOCK_EX)
        try:
            with pytest.raises(CommandError, match="Another backup"):
                call_command("backup", "--to", str(away))
        finally:
            os.close(holder)

    @pytest.mark.parametrize("doing", ["Copying the database", "Reading the files", "Encrypting"])
    def test_cleans_up_when_it_is_told_to_end(self, record, key, away, data_folder, doing) -> None:
        def end(what, percent):
            if what == doing:
                os.kill(os.getpid(), signal.SIGTERM)

        with pytest.raises(SystemExit), ended_in_order():
            make_backup(to=away, at=NOW, tell=end)

        assert list(away.iterdir()) == []
        assert list((data_folder / "backup").iterdir()) == []

    def test_says_where_it_cannot_be_written(self, record, key, away) -> None:
        with pytest.raises(CommandError, match="cannot be written: No such file"):
            call_command("backup", "--to", str(away / "nowhere" / "mine"))

    def test_tells_how_far_it_is(self, record, key, away) -> None:
        told = []

        make_backup(to=away, at=NOW, tell=lambda what, percent: told.append((what, percent)))

        assert [what for what, percent in told if percent == 100] == [
            "Copying the database",
            "Reading the files",
            "Encrypting",
        ]


class TestRecipients:
    def test_are_needed(self, record, away, settings) -> None:
        settings.BACKUP_RECIPIENTS = []

        with pytest.raises(CommandError, match="none is made unencrypted"):
            call_command("backup", "--to", str(away))

        assert list(away.iterdir()) == []

    def test_are_public_keys(self, key, away, settings) -> None:
        settings.BACKUP_RECIPIENTS.append("age1nobody")

        with pytest.raises(CommandError, match="no recipient: age1nobody"):
            call_command("backup", "--to", str(away))

    def test_are_never_secret_ones_nor_is_such_a_key_said(self, key, away, settings) -> None:
        secret = key.read_text().split()[-1]
        settings.BACKUP_RECIPIENTS = [secret]

        with pytest.raises(CommandError, match="AGE-SECRET-KEY…") as refusal:
            call_command("backup", "--to", str(away))

        assert secret not in str(refusal.value)


class TestCreateBackupKey:
    def test_writes_what_age_reads_and_shows_the_recipient_alone(self, tmp_path) -> None:
        path = tmp_path / "key.txt"

        said = said_by("create_backup_key", "--output", path)

        created, public, secret = path.read_text().splitlines()
        assert created.startswith("# created: 20")
        assert public.removeprefix("# public key: ") == said.splitlines()[-1]
        assert secret.startswith("AGE-SECRET-KEY-1")
        assert secret not in said
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_refuses_to_write_over_a_file(self, key) -> None:
        before = key.read_bytes()

        with pytest.raises(CommandError, match="already"):
            call_command("create_backup_key", "--output", str(key))

        assert key.read_bytes() == before

    def test_says_where_it_cannot_write(self, tmp_path) -> None:
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("create_backup_key", "--output", str(tmp_path / "nowhere" / "key.txt"))


@on_postgresql
class TestPgDump:
    def test_is_told_the_password_where_nobody_else_can_read_it(
        self, record, key, away, tmp_path, monkeypatch, programs
    ) -> None:
        seen = tmp_path / "seen"
        program(tmp_path / "bin", "pg_dump", f'echo "$@" >> {seen}; exec "{programs or ""}/pg_dump" "$@"')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", "wholly-secret")

        backed_up(away)

        assert "--snapshot=" in seen.read_text()
        assert "wholly-secret" not in seen.read_text()

    def test_is_missed_in_plain_words(self, record, key, away, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))

        with pytest.raises(CommandError, match="There is no pg_dump here"):
            call_command("backup", "--to", str(away))

    def test_must_be_as_new_as_the_server(self, record, key, away, tmp_path, monkeypatch) -> None:
        program(tmp_path / "bin", "pg_dump", 'echo "pg_dump (PostgreSQL) 9.6.1"')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

        with pytest.raises(CommandError, match="version 9, older than the server"):
            call_command("backup", "--to", str(away))

    def test_fails_in_its_own_words(self, record, key, away, tmp_path, monkeypatch) -> None:
        script = (
            'case "$1" in --version) echo "pg_dump (PostgreSQL) 99.1";; *) echo "no way" >&2; exit 1;; esac'
        )
        program(tmp_path / "bin", "pg_dump", script)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

        with pytest.raises(CommandError, match="pg_dump failed: no way"):
            call_command("backup", "--to", str(away))

        assert list(away.iterdir()) == []
