"""What can be asked of spells of custody."""

from datetime import date
from typing import Self

from django.db.models import Case, CharField, F, IntegerField, Min, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from casework.cases.querysets import CaseScopedQuerySet
from casework.core.partial_dates import DayRange
from casework.proceedings.choices import Held
from casework.proceedings.querysets.custody.alone import read_alone
from casework.proceedings.querysets.custody.days import with_days
from casework.proceedings.querysets.custody.events import releases, takings
from casework.proceedings.querysets.custody.holding import hold_dates, hold_persons
from casework.proceedings.querysets.custody.spans import out_of_step, read_to_count, read_to_rank


class CustodyQuerySet(CaseScopedQuerySet):
    """Spells of custody, read as ``rules.Spell`` reads them: the day of the end is not part of one."""

    def running(self) -> Self:
        """Return the spells that are not known to have ended."""
        return self.filter(ended_by=None)

    def in_custody_on(self, day: date) -> Self:
        """Return the spells in which a person was certainly held on the day."""
        return read_alone(self).filter(_held("alone_certain", day))

    def perhaps_in_custody_on(self, day: date) -> Self:
        """Return the spells in which a person was held on the day, or may have been."""
        return read_alone(self).filter(_held("alone_possible", day))

    def with_holds(self, day: date) -> Self:
        """Annotate each spell with ``holds``, a ``Held``: whether the person was in it on the day."""
        return read_alone(self).annotate(
            holds=Case(
                When(_held("alone_certain", day), then=Value(Held.YES)),
                When(_held("alone_possible", day), then=Value(Held.POSSIBLY)),
                default=Value(Held.NO),
                output_field=CharField(),
            )
        )

    def held_on(self, day: date) -> Self:
        """Return, for each person who is certainly held on the day, the spell in which they are.

        Exactly one for each person of whom ``rules.in_custody`` says yes: the one that
        ``rules.current_spell`` picks. Only the spells asked here are read together, over ``PASSAGES``
        passages: narrow them before to what may be known, and afterwards to what is to be counted.
        """
        return self._current_on(day, Held.YES)

    def perhaps_held_on(self, day: date) -> Self:
        """Return, for each person who may be held on the day but not certainly is, the likeliest spell.

        Exactly one for each person of whom ``rules.in_custody`` says possibly; see ``held_on``.
        """
        return self._current_on(day, Held.POSSIBLY)

    def takings(self, first: date, last: date) -> Self:
        """Return the spells whose beginning took somebody's liberty from one day to another, both included.

        Those are the spells into which none of those asked here leads, as ``rules.leads_into`` tells it. The
        day on which each beginning counts is annotated as ``counted_on``.
        """
        return takings(self, first, last)

    def releases(self, first: date, last: date) -> Self:
        """Return the spells whose end gave somebody liberty from one day to another, both included.

        Those are the spells that lead into none of those asked here and did not end with the person's death.
        The day on which each end counts is annotated as ``counted_on``.
        """
        return releases(self, first, last)

    def with_days(self, first: date, last: date) -> Self:
        """Return the spells that may have lasted into the period, with the days in it that each adds.

        ``days_least`` are days on which the person was certainly held, ``days_most`` those on which that is
        possible; both the first and the last day of the period can be one. A day of a person is added by one
        spell only, so that sums over any of the spells count none twice.
        """
        return with_days(read_to_count(self), first, last)

    def days_by_person(self, first: date, last: date) -> QuerySet:
        """Return ``person``, ``days_least`` and ``days_most`` of all who may have been held in it."""
        return (
            self.with_days(first, last)
            .order_by()
            .values("person")
            .annotate(days_least=Sum("days_least"), days_most=Sum("days_most"))
        )

    def days_in(self, first: date, last: date) -> DayRange:
        """Return on how many days persons were held in the period, each day counted for each person once."""
        days = self.with_days(first, last).aggregate(
            least=Sum("days_least", default=0), most=Sum("days_most", default=0)
        )
        return DayRange(**days)

    def out_of_step(self, known: QuerySet) -> QuerySet:
        """Return of each spell whose ``CustodySpan`` does not hold it, by field, what that must hold.

        The days are worked out from the spells known, which are all that are to stand.
        """
        return out_of_step(self.order_by(), known)

    def locked_for(self, person_id: int) -> Self:
        """Return the spells of the person, whose ledger nobody else can add to until the transaction ends."""
        spells = self.filter(person_id=person_id)
        hold_dates(spells)
        hold_persons([person_id])
        return spells

    def _current_on(self, day: date, held: Held) -> Self:
        current = (
            read_to_rank(self.order_by())
            # No other can be current; and of whoever is held, or may be, one of these tells it as surely.
            .filter(_held("alone_possible", day))
            .annotate(
                surest=Window(Min(_rank("certain", "possible", day)), partition_by="person"),
                likeliest=Window(
                    RowNumber(),
                    partition_by="person",
                    order_by=[
                        _rank("alone_certain", "alone_possible", day),
                        F("starts").desc(),
                        F("alone_possible_from").desc(),
                        F("pk").desc(),
                    ],
                ),
            )
            .filter(likeliest=1, surest=_RANKS[held])
        )
        return self.filter(pk__in=current.order_by().values("pk"))

    def for_list(self) -> Self:
        """Join what a list of spells shows."""
        return self.select_related("person", "case", "facility", "began_by", "ended_by")

    def for_file(self) -> Self:
        """Join all that one spell says."""
        return self.for_list().select_related("proceeding", "authority")


def _held(sort: str, day: date) -> Q:
    return Q(**{f"{sort}_from__lte": day, f"{sort}_until__gt": day})


_RANKS = {Held.YES: 0, Held.POSSIBLY: 1, Held.NO: 2}


def _rank(certain: str, possible: str, day: date) -> Case:
    return Case(
        When(_held(certain, day), then=Value(_RANKS[Held.YES])),
        When(_held(possible, day), then=Value(_RANKS[Held.POSSIBLY])),
        default=Value(_RANKS[Held.NO]),
        output_field=IntegerField(),
    )
