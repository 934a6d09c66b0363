"""Which persons on record may be one, and which were found to be two."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries as all_countries

from casework.core.partial_dates import PartialDate
from casework.persons import rules
from casework.persons.choices import NameKind
from casework.persons.models import DistinctPersons, Person
from casework.persons.querysets import PersonQuerySet

#: How many persons found by their keys are compared name by name.
COMPARED_AT_MOST = 100

#: Kinds of name that many people share and that therefore name nobody by themselves.
PARTIAL_KINDS = frozenset({NameKind.PATRONYMIC, NameKind.RELIGIOUS})


class CannotBeDistinct(ValidationError):
    """Two records were to be told apart that cannot be."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A person on record who may be the one in question, and why."""

    person: Person
    score: int
    reasons: tuple[str, ...]

    @property
    def explanation(self) -> str:
        """Why, in one line."""
        return "; ".join(self.reasons)


def names_of(person: Person) -> list[str]:
    """Return the names by which a person can be recognised, the name as used first."""
    return [person.name, *(row.name for row in person.names.all() if row.kind not in PARTIAL_KINDS)]


def suspected_duplicates(
    *,
    names: Sequence[str],
    born: PartialDate,
    countries: Collection[str],
    visible_to: Any,
    limit: int = 5,
) -> list[Suspect]:
    """Return the few persons on record who may be the one so named, the likeliest first.

    Only persons that the user may know of are told of.
    """
    among = Person.objects.visible_to(visible_to).unmerged()
    return _suspects(among, names, born, countries, limit)


def suspects_of(*, person: Person, visible_to: Any, limit: int = 5) -> list[Suspect]:
    """Return the few persons who may be the same as one on record, without those found to be distinct."""
    among = Person.objects.visible_to(visible_to).unmerged().not_distinct_from(person)
    countries = {str(row.country) for row in person.nationalities.all()}
    return _suspects(among, names_of(person), person.birth, countries, limit)


def _suspects(
    among: PersonQuerySet, names: Sequence[str], born: PartialDate, countries: Collection[str], limit: int
) -> list[Suspect]:
    names = [name for name in names if name.strip()]
    candidates = among.with_keys_of(names, at_most=COMPARED_AT_MOST).for_list() if names else ()
    suspects = [_suspect(candidate, names, born, countries) for candidate in candidates]
    found = [suspect for suspect in suspects if suspect.score >= rules.SUGGEST_FROM]
    return sorted(found, key=lambda suspect: (-suspect.score, suspect.person.name, suspect.person.pk))[:limit]


def _suspect(person: Person, names: Sequence[str], born: PartialDate, countries: Collection[str]) -> Suspect:
    likeness, name, theirs = max(
        ((rules.likeness(name, theirs), name, theirs) for name in names for theirs in names_of(person)),
        key=lambda compared: compared[0],
    )
    their_countries = {str(row.country) for row in person.nationalities.all()}
    same_birth = _may_be_one_day(born, person.birth)
    same_country = bool(their_countries & set(countries)) if their_countries and countries else None
    score = rules.suspicion(name_likeness=likeness, same_birth=same_birth, same_country=same_country)
    reasons = [_name_in_words(likeness, name, theirs)]
    if person.birth:
        words = _("born %(day)s") if same_birth is not False else _("but born %(day)s")
        reasons.append(words % {"day": person.birth})
    if same_country is not None:
        of = ", ".join(str(all_countries.name(code)) for code in sorted(their_countries))
        reasons.append(
            (_("also of %(country)s") if same_country else _("but of %(country)s")) % {"country": of}
        )
    return Suspect(person, score, tuple(reasons))


def _may_be_one_day(first: PartialDate, second: PartialDate) -> bool | None:
    if not first or not second:
        return None
    starts = [day for day in (first.earliest, second.earliest) if day]
    ends = [day for day in (first.latest, second.latest) if day]
    return not starts or not ends or max(starts) <= min(ends)


def _name_in_words(likeness: int, name: str, theirs: str) -> str:
    if name.casefold() == theirs.casefold():
        return _("the same name")
    if rules.script_of(name) != rules.script_of(theirs):
        words = _("the same name in another script: %(name)s")
    elif likeness >= rules.SAME_NAME_FROM:
        words = _("the same name in another spelling: %(name)s")
    else:
        words = _("a like name: %(name)s")
    return words % {"name": theirs}


@transaction.atomic
def mark_distinct(*, person: Person, other: Person) -> DistinctPersons:
    """Remember that the two are different people, so that neither is suspected to be the other again."""
    if person.pk == other.pk:
        raise CannotBeDistinct(_("A person cannot be told apart from themselves."))
    if person.merged_into_id == other.pk or other.merged_into_id == person.pk:
        raise CannotBeDistinct(
            _("%(person)s and %(other)s are merged. Undo the merge first.")
            % {"person": person, "other": other}
        )
    first, second = sorted((person, other), key=lambda row: row.pk)
    pair = DistinctPersons.objects.filter(first=first, second=second).first()
    return pair or DistinctPersons.objects.create(first=first, second=second)
