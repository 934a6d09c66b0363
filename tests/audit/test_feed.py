"""The feed tells every act, newest first, and is narrowed by whatever its reader asks."""

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from casework.accounts.choices import Role
from casework.audit.choices import HowRead
from casework.audit.context import Actor, Origin, change_set
from casework.audit.feed import pages
from casework.audit.models import Read
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import ActionCaseFactory, ActionTargetFactory, ClockFactory, OpinionFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, DevelopmentFactory, TaskFactory
from tests.factories.persons import OrganisationFactory, PersonFactory, PersonNameFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def browser(client_as):
    return client_as(Role.AUDITOR)


def acting(by=None, *, reason="a day's work", origin=Origin.FORM):
    """Begin an act of its own."""
    return change_set(actor=by or Actor(None, "Test"), origin=origin, reason=reason)


def done(act, by=None, *, at=None, **how):
    """Do something as an act of its own, at a moment, and return the number of that act."""
    with time_machine.travel(at or NOON, tick=False), acting(by, **how) as begun:
        act()
    return begun.id


def change(record, **values):
    """Return what changes a record."""

    def act():
        for name, value in values.items():
            setattr(record, name, value)
        record.save()

    return act


def open_feed(browser, **asked):
    """Open the feed, as its address narrows it."""
    answer = browser.get(reverse("audit:feed", query=asked))
    assert answer.status_code == 200
    return answer


def found(browser, **asked):
    """Return the numbers of the acts on the first page of the feed."""
    return [story.act.pk for story in open_feed(browser, **asked).context["page"].stories]


def whole(browser, **asked):
    """Return the numbers of the acts on all pages of the feed, page by page."""
    page = open_feed(browser, **asked).context["page"]
    rounds = [[story.act.pk for story in page.stories]]
    while page.older:
        page = open_feed(browser, **asked, before=page.older).context["page"]
        rounds.append([story.act.pk for story in page.stories])
    return rounds


class TestFeed:
    def test_tells_the_newest_first_who_as_what_why_and_what(self, browser):
        clerk = UserFactory(role=Role.CASEWORKER, full_name="Aigerim Sadykova")
        person = PersonFactory(birthplace="Aral")
        first = done(change(person, birthplace="Atyrau"), clerk, reason="heard from family")
        second = done(change(person, birthplace="Aqtau"), at=NOON + timedelta(minutes=1))
        clerk.full_name = "Aigerim Omarova"
        clerk.save()

        answer = open_feed(browser, model="persons.person", kind="changed")

        assert [story.act.pk for story in answer.context["page"].stories] == [second, first]
        for words in ("Aigerim Sadykova", "Caseworker", "heard from family", "Birthplace", "Aral", "Atyrau"):
            assert words in answer.content.decode()

    def test_costs_the_same_for_any_number_of_acts(self, browser, monkeypatch):
        monkeypatch.setattr(pages, "ACTS_ON_A_PAGE", 100)

        def work(number):
            for place in range(number):
                case = CaseFactory()
                done(lambda case=case: DevelopmentFactory(case=case))
                done(change(case, title=f"Renamed {place}"))

        def queries():
            with CaptureQueriesContext(connection) as captured:
                open_feed(browser, q="e")
            return len(captured)

        work(3)
        queries()
        few = queries()
        work(12)

        assert queries() == few

    def test_is_noted_as_read(self, browser):
        open_feed(browser, origin="form")

        read = Read.objects.get()
        assert (read.how, read.words) == (HowRead.AUDITED, "origin=form")

    def test_leaves_out_of_its_address_what_narrows_nothing(self, browser):
        answer = browser.get(reverse("audit:feed", query={"who": "", "origin": "form", "q": " ", "odd": "1"}))

        assert answer["Location"] == reverse("audit:feed", query={"origin": "form"})

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_only_answers_who_asks(self, browser, method):
        assert getattr(browser, method)(reverse("audit:feed")).status_code == 405


class TestFilters:
    def test_by_who(self, browser):
        clerk, other = UserFactory(), UserFactory()
        mine, nobodys = done(PersonFactory, clerk), done(PersonFactory)
        done(PersonFactory, other)

        assert found(browser, who=clerk.pk) == [mine]
        assert nobodys in found(browser, who="nobody")
        assert mine not in found(browser, who="nobody")

    def test_by_person_finds_all_that_ever_named_them(self, browser):
        person, other = PersonFactory(), PersonFactory()
        name = PersonNameFactory(person=person)
        named = done(lambda: CasePartyFactory(case=CaseFactory(), person=person))
        moved = done(change(name, person=other), at=NOON + timedelta(hours=1))
        after = done(change(name, name="Renamed since"), at=NOON + timedelta(hours=2))
        deleted = done(name.delete, at=NOON + timedelta(hours=3))
        done(lambda: CasePartyFactory(person=other))

        acts = found(browser, person=person.pk, since="2026-03-01", until="2026-03-01")

        assert acts == [deleted, after, moved, named]

    def test_by_case_finds_what_its_actions_do(self, browser):
        case = CaseFactory()
        action = ActionCaseFactory(case=case).action
        target = ActionTargetFactory(action=action)
        clock, opinion = ClockFactory(target=target, action=action), OpinionFactory(action=action)
        elsewhere = ActionTargetFactory(action=ActionCaseFactory().action)
        work = [
            done(change(record, note="seen again") if hasattr(record, "note") else record.save)
            for record in (case, action, target, clock, opinion)
        ]
        done(elsewhere.save)

        assert set(found(browser, case=case.pk, origin="form")) == set(work)

    def test_by_kind_of_record_and_field(self, browser):
        person = PersonFactory(birthplace="Aral")
        place = done(change(person, birthplace="Atyrau"))
        both = done(change(person, birthplace="Aqtau", notes="x"), at=NOON + timedelta(hours=1))
        done(change(person, notes="y"), at=NOON + timedelta(hours=2))
        done(OrganisationFactory)

        assert found(browser, model="persons.person", field="birthplace") == [both, place]

    def test_by_a_partial_date_as_one_field(self, browser):
        development = DevelopmentFactory(occurred=PartialDate.read("2022"))
        dated = done(change(development, occurred=PartialDate.read("Aug 2022")))
        done(change(development, headline="Renamed"))

        assert found(browser, model="cases.development", field="occurred") == [dated]

    def test_by_what_became_of_it(self, browser):
        person = PersonFactory()
        done(change(person, notes="x"))
        deleted = done(person.delete)

        assert found(browser, kind="deleted") == [deleted]

    def test_by_period_with_both_its_days(self, browser):
        days = {}
        for name, at in {
            "before": "2026-02-28T23:59:59Z",
            "first": "2026-03-01T00:00:00Z",
            "last": "2026-03-02T23:59:59Z",
            "after": "2026-03-03T00:00:00Z",
        }.items():
            days[name] = done(PersonFactory, at=datetime.fromisoformat(at))

        with time_machine.travel(NOON):
            acts = found(browser, since="2026-03-01", until="2026-03-02")

        assert acts == [days["last"], days["first"]]

    def test_by_origin_and_reason(self, browser):
        imported = done(PersonFactory, origin=Origin.IMPORT, reason="")
        reasoned = done(PersonFactory, origin=Origin.IMPORT, reason="the list of May")

        assert set(found(browser, origin="import")) == {imported, reasoned}
        assert found(browser, origin="import", reason="with") == [reasoned]
        assert found(browser, origin="import", reason="without") == [imported]

    @pytest.mark.parametrize(
        ("recorded", "asked"),
        [
            ("Суд перенёс заседание", "ПЕРЕНЁС"),
            ("ҚАЗАҚСТАН Республикасы", "қазақстан"),
            ('He said "no comment" twice', '"NO comment"'),
            ("paid 100% at once", "100%"),
            ("kept in C:\\files\\old", "c:\\files\\old"),
            ("a.c", "a.c"),
            ("line one\nline two", "one\nline"),
        ],
    )
    def test_by_words_whatever_their_letters(self, browser, recorded, asked):
        act = done(lambda: PersonFactory(notes=recorded))
        done(lambda: PersonFactory(notes="abc 1000"))

        assert found(browser, q=asked) == [act]

    def test_by_words_in_values_and_not_by_the_names_of_fields(self, browser):
        act = done(lambda: PersonFactory(notes="his birthplace is not known", birthplace="Aral"))
        done(lambda: PersonFactory(birthplace="Atyrau"))

        assert found(browser, q="birthplace") == [act]

    def test_by_words_long_changed_and_of_what_was_deleted(self, browser):
        person = PersonFactory(notes="x")
        said = done(change(person, notes="a quiet harbour"))
        withdrawn = done(change(person, notes="withdrawn"), at=NOON + timedelta(hours=1))
        person.delete()

        assert found(browser, q="quiet harbour") == [said]
        assert withdrawn in found(browser, q="withdrawn")

    def test_together_must_hold_of_one_entry(self, browser):
        clerk, person = UserFactory(), PersonFactory()
        act = done(change(person, notes="seen"), clerk, reason="")
        done(change(person, notes="seen twice"), clerk)
        done(lambda: (change(person, birthplace="x")(), OrganisationFactory(notes="seen")), clerk, reason="")

        assert found(
            browser, who=clerk.pk, person=person.pk, model="persons.person", kind="changed", q="seen",
            reason="without", since="2026-03-01", until="2026-03-01", origin="form", field="notes",
        ) == [act]  # fmt: skip

    def test_tell_only_what_they_are_about(self, browser):
        with acting() as act:
            person, organisation = PersonFactory(), OrganisationFactory()

        (story,) = open_feed(browser, person=person.pk).context["page"].stories

        assert story.act.pk == act.id
        assert [telling.entry.object_id for telling in story.tellings] == [person.pk]
        assert organisation.name not in [telling.name for telling in story.tellings]

    @pytest.mark.parametrize(
        "asked",
        [
            {"who": "x"},
            {"who": "99999999999999999999"},
            {"person": "no such number"},
            {"person": "99999999999999999999"},
            {"case": "-1"},
            {"model": "auth.group"},
            {"field": "birthplace"},
            {"model": "persons.person", "field": "head"},
            {"kind": "eaten"},
            {"since": "yesterday"},
            {"since": "2026-03-02", "until": "2026-03-01"},
            {"origin": "rumour"},
            {"reason": "perhaps"},
            {"q": "x" * 201},
            {"q": "a\0b"},
        ],
        ids=str,
    )
    def test_say_what_they_do_not_understand_and_show_nothing(self, browser, asked):
        answer = open_feed(browser, **asked)

        assert answer.context["page"].stories == []
        assert answer.context["form"].errors
        assert "could not be understood" in answer.content.decode()
        assert browser.get(reverse("audit:feed_export", args=["csv"], query=asked)).status_code == 302

    def test_take_a_name_that_is_typed_without_scripts(self, browser):
        person = PersonFactory(name="Timur Ashirov")
        PersonFactory.create_batch(2, name="Dana Ospanova")
        address = reverse("audit:feed")

        one = browser.get(address, {"who": "", "person": "", "person-typed": "Ashirov"})
        several = browser.get(address, {"person": "", "person-typed": "Ospanova"}, follow=True)

        assert one["Location"] == reverse("audit:feed", query={"person": person.pk})
        assert "More than one record fits" in several.content.decode()

    def test_are_shown_each_with_the_address_without_it(self, browser):
        answer = open_feed(browser, model="persons.person", field="birthplace", q="Aral")

        assert [(chip.words, chip.address) for chip in answer.context["chips"]] == [
            ("Person", "?q=Aral"),
            ("Birthplace", "?model=persons.person&q=Aral"),
            ("Aral", "?model=persons.person&field=birthplace"),
        ]


class TestPages:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        monkeypatch.setattr(pages, "ACTS_ON_A_PAGE", 3)

    def test_tell_every_act_once_though_many_share_a_moment(self, browser):
        acts = {done(PersonFactory) for _number in range(8)}

        rounds = whole(browser, since="2026-03-01", until="2026-03-01")

        assert [len(acts) for acts in rounds] == [3, 3, 2]
        assert {act for some in rounds for act in some} == acts

    def test_go_on_where_the_page_before_ended_though_new_acts_arrive(self, browser):
        acts = [done(PersonFactory, at=NOON + timedelta(minutes=minute)) for minute in range(6)]
        first = open_feed(browser, model="persons.person").context["page"]
        done(PersonFactory, at=NOON + timedelta(hours=1))

        second = found(browser, model="persons.person", before=first.older)

        assert [*(story.act.pk for story in first.stories), *second] == acts[::-1]

    def test_look_only_so_far_back_and_go_on_from_there(self, browser, monkeypatch):
        monkeypatch.setattr(pages, "ACTS_LOOKED_THROUGH", 4)
        rare = done(lambda: PersonFactory(notes="a quiet harbour"), at=NOON)
        for minute in range(1, 6):
            done(PersonFactory, at=NOON + timedelta(minutes=minute))
        edge = done(lambda: PersonFactory(notes="the harbour"), at=NOON + timedelta(minutes=6))
        asked = {"q": "harbour", "since": "2026-03-01", "until": "2026-03-01"}

        answer = open_feed(browser, **asked)

        assert [story.act.pk for story in answer.context["page"].stories] == [edge]
        assert answer.context["page"].looked_back_to == NOON + timedelta(minutes=3)
        assert "Look further back" in answer.content.decode()
        assert whole(browser, **asked) == [[edge], [rare]]

    def test_begin_with_the_newest_where_the_act_before_is_not_known(self, browser):
        act = done(PersonFactory)

        assert found(browser, person=Person.objects.get().pk, before="nonsense") == [act]


class TestExport:
    def rows(self, browser, ending, **asked):
        answer = browser.get(reverse("audit:feed_export", args=[ending], query=asked))
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content)
        if ending == "csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        sheet = load_workbook(io.BytesIO(content)).active
        return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_has_a_row_for_each_field_on_however_many_pages(self, browser, ending, monkeypatch):
        monkeypatch.setattr(pages, "ACTS_ON_A_PAGE", 2)
        person = PersonFactory(name="Timur Ashirov", birthplace="Aral", notes="x")
        for place in ("Atyrau", "Aqtau", "Almaty"):
            act = done(change(person, birthplace=place, notes=f"moved to {place}"))

        head, *rows = self.rows(browser, ending, model="persons.person", kind="changed")

        assert len(rows) == 6
        row = dict(zip(head, rows[0], strict=True))
        assert row["Act"] == str(act)
        assert row["When"] == "2026-03-01T12:00:00+00:00"
        assert {row["Who"], row["Reason"], row["Record"], row["Version"]} == {
            *("Test", "a day's work", "Timur Ashirov", "4")
        }
        assert (row["Field"], row["Before"], row["After"]) == ("Birthplace", "Aqtau", "Almaty")

    def test_holds_no_formula(self, browser):
        done(lambda: PersonFactory(name="=1+1"), reason="@SUM(A1)")

        cells = {cell for row in self.rows(browser, "csv", kind="created") for cell in row}

        assert {"'=1+1", "'@SUM(A1)"} <= cells
        assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []

    def test_is_noted_with_how_many_acts_it_holds(self, browser):
        done(PersonFactory)
        done(PersonFactory)

        self.rows(browser, "csv", origin="form", q="Person")

        read = Read.objects.get()
        assert (read.how, read.words, read.rows) == (HowRead.EXPORTED, "origin=form&q=Person", 2)

    def test_is_of_two_kinds(self, browser):
        assert browser.get(reverse("audit:feed_export", args=["exe"])).status_code == 404


class TestAct:
    def test_tells_all_that_it_did_page_by_page(self, browser, monkeypatch):
        monkeypatch.setattr("casework.audit.views.feed.ENTRIES_ON_A_PAGE", 2)
        act = done(lambda: PersonFactory.create_batch(3))
        address = reverse("audit:act", args=[act])

        first, second = browser.get(address), browser.get(address, {"page": 2})

        assert [len(answer.context["story"].tellings) for answer in (first, second)] == [2, 1]
        assert Read.objects.filter(how=HowRead.AUDITED, words=str(act)).count() == 2

    def test_that_never_was_has_no_page(self, browser):
        assert browser.get(reverse("audit:act", args=[uuid.uuid4()])).status_code == 404


class TestAccess:
    @pytest.mark.parametrize(
        ("role", "status"),
        [(Role.AUDITOR, 200), (Role.DIRECTOR, 200), (Role.CASEWORKER, 403), (Role.ADMINISTRATOR, 403)],
    )
    def test_is_for_auditors_and_directors(self, client_as, role, status):
        act = done(lambda: TaskFactory(case=CaseFactory(restricted=True)))
        browser = client_as(role)

        for address in (
            reverse("audit:feed"),
            reverse("audit:act", args=[act]),
            reverse("audit:feed_export", args=["csv"]),
        ):
            assert browser.get(address).status_code == status, address

    def test_leads_a_visitor_to_the_sign_in(self, client):
        assert client.get(reverse("audit:feed")).status_code == 302
