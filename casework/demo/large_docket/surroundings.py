"""What the invented cases have in common: colleagues, organisations, lawyers, laws and lists of terms."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.audit.models import AuditedModel
from casework.cases.models import Case, Situation
from casework.demo.large_docket import words
from casework.persons.choices import OrganisationKind
from casework.persons.models import Organisation, Person
from casework.reference.choices import InstrumentKind, Vocabulary
from casework.reference.models import LegalInstrument, LegalProvision, Term
from casework.reference.rules import provision_order

Row = TypeVar("Row", bound=AuditedModel)

_NUMBERS_OF_PROVISIONS = range(110, 150, 5)
_ORGANISATIONS = {
    OrganisationKind.COURT: "{place} District Court",
    OrganisationKind.POLICE: "{place} Police",
    OrganisationKind.DETENTION_FACILITY: "{place} Prison",
    OrganisationKind.PROSECUTION: "Office of the Prosecutor of {place}",
    OrganisationKind.MEDIA: "The {place} Courier",
    OrganisationKind.GOVERNMENT: "Ministry of {place}",
    OrganisationKind.NGO: "Friends of {place}",
    OrganisationKind.PARTY: "Assembly for {place}",
}


class VocabularyMissing(Exception):
    """Records cannot be invented without the terms that they choose from."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(
            _("There is no term in the list of %(vocabulary)s: run manage.py migrate first.")
            % {"vocabulary": vocabulary.label}
        )


@dataclass(frozen=True)
class Surroundings:
    """All that a case chooses from."""

    colleagues: Sequence[User]
    organisations: dict[str, dict[OrganisationKind, list[Organisation]]]
    lawyers: Sequence[Person]
    situations: dict[str, list[Situation]]
    crimes: dict[str, list[LegalProvision]]
    rights: Sequence[LegalProvision]
    terms: dict[Vocabulary, list[Term]]
    numbers: dict[str, int]

    def next_reference(self, country: str, year: int) -> str:
        """Return the reference of the next case of that country and year."""
        prefix = f"{country}-{year}-"
        self.numbers[prefix] += 1
        return f"{prefix}{self.numbers[prefix]:03d}"


def prepare_surroundings(*, rng: Random, cases: int) -> Surroundings:
    """Write, or find on record, what so many cases choose from; raises ``VocabularyMissing``."""
    crimes = {country: _code_of(country) for country in words.COUNTRIES}
    treaties = LegalProvision.objects.active().filter(instrument__country="").order_by("instrument", "order")
    return Surroundings(
        colleagues=_colleagues(max(3, min(40, cases // 50))),
        organisations=_organisations(rng, 1 + cases // 500),
        lawyers=_lawyers(rng, 3 + cases // 20),
        situations=_situations(1 + cases // 500),
        crimes=crimes,
        rights=list(treaties),
        terms=_terms(),
        numbers=_numbers_taken(),
    )


def _colleagues(count: int) -> list[User]:
    users = _found_or_written(
        User,
        "username",
        [
            User(
                username=f"invented-{n}", full_name=f"Colleague {n} (invented)", password=make_password(None)
            )
            for n in range(1, count + 1)
        ],
    )
    role = Group.objects.get(name=Role.CASEWORKER)
    granted = set(RoleGrant.objects.filter(user__in=users, role=role).values_list("user", flat=True))
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for user in users if user.pk not in granted)
    return users


def _organisations(rng: Random, of_each: int) -> dict[str, dict[OrganisationKind, list[Organisation]]]:
    found: dict[str, dict[OrganisationKind, list[Organisation]]] = {}
    for country in words.COUNTRIES:
        found[country] = {}
        for kind, name in _ORGANISATIONS.items():
            places = [words.place_name(rng) for _number in range(of_each)]
            found[country][kind] = [
                Organisation(name=name.format(place=place), kind=kind, country=country, place=place)
                for place in places
            ]
    Organisation.objects.bulk_create(
        row for kinds in found.values() for rows in kinds.values() for row in rows
    )
    return found


def _lawyers(rng: Random, count: int) -> list[Person]:
    names = [words.person_name(rng)[0] for _number in range(count)]
    return Person.objects.bulk_create(Person(name=name) for name in names)


def _situations(of_each: int) -> dict[str, list[Situation]]:
    wanted = [
        Situation(name=f"Protests {number} in {country} (invented)", country=country)
        for country in words.COUNTRIES
        for number in range(1, of_each + 1)
    ]
    found = defaultdict(list)
    for row in _found_or_written(Situation, "name", wanted):
        found[row.country.code].append(row)
    return found


def _code_of(country: str) -> list[LegalProvision]:
    wanted = LegalInstrument(
        title=f"Penal Code of {country} (invented)",
        short_name=f"{country} Penal Code (invented)",
        kind=InstrumentKind.CODE,
        country=country,
    )
    [code] = _found_or_written(LegalInstrument, "short_name", [wanted])
    return list(code.provisions.order_by("order")) or LegalProvision.objects.bulk_create(
        LegalProvision(
            instrument=code,
            number=str(number),
            heading=offence.capitalize(),
            order=provision_order(str(number)),
        )
        for number, offence in zip(_NUMBERS_OF_PROVISIONS, words.OFFENCES, strict=True)
    )


def _terms() -> dict[Vocabulary, list[Term]]:
    terms = {
        vocabulary: list(Term.objects.active().of(vocabulary).order_by("order", "code"))
        for vocabulary in Vocabulary
    }
    for vocabulary, found in terms.items():
        if not found:
            raise VocabularyMissing(vocabulary)
    return terms


def _numbers_taken() -> dict[str, int]:
    numbers: dict[str, int] = defaultdict(int)
    for reference in Case.objects.order_by().values_list("reference", flat=True):
        prefix, _dash, number = reference.rpartition("-")
        numbers[f"{prefix}-"] = max(numbers[f"{prefix}-"], int(number))
    return numbers


def _found_or_written(model: type[Row], key: str, wanted: Iterable[Row]) -> list[Row]:
    """Return the rows as they are on record by their key, after writing those that are not."""
    rows = {getattr(row, key): row for row in wanted}
    known = {getattr(row, key): row for row in model._default_manager.filter(**{f"{key}__in": list(rows)})}
    model._default_manager.bulk_create(row for name, row in rows.items() if name not in known)
    return [known.get(name, row) for name, row in rows.items()]
