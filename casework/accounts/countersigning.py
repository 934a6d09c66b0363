"""What nobody does alone: asked for by one person, agreed to by another, and done in the act of the second.

A kind of act is declared by the subject to which it belongs. Its guard follows the ledger, so that it holds
for every form, service and restoring at once: it lets a write by a person pass only in the very act in which
another person agreed to it. Whoever runs the commands of the server has the database in their hands anyway:
what no person does in the application asks for nobody's agreement.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Countersigned, Role, TwoPersonAct
from casework.accounts.models import Countersignature, User
from casework.accounts.querysets import UserQuerySet, concerns
from casework.audit.context import current_act
from casework.audit.errors import ReasonRequiredError
from casework.core.notices import send_notice

#: What nobody answered for so long lapses.
LAPSES_AFTER = timedelta(days=7)
#: So long after it was agreed to an export may be taken.
EXPORT_WITHIN = timedelta(hours=24)


class SecondPersonNeeded(ValidationError):
    """A person tried to do alone what needs a second one."""

    def __init__(self) -> None:
        super().__init__(_("Nobody does this alone: ask for a second person."), code="second_person_needed")


class CannotCountersign(ValidationError):
    """It cannot be agreed to, refused or withdrawn, or not by this person; the words say why."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What something that was asked for is about: in words, and where and as what it can be looked at."""

    words: str
    address: str = ""
    record: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act that nobody does alone.

    ``deciders`` returns who may agree to one, among them perhaps whoever asked; ``carry_out`` does it, once
    agreed to; ``matters`` says what some are about, by number, as far as a reader may know.
    """

    deciders: Callable[[Countersignature], UserQuerySet]
    carry_out: Callable[[Countersignature], object]
    matters: Callable[[Sequence[Countersignature], Any], Mapping[int, Matter]]


kinds: dict[str, Kind] = {}
"""The kinds by name; each subject adds its own in ``AppConfig.ready``, and to ``querysets.concerned``."""


def matters_of(requests: Sequence[Countersignature], *, user: Any) -> dict[int, Matter]:
    """Return by number what each is about, in as many queries as there are kinds."""
    found: dict[int, Matter] = {}
    for name, kind in kinds.items():
        if some := [request for request in requests if request.kind == name]:
            found |= kind.matters(some, user)
    return found


def deciders_of(request: Countersignature) -> UserQuerySet:
    """Return who may agree to it: never who asked."""
    return kinds[request.kind].deciders(request).exclude(pk=request.asked_by_id)


def directors() -> UserQuerySet:
    """Return the directors whose accounts are in use."""
    return User.objects.active().with_role(Role.DIRECTOR)


@transaction.atomic
def ask_for_second_person(
    *, kind: TwoPersonAct, object_id: int | None = None, words: str = "", rows: int | None = None
) -> Countersignature:
    """Ask that another person agree to an act, and write those who can; the reason is that of asking.

    Raises ``ReasonRequiredError``, and ``CannotCountersign`` where the same is asked for already.
    """
    act = current_act()
    if not act.reason:
        raise ReasonRequiredError
    if act.actor.id is None:
        raise PermissionDenied
    waiting = Countersignature.objects.undecided_at(act.at).filter(
        kind=kind, object_id=object_id, words=words
    )
    if kind == TwoPersonAct.EXPORT:
        waiting = waiting.filter(asked_by=act.actor.id)
    if waiting.exists():
        raise CannotCountersign(_("This is asked for already, and waits for a second person."))
    request = Countersignature(
        kind=kind,
        object_id=object_id,
        words=words,
        rows=rows,
        asked_by_id=act.actor.id,
        asked_at=act.at,
        lapses_at=act.at + LAPSES_AFTER,
    )
    request.full_clean()
    request.save()
    send_notice(
        "accounts/email/second_person_asked.txt",
        subject=_("Casework: something needs a second person"),
        to=deciders_of(request),
        page=request.get_absolute_url(),
        context={"asked": request},
    )
    return request


@transaction.atomic
def countersign(*, request: Countersignature) -> Countersignature:
    """Agree to what another person asked for, and do it in the same act.

    An export is not done by that: whoever asked may take it, once. Raises ``CannotCountersign`` for whoever
    asked and where it was decided or has lapsed, ``PermissionDenied`` for others who may not decide,
    ``ReasonRequiredError``, and what the act itself raises.
    """
    request = _decide(request, Countersigned.SIGNED)
    if not request.asked_by.is_active:
        raise CannotCountersign(_("The account of whoever asked is closed."))
    kinds[request.kind].carry_out(request)
    return request


@transaction.atomic
def refuse(*, request: Countersignature) -> Countersignature:
    """Refuse what another person asked for. Raises what ``countersign`` raises of its own."""
    return _decide(request, Countersigned.REFUSED)


@transaction.atomic
def withdraw(*, request: Countersignature) -> Countersignature:
    """Take back what one asked for. Raises ``CannotCountersign`` for anybody else."""
    if request.asked_by_id != current_act().actor.id:
        raise CannotCountersign(_("Only who asked for it can withdraw that."))
    return _close(_standing(request), Countersigned.WITHDRAWN)


def _decide(request: Countersignature, decision: Countersigned) -> Countersignature:
    act = current_act()
    request = _standing(request)
    if act.actor.id in {None, request.asked_by_id}:
        raise CannotCountersign(_("Another person than the one who asked must decide."))
    decider = User.objects.get(pk=act.actor.id)
    if not Countersignature.objects.filter(pk=request.pk).filter(concerns(decider)).exists():
        raise PermissionDenied
    if request.lapses_at <= act.at:
        raise CannotCountersign(_("What nobody answered in time has lapsed: ask for it anew."))
    if not act.reason:
        raise ReasonRequiredError
    request = _close(request, decision)
    send_notice(
        "accounts/email/second_person_answered.txt",
        subject=_("Casework: what you asked for was answered"),
        to=[request.asked_by],
        page=request.get_absolute_url(),
        context={"asked": request},
    )
    return request


def _standing(request: Countersignature) -> Countersignature:
    standing = Countersignature.objects.select_for_update().get(pk=request.pk)
    if standing.decision:
        raise CannotCountersign(_("This was decided already: %s.") % standing.get_decision_display())
    return standing


def _close(request: Countersignature, decision: Countersigned) -> Countersignature:
    act = current_act()
    request.decision, request.decided_by_id, request.decided_at = decision, act.actor.id, act.at
    request.full_clean()
    request.save()
    return request


def demand_second_person(kind: TwoPersonAct, *, object_id: int, words: str = "") -> None:
    """Raise ``SecondPersonNeeded`` unless this is the act in which another person agreed to it.

    What no person does in the application, such as a command, passes.
    """
    act = current_act()
    if act.actor.id is None:
        return
    agreed = Countersignature.objects.filter(
        kind=kind,
        object_id=object_id,
        words=words,
        decision=Countersigned.SIGNED,
        decided_by=act.actor.id,
        head__change_set=act.id,
    )
    if not agreed.exists():
        raise SecondPersonNeeded


# Exports


@transaction.atomic
def take_export(*, user: User, address: str) -> bool:
    """Use up what a second person agreed to: that this person export the list of this address, once.

    Say whether there was anything to use. Of two who try at the same moment, one gets it.
    """
    act = current_act()
    agreed = Countersignature.objects.filter(
        kind=TwoPersonAct.EXPORT,
        words=address,
        asked_by=user,
        decision=Countersigned.SIGNED,
        decided_at__gt=act.at - EXPORT_WITHIN,
        used_at=None,
    )
    request = agreed.select_for_update().order_by("decided_at").first()
    if request is None:
        return False
    request.used_at = act.at
    request.save()
    return True


def matters_of_exports(requests: Sequence[Countersignature], user: Any) -> dict[int, Matter]:
    """Say of each how many rows of which list."""
    return {
        request.pk: Matter(
            _("%(rows)s rows of the list at %(address)s") % {"rows": request.rows, "address": request.words},
            request.words,
        )
        for request in requests
    }
