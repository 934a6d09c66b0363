"""Files that their owner alone may read, and names that outlive a power cut."""

import os
from pathlib import Path


def for_its_owner(path: str, flags: int) -> int:
    """Open a file that nobody else can read; for use as the opener of ``open``."""
    return os.open(path, flags, 0o600)


def make_folders(path: Path) -> None:
    """Make the folder, and those above it that are not there, so that nobody else can look into them."""
    for folder in (*reversed(path.parents), path):
        folder.mkdir(mode=0o700, exist_ok=True)


def make_durable(folder: Path) -> None:
    """See that the names in the folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
