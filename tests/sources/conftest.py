"""What tests of sources start from."""

import pytest

from casework.sources.querysets import hides_sources, reveals_sources


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Let files be kept in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def judgements():
    """The judgements on sources, with those of the subjects above set aside for the test."""
    kept = [(listed, listed[:]) for listed in (hides_sources, reveals_sources)]
    for listed, _ in kept:
        listed.clear()
    yield
    for listed, former in kept:
        listed[:] = former
