"""Every table is audited, protected, named and explained."""

from django.db import models
from django.db.models.constraints import BaseConstraint
from django_countries.fields import CountryField

from casework.audit.models import AuditedModel, Summary
from casework.audit.querysets import AuditedQuerySet
from casework.cases.models import Case, Development
from tests.architecture.inventory import (
    AUDITED_MODELS,
    FOREIGN_KEYS,
    LEDGER,
    OUR_FIELDS,
    OUR_MODELS,
    UNRECORDED,
    names,
)


def reached(model, path):
    """Return the model at the end of a path of foreign keys; "pk" stays where it is."""
    for part in path.split("__"):
        model = model if part == "pk" else model._meta.get_field(part).related_model
    return model


def checked_fields(model):
    """Name the fields of which a constraint of the model says that they are valid."""

    def spoken_of(condition):
        for part in condition.children:
            if isinstance(part, models.Q):
                yield from spoken_of(part)
            else:
                yield part[0].partition("__")[0]

    return {
        name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and constraint.name.endswith("_valid")
        for name in spoken_of(constraint.condition)
    }


class TestAudit:
    def test_covers_every_model_but_the_ledger_itself_and_what_is_no_part_of_the_record(self):
        unaudited = {model for model in OUR_MODELS if not issubclass(model, AuditedModel)}

        assert unaudited == {*LEDGER, *UNRECORDED}

    def test_covers_every_manager(self):
        assert [
            str(manager)
            for model in AUDITED_MODELS
            for manager in model._meta.managers
            if not issubclass(manager._queryset_class, AuditedQuerySet)
        ] == []

    def test_is_the_only_thing_that_a_save_does(self):
        assert names(model for model in AUDITED_MODELS if model.save is not AuditedModel.save) == []

    def test_finds_the_case_that_a_row_belongs_to(self):
        assert [
            model.__name__
            for model in AUDITED_MODELS
            if model.case_lookup and reached(model, model.case_lookup) is not Case
        ] == []

    def test_finds_the_developments_on_which_a_row_hangs(self):
        assert [
            (model.__name__, lookup)
            for model in AUDITED_MODELS
            for lookup in model.development_lookups
            if reached(model, lookup) is not Development
        ] == []

    def test_asks_a_reason_for_fields_that_exist(self):
        # A partial date is one attribute over several columns.
        assert [
            (model.__name__, name)
            for model in AUDITED_MODELS
            for name in model.reason_required_for
            if name not in {field.name for field in model._meta.get_fields()} and not hasattr(model, name)
        ] == []


class TestRelations:
    def test_protect_what_they_point_to(self):
        assert (
            names(
                key
                for key in FOREIGN_KEYS
                if key.remote_field.on_delete is not models.PROTECT and not issubclass(key.model, Summary)
            )
            == []
        )

    def test_of_a_summary_hinder_nobody_from_deleting(self):
        assert (
            names(
                key
                for key in FOREIGN_KEYS
                if key.remote_field.on_delete is not models.DO_NOTHING and issubclass(key.model, Summary)
            )
            == []
        )

    def test_have_a_name_from_the_other_side(self):
        assert names(key for key in FOREIGN_KEYS if not key.remote_field.related_name) == []

    def test_between_many_are_models_of_their_own(self):
        assert (
            names(
                field
                for model in OUR_MODELS
                for field in model._meta.local_many_to_many
                if field.remote_field.through._meta.auto_created
            )
            == []
        )


class TestColumns:
    def test_of_choices_are_checked_by_the_database(self):
        # The list of countries is the standard's, and grows without us.
        assert (
            names(
                field
                for field in OUR_FIELDS
                if field.choices
                and not isinstance(field, CountryField)
                and field.name not in checked_fields(field.model)
            )
            == []
        )

    def test_are_filled_by_the_application_alone(self):
        assert (
            names(
                field
                for field in OUR_FIELDS
                if field.generated
                or field.has_db_default()
                or getattr(field, "auto_now", False)
                or getattr(field, "auto_now_add", False)
            )
            == []
        )


class TestConstraints:
    def test_say_in_words_what_is_wrong(self):
        stock = str(BaseConstraint.default_violation_error_message)

        assert [
            constraint.name
            for model in OUR_MODELS
            for constraint in model._meta.constraints
            if str(constraint.violation_error_message) == stock
        ] == []


class TestWords:
    def test_say_what_one_row_is(self):
        # Django writes the fields into the docstring of a model that has none.
        assert names(model for model in OUR_MODELS if model.__doc__.startswith(f"{model.__name__}(")) == []

    def test_name_one_row_and_many(self):
        assert (
            names(
                model
                for model in OUR_MODELS
                if not {"verbose_name", "verbose_name_plural"} <= model._meta.original_attrs.keys()
            )
            == []
        )

    def test_tell_one_row_from_another(self):
        assert names(model for model in OUR_MODELS if model.__str__ is models.Model.__str__) == []


class TestOrdering:
    def test_ends_in_the_key_so_that_lists_never_jump(self):
        assert names(model for model in OUR_MODELS if list(model._meta.ordering)[-1:] != ["-pk"]) == []
