"""What a save, a deletion and their bulk forms leave in the ledger and in history."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.audit.canonical import commitment_of
from casework.audit.context import Actor, Origin, change_set
from casework.audit.errors import (
    DependentRowsError,
    ReasonRequiredError,
    StaleRecordError,
    UnauditedWriteError,
)
from casework.audit.ledger import journal
from casework.audit.models import Entry
from casework.audit.verification import verify
from casework.cases.models import CaseParty
from casework.reference.models import Term
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory
from tests.factories.proceedings import ChargeFactory
from tests.factories.reference import TermFactory

pytestmark = pytest.mark.django_db


def entries_of(row) -> list[Entry]:
    """Return the entries of a row, oldest first."""
    return list(Entry.objects.filter(model=row._meta.label_lower, object_id=row.pk).order_by("version"))


class TestSave:
    def test_leaves_an_entry_with_every_value(self) -> None:
        term = TermFactory(label="lamplighter")

        (entry,) = entries_of(term)

        assert (entry.pk, entry.version, entry.kind) == (term.head_id, 1, "created")
        assert entry.read()["label"] == "lamplighter"
        assert set(entry.read()) == {f.name for f in Term._meta.concrete_fields} - {"head"}
        assert bytes(entry.commitment) == commitment_of(entry.values, bytes(entry.salt))

    def test_numbers_the_versions(self) -> None:
        term = TermFactory()
        for label in ("second", "third"):
            term.label = label
            term.save()

        assert [(entry.version, entry.kind) for entry in entries_of(term)] == [
            (1, "created"),
            (2, "changed"),
            (3, "changed"),
        ]

    def test_leaves_typed_history_that_knows_until_when_it_held(self) -> None:
        term = TermFactory(label="first")
        term.label = "second"
        term.save()

        newest, oldest = term.history.all()

        assert (oldest.label, newest.label) == ("first", "second")
        assert (oldest.history_type, newest.history_type) == ("+", "~")
        assert oldest.valid_to == newest.history_date
        assert newest.valid_to is None
        assert newest.head_id == term.head_id

    def test_of_some_fields_records_what_the_database_holds_of_the_others(self) -> None:
        term = TermFactory(label="stored", order=1)

        term.label = "only in memory"
        term.order = 2
        term.save(update_fields=["order"])

        stored = entries_of(term)[-1].read()
        assert (stored["label"], stored["order"]) == ("stored", 2)
        assert term.history.first().label == "stored"
        assert verify().holds

    def test_of_some_fields_reads_the_row_where_its_entry_is_older_than_the_others(self, monkeypatch) -> None:
        known = journal(Term, "default")
        fewer = tuple(column for column in known.columns if column.name != "order")
        with monkeypatch.context() as before_the_migration:
            before_the_migration.setattr(known, "columns", fewer)
            before_the_migration.setattr(known, "names", frozenset(column.name for column in fewer))
            term = TermFactory(order=7)
        assert "order" not in entries_of(term)[0].read()

        term.definition = "Lights the lamps."
        term.save(update_fields=["definition"])

        assert entries_of(term)[-1].read()["order"] == 7

    def test_refuses_a_row_that_was_changed_since_it_was_read(self) -> None:
        term = TermFactory(label="first")
        other = Term.objects.get(pk=term.pk)
        other.label = "theirs"
        other.save()

        term.label = "mine"
        with pytest.raises(StaleRecordError), transaction.atomic():
            term.save()

        assert Term.objects.get(pk=term.pk).label == "theirs"
        assert len(entries_of(term)) == 2

    def test_leaves_the_instance_as_it_was_when_it_fails(self) -> None:
        known = TermFactory(code="taken")
        term = TermFactory.build(vocabulary=known.vocabulary, code="taken")

        with pytest.raises(IntegrityError), transaction.atomic():
            term.save()
        term.code = "free"
        term.save()

        assert [entry.version for entry in entries_of(term)] == [1]

    def test_demands_a_reason_for_the_fields_that_owe_one(self) -> None:
        term = TermFactory()

        term.label = "renamed"
        with (
            change_set(actor=Actor(None, "x"), origin=Origin.FORM),
            pytest.raises(ReasonRequiredError) as refusal,
        ):
            term.save()

        assert refusal.value.fields == ("label",)

    @pytest.mark.parametrize(
        "come_by",
        [
            lambda term: term,
            lambda term: Term.objects.get(pk=term.pk),
            lambda term: Term.objects.only("order").get(pk=term.pk),
            lambda term: (term.save(update_fields=["order"]), term)[1],
            lambda term: (term.refresh_from_db(), term)[1],
            lambda term: Term(**{f.attname: getattr(term, f.attname) for f in Term._meta.concrete_fields}),
        ],
        ids=["created", "read", "read in part", "saved in part", "refreshed", "put together"],
    )
    def test_demands_the_reason_however_the_row_came_about(self, come_by) -> None:
        term = come_by(TermFactory(label="as it was"))
        term._state.adding = False

        term.label = "renamed"
        with (
            change_set(actor=Actor(None, "x"), origin=Origin.FORM),
            pytest.raises(ReasonRequiredError),
            transaction.atomic(),
        ):
            term.save()

        assert Term.objects.get(pk=term.pk).label == "as it was"

    def test_asks_no_reason_for_other_fields(self) -> None:
        term = TermFactory(order=1)

        term.order = 2
        with change_set(actor=Actor(None, "x"), origin=Origin.FORM):
            term.save()

        assert Term.objects.get(pk=term.pk).order == 2

    def test_keeps_excluded_fields_out_of_ledger_and_history(self) -> None:
        user = UserFactory()

        assert "password" not in entries_of(user)[0].read()
        assert "password" not in {field.name for field in user.history.model._meta.fields}

    def test_names_the_case_the_row_belongs_to(self) -> None:
        case = CaseFactory()
        development = DevelopmentFactory(case=case)
        charge = ChargeFactory(proceeding__case=case)

        for row in (case, development, charge):
            assert entries_of(row)[0].case_id == case.pk
        assert entries_of(TermFactory())[0].case_id is None


class TestDelete:
    def test_leaves_its_last_entry_and_history_row(self) -> None:
        party = CasePartyFactory()
        key = party.pk

        party.delete()

        entries = Entry.objects.filter(model="cases.caseparty", object_id=key).order_by("version")
        assert [entry.kind for entry in entries] == ["created", "deleted"]
        assert [row.history_type for row in CaseParty.history.filter(id=key)] == ["-", "+"]
        assert verify().holds

    def test_demands_a_reason(self) -> None:
        party = CasePartyFactory()

        with (
            change_set(actor=Actor(None, "x"), origin=Origin.FORM),
            pytest.raises(ReasonRequiredError),
            transaction.atomic(),
        ):
            party.delete()

        assert CaseParty.objects.filter(pk=party.pk).exists()

    def test_refuses_a_row_that_was_changed_since_it_was_read(self) -> None:
        party = CasePartyFactory()
        other = CaseParty.objects.get(pk=party.pk)
        other.notes = "theirs"
        other.save()

        with pytest.raises(StaleRecordError), transaction.atomic():
            party.delete()

        assert CaseParty.objects.filter(pk=party.pk).exists()

    def test_names_what_depends_on_the_row(self) -> None:
        case = CasePartyFactory().case

        with pytest.raises(DependentRowsError, match=r"parties \(1\)"):
            case.delete()


class TestBulkWrites:
    def test_create_leaves_an_entry_and_history_for_each_row(self) -> None:
        terms = Term.objects.bulk_create(TermFactory.build_batch(25))

        assert [entries_of(term)[0].pk for term in terms] == [term.head_id for term in terms]
        assert Term.history.filter(id__in=[term.pk for term in terms]).count() == 25
        assert verify().holds

    def test_update_records_what_the_database_holds_of_the_other_fields(self) -> None:
        terms = [TermFactory(label=f"stored {position}") for position in range(3)]
        for position, term in enumerate(terms):
            term.label = "only in memory"
            term.order = position

        Term.objects.bulk_update(terms, ["order"])

        latest = [entries_of(term)[-1].read() for term in terms]
        assert [values["label"] for values in latest] == ["stored 0", "stored 1", "stored 2"]
        assert [values["order"] for values in latest] == [0, 1, 2]
        assert verify().holds

    def test_update_refuses_all_when_one_row_has_moved_on(self) -> None:
        terms = TermFactory.create_batch(3, order=1)
        other = Term.objects.get(pk=terms[1].pk)
        other.order = 5
        other.save()
        for term in terms:
            term.order = 9

        with pytest.raises(StaleRecordError), transaction.atomic():
            Term.objects.bulk_update(terms, ["order"])

        assert sorted(
            Term.objects.filter(pk__in=[term.pk for term in terms]).values_list("order", flat=True)
        ) == [
            1,
            1,
            5,
        ]

    def test_update_demands_a_reason_for_the_fields_that_owe_one(self) -> None:
        terms = TermFactory.create_batch(2)
        for term in terms:
            term.is_active = False

        with change_set(actor=Actor(None, "x"), origin=Origin.FORM), pytest.raises(ReasonRequiredError):
            Term.objects.bulk_update(terms, ["is_active"])

    def test_delete_leaves_the_last_entry_of_each_row(self) -> None:
        keys = [party.pk for party in CasePartyFactory.create_batch(3)]

        CaseParty.objects.filter(pk__in=keys).delete()

        assert Entry.objects.filter(model="cases.caseparty", object_id__in=keys, kind="deleted").count() == 3
        assert verify().holds

    def test_plain_update_is_refused(self) -> None:
        with pytest.raises(UnauditedWriteError, match="bulk_update"):
            Term.objects.update(order=1)

    def test_cost_as_many_statements_for_nine_hundred_rows_as_for_nine(self) -> None:
        TermFactory()

        few, many = (self._statements_for(rows) for rows in (9, 900))

        assert few == many

    def _statements_for(self, rows: int) -> list[str]:
        terms = TermFactory.build_batch(rows)
        with CaptureQueriesContext(connection) as captured:
            Term.objects.bulk_create(terms)
            for term in terms:
                term.order = 3
            Term.objects.bulk_update(terms, ["order"])
        # A statement run for many rows at once is captured as "900 times: INSERT …".
        statements = [query["sql"].split(" times: ")[-1] for query in captured]
        return [
            statement.split("(")[0][:40]
            for statement in statements
            if not statement.startswith('INSERT INTO "reference_term"')
        ]


class TestKnownOn:
    def test_answers_what_was_recorded_at_that_moment(self) -> None:
        with time_machine.travel(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), tick=False):
            term = TermFactory(label="first")
        with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC), tick=False):
            term.label = "second"
            term.save()

        def known(month: int) -> list[str]:
            moment = datetime.datetime(2026, month, 15, tzinfo=datetime.UTC)
            return [row.label for row in Term.history.filter(id=term.pk).known_on(moment)]

        assert known(1) == ["first"]
        assert known(3) == ["second"]
        assert (
            list(
                Term.history.filter(id=term.pk).known_on(timezone.make_aware(datetime.datetime(2025, 12, 1)))
            )
            == []
        )


class TestValidateConstraints:
    """The database is asked about all checks of a row at once."""

    def test_asks_once_however_many_checks_there_are(self, django_assert_num_queries) -> None:
        development = DevelopmentFactory()

        # A savepoint around the one question.
        with django_assert_num_queries(3):
            development.validate_constraints()

    def test_names_each_check_that_is_broken(self) -> None:
        development = DevelopmentFactory()
        development.certainty, development.kind = "perhaps", "gossip"

        with pytest.raises(ValidationError) as refusal:
            development.validate_constraints()

        assert sorted(refusal.value.messages) == [
            "Choose one of the listed values for “certainty”.",
            "Choose one of the listed values for “kind”.",
        ]

    def test_leaves_out_checks_on_what_is_excluded(self) -> None:
        development = DevelopmentFactory()
        development.certainty = "perhaps"

        development.validate_constraints(exclude={"certainty"})

    def test_still_asks_what_must_be_unique(self) -> None:
        party = CasePartyFactory()

        with pytest.raises(ValidationError):
            CaseParty(case=party.case, person=party.person, role=party.role).validate_constraints()
