"""What holds when several people open cases at the same moment."""

import threading
from datetime import date

from django.db import connection

from casework.accounts.choices import Role
from casework.audit.context import Actor, Origin, change_set
from casework.cases import services
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory


class TestOpenInEmergencyAtOnce:
    def test_opens_a_case_once_to_one_person_and_to_each_of_two(self, committing_database, django_db_blocker):
        opened, refused, failures = [], [], []
        together = threading.Barrier(3)

        def open_one(user, reference):
            try:
                with change_set(actor=user, origin=Origin.FORM, reason="a hearing within the hour"):
                    together.wait()
                    opened.append(services.open_in_emergency(reference=reference, user=user).user_id)
            except services.NothingToOpen:
                refused.append(user.pk)
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        with django_db_blocker.unblock():
            case = CaseFactory(restricted=True)
            one, other = UserFactory.create_batch(2, caseworker=True)
            threads = [
                threading.Thread(target=open_one, args=[user, case.reference]) for user in (one, one, other)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert failures == []
        assert sorted(opened) == [one.pk, other.pk]
        assert refused == [one.pk]


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
