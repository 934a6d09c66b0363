"""Forms that ask more than their model: what one row alone cannot tell."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.audit.forms import AuditedInlineFormSet, AuditedModelForm
from casework.proceedings import rules
from casework.proceedings.choices import ProceedingStatus
from casework.proceedings.models import Custody
from casework.proceedings.services import check_charges_settled, check_order


class ProceedingForm(AuditedModelForm):
    """A proceeding: closing it asks what the service asks."""

    def clean(self) -> dict[str, Any]:
        """Refuse to close while a charge is pending."""
        cleaned = super().clean()
        if cleaned.get("status") == ProceedingStatus.CLOSED and self.instance.pk:
            try:
                check_charges_settled(proceeding=self.instance)
            except ValidationError as refusal:
                self.add_error("status", refusal)
        return cleaned


class ChargeEventFormSet(AuditedInlineFormSet):
    """The events of one charge, which together must make a history that the law knows."""

    def clean(self) -> None:
        """Refuse events that cannot have followed each other."""
        super().clean()
        if any(self.errors):
            return
        kept = [
            form.instance
            for form in self.forms
            if form.instance.development_id and not self._should_delete_form(form)
        ]
        check_order(event.as_fact() for event in kept)


def with_overlap_linked(error: ValidationError, viewer: Any) -> ValidationError:
    """Return the error with the spell that is overlapped named and linked, if this person may know of it."""
    if hasattr(error, "error_dict"):
        return ValidationError(
            {
                name: [with_overlap_linked(each, viewer) for each in named]
                for name, named in error.error_dict.items()
            }
        )
    if error.code != "overlap" or not isinstance(error.params, Mapping):
        return error
    other = error.params["other"]
    if not Custody.objects.visible_to(viewer).filter(pk=other.pk).exists():
        words = _("These dates contradict what is recorded of this person. Ask a director to look at them.")
        return ValidationError(words, code="overlap")
    link = format_html(
        '<a href="{}">{}</a>', reverse("admin:proceedings_custody_change", args=[other.pk]), other
    )
    words = format_html(str(error.message).replace("%(other)s", "{}"), link)
    return ValidationError(words, code="overlap")


class CustodyForm(AuditedModelForm):
    """A spell of custody; one that overlaps another is shown which, if the reader may know of that one."""

    viewer: ClassVar[Any] = None

    def add_error(self, field: str | None, error: Any) -> None:
        """Name and link the spell that this one overlaps."""
        if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            error = with_overlap_linked(error, self.viewer)
        super().add_error(field, error)


class RestrictionForm(AuditedModelForm):
    """A restriction; one that rests on a sentence and has no end of its own is given the computed one."""

    def clean(self) -> dict[str, Any]:
        """Compute the end of a new restriction from its sentence."""
        cleaned = super().clean()
        component, imposed_by = cleaned.get("component"), cleaned.get("imposed_by")
        if self.instance.pk is None and not cleaned.get("ends") and component and imposed_by:
            cleaned["ends"] = rules.end_of_term(imposed_by.occurred, component.term)
        return cleaned
