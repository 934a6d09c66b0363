"""How advocacy joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.advocacy"
    label = "advocacy"
    verbose_name = _("Advocacy")

    def ready(self) -> None:
        """Let actions under way object to the closing of their case, whose secrecy reaches whom it names.

        Clocks give rise to tasks.
        """
        from casework.advocacy.records import entries_of_actions
        from casework.advocacy.services import follow_cases_of_actions, follow_clocks, object_to_closing
        from casework.audit.ledger import followers
        from casework.audit.subjects import subjects
        from casework.cases.choices import TaskOrigin
        from casework.cases.querysets import causes_of_tasks, named_in, names_person, serving
        from casework.cases.services import closing_checks

        closing_checks.append(object_to_closing)
        followers += [follow_clocks, follow_cases_of_actions]
        causes_of_tasks[TaskOrigin.CLOCK] = ("advocacy", "Clock")
        names_person += [
            ("advocacy", "Demand", "beneficiary"),
            ("advocacy", "Statement", "said_by"),
            ("advocacy", "Designation", "person"),
        ]
        named_in["persons.organisation"] += [
            ("advocacy", "Statement", "issued_by"),
            ("advocacy", "Designation", "designated_by"),
        ]
        named_in["advocacy.action"] = [("advocacy", "ActionCase", "action")]
        serving.add("advocacy.action")
        subjects["case"].further.append(entries_of_actions)
