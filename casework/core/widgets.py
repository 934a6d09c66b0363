"""The input of a partial date: the date as people type it, the words of the source, and its basis."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.choices import Basis
from casework.core.partial_dates import PartialDate


class PartialDateInput(forms.MultiWidget):
    """Three controls that post `<name>`, `<name>_words` and `<name>_basis`.

    While a person types, the page says beneath them how the date is understood; without JavaScript the form
    says so when it is sent. `label` is the name of the field, which each control repeats for those who
    hear the page.
    """

    template_name = "core/widgets/partial_date.html"
    use_fieldset = False
    label: Any = None

    class Media:
        css = {"all": ["css/partial-date.css"]}
        js = [forms.Script("js/partial-date.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        date_attrs = {
            "class": "partial-date-text",
            "autocomplete": "off",
            "spellcheck": "false",
            "placeholder": _("11 Feb 2022, about Aug 2022, before 2012"),
        }
        widgets = {
            "": forms.TextInput(attrs=date_attrs),
            "words": forms.TextInput(attrs={"class": "partial-date-words", "autocomplete": "off"}),
            "basis": forms.Select(attrs={"class": "partial-date-basis"}, choices=Basis.choices),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: PartialDate | None) -> list[str]:
        if value is None:
            value = PartialDate.unknown()
        return [str(value) if value else "", value.words, value.basis]

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        date, words, basis = widget["subwidgets"]
        element_id = widget["attrs"].get("id")
        label = widget["attrs"].get("aria-label") or self.label
        if label:
            date["attrs"]["aria-label"] = label
        for part, part_name, part_label in (
            (words, "words", _("In the words of the source")),
            (basis, "basis", _("Basis")),
        ):
            part["label"] = part_label
            for of_the_date in ("aria-invalid", "aria-describedby", "required"):
                part["attrs"].pop(of_the_date, None)
            if element_id:
                part["attrs"]["id"] = f"{element_id}_{part_name}"
            if label:
                part["attrs"]["aria-label"] = format_lazy("{}: {}", label, part_label)
        if element_id:
            widget["reading_id"] = f"{element_id}_reading"
            date["attrs"]["id"] = element_id
            date["attrs"]["aria-describedby"] = " ".join(
                filter(None, (date["attrs"].get("aria-describedby"), widget["reading_id"]))
            )
        widget |= {"date": date, "words": words, "basis": basis, "reading_url": reverse("core:date_read")}
        return context
