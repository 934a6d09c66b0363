"""What is encrypted is read by those alone who have the key, and in its own place alone."""

import base64
import stat

import pytest
from django.core.checks import registry as checks_registry
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from casework.core.checks import check_encryption_key
from casework.core.encryption import UnreadableError, create_key_file, decrypt, encrypt, objections

WORDS = "Écrire à la mère: +7 700 000 00 00"


@pytest.fixture
def key_file(tmp_path, settings):
    """A key file of the test's own."""
    path = tmp_path / "keys" / "encryption.key"
    settings.ENCRYPTION_KEY_FILE = str(path)
    create_key_file(path)
    return path


class TestEncrypt:
    def test_is_undone_in_the_same_place(self, key_file):
        assert decrypt(encrypt(WORDS, place="a"), place="a") == WORDS
        assert decrypt(encrypt("", place="a"), place="a") == ""

    def test_never_says_the_same_twice(self, key_file):
        said = {encrypt(WORDS, place="a") for _time in range(50)}

        assert len(said) == 50
        assert not any("700" in base64.b64decode(each).decode("latin-1") for each in said)


class TestDecrypt:
    @pytest.mark.parametrize("sealed", ["", "?", "c2hvcnQ=", base64.b64encode(bytes(60)).decode(), WORDS])
    def test_refuses_what_was_never_encrypted(self, key_file, sealed):
        with pytest.raises(UnreadableError):
            decrypt(sealed, place="a")

    def test_refuses_what_belongs_elsewhere(self, key_file):
        with pytest.raises(UnreadableError):
            decrypt(encrypt(WORDS, place="a"), place="b")

    def test_refuses_whatever_byte_is_changed(self, key_file):
        raw = base64.b64decode(encrypt(WORDS, place="a"))

        for at in range(len(raw)):
            changed = bytearray(raw)
            changed[at] ^= 1
            with pytest.raises(UnreadableError):
                decrypt(base64.b64encode(changed).decode(), place="a")

    def test_reads_under_a_key_that_was_followed_by_another(self, key_file, tmp_path, settings):
        sealed = encrypt(WORDS, place="a")
        newer, both = tmp_path / "newer.key", tmp_path / "both.key"
        create_key_file(newer)
        create_key_file(both)
        both.write_text(newer.read_text() + key_file.read_text())

        settings.ENCRYPTION_KEY_FILE = str(both)
        assert decrypt(sealed, place="a") == WORDS
        sealed_anew = encrypt(WORDS, place="a")
        settings.ENCRYPTION_KEY_FILE = str(newer)
        assert decrypt(sealed_anew, place="a") == WORDS
        with pytest.raises(UnreadableError):
            decrypt(sealed, place="a")


class TestKeyFile:
    def test_is_for_its_owner_alone(self, key_file):
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        assert objections() == []

    def test_is_not_taken_where_others_may_read_it(self, key_file):
        key_file.chmod(0o640)

        with pytest.raises(ImproperlyConfigured, match="Others may read"):
            encrypt(WORDS, place="a")
        assert len(objections()) == 1

    @pytest.mark.parametrize("content", ["", "not a key", "c2hvcnQ="])
    def test_is_not_taken_for_anything_else(self, key_file, content):
        key_file.write_text(content)

        with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEY_FILE"):
            encrypt(WORDS, place="a")

    def test_must_be_there(self, tmp_path, settings):
        settings.ENCRYPTION_KEY_FILE = str(tmp_path / "nowhere.key")

        with pytest.raises(ImproperlyConfigured, match="create_encryption_key"):
            encrypt(WORDS, place="a")


class TestCommand:
    def test_makes_a_key_once(self, tmp_path, settings, capsys):
        settings.ENCRYPTION_KEY_FILE = str(tmp_path / "keys" / "encryption.key")

        call_command("create_encryption_key")

        said, key = capsys.readouterr().out, (tmp_path / "keys" / "encryption.key").read_text()
        assert settings.ENCRYPTION_KEY_FILE in said
        assert key.strip() not in said
        with pytest.raises(CommandError, match="left as it is"):
            call_command("create_encryption_key")
        assert (tmp_path / "keys" / "encryption.key").read_text() == key


class TestCheck:
    def test_finds_a_missing_key_before_anything_is_served(self, tmp_path, settings):
        settings.ENCRYPTION_KEY_FILE = str(tmp_path / "nowhere.key")

        assert [found.id for found in check_encryption_key()] == ["core.E001"]
        assert check_encryption_key in checks_registry.registry.get_checks(include_deployment_checks=True)
