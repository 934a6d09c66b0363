"""The database as it stands at one moment while others write: how each engine gives it and takes it."""

from types import ModuleType

from casework.audit.backups.snapshots import postgresql, sqlite
from casework.audit.backups.snapshots.contents import Snapshot, count_rows

__all__ = ["ENGINES", "Snapshot", "count_rows"]

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
