"""A person seized, held, moved and let go."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.proceedings.forms import with_overlap_linked
from casework.proceedings.models import Arrest, Custody
from casework.proceedings.services import begin_custody, end_custody, log_arrest, log_custody_change
from casework.workspace.logging.forms import SheetForm
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.scene import ChoiceAmong

UNCHANGED, BEGINS, CHANGES, ENDS = "unchanged", "begins", "changes", "ends"
#: What can become of custody by a development of the kind; the first is offered where no spell is running.
EFFECTS = {
    DevelopmentKind.ARREST: (UNCHANGED, BEGINS, CHANGES),
    DevelopmentKind.CUSTODY_CHANGE: (BEGINS, CHANGES),
    DevelopmentKind.RELEASE: (UNCHANGED, ENDS),
    DevelopmentKind.DECISION: (UNCHANGED, ENDS, CHANGES, BEGINS),
}
OF_A_RUNNING_SPELL = {CHANGES, ENDS}
LIKELY = {DevelopmentKind.CUSTODY_CHANGE: CHANGES, DevelopmentKind.RELEASE: ENDS}
WORDS = {
    UNCHANGED: _("Not changed by this, or not known"),
    BEGINS: _("A spell begins"),
    CHANGES: _("The running spell passes into another"),
    ENDS: _("The running spell ends: the person is free"),
}
HOW = ("regime", "facility", "place", "proceeding", "authority", "expected_end", "duration_stated")


class ArrestForm(SheetForm):
    """How a person was seized."""

    model = Arrest
    asks = (
        "person",
        "carried_out_by",
        "warrant_shown",
        "reasons_given",
        "reason_stated",
        "stated_by",
        "stated_at",
    )

    def arrange(self) -> None:
        """Offer the persons of the case, the client first."""
        client = self.scene.client
        person = ChoiceAmong(self.scene.persons, label=_("Person"), initial=client.pk if client else None)
        self.fields["person"] = person
        self.fields["reason_stated"].widget.attrs["rows"] = 2


class ArrestPart(Part):
    """The arrest."""

    name = "arrest"
    title = _("The arrest")
    kinds = (DevelopmentKind.ARREST,)
    permissions = ("proceedings.add_arrest",)

    def build(self) -> None:
        self.form = self.make_form(ArrestForm)

    def save(self, record: Record) -> None:
        with self.form.speaking():
            arrest = log_arrest(
                case=record.case, development=record.development, **self.form.given(*self.form.asks)
            )
        record.person = arrest.person
        record.said.append(_now("the arrest of %(person)s") % {"person": arrest.person})


class CustodyForm(SheetForm):
    """What becomes of custody."""

    model = Custody
    asks = HOW
    shown_for = {
        "person": BEGINS,
        "custody": f"{CHANGES} {ENDS}",
        "ground": ENDS,
        **dict.fromkeys(HOW, f"{BEGINS} {CHANGES}"),
    }
    field_order = ("effect", "custody", "ground", "person", *HOW)

    def arrange(self) -> None:
        """Offer what can become of custody here, and the spells that are running."""
        scene = self.scene
        effects = [
            effect for effect in EFFECTS[scene.kind] if scene.spells or effect not in OF_A_RUNNING_SPELL
        ]
        likely = LIKELY.get(scene.kind, UNCHANGED)
        self.fields["effect"] = forms.ChoiceField(
            label=_("What becomes of it"),
            choices=[(effect, WORDS[effect]) for effect in effects],
            initial=likely if likely in effects else effects[0],
        )
        self.fields["effect"].is_asked_first = True
        self.fields["custody"] = ChoiceAmong(
            scene.spells,
            label=_("Running spell"),
            initial=scene.spells[0].pk if len(scene.spells) == 1 else None,
        )
        self.fields["ground"] = scene.field(Custody._meta.get_field("end_ground"))
        client = scene.client
        self.fields["person"] = ChoiceAmong(
            scene.persons, label=_("Person"), initial=client.pk if client else None
        )
        self.order_fields(self.field_order)
        if scene.kind != DevelopmentKind.CUSTODY_CHANGE:
            self.fields["person"].widget = forms.HiddenInput()

    def add_error(self, field: str | None, error: Any) -> None:
        """Name the spell that is overlapped only to whoever may know of it."""
        if isinstance(error, list):
            error = [with_overlap_linked(each, self.scene.user) for each in error]
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        """Ask for the spell that is to end."""
        cleaned = super().clean()
        if cleaned.get("effect") in OF_A_RUNNING_SPELL and not cleaned.get("custody"):
            self.add_error("custody", _("Choose the spell."))
        return cleaned


class CustodyPart(Part):
    """Whether the person is held, and how."""

    name = "custody"
    title = _("Custody")
    kinds = tuple(EFFECTS)
    permissions = ("proceedings.add_custody", "proceedings.change_custody")

    def build(self) -> None:
        self.form = self.make_form(CustodyForm)
        if not self.scene.spells:
            self.note = _("No spell of custody that you may know of is running in this case.")

    def save(self, record: Record) -> None:
        effect, development = self.form.cleaned_data["effect"], record.development
        if effect == UNCHANGED:
            return
        with self.form.speaking():
            if effect == ENDS:
                ended = end_custody(
                    custody=self.form.cleaned_data["custody"],
                    ground=self.form.cleaned_data["ground"],
                    development=development,
                )
                record.said.append(_now("the end of custody (%(regime)s)") % _named(ended))
            elif effect == CHANGES:
                changed = log_custody_change(
                    custody=self.form.cleaned_data["custody"],
                    development=development,
                    **self.form.given(*HOW),
                )
                record.said.append(_now("a change of custody to %(regime)s") % _named(changed))
            else:
                is_asked = self.scene.kind == DevelopmentKind.CUSTODY_CHANGE
                begun = begin_custody(
                    case=record.case,
                    person=self.form.cleaned_data["person"] if is_asked else record.person,
                    development=development,
                    **self.form.given(*HOW),
                )
                record.said.append(_now("the beginning of custody (%(regime)s)") % _named(begun))


def _named(custody: Custody) -> dict[str, str]:
    return {"regime": custody.get_regime_display()}
