"""The form field of a partial date, and the model form that checks the columns behind it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.core.choices import Basis
from casework.core.partial_dates import PartialDate, UnreadableDate
from casework.core.widgets import PartialDateInput


def refusal_words(refusal: UnreadableDate) -> str:
    """Return in the reader's language why a text is not taken for a date, and what it could mean."""
    words = gettext(refusal.message) % refusal.params
    if not refusal.readings:
        return words
    readings = get_text_list([f"“{reading}”" for reading in refusal.readings], gettext("or"))
    return gettext("%(refusal)s Did you mean %(readings)s?") % {"refusal": words, "readings": readings}


class PartialDateField(forms.MultiValueField):
    """Reads a date as a person types it, with the words of the source and its basis, into a PartialDate."""

    widget = PartialDateInput
    default_error_messages = {"required": _("Give a date, even a rough one.")}

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.CharField(required=False),
            forms.CharField(required=False),
            forms.ChoiceField(choices=Basis.choices, required=False),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)
        self.widget.label = self.label

    def compress(self, data_list: list[str]) -> PartialDate:
        if not data_list:
            return PartialDate.unknown()
        text, words, basis = data_list
        try:
            return PartialDate.read(text, words=words, basis=basis or Basis.STATED.value)
        except UnreadableDate as refusal:
            raise ValidationError(refusal_words(refusal), code="unreadable") from refusal

    def validate(self, value: PartialDate) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: PartialDate | None, data: list[str | None]) -> bool:
        """Whether another date is meant, however it is written."""
        if self.disabled:
            return False
        try:
            given = self.compress(
                [field.clean(part) for field, part in zip(self.fields, data or (), strict=False)]
            )
        except ValidationError:
            return True
        return given != (initial or PartialDate.unknown())


class PartialDateModelForm(forms.ModelForm):
    """A model form that validates the constraints on the columns of the partial dates that it shows.

    Django leaves out of validation every column that is not itself a field of the form.
    """

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        for field in self._meta.model._meta.private_fields:
            if field.name not in excluded:
                excluded.difference_update(getattr(field, "part_names", ()))
        return excluded
