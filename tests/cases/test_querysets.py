"""What can be asked of casework, and who may know of it."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from casework.accounts.choices import Role
from casework.cases.choices import CaseStatus, ConsentUse, DevelopmentKind
from casework.cases.models import (
    Case,
    CaseParty,
    Citation,
    Consent,
    Development,
    DevelopmentPerson,
    Perpetrator,
    Situation,
    Task,
    Violation,
)
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person
from casework.sources.models import Source
from tests.factories import cases as factories
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    ConsentFactory,
    DevelopmentFactory,
    DevelopmentPersonFactory,
    PerpetratorFactory,
    SituationFactory,
    TaskFactory,
    ViolationFactory,
)
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db

MODELS = list(apps.get_app_config("cases").get_models())
LIVE_MODELS = [model for model in MODELS if hasattr(model, "case_lookup")]
SCOPED_MODELS = [model for model in LIVE_MODELS if model.case_lookup]
ON_DEVELOPMENTS = [model for model in LIVE_MODELS if model.development_lookups]
FACTORIES = {
    made._meta.model: made
    for made in vars(factories).values()
    if isinstance(made, type) and hasattr(made, "_meta") and made._meta.model
}


def row_in(model, case):
    """Make a row of the model that hangs on the case."""
    return case if model.case_lookup == "pk" else FACTORIES[model](**{model.case_lookup: case})


def row_on(model, development):
    """Make a row of the model that hangs on the development."""
    path = model.development_lookups[0]
    return development if path == "pk" else FACTORIES[model](**{path: development})


@pytest.fixture
def viewers():
    """One person of each role, and a visitor; the caseworker is on no team yet."""
    return {"visitor": AnonymousUser()} | {role.value: UserFactory(role=role) for role in Role}


def who_sees(row, viewers):
    """Return the kinds of viewers who may know of the row."""
    rows = type(row).objects.filter(pk=row.pk)
    return {kind for kind, user in viewers.items() if rows.visible_to(user).exists()}


class TestVisibleTo:
    """Whatever hangs on a case is as secret as the case; a new model joins by existing."""

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_of_an_open_case_is_all_who_may_see_cases(self, model, viewers):
        row = row_in(model, CaseFactory())

        assert who_sees(row, viewers) == {"caseworker", "director", "auditor"}

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_of_a_restricted_case_is_directors_and_auditors(self, model, viewers):
        row = row_in(model, CaseFactory(restricted=True))

        assert who_sees(row, viewers) == {"director", "auditor"}

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_of_a_restricted_case_is_its_team_too(self, model, viewers):
        row = row_in(model, CaseFactory(restricted=True, team=[viewers["caseworker"]]))

        assert who_sees(row, viewers) == {"caseworker", "director", "auditor"}

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_needs_a_role_even_on_the_team(self, model, viewers):
        row = row_in(model, CaseFactory(restricted=True, team=[viewers["administrator"]]))

        assert who_sees(row, viewers) == {"director", "auditor"}

    @pytest.mark.parametrize("user", [{}, {"role": Role.DIRECTOR, "inactive": True}])
    def test_is_nobody_without_a_role_or_an_account_in_use(self, user):
        CaseFactory()

        assert not Case.objects.visible_to(UserFactory(**user)).exists()

    @pytest.mark.parametrize("model", ON_DEVELOPMENTS)
    def test_of_a_restricted_development_is_directors_and_auditors(self, model, viewers):
        row = row_on(model, DevelopmentFactory(restricted=True))

        assert who_sees(row, viewers) == {"director", "auditor"}

    @pytest.mark.parametrize("model", ON_DEVELOPMENTS)
    def test_of_a_restricted_development_is_the_team_of_its_case_too(self, model, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        row = row_on(model, DevelopmentFactory(case=case, restricted=True))

        assert who_sees(row, viewers) == {"caseworker", "director", "auditor"}

    def test_of_another_development_of_the_case_is_as_before(self, viewers):
        case = DevelopmentFactory(restricted=True).case

        row = DevelopmentFactory(case=case)

        assert "caseworker" in who_sees(row, viewers)

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_returns_no_row_twice(self, model):
        case = CaseFactory(restricted=True)
        team = [CaseStaffFactory(case=case).user for _ in range(3)]
        row = row_in(model, case)

        assert list(model.objects.filter(pk=row.pk).visible_to(team[0])) == [row]

    @pytest.mark.parametrize("model", SCOPED_MODELS)
    def test_asks_one_question_once_it_knows_what_is_withheld(self, model, django_assert_num_queries):
        user = UserFactory(role=Role.CASEWORKER)
        row_in(model, CaseFactory(restricted=True))
        rows = [row_in(model, CaseFactory()) for _ in range(3)]
        list(model.objects.visible_to(user))

        with django_assert_num_queries(1):
            found = list(model.objects.visible_to(user).filter(pk__in=[row.pk for row in rows]))

        assert len(found) == 3

    def test_of_a_situation_is_all_staff_and_the_admin_asks_for_the_permission(self, viewers):
        situation = SituationFactory()

        assert set(Situation.objects.visible_to(viewers["caseworker"])) == {situation}

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            (CaseParty, "person"),
            (DevelopmentPerson, "person"),
            (Consent, "person"),
            (Violation, "victim_person"),
            (Perpetrator, "person"),
        ],
    )
    def test_leaves_out_what_names_a_restricted_person(self, model, field, viewers):
        row = FACTORIES[model](**{field: PersonFactory(restricted=True)})

        assert who_sees(row, viewers) == {"director", "auditor"}


class TestCitationVisibleTo:
    def test_includes_details_of_persons(self, viewers):
        citation = CitationFactory(development=None, person_name=PersonNameFactory())

        assert who_sees(citation, viewers) == {"caseworker", "director", "auditor"}

    def test_leaves_out_details_of_a_person_of_a_restricted_case(self, viewers):
        name = PersonNameFactory()
        CasePartyFactory(case__restricted=True, person=name.person)

        citation = CitationFactory(development=None, person_name=name)

        assert who_sees(citation, viewers) == {"director", "auditor"}

    def test_leaves_out_restricted_sources(self, viewers):
        citation = CitationFactory(source=SourceFactory(restricted=True))

        assert who_sees(citation, viewers) == {"director", "auditor"}

    def test_includes_restricted_sources_for_the_team(self, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        citation = CitationFactory(development__case=case, source=SourceFactory(restricted=True))

        assert who_sees(citation, viewers) == {"caseworker", "director", "auditor"}


class TestHidesPerson:
    @pytest.mark.parametrize(
        "name_in",
        [
            lambda case, person: CasePartyFactory(case=case, person=person),
            lambda case, person: DevelopmentPersonFactory(development__case=case, person=person),
            lambda case, person: ViolationFactory(development__case=case, victim_person=person),
            lambda case, person: PerpetratorFactory(violation__development__case=case, person=person),
            lambda case, person: ConsentFactory(case=case, person=person),
        ],
        ids=["party", "person concerned", "victim", "perpetrator", "consenting"],
    )
    def test_hides_whom_only_restricted_cases_name(self, name_in, viewers):
        person = PersonFactory()

        name_in(CaseFactory(restricted=True), person)

        assert who_sees(person, viewers) == {"director", "auditor"}

    def test_hides_whom_only_a_restricted_development_names(self, viewers):
        person = DevelopmentPersonFactory(development__restricted=True).person

        assert who_sees(person, viewers) == {"director", "auditor"}

    def test_does_not_hide_whom_an_open_case_names_as_well(self, viewers):
        person = CasePartyFactory(case__restricted=True).person
        CasePartyFactory(person=person)

        assert "caseworker" in who_sees(person, viewers)

    def test_does_not_hide_whom_no_case_names(self, viewers):
        assert "caseworker" in who_sees(PersonFactory(), viewers)

    def test_does_not_hide_from_the_team(self, viewers):
        case = CaseFactory(restricted=True, team=[viewers["caseworker"]])

        person = CasePartyFactory(case=case).person

        assert "caseworker" in who_sees(person, viewers)


class TestRevealsPerson:
    def test_reveals_restricted_parties_to_the_team(self, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        person = CasePartyFactory(case=case, person__restricted=True).person

        assert "caseworker" in who_sees(person, viewers)

    def test_reveals_them_to_nobody_else(self, viewers):
        person = CasePartyFactory(person__restricted=True).person

        assert Person.objects.revealed_to(viewers["caseworker"]).filter(pk=person.pk).count() == 0


class TestHidesSource:
    def test_hides_what_only_restricted_cases_cite(self, viewers):
        source = CitationFactory(development__case__restricted=True).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_what_only_a_restricted_development_cites(self, viewers):
        source = CitationFactory(development__restricted=True).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_the_consent_kept_in_a_restricted_case(self, viewers):
        source = ConsentFactory(case__restricted=True, document=SourceFactory()).document

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_what_tells_only_of_a_hidden_person(self, viewers):
        person = CasePartyFactory(case__restricted=True).person

        source = CitationFactory(development=None, person=person).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_does_not_hide_what_an_open_case_cites_as_well(self, viewers):
        source = CitationFactory(development__case__restricted=True).source
        CitationFactory(source=source)

        assert "caseworker" in who_sees(source, viewers)

    def test_does_not_hide_what_nothing_cites(self, viewers):
        assert "caseworker" in who_sees(SourceFactory(), viewers)


class TestRevealsSource:
    def test_reveals_restricted_sources_to_the_team_that_cites_them(self, viewers):
        case = CaseFactory(restricted=True, team=[viewers["caseworker"]])

        source = CitationFactory(development__case=case, source__restricted=True).source

        assert "caseworker" in who_sees(source, viewers)

    def test_reveals_the_consent_to_the_team(self, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        source = ConsentFactory(case=case, document=SourceFactory(restricted=True)).document

        assert Source.objects.visible_to(viewers["caseworker"]).filter(pk=source.pk).exists()


class TestCaseQuerySet:
    def test_open_is_every_stage_but_closed(self):
        stages = {status: CaseFactory(status=status) for status in CaseStatus if status != CaseStatus.CLOSED}
        CaseFactory(closed=True)

        assert set(Case.objects.open()) == set(stages.values())

    def test_closed_is_what_ended(self):
        closed = CaseFactory(closed=True)
        CaseFactory()

        assert list(Case.objects.closed()) == [closed]

    def test_restricted_is_what_few_may_know_of(self):
        restricted = CaseFactory(restricted=True)
        CaseFactory()

        assert list(Case.objects.restricted()) == [restricted]

    def test_led_by_is_what_one_answers_for(self):
        case = CaseFactory()
        CaseStaffFactory(user=case.lead)

        assert list(Case.objects.led_by(case.lead)) == [case]

    def test_with_team_is_what_one_works_on(self):
        place = CaseStaffFactory()
        CaseFactory(lead=place.user)

        assert list(Case.objects.with_team(place.user)) == [place.case]


class TestQuietSince:
    ON = date(2022, 6, 30)

    @pytest.mark.parametrize(
        ("occurred", "is_quiet"),
        [
            ("2022-05-30", True),
            ("2022-05-31", False),
            ("2022-06-30", False),
            ("2022-07-01", True),
            ("2022-06", False),
            ("2022-03-12/2023-04-10", False),
            ("../2022-06-15", False),
            ("../2022-03-12", True),
            ("2022-06-10/..", False),
            ("", True),
        ],
    )
    def test_counts_what_happened_in_the_days_before(self, occurred, is_quiet):
        case = CaseFactory()
        DevelopmentFactory(case=case, occurred=PartialDate.from_edtf(occurred))

        assert Case.objects.quiet_since(self.ON, 30).exists() == is_quiet

    def test_leaves_out_new_cases(self):
        CaseFactory(opened_on=date(2022, 6, 1))

        assert not Case.objects.quiet_since(self.ON, 30).exists()

    def test_leaves_out_closed_cases(self):
        CaseFactory(closed=True)

        assert not Case.objects.quiet_since(self.ON, 30).exists()


class TestForList:
    def test_names_the_latest_development(self, viewers):
        case = CaseFactory()
        DevelopmentFactory(case=case, headline="Arrested", occurred=PartialDate.read("Feb 2022"))
        DevelopmentFactory(case=case, headline="Convicted", occurred=PartialDate.read("10 Apr 2023"))
        DevelopmentFactory(case=case, headline="Ill", undated=True)

        listed = Case.objects.for_list(viewers["caseworker"]).get()

        assert (listed.latest_headline, listed.latest_edtf) == ("Convicted", "2023-04-10")
        assert listed.latest_on == date(2023, 4, 10)

    def test_does_not_name_a_restricted_one_to_others(self, viewers):
        case = DevelopmentFactory(headline="Arrested").case
        DevelopmentFactory(case=case, headline="Secret", occurred=PartialDate.read("2023"), restricted=True)

        listed = Case.objects.for_list(viewers["caseworker"]).get()

        assert listed.latest_headline == "Arrested"

    def test_asks_once_for_any_number(self, django_assert_num_queries, viewers):
        for _ in range(3):
            DevelopmentFactory()
        cases = Case.objects.for_list(viewers["caseworker"])

        with django_assert_num_queries(1):
            leads = [str(case.lead) for case in cases]

        assert len(leads) == 3


class TestForFile:
    def test_brings_its_people_along(self, django_assert_num_queries, viewers):
        case = CaseStaffFactory().case
        party = CasePartyFactory(case=case)
        link = factories.CaseSituationFactory(case=case)

        found = Case.objects.for_file(viewers["director"]).get(pk=case.pk)

        with django_assert_num_queries(0):
            assert [row.person for row in found.parties.all()] == [party.person]
            assert [row.situation for row in found.situations.all()] == [link.situation]
            assert len([str(row.user) for row in found.staff.all()]) == 1


class TestChronological:
    #: Headline, date, and the headline of what it follows; as they are to stand.
    EXPECTED = [
        ("the decade before", "201X", None),
        ("a year", "2012", None),
        ("after that year", "2012/..", None),
        ("that month", "2022-01", None),
        ("first of two on a day", "2022-02-25", None),
        ("undated, after the first", "", "first of two on a day"),
        ("undated, after the undated", "", "undated, after the first"),
        ("second of two on a day", "2022-02-25", None),
        ("at some time before", "../2022-03-12", None),
        ("that day", "2022-03-12", None),
        ("between two days", "2022-03-12/2023-04-10", None),
        ("after that day", "2022-03-12/..", None),
        ("dated, though it follows an earlier one", "2023-04-10", "a year"),
        ("undated", "", None),
        ("undated, after nothing dated", "", "undated"),
    ]

    @pytest.fixture
    def case(self):
        case = CaseFactory()
        made = {}
        for headline, edtf, follows in self.EXPECTED:
            made[headline] = DevelopmentFactory(
                case=case,
                headline=headline,
                occurred=PartialDate.from_edtf(edtf),
                follows=made.get(follows),
            )
        return case

    def test_orders_by_what_is_known_of_the_dates(self, case):
        found = case.developments.chronological().values_list("headline", flat=True)

        assert list(found) == [headline for headline, _, _ in self.EXPECTED]

    def test_does_not_depend_on_the_order_of_logging(self):
        case = CaseFactory()
        dated = DevelopmentFactory(case=case, headline="later logged first")
        DevelopmentFactory(case=case, headline="earlier", occurred=PartialDate.read("2012"))
        DevelopmentFactory(case=case, headline="much later", occurred=PartialDate.read("2023"))
        DevelopmentFactory(case=case, headline="undated", undated=True, follows=dated)

        found = case.developments.chronological().values_list("headline", flat=True)

        assert list(found) == ["earlier", "later logged first", "undated", "much later"]

    def test_asks_once(self, case, django_assert_num_queries):
        with django_assert_num_queries(1):
            list(case.developments.chronological())

    def test_newest_first_is_the_reverse_with_what_has_no_place_last(self, case):
        found = case.developments.newest_first().values_list("headline", flat=True)

        headlines = [headline for headline, _, _ in self.EXPECTED]
        assert list(found) == [*reversed(headlines[:-2]), *reversed(headlines[-2:])]


class TestDevelopmentQuerySet:
    def test_of_kind_is_of_any_of_these(self):
        arrest = DevelopmentFactory(kind=DevelopmentKind.ARREST)
        charge = DevelopmentFactory(kind=DevelopmentKind.CHARGE)
        DevelopmentFactory(kind=DevelopmentKind.HEALTH)

        assert set(Development.objects.of_kind("arrest", "charge")) == {arrest, charge}

    def test_publishable_is_neither_internal_nor_of_a_restricted_case(self):
        told = DevelopmentFactory(publishable=True)
        DevelopmentFactory()
        DevelopmentFactory(publishable=True, case__restricted=True)

        assert list(Development.objects.publishable()) == [told]

    def test_contradicted_is_what_a_source_disputes(self):
        disputed = CitationFactory(contradicting=True).development
        CitationFactory(development=disputed)
        CitationFactory()

        assert list(Development.objects.contradicted()) == [disputed]

    def test_uncited_is_what_no_source_tells(self):
        untold = DevelopmentFactory()
        CitationFactory()

        assert list(Development.objects.uncited()) == [untold]


class TestCitationContradicting:
    def test_is_what_says_otherwise(self):
        contradicting = CitationFactory(contradicting=True)
        CitationFactory()

        assert list(Citation.objects.contradicting()) == [contradicting]


class TestTaskQuerySet:
    ON = date(2022, 3, 10)

    @pytest.fixture
    def tasks(self):
        return {
            "overdue": TaskFactory(due_on=date(2022, 3, 9)),
            "today": TaskFactory(due_on=date(2022, 3, 10)),
            "in a week": TaskFactory(due_on=date(2022, 3, 17), remind_on=date(2022, 3, 10)),
            "later": TaskFactory(due_on=date(2022, 3, 18), remind_on=date(2022, 3, 11)),
            "any day": TaskFactory(due_on=None),
            "done": TaskFactory(done=True, due_on=date(2022, 3, 1), remind_on=date(2022, 3, 1)),
        }

    def test_overdue_was_due_before_the_day(self, tasks):
        assert set(Task.objects.overdue(self.ON)) == {tasks["overdue"]}

    def test_due_within_counts_from_the_day(self, tasks):
        assert set(Task.objects.due_within(self.ON, 7)) == {tasks["today"], tasks["in a week"]}

    def test_open_is_what_is_not_done(self, tasks):
        assert set(Task.objects.open()) == set(tasks.values()) - {tasks["done"]}

    def test_done_is_the_rest(self, tasks):
        assert set(Task.objects.done()) == {tasks["done"]}

    def test_to_remind_is_what_is_to_come_up_by_the_day(self, tasks):
        assert set(Task.objects.to_remind(self.ON)) == {tasks["in a week"]}

    def test_assigned_to_is_ones_own(self):
        task = TaskFactory(assignee=UserFactory())
        TaskFactory(assignee=UserFactory())

        assert list(Task.objects.assigned_to(task.assignee)) == [task]


class TestConsentQuerySet:
    @pytest.mark.parametrize(
        ("on", "is_in_force"),
        [
            (date(2022, 2, 28), False),
            (date(2022, 3, 1), True),
            (date(2022, 8, 31), True),
            (date(2022, 9, 1), False),
        ],
    )
    def test_in_force_from_the_day_given_until_the_day_withdrawn(self, on, is_in_force):
        ConsentFactory(withdrawn=True)

        assert Consent.objects.in_force(on).exists() == is_in_force

    def test_for_use_is_for_that_use_only(self):
        media = ConsentFactory(use=ConsentUse.MEDIA)
        ConsentFactory(use=ConsentUse.CASEWORK)

        assert list(Consent.objects.for_use(ConsentUse.MEDIA)) == [media]


class TestSituationQuerySet:
    def test_in_country_is_of_that_country(self):
        situation = SituationFactory(country="BY")
        SituationFactory(country="KZ")

        assert list(Situation.objects.in_country("BY")) == [situation]
