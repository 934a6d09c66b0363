"""The form on which an action is edited and carried out."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import ActionStatus
from casework.audit.forms import AuditedModelForm
from casework.core.forms import PartialDateField
from casework.core.partial_dates import PartialDate

CARRYING_OUT = ("carried_out", "headline")


class ActionForm(AuditedModelForm):
    """An action; with a headline, it is carried out when the form is saved."""

    carried_out = PartialDateField(
        label=_("carried out"),
        required=False,
        help_text=_("When it was sent, published or done. Periods for replies count from this day."),
    )
    headline = forms.CharField(
        label=_("headline"),
        required=False,
        max_length=250,
        help_text=_(
            "Fill this in once the action has been carried out: it becomes a development of each case below, "
            "its demands are made, its clocks start, and its status becomes “done”."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "status" in self.fields:
            self.fields["status"].choices = [
                choice for choice in ActionStatus.choices if choice[0] != ActionStatus.DONE
            ]

    @cached_property
    def changed_data(self) -> list[str]:
        """What saving would change in the action itself."""
        return [name for name in super().changed_data if name not in CARRYING_OUT]

    @property
    def carries_out(self) -> bool:
        """Whether the action is to be carried out when the form is saved."""
        return bool(self.cleaned_data.get("headline"))

    def clean(self) -> dict[str, Any]:
        """Ask for the headline that a day alone would leave out."""
        cleaned = super().clean()
        if cleaned.get("carried_out", PartialDate.unknown()) and not cleaned.get("headline"):
            self.add_error("headline", ValidationError(_("Say in one line what was carried out that day.")))
        return cleaned
