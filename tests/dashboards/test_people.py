"""Who is held, taken, released and bound, and for how many days: counted by hand."""

import pytest

from casework.cases.choices import PartyRole
from casework.proceedings.choices import CustodyRegime, EndGround
from tests.dashboards.counting import FIRST, LAST, day, measure, names, parts, when
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory, RestrictionFactory

pytestmark = pytest.mark.django_db


def spell(began="2024-03-05", ended=None, *, passes_into=None, **values):
    """Make a spell from one date to another; ``passes_into`` is the development that begins the next."""
    case = values.setdefault("case", CaseFactory())
    if ended is not None:
        values["ended_by"] = DevelopmentFactory(case=case, occurred=when(ended))
    if passes_into is not None:
        values["ended_by"] = passes_into
    if isinstance(began, str):
        return CustodyFactory(began_by__occurred=when(began), **values)
    return CustodyFactory(began_by=began, **values)


class TestHeld:
    def test_counts_from_the_day_of_the_start_to_the_day_before_the_end(self, read):
        spell("2024-03-05", "2024-05-10")

        days = ("2024-03-04", "2024-03-05", "2024-05-09", "2024-05-10")
        assert [read("held", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_counts_from_the_last_day_on_which_it_can_have_begun(self, read):
        spell("2024-03")

        assert [read("held", day(f"2024-03-{number}")).number for number in (30, 31)] == [0, 1]
        assert [read("perhaps", day(f"2024-03-{number}")).number for number in ("01", 30, 31)] == [1, 1, 0]

    def test_counts_to_the_first_day_on_which_it_can_have_ended(self, read):
        spell("2024-03-05", "2024-05")

        assert [read("held", day(text)).number for text in ("2024-04-30", "2024-05-01")] == [1, 0]
        days = ("2024-04-30", "2024-05-01", "2024-05-30", "2024-05-31")
        assert [read("perhaps", day(text)).number for text in days] == [0, 1, 1, 0]

    @pytest.mark.parametrize("began", [None, ""], ids=["no development", "one without a date"])
    def test_without_a_known_start_counts_from_when_the_case_was_opened(self, read, began):
        spell(began, case=CaseFactory(opened_on=day("2024-02-26")))

        assert [read("held", day(f"2024-02-{number}")).number for number in (25, 26)] == [0, 1]
        assert read("perhaps", day("2024-02-25")).number == 1
        held = read("held", LAST)
        assert (parts(held, "since"), names(held, "since")) == ({"none": 1}, ["start not known"])

    def test_without_a_known_start_is_uncertain_once_it_ended(self, read):
        spell(None, "2024-05-10", case=CaseFactory(opened_on=day("2024-02-26")))

        assert read("held", day("2024-04-01")).number == 0
        assert [read("perhaps", day(f"2024-05-{number}")).number for number in ("09", 10)] == [1, 0]

    def test_counts_a_person_of_two_cases_once_in_the_one_in_which_they_are_then_held(self, read):
        person, lead = PersonFactory(), CaseFactory().lead
        arrest, sentence = CaseFactory(country="KZ", lead=lead), CaseFactory(country="BY")
        spell("2024-01-10", person=person, case=arrest, regime=CustodyRegime.PRETRIAL)
        spell("2024-06-03", person=person, case=sentence, regime=CustodyRegime.IMPRISONMENT)

        before, after = read("held", day("2024-06-02")), read("held", LAST)
        assert (before.number, parts(before, "country")) == (1, {"KZ": 1})
        assert (after.number, parts(after, "country")) == (1, {"BY": 1})
        assert parts(after, "regime") == {"imprisonment": 1}
        assert parts(after, "lead") == {str(sentence.lead_id): 1}

        assert [read("held", LAST, country=code).number for code in ("KZ", "BY")] == [0, 1]
        assert [read("held", LAST, lead=key).number for key in (lead.pk, sentence.lead_id)] == [0, 1]
        assert [read("held", day("2024-06-02"), country=code).number for code in ("KZ", "BY")] == [1, 0]
        assert read("perhaps", LAST, country="KZ").number == 0

    def test_counts_house_arrest_but_not_the_ban_that_follows(self, read):
        case, person = CaseFactory(), PersonFactory()
        spell("2024-03-05", "2024-05-10", case=case, person=person, regime=CustodyRegime.HOUSE_ARREST)
        RestrictionFactory(case=case, person=person, imposed_by__occurred=when("2024-05-10"))

        at_home, outside = day("2024-05-09"), day("2024-05-10")
        assert parts(read("held", at_home), "regime") == {"house_arrest": 1}
        assert read("restricted", at_home).number == 0
        assert read("held", outside).number == 0
        assert read("restricted", outside).number == 1

    def test_is_told_by_how_long_the_spell_lasts(self, read):
        starts = ("2024-12-01", "2024-11-30", "2024-07-01", "2024-06-30", "2024-01-01", "2023-12-31")
        for start in (*starts, "2022-12-31", "2019-12-31", "2019", "1999-01-01"):
            spell(start)

        held = read("held", LAST)
        assert held.number == 10
        assert parts(held, "since") == {"month": 1, "half": 2, "year": 2, "two": 1, "five": 1, "more": 3}

    def test_leaves_out_what_is_only_possible(self, read):
        spell("2024")

        assert (read("held", day("2024-07-01")).number, read("perhaps", day("2024-07-01")).number) == (0, 1)


class TestTaken:
    def test_counts_on_both_bounds_of_the_period_and_nowhere_else(self, read):
        for start in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"):
            spell(start)

        taken = read("taken", LAST, FIRST)
        assert (taken.number, parts(taken, "month")) == (2, {"2024-01": 1, "2024-12": 1})

    def test_counts_no_passing_from_prison_to_prison(self, read):
        case, person = CaseFactory(), PersonFactory()
        transfer = DevelopmentFactory(case=case, occurred=when("2024-04-01"))
        spell("2024-03-05", passes_into=transfer, case=case, person=person)
        spell(transfer, "2024-08-20", case=case, person=person)

        taken, released = read("taken", LAST, FIRST), read("released", LAST, FIRST)
        assert (taken.number, parts(taken, "month")) == (1, {"2024-03": 1})
        assert (released.number, parts(released, "month")) == (1, {"2024-08": 1})

    def test_counts_no_passing_told_by_two_developments_of_one_day(self, read):
        case, person = CaseFactory(), PersonFactory()
        spell("2024-03-05", "2024-04-01", case=case, person=person)
        spell("2024-04-01", case=case, person=person)

        assert read("taken", LAST, FIRST).number == 1
        assert read("released", LAST, FIRST).number == 0

    def test_counts_somebody_twice_who_was_at_liberty_in_between(self, read):
        case, person = CaseFactory(), PersonFactory()
        spell("2024-03-05", "2024-04-01", case=case, person=person)
        spell("2024-04-02", case=case, person=person)

        assert read("taken", LAST, FIRST).number == 2
        assert read("released", LAST, FIRST).number == 1

    def test_counts_an_imprecise_start_on_its_first_day_only(self, read):
        spell("2024")
        spell("2023-12")
        spell("../2024-05-09")

        taken = read("taken", LAST, FIRST)
        assert parts(taken, "month") == {"2024-01": 1, "2024-05": 1}
        assert read("taken", LAST, day("2024-01-02")).number == 1

    @pytest.mark.parametrize("began", [None, ""])
    def test_leaves_out_what_nothing_dates(self, read, began):
        spell(began)

        assert read("taken", LAST, day("1990-01-01")).number == 0

    def test_is_compared_with_a_period_of_the_same_length_directly_before(self, read):
        for start in ("2024-03-30", "2024-03-31", "2024-04-29", "2024-04-30", "2024-05-01", "2024-05-30"):
            spell(start)

        # Thirty days from 30 April to 29 May; thirty before them, from 31 March to 29 April.
        taken = read("taken", day("2024-05-29"), day("2024-04-30"))
        assert (taken.number, taken.before) == (2, 2)

    def test_is_told_by_years_where_the_period_is_long(self, read):
        for start in ("2022-05-01", "2024", "2024-12-31"):
            spell(start)

        assert parts(read("taken", LAST, day("2022-01-01")), "month") == {"2022-01": 1, "2024-01": 2}


class TestReleased:
    def test_counts_on_both_bounds_of_the_period_by_the_ground(self, read):
        spell("2023-01-01", "2024-01-01", end_ground=EndGround.PARDON)
        spell("2023-01-01", "2024-12-31")
        spell("2023-01-01", "2023-12-31", end_ground=EndGround.BAIL)
        spell("2023-01-01", "2025-01-01", end_ground=EndGround.BAIL)

        released = read("released", LAST, FIRST)
        assert (released.number, parts(released, "ground")) == (2, {"pardon": 1, "none": 1})
        assert names(released, "ground") == ["pardon", "ground not recorded"]

    def test_leaves_out_death_in_custody(self, read):
        spell("2023-01-01", "2024-04-01", end_ground=EndGround.DIED)

        assert read("released", LAST, FIRST).number == 0
        assert read("held", day("2024-04-01")).number == 0

    def test_counts_an_imprecise_end_on_its_first_day(self, read):
        spell("2022-01-01", "2024")
        spell("2022-01-01", "../2024-09-01")

        assert parts(read("released", LAST, FIRST), "month") == {"2024-01": 1, "2024-09": 1}


class TestDaysOfDetention:
    def test_counts_the_days_from_the_start_to_the_day_before_the_end(self, read):
        spell("2024-01-11", "2024-01-21")

        assert measure(read("detained", LAST, FIRST)) == {"days of detention": "10 days"}

    def test_counts_the_first_and_the_last_day_of_the_period(self, read):
        spell("2020-01-01")

        detained = read("detained", day("2024-03-10"), day("2024-03-01"))
        assert measure(detained) == {"days of detention": "10 days"}

    def test_is_a_range_where_dates_are_imprecise(self, read):
        spell("2024-01", "2024-02-10")

        # From 31 January it is certain, from the 1st possible; both until 9 February.
        assert measure(read("detained", LAST, FIRST)) == {"days of detention": "10 to 40 days"}

    def test_is_certain_from_the_opening_of_the_case_where_no_start_is_known(self, read):
        spell(None, case=CaseFactory(opened_on=day("2024-02-26")))

        detained = read("detained", day("2024-02-29"), day("2024-02-01"))
        assert measure(detained) == {"days of detention": "4 to 29 days"}

    def test_counts_no_day_of_a_person_twice(self, read):
        person = PersonFactory()
        spell("2024-01-01", "2024-01-11", person=person)
        spell("2024-01-06", "2024-01-16", person=person)
        spell("2024-01-06", "2024-01-16")

        detained = read("detained", LAST, FIRST)
        assert (detained.number, measure(detained)) == (3, {"days of detention": "25 days"})

    def test_leaves_out_who_was_free_in_all_of_the_period(self, read):
        spell("2023-01-01", "2024-01-01")
        spell("2025-01-01")

        assert read("detained", LAST, FIRST).number == 0
        assert read("detained", LAST, FIRST).before == 1


class TestDied:
    def client(self, death, role=PartyRole.CLIENT, case=None):
        party = CasePartyFactory(person__death=when(death), role=role, case=case or CaseFactory())
        return party.person

    def test_counts_clients_in_custody_or_not(self, read):
        prisoner = self.client("2024-04-01")
        spell("2023-01-01", "2024-04-01", person=prisoner, end_ground=EndGround.DIED)
        self.client("2024-12-31")
        self.client("2023-12-31")
        self.client("2024-04-01", role=PartyRole.RELATIVE)
        self.client("")

        died = read("died", LAST, FIRST)
        assert (died.number, parts(died, "where")) == (2, {"custody": 1, "none": 1})
        assert died.before == 1

    def test_counts_a_client_of_two_cases_once_on_the_first_possible_day(self, read):
        person = self.client("2024", case=CaseFactory(country="KZ"))
        CasePartyFactory(person=person, case__country="BY")

        died = read("died", LAST, FIRST)
        assert (died.number, parts(died, "month")) == (1, {"2024-01": 1})
        assert [read("died", LAST, FIRST, country=code).number for code in ("KZ", "BY", "GE")] == [1, 1, 0]


class TestRestricted:
    def test_counts_from_its_imposition_to_the_day_before_its_end(self, read):
        RestrictionFactory(imposed_by__occurred=when("2024-03-05"), ends=when("2024-05-10"))

        days = ("2024-03-04", "2024-03-05", "2024-05-09", "2024-05-10")
        assert [read("restricted", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_counts_only_what_certainly_binds(self, read):
        RestrictionFactory(imposed_by__occurred=when("2024-03"), ends=when("2024-05"))

        days = ("2024-03-30", "2024-03-31", "2024-04-30", "2024-05-01")
        assert [read("restricted", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_ends_when_it_is_lifted(self, read):
        RestrictionFactory(lifted=True, ends=when("2026"))

        days = ("2023-04-09", "2023-04-10")
        assert [read("restricted", day(text)).number for text in days] == [1, 0]

    def test_counts_a_person_once_by_when_the_last_ends_at_the_latest(self, read):
        person = PersonFactory()
        RestrictionFactory(person=person, ends=when("2026-03"))
        RestrictionFactory(person=person, ends=when("2027"))
        RestrictionFactory(ends=when("2026-01-01"))

        restricted = read("restricted", LAST)
        assert (restricted.number, parts(restricted, "ends")) == (2, {"2026": 1, "2027": 1})

    def test_says_that_no_end_is_known_if_that_is_so_of_any(self, read):
        person = PersonFactory()
        RestrictionFactory(person=person, ends=when("2026-03"))
        RestrictionFactory(person=person)

        restricted = read("restricted", LAST)
        assert (restricted.number, names(restricted, "ends")) == (1, ["no end known"])
