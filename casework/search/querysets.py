"""What can be asked of the index, always as far as who asks may know."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
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
#: Long columns by which entries are found, and that nobody reads.
UNSHOWN = ("heading", "words", "sounds")


class SearchDocumentQuerySet(QuerySet):
    """Entries of the index."""

    def visible_to(self, user: Any) -> Self:
        """Return the entries of records that this user may know of."""
        known = list(_known_to(user))
        if not known:
            return self.none()
        # A choice by kind, not alternatives: the engine is to judge what was found, not to look it up by kind.
        return self.filter(Choose(*known, default=Value(False), output_field=models.BooleanField()))

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        """Return the entries of these kinds of record."""
        return self.filter(kind__in=kinds)

    def matching(self, text: str, user: Any) -> Self:
        """Return what this user may know of and in which each typed word occurs, or that sounds like it.

        A case is also found by those of its parties whom the user may know of. Each entry says in ``rank`` how
        well it fits; the best are first, and among equals what is open, then what is latest.
        """
        words = rules.typed_words(text)
        if not words:
            return self.none()
        begun = rules.word_terms(words)
        whole = [rules.Term(word, is_prefix=False) for word in words]
        has_words = index.holding(begun, index.ANYWHERE)
        sounds = reduce(or_, (index.holding(way, index.SOUNDS) for way in rules.sound_terms(text)), Q(pk__in=[]))
        entries = self.model._base_manager.order_by()
        with_words, sounding = (entries.filter(how).values("pk") for how in (has_words, sounds))
        rank = Choose(
            When(lines_of_names__contains=f"\n{rules.folded(text)}\n", then=Rank.WHOLE_NAME),
            When(index.holding(whole, index.NAMES), then=Rank.WORDS_OF_NAME),
            When(index.holding(begun, index.NAMES), then=Rank.BEGINNINGS_IN_NAME),
            When(pk__in=self._with_party(has_words, user), then=Rank.NAME_OF_PARTY),
            When(index.holding(begun, index.HEADING), then=Rank.HEADING),
            When(pk__in=with_words, then=Rank.ANYWHERE),
            When(pk__in=sounding, then=Rank.SOUND),
            default=Rank.SOUND_OF_PARTY,
            output_field=models.IntegerField(),
        )
        return (
            self.visible_to(user)
            .filter(pk__in=with_words.union(sounding, self._with_party(has_words | sounds, user)))
            .alias(lines_of_names=Concat(Value("\n"), "names", Value("\n"), output_field=models.TextField()))
            .annotate(rank=rank)
            .defer(*UNSHOWN)
            .order_by("rank", "is_closed", F("day").desc(nulls_last=True), "-pk")
        )

    def with_names_like(self, words: list[str], user: Any, *, at_most: int) -> Self:
        """Return so many that this user may know of, whose names have most groups of letters of the words."""
        trigrams = rules.trigrams_of(words)
        if not trigrams:
            return self.none()
        rows = index.closest(self.visible_to(user), trigrams, at_most)
        return rows.annotate(rank=Value(Rank.LIKENESS)).defer(*UNSHOWN)

    def _with_party(self, how: Q, user: Any) -> QuerySet:
        """Return the keys of the entries of cases with a party so found, of whom this user may know."""
        entries = self.model._base_manager.order_by()
        persons = entries.filter(how, kind=PERSON).values("object_id")
        cases = CaseParty.objects.visible_to(user).filter(person__in=persons).order_by().values("case")
        return entries.filter(kind=CASE, object_id__in=cases).values("pk")


def _known_to(user: Any) -> Iterator[When]:
    """Yield for each kind of record when an entry of it is known to the user."""
    for kind, subject in SUBJECTS.items():
        records = subject.model.objects.visible_to(user)
        if not records.query.is_empty():
            one = records.filter(pk=OuterRef("object_id"))
            yield When(kind=kind, then=Exists(one) if records.query.has_filters() else Value(True))
