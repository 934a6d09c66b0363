"""The pages on which organisations are entered."""

import pytest
from django.contrib import admin
from django.urls import reverse

from casework.persons.models import Organisation
from tests.factories.persons import AffiliationFactory, OrganisationFactory
from tests.persons.admin.pages import page_words, row_of, typed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


class TestOrganisationForm:
    def test_saves_an_organisation_with_its_status(self, client):
        page = client.get(reverse("admin:persons_organisation_add"))
        data = typed_in(page, name="Party of Reeds", kind="party", **row_of("statuses", status="denied"))

        response = client.post(reverse("admin:persons_organisation_add"), data)

        assert response.status_code == 302
        assert Organisation.objects.get().statuses.get().status == "denied"

    def test_refuses_a_circle(self, client):
        larger = OrganisationFactory(name="Ministry")
        smaller = OrganisationFactory(parent=OrganisationFactory(parent=larger, name="Department"))
        address = reverse("admin:persons_organisation_change", args=[larger.pk])

        response = client.post(address, typed_in(client.get(address), parent=smaller.pk))

        assert "is itself part of this organisation" in page_words(response)

    def test_does_not_show_affiliations_of_hidden_persons(self, client):
        row = AffiliationFactory(person__name="Nobody Sees", person__restricted=True)

        response = client.get(reverse("admin:persons_organisation_change", args=[row.organisation_id]))

        assert "Nobody Sees" not in page_words(response)

    def test_is_refused_to_an_auditor(self, client_as):
        response = client_as("auditor").post(reverse("admin:persons_organisation_add"), {"name": "X"})

        assert response.status_code == 403

    def test_is_described_by_what_tells_it_apart(self):
        organisation = OrganisationFactory(name="City Court", court=True, country="KZ", native_name="Сот")

        described = admin.site._registry[Organisation].describe(organisation)

        assert described == "City Court · Сот · court · Kazakhstan"
