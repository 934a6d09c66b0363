"""The pages on which persons and organisations are entered, compared and merged."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit.models import ChangeSet
from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind
from casework.persons.models import (
    ContactDetail,
    DistinctPersons,
    Organisation,
    Person,
    PersonMerge,
)
from casework.persons.querysets import hides_persons, reveals_persons
from casework.persons.services import mark_distinct, merge_persons
from tests.factories.persons import (
    AffiliationFactory,
    ContactDetailFactory,
    DistinctPersonsFactory,
    OrganisationFactory,
    PersonFactory,
    PersonMergeFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    RelationshipFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]

ADD = "admin:persons_person_add"
CHANGE = "admin:persons_person_change"
LIST = "admin:persons_person_changelist"
MERGE = "admin:persons_person_merge"
UNMERGE = "admin:persons_person_unmerge"


def typed_in(response, **changes):
    """What a browser would post from the form on the page, with these changes."""
    form = response.context["adminform"].form
    fields = [form[name] for name in form.fields]
    for inline in response.context["inline_admin_formsets"]:
        fields += inline.formset.management_form
        for row in inline.formset.forms:
            fields += row
    data = {}
    for bound in fields:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        context = widget.get_context(bound.html_name, bound.value(), {})["widget"]
        for part in context.get("subwidgets", [context]):
            value = part["value"]
            value = value[0] if isinstance(value, list) and value else value
            if value not in (None, [], "", False):
                data[part["name"]] = value
    return {**data, **changes}


def row_of(prefix, number=0, **values):
    """One new row of an inline, and the count of rows with it."""
    typed = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {**typed, f"{prefix}-TOTAL_FORMS": str(number + 1)}


def page_words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def caseworker(staff):
    return staff("caseworker")


@pytest.fixture
def client(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


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


class TestAddSuspectedDuplicate:
    @pytest.fixture
    def known(self):
        return PersonNationalityFactory(person__name="Кастусь Верабейка", country="BY").person

    @pytest.fixture
    def attempt(self, client, known):
        """The answer to somebody who adds the person again, and what they had typed."""
        page = client.get(reverse(ADD))
        data = typed_in(
            page,
            name="Kastus Verabeika",
            notes="Met in Brest",
            **row_of("nationalities", country="BY", kind="citizenship"),
        )
        return client.post(reverse(ADD), data)

    def test_shows_who_it_may_be_and_saves_nothing(self, attempt, known):
        assert Person.objects.get() == known
        assert "may be on record already" in page_words(attempt)
        assert "the same name in another script: Кастусь Верабейка; also of Belarus" in page_words(attempt)
        assert f'href="{known.get_absolute_url()}"' in attempt.content.decode()

    def test_loses_nothing_that_was_typed(self, attempt):
        data = typed_in(attempt)

        assert (data["name"], data["notes"]) == ("Kastus Verabeika", "Met in Brest")
        assert data["nationalities-0-country"] == "BY"

    def test_saves_once_it_is_said_to_be_somebody_else(self, client, attempt, known):
        data = typed_in(attempt, somebody_else=str(known.pk))

        response = client.post(reverse(ADD), data)

        assert response.status_code == 302
        added = Person.objects.get(name="Kastus Verabeika")
        pair = DistinctPersons.objects.get()
        assert (pair.first, pair.second) == (known, added)

    def test_asks_again_when_another_one_appears_meanwhile(self, client, attempt, known):
        PersonFactory(name="Kastus Verabejka")

        response = client.post(reverse(ADD), typed_in(attempt, somebody_else=str(known.pk)))

        assert "may be on record already" in page_words(response)
        assert "Kastus Verabejka" in page_words(response)

    def test_gives_the_tick_the_numbers_of_all_shown(self, attempt, known):
        assert f'name="somebody_else" value="{known.pk}"' in attempt.content.decode()

    def test_compares_the_other_names_typed(self, client, known):
        page = client.get(reverse(ADD))
        data = typed_in(page, name="The Feather", **row_of("names", kind="native", name="Кастусь Верабейка"))

        response = client.post(reverse(ADD), data)

        assert "Is it one of these?" in page_words(response)

    def test_does_not_tell_of_a_hidden_person(self, client, known):
        hides_persons.append(lambda user: Q(pk=known.pk))
        page = client.get(reverse(ADD))

        response = client.post(reverse(ADD), typed_in(page, name="Kastus Verabeika"))

        assert response.status_code == 302


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

    def test_costs_the_same_for_two_persons_as_for_many(self, client):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(LIST))
            return len(queries)

        def add(count):
            for _ in range(count):
                PersonNationalityFactory(person=PersonNameFactory(native=True).person)

        add(2)
        cost()
        few = cost()
        add(10)

        assert cost() == few


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


class TestMergePage:
    @pytest.fixture
    def pair(self):
        return PersonFactory(name="Nina Orlik"), PersonFactory(name="Ніна Орлік")

    def address(self, person, other=None):
        return reverse(MERGE, args=[person.pk]) + (f"?other={other.pk}" if other else "")

    def test_begins_with_those_who_may_be_the_same(self, client, pair):
        person, other = pair

        response = client.get(self.address(person))

        assert f"?other={other.pk}" in response.content.decode()

    def test_shows_both_side_by_side(self, client, pair):
        person, other = pair
        AffiliationFactory(person=other, role=None, role_words="Editor", organisation__name="Harvest Daily")

        words = page_words(client.get(self.address(person, other)))

        assert "Nina Orlik" in words
        assert "Editor, Harvest Daily" in words

    def test_merges_for_a_reason(self, client, pair):
        person, other = pair

        response = client.post(
            self.address(person, other), {"finding": "merge", "kept": other.pk, "reason": "One passport"}
        )

        person.refresh_from_db()
        assert person.merged_into == other
        assert response.url == other.get_absolute_url()
        assert PersonMerge.objects.get().head.change_set.reason == "One passport"

    def test_tells_two_people_apart_for_a_reason(self, client, pair):
        person, other = pair

        response = client.post(
            self.address(person, other), {"finding": "distinct", "reason": "Two passports"}
        )

        assert response.url == person.get_absolute_url()
        assert DistinctPersons.objects.get().head.change_set.reason == "Two passports"

    @pytest.mark.parametrize("left_out", ["reason", "finding", "kept"])
    def test_asks_for_what_is_missing(self, client, pair, left_out):
        person, other = pair
        data = {"finding": "merge", "kept": person.pk, "reason": "One passport"}
        del data[left_out]

        response = client.post(self.address(person, other), data)

        assert response.context["form"].errors.keys() == {left_out}
        assert not PersonMerge.objects.exists()

    def test_says_why_two_cannot_be_merged(self, client, pair):
        person, other = pair
        mark_distinct(person=person, other=other)

        response = client.post(
            self.address(person, other), {"finding": "merge", "kept": person.pk, "reason": "One passport"}
        )

        assert "found to be two people" in page_words(response)

    def test_does_not_compare_with_a_person_one_may_not_know_of(self, client, pair):
        person, _ = pair
        hidden = PersonFactory(name="Nobody Sees", restricted=True)

        response = client.post(
            self.address(person, hidden), {"finding": "merge", "kept": person.pk, "reason": "A guess"}
        )

        assert "Nobody Sees" not in page_words(response)
        assert not PersonMerge.objects.exists()

    def test_keeps_only_one_of_the_two(self, client, pair):
        person, other = pair
        third = PersonFactory()

        client.post(self.address(person, other), {"finding": "merge", "kept": third.pk, "reason": "A slip"})

        assert not PersonMerge.objects.exists()

    def test_is_refused_to_an_auditor(self, client_as, pair):
        person, other = pair

        response = client_as("auditor").post(
            self.address(person, other), {"finding": "merge", "kept": person.pk, "reason": "One passport"}
        )

        assert response.status_code == 403
        assert not PersonMerge.objects.exists()

    def test_does_not_exist_for_a_record_already_merged(self, client):
        merged = PersonFactory(merged_into=PersonFactory())

        assert client.get(self.address(merged)).status_code == 404


class TestUnmergePage:
    @pytest.fixture
    def merged(self):
        merged = PersonFactory(name="Ніна Орлік")
        merge_persons(kept=PersonFactory(name="Nina Orlik"), merged=merged)
        return merged

    def test_asks_before_it_undoes_anything(self, client, merged):
        response = client.get(reverse(UNMERGE, args=[merged.pk]))

        assert response.status_code == 200
        assert PersonMerge.objects.in_force().exists()

    def test_undoes_the_merge_for_a_reason(self, client, merged):
        response = client.post(reverse(UNMERGE, args=[merged.pk]), {"reason": "Two after all"})

        merged.refresh_from_db()
        assert response.url == merged.get_absolute_url()
        assert merged.merged_into is None

    def test_needs_a_reason(self, client, merged):
        client.post(reverse(UNMERGE, args=[merged.pk]), {"reason": " "})

        assert PersonMerge.objects.in_force().exists()

    def test_says_why_it_cannot_be_undone(self, client, merged):
        second = PersonFactory()
        merge = PersonMerge.objects.get()
        PersonMerge.objects.bulk_update([merge], ["is_undone"])
        merge_persons(kept=second, merged=merge.kept)

        response = client.post(reverse(UNMERGE, args=[merged.pk]), {"reason": "Two after all"})

        assert "Undo that merge first" in page_words(response)

    def test_does_not_exist_for_a_person_who_is_not_merged(self, client):
        assert client.get(reverse(UNMERGE, args=[PersonFactory().pk])).status_code == 404

    def test_is_refused_to_an_auditor(self, client_as, merged):
        response = client_as("auditor").post(reverse(UNMERGE, args=[merged.pk]), {"reason": "No"})

        assert response.status_code == 403


class TestFindings:
    def test_two_told_apart_can_be_confused_again_once_the_finding_is_deleted(self, client):
        pair = DistinctPersonsFactory()

        client.post(
            reverse("admin:persons_distinctpersons_delete", args=[pair.pk]),
            {"post": "yes", "reason": "They are one", "opened_head": pair.head_id.hex},
        )

        assert not DistinctPersons.objects.exists()

    @pytest.mark.parametrize("model", ["distinctpersons", "personmerge"])
    def test_are_not_entered_by_hand(self, client, model):
        assert client.get(reverse(f"admin:persons_{model}_add")).status_code == 403

    @pytest.mark.parametrize("factory", [DistinctPersonsFactory, PersonMergeFactory])
    def test_are_listed(self, client, factory):
        row = factory()

        response = client.get(reverse(f"admin:persons_{row._meta.model_name}_changelist"))

        assert list(response.context["cl"].result_list) == [row]


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
