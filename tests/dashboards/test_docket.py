"""Cases opened, closed and quiet, what is sourced and what is not, and violations: counted by hand."""

from datetime import timedelta

import pytest

from casework.accounts.choices import Role
from casework.cases.choices import CaseStatus, DevelopmentKind, Outcome, WgadCategory
from casework.cases.models import CaseStaff
from casework.dashboards.figures import FIGURES
from casework.dashboards.scope import Scope
from tests.dashboards.counting import FIRST, LAST, day, names, parts, when
from tests.factories.cases import (
    CaseFactory,
    CaseSituationFactory,
    CitationFactory,
    DevelopmentFactory,
    SituationFactory,
    ViolationFactory,
)
from tests.factories.proceedings import CustodyFactory, RestrictionFactory
from tests.factories.reference import TermFactory

pytestmark = pytest.mark.django_db


def case(opened="2022-02-26", closed=None, **values):
    """Make a case that was open from one day to another."""
    if closed:
        values |= {"status": CaseStatus.CLOSED, "closed_on": day(closed)}
        values.setdefault("closing_outcome", Outcome.RELEASED)
    return CaseFactory(opened_on=day(opened), **values)


class TestOpen:
    def test_counts_from_the_day_of_opening_to_the_day_before_the_closing(self, read):
        case("2024-03-05", "2024-05-10")

        days = ("2024-03-04", "2024-03-05", "2024-05-09", "2024-05-10")
        assert [read("open", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_counts_for_lead_and_country(self, read):
        mine, theirs = case(country="KZ"), case(country="BY")

        reading = read("open", LAST)
        assert parts(reading, "lead") == {str(mine.lead_id): 1, str(theirs.lead_id): 1}
        assert parts(reading, "country") == {"KZ": 1, "BY": 1}
        assert parts(read("open", LAST, lead=mine.lead_id), "country") == {"KZ": 1}
        assert parts(read("open", LAST, country="BY"), "lead") == {str(theirs.lead_id): 1}

    def test_is_narrowed_by_a_situation(self, read):
        situation = SituationFactory()
        CaseSituationFactory(case=case(), situation=situation)
        case()

        assert read("open", LAST, situation=situation.pk).number == 1


class TestOpenedAndClosed:
    def test_count_on_both_bounds_of_the_period(self, read):
        for opened in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"):
            case(opened)

        opened = read("opened", LAST, FIRST)
        assert (opened.number, opened.before) == (2, 1)
        assert parts(opened, "month") == {"2024-01": 1, "2024-12": 1}

    def test_tell_the_outcome_recorded_at_the_closing(self, read):
        for closed in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"):
            case("2020-01-01", closed, closing_outcome=Outcome.PARDONED)

        closed = read("closed", LAST, FIRST)
        assert (closed.number, closed.before) == (2, 1)
        assert parts(closed, "outcome") == {"pardoned": 2}


class TestQuiet:
    @pytest.mark.parametrize(
        ("days_ago", "silence"),
        [
            (0, {}),
            (29, {}),
            # Of thirty days ago, the thirty days up to the day are not yet without anything.
            (30, {}),
            (31, {"30": 1}),
            (59, {"30": 1}),
            (60, {"30": 1}),
            (61, {"60": 1}),
            (90, {"60": 1}),
            (91, {"90": 1}),
        ],
    )
    def test_tells_for_how_long_nothing_happened(self, read, days_ago, silence):
        latest = LAST - timedelta(days=days_ago)
        DevelopmentFactory(case=case(), occurred=when(latest.isoformat()))

        assert parts(read("quiet", LAST), "silence") == silence

    def test_counts_the_latest_day_on_which_something_can_have_happened(self, read):
        DevelopmentFactory(case=case(), occurred=when("2024"))
        DevelopmentFactory(case=case(), occurred=when("2024-10"))

        assert parts(read("quiet", LAST), "silence") == {"60": 1}

    def test_lists_the_latest_day_from_which_silence_is_counted(self, director):
        quiet = case()
        for occurred in ("2024-09-20", "2024-09", "2025-01-01", ""):
            DevelopmentFactory(case=quiet, occurred=when(occurred))
        case("2020-01-01")

        figure, scope = FIGURES["quiet"], Scope.of(director, as_at=LAST)
        rows = figure.listed(figure.rows(scope), scope)
        assert [line[-1].value for line in figure.table(rows, scope)] == [day("2024-09-30"), None]

    def test_takes_no_account_of_what_happened_later(self, read):
        DevelopmentFactory(case=case(), occurred=when("2025-01-01"))

        assert parts(read("quiet", LAST), "silence") == {"90": 1}

    @pytest.mark.parametrize(
        ("age", "silence"), [(29, {}), (30, {"30": 1}), (59, {"30": 1}), (60, {"60": 1}), (90, {"90": 1})]
    )
    def test_leaves_out_cases_that_are_younger(self, read, age, silence):
        case((LAST - timedelta(days=age)).isoformat())

        assert parts(read("quiet", LAST), "silence") == silence

    def test_leaves_out_closed_cases(self, read):
        case("2022-01-01", "2024-12-31")

        assert read("quiet", LAST).number == 0
        assert read("quiet", day("2024-12-30")).number == 1

    def test_names_the_bands(self, read):
        for days in (40, 70, 100):
            DevelopmentFactory(case=case(), occurred=when((LAST - timedelta(days=days)).isoformat()))

        assert names(read("quiet", LAST), "silence") == ["90 days and more", "60 to 89 days", "30 to 59 days"]


class TestSourceless:
    def test_leaves_out_internal_notes_and_our_own_actions(self, read):
        for kind in (DevelopmentKind.INTERNAL_NOTE, DevelopmentKind.ADVOCACY_ACTION, DevelopmentKind.ARREST):
            DevelopmentFactory(kind=kind)
        CitationFactory()

        sourceless = read("sourceless", LAST)
        assert (sourceless.number, parts(sourceless, "kind")) == (1, {"arrest": 1})

    def test_counts_what_can_have_happened_by_the_day(self, read):
        for occurred in ("2024", "", "2024-06-11"):
            DevelopmentFactory(occurred=when(occurred))

        days = ("2023-12-31", "2024-01-01", "2024-06-10", "2024-06-11")
        assert [read("sourceless", day(text)).number for text in days] == [1, 2, 2, 3]

    def test_takes_account_of_the_restricted_sources_of_ones_own_cases(self, read, staff):
        caseworker = staff(Role.CASEWORKER)
        CitationFactory(development__case=CaseFactory(team=[caseworker]), source__restricted=True)

        assert read("sourceless", LAST).number == 0
        assert read("sourceless", LAST, reader=caseworker).number == 0


class TestContradicted:
    def test_counts_each_development_once_however_many_sources_contradict_it(self, read):
        development = DevelopmentFactory(occurred=when("2024-06-10"))
        CitationFactory(development=development)
        for _source in range(2):
            CitationFactory(development=development, contradicting=True)
        CitationFactory(development__occurred=when("2024-06-10"))

        assert [read("contradicted", day(f"2024-06-{number}")).number for number in ("09", 10)] == [0, 1]


class TestViolations:
    def test_counts_each_act_and_victim_by_type_and_category(self, read):
        beating, detention = TermFactory(violation_type=True), TermFactory(violation_type=True)
        development = DevelopmentFactory(occurred=when("2024-06-10"))
        for _victim in range(2):
            ViolationFactory(development=development, type=beating)
        category = WgadCategory.UNFAIR_TRIAL
        ViolationFactory(development=development, type=detention, wgad_category=category)
        ViolationFactory(development=development, type=detention, of_organisation=True)

        violations = read("violations", LAST, FIRST)
        assert violations.number == 4
        assert parts(violations, "type") == {str(beating.pk): 2, str(detention.pk): 2}
        assert parts(violations, "category") == {"III": 1, "none": 3}
        assert names(violations, "category")[-1] == "no category of detention"

    def test_counts_on_the_first_possible_day(self, read):
        for occurred in ("2023-12-31", "2024", "2024-12-31", "2025", ""):
            ViolationFactory(development__occurred=when(occurred))

        violations = read("violations", LAST, FIRST)
        assert (violations.number, violations.before) == (2, 1)
        assert parts(violations, "month") == {"2024-01": 1, "2024-12": 1}


class TestReaders:
    """A caseworker reads of the cases of their teams; from directors and auditors nothing is kept."""

    @pytest.fixture
    def caseworker(self, staff):
        return staff(Role.CASEWORKER)

    def numbers(self, read, reader):
        asked = ("open", "held", "restricted", "sourceless", "taken")
        return [read(name, LAST, day("2022-01-01"), reader=reader).number for name in asked]

    def fill(self, case):
        CustodyFactory(case=case)
        RestrictionFactory(case=case)

    def test_caseworkers_count_the_cases_of_their_teams_only(self, read, caseworker, director):
        self.fill(CaseFactory(team=[caseworker]))
        self.fill(CaseFactory())

        assert self.numbers(read, caseworker) == [1, 1, 1, 2, 1]
        assert self.numbers(read, director) == [2, 2, 2, 4, 2]

    def test_restricted_cases_of_others_count_for_directors_and_auditors(
        self, read, caseworker, director, staff
    ):
        self.fill(CaseFactory(restricted=True))

        assert self.numbers(read, caseworker) == [0, 0, 0, 0, 0]
        for reader in (director, staff(Role.AUDITOR)):
            assert self.numbers(read, reader) == [1, 1, 1, 2, 1]

    def test_restricted_cases_of_their_own_count_for_caseworkers(self, read, caseworker):
        self.fill(CaseFactory(restricted=True, team=[caseworker]))

        assert self.numbers(read, caseworker) == [1, 1, 1, 2, 1]

    def test_cases_that_a_caseworker_left_count_no_more(self, read, caseworker):
        self.fill(CaseFactory(team=[caseworker]))
        CaseStaff.objects.get(user=caseworker).delete()

        assert self.numbers(read, caseworker) == [0, 0, 0, 0, 0]

    def test_a_spell_in_a_case_kept_from_a_caseworker_changes_nothing_for_them(self, read, caseworker):
        own, other = CaseFactory(team=[caseworker], country="KZ"), CaseFactory(restricted=True, country="BY")
        spell = CustodyFactory(case=own)
        CustodyFactory(case=other, person=spell.person, began_by__occurred=when("2024-05-05"))

        assert parts(read("held", LAST, reader=caseworker), "country") == {"KZ": 1}
        assert parts(read("held", LAST), "country") == {"BY": 1}
