"""The act in which the present code writes: who, through what, and why."""

import contextvars
import dataclasses
import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from casework.audit.choices import Origin
from casework.audit.errors import UnauditedWriteError
from casework.audit.identifiers import new_id

__all__ = ["Act", "Actor", "Origin", "change_set", "current_act"]


@dataclasses.dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: id, name and role as they are at this moment."""

    id: int | None
    name: str
    role: str = ""

    @classmethod
    def of(cls, user: Any) -> "Actor":
        """Return the person signed in; a visitor has no id and no role."""
        if user is None or not user.is_authenticated:
            return cls(id=None, name="")
        return cls(id=user.pk, name=str(user), role=getattr(user, "role_names", ""))


class Act:
    """One change set in the making; its row is written together with its first entry."""

    def __init__(
        self, *, actor: Actor | Callable[[], Actor], origin: Origin, reason: str = "", request_id: str = ""
    ) -> None:
        self.id: uuid.UUID = new_id()
        self.origin = Origin(origin)
        self.request_id = request_id
        self.is_written = False
        self._actor = actor
        self._reason = reason.strip()

    @cached_property
    def actor(self) -> Actor:
        """Who acts, asked for only once something is written."""
        return self._actor if isinstance(self._actor, Actor) else self._actor()

    @cached_property
    def at(self) -> datetime.datetime:
        """The moment of the first write."""
        return timezone.now()

    @property
    def on(self) -> datetime.date:
        """The day of the first write, here."""
        return timezone.localdate(self.at)

    @property
    def reason(self) -> str:
        """Why, in the words of who acts."""
        return self._reason

    @reason.setter
    def reason(self, words: str) -> None:
        if self.is_written and words.strip() != self._reason:
            raise UnauditedWriteError("The reason of an act cannot change once something is written in it.")
        self._reason = words.strip()

    def confirm(self) -> None:
        """Remember that the transaction which wrote the row has been committed."""
        self.is_written = True


_act: contextvars.ContextVar[Act | None] = contextvars.ContextVar("casework_act", default=None)


@contextmanager
def change_set(
    *,
    actor: Actor | Callable[[], Actor] | Any = None,
    origin: Origin,
    reason: str = "",
    request_id: str = "",
) -> Iterator[Act]:
    """Let everything written inside be one act of one person, for one reason.

    The actor is an ``Actor``, a user, or a callable that gives an ``Actor`` when it is needed.
    """
    if not isinstance(actor, Actor) and not (callable(actor) and not hasattr(actor, "is_authenticated")):
        actor = Actor.of(actor)
    token = _act.set(Act(actor=actor, origin=origin, reason=reason, request_id=request_id))
    try:
        act = _act.get()
        assert act is not None  # noqa: S101
        yield act
    finally:
        _act.reset(token)


def current_act() -> Act:
    """Return the act under way; a write outside one is refused."""
    act = _act.get()
    if act is None:
        raise UnauditedWriteError("Nothing may be written outside a change set: say who acts and why.")
    return act
