"""That what the database counts of many persons is what the rules say of each."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, Q, Sum

from casework.cases.models import Case
from casework.core.partial_dates import DayRange
from casework.persons.models import Person
from casework.proceedings import rules
from casework.proceedings.choices import CustodyRegime, EndGround, Held
from casework.proceedings.models import Custody
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory
from tests.proceedings.querysets.developments import development
from tests.proceedings.querysets.dockets import FIRST_DAY, Docket

pytestmark = pytest.mark.django_db

DAYS = [FIRST_DAY + timedelta(days=each) for each in range(-40, 3 * 365 + 60, 37)]
PERIODS = [
    (date(2021, 1, 1), date(2021, 12, 31)),
    (date(2022, 5, 9), date(2022, 8, 14)),
    (date(2023, 2, 1), date(2023, 2, 1)),
    (date(2023, 10, 1), date(2024, 3, 31)),
]
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture(params=["all", "visible", "some"])
def known(request):
    """The spells of a docket that are asked: all, those one colleague may know of, those of some regimes."""
    Docket(seed=1, persons=120)
    return {
        "all": Custody.objects.all(),
        "visible": Custody.objects.visible_to(UserFactory(caseworker=True)),
        "some": Custody.objects.exclude(regime__in=[CustodyRegime.POLICE, CustodyRegime.PRETRIAL]),
    }[request.param]


@pytest.fixture
def rows_of(known):
    """The spells that are asked of each person, in the order in which they are read for the rules."""
    rows = defaultdict(list)
    for row in known.for_file():
        rows[row.person_id].append(row)
    assert len(rows) > 80
    return rows


def spells_of(rows):
    return [row.as_spell() for row in rows]


def days_of(first, last):
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


def counted_on(told):
    return told and (told.earliest or told.latest)


def chain(*dates, case=None, person=None):
    """Return spells of one person that pass into each other; the last runs if its date is None."""
    case, person = case or CaseFactory(), person or PersonFactory()
    bounds = [None if each is None else development(case, each) for each in dates]
    return [
        CustodyFactory(case=case, person=person, began_by=began_by, ended_by=ended_by)
        for began_by, ended_by in pairwise(bounds)
    ]


class TestHeldOn:
    def test_returns_the_current_spell_of_each_person_of_whom_the_rules_say_so(self, known, rows_of):
        told = {person: spells_of(rows) for person, rows in rows_of.items()}

        for day in DAYS:
            expected = {Held.YES: [], Held.POSSIBLY: [], Held.NO: []}
            for spells in told.values():
                spell, _ = rules.current_spell(spells, day)
                expected[rules.in_custody(spells, day)].append(spell and spell.key)

            assert Counter(known.held_on(day).values_list("pk", flat=True)) == Counter(expected[Held.YES])
            assert Counter(known.perhaps_held_on(day).values_list("pk", flat=True)) == Counter(
                expected[Held.POSSIBLY]
            )

    def test_can_be_narrowed_grouped_and_counted_afterwards(self, known):
        held = list(known.held_on(YEAR[0]).select_related("case"))
        here = known.held_on(YEAR[0]).filter(case__country="KZ")

        assert here.count() == sum(row.case.country == "KZ" for row in held)
        assert dict(here.order_by().values_list("regime").annotate(Count("pk"))) == Counter(
            row.regime for row in held if row.case.country == "KZ"
        )
        assert len(here.for_list()[:5]) == min(5, here.count())

    def test_finds_persons_and_cases_from_within_other_questions(self, known):
        held = known.held_on(YEAR[0])
        released = known.releases(*YEAR).filter(person__in=held.values("person"))
        persons = Person.objects.filter(
            ~Q(pk__in=released.values("person")) & Q(pk__in=held.values("person"))
            | Q(pk__in=known.perhaps_held_on(YEAR[0]).values("person"))
        )
        # No deeper: the parser of SQLite before 3.46 gives up at a hundred tokens that wait for their end.
        cases = Case.objects.filter(custody_spells__in=released).distinct()

        assert 0 < released.count() < held.count()
        assert 0 < persons.count() <= held.count() + known.perhaps_held_on(YEAR[0]).count()
        assert cases.count() > 0

    def test_joins_a_spell_to_no_other_that_is_not_asked(self):
        open_case = CaseFactory()
        _, transferred, _ = chain("2022-01-01", "2022", "2022", "2023-01-01", case=open_case)
        everything, day = Custody.objects.all(), date(2022, 6, 1)

        assert everything.held_on(day).count() == 1
        assert everything.exclude(pk=transferred.pk).held_on(day).count() == 0
        assert everything.exclude(pk=transferred.pk).perhaps_held_on(day).count() == 1

    def test_is_not_swayed_by_what_somebody_may_not_know_of(self):
        restricted = CaseFactory(restricted=True)
        person = PersonFactory()
        colleague, member = UserFactory(caseworker=True), UserFactory(caseworker=True)
        restricted.staff.create(user=member)
        chain("2022-01-01", "2022", None, case=restricted, person=person)
        (perhaps,) = chain("2022", "2022-12", person=person)
        day = date(2022, 6, 1)

        assert list(Custody.objects.visible_to(colleague).held_on(day)) == []
        assert list(Custody.objects.visible_to(colleague).perhaps_held_on(day)) == [perhaps]
        assert Custody.objects.visible_to(member).held_on(day).get().person == person

    def test_finds_at_least_a_possibility_where_the_passages_are_too_many(self):
        chain("2022-01-01", "2022", "2022", "2022", "2022", "2022", "2023-01-01")
        day = date(2022, 6, 1)

        assert Custody.objects.held_on(day).count() == 0
        assert Custody.objects.perhaps_held_on(day).count() == 1

    def test_finds_nobody_where_nothing_is_asked(self):
        chain("2022-01-01", None)

        assert list(Custody.objects.none().held_on(YEAR[0])) == []


class TestDays:
    @pytest.mark.parametrize(("first", "last"), PERIODS)
    def test_are_those_on_which_the_rules_say_that_each_person_was_held(self, known, rows_of, first, last):
        expected = {}
        for person, rows in rows_of.items():
            spells = spells_of(rows)
            answers = Counter(rules.in_custody(spells, day) for day in days_of(first, last))
            expected[person] = (answers[Held.YES], answers[Held.YES] + answers[Held.POSSIBLY])

        by_person = {
            row["person"]: (row["days_least"], row["days_most"]) for row in known.days_by_person(first, last)
        }

        assert by_person == {person: days for person, days in expected.items() if days[1]}
        assert known.days_in(first, last) == DayRange(
            *(sum(each) for each in zip(*expected.values(), strict=True))
        )

    def test_are_as_many_by_country_as_in_all(self, known):
        total = known.days_in(*YEAR)
        by_country = (
            known.with_days(*YEAR)
            .order_by()
            .values("case__country")
            .annotate(least=Sum("days_least"), most=Sum("days_most"))
        )

        assert len(by_country) == 3
        assert sum(row["least"] for row in by_country) == total.least
        assert sum(row["most"] for row in by_country) == total.most

    def test_include_the_first_and_the_last_of_the_period_but_not_the_day_of_the_end(self):
        chain("2022-12-30", "2023-01-02")

        assert Custody.objects.days_in(date(2022, 12, 30), date(2022, 12, 30)) == DayRange(1, 1)
        assert Custody.objects.days_in(*YEAR) == DayRange(2, 2)
        assert Custody.objects.days_in(date(2023, 1, 1), date(2023, 12, 31)) == DayRange(1, 1)
        assert Custody.objects.days_in(date(2023, 1, 2), date(2023, 12, 31)) == DayRange(0, 0)

    def test_go_no_further_back_than_the_period_where_a_start_is_open(self):
        chain("", "2022-02-01")

        assert Custody.objects.days_in(*YEAR) == DayRange(0, 31)

    def test_are_none_where_nothing_is_asked(self):
        assert Custody.objects.none().days_in(*YEAR) == DayRange(0, 0)
        assert Custody.objects.days_in(date(2022, 1, 1), date.max) == DayRange(0, 0)


class TestTakingsAndReleases:
    @pytest.mark.parametrize(("first", "last"), PERIODS)
    def test_are_the_spells_that_the_rules_tell_apart(self, known, rows_of, first, last):
        taken, released = {}, {}
        for rows in rows_of.values():
            spells = spells_of(rows)
            for row, spell in zip(rows, spells, strict=True):
                others = [each for each in spells if each is not spell]
                if not any(rules.leads_into(each, spell) for each in others):
                    taken[row.pk] = counted_on(spell.began)
                if not any(rules.leads_into(spell, each) for each in others):
                    released[row.pk] = counted_on(spell.ended) if row.end_ground != EndGround.DIED else None
        taken, released = (
            {key: day for key, day in days.items() if day and first <= day <= last}
            for days in (taken, released)
        )

        assert dict(known.takings(first, last).values_list("pk", "counted_on")) == taken
        assert dict(known.releases(first, last).values_list("pk", "counted_on")) == released

    def test_are_one_each_for_a_stretch_over_passages_and_transfers_of_one_day(self):
        first, second = chain("2022-02-01", "2022", "2022-09-01")
        (third,) = chain("2022-09-01", "2022-10", person=first.person)

        assert list(Custody.objects.takings(*YEAR)) == [first]
        assert list(Custody.objects.releases(*YEAR)) == [third]
        assert list(Custody.objects.exclude(pk=third.pk).releases(*YEAR)) == [second]

    def test_are_one_each_for_two_spells_of_one_day(self):
        (morning,) = chain("2022-02-01", "2022-02-01")
        (evening,) = chain("2022-02-01", "2022-02-01", person=morning.person)

        assert list(Custody.objects.takings(*YEAR)) == [morning]
        assert list(Custody.objects.releases(*YEAR)) == [evening]

    @pytest.mark.parametrize(
        ("told", "day"),
        [
            ("2022-03", date(2022, 3, 1)),
            ("../2022-03-12", date(2022, 3, 12)),
            ("2022-03-12/..", date(2022, 3, 12)),
        ],
    )
    def test_count_on_the_earliest_day_or_else_the_latest(self, told, day):
        chain(told, None)
        chain("2001", told)

        assert Custody.objects.takings(day, day).get().counted_on == day
        assert Custody.objects.releases(day, day).get().counted_on == day

    def test_count_nowhere_where_nothing_dates_them(self):
        chain("", None)

        assert not Custody.objects.takings(date.min, date.max).exists()

    def test_leave_out_a_death_among_the_releases(self):
        CustodyFactory(ended=True, end_ground=EndGround.DIED)

        assert not Custody.objects.releases(date.min, date.max).exists()
