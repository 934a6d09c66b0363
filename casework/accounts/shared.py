"""What the processes of the application count together: a cache in the database, whose values are JSON.

Django's own database cache keeps pickles, which run code when read: whoever wrote the database would rule the
machine that serves it.
"""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import transaction
from django.utils import timezone

FOR_GOOD = datetime.max.replace(tzinfo=UTC)


class SharedCache(BaseCache):
    """Keeps a few values for a short time; what is over is cleared away whenever something is added."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or the default where there is none any more."""
        rows = self._rows.filter(key=self.make_key(key, version), ends_at__gt=timezone.now())
        row = rows.first()
        return default if row is None else row.value

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep the value, whatever was kept under the key."""
        self._rows.update_or_create(
            key=self.make_key(key, version),
            defaults={"value": value, "ends_at": self._end(timeout)},
        )

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep the value unless there is one under the key; say whether it is kept.

        Of two who add at the same moment, one is told yes.
        """
        with transaction.atomic():
            self._rows.filter(ends_at__lte=timezone.now()).delete()
            _row, is_new = self._rows.get_or_create(
                key=self.make_key(key, version),
                defaults={"value": value, "ends_at": self._end(timeout)},
            )
        return is_new

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let the value stand longer; say whether there is one."""
        rows = self._rows.filter(key=self.make_key(key, version), ends_at__gt=timezone.now())
        return bool(rows.update(ends_at=self._end(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget the value; say whether there was one."""
        return bool(self._rows.filter(key=self.make_key(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        self._rows.all().delete()

    def _end(self, timeout: float | None) -> datetime:
        end = self.get_backend_timeout(timeout)
        return FOR_GOOD if end is None else datetime.fromtimestamp(end, tz=UTC)

    @property
    def _rows(self) -> Any:
        # The cache is made before the models are.
        return apps.get_model("accounts", "SharedValue").objects
