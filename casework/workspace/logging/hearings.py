"""Hearings announced, held and called off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.proceedings.models import Hearing
from casework.proceedings.services import call_off_hearing, hold_hearing, log_hearing, schedule_hearing
from casework.workspace.logging.forms import SheetForm
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.scene import ChoiceAmong

HELD, ANNOUNCED = "held", "announced"
TOOK_PLACE, ADJOURNED, POSTPONED, CANCELLED = "took_place", "adjourned", "postponed", "cancelled"
OF_AN_ANNOUNCED_ONE = (TOOK_PLACE, ADJOURNED, POSTPONED, CANCELLED)
WORDS = {
    HELD: _("A hearing was held that was not announced to us"),
    TOOK_PLACE: _("An announced hearing was held"),
    ADJOURNED: _("An announced hearing was held and adjourned to another day"),
    POSTPONED: _("An announced hearing was put off before it began"),
    CANCELLED: _("An announced hearing was cancelled"),
    ANNOUNCED: _("A hearing was announced"),
}


class HearingForm(SheetForm):
    """What became of a hearing, or what is known of one to come."""

    model = Hearing
    asks = ("kind", "scheduled_on", "scheduled_time", "note")
    shown_for = {
        "hearing": " ".join(OF_AN_ANNOUNCED_ONE),
        "next_day": f"{ADJOURNED} {POSTPONED}",
        "kind": f"{HELD} {ANNOUNCED}",
        "note": f"{HELD} {ANNOUNCED}",
        "scheduled_on": ANNOUNCED,
        "scheduled_time": ANNOUNCED,
    }
    field_order = ("what", "hearing", "next_day", *asks)

    def arrange(self) -> None:
        """Offer to settle the hearings that are announced, if there are any."""
        announced = self.scene.announced_hearings
        offered = [what for what in WORDS if announced or what not in OF_AN_ANNOUNCED_ONE]
        self.fields["what"] = forms.ChoiceField(
            label=_("What became of it"), choices=[(what, WORDS[what]) for what in offered]
        )
        self.fields["what"].initial = TOOK_PLACE if announced else HELD
        self.fields["what"].is_asked_first = True
        self.fields["hearing"] = ChoiceAmong(
            announced,
            label=_("Announced hearing"),
            initial=announced[0].pk if len(announced) == 1 else None,
        )
        day = {"type": "date"}
        self.fields["next_day"] = forms.DateField(
            label=_("To which day"), widget=forms.DateInput(attrs=day, format="%Y-%m-%d")
        )
        self.fields["scheduled_on"].widget = forms.DateInput(attrs=day, format="%Y-%m-%d")
        self.fields["note"].widget.attrs["rows"] = 2
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for what the answer to the first question calls for."""
        cleaned = super().clean()
        what = cleaned.get("what")
        if what in OF_AN_ANNOUNCED_ONE and not cleaned.get("hearing"):
            self.add_error("hearing", _("Choose the hearing."))
        if what in {ADJOURNED, POSTPONED} and not cleaned.get("next_day") and "next_day" not in self.errors:
            self.add_error("next_day", _("Give the day."))
        return cleaned


class HearingPart(Part):
    """The hearing."""

    name = "hearing"
    title = _("The hearing")
    kinds = (DevelopmentKind.HEARING,)
    permissions = ("proceedings.add_hearing", "proceedings.change_hearing")

    def build(self) -> None:
        self.form = self.make_form(HearingForm)

    def save(self, record: Record) -> None:
        given, development = self.form.cleaned_data, record.development
        with self.form.speaking():
            match given["what"]:
                case "held":
                    log_hearing(
                        proceeding=record.its_proceeding,
                        development=development,
                        **self.form.given("kind", "note"),
                    )
                case "announced":
                    schedule_hearing(
                        proceeding=record.its_proceeding,
                        **self.form.given("kind", "scheduled_on", "scheduled_time", "note"),
                    )
                case "took_place":
                    hold_hearing(hearing=given["hearing"], development=development)
                case "adjourned":
                    hold_hearing(
                        hearing=given["hearing"], adjourned_to=given["next_day"], development=development
                    )
                case "postponed":
                    call_off_hearing(hearing=given["hearing"], postponed_to=given["next_day"])
                case "cancelled":
                    call_off_hearing(hearing=given["hearing"])
        record.said.append(str(WORDS[given["what"]]).lower())
