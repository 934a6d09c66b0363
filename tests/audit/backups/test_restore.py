"""What is restored is exactly what was backed up, into a place where there is nothing; or nothing is."""

import hashlib
import io
import json
import os
import tarfile

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pyrage.x25519 import Recipient

from casework.audit import guards
from casework.audit.backups.keys import create_identity, read_identities
from casework.audit.backups.manifest import DATABASES, is_plain
from tests.audit.backups.places import backed_up, files_in, is_untouched, rows_by_table, said_by


@pytest.fixture
def backup(record, key, tmp_path):
    """A backup of the record."""
    return backed_up(tmp_path / "away")


def refused(path, key, words) -> None:
    """Try to restore it, which must be refused with these words."""
    with pytest.raises(CommandError, match=words):
        call_command("restore", "--from", str(path), "--key", str(key), stdout=io.StringIO())


def made_by_hand(path, settings, members, **changes):
    """Write what an attacker who knows the recipient can write: members, after a manifest that names them.

    A member is a name with its content, or a ``TarInfo`` for what is no file; changes are to the manifest.
    """
    contents = {name: content for name, content in members if isinstance(name, str)}
    database = DATABASES[connection.vendor]
    parts = {name: [len(content), hashlib.sha256(content).hexdigest()] for name, content in contents.items()}
    manifest = {
        "format": 1,
        "engine": connection.vendor,
        "at": "2026-11-03T02:15:00+00:00",
        "migrations": [],
        "counts": {},
        "database": parts.get(database, [0, ""]),
        "files": {
            name.removeprefix("files/"): part for name, part in parts.items() if name.startswith("files/")
        },
        "missing": [],
    } | changes
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in [("manifest.json", json.dumps(manifest).encode()), *members]:
            member = tarfile.TarInfo(name) if isinstance(name, str) else name
            if member.type == tarfile.REGTYPE:
                member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return encrypted(path, settings, packed.getvalue())


def encrypted(path, settings, content):
    """Encrypt it as a backup is."""
    path.write_bytes(pyrage.encrypt(content, [Recipient.from_str(settings.BACKUP_RECIPIENTS[0])]))
    return path


class TestRestore:
    @pytest.fixture
    def hostile(self, key, settings, tmp_path, empty_place):
        """Restore what was made by hand, which must be refused and leave nothing."""

        def restore(members, words, **changes):
            path = made_by_hand(tmp_path / "hostile.tar.age", settings, members, **changes)
            around = files_in(tmp_path)
            refused(path, key, words)
            assert is_untouched(empty_place)
            # Nor anywhere near it.
            assert {
                name: content for name, content in files_in(tmp_path).items() if "sqlite3" not in name
            } == {name: content for name, content in around.items() if "sqlite3" not in name}

        return restore

    def database(self):
        return (DATABASES[connection.vendor], b"no database at all")

    def test_refuses_a_place_with_a_database_and_changes_nothing(
        self, backup, key, settings, tmp_path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path / "no files"
        before = rows_by_table()

        refused(backup, key, "There is a database already")

        assert rows_by_table() == before
        assert not (tmp_path / "no files").exists()

    def test_refuses_a_place_with_files_and_changes_nothing(self, backup, key, elsewhere) -> None:
        with elsewhere() as new:
            (new / "files").mkdir(parents=True)
            (new / "files" / "mine").write_bytes(b"mine")

            refused(backup, key, "There are files in")

            assert files_in(new) == {"files/mine": b"mine"}

    def test_takes_a_database_without_tables_for_empty(self, backup, key, elsewhere) -> None:
        with elsewhere():
            assert connection.introspection.table_names() == []

            assert "agrees with itself" in said_by("restore", "--from", backup, "--key", key)

    def test_refuses_another_key(self, backup, elsewhere, tmp_path) -> None:
        other = tmp_path / "other.txt"
        create_identity(other, at=timezone.now())

        with elsewhere() as new:
            refused(backup, other, "This key does not open")

            assert is_untouched(new)

    @pytest.mark.parametrize("content", [b"", b"# only words\n", b"AGE-SECRET-KEY-1NONE\n", b"\xff\xfe"])
    def test_refuses_what_is_no_key(self, backup, tmp_path, content) -> None:
        path = tmp_path / "no key"
        path.write_bytes(content)

        refused(backup, path, "holds no key of backups")

    def test_refuses_a_file_that_is_not_there(self, key, empty_place, tmp_path) -> None:
        refused(tmp_path / "nothing", key, "No such file")
        refused(tmp_path / "nothing", tmp_path / "no key", "cannot be read: No such file")

        assert is_untouched(empty_place)

    @pytest.mark.parametrize("place", [0.001, 0.3, 0.6, 0.999])
    def test_refuses_a_backup_with_a_flipped_byte(self, backup, key, elsewhere, place) -> None:
        content = bytearray(backup.read_bytes())
        content[int(len(content) * place)] ^= 1
        backup.write_bytes(content)

        with elsewhere() as new:
            refused(backup, key, "damaged|does not open")

            assert is_untouched(new)

    @pytest.mark.parametrize("left", [0, 100, 70_000, 0.5, -1])
    def test_refuses_a_backup_that_is_cut_short(self, backup, key, elsewhere, left) -> None:
        size = backup.stat().st_size
        os.truncate(
            backup, size + left if left < 0 else int(left * size) if isinstance(left, float) else left
        )

        with elsewhere() as new:
            refused(backup, key, "cut short|does not open")

            assert is_untouched(new)

    def test_refuses_a_backup_of_the_other_engine(self, hostile) -> None:
        [other] = set(DATABASES) - {connection.vendor}

        hostile([self.database()], "cannot be restored into one of", engine=other)

    @pytest.mark.parametrize(
        "name", ["../outside", "/outside", "files/../../outside", "files/extra", "extra", "files", ""]
    )
    def test_refuses_a_file_that_the_manifest_does_not_name(self, hostile, name) -> None:
        hostile([self.database(), (name, b"x")], "holds what it should not", files={})

    @pytest.mark.parametrize("name", ["../outside", "/outside", "a/../../outside", "", ".", "a//b", "a\\b"])
    def test_refuses_a_manifest_that_names_what_lies_elsewhere(self, hostile, name) -> None:
        part = [1, hashlib.sha256(b"x").hexdigest()]

        hostile([self.database(), (f"files/{name}", b"x")], "not understood", files={name: part})

    @pytest.mark.parametrize(
        "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE]
    )
    def test_refuses_what_is_no_plain_file(self, hostile, kind) -> None:
        member = tarfile.TarInfo("files/link")
        member.type, member.linkname = kind, "/etc/passwd"

        part = [0, hashlib.sha256(b"").hexdigest()]
        hostile([self.database(), (member, b"")], "holds what it should not", files={"link": part})

    def test_refuses_the_same_file_twice(self, hostile) -> None:
        hostile([self.database(), ("files/a", b"x"), ("files/a", b"x")], "holds what it should not: files/a")

    def test_refuses_a_file_that_is_not_what_was_backed_up(self, hostile) -> None:
        part = [1, hashlib.sha256(b"y").hexdigest()]

        hostile([self.database(), ("files/a", b"x")], "files/a is not what was backed up", files={"a": part})

    def test_refuses_a_file_of_another_size(self, hostile) -> None:
        part = [2, hashlib.sha256(b"x").hexdigest()]

        hostile([self.database(), ("files/a", b"x")], "holds what it should not", files={"a": part})

    def test_refuses_a_backup_that_lacks_a_file(self, hostile) -> None:
        part = [1, hashlib.sha256(b"x").hexdigest()]

        hostile([self.database()], "lacks 1 of its files, files/a", files={"a": part})

    def test_refuses_a_file_in_the_place_of_a_folder(self, hostile) -> None:
        hostile([self.database(), ("files/a", b"x"), ("files/a/b", b"x")], "cannot be restored")

    def test_takes_the_files_away_again_where_the_database_is_refused(self, hostile) -> None:
        words = "no sound database" if connection.vendor == "sqlite" else "pg_restore failed"

        hostile([self.database(), ("files/a", b"x"), ("files/b/c", b"x")], words)

    @pytest.mark.parametrize(
        "changes",
        [{"format": 2}, {"engine": "oracle"}, {"files": []}, {"counts": {}, "more": 1}, {"database": [1]}],
    )
    def test_refuses_a_manifest_that_it_does_not_understand(self, hostile, changes) -> None:
        hostile([self.database()], "not understood|another format", **changes)

    @pytest.mark.parametrize("content", [b"", b"\0" * 10_240, b"no archive" * 200])
    def test_refuses_what_is_no_archive(self, key, settings, tmp_path, empty_place, content) -> None:
        path = encrypted(tmp_path / "hostile.tar.age", settings, content)

        refused(path, key, "no backup of Casework|not understood")

        assert is_untouched(empty_place)

    def test_refuses_what_follows_the_archive(self, backup, key, settings, tmp_path, elsewhere) -> None:
        [identity] = read_identities(key)
        longer = pyrage.decrypt(backup.read_bytes(), [identity]) + b"\0" * (1 << 20) + b"more"
        encrypted(tmp_path / "longer.tar.age", settings, longer)

        with elsewhere() as new:
            refused(tmp_path / "longer.tar.age", key, "after the end of the backup")

            assert is_untouched(new)

    def test_says_that_the_record_does_not_agree_with_itself(self, record, key, tmp_path, elsewhere) -> None:
        guards.remove()
        path = backed_up(tmp_path / "away")

        with elsewhere():
            refused(path, key, "Restored, but the record does not agree with itself")


class TestIsPlain:
    @pytest.mark.parametrize("name", ["a", "sources/ab/abcd", "ü", ".hidden"])
    def test_holds_for_what_lies_inside(self, name) -> None:
        assert is_plain(name)
