"""What is said in public, and what a person is recognised to be."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.advocacy.models import Designation, Statement
from casework.advocacy.services import Point, designate, make_statement
from casework.cases.choices import DevelopmentKind
from casework.workspace.logging.forms import SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.scene import ChoiceAmong


class SpeakerForm(SheetForm):
    """Who spoke, and for whom."""

    model = Statement
    asks = ("issued_by", "said_by", "on_behalf_of")


class PointRow(SheetForm):
    """One point that was made."""

    model = Statement
    asks = ("kind", "text", "is_direct_quotation", "about_decision", "about_charge", "is_about_case")

    def arrange(self) -> None:
        """Leave room for a sentence or two."""
        self.fields["text"].widget.attrs["rows"] = 2


class StatementPart(Part):
    """The statement, point by point."""

    name = "statement"
    title = _("The statement")
    kinds = (DevelopmentKind.OFFICIAL_STATEMENT, DevelopmentKind.THIRD_PARTY_STATEMENT)
    permissions = ("advocacy.add_statement",)

    Points = rows_of(PointRow, title=_("What was said"), row_title=_("Point"), more=_("Add a point"))

    def build(self) -> None:
        self.form = self.make_form(SpeakerForm)
        self.rows = [self.make_rows(self.Points, "points")]

    def save(self, record: Record) -> None:
        points = [Point(**row.given(*row.asks)) for row in self.rows[0].filled]
        with self.form.speaking():
            make_statement(
                case=record.case,
                points=points,
                development=record.development,
                **self.form.given(*self.form.asks),
            )
        count = len(points)
        record.said.append(ngettext("%(count)d point", "%(count)d points", count) % {"count": count})


class DesignationForm(SheetForm):
    """What a person is recognised to be, and by whom."""

    model = Designation
    asks = ("person", "label", "designated_by", "criteria")

    def arrange(self) -> None:
        """Offer the persons of the case, the client first."""
        client = self.scene.client
        self.fields["person"] = ChoiceAmong(
            self.scene.persons, label=_("Person"), initial=client.pk if client else None
        )
        self.fields["criteria"].widget.attrs["rows"] = 2


class DesignationPart(Part):
    """The designation."""

    name = "designation"
    title = _("The designation")
    kinds = (DevelopmentKind.DESIGNATION,)
    permissions = ("advocacy.add_designation",)

    def build(self) -> None:
        self.form = self.make_form(DesignationForm)

    def save(self, record: Record) -> None:
        with self.form.speaking():
            made = designate(
                case=record.case, development=record.development, **self.form.given(*self.form.asks)
            )
        record.said.append(_now("the designation “%(label)s”") % {"label": made.get_label_display()})
