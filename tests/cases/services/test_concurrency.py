"""What holds when several people open cases at the same moment."""

import threading
from datetime import date

from django.db import connection

from casework.accounts.choices import Role
from casework.audit.context import Actor, Origin, change_set
from casework.cases import services
from tests.factories.accounts import UserFactory


class TestOpenCaseAtOnce:
    def test_gives_each_a_reference_of_its_own(self, committing_database, django_db_blocker):
        references, failures = [], []
        together = threading.Barrier(4)

        def open_one(lead):
            try:
                with change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"):
                    together.wait()
                    case = services.open_case(title="A", country="KZ", opened_on=date(2031, 2, 26), lead=lead)
                    references.append(case.reference)
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        with django_db_blocker.unblock():
            lead = UserFactory(role=Role.CASEWORKER)
            threads = [threading.Thread(target=open_one, args=[lead]) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert failures == []
        assert sorted(references) == ["KZ-2031-001", "KZ-2031-002", "KZ-2031-003", "KZ-2031-004"]
