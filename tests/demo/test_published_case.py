"""The one real case of the demo, fact by fact, as a caseworker finds it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from casework.advocacy.choices import ActionStatus, DemandKind, DemandStatus, DesignationLabel, StatementKind
from casework.advocacy.models import Action, ActionCase, Demand, Designation, Statement
from casework.audit.models import ChangeSet
from casework.cases.choices import DevelopmentKind, Stance
from casework.cases.models import Case, CaseSituation, Citation, Development, Task, Violation
from casework.core.choices import Certainty
from casework.core.partial_dates import DayRange, PartialDate, days_between, months_and_days
from casework.persons.choices import OrganisationKind, RegistrationStatus
from casework.persons.models import Affiliation, Organisation, OrganisationStatus, Person
from casework.proceedings import rules
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    DecisionKind,
    Held,
    LegalStatus,
    ProceedingKind,
    ProceedingStatus,
    ReasonsGiven,
    SafeguardFinding,
    SafeguardKind,
    SentenceKind,
)
from casework.proceedings.models import (
    Arrest,
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Proceeding,
    Restriction,
    Safeguard,
    SentenceComponent,
)
from casework.proceedings.querysets import statuses_of
from casework.sources.models import Source

pytestmark = pytest.mark.django_db

ARREST = date(2022, 2, 25)
EXTENSION = date(2022, 3, 12)
VERDICT = date(2023, 4, 10)
BAN_ENDS = date(2029, 4, 10)
ENTERED = date(2023, 4, 20)


@pytest.fixture
def mamay(seen):
    return seen(Person).get(name="Zhanbolat Mamay")


@pytest.fixture
def case(seen):
    return seen(Case).get(title="Zhanbolat Mamay")


@pytest.fixture
def statement(seen):
    return seen(Source).get(title="Statement on the conviction of Zhanbolat Mamay")


@pytest.fixture
def verdict(seen, case):
    return seen(Decision).get(proceeding__case=case, development__occurred_earliest=VERDICT)


@pytest.fixture
def told(seen, case):
    """Return the one development of the case whose headline has these words."""

    def development(words):
        return seen(Development).get(case=case, headline__contains=words)

    return development


@pytest.fixture
def charge(seen, case):
    """Return the one charge of the case for this offence."""

    def of(offence):
        return seen(Charge).get(proceeding__case=case, offence=offence)

    return of


def paragraphs(target, statement):
    """Name the places in which the statement bears something out."""
    supporting = target.citations.filter(source=statement, stance=Stance.SUPPORTS)
    return sorted(supporting.values_list("locator", flat=True))


def history(charge):
    """Return what happened to the charge, in order, each with its date in notation."""
    events = charge.events.select_related("development__follows")
    facts = rules.history_as_at([event.as_fact() for event in events])
    return [(fact.status, fact.when.edtf) for fact in facts]


class TestStatement:
    def test_is_a_source_of_freedom_now_without_an_address(self, statement):
        assert statement.kind.code == "hro-press-release"
        assert statement.publisher.name == "Freedom Now"
        assert statement.publisher.kind == OrganisationKind.NGO
        assert statement.published.edtf == "2023-04"
        assert statement.url == ""

    def test_is_an_action_carried_out_after_the_verdict(self, seen, case):
        action = seen(Action).get(case_links__case=case)

        assert action.kind == "public_statement"
        assert action.status == ActionStatus.DONE
        told = seen(ActionCase).get(action=action).development
        assert told.kind == DevelopmentKind.ADVOCACY_ACTION
        assert told.occurred.earliest == VERDICT

    def test_quotes_the_executive_director_of_freedom_now(self, seen, statement):
        place = seen(Affiliation).get(person__name="Maran Turner")

        assert place.organisation == statement.publisher
        assert place.role.code == "executive-director"
        assert place.role_words == "Executive Director"
        assert paragraphs(place, statement) == ["paragraph 2"]

    def test_makes_three_points_about_the_decision(self, seen, verdict):
        points = {point.kind: point for point in seen(Statement, about_decision=verdict)}

        assert points.keys() == {
            StatementKind.CONDEMNATION,
            StatementKind.ASSESSMENT,
            StatementKind.WARNING,
        }
        assert {point.issued_by.name for point in points.values()} == {"Freedom Now"}
        assert points[StatementKind.CONDEMNATION].said_by is None
        assert points[StatementKind.ASSESSMENT].said_by.name == "Maran Turner"
        assert "harassment" in points[StatementKind.ASSESSMENT].text
        assert "punishment" in points[StatementKind.ASSESSMENT].text
        assert points[StatementKind.WARNING].said_by.name == "Maran Turner"
        assert "arrest" in points[StatementKind.WARNING].text

    def test_demands_that_the_conviction_be_vacated_and_the_restrictions_lifted(
        self, seen, case, mamay, verdict
    ):
        action = seen(Action).get(case_links__case=case)
        made = seen(Demand, action_links__action=action).with_status(ENTERED + timedelta(days=30))
        demands = {demand.what: demand for demand in made}

        assert demands.keys() == {DemandKind.VACATE_CONVICTION, DemandKind.LIFT_RESTRICTIONS}
        assert demands[DemandKind.VACATE_CONVICTION].about_decision == verdict
        restriction = seen(Restriction).get(person=mamay)
        assert demands[DemandKind.LIFT_RESTRICTIONS].about_restriction == restriction
        assert {demand.beneficiary for demand in demands.values()} == {mamay}
        assert {demand.status for demand in made} == {DemandStatus.MADE}


class TestPerson:
    def test_has_his_native_name(self, mamay, statement):
        name = mamay.names.get(kind="native")

        assert (name.name, name.script, name.language) == ("Жанболат Мамай", "Cyrl", "kk")
        assert paragraphs(name, statement) == ["paragraph 1"]

    def test_is_called_kazakhstani_and_nothing_more(self, mamay, statement):
        nationality = mamay.nationalities.get()

        assert (nationality.country.code, nationality.kind) == ("KZ", "unspecified")
        assert paragraphs(nationality, statement) == ["paragraph 1"]

    def test_has_three_occupations(self, mamay, statement):
        occupations = mamay.occupations.select_related("occupation")

        assert {row.occupation.code for row in occupations} == {
            "journalist",
            "civic-activist",
            "opposition-politician",
        }
        assert all(paragraphs(row, statement) == ["paragraph 1"] for row in occupations)


class TestProtests:
    def test_are_a_situation_to_which_the_case_belongs(self, seen, case):
        situation = seen(CaseSituation).get(case=case).situation

        assert situation.name == "January 2022 events"
        assert situation.country.code == "KZ"
        assert situation.occurred.edtf == "2022-01"
        assert all(word in situation.description for word in ("killed", "injured", "arrested"))

    def test_of_january_left_people_killed_injured_and_arrested(self, told, statement):
        protests = told("killed, injured and arrested")

        assert protests.occurred.edtf == "2022-01"
        assert paragraphs(protests, statement) == ["paragraph 3"]

    def test_of_4_january_he_organised_in_solidarity_with_the_west(self, told, mamay, statement):
        protest = told("in solidarity")

        assert protest.kind == DevelopmentKind.ACTIVITY
        assert protest.occurred == PartialDate.on(date(2022, 1, 4))
        assert protest.persons.get().person == mamay
        assert paragraphs(protest, statement) == ["paragraph 3"]

    def test_saw_him_criticise_the_authorities(self, told, statement):
        criticism = told("Criticises the authorities")

        assert criticism.kind == DevelopmentKind.ACTIVITY
        assert criticism.occurred.edtf == "2022-01"
        assert "reforms" in criticism.headline
        assert paragraphs(criticism, statement) == ["paragraph 3"]

    def test_were_remembered_two_weeks_before_the_arrest(self, told, statement):
        demonstration = told("in memory of the victims")

        assert demonstration.kind == DevelopmentKind.ACTIVITY
        assert demonstration.occurred.edtf == "2022-02-11~"
        assert demonstration.occurred.words == "two weeks earlier"
        assert demonstration.occurred.basis == "computed"
        assert demonstration.occurred.earliest == ARREST - timedelta(weeks=2)
        assert paragraphs(demonstration, statement) == ["paragraph 3"]


@pytest.fixture
def arrest(seen, mamay):
    return seen(Arrest).get(person=mamay, development__occurred_earliest=ARREST)


class TestArrest:
    def test_is_by_unidentified_officers_who_at_first_gave_no_reasons(self, arrest, statement):
        assert arrest.development.kind == DevelopmentKind.ARREST
        assert arrest.development.occurred == PartialDate.on(ARREST)
        assert arrest.carried_out_by.kind == OrganisationKind.UNIDENTIFIED_GROUP
        assert "plain clothes" in arrest.carried_out_by.name
        assert arrest.reasons_given == ReasonsGiven.INITIALLY_REFUSED
        assert paragraphs(arrest.development, statement) == ["paragraph 3"]

    def test_is_explained_at_the_station(self, arrest):
        assert "without permission" in arrest.reason_stated
        assert arrest.stated_at == "at the police station"
        assert arrest.stated_by.kind == OrganisationKind.UNIDENTIFIED_GROUP

    def test_violates_the_right_to_be_told_why(self, seen, arrest, mamay):
        violation = seen(Violation).get(development=arrest.development)

        assert violation.type.code == "reasons-not-given"
        assert violation.victim_person == mamay
        assert violation.certainty == Certainty.INFERRED
        assert violation.perpetrators.get().organisation == arrest.carried_out_by
        assert [str(row.provision) for row in violation.provisions.all()] == ["ICCPR 9(2)"]

    def test_breaks_a_safeguard(self, seen, arrest):
        safeguard = seen(Safeguard).get(development=arrest.development)

        assert safeguard.kind == SafeguardKind.REASONS_AT_ARREST
        assert safeguard.finding == SafeguardFinding.VIOLATED


class TestFifteenDays:
    def test_are_imposed_by_nobody_knows_whom(self, seen, case, statement):
        decision = seen(Decision).get(proceeding__case=case, proceeding__kind=ProceedingKind.ADMINISTRATIVE)

        assert decision.authority is None
        [part] = seen(SentenceComponent, decision=decision)
        assert (part.kind, part.days) == (SentenceKind.ADMINISTRATIVE_DETENTION, 15)
        assert paragraphs(decision.development, statement) == ["paragraph 3"]

    def test_are_for_a_protest_without_permission(self, charge, told):
        accused = charge("organising a protest without permission")

        assert accused.proceeding.kind == ProceedingKind.ADMINISTRATIVE
        assert accused.conduct == told("in memory of the victims")
        assert history(accused) == [
            (ChargeStatus.ACCUSED, "2022-02-25"),
            (ChargeStatus.CONVICTED, "2022-02-25/2022-03-12"),
        ]

    def test_are_spent_in_administrative_detention_until_the_extension(self, seen, mamay):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.ADMINISTRATIVE)

        assert spell.began_by.occurred == PartialDate.on(ARREST)
        assert spell.ended_by.occurred == PartialDate.on(EXTENSION)

    def test_end_on_the_day_of_the_extension(self):
        assert PartialDate.on(ARREST).plus(days=15).earliest == EXTENSION


class TestCriminalCharges:
    def test_prolong_the_detention(self, seen, case, mamay, statement):
        extension = seen(Decision).get(proceeding__case=case, kind=DecisionKind.EXTENSION)

        assert extension.proceeding.kind == ProceedingKind.CRIMINAL
        assert extension.development.occurred == PartialDate.on(EXTENSION)
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.PRETRIAL)
        assert spell.began_by == extension.development
        assert paragraphs(extension.development, statement) == ["paragraph 3"]

    @pytest.mark.parametrize(
        "offence", ["insulting a government representative", "spreading false information"]
    )
    def test_are_filed_with_it(self, charge, told, offence, statement):
        filed = charge(offence)

        assert history(filed) == [
            (ChargeStatus.FILED, "2022-03-12"),
            (ChargeStatus.CONVICTED, "2023-04-10"),
        ]
        assert filed.conduct == told("Criticises the authorities")
        event = filed.events.get(status=ChargeStatus.FILED)
        assert paragraphs(event.development, statement) == ["paragraph 3"]

    def test_grow_by_one_in_two_wordings(self, charge, told, statement):
        riots = charge("organising mass riots")

        assert history(riots) == [
            (ChargeStatus.ADDED, "2022-03-12/2023-04-10"),
            (ChargeStatus.CONVICTED, "2023-04-10"),
        ]
        added = riots.events.get(status=ChargeStatus.ADDED)
        assert (added.wording, added.development.occurred.words) == ("organising mass riots", "later")
        assert riots.events.get(status=ChargeStatus.CONVICTED).wording == "mass disorder"
        assert riots.conduct == told("in solidarity")
        assert paragraphs(added.development, statement) == ["paragraph 3"]


class TestSupport:
    def test_names_him_a_political_prisoner(self, seen, mamay, statement):
        designation = seen(Designation).get(person=mamay)

        assert designation.label == DesignationLabel.POLITICAL_PRISONER
        assert designation.designated_by.name == "Human Rights Defenders Expert Council"
        assert designation.development.occurred == PartialDate.on(date(2022, 5, 3))
        assert paragraphs(designation.development, statement) == ["paragraph 5"]

    @pytest.mark.parametrize("who", ["Human Rights Watch", "Amnesty International", "Other international"])
    def test_calls_the_charges_unfounded_and_asks_for_his_release(self, seen, case, who, statement):
        points = seen(Statement, development__case=case, issued_by__name__startswith=who)

        assert {point.kind for point in points} == {StatementKind.ASSESSMENT, StatementKind.DEMAND}
        assert not any(point.development.occurred for point in points)
        assert all(paragraphs(point.development, statement) == ["paragraph 5"] for point in points)

    def test_comes_from_members_of_the_european_parliament(self, seen, told, statement):
        visit = told("Visiting members of the European Parliament")
        point = seen(Statement).get(development=visit)

        assert visit.occurred.edtf == "2022-08"
        assert point.kind == StatementKind.DEMAND
        assert point.issued_by.kind == OrganisationKind.INFORMAL_GROUP
        assert point.on_behalf_of.name == "European Parliament"
        assert paragraphs(visit, statement) == ["paragraph 5"]

    def test_asks_two_things_one_of_them_for_a_class_of_people(self, seen, told, mamay):
        visit = told("Visiting members of the European Parliament")
        demands = {demand.what: demand for demand in seen(Demand, events__development=visit)}

        assert demands.keys() == {DemandKind.STOP_HARASSMENT, DemandKind.RELEASE}
        assert "activists" in demands[DemandKind.STOP_HARASSMENT].beneficiary_class
        assert demands[DemandKind.RELEASE].beneficiary == mamay


class TestHouseArrest:
    def test_began_nobody_says_when(self, seen, mamay, statement):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.HOUSE_ARREST)

        assert spell.began_by.occurred.edtf == "2022-03-12/2023-04-10"
        assert spell.began_by.occurred.basis == "inferred"
        assert paragraphs(spell.began_by, statement) == ["paragraph 2"]

    def test_is_to_end_soon(self, seen, mamay):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.HOUSE_ARREST)

        assert spell.ended_by is None
        assert not spell.expected_end
        assert spell.expected_end.words == "soon"
        assert spell.duration_stated == "nearly 14 months"


class TestVerdict:
    def test_is_given_by_the_district_court_on_a_day_whose_year_is_inferred(self, verdict, statement):
        assert verdict.authority.name == "Bostandyk District Court of Almaty"
        assert verdict.kind == DecisionKind.VERDICT
        assert verdict.development.occurred.edtf == "2023-04-10"
        assert verdict.development.occurred.words == "April 10"
        assert verdict.development.occurred.basis == "inferred"
        assert paragraphs(verdict.development, statement) == ["paragraph 1"]

    def test_convicts_on_two_charges_filed_and_one_added(self, seen, case, verdict):
        convicted = seen(ChargeEvent, development=verdict.development, status=ChargeStatus.CONVICTED)
        charges = {event.charge_id for event in convicted}

        brought = seen(ChargeEvent, charge__in=charges).exclude(status=ChargeStatus.CONVICTED)
        assert len(charges) == 3
        assert sorted(event.status for event in brought) == [
            ChargeStatus.ADDED,
            ChargeStatus.FILED,
            ChargeStatus.FILED,
        ]

    def test_imposes_three_things(self, seen, verdict):
        parts = {part.kind: part for part in seen(SentenceComponent, decision=verdict)}

        assert parts.keys() == {
            SentenceKind.SUSPENDED_IMPRISONMENT,
            SentenceKind.ACTIVITY_BAN,
            SentenceKind.DAMAGES,
        }
        assert parts[SentenceKind.SUSPENDED_IMPRISONMENT].years == 6
        assert parts[SentenceKind.ACTIVITY_BAN].years == 6
        damages = parts[SentenceKind.DAMAGES]
        assert (damages.amount, damages.currency) == (Decimal(600_000), "KZT")
        assert (damages.equivalent_amount, damages.equivalent_currency) == (Decimal(1_350), "USD")

    def test_bans_three_things_until_a_day_that_is_computed(self, seen, mamay, verdict):
        ban = seen(Restriction).get(person=mamay)

        assert {scope.scope for scope in ban.scopes.all()} == {"activism", "journalism", "social_media"}
        assert ban.imposed_by == verdict.development
        assert ban.ends.earliest == ban.ends.latest == BAN_ENDS
        assert ban.ends.basis == "computed"
        assert ban.ends == rules.end_of_term(verdict.development.occurred, ban.component.term)


class TestYear2012:
    def test_brought_an_arrest_after_he_supported_oil_workers(self, seen, mamay, told, statement):
        arrest = seen(Arrest).get(person=mamay, development__occurred_edtf="2012")

        assert told("Zhanaozen").kind == DevelopmentKind.ACTIVITY
        assert paragraphs(arrest.development, statement) == ["paragraph 4"]

    def test_brought_a_charge_that_was_dropped_later(self, charge, told, statement):
        hatred = charge("inciting social hatred")

        assert history(hatred) == [(ChargeStatus.FILED, "2012"), (ChargeStatus.DROPPED, "2012/..")]
        dropped = hatred.events.get(status=ChargeStatus.DROPPED).development
        assert dropped.occurred.words == "later"
        assert hatred.conduct == told("Zhanaozen")
        assert hatred.proceeding.status == ProceedingStatus.CLOSED
        assert paragraphs(dropped, statement) == ["paragraph 4"]


class TestYear2017:
    def test_found_him_editor_of_tribuna(self, seen, mamay, statement):
        place = seen(Affiliation).get(person=mamay, organisation__name="Tribuna")

        assert place.organisation.kind == OrganisationKind.MEDIA
        assert place.role.code == "editor"
        assert place.began.latest == date(2017, 12, 31)
        assert paragraphs(place, statement) == ["paragraph 4"]

    def test_found_the_newspaper_itself_harassed(self, seen, case):
        violation = seen(Violation).get(development__case=case, victim_organisation__name="Tribuna")

        assert violation.type.code == "harassment"
        assert violation.perpetrators.get().organisation.name == "Government of Kazakhstan"

    def test_ended_in_a_conviction_without_a_sentence_stated(self, seen, charge, statement):
        laundering = charge("money laundering")

        assert history(laundering) == [(ChargeStatus.ACCUSED, "2017"), (ChargeStatus.CONVICTED, "2017~")]
        assert not seen(SentenceComponent, decision__proceeding=laundering.proceeding).exists()
        convicted = laundering.events.get(status=ChargeStatus.CONVICTED).development
        assert "politically motivated" in convicted.narrative
        assert paragraphs(convicted, statement) == ["paragraph 4"]

    def test_held_him_nobody_knows_from_when_until_when(self, seen, case):
        spell = seen(Custody).get(case=case, proceeding__charges__offence="money laundering")

        assert spell.began_by is None
        assert not spell.ended_by.occurred.is_exact
        assert spell.ended_by.occurred.latest <= ARREST

    def test_is_when_he_alleges_torture_and_intimidation(self, seen, told, mamay, statement):
        ill_treatment = told("Tortured and intimidated")
        violations = seen(Violation, development=ill_treatment)

        assert {violation.type.code for violation in violations} == {"torture", "threats"}
        assert {violation.certainty for violation in violations} == {Certainty.ALLEGED}
        assert {violation.victim_person for violation in violations} == {mamay}
        assert {str(violation.perpetrators.get()) for violation in violations} == {"Persons unknown"}
        assert paragraphs(ill_treatment, statement) == ["paragraph 4"]


class TestParty:
    def test_has_him_as_co_founder(self, seen, mamay, statement):
        place = seen(Affiliation).get(person=mamay, organisation__kind=OrganisationKind.PARTY)

        assert place.organisation.name == "Democratic Party of Kazakhstan"
        assert place.role.code == "co-founder"
        assert paragraphs(place, statement) == ["paragraph 4"]

    def test_was_refused_registration_for_years(self, seen, told, statement):
        party = seen(Organisation).get(name="Democratic Party of Kazakhstan")
        status = seen(OrganisationStatus).get(organisation=party)

        assert status.status == RegistrationStatus.DENIED
        assert status.began.words == "for years"
        assert seen(Violation).get(victim_organisation=party).type.code == "registration-denied"
        assert paragraphs(told("refused registration"), statement) == ["paragraph 4"]


class TestDisagreements:
    def test_are_kept_as_contradicting_citations(self, seen, case):
        contradicting = seen(Citation, development__case=case, stance=Stance.CONTRADICTS)

        assert {(cited.about, cited.says) for cited in contradicting} == {
            ("the sum to be paid", "a fine of 600,000 KZT"),
            ("the sum to be paid", "a fine of 400,000 KZT"),
            ("the day", "13 February 2022"),
            ("the third charge", "unlawful assembly"),
        }

    def test_come_from_other_sources_without_an_address(self, seen, case, statement):
        sources = seen(Source, citations__development__case=case).exclude(pk=statement.pk).distinct()

        assert sources.count() == 4
        assert {source.url for source in sources} == {""}


class TestFacts:
    def test_each_cite_the_statement_with_a_paragraph(self, seen, case, statement):
        # What ended the custody of 2017, and what the petition of others says, stand in the statement too.
        uncited = [
            development.headline
            for development in seen(Development, case=case)
            if not any(place.startswith("paragraph ") for place in paragraphs(development, statement))
        ]

        assert uncited == []

    def test_are_worded_by_us(self, seen, statement):
        assert not seen(Citation, source=statement).exclude(quotation="").exists()


class TestDerived:
    def test_custody_lasts_409_days_to_the_verdict(self, mamay):
        standing = statuses_of([mamay], VERDICT)[mamay.pk]

        assert standing.days_in_stretch == DayRange(409, 409)

    def test_409_days_are_nearly_14_months(self):
        assert days_between(PartialDate.on(ARREST), PartialDate.on(VERDICT)) == DayRange(409, 409)
        assert months_and_days(ARREST, VERDICT) == "13 months 16 days"

    def test_three_axes_hold_at_once_after_the_verdict(self, mamay):
        standing = statuses_of([mamay], ENTERED)[mamay.pk]

        assert standing.in_custody == Held.YES
        assert standing.spell.regime == CustodyRegime.HOUSE_ARREST
        assert standing.legal_status == LegalStatus.CONVICTED_FINAL
        assert standing.restricted == Held.YES
        assert standing.next_end.earliest == BAN_ENDS

    def test_the_ban_binds_to_its_last_day_and_no_longer(self, seen, mamay):
        bans = seen(Restriction, person=mamay)

        assert bans.in_force(BAN_ENDS - timedelta(days=1)).exists()
        assert not bans.in_force(BAN_ENDS).exists()

    def test_two_proceedings_of_the_past_and_one_of_fifteen_days_are_over(self, seen, case):
        open_ones = seen(Proceeding, case=case, status=ProceedingStatus.OPEN)

        assert [proceeding.kind for proceeding in open_ones] == [ProceedingKind.CRIMINAL]


class TestHistory:
    def test_is_the_work_of_several_colleagues_with_reasons(self, case):
        acts = ChangeSet.objects.filter(entries__case_id=case.pk).distinct()

        assert acts.count() >= 8
        assert {act.actor_name for act in acts} >= {
            "Aigerim Tansyk",
            "Inês Falcata",
            "Tariq Wellspring",
            "Joon Harrow",
            "Ruth Landvreugd",
        }
        assert not acts.filter(reason="").exists()

    def test_tells_how_the_date_of_the_verdict_became_known(self, verdict):
        dates = [
            (past.occurred_edtf, past.occurred_words, past.occurred_basis)
            for past in verdict.development.history.order_by("history_id")
        ]

        assert dates == [("", "April 10", "stated"), ("2023-04-10", "April 10", "inferred")]

    def test_tells_how_the_end_of_the_ban_was_computed_later(self, seen, mamay):
        ban = seen(Restriction).get(person=mamay)
        ends = [past.ends_edtf for past in ban.history.order_by("history_id")]

        assert ends == ["", "2029-04-10"]

    def test_tells_that_a_fine_was_corrected_to_damages(self, seen, verdict):
        damages = seen(SentenceComponent).get(decision=verdict, kind=SentenceKind.DAMAGES)
        kinds = [past.kind for past in damages.history.order_by("history_id")]

        assert kinds == [SentenceKind.FINE, SentenceKind.DAMAGES]
        assert "damages" in damages.head.change_set.reason

    def test_tells_that_the_arrest_was_first_known_by_its_month(self, arrest):
        dates = [past.occurred_edtf for past in arrest.development.history.order_by("history_id")]

        assert dates == ["2022-02", "2022-02-25"]

    def test_tells_that_the_added_charge_was_narrowed_down(self, charge):
        added = charge("organising mass riots").events.get(status=ChargeStatus.ADDED).development
        dates = [past.occurred_edtf for past in added.history.order_by("history_id")]

        assert dates == ["2022-03-12/..", "2022-03-12/2023-04-10"]

    def test_tells_who_had_the_case_before(self, case):
        assert case.lead.username == "ines"
        assert case.history.earliest("history_id").lead.username == "caseworker"

    def test_leaves_a_reminder_before_the_ban_ends(self, seen, case):
        task = seen(Task).get(case=case)

        assert (task.origin, task.due_on) == ("restriction", BAN_ENDS)
        assert task.remind_on < task.due_on
