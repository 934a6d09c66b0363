"""Every query reads the record as it was known at a moment; who may know of what is decided today."""

import threading
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Window
from django.db.models.functions import RowNumber
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.audit.choices import Origin
from casework.audit.context import Actor, change_set
from casework.audit.errors import UnauditedWriteError
from casework.audit.guards import audited_models
from casework.audit.known import as_known_at, end_of
from casework.audit.models import Entry, Read
from casework.cases.models import Case, CaseParty, CaseStaff, Citation, Development, DevelopmentPerson, Task
from casework.cases.querysets import hidden_cases
from casework.core.choices import Confidentiality
from casework.persons.models import ContactDetail, Person, PersonName
from casework.sources.models import Source
from tests.factories.accounts import PASSWORD, SignInFactory, UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    DevelopmentFactory,
    DevelopmentPersonFactory,
    TaskFactory,
)
from tests.factories.persons import ContactDetailFactory, PersonFactory, PersonNameFactory
from tests.workspace.case_rows import fill

#: A day after the migrations recorded what every office starts with.
FIRST = datetime(2044, 3, 1, 12, tzinfo=UTC)


@contextmanager
def written(number):
    """Let what is written inside be an act of its own at the noon of a day, counted from the first."""
    actor = Actor(id=None, name="Test")
    with (
        time_machine.travel(FIRST + timedelta(days=number), tick=False),
        change_set(actor=actor, origin=Origin.COMMAND, reason="a day's work"),
    ):
        yield


def after(number):
    """Return the midnight that follows a day, counted from the first."""
    return FIRST + timedelta(days=number, hours=12)


def kept(model):
    """Return the columns of a model that history keeps."""
    columns = [field.attname for field in model.history.model._meta.concrete_fields]
    return [field.attname for field in model._meta.concrete_fields if field.attname in columns]


def standing():
    """Return every audited row that is to be read, by model."""
    return {
        model: list(model._base_manager.order_by("pk").values(*kept(model))) for model in audited_models()
    }


def change_everything():
    """Give one text of each audited row other words, where no rule forbids them."""
    for model in audited_models():
        texts = [field.name for field in model._meta.fields if type(field) is models.TextField]
        for row in model.objects.all() if texts else ():
            setattr(row, texts[0], f"{getattr(row, texts[0])} once more")
            write(row.save)


def delete_everything():
    """Delete each audited row on which nothing depends."""
    for model in audited_models():
        for row in model.objects.all():
            write(row.delete)


def write(how):
    """Write what no rule forbids."""
    with suppress(ValidationError, DatabaseError, UnauditedWriteError), transaction.atomic():
        how()


@pytest.mark.django_db
class TestAsKnownAt:
    @pytest.fixture
    def docket(self):
        """Return what stood on each of five days: added to, changed, deleted from."""
        days = {}
        for number, happens in enumerate(
            [self.fill, change_everything, self.fill, delete_everything, self.fill]
        ):
            with written(number):
                happens()
            days[number] = standing()
        return days

    def fill(self):
        fill(CaseFactory(), PersonFactory())
        PersonNameFactory()
        ContactDetailFactory()
        SignInFactory()

    def test_reads_of_every_model_what_stood_on_each_day(self, docket):
        differing = {}
        for number, stood in docket.items():
            with as_known_at(after(number)):
                seen = standing()
            for model, rows in stood.items():
                of_history = model.history.known_on(after(number)).order_by("id").values(*kept(model))
                if not (seen[model] == rows == list(of_history)):
                    differing[number, model._meta.label] = (seen[model], rows)

        assert differing == {}
        assert len({repr(stood) for stood in docket.values()}) == len(docket)
        assert sum(bool(rows) for rows in docket[0].values()) > len(audited_models()) * 2 / 3

    def test_finds_nothing_before_anything_was_recorded(self):
        with written(3):
            CaseFactory()

        with as_known_at(after(2)):
            assert not Case.objects.exists()
        with as_known_at(after(3)):
            assert Case.objects.exists()

    def test_reads_a_row_up_to_the_moment_at_which_it_was_changed_or_deleted(self):
        with written(0):
            development = DevelopmentFactory(headline="Held")
        with written(1):
            development.headline = "Released"
            development.save()
        key = development.pk
        with written(2):
            development.delete()

        def headline(moment):
            with as_known_at(moment):
                return Development.objects.filter(pk=key).values_list("headline", flat=True).first()

        moments = [FIRST + timedelta(days=number) for number in range(3)]
        instant = timedelta(microseconds=1)
        assert [headline(moment - instant) for moment in moments] == [None, "Held", "Released"]
        assert [headline(moment) for moment in moments] == ["Held", "Released", None]

    def test_reads_today_what_is_live(self):
        fill(CaseFactory(), PersonFactory())
        live = standing()
        keys = list(PersonName.objects.order_by("pk").values())

        with as_known_at(timezone.now()):
            assert standing() == live
            assert list(PersonName.objects.order_by("pk").values()) == keys

    def test_asks_nothing_besides(self):
        CasePartyFactory()
        asked = CaseParty.objects.select_related("case", "person").prefetch_related("case__parties")
        with CaptureQueriesContext(connection) as outside:
            list(asked.all())

        with CaptureQueriesContext(connection) as inside, as_known_at(timezone.now()):
            list(asked.all())

        assert len(inside) == len(outside)

    def test_refuses_a_moment_without_a_time_zone(self):
        with pytest.raises(ValueError, match="time zone"), as_known_at(datetime(2024, 3, 1)):
            pass

    def test_keeps_the_ledger_and_what_is_no_part_of_the_record_at_hand(self):
        case = CaseFactory()

        with as_known_at(FIRST):
            assert Entry.objects.exists()
            assert Case.history.filter(id=case.pk).exists()
            assert not Session.objects.exists()

    def test_reads_no_password_and_keys_of_names_as_they_stand(self):
        with written(0):
            user, name = UserFactory(), PersonNameFactory(name="Жанар")
        gone = name.pk
        live = PersonName.objects.get(pk=gone).name_key

        with as_known_at(after(0)):
            then = User.objects.get(pk=user.pk)
            assert then.password is None
            assert PersonName.objects.get(pk=gone).name_key == live != ""
            assert list(Person.objects.matching("Жанар")) == [name.person]
        with pytest.raises(IntegrityError), transaction.atomic():
            then.save()
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)
        with written(1):
            name.delete()
        with as_known_at(after(0)):
            assert PersonName.objects.get(pk=gone).name_key == ""


@pytest.mark.django_db
class TestQueries:
    @pytest.fixture
    def case(self):
        """Return a case with two developments, of which one was told otherwise, one deleted and one added."""
        with written(0):
            case = CaseFactory(title="Then")
            changed, deleted = DevelopmentFactory.create_batch(2, case=case, headline="Held")
            DevelopmentPersonFactory(development=changed, person=PersonFactory(name="Zhanar"))
            deleted.follows = changed
            deleted.save()
        with written(1):
            deleted.delete()
            changed.headline = "Released"
            changed.save()
            case.title = "Now"
            case.save()
            DevelopmentFactory(case=case)
            DevelopmentPersonFactory(development=changed)
        return case

    def test_join(self, case):
        with as_known_at(after(0)):
            rows = Development.objects.select_related("case", "follows").order_by("pk")
            assert [(row.case.title, row.headline) for row in rows] == [("Then", "Held"), ("Then", "Held")]
            assert rows[1].follows == rows[0]
            assert Development.objects.filter(follows__case__title="Then").count() == 1
            assert Development.objects.filter(follows=None).count() == 1
            assert not Development.objects.filter(case__title="Now").exists()

    def test_ask_within(self, case):
        people = DevelopmentPerson.objects.filter(development=OuterRef("pk"))
        told = Development.objects.filter(headline="Held")

        with as_known_at(after(0)):
            assert Development.objects.filter(Exists(people)).count() == 1
            assert Development.objects.filter(~Exists(people)).count() == 1
            assert Case.objects.filter(pk__in=told.values("case")).get() == case
            assert told.order_by().union(Development.objects.filter(headline="Now").order_by()).count() == 2
        assert not told.exists()

    def test_count_and_group(self, case):
        with as_known_at(after(0)):
            counted = Case.objects.annotate(
                number=Count("developments", distinct=True), people=Count("developments__persons")
            )
            assert [(row.title, row.number, row.people) for row in counted] == [("Then", 2, 1)]
            assert counted.count() == 1
            assert counted.filter(number__gt=1).exists()
            assert Development.objects.aggregate(Max("headline")) == {"headline__max": "Held"}
            grouped = Development.objects.order_by().values("headline").annotate(number=Count("pk"))
            assert list(grouped) == [{"headline": "Held", "number": 2}]

    def test_number_by_windows(self, case):
        numbered = Window(RowNumber(), partition_by=F("case"), order_by=F("pk").asc())

        with as_known_at(after(0)):
            rows = Development.objects.annotate(nth=numbered).filter(nth__lte=5).order_by("pk")
            assert [(row.headline, row.nth) for row in rows] == [("Held", 1), ("Held", 2)]

    def test_bring_what_belongs_to_a_row(self, case):
        of_cases = Prefetch("developments", Development.objects.order_by("pk").prefetch_related("persons"))

        with as_known_at(after(0)):
            (found,) = Case.objects.prefetch_related(of_cases)
            assert [row.headline for row in found.developments.all()] == ["Held", "Held"]
            assert [len(row.persons.all()) for row in found.developments.all()] == [1, 0]

    def test_come_in_pieces(self, case):
        with as_known_at(after(0)):
            rows = Development.objects.order_by("pk").prefetch_related("persons")
            assert [row.headline for row in rows.iterator(chunk_size=1)] == ["Held", "Held"]
            assert list(Development.objects.values_list("headline", flat=True).iterator()) == ["Held", "Held"]
            assert list(Development.objects.dates("occurred_earliest", "year")) == [date(2022, 1, 1)]
            assert Development.objects.in_bulk().keys() == set(rows.values_list("pk", flat=True))

    def test_are_explained(self, case):
        with as_known_at(after(0)):
            assert " h " in Development.objects.filter(pk=1).explain()
            if connection.vendor == "postgresql":
                assert "historical" in Development.objects.explain(analyze=True, format="json")
                assert "historical" in Development.objects.explain(verbose=True)

    @pytest.mark.parametrize(
        ("statement", "params"),
        [
            ("SELECT title FROM cases_case", None),
            ("SELECT title FROM cases_case WHERE title NOT LIKE '%s'", None),
            ('select title from "cases_case" where title like %s', ["%e%"]),
            ("SELECT title FROM cases_case WHERE title = %(title)s", {"title": "Then"}),
            ("SELECT title FROM cases_case WHERE title = %s", ("Then",)),
            ("WITH told AS (SELECT title FROM cases_case) SELECT title FROM told", None),
            ("WITH RECURSIVE told AS (SELECT title FROM cases_case) SELECT title FROM told", ()),
            ("\n  SELECT title FROM cases_case WHERE title <> 'delete into'", None),
            ("SELECT REPLACE(title, 'x', 'y') FROM cases_case", None),
            ("SELECT title FROM (SELECT title FROM cases_case) AS told", None),
        ],
    )
    def test_may_be_written_by_hand(self, case, statement, params):
        with as_known_at(after(0)), connection.cursor() as cursor:
            cursor.execute(statement, params)
            assert cursor.fetchall() == [("Then",)]

    @pytest.mark.skipif("connection.vendor != 'postgresql'")
    def test_may_stand_in_brackets(self, case):
        with as_known_at(after(0)), connection.cursor() as cursor:
            for explained in ("", "EXPLAIN ", "EXPLAIN ANALYZE ", "EXPLAIN (COSTS false) "):
                cursor.execute(
                    f"{explained}(SELECT title FROM cases_case LIMIT 1) UNION (SELECT title FROM cases_case)"
                )
                found = cursor.fetchall()
                assert found == [("Then",)] if not explained else "historicalcase" in repr(found)

    def test_pass_unchanged_where_nothing_of_the_record_is_asked(self, case):
        with CaptureQueriesContext(connection) as asked, as_known_at(after(0)):
            list(Session.objects.all())

        assert "historical" not in asked[0]["sql"]


@pytest.mark.django_db
class TestWriting:
    @pytest.mark.parametrize(
        "write",
        [
            lambda case: case.save(),
            lambda case: case.save(update_fields=["title"]),
            lambda case: case.delete(),
            lambda case: CaseFactory(lead=case.lead),
            lambda case: DevelopmentFactory(case=case),
            lambda case: Case.objects.bulk_update([case], ["title"]),
            lambda case: Case.objects.bulk_create([CaseFactory.build(lead=case.lead)]),
            lambda case: Case.objects.filter(pk=case.pk).delete(),
            lambda case: models.QuerySet(Case).update(title="x"),
            lambda case: models.QuerySet(Case)._raw_delete("default"),
            lambda case: raw("UPDATE cases_case SET title = 'x'"),
            lambda case: raw('  delete from "cases_case"'),
            lambda case: raw("/* told */ DELETE FROM CASES_CASE"),
            lambda case: raw("WITH x AS (SELECT 1) UPDATE cases_case SET title = 'x'"),
            lambda case: raw("WITH x AS (DELETE FROM cases_case RETURNING id) SELECT id FROM x"),
            lambda case: raw("EXPLAIN ANALYZE DELETE FROM cases_case"),
            lambda case: raw("SELECT id FROM cases_case FOR UPDATE"),
            lambda case: raw("SELECT id FROM cases_case FOR NO KEY UPDATE"),
            lambda case: raw("SELECT id FROM cases_case FOR SHARE"),
            lambda case: raw("SELECT id INTO copied FROM cases_case"),
            lambda case: raw("CREATE TABLE copied AS SELECT id FROM cases_case"),
            lambda case: raw("DROP TABLE cases_case"),
            lambda case: raw("DELETE FROM cases_historicalcase"),
            lambda case: raw("UPDATE audit_entry SET version = 1"),
            lambda case: raw("INSERT INTO audit_read (id) SELECT id FROM cases_case"),
            lambda case: many("UPDATE cases_case SET title = %s", [("x",), ("y",)]),
        ],
    )
    def test_is_refused_and_leaves_the_record_as_it_was(self, write):
        case = CaseFactory()
        case.title = "Something else"
        live, entries = standing(), list(Entry.objects.order_by("pk").values())

        with (
            pytest.raises(UnauditedWriteError, match="never written"),
            as_known_at(timezone.now()),
            transaction.atomic(),
        ):
            write(case)

        assert standing() == live
        assert list(Entry.objects.order_by("pk").values()) == entries

    def test_of_what_is_no_part_of_the_record_goes_on(self):
        with as_known_at(FIRST):
            Session.objects.create(session_key="known", session_data="", expire_date=FIRST)
            Session.objects.filter(session_key="known").update(session_data="more")
            Read.objects.create(actor_name="Test", at=FIRST, how="audited", model="cases.case")
            many("DELETE FROM django_session WHERE session_key = %s", [("none",), ("nobody",)])

        assert Session.objects.get().session_data == "more"
        assert Read.objects.count() == 1

    def test_goes_on_afterwards(self):
        case = CaseFactory()

        with as_known_at(timezone.now()):
            Case.objects.get()
        case.title = "Something else"
        case.save()

        assert Case.objects.get().title == "Something else"


def raw(statement):
    """Execute a statement that somebody wrote by hand."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def many(statement, rows):
    """Execute a statement for several rows."""
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


@pytest.mark.django_db
class TestNesting:
    @pytest.fixture
    def titles(self):
        """Write a title on each of three days; return how to ask for it."""
        with written(0):
            case = CaseFactory(title="0")
        for number in (1, 2):
            with written(number):
                case.title = str(number)
                case.save()
        return lambda: Case.objects.values_list("title", flat=True).get()

    def test_lets_the_inner_moment_rule_and_then_the_outer_one_again(self, titles):
        with as_known_at(after(1)):
            with as_known_at(after(0)):
                assert titles() == "0"
            assert titles() == "1"
            with as_known_at(after(2)):
                assert titles() == "2"
            assert titles() == "1"
        assert titles() == "2"

    def test_is_undone_by_a_failure(self, titles):
        with as_known_at(after(1)):
            with pytest.raises(ZeroDivisionError), as_known_at(after(0)):
                raise ZeroDivisionError
            assert titles() == "1"
        with pytest.raises(ZeroDivisionError), as_known_at(after(0)):
            raise ZeroDivisionError
        assert titles() == "2"

    def test_is_undone_by_a_reader_who_cannot_be_asked(self, titles):
        with pytest.raises(AttributeError), as_known_at(after(0), reader=Case()):
            pass
        assert titles() == "2"
        assert not connection.execute_wrappers

    def test_leaves_the_ways_of_the_engine_as_they_were(self, titles):
        before = connection.features.allows_group_by_selected_pks
        with as_known_at(after(0)), as_known_at(after(1)):
            titles()

        assert connection.features.allows_group_by_selected_pks == before

    def test_tells_of_later_what_is_asked_later(self, titles):
        with as_known_at(after(0)):
            asked = Case.objects.all()
            read = list(Case.objects.all())
        assert asked[0].title == "2"
        assert read[0].title == "0"


class TestThreads:
    def test_read_what_is_live_beside_one_that_looks_back(self, committing_database):
        with written(0):
            case = CaseFactory(title="Then")
        with written(1):
            case.title = "Now"
            case.save()
        heard = []

        def ask():
            try:
                heard.append(Case.objects.get().title)
            finally:
                connection.close()

        with as_known_at(after(0)):
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join()
            heard.append(Case.objects.get().title)

        assert heard == ["Now", "Then"]


@pytest.mark.django_db
class TestReader:
    """A caseworker, and what others keep from them."""

    @pytest.fixture
    def caseworker(self, staff):
        """Return a caseworker who was here before all else."""
        with written(-1):
            return staff(Role.CASEWORKER)

    def seen(self, model, user, number=0):
        """Return what the person, as a new request knows them, sees of that day."""
        reader = User.objects.get(pk=user.pk)
        with as_known_at(after(number), reader=reader):
            return set(model.objects.visible_to(reader).values_list("pk", flat=True))

    def restrict(self, row, number=1, confidentiality=Confidentiality.RESTRICTED):
        """Change who may know of the row, on a day."""
        with written(number):
            row.confidentiality = confidentiality
            row.save()

    def hung_on(self, case):
        """Hang a row of several kinds on the case."""
        development = DevelopmentFactory(case=case)
        return [
            case,
            development,
            TaskFactory(case=case),
            CasePartyFactory(case=case),
            DevelopmentPersonFactory(development=development),
            CitationFactory(development=development),
        ]

    def test_sees_what_was_and_is_open(self, caseworker):
        with written(0):
            rows = self.hung_on(CaseFactory())

        for row in rows:
            assert self.seen(type(row), caseworker) == {row.pk}

    @pytest.mark.parametrize("then", list(Confidentiality))
    def test_sees_nothing_of_a_case_that_is_restricted_today(self, caseworker, then):
        with written(0):
            rows = self.hung_on(CaseFactory(confidentiality=then))
            people = [row.person for row in rows if isinstance(row, CaseParty | DevelopmentPerson)]
        if then != Confidentiality.RESTRICTED:
            self.restrict(rows[0])

        for row in [*rows, *people]:
            assert row.pk not in self.seen(type(row), caseworker), row

    def test_sees_what_was_restricted_then_and_is_open_today(self, caseworker):
        with written(0):
            rows = self.hung_on(CaseFactory(restricted=True))
        self.restrict(rows[0], confidentiality=Confidentiality.OPEN)

        for row in rows:
            assert self.seen(type(row), caseworker) == {row.pk}

    @pytest.mark.parametrize("factory", [DevelopmentFactory, PersonFactory])
    def test_does_not_see_a_row_that_was_restricted_since(self, caseworker, factory):
        with written(0):
            row, other = factory(), factory()
        self.restrict(row)

        assert self.seen(type(row), caseworker) == {other.pk}

    def test_does_not_see_a_source_that_was_restricted_since(self, caseworker):
        with written(0):
            citation = CitationFactory()
        self.restrict(citation.source)

        assert self.seen(Source, caseworker) == set()
        assert self.seen(Citation, caseworker) == set()

    def test_does_not_see_what_was_moved_into_a_restricted_case_since(self, caseworker):
        with written(0):
            restricted = CaseFactory(restricted=True)
            _case, development, task, *_others = rows = self.hung_on(CaseFactory())
        with written(1):
            for row in (development, task):
                row.case = restricted
                row.save()

        assert self.seen(Case, caseworker) == {rows[0].pk}
        for model in (Development, Task, DevelopmentPerson, Citation):
            assert self.seen(model, caseworker) == set()

    def test_does_not_see_through_a_link_to_whom_it_named_then(self, caseworker):
        with written(0):
            party = CasePartyFactory()
            person = party.person
        with written(1):
            party.person = PersonFactory()
            party.save()
            person.confidentiality = Confidentiality.RESTRICTED
            person.save()

        assert self.seen(CaseParty, caseworker) == set()
        assert self.seen(CaseParty, caseworker, 1) == {party.pk}

    def test_does_not_see_through_a_link_to_what_is_in_a_restricted_case_by_now(self, caseworker):
        with written(0):
            named = DevelopmentPersonFactory()
            development = named.development
        with written(1):
            named.development = DevelopmentFactory()
            named.save()
            development.case = CaseFactory(restricted=True)
            development.save()

        assert self.seen(DevelopmentPerson, caseworker) == set()
        assert self.seen(DevelopmentPerson, caseworker, 1) == {named.pk}

    def test_does_not_see_through_a_link_to_who_is_gone(self, caseworker):
        with written(0):
            party = CasePartyFactory(person__confidentiality=Confidentiality.RESTRICTED)
            person = party.person
        with written(1):
            party.person = PersonFactory()
            party.save()
            person.delete()

        assert self.seen(CaseParty, caseworker) == set()
        assert self.seen(CaseParty, caseworker, 1) == {party.pk}

    @pytest.mark.parametrize("then", list(Confidentiality))
    def test_does_not_see_what_was_deleted_since(self, caseworker, then):
        with written(0):
            case = CaseFactory(confidentiality=then)
            task = TaskFactory(case=CaseFactory())
        with written(1):
            Case.objects.get(pk=case.pk).delete()
            Task.objects.get(pk=task.pk).delete()

        assert case.pk not in self.seen(Case, caseworker)
        assert task.pk not in self.seen(Task, caseworker)

    def test_does_not_see_for_having_been_on_the_team(self, caseworker):
        with written(0):
            case = CaseFactory(restricted=True, team=[caseworker])
            detail = ContactDetailFactory(person=CasePartyFactory(case=case).person)
        assert self.seen(Case, caseworker) == {case.pk}
        assert self.seen(ContactDetail, caseworker) == {detail.pk}
        with written(1):
            CaseStaff.objects.get(user=caseworker).delete()

        assert self.seen(Case, caseworker) == set()
        assert self.seen(ContactDetail, caseworker) == set()

    def test_sees_for_being_on_the_team_now(self, caseworker):
        with written(0):
            case = CaseFactory(restricted=True)
        with written(1):
            CaseStaffFactory(case=case, user=caseworker)

        assert self.seen(Case, caseworker) == {case.pk}

    def test_holds_the_rights_of_today(self, staff):
        with written(0):
            CaseFactory(restricted=True)
            was, became = staff(Role.DIRECTOR), staff(Role.CASEWORKER)
        with written(1):
            first, second = RoleGrant.objects.filter(user__in=[was, became]).order_by("pk")
            first.user, second.user = became, was
            first.save()
            second.save()

        assert self.seen(Case, was) == set()
        assert len(self.seen(Case, became)) == 1

    def test_sees_what_was_deleted_if_the_ledger_is_theirs_to_read(self, staff):
        with written(0):
            director, case = staff(Role.DIRECTOR), CaseFactory(restricted=True)
        with written(1):
            Case.objects.get(pk=case.pk).delete()

        assert self.seen(Case, director) == {case.pk}
        assert self.seen(Case, director, 1) == set()

    def test_pays_nothing_where_nothing_is_kept_from_them(self, staff):
        director = User.objects.get(pk=staff(Role.DIRECTOR).pk)
        director.get_all_permissions()

        with CaptureQueriesContext(connection) as asked, as_known_at(FIRST, reader=director):
            list(Case.objects.visible_to(director))

        assert len(asked) == 1

    def test_is_afterwards_who_they_were(self, caseworker):
        with written(0):
            case = CaseFactory()
        self.restrict(case)
        reader = User.objects.get(pk=caseworker.pk)
        before = hidden_cases(reader)

        with as_known_at(after(0), reader=reader), as_known_at(after(-1), reader=reader):
            assert not Case.objects.visible_to(reader).exists()

        assert hidden_cases(reader) is before
        assert reader._unknown_of_past is None
        self.restrict(case, 2, Confidentiality.OPEN)
        assert Case.objects.visible_to(User.objects.get(pk=caseworker.pk)).exists()


class TestEndOf:
    def test_is_the_last_moment_before_the_next_day_here(self):
        moment = end_of(date(2024, 3, 1))

        assert timezone.localtime(moment).date() == date(2024, 3, 1)
        assert timezone.localtime(moment + timedelta(microseconds=1)).date() == date(2024, 3, 2)
