"""A case as it was recorded on any day: what stood on record then, and nothing that was recorded later."""

import random
from datetime import UTC, datetime, timedelta
from difflib import unified_diff

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from casework.accounts.models import User
from casework.audit.choices import Origin
from casework.audit.context import Actor, change_set
from casework.audit.errors import UnauditedWriteError
from casework.audit.known import end_of
from casework.audit.models import Entry
from casework.audit.recorded import laid_out
from casework.cases.models import Case, Development
from casework.core.choices import Confidentiality
from casework.core.fields import PartialDateField
from casework.core.partial_dates import PartialDate
from casework.workspace.recorded.days import days_of_case
from casework.workspace.recorded.rows import rows_of_case
from casework.workspace.views.recorded import file_on, looking_back
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory, DevelopmentPersonFactory
from tests.factories.persons import PersonFactory
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db

FIRST = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def auditor(staff):
    """Somebody who may look back."""
    return staff("auditor")


def reader(user):
    """Return the person as a new request knows them."""
    return looking_back(User.objects.get(pk=user.pk))


def on_day(number):
    """Set the clock to the noon of a day, counted from the first."""
    return time_machine.travel(FIRST + timedelta(days=number), tick=False)


def acting():
    """Begin an act of its own."""
    return change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a day's work")


def recorded(case, user, number):
    """Return the file of the case as it was recorded at the end of a day."""
    day = (FIRST + timedelta(days=number)).date()
    who = reader(user)
    with laid_out(rows_of_case(case.pk, by=end_of(day), user=who).rows):
        return file_on(case.pk, on=day, reader=who)


def page_of(client_as, case, day, role="auditor", **asked):
    """Return the answer to somebody who looks back to a day."""
    address = reverse("workspace:case_file", args=[case.reference])
    return client_as(role).get(address, {"recorded": day.isoformat(), **asked})


def whole_case():
    """Return a case with a row of every kind, and the person for whom it was taken on."""
    case, person = CaseFactory(), PersonFactory()
    fill(case, person)
    return case, person


class TestRecordedFile:
    def test_shows_what_stood_then_and_nothing_that_came_later(self, auditor):
        with on_day(0), acting():
            case = CaseFactory()
            development = DevelopmentFactory(case=case, headline="Held at the airport")
        with on_day(5), acting():
            development.headline = "Held at the station"
            development.occurred = PartialDate.read("2021")
            development.save()
            DevelopmentFactory(case=case, headline="Released")

        then, later = recorded(case, auditor, 4), recorded(case, auditor, 5)

        assert "Held at the airport" in then.body
        assert "Held at the station" not in then.body
        assert "Released" not in then.body
        assert "Held at the airport" not in later.body
        assert "Released" in later.body

    def test_shows_what_was_deleted_since(self, auditor):
        with on_day(0), acting():
            case = CaseFactory()
            development = DevelopmentFactory(case=case, headline="Held at the airport")
        with on_day(5), acting():
            development.delete()

        assert "Held at the airport" in recorded(case, auditor, 4).body
        assert "Held at the airport" not in recorded(case, auditor, 5).body

    def test_names_people_as_they_were_called_then(self, auditor):
        with on_day(0), acting():
            case = CaseFactory()
            party = CasePartyFactory(case=case, person=PersonFactory(name="Zhanar Sample"))
        with on_day(5), acting():
            party.person.name = "Janar Sample"
            party.person.save()

        assert "Zhanar Sample" in recorded(case, auditor, 4).body
        assert "Janar Sample" in recorded(case, auditor, 5).body

    def test_is_nothing_before_the_case_was_recorded(self, auditor):
        with on_day(3), acting():
            case = CaseFactory()

        assert recorded(case, auditor, 2) is None
        assert recorded(case, auditor, 3) is not None

    def test_leads_to_no_form(self, auditor):
        with on_day(0), acting():
            case, person = whole_case()

        body = recorded(case, auditor, 0).body

        assert person.name in body
        assert "/admin/" not in body
        assert "<form" not in body

    @pytest.mark.parametrize("seed", range(2))
    def test_equals_the_file_as_it_was_rendered_on_each_day(self, auditor, seed):
        chance = random.Random(seed)  # noqa: S311
        with on_day(0), acting():
            case, _person = whole_case()
        seen = {}
        for number in range(1, 6):
            with on_day(number):
                with acting():
                    for _write in range(6):
                        write_something(case, chance)
                day = (FIRST + timedelta(days=number)).date()
                seen[number] = file_on(case.pk, on=day, reader=reader(auditor))

        assert len({file.body for file in seen.values()}) > len(seen) / 2
        for number, file in seen.items():
            differing = list(unified_diff(lines_of(file), lines_of(recorded(case, auditor, number)), n=0))
            assert differing == [], "\n".join([f"day {number}", *differing])


def lines_of(file):
    """Return a rendered file line by line, as differences are easiest to read."""
    return [file.title, *f"{file.facts}{file.body}".splitlines()]


def write_something(case, chance):
    """Change, delete or add a row of the case at random; what is refused is not written."""
    try:
        with transaction.atomic():
            chance.choice([add, delete, change, change, change])(case, chance)
    except (ValidationError, IntegrityError):
        pass


def add(case, chance):
    """Log a development of somebody."""
    development = DevelopmentFactory(case=case, headline=words(chance))
    DevelopmentPersonFactory(development=development, person=PersonFactory(name=words(chance)))


def delete(case, chance):
    """Delete a row on which nothing depends."""
    row = any_row(case, chance)
    if not isinstance(row, Case):
        row.delete()


def change(case, chance):
    """Give one field of a row another value."""
    row = any_row(case, chance)
    dates = [field for field in row._meta.fields if isinstance(field, PartialDateField)]
    texts = [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.TextField | models.CharField)
        and not field.choices
        and (field.max_length or 100) >= 40
        and field.editable
        and not any(field.name.startswith(f"{date.name}_") for date in dates)
    ]
    if not texts and not dates:
        return
    field = chance.choice([*texts, *dates])
    value = f"{chance.randint(2010, 2023)}" if field in dates else words(chance)
    setattr(row, field.name, PartialDate.read(value) if field in dates else value)
    row.full_clean(exclude={"head"})
    row.save()


def any_row(case, chance):
    """Return one of the rows of which the file of the case is made."""
    rows = rows_of_case(case.pk, by=datetime.now(UTC), user=SEES_ALL).rows
    model, versions = chance.choice(
        [(model, some) for model, some in rows.items() if some and model is not User]
    )
    return model.objects.get(pk=chance.choice(versions)["id"])


def words(chance):
    """Return a few words that nobody has used."""
    return " ".join(chance.choices(["airport", "Жанар", "hearing", "café", "<b>", "“ban”"], k=3)) + str(
        chance.randint(0, 10**6)
    )


class SeesAll:
    """A reader from whom nothing is kept."""

    pk = None

    def has_perm(self, name):
        """Hold every right."""
        return True


SEES_ALL = SeesAll()


class TestLaidOut:
    def test_holds_nothing_but_what_was_put_there(self):
        CaseFactory()

        with laid_out({}):
            assert not Case.objects.exists()
            assert not Development.objects.exists()
        assert Case.objects.count() == 1

    def test_refuses_to_be_written(self):
        case = CaseFactory()

        with laid_out({}), pytest.raises(UnauditedWriteError):
            case.save()

    def test_is_gone_after_a_failure(self):
        case = CaseFactory()

        with pytest.raises(ZeroDivisionError), laid_out({}):
            raise ZeroDivisionError

        assert Case.objects.get() == case

    def test_keeps_the_ledger_at_hand(self):
        CaseFactory()

        with laid_out({}):
            assert Entry.objects.exists()


class TestDaysOfCase:
    def test_are_those_on_which_something_was_recorded(self):
        for number in (0, 3, 9):
            with on_day(number), acting():
                if number == 0:
                    case = CaseFactory()
                else:
                    DevelopmentFactory(case=case)
                CaseFactory()

        days = days_of_case(case.pk, on=(FIRST + timedelta(days=4)).date())

        assert [day.day for day in days.all] == [1, 4, 10]
        assert days.earlier.day == 4
        assert days.later.day == 10


class TestPage:
    def test_is_for_those_who_may_read_the_ledger(self, client_as):
        with on_day(0), acting():
            case = CaseFactory()
        day = FIRST.date()

        answers = {
            role: page_of(client_as, case, day, role).status_code
            for role in ("auditor", "director", "caseworker", "administrator", None)
        }

        assert answers == {
            "auditor": 200,
            "director": 200,
            "caseworker": 403,
            "administrator": 403,
            None: 403,
        }

    @pytest.mark.parametrize("day", ["nonsense", "2024-02-31", ""])
    def test_does_not_exist_for_what_is_no_day(self, client_as, day):
        case = CaseFactory()

        address = reverse("workspace:case_file", args=[case.reference])

        assert client_as("auditor").get(address, {"recorded": day}).status_code == 404

    def test_finds_a_case_that_was_deleted(self, client_as):
        with on_day(0), acting():
            case = CaseFactory(title="Aru Example")
        with on_day(5), acting():
            Case.objects.get(pk=case.pk).delete()

        answer = page_of(client_as, case, FIRST.date())

        assert answer.status_code == 200
        assert "Aru Example" in answer.content.decode()
        assert "has since been deleted" in answer.content.decode()

    def test_sets_the_day_beside_today_and_marks_what_differs(self, client_as):
        with on_day(0), acting():
            case = CaseFactory()
            kept = DevelopmentFactory(case=case)
            changed = DevelopmentFactory(case=case)
            deleted = DevelopmentFactory(case=case)
        with on_day(5), acting():
            changed.headline = "Something else"
            changed.save()
            gone = deleted.pk
            deleted.delete()
            added = DevelopmentFactory(case=case)

        page = page_of(client_as, case, FIRST.date(), beside="today").content.decode()

        assert f'id="then-development-{kept.pk}">' in page
        assert f'id="development-{kept.pk}">' in page
        assert f'id="then-development-{changed.pk}" data-mark="changed">' in page
        assert f'id="development-{changed.pk}" data-mark="changed">' in page
        assert f'id="then-development-{gone}" data-mark="only-here">' in page
        assert f'id="development-{added.pk}" data-mark="only-here">' in page

    def test_has_no_two_elements_of_one_name(self, client_as):
        with on_day(0), acting():
            case, _person = whole_case()

        page = page_of(client_as, case, FIRST.date(), beside="today").content.decode()

        names = [part.split('"')[0] for part in page.split(' id="')[1:]]
        assert len(names) == len(set(names))

    def test_says_where_the_case_was_not_recorded_yet(self, client_as):
        with on_day(5), acting():
            case = CaseFactory(title="Aru Example")

        page = page_of(client_as, case, FIRST.date()).content.decode()

        assert "not on record on that day" in page
        assert "Aru Example" not in page

    def test_takes_a_day_to_come_for_today(self, client_as):
        case = CaseFactory(title="Aru Example")

        assert "Aru Example" in page_of(client_as, case, FIRST.date().replace(year=2999)).content.decode()

    @pytest.mark.parametrize("asked", [{}, {"beside": "today"}])
    def test_costs_the_same_for_any_number_of_rows(self, client_as, django_assert_max_num_queries, asked):
        with on_day(0), acting():
            case, _person = whole_case()
        browser = client_as("auditor")
        address = reverse("workspace:case_file", args=[case.reference])
        query = {"recorded": FIRST.date().isoformat(), **asked}
        browser.get(address, query)
        with django_assert_max_num_queries(2000) as few:
            browser.get(address, query)
        with on_day(0), acting():
            for _more in range(2):
                fill(case, PersonFactory())
        with django_assert_max_num_queries(len(few)):
            browser.get(address, query)

    def test_keeps_what_is_restricted_now_from_nobody_who_may_look_back(self, client_as):
        with on_day(0), acting():
            case = CaseFactory(title="Aru Example")
        with on_day(5), acting():
            case.confidentiality = Confidentiality.RESTRICTED
            case.save()

        assert "Aru Example" in page_of(client_as, case, FIRST.date()).content.decode()
        assert page_of(client_as, case, FIRST.date(), "caseworker").status_code == 403
