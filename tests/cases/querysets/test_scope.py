"""Who may know of a case and of what hangs on it."""

import pytest
from django.apps import apps

from casework.accounts.choices import Role
from casework.cases.models import (
    Case,
    CaseParty,
    Consent,
    DevelopmentPerson,
    Perpetrator,
    Situation,
    Violation,
)
from tests.cases.querysets.viewers import who_sees
from tests.factories import cases as factories
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    DevelopmentFactory,
    SituationFactory,
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
