"""What sealing starts from: a key of its own."""

from pathlib import Path

import pytest


@pytest.fixture
def key_file(settings, tmp_path) -> Path:
    """Name a place for the key, where there is none yet."""
    settings.SEALING_KEY_FILE = str(tmp_path / "keys" / "sealing.key")
    return Path(settings.SEALING_KEY_FILE)
