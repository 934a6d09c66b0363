"""What every invented case has: its people, its chronology and the sources of it."""

from datetime import date, timedelta
from random import Random

from casework.cases.choices import (
    CaseStatus,
    ConsentUse,
    InvolvementRole,
    PartyRole,
    Priority,
    StaffRole,
    Stance,
)
from casework.cases.choices import DevelopmentKind as Kind
from casework.cases.models import (
    Case,
    CaseParty,
    CaseSituation,
    CaseStaff,
    Citation,
    Consent,
    Development,
    DevelopmentPerson,
)
from casework.core.choices import Certainty, Confidentiality
from casework.core.partial_dates import PartialDate
from casework.demo.large_docket import words
from casework.demo.large_docket.rows import Rows
from casework.demo.large_docket.surroundings import Surroundings
from casework.persons.choices import (
    ContactKind,
    Language,
    NameKind,
    NationalityKind,
    OrganisationKind,
    Script,
    Sex,
)
from casework.persons.models import (
    Affiliation,
    ContactDetail,
    Organisation,
    Person,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
)
from casework.reference.choices import Vocabulary
from casework.sources.choices import Reliability
from casework.sources.models import Source

_FIRST_DAY = date(2012, 1, 1)
_DAYS_OF_ARRESTS = 12 * 365


class Chronicle:
    """One case with its people, to which things happen day after day."""

    def __init__(self, rng: Random, surroundings: Surroundings, rows: Rows) -> None:
        self.rng = rng
        self.around = surroundings
        self.add = rows.add
        self.country = rng.choice(words.COUNTRIES)
        self.day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS_OF_ARRESTS))
        self.developments: list[Development] = []
        self.place = words.place_name(rng)
        self.name, self.native_name = words.person_name(rng)
        self.is_tried = rng.random() < 0.75
        self.is_released = rng.random() < 0.6

    def _introduce(self) -> None:
        rng, around = self.rng, self.around
        opened_on = self.day + timedelta(days=rng.randint(1, 20))
        lead, *others = rng.sample(around.colleagues, min(len(around.colleagues), rng.randint(1, 3)))
        self.client = self._person(self.name, self.native_name)
        self.case = self.add(
            Case(
                reference=around.next_reference(self.country, opened_on.year),
                title=self.name,
                country=self.country,
                status=rng.choice((CaseStatus.ACTIVE, CaseStatus.ACTIVE, CaseStatus.MONITORING)),
                opened_on=opened_on,
                priority=rng.choice(Priority.values),
                summary=words.narrative(rng, person=self.name, place=self.place),
                lead=lead,
                confidentiality=self._confidentiality(0.05),
            )
        )
        self.add(CaseStaff(case=self.case, user=lead, role=StaffRole.LEAD))
        for colleague in others:
            self.add(CaseStaff(case=self.case, user=colleague, role=StaffRole.MEMBER))
        self.add(CaseParty(case=self.case, person=self.client, role=PartyRole.CLIENT))
        self.lawyer = rng.choice(around.lawyers)
        self.add(CaseParty(case=self.case, person=self.lawyer, role=PartyRole.COUNSEL))
        if rng.random() < 0.5:
            relative = self._person(*words.person_name(rng))
            self.add(CaseParty(case=self.case, person=relative, role=PartyRole.RELATIVE))
            kind = rng.choice(around.terms[Vocabulary.RELATIONSHIP])
            self.add(Relationship(person=self.client, other_person=relative, kind=kind))
            self.add(ContactDetail(person=relative, kind=ContactKind.EMAIL, value="family@invented.example"))
        self.add(
            Consent(
                case=self.case,
                person=self.client,
                use=ConsentUse.CASEWORK,
                given_by="the family, by letter",
                given_on=opened_on,
            )
        )
        if rng.random() < 0.4:
            situation = rng.choice(around.situations[self.country])
            self.add(CaseSituation(case=self.case, situation=situation))

    def _person(self, name: str, native_name: str) -> Person:
        rng, terms = self.rng, self.around.terms
        person = Person(
            name=name,
            sex=rng.choice((Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)),
            birthplace=words.place_name(rng),
            confidentiality=self._confidentiality(0.02),
        )
        person.birth = words.in_year(self.day.year - rng.randint(20, 70))
        self.add(person)
        self.add(
            PersonName(
                person=person,
                kind=NameKind.NATIVE,
                name=native_name,
                script=Script.CYRILLIC,
                language=Language.OTHER,
            )
        )
        self.add(PersonNationality(person=person, country=self.country, kind=NationalityKind.CITIZENSHIP))
        self.add(PersonOccupation(person=person, occupation=rng.choice(terms[Vocabulary.OCCUPATION])))
        if rng.random() < 0.3:
            self.add(
                Affiliation(
                    person=person,
                    organisation=self._organisation(OrganisationKind.PARTY),
                    role=rng.choice(terms[Vocabulary.AFFILIATION_ROLE]),
                )
            )
        return person

    def _happens(self, kind: Kind, headline: str, *, vaguely: bool = False) -> Development:
        rng = self.rng
        restricted = self._confidentiality(0.03)
        development = Development(
            case=self.case,
            kind=kind,
            headline=headline.format(person=self.name, place=self.place),
            narrative=words.narrative(rng, person=self.name, place=self.place),
            place=self.place,
            certainty=rng.choice((Certainty.ESTABLISHED, Certainty.REPORTED, Certainty.ALLEGED)),
            confidentiality=restricted,
            is_publishable=restricted == Confidentiality.OPEN and rng.random() < 0.4,
        )
        is_undated = vaguely and rng.random() < 0.05
        if is_undated:
            development.follows = self.developments[0]
        else:
            development.occurred = self._date_of_today(vaguely)
        self.add(development, later=is_undated)
        self.developments.append(development)
        self.add(
            DevelopmentPerson(
                development=development, person=self.client, role=rng.choice(InvolvementRole.values)
            )
        )
        return development

    def _date_of_today(self, vaguely: bool) -> PartialDate:
        if vaguely and self.rng.random() < 0.2:
            return words.in_month(self.day.year, self.day.month)
        return words.on(self.day)

    def _wait(self, least: int, most: int) -> None:
        self.day += timedelta(days=self.rng.randint(least, most))

    def _organisation(self, kind: OrganisationKind) -> Organisation:
        return self.rng.choice(self.around.organisations[self.country][kind])

    def _confidentiality(self, share: float) -> Confidentiality:
        is_restricted = self.rng.random() < share
        return Confidentiality.RESTRICTED if is_restricted else Confidentiality.OPEN

    def _cite(self) -> None:
        rng, around = self.rng, self.around
        sources = [self._source() for _number in range(max(1, len(self.developments) // 4))]
        for development in self.developments:
            for source in rng.sample(sources, min(len(sources), rng.choice((0, 1, 1, 1, 1, 2)))):
                supports = rng.random() < 0.95
                self.add(
                    Citation(
                        development=development,
                        source=source,
                        locator=f"p. {rng.randint(1, 12)}",
                        stance=Stance.SUPPORTS if supports else Stance.CONTRADICTS,
                        says="" if supports else "one day later",
                    )
                )
        if rng.random() < 0.2:
            self.add(Citation(person=self.client, source=sources[0], locator=around.lawyers[0].name))

    def _source(self) -> Source:
        rng = self.rng
        number = rng.randint(1000, 9999)
        source = Source(
            kind=rng.choice(self.around.terms[Vocabulary.SOURCE_KIND]),
            title=f"Report {number} on the events in {self.place}",
            publisher=self._organisation(OrganisationKind.MEDIA),
            url=f"https://news.invented.example/{self.country.lower()}/{number}",
            language=Language.ENGLISH,
            reliability=rng.choice(Reliability.values),
            confidentiality=self._confidentiality(0.03),
        )
        source.published = words.on(self.day)
        return self.add(source)
