"""A person taken, held, moved and let go."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case
from casework.core.choices import YesNoUnknown
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.proceedings.choices import CustodyRegime, EndGround, ReasonsGiven
from casework.proceedings.models import Arrest, Custody, Proceeding
from casework.proceedings.services.happenings import Circumstances, PlacedCircumstances, development_for


class AlreadyEnded(ValidationError):
    """What is asked can only be done to a spell of custody that has not ended."""


class NotInCustody(ValidationError):
    """A person who is to be released is not held in this case."""


@transaction.atomic
def log_arrest(
    *,
    case: Case,
    person: Person,
    carried_out_by: Organisation | None = None,
    warrant_shown: YesNoUnknown = YesNoUnknown.UNKNOWN,
    reasons_given: ReasonsGiven = ReasonsGiven.UNKNOWN,
    reason_stated: str = "",
    stated_by: Organisation | None = None,
    stated_at: str = "",
    **circumstances: Unpack[PlacedCircumstances],
) -> Arrest:
    """Record an arrest with its development, which can then begin a spell of custody."""
    arrest = Arrest(
        development=development_for(case, DevelopmentKind.ARREST, person, **circumstances),
        person=person,
        carried_out_by=carried_out_by,
        warrant_shown=warrant_shown,
        reasons_given=reasons_given,
        reason_stated=reason_stated,
        stated_by=stated_by,
        stated_at=stated_at,
    )
    arrest.full_clean()
    arrest.save()
    return arrest


@transaction.atomic
def begin_custody(
    *,
    case: Case,
    person: Person,
    regime: CustodyRegime,
    proceeding: Proceeding | None = None,
    facility: Organisation | None = None,
    place: str = "",
    authority: Organisation | None = None,
    expected_end: PartialDate | None = None,
    duration_stated: str = "",
    **circumstances: Unpack[Circumstances],
) -> Custody:
    """Record that a person is held, since the development given or described, or since nobody knows when.

    Raises ``ValidationError`` with the code ``overlap``, and the other spell in its parameters, where the
    person was certainly held elsewhere at the time.
    """
    custody = Custody(
        case=case,
        person=person,
        regime=regime,
        proceeding=proceeding,
        facility=facility,
        place=place,
        authority=authority,
        expected_end=expected_end,
        duration_stated=duration_stated,
    )
    if circumstances:
        custody.began_by = development_for(case, DevelopmentKind.CUSTODY_CHANGE, person, **circumstances)
    custody.full_clean()
    custody.save()
    return custody


@transaction.atomic
def end_custody(
    *, custody: Custody, ground: EndGround | str = "", **circumstances: Unpack[PlacedCircumstances]
) -> Custody:
    """Record that a spell ended, by the development given or described.

    The development says at least by when, as “before May 2018”. Raises ``AlreadyEnded``.
    """
    kind = DevelopmentKind.RELEASE if ground else DevelopmentKind.CUSTODY_CHANGE
    custody = _running(custody)
    custody.ended_by = development_for(custody.case, kind, custody.person, **circumstances)
    custody.end_ground = ground
    custody.full_clean()
    custody.save()
    return custody


@transaction.atomic
def release(
    *, case: Case, person: Person, ground: EndGround, **circumstances: Unpack[PlacedCircumstances]
) -> Custody:
    """Record that a person was let go, whatever the spell was in which they were held in this case.

    Raises ``NotInCustody``.
    """
    custody = Custody.objects.locked_for(person.pk).running().filter(case=case).order_by("pk").last()
    if custody is None:
        raise NotInCustody(
            _("No spell of custody of %(person)s is running in this case."),
            code="not_in_custody",
            params={"person": person},
        )
    return end_custody(custody=custody, ground=ground, **circumstances)


@transaction.atomic
def log_custody_change(
    *,
    custody: Custody,
    regime: CustodyRegime,
    proceeding: Proceeding | None = None,
    facility: Organisation | None = None,
    place: str = "",
    authority: Organisation | None = None,
    expected_end: PartialDate | None = None,
    duration_stated: str = "",
    **circumstances: Unpack[Circumstances],
) -> Custody:
    """Record that a person passed from one spell straight into the next; return the next.

    One development ends the one and begins the other, so that no day between them is free or counts twice,
    even where its date is imprecise. The proceeding stays the same unless another is given.
    Raises ``AlreadyEnded``.
    """
    custody = _running(custody)
    development = development_for(
        custody.case, DevelopmentKind.CUSTODY_CHANGE, custody.person, **circumstances
    )
    custody = end_custody(custody=custody, development=development)
    return begin_custody(
        case=custody.case,
        person=custody.person,
        regime=regime,
        proceeding=proceeding or custody.proceeding,
        facility=facility,
        place=place,
        authority=authority,
        expected_end=expected_end,
        duration_stated=duration_stated,
        development=development,
    )


def _running(custody: Custody) -> Custody:
    custody = Custody.objects.locked_for(custody.person_id).for_file().get(pk=custody.pk)
    if custody.ended_by is not None:
        raise AlreadyEnded(
            _("This spell ended already: %(custody)s."), code="has_ended", params={"custody": custody}
        )
    return custody
