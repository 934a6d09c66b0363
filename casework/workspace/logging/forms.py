"""The forms of a sheet: they collect and tell types apart, and leave it to the services what is valid."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import fields_for_model
from django.utils.functional import cached_property

from casework.audit.combobox import ComboboxField, chosen_key
from casework.audit.errors import ReasonRequiredError
from casework.audit.row_choices import LoadedChoices
from casework.workspace.logging.scene import Scene

#: What services say of the development on which a row hangs is said of its date.
ABOUT_THE_DATE = frozenset({"development", "began_by", "ended_by", "imposed_by"})
ROWS_AT_MOST = 100


class Refused(Exception):
    """A service refused what a part holds, which says so now; ``about_the_date`` is said of the date."""

    def __init__(self, about_the_date: Sequence[ValidationError] = ()) -> None:
        self.about_the_date = about_the_date
        super().__init__()


class SheetForm(forms.Form):
    """Some fields of the sheet, most of them worded by their model; checked only when the sheet is saved."""

    use_required_attribute = False
    model: ClassVar[type[models.Model]]
    #: The fields of the model that are asked for.
    asks: ClassVar[Sequence[str]] = ()
    #: For fields that not every answer to the first field asks for: the answers that do.
    shown_for: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, scene: Scene, is_checked: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scene, self.is_checked = scene, is_checked
        if self.asks:
            self.fields.update(fields_for_model(self.model, self.asks, formfield_callback=scene.field))
        self.arrange()
        for name, answers in self.shown_for.items():
            self.fields[name].shown_for, self.fields[name].required = answers, False
        for field in self.fields.values():
            # The stock template draws each option with templates of its own, countries and all.
            if field.widget.template_name == forms.Select.template_name:
                field.widget.template_name = "workspace/log/select.html"

    def arrange(self) -> None:
        """Fit the fields to the case and the kind."""

    def full_clean(self) -> None:
        """Check what was typed, unless the sheet is only shown again."""
        super().full_clean()
        if not self.is_checked:
            self._errors.clear()

    def given(self, *names: str) -> dict[str, Any]:
        """Return the values of the fields, by name."""
        return {name: self.cleaned_data[name] for name in names}

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Say next to the right field what a service refuses."""
        try:
            yield
        except ValidationError as refusal:
            named = getattr(refusal, "error_dict", None) or {NON_FIELD_ERRORS: refusal.error_list}
            about_the_date: list[ValidationError] = []
            if isinstance(refusal, ReasonRequiredError):
                named = {"reason": refusal.error_list}
            for name, errors in named.items():
                if name in ABOUT_THE_DATE and name not in self.fields:
                    about_the_date += errors
                else:
                    self.add_error(name if name in self.fields else None, errors)
            raise Refused(about_the_date) from refusal


class Rows(forms.BaseFormSet):
    """Any number of rows alike; one in which nothing is typed counts for nothing."""

    title: Any = ""
    row_title: Any = ""
    more: Any = ""

    def initial_form_count(self) -> int:
        return 0

    @cached_property
    def forms(self) -> list[SheetForm]:
        """The rows; what their searches have chosen is asked for once for all of them."""
        rows = super().forms
        for name, field in rows[0].fields.items() if rows else ():
            if isinstance(field, ComboboxField):
                keys = {str(chosen_key(row[name].value()) or "") for row in rows}
                found = field.queryset.filter(pk__in=[key for key in keys if key.isdecimal()])
                loaded = {str(record.pk): record for record in found}
                for row in rows:
                    row.fields[name].widget.choices = LoadedChoices(row.fields[name], loaded)
        return rows

    @property
    def filled(self) -> list[SheetForm]:
        """The rows in which something was typed."""
        return [row for row in self.forms if row.has_changed()]


def rows_of(form: type[SheetForm], *, title: Any, row_title: Any, more: Any, extra: int = 1) -> type[Rows]:
    """Return the set of rows of this form, with the words around them."""
    rows = forms.formset_factory(form, formset=Rows, extra=extra, max_num=ROWS_AT_MOST)
    rows.title, rows.row_title, rows.more = title, row_title, more
    return rows
