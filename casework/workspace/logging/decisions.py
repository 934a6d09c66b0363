"""A decision with all that it decides: charges, sentence, bans."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.choices import DevelopmentKind
from casework.core.forms import PartialDateField
from casework.proceedings.choices import RestrictionScopeKind
from casework.proceedings.models import Charge, ChargeEvent, Decision, SentenceComponent
from casework.proceedings.services import ChargeCannotChange, Ruling, SentencePart, log_decision
from casework.workspace.logging.forms import Refused, SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.proceedings import ProceedingPart
from casework.workspace.logging.scene import charge_in_words


class DecisionForm(SheetForm):
    """Who decided upon what, and how it came out."""

    model = Decision
    asks = ("kind", "authority", "outcome", "supersedes")


class RulingForm(SheetForm):
    """What the decision does to one charge on record."""

    model = ChargeEvent
    asks = ("status", "wording")

    def __init__(self, *, charge: Charge, **options: Any) -> None:
        self.charge = charge
        super().__init__(**options)

    def arrange(self) -> None:
        """Let the charge be passed over, and name it."""
        self.fields["status"].required = False
        self.title = charge_in_words(self.charge)


class SentenceRow(SheetForm):
    """One part of the sentence, with what it forbids."""

    model = SentenceComponent
    asks = (
        "kind",
        "years",
        "months",
        "days",
        "amount",
        "currency",
        "equivalent_amount",
        "equivalent_currency",
        "note",
    )

    def arrange(self) -> None:
        """Add what a ban forbids, and until when if the decision says so."""
        for name in ("currency", "equivalent_currency"):
            self.fields[name].widget.attrs |= {"size": 4, "autocapitalize": "characters"}
        self.fields["note"].widget.attrs["rows"] = 1
        self.fields["forbids"] = forms.MultipleChoiceField(
            label=_("What it forbids"),
            choices=RestrictionScopeKind.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("For a ban: tick all that it closes."),
        )
        self.fields["ban_ends"] = PartialDateField(
            label=_("The ban ends"),
            required=False,
            help_text=_("Only if it is stated; otherwise it is counted from the length."),
        )

    def clean(self) -> dict[str, Any]:
        """Say in its own row what the model refuses of one part of a sentence."""
        cleaned = super().clean()
        if not self.errors:
            component = SentenceComponent(**self.given(*self.asks))
            component.validate_constraints(exclude={"decision", "person", "head"})
        return cleaned

    @property
    def part(self) -> SentencePart:
        """The part as the service takes it."""
        given = self.given(*self.asks, "forbids", "ban_ends")
        return SentencePart(
            **given | {"forbids": tuple(given["forbids"]), "ban_ends": given["ban_ends"] or None}
        )


class DecisionPart(Part):
    """The decision."""

    name = "decision"
    title = _("The decision")
    kinds = (DevelopmentKind.DECISION,)
    permissions = ("proceedings.add_decision", "proceedings.add_sentencecomponent")

    Sentence = rows_of(
        SentenceRow,
        title=_("The sentence"),
        row_title=_("Part of the sentence"),
        more=_("Add a part of the sentence"),
    )

    def build(self) -> None:
        self.form = self.make_form(DecisionForm)
        self.rows = [self.make_rows(self.Sentence, "sentence")]
        self.rulings: list[RulingForm] = []

    def rule_on(self, chosen: ProceedingPart | None) -> None:
        """Ask about the charges of the proceeding chosen on the page, and of those that it continues."""
        proceeding = chosen.chosen if chosen else None
        charges = self.scene.charges_before(proceeding) if proceeding else ()
        self.rulings = [
            self.make_form(RulingForm, f"charge-{charge.pk}", charge=charge) for charge in charges
        ]

    @property
    def checked(self) -> list[Any]:
        return [*super().checked, *self.rulings]

    def save(self, record: Record) -> None:
        ruled = [form for form in self.rulings if form.cleaned_data["status"]]
        sentence = [row.part for row in self.rows[0].filled]
        with self.form.speaking():
            try:
                decision = log_decision(
                    proceeding=record.its_proceeding,
                    development=record.development,
                    charges={form.charge: Ruling(**form.given("status", "wording")) for form in ruled},
                    sentence=sentence,
                    **self.form.given(*self.form.asks),
                )
            except ChargeCannotChange as refusal:
                self._say_of_its_charge(refusal)
                raise
        record.person = decision.proceeding.defendant
        record.said.append(_now("a decision (%(kind)s)") % {"kind": decision.get_kind_display()})
        if count := len(ruled):
            words = ngettext("what it does to %(count)d charge", "what it does to %(count)d charges", count)
            record.said.append(words % {"count": count})
        if count := len(sentence):
            words = ngettext("%(count)d part of a sentence", "%(count)d parts of a sentence", count)
            record.said.append(words % {"count": count})

    def _say_of_its_charge(self, refusal: ValidationError) -> None:
        for form in self.rulings:
            if form.charge == refusal.charge:
                form.add_error("status", refusal)
                raise Refused from refusal
