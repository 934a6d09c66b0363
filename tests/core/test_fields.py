"""A partial date on a model: its columns, its attribute, and its place in forms, queries and migrations."""

from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps
from simple_history.models import HistoricalRecords

from casework.core.constraints import partial_date_constraints
from casework.core.fields import PartialDateField
from casework.core.forms import PartialDateModelForm
from casework.core.partial_dates import PartialDate

pytestmark = pytest.mark.django_db

FEBRUARY = PartialDate.read("about Feb 2022", words="around then", basis="inferred")
COLUMNS = ["occurred_edtf", "occurred_earliest", "occurred_latest", "occurred_words", "occurred_basis"]


def make_models():
    """Declare a dated base, two models on it, and a model beneath one of them."""

    class Dated(models.Model):
        occurred = PartialDateField("occurred", help_text="When it was.", db_index=True)

        class Meta:
            abstract = True

    class Happening(Dated):
        title = models.CharField(max_length=50)
        reported = PartialDateField(blank=False)
        history = HistoricalRecords(app="core", history_user_id_field=models.BigIntegerField(null=True))

        class Meta:
            app_label = "core"
            ordering = ["occurred", "-pk"]
            constraints = [
                *partial_date_constraints("happening", "occurred"),
                models.CheckConstraint(
                    name="happening_reported_not_before_it_occurred",
                    condition=models.Q(reported_latest__gte=models.F("occurred_earliest")),
                    violation_error_message="It cannot be reported before it occurred.",
                ),
            ]

    class Rumour(Dated):
        class Meta:
            app_label = "core"

    class WildRumour(Rumour):
        class Meta:
            app_label = "core"

    return Happening, Rumour, WildRumour


@pytest.fixture
def dated_models():
    """Make the tables of the models, for one test."""
    with isolate_apps("casework.core"):
        happening, rumour, wild_rumour = made = make_models()
        # The editor itself cannot be opened on SQLite within the test's transaction.
        editor = connection.schema_editor()
        editor.deferred_sql = []
        with connection.cursor() as cursor:
            for model in (happening, happening.history.model, rumour, wild_rumour):
                cursor.execute(*editor.table_sql(model))
        yield made


@pytest.fixture
def happening_model(dated_models):
    return dated_models[0]


@pytest.fixture
def happening(happening_model):
    return happening_model.objects.create(
        title="A march", occurred=FEBRUARY, reported=PartialDate.read("2023")
    )


class TestColumns:
    def test_are_five_ordinary_ones_in_the_place_of_the_field(self, happening_model):
        assert [field.name for field in happening_model._meta.concrete_fields] == [
            "id",
            *COLUMNS,
            "title",
            *(name.replace("occurred", "reported") for name in COLUMNS),
        ]

    def test_are_inherited_once_from_a_concrete_model(self, dated_models):
        _, rumour, wild_rumour = dated_models

        assert [field.name for field in wild_rumour._meta.local_concrete_fields] == ["rumour_ptr"]
        assert (
            wild_rumour.objects.create(occurred=FEBRUARY).occurred
            == rumour.objects.get().occurred
            == FEBRUARY
        )

    def test_are_named_after_the_field(self, happening_model):
        names = [str(happening_model._meta.get_field(name).verbose_name) for name in COLUMNS]

        assert names[:2] == ["occurred: EDTF", "occurred: earliest possible day"]

    def test_are_indexed_by_earliest_day_on_request(self, happening_model):
        assert happening_model._meta.get_field("occurred_earliest").db_index
        assert not happening_model._meta.get_field("reported_earliest").db_index


class TestAttribute:
    def test_is_unknown_at_first(self, happening_model):
        assert happening_model().occurred == PartialDate.unknown()

    def test_is_given_to_the_model_as_a_whole(self, happening_model):
        made = happening_model(occurred=FEBRUARY)

        assert [getattr(made, name) for name in COLUMNS] == [
            "2022-02~",
            date(2022, 2, 1),
            date(2022, 2, 28),
            "around then",
            "inferred",
        ]

    def test_is_given_to_the_model_by_its_columns(self, happening_model):
        day = date(2022, 2, 1)

        made = happening_model(occurred_edtf="2022-02-01", occurred_earliest=day, occurred_latest=day)

        assert made.occurred == PartialDate.on(day)

    def test_becomes_unknown_when_it_is_set_to_none(self, happening):
        happening.occurred = None

        assert happening.occurred_earliest is None
        assert happening.occurred == PartialDate.unknown()

    @pytest.mark.parametrize("value", ["2022-02-11", date(2022, 2, 11)])
    def test_refuses_what_is_no_partial_date(self, happening, value):
        with pytest.raises(TypeError, match="“occurred” takes a PartialDate or None"):
            happening.occurred = value

    def test_comes_back_from_the_database(self, happening, happening_model):
        assert happening_model.objects.get().occurred == FEBRUARY

    def test_is_refreshed_from_the_database(self, happening, happening_model):
        happening.occurred = None

        happening.refresh_from_db()

        assert happening.occurred == FEBRUARY

    def test_is_changed_by_saving(self, happening, happening_model):
        happening.occurred = PartialDate.read("2012")
        happening.save(update_fields=happening_model._meta.get_field("occurred").part_names)

        assert happening_model.objects.get().occurred == PartialDate.read("2012")

    def test_is_written_in_bulk(self, happening_model):
        happening_model.objects.bulk_create(
            [happening_model(title=f"{year}", occurred=PartialDate.read(year)) for year in ("2012", "2013")]
        )

        assert [str(each.occurred) for each in happening_model.objects.all()] == ["2012", "2013"]

    @pytest.mark.parametrize(
        "narrow",
        [
            lambda rows: rows.only("title"),
            lambda rows: rows.only("occurred"),
            lambda rows: rows.defer("occurred_edtf", "occurred_words"),
            lambda rows: rows.defer("occurred"),
        ],
    )
    def test_is_fetched_when_it_was_deferred(self, happening, happening_model, narrow):
        assert narrow(happening_model.objects.all()).get().occurred == FEBRUARY

    def test_belongs_to_the_class_as_a_description(self, happening_model):
        assert happening_model.occurred.field is happening_model._meta.get_field("occurred")


class TestQueries:
    @pytest.fixture
    def years(self, happening_model):
        for year in ("2013", "2011", "2012"):
            happening_model.objects.create(title=year, occurred=PartialDate.read(year))

    def test_are_ordered_by_the_earliest_day(self, years, happening_model):
        assert [row.title for row in happening_model.objects.order_by("occurred")] == ["2011", "2012", "2013"]
        assert [row.title for row in happening_model.objects.order_by("-occurred")] == [
            "2013",
            "2012",
            "2011",
        ]

    def test_filter_on_the_columns(self, years, happening_model):
        assert happening_model.objects.get(occurred_latest__lt=date(2012, 1, 1)).title == "2011"

    @pytest.mark.parametrize("lookup", ["occurred", "occurred__gte", "occurred__isnull", "occurred__year"])
    def test_refuse_to_filter_on_the_whole(self, happening_model, lookup):
        with pytest.raises(FieldError, match="occurred"):
            happening_model.objects.filter(**{lookup: date(2012, 1, 1)}).exists()

    def test_refuse_to_select_the_whole(self, years, happening_model):
        with pytest.raises(FieldError, match="occurred_earliest"):
            list(happening_model.objects.values("occurred"))


class TestFullClean:
    def test_accepts_a_date(self, happening):
        happening.full_clean()

    def test_demands_a_date_that_may_not_be_left_out(self, happening):
        happening.reported = PartialDate.unknown(words="later")

        with pytest.raises(ValidationError) as refusal:
            happening.full_clean()

        assert refusal.value.message_dict["reported"] == ["This field cannot be blank."]


class TestConstraints:
    @pytest.mark.parametrize(
        ("values", "name"),
        [
            (
                {"edtf": "2012", "earliest": date(2012, 1, 2), "latest": date(2012, 1, 1)},
                "happening_occurred_bounds_in_order",
            ),
            ({"edtf": "2012"}, "happening_occurred_known_with_bounds"),
            ({"earliest": date(2012, 1, 2)}, "happening_occurred_known_with_bounds"),
            ({"basis": "guessed"}, "happening_occurred_basis_valid"),
        ],
    )
    def test_refuse_columns_that_disagree(self, happening_model, values, name):
        row = happening_model(title="x", **{f"occurred_{part}": value for part, value in values.items()})

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.save()

    @pytest.mark.parametrize("text", ["2012", "11 Feb 2022", "before 2012", "after 2012", "unknown"])
    def test_accept_every_kind_of_date(self, happening_model, text):
        made = happening_model.objects.create(title="x", occurred=PartialDate.read(text))

        assert made.pk


class TestModelForm:
    @pytest.fixture
    def form_class(self, happening_model):
        class HappeningForm(PartialDateModelForm):
            class Meta:
                model = happening_model
                fields = ["occurred", "title", "reported"]

        return HappeningForm

    def test_shows_the_date_and_not_its_columns(self, happening_model):
        class WholeForm(PartialDateModelForm):
            class Meta:
                model = happening_model
                fields = "__all__"

        assert list(WholeForm().fields) == ["occurred", "title", "reported"]

    def test_names_and_explains_the_date(self, form_class):
        field = form_class().fields["occurred"]

        assert (field.label, field.help_text, field.required) == ("Occurred", "When it was.", False)

    def test_starts_from_the_row(self, form_class, happening):
        assert form_class(instance=happening)["occurred"].value() == FEBRUARY

    def test_saves_all_that_makes_up_the_date(self, form_class, happening, happening_model):
        typed = {
            "title": "A march",
            "occurred": "11 feb 2022",
            "occurred_words": "that Friday",
            "occurred_basis": "computed",
            "reported": "2022",
        }

        form_class(typed, instance=happening).save()

        saved = happening_model.objects.get()
        assert saved.occurred == PartialDate.on(date(2022, 2, 11), words="that Friday", basis="computed")
        assert saved.reported == PartialDate.read("2022")

    def test_reports_an_unreadable_date_at_its_field(self, form_class):
        form = form_class({"title": "A march", "occurred": "10/04/2023", "reported": "2023"})

        assert list(form.errors) == ["occurred"]

    def test_checks_the_constraints_on_the_columns(self, form_class):
        form = form_class({"title": "A march", "occurred": "2023", "reported": "2022"})

        assert form.errors == {"__all__": ["It cannot be reported before it occurred."]}

    def test_leaves_alone_the_constraints_on_a_date_in_error(self, form_class):
        form = form_class({"title": "A march", "occurred": "2023", "reported": "10/04/2022"})

        assert list(form.errors) == ["reported"]


class TestSerialization:
    def test_holds_the_columns_alone(self, happening, happening_model):
        text = serializers.serialize("json", happening_model.objects.all())

        assert '"occurred_edtf": "2022-02~"' in text
        assert '"occurred":' not in text


class TestHistory:
    def test_keeps_the_columns(self, happening_model):
        names = [field.name for field in happening_model.history.model._meta.concrete_fields]

        assert [name for name in names if name.startswith("occurred")] == COLUMNS

    def test_reads_as_a_date(self, happening):
        happening.occurred = PartialDate.read("2012")
        happening.save()

        latest, first = happening.history.all()
        assert (latest.occurred, first.occurred) == (PartialDate.read("2012"), FEBRUARY)
        assert first.instance.occurred == FEBRUARY

    def test_tells_the_difference_between_two_versions(self, happening):
        happening.occurred = PartialDate.read("2012")
        happening.save()
        latest, first = happening.history.all()

        delta = latest.diff_against(first)

        assert [(change.field, str(change.old), str(change.new)) for change in delta.changes] == [
            ("occurred", "about Feb 2022", "2012")
        ]


class TestMigrations:
    def test_know_the_columns_alone(self, happening_model):
        state = ModelState.from_model(happening_model)

        assert [name for name in state.fields if name.startswith("occurred")] == COLUMNS

    def test_find_nothing_more_to_change(self, happening_model):
        def project():
            state = ProjectState()
            state.add_model(ModelState.from_model(happening_model))
            return state

        assert MigrationAutodetector(project(), project())._detect_changes() == {}

    def test_rebuild_a_model_that_still_works(self, happening_model):
        state = ProjectState()
        state.add_model(ModelState.from_model(happening_model))

        rebuilt = state.apps.get_model("core", "happening")

        assert rebuilt._meta.get_field("occurred_earliest").null


class TestDeconstruct:
    def test_gives_what_it_was_made_with(self):
        field = PartialDateField("occurred", help_text="When it was.", blank=False, db_index=True)

        _, path, args, kwargs = field.deconstruct()

        assert path == "casework.core.fields.PartialDateField"
        assert PartialDateField(*args, **kwargs).deconstruct()[2:] == (args, kwargs)
        assert kwargs == {
            "verbose_name": "occurred",
            "help_text": "When it was.",
            "blank": False,
            "db_index": True,
        }


class TestEveryPartialDate:
    def test_of_the_project_is_guarded_by_its_constraints(self):
        missing = {
            f"{model._meta.label}.{field.name}"
            for model in apps.get_models()
            if hasattr(model, "history")
            for field in model._meta.private_fields
            if isinstance(field, PartialDateField)
            and not {
                constraint.name for constraint in partial_date_constraints(model._meta.model_name, field.name)
            }
            <= {constraint.name for constraint in model._meta.constraints}
        }

        assert missing == set()
