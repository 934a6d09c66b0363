"""A field whose record is searched for by name: while a person types, or once the form is sent.

The select holds what is chosen and nothing else. With JavaScript it becomes a combobox that asks the admin's
autocomplete; without, a text beside it is posted as `<name>-typed` and answered here by the same search.
"""

import copy
import dataclasses
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.keys import as_key

OFFERED_AT_MOST = 20


@dataclasses.dataclass(frozen=True)
class Unsettled:
    """A typed text that names no record, or several; what the select said stands beside it."""

    typed: str
    chosen: str
    offered: tuple[models.Model, ...]

    def __str__(self) -> str:
        return f"“{self.typed}”"


def chosen_key(value: Any) -> Any:
    """Return the key of the record that the select holds, whatever was typed beside it."""
    return value.chosen if isinstance(value, Unsettled) else value


class ComboboxField(forms.ModelChoiceField):
    """A choice among the records that the person may see, by key or by a typed name."""

    default_error_messages = {
        "several": _("More than one record fits “%(typed)s”. Choose one of those offered now, or type more."),
        "nothing": _("Nothing was found for “%(typed)s”. Check the spelling, or type less of it."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.widget.label = self.label

    def to_python(self, value: Any) -> models.Model | None:
        if isinstance(value, Unsettled):
            code = "several" if value.offered else "nothing"
            raise ValidationError(self.error_messages[code], code=code, params={"typed": value.typed})
        return super().to_python(value)


class ComboboxSelect(AutocompleteSelect):
    """A select of what is chosen, which `js/combobox.js` makes searchable. Belongs to a ComboboxField.

    `label` is the name of the field, which the text beside the select repeats for those who hear the page.
    """

    template_name = "audit/widgets/combobox.html"
    label: Any = None

    class Media:
        extend = False
        css = {"all": ["css/combobox.css"]}
        js = [
            forms.Script(
                "js/combobox.js",
                type="module",
                **{
                    "data-searching": _("Searching…"),
                    "data-found": _("Found: {count}"),
                    "data-more": _("Found: {count}, and more further down"),
                    "data-nothing": _("Nothing found"),
                    "data-failed": _("The search did not answer. Type again, or reload the page."),
                    "data-clear": _("Clear {field}"),
                    "data-unsettled": _("Nothing is chosen yet: this is looked up when you save."),
                },
            )
        ]

    def __init__(self, field: models.Field, admin_site: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(field, admin_site, **options)
        self.request = request
        # Shared by the widget's copies in the rows of one form, which ask for the same field.
        self._found: dict[str, tuple[models.Model, ...]] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the key that was chosen, the key of the one record that was typed, or what is unsettled."""
        chosen = super().value_from_datadict(data, files, name)
        typed = (data.get(f"{name}-typed") or "").replace("\0", "").strip()
        if not typed:
            return chosen
        offered = self._search(typed)
        keys = [str(self.choices.field.prepare_value(row)) for row in offered]
        if len(keys) == 1:
            return keys[0]
        if chosen in keys and data.get(f"{name}-offered") == typed:
            return chosen
        return Unsettled(typed, chosen or "", offered)

    def _search(self, typed: str) -> tuple[models.Model, ...]:
        if typed not in self._found:
            # Asked as the page itself would ask, so that both find the same.
            asked = copy.copy(self.request)
            asked.resolver_match = resolve(self.get_url())
            asked.GET = QueryDict(urlencode({**self._question, "term": typed}))
            view = AutocompleteJsonView(admin_site=self.admin_site)
            view.setup(asked)
            view.term, view.model_admin, view.source_field, _key = view.process_request(asked)
            acceptable = self.choices.field.queryset.order_by().values("pk")
            found = view.get_queryset().filter(pk__in=acceptable) if view.has_perm(asked) else ()
            self._found[typed] = tuple(found[:OFFERED_AT_MOST])
        return self._found[typed]

    @property
    def _question(self) -> dict[str, str]:
        opts = self.field.model._meta
        return {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": self.field.name}

    def use_required_attribute(self, initial: Any) -> bool:
        """Let a browser without JavaScript send the empty select, whose answer is typed beside it."""
        return False

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say where to search, in place of what the stock script is told."""
        attrs = super(AutocompleteMixin, self).build_attrs(base_attrs, extra_attrs)
        # The links around the widget let Django demand a choice all the same.
        attrs.pop("required", None)
        if self.is_required:
            attrs["aria-required"] = "true"
        attrs |= {"class": "combobox-select", "data-url": f"{self.get_url()}?{urlencode(self._question)}"}
        return attrs

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what was typed, and what was found for it."""
        chosen = chosen_key(value)
        # What is no key names no record, and is not even looked for.
        context = super().get_context(name, chosen if as_key(str(chosen)) is not None else None, attrs)
        widget = context["widget"]
        options = widget["optgroups"][0][1]
        if not any(option["selected"] for option in options) and self.is_required:
            options.insert(0, self.create_option(name, "", "", False, 0))
        if isinstance(value, Unsettled):
            field = self.choices.field
            for row in value.offered:
                key = field.prepare_value(row)
                if str(key) != value.chosen:
                    label = field.label_from_instance(row)
                    options.append(self.create_option(name, key, label, False, len(options)))
            widget["attrs"]["data-typed"] = widget["typed"] = value.typed
            widget["is_offering"] = bool(value.offered)
        label = widget["attrs"].get("aria-label") or self.label
        widget["typed_label"] = format_lazy("{}, {}", label, _("or type a name"))
        return context
