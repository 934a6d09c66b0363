"""What can be asked of the index, always as far as who asks may know."""

from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.db import models
from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from casework.cases.models import Case, CaseParty
from casework.persons.models import Person
from casework.search import index, rules
from casework.search.choices import Rank
from casework.search.subjects import SUBJECTS

CASE = Case._meta.label_lower
PERSON = Person._meta.label_lower

#: Among those that fit equally well: cases and those in them before whatever else is called after them.
BY_KIND = Choose(When(kind=CASE, then=0), When(kind=PERSON, then=1), default=2)

#: Long columns by which entries are found, and that nobody reads.
UNREAD = ("heading", "words", "sounds")


class Typed:
    """What somebody typed, as conditions on entries."""

    def __init__(self, text: str) -> None:
        self.words = rules.typed_words(text)
        self._text = text

    def is_a_name(self) -> Q:
        """Return the condition that it is a whole name or reference; needs ``lines_of_names``."""
        return Q(lines_of_names__contains=f"\n{rules.folded(self._text[: rules.LONGEST_TYPED])}\n")

    def has_words(self, columns: Iterable[str], *, in_full: bool = False) -> Q:
        """Return the condition that each word occurs in the columns, in full or as a beginning."""
        return index.holding([rules.word_terms(self.words, in_full=in_full)], columns)

    def sounds(self) -> Q:
        """Return the condition that a name sounds like it."""
        ways = rules.sound_terms(self._text)
        return index.holding(ways, index.SOUNDS) if ways else Q(pk__in=[])


class SearchDocumentQuerySet(QuerySet):
    """Entries of the index."""

    def visible_to(self, user: Any) -> Self:
        """Return the entries of records that this user may know of."""
        known = list(_known_to(user))
        if not known:
            return self.none()
        return self.filter(Choose(*known, default=Value(False), output_field=models.BooleanField()))

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        """Return the entries of these kinds of record."""
        return self.filter(kind__in=kinds)

    def matching(self, text: str, user: Any) -> Self:
        """Return what this user may know of and that has every typed word, or sounds like the text.

        A case is also found by those of its parties whom the user may know of. Each entry says in ``rank``
        how well it fits; the best are first, and among equals what is open, then cases, then persons, then
        what is latest.
        """
        typed = Typed(text)
        if not typed.words:
            return self.none()
        names_in_full = typed.has_words(index.NAMES, in_full=True)
        rank = Choose(
            When(names_in_full & typed.is_a_name(), then=Rank.WHOLE_NAME),
            When(names_in_full, then=Rank.WORDS_OF_NAME),
            When(typed.has_words(index.NAMES), then=Rank.BEGINNINGS_IN_NAME),
            When(pk__in=self._with_party(user, typed.has_words(index.NAMES)), then=Rank.NAME_OF_PARTY),
            When(typed.has_words(index.HEADING), then=Rank.HEADING),
            When(typed.has_words(index.ANYWHERE), then=Rank.ANYWHERE),
            When(typed.sounds(), then=Rank.SOUND),
            default=Rank.SOUND_OF_PARTY,
            output_field=models.IntegerField(),
        )
        return (
            self.visible_to(user)
            .filter(pk__in=self._found(typed, user))
            .alias(lines_of_names=Concat(Value("\n"), "names", Value("\n"), output_field=models.TextField()))
            .annotate(rank=rank)
            .defer(*UNREAD)
            .order_by("rank", "is_closed", BY_KIND, F("day").desc(nulls_last=True), "-pk")
        )

    def resembling(self, text: str, user: Any, *, at_most: int) -> Self:
        """Return so many that this user may know of, with most of the text's letters in a name, in no order.

        What matches the text is not among them; some are not like it at all.
        """
        typed = Typed(text)
        trigrams = rules.trigrams_of(typed.words)
        if not trigrams:
            return self.none()
        found = self._found(typed, user)
        closest = index.closest(self.visible_to(user).exclude(pk__in=found), trigrams, at_most)
        return closest.annotate(rank=Value(Rank.LIKENESS)).defer(*UNREAD)

    def _found(self, typed: Typed, user: Any) -> QuerySet:
        """Return the keys of whatever is found in one of the ways."""
        by_words, by_sound = typed.has_words(index.ANYWHERE), typed.sounds()
        by_party = self._with_party(user, typed.has_words(index.NAMES), by_sound)
        return self._where(by_words).values("pk").union(self._where(by_sound).values("pk"), by_party)

    def _with_party(self, user: Any, *ways: Q) -> QuerySet:
        """Return the keys of cases with a party whose name is found so and whom this user may know of."""
        first, *others = [self._where(way, kind=PERSON).values("object_id") for way in ways]
        parties = CaseParty.objects.visible_to(user).filter(person__in=first.union(*others))
        return self._where(kind=CASE, object_id__in=parties.order_by().values("case")).values("pk")

    def _where(self, *how: Q, **values: Any) -> QuerySet:
        """Return the entries of which this is true, to be joined with others in a union.

        An engine finds each part of a union by an index; where either may be true, it reads every entry.
        """
        return self.model._base_manager.filter(*how, **values).order_by()


def _known_to(user: Any) -> Iterator[When]:
    """Yield for each kind of record when an entry of it is known to the user."""
    for kind, subject in SUBJECTS.items():
        records = subject.model.objects.visible_to(user)
        if not records.query.is_empty():
            one = records.filter(pk=OuterRef("object_id"))
            yield When(kind=kind, then=Exists(one) if records.query.has_filters() else Value(True))
