"""As known on a day, every figure tells what it told on that day; what was learned since is told apart."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.advocacy.choices import ActionStatus, DemandStatus
from casework.audit.choices import Origin
from casework.audit.context import Actor, change_set
from casework.cases.choices import CaseStatus, DevelopmentKind, Outcome
from casework.cases.models import CaseParty, CaseStaff, Citation, Violation
from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from casework.dashboards.figures import FIGURES
from casework.dashboards.reading import Asked, Learned, read_figures
from casework.dashboards.scope import Scope
from casework.proceedings.choices import ChargeStatus, CustodyRegime, EndGround, SentenceKind
from casework.reference.choices import Vocabulary
from tests.dashboards.counting import parts, when
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    ResponseFactory,
)
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CitationFactory,
    DevelopmentFactory,
    ViolationFactory,
)
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    RestrictionFactory,
    SentenceComponentFactory,
)
from tests.factories.reference import LegalProvisionFactory, MechanismFactory, initial_term
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db

#: A noon after the migrations recorded what every office starts with.
FIRST = datetime(2044, 3, 1, 12, tzinfo=UTC)


def the_day(number):
    """Return a day of the story, counted from its first."""
    return (FIRST + timedelta(days=number)).date()


def on_day(number):
    """Return a day of the story as a development has it."""
    return PartialDate.on(the_day(number))


@contextmanager
def written(number):
    """Let what is written inside be an act of its own at the noon of a day of the story."""
    with (
        time_machine.travel(FIRST + timedelta(days=number), tick=False),
        change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a day's work"),
    ):
        yield


def evening(number):
    """Be in the evening of a day of the story."""
    return time_machine.travel(FIRST + timedelta(days=number, hours=7), tick=False)


def amend(row, **values):
    """Record of a row something else than before."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


class Story:
    """A docket over several days, on each of which something else is written, changed or deleted."""

    def day_0(self):
        """Take on three cases, one of them restricted: an arrest, a charge, a demand and a petition."""
        self.lead, self.provision = UserFactory(caseworker=True), LegalProvisionFactory()
        self.case = CaseFactory(lead=self.lead, opened_on=the_day(-60))
        self.other = CaseFactory(country="BY", opened_on=the_day(-100))
        self.secret = CaseFactory(restricted=True, country="RU", opened_on=the_day(0))
        self.person, self.stranger = PersonFactory(name="Aset"), PersonFactory(name="Bela")
        CasePartyFactory(case=self.case, person=self.person)
        self.spell = CustodyFactory(case=self.case, person=self.person, began_by__occurred=on_day(-9))
        CustodyFactory(case=self.secret, regime=CustodyRegime.HOUSE_ARREST, began_by=None)
        self.charge = ChargeFactory(proceeding__case=self.case, provision=self.provision)
        ChargeEventFactory(charge=self.charge, development__occurred=on_day(-8))
        self.citation = CitationFactory(development=self.spell.began_by, contradicting=True)
        self.demand = DemandFactory(case=self.case, made=on_day(-5))
        self.petition = ActionFactory(done=True, petition=True)
        ActionCaseFactory(action=self.petition, case=self.case, told=True, development__occurred=on_day(-5))
        self.target = ActionTargetFactory(action=self.petition)
        terms = {"started_on": the_day(-5), "due_on": the_day(2)}
        self.clock = ClockFactory(target=self.target, mechanism=self.petition.mechanism, **terms)

    def day_1(self):
        """Learn late of an arrest of last year, and that the first one is less certain than it seemed."""
        self.late = CustodyFactory(case=self.other, person=self.stranger, began_by__occurred=when("2043-06"))
        amend(self.spell.began_by, occurred=when("2044-02"))
        self.violation = ViolationFactory(
            development=self.late.began_by, victim_person=self.stranger, wgad_category="II"
        )
        fill(self.other, PersonFactory())

    def day_2(self):
        """Hear the verdict, and of a designation."""
        verdict = DevelopmentFactory(
            case=self.case, kind=DevelopmentKind.DECISION, occurred=on_day(2), headline="Verdict"
        )
        ChargeEventFactory(charge=self.charge, development=verdict, status=ChargeStatus.CONVICTED)
        self.verdict = DecisionFactory(proceeding=self.charge.proceeding, development=verdict)
        self.term = SentenceComponentFactory(decision=self.verdict, years=6)
        SentenceComponentFactory(decision=self.verdict, kind=SentenceKind.SUSPENDED_IMPRISONMENT, months=6)
        self.designation = DesignationFactory(
            person=self.person, development=DevelopmentFactory(case=self.case, occurred=on_day(2))
        )

    def day_3(self):
        """Record a transfer, a release, a reply and the closing of a case."""
        transfer = DevelopmentFactory(case=self.case, kind=DevelopmentKind.CUSTODY_CHANGE, occurred=on_day(3))
        amend(self.spell, ended_by=transfer)
        self.prison = CustodyFactory(
            case=self.case, person=self.person, began_by=transfer, regime=CustodyRegime.IMPRISONMENT
        )
        release = DevelopmentFactory(case=self.other, kind=DevelopmentKind.RELEASE, occurred=when("2044"))
        amend(self.late, ended_by=release, end_ground=EndGround.AMNESTY)
        reply = ResponseFactory(
            target=self.target,
            development=DevelopmentFactory(case=self.case, occurred=on_day(3)),
            kind=initial_term(Vocabulary.RESPONSE, "favourable"),
        )
        amend(self.clock, stopped_by=reply)
        outcome = {"closed_on": the_day(3), "closing_outcome": Outcome.RELEASED}
        amend(self.other, status=CaseStatus.CLOSED, **outcome)

    def day_4(self):
        """Take back what was recorded in error."""
        Violation.objects.get(pk=self.violation.pk).delete()
        Citation.objects.get(pk=self.citation.pk).delete()
        CaseParty.objects.get(case=self.case, person=self.person).delete()
        acquittal = {"status": ChargeStatus.ACQUITTED, "development__occurred": on_day(-1)}
        ChargeEventFactory(charge__proceeding=self.charge.proceeding, **acquittal)
        amend(self.late, ended_by=None, end_ground="")
        amend(self.other, status=CaseStatus.ACTIVE, closed_on=None, closing_outcome="", country="GE")

    def day_5(self):
        """Restrict the first case; the appeal shortens the sentence and adds a ban."""
        amend(self.case, confidentiality=Confidentiality.RESTRICTED)
        appeal = DevelopmentFactory(case=self.case, kind=DevelopmentKind.DECISION, occurred=on_day(5))
        decision = DecisionFactory(
            proceeding=self.charge.proceeding, development=appeal, supersedes=self.verdict
        )
        SentenceComponentFactory(decision=decision, years=4)
        self.ban = RestrictionFactory(
            case=self.case, person=self.person, imposed_by=appeal, ends=when("2047-05")
        )
        DemandEventFactory(demand=self.demand, development__occurred=on_day(5), status=DemandStatus.REFUSED)

    def day_6(self):
        """Write another lead, another name, another year, and a death into what stood before."""
        amend(self.secret, lead=self.lead, country="KZ")
        amend(self.lead, full_name="Somebody Else")
        amend(self.person, name="Aset Another", death=on_day(6))
        CasePartyFactory(case=self.case, person=self.person)
        died = DevelopmentFactory(case=self.case, occurred=on_day(6))
        amend(self.prison, ended_by=died, end_ground=EndGround.DIED)
        amend(self.designation, withdrawn_by=DevelopmentFactory(case=self.case, occurred=on_day(6)))
        amend(self.term, years=9)
        amend(self.ban, ends=when("2049"))
        amend(self.provision, number="99")
        amend(self.petition, status=ActionStatus.CANCELLED, mechanism=MechanismFactory())

    def day_7(self):
        """Move much to other days and kinds."""
        amend(self.late, regime=CustodyRegime.INCOMMUNICADO, facility=OrganisationFactory(prison=True))
        amend(self.late.began_by, occurred=when("2043-11-11"), kind=DevelopmentKind.HARASSMENT)
        amend(self.verdict.development, occurred=when("2043-12"))
        amend(self.petition, status=ActionStatus.DONE, kind="urgent_appeal")
        fill(CaseFactory(opened_on=the_day(-400)), PersonFactory())


DAYS = [name for name in vars(Story) if name.startswith("day_")]


def told(reader, **asked):
    """Return all that every figure tells: its numbers, parts and lists, in words."""
    reader = User.objects.get(pk=reader.pk)
    scope = Scope.of(reader, **asked)
    everything = [Asked(figure, [parting.name for parting in figure.partings]) for figure in FIGURES.values()]
    readings = read_figures(everything, scope, query="", query_before="")
    with scope.reading():
        return {name: (*numbers(reading), listed(name, scope)) for name, reading in readings.items()}


def numbers(reading):
    """Return the numbers of a figure with the names of what they count."""
    return reading.number, reading.before, list(reading.measures), reading.parts


def listed(name, scope):
    """Return the list that a figure opens, as it reads."""
    figure = FIGURES[name]
    rows = list(figure.listed(figure.rows(scope), scope))
    return [[str(cell.value) for cell in line] for line in figure.table(rows, scope)]


def page(reader, query=""):
    """Return all numbers that stand on the page of the dashboard, in order."""
    browser = Client()
    browser.force_login(User.objects.get(pk=reader.pk))
    answer = browser.get(f"/dashboard/{query}")
    assert answer.status_code == 200
    return re.findall(r'data-count="(\d+)"', answer.content.decode())


class TestAsKnownOn:
    def test_tells_what_the_figures_and_the_page_told_on_that_day(self, director):
        story, kept = Story(), []
        for number, name in enumerate(DAYS):
            with written(number):
                getattr(story, name)()
            with evening(number):
                kept.append((told(director), page(director)))

        with evening(len(DAYS) + 2):
            days = [the_day(number) for number in range(len(DAYS))]
            again = [told(director, as_at=day, known_on=day) for day in days]
            pages = [page(director, f"?as_at={day}&known_on={day}") for day in days]

        wrong = {
            (number, name): (then[name], now[name])
            for number, ((then, _page), now) in enumerate(zip(kept, again, strict=True))
            for name in then
            if then[name] != now[name]
        }
        assert wrong == {}
        assert pages == [shown for _told, shown in kept]
        # It is a story in which every figure moves, and these as written.
        assert {name for name in FIGURES if len({repr(then[name]) for then, _page in kept}) == 1} == set()
        assert [then["held"][0] for then, _page in kept] == [2, 3, 3, 2, 3, 3, 2, 2]

    def test_knows_of_nothing_that_was_written_later(self, director):
        story = Story()
        for number, name in enumerate(DAYS):
            with written(number):
                getattr(story, name)()

        with evening(len(DAYS)):
            before = told(director, as_at=the_day(len(DAYS)), known_on=the_day(-1))
        assert {name: numbers[:2] for name, numbers in before.items() if any(numbers[:2])} == {}


class TestAsAtAndAsKnownOn:
    def test_differ_where_a_fact_is_entered_months_late(self, read):
        with written(0):
            CustodyFactory(began_by__occurred=when("2043-10-01"))

        with evening(1):
            autumn, yesterday = datetime(2043, 12, 31, tzinfo=UTC).date(), the_day(-1)
            assert read("held", autumn).number == 1
            assert read("held", autumn, known_on=autumn).number == 0
            assert read("held", the_day(1), known_on=yesterday).number == 0
            assert read("held", autumn, known_on=the_day(0)).number == 1
            assert read("taken", autumn).number == 1
            assert read("taken", the_day(0), the_day(0)).number == 0


class TestLearned:
    def test_counts_what_today_has_more_and_what_fewer(self, read):
        with written(0):
            mistaken, _standing = CustodyFactory(), CustodyFactory()
        with written(2):
            for _found in range(2):
                CustodyFactory(began_by__occurred=when("2043-10-01"))
            mistaken.delete()

        with evening(3):
            reading = read("held", the_day(0), known_on=the_day(0))
            assert (reading.number, reading.learned) == (2, Learned(more=2, fewer=1))
            assert read("held", the_day(0)).number == 3
            assert not read("died", the_day(0), known_on=the_day(0)).learned
            assert read("held", the_day(0)).learned is None

    def test_does_not_count_a_row_of_which_only_a_part_changed(self, read):
        with written(0):
            spell = CustodyFactory(regime=CustodyRegime.POLICE)
        with written(1):
            amend(spell, regime=CustodyRegime.PRETRIAL)

        with evening(2):
            reading = read("held", the_day(0), known_on=the_day(0))
            assert (parts(reading, "regime"), bool(reading.learned)) == ({"police": 1}, False)

    def test_stands_on_the_page(self, director):
        with written(0):
            CustodyFactory()
        with written(1):
            CustodyFactory()

        with evening(2):
            browser = Client()
            browser.force_login(director)
            answer = browser.get(f"/dashboard/?known_on={the_day(0)}&as_at={the_day(0)}").content.decode()
        assert "Learned since: 1 more, 0 fewer" in answer


class TestWhatIsKeptFromACaseworker:
    @pytest.fixture
    def caseworker(self, staff):
        return staff(Role.CASEWORKER)

    def held(self, read, reader):
        return read("held", the_day(0), known_on=the_day(0), reader=reader).number

    def test_since_they_left_the_team_is_not_told_of_before(self, read, caseworker, director):
        with written(0):
            case = CaseFactory(team=[caseworker])
            CustodyFactory(case=case)
        with evening(0):
            assert self.held(read, caseworker) == 1
        with written(1):
            CaseStaff.objects.get(case=case, user=caseworker).delete()
            amend(case, confidentiality=Confidentiality.RESTRICTED)

        with evening(2):
            assert [self.held(read, reader) for reader in (caseworker, director)] == [0, 1]

    def test_since_a_person_is_restricted_is_not_told_of_before(self, read, caseworker, director):
        with written(0):
            spell = CustodyFactory(case=CaseFactory(team=[caseworker]))
        with evening(0):
            assert self.held(read, caseworker) == 1
        with written(1):
            amend(spell.person, confidentiality=Confidentiality.RESTRICTED)

        with evening(2):
            assert [self.held(read, reader) for reader in (caseworker, director)] == [0, 1]
            reading = read("held", the_day(0), known_on=the_day(0), reader=caseworker)
            assert not reading.learned
