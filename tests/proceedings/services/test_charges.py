"""How charges are brought and what may become of them."""

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, ChargeEvent
from casework.proceedings.services import (
    ChargeCannotChange,
    DevelopmentUnclear,
    file_charge,
    log_charge_event,
)
from tests.factories.cases import DevelopmentFactory
from tests.factories.proceedings import ChargeEventFactory, ChargeFactory, ProceedingFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestFileCharge:
    def test_logs_the_development_about_the_defendant(self):
        proceeding = ProceedingFactory()

        charge = file_charge(
            proceeding=proceeding,
            offence="organising mass riots",
            status=ChargeStatus.ADDED,
            wording="mass disorder",
            occurred=when("2022-03-12/2023-04-10"),
            headline="Prosecutors add a charge",
        )

        event = charge.events.get()
        assert (event.status, event.wording) == (ChargeStatus.ADDED, "mass disorder")
        assert event.development.kind == DevelopmentKind.CHARGE
        assert [row.person for row in event.development.persons.all()] == [proceeding.defendant]

    def test_lets_several_charges_share_one_development(self):
        proceeding = ProceedingFactory()
        development = DevelopmentFactory(case=proceeding.case)

        for offence in ("insulting an official", "spreading false information"):
            file_charge(proceeding=proceeding, offence=offence, development=development)

        assert development.charge_events.count() == 2
        assert Development.objects.count() == 1

    @pytest.mark.parametrize(
        "circumstances",
        [{}, {"headline": "Charged"}, {"occurred": when("2022")}, {"headline": "", "occurred": when("2022")}],
    )
    def test_asks_for_a_development(self, circumstances):
        with pytest.raises(DevelopmentUnclear, match="Say what happened"):
            file_charge(proceeding=ProceedingFactory(), offence="sedition", **circumstances)

        assert not Charge.objects.exists()

    def test_refuses_a_development_and_the_makings_of_another(self):
        proceeding = ProceedingFactory()

        with pytest.raises(DevelopmentUnclear, match="not both"):
            file_charge(
                proceeding=proceeding,
                offence="sedition",
                development=DevelopmentFactory(case=proceeding.case),
                headline="Charged",
            )

    def test_leaves_nothing_where_a_charge_cannot_begin_so(self):
        with pytest.raises(ChargeCannotChange, match="cannot begin with “conviction quashed”"):
            file_charge(
                proceeding=ProceedingFactory(),
                offence="sedition",
                status=ChargeStatus.QUASHED,
                occurred=when("2022"),
                headline="Quashed",
            )

        assert not Charge.objects.exists()
        assert not Development.objects.exists()


class TestLogChargeEvent:
    @pytest.fixture
    def charge(self):
        """A charge filed on 12 March 2022."""
        charge = ChargeFactory()
        filed = DevelopmentFactory(case=charge.proceeding.case, occurred=when("2022-03-12"))
        ChargeEventFactory(charge=charge, development=filed)
        return charge

    def log(self, charge, status, occurred, **values):
        return log_charge_event(
            charge=charge, status=status, occurred=when(occurred), headline=f"{status} it is", **values
        )

    def test_gives_the_charge_its_new_status(self, charge):
        self.log(charge, ChargeStatus.AMENDED, "2022-09-01", wording="mass disorder")
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        current = Charge.objects.with_current_status().get()
        assert (current.current_status, current.current_wording) == ("convicted", "mass disorder")

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (ChargeStatus.AMENDED, DevelopmentKind.CHARGE),
            (ChargeStatus.DROPPED, DevelopmentKind.CHARGE),
            (ChargeStatus.DISMISSED, DevelopmentKind.DECISION),
            (ChargeStatus.ACQUITTED, DevelopmentKind.DECISION),
        ],
    )
    def test_logs_what_a_court_does_as_a_decision(self, charge, status, kind):
        event = self.log(charge, status, "2022-09-01")

        assert event.development.kind == kind

    def test_takes_late_news_in_its_place(self, charge):
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        self.log(charge, ChargeStatus.AMENDED, "2022-09-01")

        assert Charge.objects.with_current_status().get().current_status == "convicted"

    def test_refuses_late_news_that_what_followed_rules_out(self, charge):
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        with pytest.raises(
            ChargeCannotChange, match="“convicted” cannot follow “dropped by the prosecution”"
        ):
            self.log(charge, ChargeStatus.DROPPED, "2022-09-01")

    def test_allows_only_an_appeal_after_an_acquittal(self, charge):
        self.log(charge, ChargeStatus.ACQUITTED, "2023-04-10")

        with pytest.raises(ChargeCannotChange, match="cannot follow"):
            self.log(charge, ChargeStatus.DROPPED, "2023-05-01")
        self.log(charge, ChargeStatus.APPEAL_PENDING, "2023-05-01")

        assert ChargeEvent.objects.count() == 3

    def test_refuses_a_development_of_another_case(self, charge):
        with pytest.raises(ValidationError, match="another case"):
            log_charge_event(charge=charge, status=ChargeStatus.AMENDED, development=DevelopmentFactory())
