"""The pages on which two persons are compared, merged and parted again, and what was found of them."""

import pytest
from django.urls import reverse

from casework.persons.models import DistinctPersons, PersonMerge
from casework.persons.services import mark_distinct, merge_persons
from tests.factories.persons import (
    AffiliationFactory,
    DistinctPersonsFactory,
    PersonFactory,
    PersonMergeFactory,
)
from tests.persons.admin.pages import MERGE, UNMERGE, page_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


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
