"""What holds when two persons answer at the same moment."""

import threading

from django.db import connection

from casework.accounts.countersigning import CannotCountersign, countersign
from casework.audit.context import Origin, change_set
from tests.factories.accounts import CountersignatureFactory, UserFactory


class TestCountersign:
    def test_is_one_of_two_that_come_at_the_same_moment(self, committing_database, django_db_blocker):
        answers, together = [], threading.Barrier(2)

        def answer(director, request):
            try:
                with change_set(actor=director, origin=Origin.FORM, reason="agreed"):
                    together.wait()
                    countersign(request=request)
                    answers.append("given")
            except CannotCountersign:
                answers.append("too late")
            except Exception as failure:
                answers.append(repr(failure))
            finally:
                connection.close()

        with django_db_blocker.unblock():
            directors = UserFactory.create_batch(2, director=True)
            request = CountersignatureFactory()
            threads = [threading.Thread(target=answer, args=[user, request]) for user in directors]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert sorted(answers) == ["given", "too late"]
