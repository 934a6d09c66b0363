"""Charges brought, and what becomes of those on record."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.choices import DevelopmentKind
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, ChargeEvent
from casework.proceedings.services import file_charge, log_charge_event
from casework.workspace.logging.forms import SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record


class NewChargeRow(SheetForm):
    """A charge that is not on record yet."""

    model = Charge
    asks = ("offence", "provision", "alleged_conduct", "conduct")
    field_order = ("offence", "status", "wording", "provision", "conduct", "alleged_conduct")

    def arrange(self) -> None:
        """Begin with what the kind of development makes likely."""
        self.fields["status"] = self.scene.field(ChargeEvent._meta.get_field("status"))
        self.fields["wording"] = self.scene.field(ChargeEvent._meta.get_field("wording"))
        if self.scene.kind == DevelopmentKind.CHARGE:
            self.fields["status"].initial = ChargeStatus.FILED
        self.fields["alleged_conduct"].widget.attrs["rows"] = 2
        self.order_fields(self.field_order)


class ChargeEventRow(SheetForm):
    """Something that happened to a charge on record."""

    model = ChargeEvent
    asks = ("charge", "status", "wording")


class ChargesPart(Part):
    """The charges that a development brings, or changes outside a decision."""

    name = "charges"
    title = _("Charges")
    kinds = (DevelopmentKind.CHARGE, DevelopmentKind.DECISION)
    permissions = ("proceedings.add_charge", "proceedings.add_chargeevent")

    New = rows_of(
        NewChargeRow, title=_("Not on record yet"), row_title=_("New charge"), more=_("Add a charge")
    )
    Events = rows_of(
        ChargeEventRow,
        title=_("What happens to a charge on record"),
        row_title=_("Charge on record"),
        more=_("Add another"),
    )

    def build(self) -> None:
        self.rows = [self.make_rows(self.New, "new")]
        # A decision speaks of the charges on record in a part of its own.
        if self.scene.kind == DevelopmentKind.CHARGE and self.scene.charges:
            self.rows.append(self.make_rows(self.Events, "events"))

    def save(self, record: Record) -> None:
        brought, *events = [rows.filled for rows in self.rows]
        for row in brought:
            with row.speaking():
                file_charge(
                    proceeding=record.its_proceeding, development=record.development, **row.given(*row.fields)
                )
        for row in events[0] if events else ():
            with row.speaking():
                log_charge_event(development=record.development, **row.given(*row.fields))
        if count := len(brought) + sum(map(len, events)):
            record.said.append(ngettext("%(count)d charge", "%(count)d charges", count) % {"count": count})
