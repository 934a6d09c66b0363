"""What is to be done in a case, and what the people in it agree to."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.cases import services
from casework.cases.choices import ConsentUse
from tests.factories.cases import CaseFactory, ConsentFactory, TaskFactory
from tests.factories.persons import PersonFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


class TestAddTask:
    def test_writes_it_down(self, caseworker):
        case = CaseFactory()

        task = services.add_task(
            case=case,
            title="Call the family",
            due_on=date(2022, 3, 10),
            remind_on=date(2022, 3, 8),
            assignee=caseworker,
        )

        assert list(case.tasks.all()) == [task]

    def test_refuses_a_reminder_after_it_is_due(self):
        with pytest.raises(ValidationError, match="cannot come after"):
            services.add_task(
                case=CaseFactory(), title="Call", due_on=date(2022, 3, 8), remind_on=date(2022, 3, 10)
            )

    def test_refuses_an_assignee_who_cannot_see_the_case(self, caseworker):
        with pytest.raises(ValidationError, match="put them on its team"):
            services.add_task(case=CaseFactory(restricted=True), title="Call", assignee=caseworker)


class TestCompleteTask:
    def test_records_who_did_it_when(self, caseworker):
        task = services.complete_task(task=TaskFactory(), done_on=date(2022, 3, 9), done_by=caseworker)

        task.refresh_from_db()
        assert (task.done_on, task.done_by) == (date(2022, 3, 9), caseworker)

    def test_refuses_one_that_is_done(self, caseworker):
        with pytest.raises(services.TaskDone, match="done already"):
            services.complete_task(task=TaskFactory(done=True), done_on=date(2022, 3, 9), done_by=caseworker)


class TestGiveConsent:
    def test_records_it_with_its_document(self):
        case, person, letter = CaseFactory(), PersonFactory(), SourceFactory()

        consent = services.give_consent(
            case=case,
            person=person,
            use=ConsentUse.MEDIA,
            given_by="himself",
            given_on=date(2022, 3, 1),
            document=letter,
        )

        assert list(case.consents.all()) == [consent]
        assert consent.document == letter

    def test_refuses_the_same_while_it_stands(self):
        consent = ConsentFactory()

        with pytest.raises(ValidationError, match="already recorded and stands"):
            services.give_consent(
                case=consent.case,
                person=consent.person,
                use=consent.use,
                given_by="herself",
                given_on=date(2022, 4, 1),
            )


class TestWithdrawConsent:
    def test_records_from_when(self):
        consent = services.withdraw_consent(consent=ConsentFactory(), withdrawn_on=date(2022, 5, 1))

        consent.refresh_from_db()
        assert consent.withdrawn_on == date(2022, 5, 1)

    def test_refuses_one_withdrawn_before(self):
        with pytest.raises(services.ConsentWithdrawn, match="withdrawn already"):
            services.withdraw_consent(consent=ConsentFactory(withdrawn=True), withdrawn_on=date(2022, 10, 1))

    def test_refuses_a_day_before_it_was_given(self):
        with pytest.raises(ValidationError, match="before it was given"):
            services.withdraw_consent(consent=ConsentFactory(), withdrawn_on=date(2022, 2, 1))
