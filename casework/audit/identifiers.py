"""Time-ordered identifiers for change sets and entries (RFC 9562, version 7)."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_latest = 0


def new_id() -> uuid.UUID:
    """Return a UUIDv7, later than each one returned before it in this process."""
    global _latest
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    # 48 bits of milliseconds, then 12 bits of fraction: method 3 of RFC 9562, section 6.2.
    stamp = (milliseconds << 12) | (rest * 4096 // 1_000_000)
    with _lock:
        stamp = _latest = max(stamp, _latest + 1)
    milliseconds, fraction = divmod(stamp, 4096)
    return uuid.UUID(
        int=(milliseconds & (2**48 - 1)) << 80
        | 0x7 << 76
        | fraction << 64
        | 0b10 << 62
        | secrets.randbits(62)
    )
