"""Rights violated, and by whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Perpetrator, Violation
from casework.cases.services import AllegedPerpetrator, record_violation
from casework.workspace.logging.forms import SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record


class ViolationRow(SheetForm):
    """One act by which someone's rights were violated."""

    model = Violation
    asks = ("type", "victim_person", "victim_organisation", "certainty", "wgad_category")

    def arrange(self) -> None:
        """Begin with the client as the victim."""
        client = self.scene.client
        self.fields["victim_person"].initial = client.pk if client else None


class PerpetratorRow(SheetForm):
    """Someone who had a part in it."""

    model = Perpetrator
    asks = ("person", "organisation", "description", "involvement")


class ViolationsPart(Part):
    """What was done to whom, and by whom."""

    name = "violations"
    title = _("Violations")
    kinds = (DevelopmentKind.ILL_TREATMENT, DevelopmentKind.HARASSMENT)
    permissions = ("cases.add_violation", "cases.add_perpetrator")

    Acts = rows_of(
        ViolationRow, title=_("What was done"), row_title=_("Violation"), more=_("Add a violation")
    )
    Perpetrators = rows_of(
        PerpetratorRow,
        title=_("Who had a part in all of it"),
        row_title=_("Perpetrator"),
        more=_("Add a perpetrator"),
    )

    def build(self) -> None:
        self.rows = [self.make_rows(self.Acts, "acts"), self.make_rows(self.Perpetrators, "by")]

    def save(self, record: Record) -> None:
        acts, perpetrators = (rows.filled for rows in self.rows)
        by = [AllegedPerpetrator(**row.given(*row.asks)) for row in perpetrators]
        for row in acts:
            with row.speaking():
                record_violation(development=record.development, perpetrators=by, **row.given(*row.asks))
        if count := len(acts):
            words = ngettext("%(count)d violation", "%(count)d violations", count)
            record.said.append(words % {"count": count})
