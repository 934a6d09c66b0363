"""What was done is told in words: labels and values as people see them, a record and its parts as one."""

import time
from datetime import date

import pytest
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit.choices import Kind
from casework.audit.context import Actor, Origin, change_set
from casework.audit.models import ChangeSet
from casework.audit.naming import NOT_VISIBLE
from casework.audit.reading import Piece, compared, told_fields
from casework.audit.stories import TOLD_OF_AN_ACT, tell
from casework.cases.choices import CaseStatus, Outcome
from casework.core.partial_dates import PartialDate
from casework.persons.models import PersonName
from casework.workspace.choices import DateScope
from casework.workspace.services.feeds import create_feed
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory, TaskFactory
from tests.factories.persons import OrganisationFactory, PersonFactory, PersonNameFactory
from tests.factories.sources import SourceFactory


def acting(reason="a later day's work"):
    """Begin an act of its own."""
    return change_set(actor=Actor(None, "Test"), origin=Origin.COMMAND, reason=reason)


def change(record, **values):
    """Change a record in an act of its own, and return that act."""
    for name, value in values.items():
        setattr(record, name, value)
    with acting() as act:
        record.save()
    return act


def told(act, user, **options):
    """Return the story of one act."""
    (story,) = tell([ChangeSet.objects.get(pk=act.id)], user=user, **options)
    return story


def fields_told(act, user):
    """Return label, before and after of each field that the one record of an act changed in."""
    (telling,) = told(act, user).tellings
    return {change.label: (change.before, change.after) for change in telling.changes}


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


@pytest.mark.django_db
class TestValues:
    def test_are_those_that_people_choose_and_read(self, auditor):
        case = CaseFactory(active=True)

        act = change(
            case, status=CaseStatus.CLOSED, closed_on=date(2029, 4, 10), closing_outcome=Outcome.RELEASED
        )

        assert fields_told(act, auditor) == {
            "Status": ("active", "closed"),
            "Closed on": ("empty", "10 Apr 2029"),
            "Outcome": ("empty", str(Outcome.RELEASED.label)),
        }

    def test_say_yes_and_no(self, auditor):
        act = change(DevelopmentFactory(), is_publishable=True)

        assert fields_told(act, auditor) == {"Publishable": ("no", "yes")}

    def test_of_a_partial_date_are_one_field_with_the_words_of_its_source(self, auditor):
        development = DevelopmentFactory(occurred=PartialDate.read("Aug 2022"))

        act = change(development, occurred=PartialDate.read("about 11 Feb 2022", words="в феврале"))

        assert fields_told(act, auditor) == {"When": ("Aug 2022", "about 11 Feb 2022 (“в феврале”)")}

    def test_of_links_are_names_also_of_what_is_gone(self, auditor):
        gone, kept = OrganisationFactory(name="Office closed since"), OrganisationFactory(name="Daily Post")
        source = SourceFactory(publisher=gone)
        act = change(source, publisher=kept)
        gone.delete()

        assert fields_told(act, auditor) == {"Publisher": ("Office closed since", "Daily Post")}

    def test_of_links_to_what_is_hidden_name_nothing(self, staff):
        case = CaseFactory()
        secret = DevelopmentFactory(case=case, restricted=True, headline="Hidden matter")
        development = DevelopmentFactory(case=case)

        act = change(development, follows=secret)

        ((before, after),) = fields_told(act, staff(Role.CASEWORKER)).values()
        assert (before, after) == ("empty", str(NOT_VISIBLE))

    def test_of_a_creation_are_all_that_was_given_and_of_a_deletion_all_that_was_lost(self, auditor):
        with acting() as made:
            person = PersonFactory(name="Timur Ashirov")
        with acting() as deleted:
            person.delete()

        assert fields_told(made, auditor)["Name as used"] == ("empty", "Timur Ashirov")
        assert fields_told(deleted, auditor)["Name as used"] == ("Timur Ashirov", "empty")

    def test_leave_out_what_the_ledger_does_not_keep(self):
        labels = {field.name for field, _columns in told_fields(PersonName)}

        assert "name" in labels
        assert labels.isdisjoint(PersonName.ledger_excluded | {"id", "head"})


@pytest.mark.django_db
class TestStory:
    def test_puts_parts_below_their_whole(self, auditor):
        with acting() as act:
            person = PersonFactory()
            PersonNameFactory.create_batch(2, person=person)
            other = OrganisationFactory()

        whole, alone = told(act, auditor).tellings

        assert (whole.entry.object_id, alone.entry.object_id) == (person.pk, other.pk)
        assert [part.entry.model for part in whole.parts] == ["persons.personname"] * 2
        assert {part.entry.kind for part in whole.parts} == {Kind.CREATED}

    def test_says_how_many_are_told_elsewhere_only(self, auditor):
        with acting() as act:
            OrganisationFactory.create_batch(TOLD_OF_AN_ACT + 3)

        story = told(act, auditor)

        assert (len(story.tellings), story.left_out) == (TOLD_OF_AN_ACT, 3)

    def test_is_not_told_where_all_of_it_is_hidden(self, staff):
        case, colleague = CaseFactory(restricted=True), UserFactory()
        with acting() as act:
            TaskFactory(case=case, assignee=colleague)

        acts = ChangeSet.objects.filter(pk=act.id)
        assert tell(acts, user=staff(Role.CASEWORKER)) == []
        assert len(tell(acts, user=staff(Role.DIRECTOR))) == 1

    def test_leads_to_no_history_that_the_reader_may_not_open(self, staff):
        director = staff(Role.DIRECTOR)
        with acting() as act:
            create_feed(user=director, name="phone", scope=DateScope.MINE, has_names=False, at=timezone.now())

        (own,) = told(act, director).tellings
        (read,) = told(act, staff(Role.AUDITOR)).tellings

        assert (own.kind, own.address) == ("calendar feed", "")
        assert read.address


class TestCompared:
    def test_tells_prose_word_by_word_and_cuts_what_did_not_change(self):
        before = " ".join(f"word{number}" for number in range(100))

        pieces = list(compared(before, before.replace("word50", "other")))

        kept = " ".join(f"word{number}" for number in range(38, 50))
        assert pieces == [
            Piece("cut", "…"),
            Piece("same", f"{kept} "),
            Piece("out", "word50 "),
            Piece("in", "other "),
            Piece("same", " ".join(f"word{number}" for number in range(51, 63)) + " "),
            Piece("cut", "…"),
        ]

    @pytest.mark.parametrize(
        ("before", "after"),
        [("", "new words"), ("old words", ""), ("a b c", "c b a"), ("a  b\n\nc", "a b\nc")],
    )
    def test_loses_no_word_of_either_version(self, before, after):
        pieces = list(compared(before, after))

        assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
        assert "".join(piece.text for piece in pieces if piece.kind != "out") == after

    def test_does_not_weave_together_a_text_and_the_one_that_replaced_it(self):
        before = "Blogger, held since March for a comment on the state of the roads."

        assert list(compared(before, "Convicted of the lesser charge; banned from public life.")) == []

    def test_shows_one_edit_to_a_very_long_text_as_one_edit(self):
        before = " ".join(f"word{number}" for number in range(50_000))

        pieces = list(compared(before, before.replace("word25000 ", "")))

        assert [piece.text for piece in pieces if piece.kind in {"out", "in"}] == ["word25000 "]

    @pytest.mark.parametrize(
        ("before", "after"),
        [("a b " * 1000, "a c b " * 660), ("x " * 30_000, "y " * 30_000), ("a b " * 90, "a c b " * 60)],
    )
    def test_answers_soon_whatever_the_text(self, before, after):
        begun = time.perf_counter()

        list(compared(before, after))

        assert time.perf_counter() - begun < 2
