"""The pages on which reference values are kept: who may do what, and what they offer."""

import pytest
from django.contrib import admin
from django.urls import reverse

from casework.accounts.choices import Role
from casework.reference.choices import Vocabulary
from casework.reference.models import LegalProvision, Mechanism, Term
from tests.factories.reference import (
    LegalInstrumentFactory,
    LegalProvisionFactory,
    MechanismFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = [TermFactory, LegalInstrumentFactory, LegalProvisionFactory, MechanismFactory]


def page(value, kind):
    """The address of a value's page of that kind."""
    name = f"admin:reference_{type(value)._meta.model_name}_{kind}"
    return reverse(name, args=[] if kind in {"changelist", "add"} else [value.pk])


class TestPages:
    @pytest.mark.parametrize("kind", ["changelist", "add", "change", "history"])
    @pytest.mark.parametrize("factory", FACTORIES)
    def test_open_for_administrators(self, factory, kind, client_as):
        response = client_as(Role.ADMINISTRATOR).get(page(factory(), kind))

        assert response.status_code == 200

    @pytest.mark.parametrize(
        ("kind", "status"), [("changelist", 200), ("change", 200), ("history", 200), ("add", 403)]
    )
    @pytest.mark.parametrize("factory", FACTORIES)
    def test_are_read_only_for_caseworkers(self, factory, kind, status, client_as):
        response = client_as(Role.CASEWORKER).get(page(factory(), kind))

        assert response.status_code == status

    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("factory", FACTORIES)
    def test_let_nobody_delete(self, factory, role, client_as):
        value = factory()

        response = client_as(role).post(page(value, "delete"), {"post": "yes", "reason": "tidying"})

        assert response.status_code == 403
        assert type(value).objects.filter(pk=value.pk).exists()


class TestTermAdmin:
    def test_narrows_the_list_to_one_vocabulary(self, client_as):
        role, occupation = TermFactory(affiliation_role=True), TermFactory()

        response = client_as(Role.CASEWORKER).get(
            page(role, "changelist"), {"vocabulary__exact": Vocabulary.AFFILIATION_ROLE, "q": "Test term"}
        )

        assert role in response.context["cl"].queryset
        assert occupation not in response.context["cl"].queryset

    def test_finds_a_term_by_its_huridocs_code(self, client_as):
        term = TermFactory(huridocs_code="999999999999")

        response = client_as(Role.CASEWORKER).get(page(term, "changelist"), {"q": "999999999999"})

        assert list(response.context["cl"].queryset) == [term]

    def test_adds_a_term(self, client_as):
        posted = {
            "vocabulary": Vocabulary.OCCUPATION,
            "code": "test-ferryman",
            "label": "Test ferryman",
            "order": "5",
            "is_active": "on",
        }

        response = client_as(Role.ADMINISTRATOR).post(page(TermFactory(), "add"), posted)

        assert response.status_code == 302
        assert Term.objects.get(code="test-ferryman").label == "Test ferryman"

    def test_keeps_the_code_of_a_term_that_exists(self, client_as):
        term = TermFactory(code="test-ferryman")

        response = client_as(Role.ADMINISTRATOR).get(page(term, "change"))

        fields = response.context["adminform"].form.fields
        assert "label" in fields
        assert not {"code", "vocabulary"} & set(fields)

    def test_switches_a_term_off_for_a_reason(self, client_as):
        term = TermFactory()
        posted = {
            "label": term.label,
            "order": "0",
            "opened_head": term.head_id.hex,
            "reason": "Nobody needs it any more",
        }

        client_as(Role.ADMINISTRATOR).post(page(term, "change"), posted)

        term.refresh_from_db()
        assert not term.is_active
        assert term.head.change_set.reason == "Nobody needs it any more"

    def test_asks_for_the_reason(self, client_as):
        term = TermFactory()
        posted = {"label": term.label, "order": "0", "opened_head": term.head_id.hex, "reason": ""}

        response = client_as(Role.ADMINISTRATOR).post(page(term, "change"), posted)

        term.refresh_from_db()
        assert term.is_active
        assert response.context["adminform"].form.errors["reason"]

    def test_still_finds_what_is_switched_off_in_the_list(self, client_as):
        term = TermFactory(switched_off=True, label="Test ferryman")

        response = client_as(Role.CASEWORKER).get(page(term, "changelist"), {"q": "Test ferryman"})

        assert list(response.context["cl"].queryset) == [term]


class TestLegalInstrumentAdmin:
    def test_adds_an_instrument_with_its_provisions_in_place(self, client_as):
        posted = {
            "short_name": "Test Act",
            "title": "Test Act on Ferries",
            "kind": "law",
            "country": "KZ",
            "is_active": "on",
            "provisions-TOTAL_FORMS": "2",
            "provisions-INITIAL_FORMS": "0",
            "provisions-0-number": "14",
            "provisions-0-heading": "Fares",
            "provisions-0-is_active": "on",
            "provisions-1-number": "9(2)",
            "provisions-1-heading": "Lights",
            "provisions-1-is_active": "on",
        }

        response = client_as(Role.ADMINISTRATOR).post(page(LegalInstrumentFactory(), "add"), posted)

        assert response.status_code == 302
        provisions = LegalProvision.objects.filter(instrument__short_name="Test Act")
        assert [provision.number for provision in provisions] == ["9(2)", "14"]

    def test_says_that_national_law_needs_its_country(self, client_as):
        posted = {
            "short_name": "Test Act",
            "title": "Test Act on Ferries",
            "kind": "law",
            "country": "",
            "provisions-TOTAL_FORMS": "0",
            "provisions-INITIAL_FORMS": "0",
        }

        response = client_as(Role.ADMINISTRATOR).post(page(LegalInstrumentFactory(), "add"), posted)

        assert "belongs to a country" in str(response.context["adminform"].form.errors)


class TestLegalProvisionAdmin:
    def test_moves_a_provision_whose_number_changes(self, client_as):
        provision = LegalProvisionFactory(number="9")
        posted = {
            "instrument": provision.instrument_id,
            "number": "119",
            "heading": provision.heading,
            "is_active": "on",
            "opened_head": provision.head_id.hex,
            "reason": "It was a misprint",
        }

        client_as(Role.ADMINISTRATOR).post(page(provision, "change"), posted)

        provision.refresh_from_db()
        assert (provision.number, provision.order) == ("119", "00119")


class TestMechanismAdmin:
    @pytest.mark.parametrize(
        ("period", "words"),
        [
            ({"in_days": True}, "60 days"),
            ({"in_months": True}, "6 months"),
            ({"in_months": True, "reply_months": 1}, "1 month"),
            ({}, ""),
        ],
    )
    def test_lists_the_reply_period_in_words(self, period, words, client_as):
        mechanism = MechanismFactory(**period)

        response = client_as(Role.CASEWORKER).get(page(mechanism, "changelist"), {"q": mechanism.short_name})

        changelist = response.context["cl"]
        assert changelist.model_admin.reply_period(changelist.queryset.get(pk=mechanism.pk)) == words


class TestAutocomplete:
    def offered(self, client, term):
        """What the form of a provision offers as its instrument."""
        asked = {"app_label": "reference", "model_name": "legalprovision", "field_name": "instrument"}
        response = client.get(reverse("admin:autocomplete"), {**asked, "term": term})
        return [result["text"] for result in response.json()["results"]]

    def test_offers_what_is_in_use_and_nothing_switched_off(self, client_as):
        LegalInstrumentFactory(short_name="Test Act 1")
        LegalInstrumentFactory(short_name="Test Act 2", switched_off=True)

        offered = self.offered(client_as(Role.ADMINISTRATOR), "Test Act")

        assert offered == ["Test Act 1"]


class TestDescribe:
    def test_gives_a_provision_with_its_heading(self):
        provision = LegalProvisionFactory.build(
            instrument__short_name="ICCPR", number="9(2)", heading="Reasons at arrest"
        )

        words = admin.site.get_model_admin(LegalProvision).describe(provision)

        assert words == "ICCPR 9(2): Reasons at arrest"

    def test_gives_a_mechanism_with_its_full_name(self):
        mechanism = MechanismFactory.build(short_name="TP", name="Test Panel")

        words = admin.site.get_model_admin(Mechanism).describe(mechanism)

        assert words == "TP: Test Panel"
