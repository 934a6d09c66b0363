"""Being told to end, and leaving nothing behind."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let what is under way clean up when the process is told to end by SIGTERM."""
    former = signal.signal(signal.SIGTERM, lambda *_caught: sys.exit(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
