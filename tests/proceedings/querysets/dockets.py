"""Many persons whose spells of custody are dated in every way that a caseworker can know of."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from django.db import connection

from casework.cases.models import Case, Development
from casework.core.choices import Confidentiality
from casework.persons.models import Person
from casework.proceedings.choices import CustodyRegime, EndGround
from casework.proceedings.models import Custody
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.proceedings.dates import when

FIRST_DAY = date(2021, 1, 1)
MOST_SPELLS_IN_A_CHAIN = 4


class Docket:
    """Spells drawn by lot: chains through passages, spells at random, and a circle now and then.

    One in ten of the cases, and of the developments, is restricted.
    """

    def __init__(self, seed, persons):
        self.lot = Random(seed)  # noqa: S311
        self.developments, self.spells = [], []
        lead = UserFactory(caseworker=True)
        self.cases = Case.objects.bulk_create(
            CaseFactory.build(
                lead=lead,
                opened_on=self.day(),
                country=self.lot.choice(["KZ", "BY", "RU"]),
                confidentiality=self.confidentiality(),
            )
            for _ in range(2 * persons)
        )
        for number, person in enumerate(
            Person.objects.bulk_create(PersonFactory.build() for _ in range(persons))
        ):
            for _ in range(self.lot.choice([1, 1, 2, 3])):
                self.add_chain(person, self.lot.choice(self.cases[2 * number : 2 * number + 2]))
        Development.objects.bulk_create(self.developments)
        Custody.objects.bulk_create(self.spells)
        # PostgreSQL may have seen these tables empty, and would plan as if they were.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE proceedings_custody, cases_development, cases_case")

    def confidentiality(self):
        return self.lot.choice([Confidentiality.RESTRICTED, *[Confidentiality.OPEN] * 9])

    def day(self):
        """Return a day of these three years."""
        return FIRST_DAY + timedelta(days=self.lot.randrange(3 * 365))

    def known_as(self, day):
        """Return the day as roughly as somebody may know it."""
        wide = timedelta(days=self.lot.randrange(90))
        return self.lot.choice(
            [
                day.isoformat(),
                day.isoformat(),
                day.isoformat() + "~",
                f"{day:%Y-%m}",
                f"{day:%Y}",
                f"{day - wide}/{day + wide + timedelta(days=1)}",
                f"../{day + wide}",
                f"{day - wide}/..",
                "",
            ]
        )

    def development(self, case, day):
        made = DevelopmentFactory.build(
            case=case, occurred=when(self.known_as(day)), confidentiality=self.confidentiality()
        )
        self.developments.append(made)
        return made

    def add_chain(self, person, case):
        """Add spells that pass into each other; their days are mostly in order, and sometimes not."""
        length = self.lot.choice([1, 1, 2, 3, MOST_SPELLS_IN_A_CHAIN])
        days = [self.day() for _ in range(length + 1)]
        if self.lot.random() < 0.85:
            days.sort()
        if self.lot.random() < 0.15:
            days = [days[0], *days[:-1]]
        bounds = [self.development(case, day) for day in days]
        if self.lot.random() < 0.1:
            bounds[0] = None
        if self.lot.random() < 0.25:
            bounds[-1] = None
        elif length > 1 and self.lot.random() < 0.1:
            bounds[-1] = bounds[0]
        for began_by, ended_by in pairwise(bounds):
            if began_by and began_by is not bounds[0] and self.lot.random() < 0.2:
                began_by = DevelopmentFactory.build(case=case, occurred=began_by.occurred)
                self.developments.append(began_by)
            self.spells.append(
                Custody(
                    person=person,
                    case=case,
                    regime=self.lot.choice(CustodyRegime.values),
                    began_by=began_by,
                    ended_by=ended_by,
                    end_ground=self.lot.choice(["", *EndGround.values]) if ended_by else "",
                )
            )
