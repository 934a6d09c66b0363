"""What holds when two people write to one person's ledger at the same moment."""

import threading
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection

from casework.audit.context import Actor, Origin, change_set
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import CustodyRegime
from casework.proceedings.models import Custody
from casework.proceedings.services import begin_custody
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory


class TestBeginCustodyAtOnce:
    def test_holds_a_person_once(self, committing_database, django_db_blocker):
        refusals, failures = [], []
        together = threading.Barrier(3)

        def hold(case, person):
            try:
                with change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"):
                    together.wait()
                    begin_custody(
                        case=case,
                        person=person,
                        regime=CustodyRegime.POLICE,
                        occurred=PartialDate.on(date(2022, 2, 25)),
                        headline="Taken to the police station",
                    )
            except ValidationError as refusal:
                refusals.append(refusal.error_dict["__all__"][0].code)
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        with django_db_blocker.unblock():
            case, person = CaseFactory(), PersonFactory()
            threads = [threading.Thread(target=hold, args=[case, person]) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            held = Custody.objects.filter(person=person).count()

        assert failures == []
        assert refusals == ["overlap", "overlap"]
        assert held == 1
