"""The list of persons."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CaseStatus, PartyRole
from casework.cases.models import CaseParty
from casework.core.choices import Confidentiality
from casework.persons.choices import NameKind, Sex
from casework.persons.models import Person, PersonNationality, PersonOccupation
from casework.reference.models import Term
from casework.workspace.lists.facets import (
    ChoiceFacet,
    CountryFacet,
    Question,
    QuestionFacet,
    RecordFacet,
)
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.people import STANDINGS, shown, states_of, told
from casework.workspace.lists.tables import Column, ListTable, badge, unbroken


def _parties(asked: Any) -> QuerySet:
    return CaseParty.objects.visible_to(asked.user)


def _in_a_case(condition: Q) -> Any:
    return lambda asked: Q(pk__in=_parties(asked).filter(condition).order_by().values("person"))


class PersonFilters(ListFilterSet):
    """By what the list of persons can be narrowed."""

    record = Person

    today = QuestionFacet(*STANDINGS, label=_("today"))
    cases = QuestionFacet(
        Question("open", _("in an open case"), _in_a_case(~Q(case__status=CaseStatus.CLOSED))),
        Question("closed", _("in a closed case"), _in_a_case(Q(case__status=CaseStatus.CLOSED))),
        label=_("cases"),
    )
    role = ChoiceFacet("role", PartyRole, label=_("role in cases"), through=_parties, back="person")
    nationality = CountryFacet(
        "country",
        label=_("nationality"),
        through=lambda asked: PersonNationality.objects.visible_to(asked.user),
        back="person",
    )
    occupation = RecordFacet(
        "occupation",
        Term,
        label=_("occupation"),
        through=lambda asked: PersonOccupation.objects.visible_to(asked.user),
        back="person",
    )
    sex = ChoiceFacet("sex", Sex, label=_("sex"))
    confidentiality = ChoiceFacet("confidentiality", Confidentiality, label=_("confidentiality"))

    def rows(self) -> QuerySet:
        """Leave out the records that were merged into others: they are found under those."""
        return super().rows().unmerged()


def _native_name(person: Person) -> str:
    return ", ".join(row.name for row in person.names.all() if row.kind == NameKind.NATIVE)


def _countries(person: Person) -> str:
    return ", ".join(dict.fromkeys(str(row.country.name) for row in person.nationalities.all()))


def _occupations(person: Person) -> str:
    return ", ".join(dict.fromkeys(str(row.occupation) for row in person.occupations.all()))


def _show_name(person: Person) -> str:
    if person.confidentiality == Confidentiality.OPEN:
        return person.name
    return format_html("{} {}", person.name, badge("restricted", person.get_confidentiality_display()))


class PersonTable(ListTable):
    """Persons, each with where they stand today and the cases they are in."""

    record = Person
    usual = ("native", "born", "countries", "state", "cases")
    usual_sort = "name"

    name = Column(_("name"), lambda person: person.name, sort="name", show=_show_name, opens=True)
    native = Column(_("native name"), _native_name)
    born = Column(_("born"), lambda person: str(person.birth or ""), sort="birth_earliest", look="nowrap")
    died = Column(_("died"), lambda person: str(person.death or ""), sort="death_earliest", look="nowrap")
    sex = Column(_("sex"), lambda person: person.get_sex_display(), sort="sex")
    countries = Column(_("nationality"), _countries)
    occupations = Column(_("occupation"), _occupations)
    state = Column(
        _("today"),
        lambda person: told(person.states),
        show=lambda person: shown(person.states),
        look="today",
    )
    cases = Column(
        _("cases"),
        lambda person: ", ".join(person.case_references),
        show=lambda person: unbroken(person.case_references),
    )

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring the names, nationalities and occupations along."""
        return rows.for_list().prefetch_related("occupations__occupation")

    def prepare(self, records: list[Person]) -> None:
        """Tell where they stand today, and in which cases they are."""
        states = states_of(records, self.on, self.user) if "state" in self.chosen else {}
        parties = CaseParty.objects.visible_to(self.user).filter(person__in=records).select_related("case")
        references = defaultdict(dict)
        for party in parties.order_by("case__reference", "pk"):
            references[party.person_id][party.case.reference] = True
        for person in records:
            person.states = [states[person.pk]] if person.pk in states else []
            person.case_references = list(references[person.pk])
