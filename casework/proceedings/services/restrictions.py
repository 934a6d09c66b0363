"""Restrictions: imposed, interpreted, breached and lifted."""

from collections.abc import Iterable
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person
from casework.proceedings import rules
from casework.proceedings.choices import RestrictionEventKind, RestrictionScopeKind
from casework.proceedings.models import Restriction, RestrictionEvent, RestrictionScope, SentenceComponent
from casework.proceedings.services.happenings import PlacedCircumstances, development_for


class ForbidsNothing(ValidationError):
    """A restriction was to be recorded without saying what it forbids."""


class AlreadyLifted(ValidationError):
    """What is asked can only be done to a restriction that nothing has lifted."""


@transaction.atomic
def impose_restriction(
    *,
    case: Case,
    person: Person,
    scopes: Iterable[RestrictionScopeKind],
    component: SentenceComponent | None = None,
    basis: str = "",
    ends: PartialDate | None = None,
    **circumstances: Unpack[PlacedCircumstances],
) -> Restriction:
    """Record a restriction with all that it forbids.

    One that rests on a part of a sentence runs for its length from the day it was imposed, unless ``ends``
    says otherwise. Raises ``ForbidsNothing``.
    """
    forbidden = list(scopes)
    if not forbidden:
        raise ForbidsNothing(_("Say what the restriction forbids."), code="no_scope")
    development = development_for(case, DevelopmentKind.DECISION, person, **circumstances)
    if ends is None and component is not None:
        ends = rules.end_of_term(development.occurred, component.term)
    restriction = Restriction(
        case=case, person=person, component=component, basis=basis, imposed_by=development, ends=ends
    )
    restriction.full_clean()
    restriction.save()
    for forbids in forbidden:
        scope = RestrictionScope(restriction=restriction, scope=forbids)
        scope.full_clean()
        scope.save()
    return restriction


@transaction.atomic
def lift_restriction(
    *, restriction: Restriction, **circumstances: Unpack[PlacedCircumstances]
) -> Restriction:
    """Record that a restriction was ended before its time. Raises ``AlreadyLifted``."""
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if restriction.lifted_by_id is not None:
        raise AlreadyLifted(_("This restriction is lifted already."), code="is_lifted")
    restriction.lifted_by = development_for(
        restriction.case, DevelopmentKind.DECISION, restriction.person, **circumstances
    )
    restriction.full_clean()
    restriction.save()
    return restriction


@transaction.atomic
def interpret_restriction(
    *, restriction: Restriction, note: str = "", **circumstances: Unpack[PlacedCircumstances]
) -> RestrictionEvent:
    """Record a development that says what a restriction means, as a warning what would breach it."""
    return _log_event(
        restriction,
        RestrictionEventKind.INTERPRETED,
        note,
        DevelopmentKind.OFFICIAL_STATEMENT,
        **circumstances,
    )


@transaction.atomic
def log_breach(
    *,
    restriction: Restriction,
    is_found: bool = False,
    note: str = "",
    **circumstances: Unpack[PlacedCircumstances],
) -> RestrictionEvent:
    """Record that a breach of a restriction is alleged, or that an authority found one."""
    kind = RestrictionEventKind.BREACH_FOUND if is_found else RestrictionEventKind.BREACH_ALLEGED
    development_kind = DevelopmentKind.DECISION if is_found else DevelopmentKind.OFFICIAL_STATEMENT
    return _log_event(restriction, kind, note, development_kind, **circumstances)


def _log_event(
    restriction: Restriction,
    kind: RestrictionEventKind,
    note: str,
    development_kind: DevelopmentKind,
    **circumstances: Unpack[PlacedCircumstances],
) -> RestrictionEvent:
    event = RestrictionEvent(
        restriction=restriction,
        development=development_for(restriction.case, development_kind, restriction.person, **circumstances),
        kind=kind,
        note=note,
    )
    event.full_clean()
    event.save()
    return event
