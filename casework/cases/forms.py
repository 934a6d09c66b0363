"""The forms that ask more than their models do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from casework.audit.forms import AuditedModelForm
from casework.cases.choices import CaseStatus
from casework.cases.models.citations import DETAILS
from casework.cases.services import check_lead, objections_to_closing
from casework.core.choices import Confidentiality


class CaseForm(AuditedModelForm):
    """The form of a case: closing it or naming another lead asks what the services ask."""

    def clean(self) -> dict[str, Any]:
        """Refuse what the services would refuse."""
        cleaned = super().clean()
        closes = cleaned.get("status") == CaseStatus.CLOSED and not self.instance.is_closed
        if closes and self.instance.pk and (objections := objections_to_closing(self.instance)):
            self.add_error("status", [ValidationError(words, code="cannot_close") for words in objections])
        lead = cleaned.get("lead")
        if lead is not None and lead.pk != self.instance.lead_id:
            try:
                check_lead(user=lead)
            except ValidationError as refusal:
                self.add_error("lead", refusal)
        opens = cleaned.get("confidentiality") == Confidentiality.OPEN and "confidentiality" in self.initial
        if opens and self.initial["confidentiality"] == Confidentiality.RESTRICTED:
            words = _("Nobody opens a restricted case alone: ask on its page that a second person agrees.")
            self.add_error("confidentiality", ValidationError(words, code="second_person_needed"))
        return cleaned


class CitationForm(AuditedModelForm):
    """The form of a citation: once its person is known, one detail of that person can be chosen instead."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in DETAILS:
            if name in self.fields:
                offered = self.fields[name].queryset
                person = self._person_spoken_of
                self.fields[name].queryset = offered.filter(person=person) if person else offered.none()

    @cached_property
    def _person_spoken_of(self) -> int | None:
        chosen = str(self["person"].value() or "")
        if chosen.isdecimal():
            return int(chosen)
        details = (getattr(self.instance, name) for name in DETAILS)
        return next((detail.person_id for detail in details if detail is not None), None)

    def clean(self) -> dict[str, Any]:
        """Let a detail stand for its person."""
        cleaned = super().clean()
        if any(cleaned.get(name) for name in DETAILS):
            cleaned["person"] = None
        return cleaned
