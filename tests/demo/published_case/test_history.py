"""How the record of the case came about, and who corrected what."""

import pytest

from casework.audit.models import ChangeSet
from casework.cases.models import Task
from casework.proceedings.choices import ChargeStatus, SentenceKind
from casework.proceedings.models import Restriction, SentenceComponent
from tests.demo.published_case.days import BAN_ENDS

pytestmark = pytest.mark.django_db


class TestHistory:
    def test_is_the_work_of_several_colleagues_with_reasons(self, case):
        acts = ChangeSet.objects.filter(entries__case_id=case.pk).distinct()

        assert acts.count() >= 8
        assert {act.actor_name for act in acts} >= {
            "Aigerim Tansyk",
            "Inês Falcata",
            "Tariq Wellspring",
            "Joon Harrow",
            "Ruth Landvreugd",
        }
        assert not acts.filter(reason="").exists()

    def test_tells_how_the_date_of_the_verdict_became_known(self, verdict):
        dates = [
            (past.occurred_edtf, past.occurred_words, past.occurred_basis)
            for past in verdict.development.history.order_by("history_id")
        ]

        assert dates == [("", "April 10", "stated"), ("2023-04-10", "April 10", "inferred")]

    def test_tells_how_the_end_of_the_ban_was_computed_later(self, seen, mamay):
        ban = seen(Restriction).get(person=mamay)
        ends = [past.ends_edtf for past in ban.history.order_by("history_id")]

        assert ends == ["", "2029-04-10"]

    def test_tells_that_a_fine_was_corrected_to_damages(self, seen, verdict):
        damages = seen(SentenceComponent).get(decision=verdict, kind=SentenceKind.DAMAGES)
        kinds = [past.kind for past in damages.history.order_by("history_id")]

        assert kinds == [SentenceKind.FINE, SentenceKind.DAMAGES]
        assert "damages" in damages.head.change_set.reason

    def test_tells_that_the_arrest_was_first_known_by_its_month(self, arrest):
        dates = [past.occurred_edtf for past in arrest.development.history.order_by("history_id")]

        assert dates == ["2022-02", "2022-02-25"]

    def test_tells_that_the_added_charge_was_narrowed_down(self, charge):
        added = charge("organising mass riots").events.get(status=ChargeStatus.ADDED).development
        dates = [past.occurred_edtf for past in added.history.order_by("history_id")]

        assert dates == ["2022-03-12/..", "2022-03-12/2023-04-10"]

    def test_tells_who_had_the_case_before(self, case):
        assert case.lead.username == "ines"
        assert case.history.earliest("history_id").lead.username == "caseworker"

    def test_leaves_a_reminder_before_the_ban_ends(self, seen, case):
        task = seen(Task).get(case=case)

        assert (task.origin, task.due_on) == ("restriction", BAN_ENDS)
        assert task.remind_on < task.due_on
