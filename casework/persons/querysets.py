"""What can be asked about persons and organisations, and who may know of them."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db.models import Case, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Value, When

from casework.audit.querysets import AuditedQuerySet, withheld_from
from casework.core.choices import Confidentiality
from casework.core.keys import Keys
from casework.persons import rules

VIEW_EVERY_CASE = "cases.view_every_case"
"""The permission of those from whom nothing is kept: directors and auditors."""

Judgement = Callable[[Any], Q]
"""Given a user, the condition that picks rows out of one queryset, for that user."""

hides_persons: list[Judgement] = []
"""Conditions on ``Person`` that pick whom the user must not know of at all.

A subject above whose records are kept from some users appends its judgement here in ``AppConfig.ready``.
A person is hidden as soon as one judgement picks them, restricted or not, whoever recorded them. Nobody who
may view every case is ever asked about. The condition must be true or false for each person, never unknown.
"""

reveals_persons: list[Judgement] = []
"""Conditions on ``Person`` that pick whom the user works for.

One judgement is enough: the user sees the person although restricted, and the person's contact details.
"""


def any_of(judgements: Iterable[Judgement], user: Any) -> Q:
    """Join what the judgements say of this user; where there are none, nothing is picked."""
    return reduce(or_, (judgement(user) for judgement in judgements), Q(pk__in=[]))


def recorded_by(user: Any, model: type[Model]) -> Q:
    """Return the condition that the row was first written by this user, as the ledger tells."""
    first_entries = apps.get_model("audit", "Entry").objects.filter(
        model=model._meta.label_lower, object_id=OuterRef("pk"), version=1
    )
    return Q(Exists(first_entries.filter(change_set__actor_id=user.pk)))


class ConfidentialQuerySet(AuditedQuerySet):
    """Rows that are open to all staff or restricted, and that subjects above can hide or reveal."""

    view_permission: ClassVar[str]
    hides: ClassVar[list[Judgement]]
    reveals: ClassVar[list[Judgement]]

    def visible_to(self, user: Any) -> Self:
        """Rows that this user may know of."""
        if not user.has_perm(self.view_permission):
            return self.none()
        return self.without(self.withheld_from(user))

    def withheld_from(self, user: Any) -> Keys:
        """Keys of the rows that are kept from this user, who may view others."""
        if user.has_perm(VIEW_EVERY_CASE):
            return Keys()
        return withheld_from(user, self.model, lambda: self._secret_to(user))

    def _secret_to(self, user: Any) -> QuerySet:
        admitted = Q(confidentiality=Confidentiality.OPEN) | recorded_by(user, self.model)
        return self.model._base_manager.filter(
            any_of(self.hides, user) | ~(admitted | any_of(self.reveals, user))
        )


class NamedQuerySet(AuditedQuerySet):
    """Rows that carry a name and the keys by which it is found in any script."""

    key_fields = ("name_key", *(f"token_key_{place + 1}" for place in range(rules.TOKEN_KEYS)))

    def bulk_update(self, objs: Iterable[Model], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Write the named fields; with a name, its keys."""
        rows, names = list(objs), list(fields)
        if "name" in names:
            for row in rows:
                for field, key in zip(self.key_fields, rules.name_keys(row.name), strict=True):
                    setattr(row, field, key)
            names += self.key_fields
        return super().bulk_update(rows, names, batch_size)

    def sharing_keys_with(self, names: Iterable[str]) -> Self:
        """Rows whose name shares a key with one of the names, those that share most first."""
        whole_keys: set[str] = set()
        token_keys: set[str] = set()
        for name in names:
            whole_keys.add(rules.name_keys(name)[0])
            token_keys |= rules.lookup_keys(name)
        whole, *tokens = self.key_fields
        conditions = [Q(**{f"{whole}__in": whole_keys - {""}})]
        conditions += [Q(**{f"{field}__in": token_keys - {""}}) for field in tokens]
        shared = [
            Case(When(condition, then=1), default=0, output_field=IntegerField()) for condition in conditions
        ]
        return (
            self.filter(reduce(or_, conditions))
            .annotate(keys_shared=sum(shared, Value(0)))
            .order_by("-keys_shared", "pk")
        )

    def spelled_like(self, word: str) -> Self:
        """Rows with a name that contains the word, or begins one of its words with the same sounds."""
        condition = Q(name__icontains=word)
        keys = [rules.token_key(token) for token in rules.tokens_of(word)]
        if keys and all(len(key) > 1 for key in keys):
            condition |= reduce(and_, (self._begins_with(key) for key in keys))
        return self.filter(condition)

    def _begins_with(self, key: str) -> Q:
        return reduce(or_, (Q(**{f"{field}__startswith": key}) for field in self.key_fields[1:]))


class PersonQuerySet(NamedQuerySet, ConfidentialQuerySet):
    """The people on record."""

    view_permission = "persons.view_person"
    hides = hides_persons
    reveals = reveals_persons

    def unmerged(self) -> Self:
        """Persons as they stand today: without the records that were merged into others."""
        return self.filter(merged_into=None)

    def revealed_to(self, user: Any) -> Self:
        """Persons whom this user works for, or all for whom no case is kept from."""
        persons = self.visible_to(user)
        return persons if user.has_perm(VIEW_EVERY_CASE) else persons.filter(any_of(self.reveals, user))

    def entrusted_to(self, user: Any) -> Self:
        """Persons whom this user works for or recorded, and may therefore know how to reach."""
        revealed = Q(pk__in=self.model.objects.revealed_to(user).values("pk"))
        return self.visible_to(user).filter(revealed | recorded_by(user, self.model))

    def matching(self, text: str) -> Self:
        """Persons in one of whose names each word of the text is found, in whatever script."""
        other_names = self.model._meta.get_field("names").related_model.objects
        persons = self
        for word in text.split():
            own = self.model.objects.spelled_like(word).values("pk")
            persons = persons.filter(
                Q(pk__in=own) | Q(pk__in=other_names.spelled_like(word).values("person"))
            )
        return persons

    def with_keys_of(self, names: Sequence[str], *, at_most: int) -> Self:
        """Persons who share a key with one of the names by any of theirs; so many by either kind of name."""
        other_names = self.model._meta.get_field("names").related_model.objects
        keys = {
            *self.sharing_keys_with(names).values_list("pk", flat=True)[:at_most],
            *other_names.filter(Exists(self.filter(pk=OuterRef("person"))))
            .sharing_keys_with(names)
            .values_list("person", flat=True)[:at_most],
        }
        return self.filter(pk__in=keys)

    def not_distinct_from(self, person: Any) -> Self:
        """Persons who might be this one: nobody found them, or records merged into either, distinct."""
        pairs = self.model._meta.get_field("distinct_from_later").related_model.objects
        here = {person.pk, *self.model.objects.filter(merged_into=person).values_list("pk", flat=True)}
        found: set[int] = {person.pk}
        for one, other in (("first", "second"), ("second", "first")):
            rows = pairs.filter(**{f"{one}__in": here}).values_list(other, f"{other}__merged_into")
            found.update(key for row in rows for key in row if key is not None)
        return self.exclude(pk__in=found)

    def for_list(self) -> Self:
        """Persons with what tells namesakes apart: their other names and countries."""
        return self.prefetch_related("names", "nationalities")


class PersonPartQuerySet(AuditedQuerySet):
    """Rows that tell one thing of one person and are known to whoever knows of the person."""

    person_fields: ClassVar[tuple[str, ...]] = ("person",)

    def visible_to(self, user: Any) -> Self:
        """Rows all of whose persons this user may know of."""
        rows = self.all() if user.has_perm("persons.view_person") else self.none()
        for name in self.person_fields:
            persons = self.model._meta.get_field(name).related_model.objects.all()
            rows = rows.without(persons.withheld_from(user), name)
        return rows


class PersonNameQuerySet(NamedQuerySet, PersonPartQuerySet):
    """The other names of persons."""


class RelationshipQuerySet(PersonPartQuerySet):
    """How persons stand to each other."""

    person_fields = ("person", "other_person")


class DistinctPersonsQuerySet(PersonPartQuerySet):
    """Pairs of persons who are known to be two."""

    person_fields = ("first", "second")


class PersonMergeQuerySet(PersonPartQuerySet):
    """Merges of two records of one person."""

    person_fields = ("kept", "merged")

    def in_force(self) -> Self:
        """Merges that were not undone."""
        return self.filter(is_undone=False)


class MergedRowQuerySet(AuditedQuerySet):
    """What merges did, row by row."""

    def visible_to(self, user: Any) -> Self:
        """Rows of merges both of whose persons this user may know of."""
        merges: QuerySet = self.model._meta.get_field("merge").related_model.objects
        return self.filter(merge__in=merges.visible_to(user))


class ContactDetailQuerySet(PersonPartQuerySet):
    """How persons can be reached: restricted, whoever the person is."""

    def visible_to(self, user: Any) -> Self:
        """Details of persons who are entrusted to this user, and those that the user recorded."""
        persons = self.model._meta.get_field("person").related_model.objects
        entrusted = Q(person__in=persons.entrusted_to(user))
        return super().visible_to(user).filter(entrusted | recorded_by(user, self.model))


class OrganisationQuerySet(AuditedQuerySet):
    """Organisations and what is known of them: no secret among staff."""

    def visible_to(self, user: Any) -> Self:
        """Every row for whoever may view organisations."""
        return self.all() if user.has_perm("persons.view_organisation") else self.none()

    def for_list(self) -> Self:
        """Organisations with the larger one that each belongs to."""
        return self.select_related("parent")
