"""How two records of one person become one, and are parted again."""

import pytest
from django.apps import apps

from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import AuditedModel
from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind, RowFate
from casework.persons.models import (
    Affiliation,
    DistinctPersons,
    MergedRow,
    Person,
    PersonMerge,
    PersonName,
    PersonNationality,
    Relationship,
)
from casework.persons.services import MergeRefused, UnmergeRefused, merge_persons, unmerge_persons
from tests.factories.persons import (
    AffiliationFactory,
    ContactDetailFactory,
    DistinctPersonsFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
    RelationshipFactory,
)

pytestmark = pytest.mark.django_db


def recorded():
    """Everything that audited tables of this app hold of persons, without numbers that are given anew."""
    tables = {}
    for model in apps.get_app_config("persons").get_models():
        if issubclass(model, AuditedModel) and model not in {PersonMerge, MergedRow}:
            kept = [
                field.attname for field in model._meta.concrete_fields if field.name not in {"id", "head"}
            ]
            tables[model] = sorted(model.objects.values_list(*sorted(kept)), key=repr)
    return tables


class TestMergePersons:
    def test_lets_the_kept_person_stand_for_both(self):
        kept, merged = PersonFactory(), PersonFactory()

        merge_persons(kept=kept, merged=merged)

        merged.refresh_from_db()
        assert merged.merged_into == kept
        assert list(Person.objects.unmerged()) == [kept]

    @pytest.mark.parametrize(
        ("factory", "link"),
        [
            (PersonNameFactory, "person"),
            (PersonNationalityFactory, "person"),
            (PersonOccupationFactory, "person"),
            (AffiliationFactory, "person"),
            (ContactDetailFactory, "person"),
            (RelationshipFactory, "person"),
            (RelationshipFactory, "other_person"),
        ],
    )
    def test_moves_what_names_the_merged_person(self, factory, link):
        kept, merged = PersonFactory(), PersonFactory()
        row = factory(**{link: merged})

        merge_persons(kept=kept, merged=merged)

        row.refresh_from_db()
        assert getattr(row, link) == kept

    def test_leaves_nothing_that_names_the_merged_person_but_the_findings(self):
        kept, merged = PersonFactory(), PersonFactory()
        DistinctPersonsFactory(first=merged)
        for factory in (PersonNameFactory, AffiliationFactory, ContactDetailFactory):
            factory(person=merged)

        merge_persons(kept=kept, merged=merged)

        pointing = {
            relation.related_model
            for relation in Person._meta.get_fields(include_hidden=True)
            if (relation.one_to_many or relation.one_to_one)
            and issubclass(relation.related_model, AuditedModel)
            and relation.related_model.objects.filter(**{relation.field.name: merged}).exists()
        }
        assert pointing == {DistinctPersons, PersonMerge}

    def test_keeps_the_merged_name_as_an_alias(self):
        kept, merged = PersonFactory(name="Nina Orlik"), PersonFactory(name="Нина Орлик")

        merge_persons(kept=kept, merged=merged)

        alias = kept.names.get()
        assert (alias.name, alias.kind) == ("Нина Орлик", NameKind.ALIAS)

    def test_adds_no_alias_for_a_name_already_known(self):
        kept = PersonNameFactory(person__name="Nina Orlik", name="Нина Орлик").person
        merged = PersonFactory(name="Нина Орлик")

        merge_persons(kept=kept, merged=merged)

        assert kept.names.count() == 1

    def test_fills_in_what_was_not_known_of_the_kept_person(self):
        kept = PersonFactory(birthplace="Brest")
        merged = PersonFactory(birthplace="Minsk", born_1988=True, sex="female")

        merge_persons(kept=kept, merged=merged)

        kept.refresh_from_db()
        assert (kept.birthplace, str(kept.birth), kept.sex) == ("Brest", "1988", "female")

    def test_drops_a_link_that_the_kept_person_has_already(self):
        kept, merged = PersonFactory(), PersonFactory()
        PersonNationalityFactory(person=kept, country="KZ")
        PersonNationalityFactory(person=merged, country="KZ")

        merge_persons(kept=kept, merged=merged)

        assert PersonNationality.objects.get().person == kept

    def test_drops_a_relationship_between_the_two(self):
        row = RelationshipFactory()

        merge_persons(kept=row.person, merged=row.other_person)

        assert not Relationship.objects.exists()

    def test_brings_along_those_merged_into_the_merged_person(self):
        first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
        merge_persons(kept=second, merged=first)

        merge_persons(kept=third, merged=second)

        first.refresh_from_db()
        assert first.merged_into == third

    def test_remembers_what_it_did(self):
        kept, merged = PersonFactory(), PersonFactory(birthplace="Minsk")
        moved = AffiliationFactory(person=merged)
        PersonNationalityFactory(person=kept)
        dropped = PersonNationalityFactory(person=merged)

        merge = merge_persons(kept=kept, merged=merged)

        done = set(merge.rows.values_list("model", "object_id", "field", "fate"))
        assert done == {
            ("persons.affiliation", moved.pk, "person", RowFate.MOVED),
            ("persons.personnationality", dropped.pk, "", RowFate.DROPPED),
            ("persons.personname", kept.names.get().pk, "", RowFate.ADDED),
            ("persons.person", kept.pk, "birthplace", RowFate.FILLED),
        }

    def test_leaves_a_trace_on_each_row_it_moves(self):
        row = AffiliationFactory()

        merge_persons(kept=PersonFactory(), merged=row.person)

        assert row.history.count() == 2

    def test_refuses_a_person_and_themselves(self):
        person = PersonFactory()

        with pytest.raises(MergeRefused, match="with themselves"):
            merge_persons(kept=person, merged=person)

    @pytest.mark.parametrize("which", ["kept", "merged"])
    def test_refuses_a_person_already_merged(self, which):
        gone = PersonFactory(name="Nina", merged_into=PersonFactory(name="Anna"))
        persons = {"kept": PersonFactory(), "merged": PersonFactory(), which: gone}

        with pytest.raises(MergeRefused, match="Nina is already merged into Anna"):
            merge_persons(**persons)

    def test_refuses_two_who_were_found_to_be_distinct(self):
        pair = DistinctPersonsFactory()

        with pytest.raises(MergeRefused, match="found to be two people"):
            merge_persons(kept=pair.second, merged=pair.first)

    def test_refuses_a_restricted_and_an_open_person(self):
        with pytest.raises(MergeRefused, match="Make them the same first"):
            merge_persons(kept=PersonFactory(), merged=PersonFactory(restricted=True))

    def test_refuses_two_whose_dates_contradict_each_other(self):
        kept = PersonFactory(birth=PartialDate.read("1988"))
        merged = PersonFactory(death=PartialDate.read("1970"))

        with pytest.raises(MergeRefused, match="cannot die before"):
            merge_persons(kept=kept, merged=merged)

    def test_needs_a_reason(self):
        kept, merged = PersonFactory(), PersonFactory()

        with change_set(actor=None, origin=Origin.FORM), pytest.raises(ReasonRequiredError):
            merge_persons(kept=kept, merged=merged)

    def test_changes_nothing_when_it_is_refused(self):
        kept = PersonFactory(birth=PartialDate.read("1988"))
        merged = AffiliationFactory(person=PersonFactory(death=PartialDate.read("1970"))).person
        before = recorded()

        with pytest.raises(MergeRefused):
            merge_persons(kept=kept, merged=merged)

        assert recorded() == before


class TestUnmergePersons:
    @pytest.fixture
    def pair(self):
        """Two persons with every kind of row, of which some are the same."""
        kept = PersonFactory(name="Nina Orlik", birthplace="Minsk")
        merged = PersonFactory(name="Нина Орлик", born_1988=True, sex="female")
        for person in (kept, merged):
            PersonNameFactory(person=person)
            PersonNameFactory(person=person, name="Arol")
            PersonNationalityFactory(person=person, country="BY")
            PersonOccupationFactory(person=person)
            AffiliationFactory(person=person)
            ContactDetailFactory(person=person, value="nina@example.org")
            RelationshipFactory(person=person)
            RelationshipFactory(other_person=person)
        RelationshipFactory(person=kept, other_person=merged)
        DistinctPersonsFactory(first=merged)
        PersonFactory(merged_into=merged)
        return kept, merged

    def test_puts_everything_back(self, pair):
        kept, merged = pair
        before = recorded()
        merge_persons(kept=kept, merged=merged)
        assert recorded() != before

        unmerge_persons(merged=merged)

        assert recorded() == before

    def test_can_be_followed_by_another_merge(self, pair):
        kept, merged = pair
        merge_persons(kept=kept, merged=merged)
        after = recorded()
        unmerge_persons(merged=merged)

        merge_persons(kept=kept, merged=merged)

        assert recorded() == after

    def test_remembers_that_the_merge_was_undone(self, pair):
        kept, merged = pair
        merge_persons(kept=kept, merged=merged)

        merge = unmerge_persons(merged=merged)

        assert merge.is_undone
        assert not PersonMerge.objects.in_force().exists()

    def test_leaves_what_came_to_the_kept_person_since(self):
        kept, merged = PersonFactory(), PersonFactory()
        merge_persons(kept=kept, merged=merged)
        since = AffiliationFactory(person=kept)

        unmerge_persons(merged=merged)

        since.refresh_from_db()
        assert since.person == kept

    def test_leaves_a_moved_row_that_was_given_to_another_since(self):
        kept, merged, third = PersonFactory(), PersonFactory(), PersonFactory()
        row = AffiliationFactory(person=merged)
        merge_persons(kept=kept, merged=merged)
        row.refresh_from_db()
        row.person = third
        row.save()

        unmerge_persons(merged=merged)

        row.refresh_from_db()
        assert row.person == third

    def test_passes_over_a_moved_row_that_was_deleted_since(self):
        kept, merged = PersonFactory(), PersonFactory()
        row = AffiliationFactory(person=merged)
        merge_persons(kept=kept, merged=merged)
        Affiliation.objects.get(pk=row.pk).delete()

        unmerge_persons(merged=merged)

        assert not Affiliation.objects.exists()

    def test_leaves_a_filled_field_that_was_corrected_since(self):
        kept, merged = PersonFactory(), PersonFactory(birthplace="Minsk")
        merge_persons(kept=kept, merged=merged)
        kept.refresh_from_db()
        kept.birthplace = "Brest"
        kept.save()

        unmerge_persons(merged=merged)

        kept.refresh_from_db()
        assert kept.birthplace == "Brest"

    def test_leaves_an_alias_that_was_changed_since(self):
        kept, merged = PersonFactory(), PersonFactory()
        merge_persons(kept=kept, merged=merged)
        alias = kept.names.get()
        alias.kind = NameKind.FORMER
        alias.save()

        unmerge_persons(merged=merged)

        assert PersonName.objects.get().kind == NameKind.FORMER

    def test_refuses_a_person_who_is_not_merged(self):
        with pytest.raises(UnmergeRefused, match="not merged into anybody"):
            unmerge_persons(merged=PersonFactory())

    def test_refuses_while_the_kept_person_is_merged_in_turn(self):
        first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
        merge_persons(kept=second, merged=first)
        merge_persons(kept=third, merged=second)

        with pytest.raises(UnmergeRefused, match="Undo that merge first"):
            unmerge_persons(merged=first)

    def test_undoes_two_merges_in_turn(self):
        first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
        AffiliationFactory(person=first)
        before = recorded()
        merge_persons(kept=second, merged=first)
        merge_persons(kept=third, merged=second)

        unmerge_persons(merged=second)
        unmerge_persons(merged=first)

        assert recorded() == before
