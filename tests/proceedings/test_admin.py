"""The pages on which the legal ledgers are kept."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit.choices import Origin
from casework.audit.models import ChangeSet
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus, ProceedingStatus
from casework.proceedings.models import (
    Arrest,
    Charge,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Restriction,
    Safeguard,
    SentenceComponent,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import (
    ArrestFactory,
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    RestrictionFactory,
    RestrictionScopeFactory,
    SafeguardFactory,
    SentenceComponentFactory,
)
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

when = PartialDate.read


def page_of(row):
    return reverse(f"admin:proceedings_{row._meta.model_name}_change", args=[row.pk])


def add_page_of(model):
    return reverse(f"admin:proceedings_{model._meta.model_name}_add")


def list_of(model):
    return reverse(f"admin:proceedings_{model._meta.model_name}_changelist")


@pytest.fixture
def browser(client):
    """A browser in which a caseworker is signed in."""
    client.force_login(UserFactory(role=Role.CASEWORKER))
    return client


class TestProceedingForm:
    def test_adds_charges_and_hearings_in_one_act(self, browser):
        case, defendant = CaseFactory(), PersonFactory()
        page = FormPage.open(browser, add_page_of(Proceeding))
        page.fill(case=case.pk, defendant=defendant.pk, kind="criminal", status="open", opened="Mar 2022")
        page.add_row("charges", offence="organising mass riots")
        page.add_row("hearings", kind="trial", scheduled_on="2023-02-01", scheduled_time="09:30")
        page.add_row("safeguards", kind="warrant", finding="violated")

        answer = page.send()

        assert answer.response.status_code == 302, answer.text
        proceeding = Proceeding.objects.get()
        assert str(proceeding.opened) == "Mar 2022"
        assert proceeding.charges.get().offence == "organising mass riots"
        assert proceeding.hearings.get().scheduled_time == "09:30"
        assert ChangeSet.objects.filter(origin=Origin.FORM).count() == 1

    def test_refuses_to_close_while_a_charge_is_pending(self, browser):
        proceeding = ChargeEventFactory(charge__offence="sedition").charge.proceeding
        page = FormPage.open(browser, page_of(proceeding))

        answer = page.fill(status="closed", reason="It is over.").send()

        proceeding.refresh_from_db()
        assert "Still pending: sedition" in answer.text
        assert proceeding.status == ProceedingStatus.OPEN

    def test_refuses_a_closing_date_of_an_open_proceeding_in_words(self, browser):
        page = FormPage.open(browser, page_of(ProceedingFactory()))

        answer = page.fill(closed="Apr 2023").send()

        assert "A proceeding that is still open has no closing date." in answer.text

    def test_asks_why_a_proceeding_is_closed(self, browser):
        proceeding = ProceedingFactory()
        page = FormPage.open(browser, page_of(proceeding))

        page.fill(status="closed").send()
        proceeding.refresh_from_db()
        assert proceeding.status == ProceedingStatus.OPEN

        page.fill(status="closed", reason="The court ruled.").send()
        proceeding.refresh_from_db()
        assert proceeding.status == ProceedingStatus.CLOSED


class TestChargeForm:
    def test_adds_an_event_that_can_follow(self, browser):
        charge = ChargeEventFactory().charge
        verdict = DevelopmentFactory(case=charge.proceeding.case, occurred=when("2023-04-10"))
        page = FormPage.open(browser, page_of(charge))

        answer = page.add_row("events", status="convicted", development=verdict.pk).send()

        assert answer.response.status_code == 302, answer.text
        assert Charge.objects.with_current_status().get().current_status == ChargeStatus.CONVICTED

    def test_refuses_events_that_cannot_follow_each_other_even_within_one_post(self, browser):
        charge = ChargeEventFactory().charge
        case = charge.proceeding.case
        dropped = DevelopmentFactory(case=case, occurred=when("2022-06-01"))
        verdict = DevelopmentFactory(case=case, occurred=when("2023-04-10"))
        page = FormPage.open(browser, page_of(charge))
        page.add_row("events", status="convicted", development=verdict.pk)
        page.add_row("events", status="dropped", development=dropped.pk)

        answer = page.send()

        assert "“convicted” cannot follow “dropped by the prosecution”" in answer.text
        assert charge.events.count() == 1

    def test_refuses_to_take_away_what_later_events_rest_on(self, browser):
        charge = ChargeFactory()
        case = charge.proceeding.case
        ChargeEventFactory(
            charge=charge,
            status="convicted",
            development=DevelopmentFactory(case=case, occurred=when("2023-04-10")),
        )
        ChargeEventFactory(
            charge=charge,
            status="quashed",
            development=DevelopmentFactory(case=case, occurred=when("2024-01-10")),
        )
        page = FormPage.open(browser, page_of(charge))

        answer = page.fill(**{"events-0-DELETE": "on", "reason": "A mistake."}).send()

        assert "cannot begin with “conviction quashed”" in answer.text
        assert charge.events.count() == 2


class TestDecisionForm:
    def test_adds_the_sentence_with_the_decision(self, browser):
        proceeding = ProceedingFactory()
        verdict = DevelopmentFactory(case=proceeding.case, occurred=when("2023-04-10"))
        page = FormPage.open(browser, add_page_of(Decision))
        page.fill(proceeding=proceeding.pk, development=verdict.pk, kind="verdict", outcome="convicted")
        person = proceeding.defendant_id
        page.add_row("components", person=person, kind="suspended_imprisonment", years=6)
        page.add_row("components", person=person, kind="damages", amount="600000", currency="KZT")

        answer = page.send()

        assert answer.response.status_code == 302, answer.text
        parts = SentenceComponent.objects.order_by("pk")
        assert [str(part) for part in parts] == ["suspended imprisonment, 6 years", "damages, 600,000 KZT"]

    def test_refuses_a_sum_without_its_currency_in_words(self, browser):
        component = SentenceComponentFactory(fine=True)
        page = FormPage.open(browser, page_of(component.decision))

        answer = page.fill(**{"components-0-currency": ""}).send()

        assert "with its currency" in answer.text


class TestCustodyForm:
    def overlapping(self, browser, held):
        case = CaseFactory()
        later = DevelopmentFactory(case=case, occurred=when("2022-06-01"))
        page = FormPage.open(browser, add_page_of(Custody))
        page.fill(case=case.pk, person=held.person_id, regime="house_arrest", began_by=later.pk)
        return page.send()

    def test_names_and_links_the_spell_that_another_overlaps(self, browser):
        held = CustodyFactory()

        answer = self.overlapping(browser, held)

        assert f'<a href="{page_of(held)}">{held}</a>' in answer.text
        assert Custody.objects.count() == 1

    def test_says_nothing_of_a_spell_in_a_case_that_the_reader_may_not_know(self, browser):
        held = CustodyFactory(case__restricted=True)
        CasePartyFactory(person=held.person)

        answer = self.overlapping(browser, held)

        assert "contradict what is recorded" in answer.text
        assert page_of(held) not in answer.text
        assert "overlaps" not in answer.text

    def test_keeps_what_a_source_says_of_the_end(self, browser):
        case, person = CaseFactory(), PersonFactory()
        page = FormPage.open(browser, add_page_of(Custody))
        page.fill(case=case.pk, person=person.pk, regime="house_arrest")
        page.fill(expected_end_words="soon", duration_stated="nearly 14 months")

        answer = page.send()

        custody = Custody.objects.get()
        assert answer.response.status_code == 302, answer.text
        assert (custody.expected_end.words, custody.duration_stated) == ("soon", "nearly 14 months")


class TestRestrictionForm:
    def test_computes_the_end_from_the_sentence(self, browser):
        component = SentenceComponentFactory(years=6, kind="activity_ban")
        decision = component.decision
        page = FormPage.open(browser, add_page_of(Restriction))
        page.fill(case=decision.proceeding.case_id, person=component.person_id, component=component.pk)
        page.fill(**{"imposed_by": decision.development_id, "scopes-0-scope": "journalism"})

        answer = page.send()

        assert answer.response.status_code == 302, answer.text
        assert str(Restriction.objects.get().ends) == "25 Feb 2028"

    def test_asks_what_it_forbids(self, browser):
        case, person = CaseFactory(), PersonFactory()
        imposed_by = DevelopmentFactory(case=case)
        page = FormPage.open(browser, add_page_of(Restriction))
        page.fill(case=case.pk, person=person.pk, basis="an order", imposed_by=imposed_by.pk)

        page.send()

        assert not Restriction.objects.exists()

    def test_leaves_a_later_change_of_the_end_alone(self, browser):
        component = SentenceComponentFactory()
        decision = component.decision
        restriction = RestrictionScopeFactory(
            restriction__case=decision.proceeding.case,
            restriction__person=component.person,
            restriction__component=component,
            restriction__imposed_by=decision.development,
            restriction__ends=when("2024-02-25"),
        ).restriction
        page = FormPage.open(browser, page_of(restriction))

        answer = page.fill(ends="", reason="The judgment sets no end.").send()

        restriction.refresh_from_db()
        assert answer.response.status_code == 302, answer.text
        assert not restriction.ends


class TestForms:
    @pytest.mark.parametrize(
        ("factory", "field"),
        [
            (ProceedingFactory, "case"),
            (ChargeFactory, "proceeding"),
            (DecisionFactory, "proceeding"),
            (SentenceComponentFactory, "decision"),
            (CustodyFactory, "case"),
            (RestrictionFactory, "case"),
            (HearingFactory, "proceeding"),
        ],
    )
    def test_keep_a_row_where_it_belongs(self, browser, factory, field):
        row = factory()

        assert field not in FormPage.open(browser, page_of(row)).values

    @pytest.mark.parametrize(
        "factory", [ArrestFactory, HearingFactory, RepresentationFactory, SafeguardFactory]
    )
    def test_save_what_they_show(self, browser, factory):
        row = factory()
        page = FormPage.open(browser, page_of(row))

        answer = page.send()

        row.refresh_from_db()
        assert answer.response.status_code == 302, answer.text
        assert type(row).history.filter(id=row.pk).count() == 1


class TestLists:
    ROWS = [
        (Proceeding, ProceedingFactory),
        (Charge, ChargeFactory),
        (Decision, SentenceComponentFactory),
        (SentenceComponent, SentenceComponentFactory),
        (Hearing, HearingFactory),
        (Arrest, ArrestFactory),
        (Custody, CustodyFactory),
        (Restriction, RestrictionScopeFactory),
        (Representation, RepresentationFactory),
        (Safeguard, SafeguardFactory),
    ]

    @pytest.mark.parametrize(("model", "factory"), ROWS)
    def test_find_by_the_reference_of_the_case(self, browser, model, factory):
        factory()

        found = browser.get(list_of(model), {"q": "KZ-2019"}).context["cl"].queryset
        missed = browser.get(list_of(model), {"q": "XX-1999"}).context["cl"].queryset

        assert (found.count(), missed.count()) == (1, 0)

    def test_say_dates_as_people_do(self, browser):
        CustodyFactory(ended=True)

        page = browser.get(list_of(Custody)).content.decode()

        assert "25 Feb 2022" in page
        assert "10 Apr 2023" in page
        assert "409 days" in page

    def test_name_what_a_restriction_forbids(self, browser):
        restriction = RestrictionScopeFactory().restriction
        RestrictionScopeFactory(restriction=restriction, scope="finance")

        page = browser.get(list_of(Restriction)).content.decode()

        assert "Finance, travel" in page

    @pytest.mark.parametrize(
        ("answer", "held"),
        [("yes", True), ("possibly", False), ("no", False), ("nonsense", True)],
    )
    def test_narrow_custody_to_who_is_held_today(self, browser, answer, held):
        running = CustodyFactory()

        found = browser.get(list_of(Custody), {"today": answer}).context["cl"].queryset

        assert (running in found) is held

    def test_narrow_restrictions_to_what_binds_today(self, browser):
        binding = RestrictionFactory()
        RestrictionFactory(lifted=True)

        found = browser.get(list_of(Restriction), {"today": "yes"}).context["cl"].queryset

        assert list(found) == [binding]

    def test_narrow_charges_to_a_status(self, browser):
        convicted = ChargeEventFactory(status=ChargeStatus.CONVICTED).charge
        ChargeEventFactory()

        response = browser.get(list_of(Charge), {"status": "convicted"})

        assert list(response.context["cl"].queryset) == [convicted]

    def test_narrow_hearings_to_what_is_upcoming_or_was_forgotten(self, browser):
        today = timezone.localdate()
        upcoming = HearingFactory(scheduled_on=today + timedelta(days=1))
        forgotten = HearingFactory(scheduled_on=date(2023, 2, 1))

        next_ones = browser.get(list_of(Hearing), {"state": "upcoming"}).context["cl"].queryset
        unclear = browser.get(list_of(Hearing), {"state": "unclear"}).context["cl"].queryset

        assert (list(next_ones), list(unclear)) == ([upcoming], [forgotten])


class TestAutocomplete:
    @pytest.mark.parametrize(
        ("source", "field", "factory"),
        [
            ("custody", "proceeding", ProceedingFactory),
            ("sentencecomponent", "decision", DecisionFactory),
            ("restriction", "component", SentenceComponentFactory),
        ],
    )
    def test_tells_rows_apart_by_case_and_person(self, browser, source, field, factory):
        factory()

        choices = browser.get(
            reverse("admin:autocomplete"),
            {"app_label": "proceedings", "model_name": source, "field_name": field, "term": "KZ-2019"},
        ).json()["results"]

        (choice,) = choices
        assert choice["text"].startswith("KZ-2019-")
        assert "Person" in choice["text"]
