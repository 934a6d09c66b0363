"""The proceeding in which something happened: one on record, or a new one."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.proceedings.models import Proceeding
from casework.proceedings.services import start_proceeding
from casework.workspace.logging.forms import SheetForm
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.scene import NOT_SAID, ChoiceAmong, proceeding_in_words

NEW = "new"


class ProceedingForm(SheetForm):
    """The proceeding, or what is known of one that is not on record yet."""

    model = Proceeding
    asks = ("kind", "defendant", "court", "number", "previous")
    shown_for = dict.fromkeys(asks, NEW)
    field_order = ("proceeding", *asks)

    def arrange(self) -> None:
        """Offer the proceedings of the case, and a new one about a person of the case."""
        scene = self.scene
        choose = ChoiceAmong(
            scene.proceedings,
            words=proceeding_in_words,
            before=[("", NOT_SAID), (NEW, _("A proceeding that is not on record yet"))],
            label=_("Proceeding"),
            required=False,
            initial=scene.proceedings[0].pk if len(scene.proceedings) == 1 else None,
        )
        choose.is_asked_first = True
        if scene.kind == DevelopmentKind.DECISION:
            # The charges that can be decided are those of the proceeding.
            choose.widget.attrs |= {
                "hx-post": scene.address,
                "hx-trigger": "change",
                "hx-target": "#log-parts",
                "hx-vals": '{"_kind": "1"}',
            }
        self.fields["proceeding"] = choose
        client = scene.client
        self.fields["defendant"] = ChoiceAmong(
            scene.persons, label=_("Defendant"), initial=client.pk if client else None
        )
        self.order_fields(self.field_order)


class ProceedingPart(Part):
    """The matter to which it belongs."""

    name = "proceeding"
    title = _("Proceeding")
    kinds = (DevelopmentKind.CHARGE, DevelopmentKind.HEARING, DevelopmentKind.DECISION)
    permissions = ("proceedings.add_proceeding",)

    def build(self) -> None:
        self.form = self.make_form(ProceedingForm)

    @property
    def chosen(self) -> Proceeding | None:
        """The proceeding on record that is chosen on the page as it stands."""
        key = str(self.form["proceeding"].value() or "")
        return next((row for row in self.scene.proceedings if str(row.pk) == key), None)

    def save(self, record: Record) -> None:
        chosen: Any = self.form.cleaned_data["proceeding"]
        if chosen == NEW:
            with self.form.speaking():
                chosen = start_proceeding(
                    case=record.case, **self.form.given("kind", "defendant", "court", "number", "previous")
                )
            record.said.append(_now("a new proceeding"))
        if chosen:
            record.proceeding, record.person = chosen, chosen.defendant
