"""What every development has: what happened, when, where, to whom, how sure it is."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.choices import InvolvementRole
from casework.cases.models import Development, DevelopmentPerson
from casework.cases.services import PersonInvolved, log_development
from casework.workspace.logging.forms import SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record

FIRST = ("kind", "occurred", "headline")


class HappeningForm(SheetForm):
    """The development itself."""

    use_required_attribute = True
    model = Development
    asks = (
        *FIRST,
        "narrative",
        "place",
        "country",
        "follows",
        "certainty",
        "confidentiality",
        "is_publishable",
    )

    def arrange(self) -> None:
        """Put the kind first and let it decide what else is asked."""
        kind = self.fields["kind"]
        kind.label = _("What happened")
        kind.widget.attrs |= {
            "autofocus": True,
            "hx-post": self.scene.address,
            "hx-trigger": "change",
            "hx-target": "#log-parts",
            "hx-vals": '{"_kind": "1"}',
        }
        self.fields["occurred"].label = _("When")
        self.fields["narrative"].widget.attrs["rows"] = 5

    @property
    def first(self) -> list[forms.BoundField]:
        """The three things that are asked first."""
        return [self[name] for name in FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is asked last."""
        return [self[name] for name in self.asks if name not in FIRST]


class PersonRow(SheetForm):
    """One person whom the development concerns."""

    model = DevelopmentPerson
    asks = ("person", "role")


class PersonsPart(Part):
    """Whom it concerns."""

    name = "persons"
    title = _("Persons")

    Rows = rows_of(
        PersonRow, title=_("Whom it concerns"), row_title=_("Person"), more=_("Add a person"), extra=1
    )

    def build(self) -> None:
        client = self.scene.client
        first = [{"person": client.pk, "role": InvolvementRole.SUBJECT}] if client else []
        self.rows = [self.make_rows(self.Rows, "concerned", first)]

    @property
    def involved(self) -> list[PersonInvolved]:
        """The persons with their parts, as the service takes them."""
        return [PersonInvolved(**row.given("person", "role")) for row in self.rows[0].filled]


def log(form: HappeningForm, persons: PersonsPart) -> Record:
    """Record the development with the persons it concerns; raises ``Refused``."""
    case = form.scene.case
    with form.speaking():
        development = log_development(case=case, persons=persons.involved, **form.given(*form.asks))
    record = Record(case=case, development=development, person=form.scene.client)
    if count := len(persons.involved):
        record.said.append(ngettext("%(count)d person", "%(count)d persons", count) % {"count": count})
    return record
