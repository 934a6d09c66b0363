"""Advocacy carried out, and what those addressed answer."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.advocacy.models import Action, ActionCase, Response
from casework.advocacy.services import carry_out_action, log_response
from casework.cases.choices import DevelopmentKind
from casework.workspace.logging.forms import SheetForm
from casework.workspace.logging.parts import Part, Record


class ActionForm(SheetForm):
    """The planned action that was carried out."""

    model = Action
    asks = ("reference_given",)
    field_order = ("action", "reason", "reference_given")

    def arrange(self) -> None:
        """Offer the actions for the case that are still to be carried out."""
        self.fields["action"] = self.scene.field(ActionCase._meta.get_field("action"))
        self.fields["action"].required = False
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            required=False,
            help_text=_("Why the action is recorded as carried out: it stands in the history."),
        )
        self.order_fields(self.field_order)


class ActionPart(Part):
    """The action, which is done from now on."""

    name = "action"
    title = _("The action")
    note = _(
        "Choosing a planned action records it as carried out: its demands are made, the periods for replies "
        "begin, and every other case that it serves tells of it too."
    )
    kinds = (DevelopmentKind.ADVOCACY_ACTION,)
    permissions = ("advocacy.change_action",)

    def build(self) -> None:
        self.form = self.make_form(ActionForm)

    @property
    def reason(self) -> str:
        return self.form.cleaned_data["reason"]

    def save(self, record: Record) -> None:
        action, development = self.form.cleaned_data["action"], record.development
        if action is None:
            return
        with self.form.speaking():
            carry_out_action(
                action=action,
                occurred=development.occurred,
                headline=development.headline,
                narrative=development.narrative,
                development=development,
                **self.form.given("reference_given"),
            )
        record.said.append(_now("“%(action)s” as carried out") % {"action": action})


class ResponseForm(SheetForm):
    """What a target answered."""

    model = Response
    asks = ("target", "kind", "text")


class ResponsePart(Part):
    """The response, which stops the clocks that it ends."""

    name = "response"
    title = _("The response")
    kinds = (DevelopmentKind.RESPONSE,)
    permissions = ("advocacy.add_response",)

    def build(self) -> None:
        self.form = self.make_form(ResponseForm)

    def save(self, record: Record) -> None:
        with self.form.speaking():
            response = log_response(
                case=record.case, development=record.development, **self.form.given(*self.form.asks)
            )
        record.said.append(_now("the response of %(target)s") % {"target": response.target})
