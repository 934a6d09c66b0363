"""How cases joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let the secrecy of cases reach the persons and sources they name; tell the audit of cases.

        What is noted of a case internally is encrypted as soon as the case is restricted. What was opened in
        an emergency stays as it was bounded, and what is restricted is opened by two.
        """
        from django.db.models import Q

        from casework.accounts.choices import TwoPersonAct
        from casework.accounts.countersigning import kinds
        from casework.accounts.querysets import concerned
        from casework.accounts.services import counting_on
        from casework.audit import reads
        from casework.audit.ledger import followers
        from casework.audit.sealing.exports import find_cases
        from casework.audit.subjects import Subject, subjects
        from casework.cases.models import CaseParty
        from casework.cases.querysets import (
            cases_shown_by,
            hides_person,
            hides_source,
            open_cases,
            reveals_person,
            reveals_source,
        )
        from casework.cases.querysets.cases import number_of_case
        from casework.cases.services import cases_counting_on, follow_restricting, keep_emergencies_bounded
        from casework.cases.services.unrestricting import (
            UNRESTRICTING,
            concerns_as_case,
            keep_restricted_unless_two_agree,
        )
        from casework.persons.querysets import hides_persons, reveals_persons
        from casework.sources.querysets import hides_sources, reveals_sources

        hides_persons.append(hides_person)
        reveals_persons.append(reveals_person)
        hides_sources.append(hides_source)
        reveals_sources.append(reveals_source)
        counting_on.append(cases_counting_on)
        followers += [follow_restricting, keep_emergencies_bounded, keep_restricted_unless_two_agree]
        concerned.append(concerns_as_case)
        kinds[TwoPersonAct.OPEN_CASE] = UNRESTRICTING
        reads.cases_shown.append(cases_shown_by)
        reads.open_cases.append(open_cases)
        find_cases.append(number_of_case)
        link = CaseParty._meta.get_field("case")
        subjects["case"] = Subject("case", link, lambda number: Q(case_id=number))
