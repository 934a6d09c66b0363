"""The pages on which persons are entered and found."""

import pytest
from django.db.models import Q
from django.urls import reverse

from casework.audit.models import ChangeSet
from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind
from casework.persons.models import ContactDetail, Person
from casework.persons.querysets import reveals_persons
from casework.persons.services import merge_persons
from tests.factories.persons import (
    ContactDetailFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    RelationshipFactory,
)
from tests.persons.admin.pages import ADD, CHANGE, LIST, MERGE, UNMERGE, page_words, row_of, typed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


class TestAddPerson:
    def test_saves_a_person_with_all_parts_as_one_act(self, client):
        organisation = OrganisationFactory()
        page = client.get(reverse(ADD))
        data = typed_in(
            page,
            name="Nina Orlik",
            **row_of("names", kind=NameKind.NATIVE, name="Ніна Орлік", script="Cyrl", language="be"),
            **row_of("nationalities", country="BY", kind="citizenship"),
            **row_of("affiliations", organisation=organisation.pk, role_words="Editor"),
            **row_of("relationships", other_person=PersonFactory().pk, kind=RelationshipFactory().kind_id),
            **row_of("contact_details", kind="email", value="nina@example.org"),
        )
        acts = ChangeSet.objects.count()

        response = client.post(reverse(ADD), data)

        assert response.status_code == 302
        person = Person.objects.get(name="Nina Orlik")
        parts = [person.names, person.nationalities, person.affiliations, person.relationships]
        assert [part.count() for part in parts] == [1, 1, 1, 1]
        assert person.contact_details.get().value == "nina@example.org"
        assert ChangeSet.objects.count() == acts + 1

    def test_reads_dates_as_people_write_them(self, client):
        page = client.get(reverse(ADD))

        client.post(reverse(ADD), typed_in(page, name="Nina Orlik", birth="aug 1988"))

        assert str(Person.objects.get().birth) == "Aug 1988"

    def test_refuses_a_death_before_the_birth_in_words(self, client):
        page = client.get(reverse(ADD))
        data = typed_in(page, name="Nina Orlik", birth="1988", death="1970")

        response = client.post(reverse(ADD), data)

        assert "A person cannot die before they were born." in page_words(response)

    @pytest.mark.parametrize("role", ["auditor", "administrator", None])
    def test_is_refused_to_other_roles(self, client_as, role):
        assert client_as(role).post(reverse(ADD), {"name": "Nina Orlik"}).status_code == 403
        assert not Person.objects.exists()


class TestChangePerson:
    def test_saves_a_new_name_beside_the_others(self, client):
        person = PersonNameFactory().person
        page = client.get(reverse(CHANGE, args=[person.pk]))

        response = client.post(
            reverse(CHANGE, args=[person.pk]),
            typed_in(page, **row_of("names", 1, kind="alias", name="The Eagle")),
        )

        assert response.status_code == 302
        assert person.names.count() == 2

    def test_asks_for_a_reason_when_the_name_changes(self, client):
        person = PersonFactory(name="Nina Orlik")
        page = client.get(reverse(CHANGE, args=[person.pk]))

        response = client.post(reverse(CHANGE, args=[person.pk]), typed_in(page, name="Anna Orlik"))

        assert "needs a reason" in page_words(response)
        assert Person.objects.get().name == "Nina Orlik"

    def test_shows_who_may_be_the_same(self, client):
        person, other = PersonFactory(name="Nina Orlik"), PersonFactory(name="Ніна Орлік")

        response = client.get(reverse(CHANGE, args=[person.pk]))

        assert f'{reverse(MERGE, args=[person.pk])}?other={other.pk}"' in response.content.decode()

    def test_shows_a_merged_record_as_it_was_and_where_it_went(self, client):
        kept, merged = PersonFactory(name="Nina Orlik"), PersonFactory(name="Ніна Орлік")
        merge_persons(kept=kept, merged=merged)

        response = client.get(reverse(CHANGE, args=[merged.pk]))

        assert kept.get_absolute_url() in response.content.decode()
        assert reverse(UNMERGE, args=[merged.pk]) in response.content.decode()
        assert 'name="_save"' not in response.content.decode()

    def test_does_not_change_a_merged_record(self, client):
        kept, merged = PersonFactory(), PersonFactory(name="Ніна Орлік")
        merge_persons(kept=kept, merged=merged)

        response = client.post(reverse(CHANGE, args=[merged.pk]), {"name": "Somebody"})

        assert response.status_code == 403
        assert Person.objects.get(pk=merged.pk).name == "Ніна Орлік"

    def test_names_on_the_kept_record_those_merged_into_it(self, client):
        kept, merged = PersonFactory(), PersonFactory(name="Ніна Орлік")
        merge_persons(kept=kept, merged=merged)

        response = client.get(reverse(CHANGE, args=[kept.pk]))

        assert f'<a href="{merged.get_absolute_url()}">Ніна Орлік</a>' in response.content.decode()

    def test_shows_relationships_from_the_other_side_to_be_read(self, client):
        row = RelationshipFactory(person__name="Nina Orlik")

        response = client.get(reverse(CHANGE, args=[row.other_person_id]))

        assert "Nina Orlik" in page_words(response)

    def test_is_shown_to_an_auditor_and_refused_on_saving(self, client_as):
        person = PersonFactory(name="Nina Orlik")
        auditor = client_as("auditor")

        assert auditor.get(reverse(CHANGE, args=[person.pk])).status_code == 200
        assert auditor.post(reverse(CHANGE, args=[person.pk]), {"name": "X"}).status_code == 403
        assert Person.objects.get().name == "Nina Orlik"

    @pytest.mark.parametrize("page", ["change", "delete", "history", "merge"])
    def test_does_not_exist_for_who_may_not_know_of_the_person(self, client, page):
        person = PersonFactory(restricted=True)

        assert client.get(reverse(f"admin:persons_person_{page}", args=[person.pk])).status_code == 404


class TestContactDetailsOnTheForm:
    def test_are_left_out_for_who_may_not_read_them(self, client):
        row = ContactDetailFactory()

        response = client.get(reverse(CHANGE, args=[row.person_id]))

        assert row.value not in response.content.decode()
        assert "contact_details-TOTAL_FORMS" not in response.content.decode()

    def test_cannot_be_posted_by_who_may_not_read_them(self, client):
        person = PersonFactory()
        page = client.get(reverse(CHANGE, args=[person.pk]))
        data = typed_in(page, **row_of("contact_details", kind="email", value="x@example.org"))

        client.post(reverse(CHANGE, args=[person.pk]), data)

        assert not ContactDetail.objects.exists()

    def test_are_shown_to_who_works_for_the_person(self, client):
        row = ContactDetailFactory()
        reveals_persons.append(lambda user: Q(pk=row.person_id))

        assert row.value in client.get(reverse(CHANGE, args=[row.person_id])).content.decode()

    def test_are_shown_to_an_auditor(self, client_as):
        row = ContactDetailFactory()

        assert row.value in client_as("auditor").get(reverse(CHANGE, args=[row.person_id])).content.decode()


class TestPersonList:
    def test_tells_namesakes_apart(self, client):
        person = PersonNationalityFactory(
            person__name="Nina Orlik", person__birth=PartialDate.read("Aug 1988"), country="BY"
        ).person
        PersonNameFactory(person=person, native=True, name="Ніна Орлік")

        words = page_words(client.get(reverse(LIST)))

        assert all(fact in words for fact in ["Nina Orlik", "Ніна Орлік", "Aug 1988", "Belarus"])

    @pytest.mark.parametrize("text", ["Verabeika", "верабейка", "Varabejka"])
    def test_finds_persons_in_any_script(self, client, text):
        PersonFactory(name="Кастусь Верабейка")
        PersonFactory(name="Nina Orlik")

        found = client.get(reverse(LIST), {"q": text}).context["cl"].result_list

        assert [person.name for person in found] == ["Кастусь Верабейка"]

    def test_leaves_out_merged_records(self, client):
        kept = PersonFactory(name="Nina Orlik")
        PersonFactory(name="Merged", merged_into=kept)

        assert list(client.get(reverse(LIST)).context["cl"].result_list) == [kept]

    def test_offers_only_countries_of_persons_one_may_know_of(self, client):
        PersonNationalityFactory(country="BY")
        PersonNationalityFactory(country="KZ", person__restricted=True)

        words = page_words(client.get(reverse(LIST)))

        assert "Belarus" in words
        assert "Kazakhstan" not in words

    def test_is_filtered_by_country(self, client):
        row = PersonNationalityFactory(country="BY")
        PersonNationalityFactory(country="KZ")

        found = client.get(reverse(LIST), {"nationality": "BY"}).context["cl"].result_list

        assert list(found) == [row.person]


class TestAutocomplete:
    def ask(self, client, text):
        response = client.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "persons",
                "model_name": "relationship",
                "field_name": "other_person",
                "term": text,
            },
        )
        return [choice["text"] for choice in response.json()["results"]]

    def test_tells_namesakes_apart(self, client):
        person = PersonNationalityFactory(
            person__name="Nina Orlik", person__birth=PartialDate.read("1988"), country="BY"
        ).person
        PersonNameFactory(person=person, native=True, name="Ніна Орлік")

        assert self.ask(client, "Орлик") == ["Nina Orlik · Ніна Орлік · born 1988 · Belarus"]

    def test_offers_neither_merged_nor_hidden_persons(self, client):
        kept = PersonFactory(name="Nina Orlik")
        PersonFactory(name="Nina Orlik", merged_into=kept, birthplace="Merged")
        PersonFactory(name="Nina Orlik", restricted=True)

        assert self.ask(client, "Orlik") == ["Nina Orlik"]
