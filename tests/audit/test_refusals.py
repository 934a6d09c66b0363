"""What the database refuses is said in the words of the constraint that was broken."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from casework.audit.refusals import broken_constraint
from casework.reference.admin import TermAdmin
from casework.reference.models import Term
from tests.factories.cases import CaseFactory, CasePartyFactory
from tests.factories.reference import TermFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


def refusal_of(write):
    """Return what is said of a write that the database refuses."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    return broken_constraint(refused.value).messages


class TestBrokenConstraint:
    def test_words_a_check(self):
        assert refusal_of(lambda: TermFactory(label="")) == ["A term needs a label."]

    def test_words_what_must_be_unique(self):
        party = CasePartyFactory()

        words = refusal_of(lambda: CasePartyFactory(case=party.case, person=party.person, role=party.role))

        assert words == ["This person is already in the case in this role."]

    def test_words_what_must_be_unique_in_any_case(self):
        TermFactory(label="Lamplighter")

        words = refusal_of(lambda: TermFactory(label="lamplighter"))

        assert words == ["This vocabulary already has a term with this label."]

    def test_says_in_general_what_no_constraint_words(self):
        case = CaseFactory()

        def point_at_nobody():
            CasePartyFactory(case=case, person=None, person_id=10**9)
            connection.check_constraints()

        assert refusal_of(point_at_nobody) == [
            "This contradicts another record, perhaps one written at the same moment. Nothing was saved."
        ]

    def test_is_no_excuse_for_a_write_that_a_guard_refuses(self):
        TermFactory()
        statement = "UPDATE reference_term SET label = 'elsewhere'"
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            connection.cursor().execute(statement)

        with pytest.raises(IntegrityError, match="guard: "):
            broken_constraint(refused.value)


class TestForm:
    def test_comes_back_when_someone_else_was_faster(self, client_as, monkeypatch):
        page = FormPage.open(client_as("administrator"), reverse("admin:reference_term_add"))
        save = TermAdmin.save_model

        def save_second(self, request, obj, form, change):
            TermFactory(vocabulary=obj.vocabulary, code=obj.code)
            save(self, request, obj, form, change)

        monkeypatch.setattr(TermAdmin, "save_model", save_second)

        answer = page.fill(vocabulary="occupation", code="test-ferryman", label="ferryman").send()

        assert answer.response.status_code == 200
        assert "already has a term with this code" in answer.text
        assert answer.values["label"] == ["ferryman"]
        assert not Term.objects.filter(code="test-ferryman").exists()
