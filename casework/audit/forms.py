"""Forms that know which version of a record they were opened on, and never overwrite a newer one."""

import dataclasses
import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.audit.models import Entry
from casework.audit.reading import row_from_entry, value_in_words
from casework.audit.row_choices import innermost, share_choices
from casework.core.forms import PartialDateModelForm

#: How the reader settles a field that both changed.
MINE, THEIRS = "mine", "theirs"


@dataclasses.dataclass(frozen=True)
class Conflict:
    """One field that two people changed to different values."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str
    choice_name: str
    choice: str


class VersionedModelForm(PartialDateModelForm):
    """A form over one version of a record; meets a newer version by merging field by field.

    A field that only they changed keeps their value, one that only you changed takes yours, and one that both
    changed differently is put to you, with everything you typed still in place.
    """

    opened_head = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["opened_head"].initial = self.instance.head_id.hex

    @cached_property
    def opened_entry(self) -> Entry | None:
        """The entry of the version the form was opened on, if a newer one stands by now."""
        if not self.is_bound or not self.instance.pk:
            return None
        try:
            opened = uuid.UUID(self._posted("opened_head"))
        except ValueError:
            return None
        if opened == self.instance.head_id:
            return None
        return Entry.objects.filter(
            pk=opened, model=self.instance._meta.label_lower, object_id=self.instance.pk
        ).first()

    @cached_property
    def current_head(self) -> str:
        """The head that stands now, as a conflict page names it."""
        return self.instance.head_id.hex if self.instance.pk else ""

    @cached_property
    def _before(self) -> models.Model:
        return row_from_entry(type(self.instance), self.opened_entry)

    @cached_property
    def _current_initial(self) -> dict[str, Any]:
        return model_to_dict(self.instance)

    @cached_property
    def changed_by_you(self) -> list[str]:
        """The record's fields in which what was posted differs from the version the form was opened on."""
        before = self._current_initial if self.opened_entry is None else model_to_dict(self._before)
        return [
            name
            for name, field in self.fields.items()
            if name in before and not field.disabled and field.has_changed(before[name], self[name].data)
        ]

    @cached_property
    def changed_by_them(self) -> list[str]:
        """The record's fields that others changed since the form was opened."""
        if self.opened_entry is None:
            return []
        before = model_to_dict(self._before)
        return [
            name for name in self.fields if name in before and before[name] != self._current_initial[name]
        ]

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """The fields that both changed, to different values."""
        return [
            Conflict(
                name=name,
                label=str(self.fields[name].label or name),
                before=value_in_words(self._before, name),
                theirs=self._stored_words[name],
                yours=self._typed_words(name),
                choice_name=self.add_prefix(f"settle-{name}"),
                choice=self._posted(f"settle-{name}"),
            )
            for name in self.changed_by_them
            if name in self.changed_by_you
            and self.fields[name].has_changed(self._current_initial[name], self[name].data)
        ]

    @cached_property
    def taken_over(self) -> list[tuple[str, str]]:
        """Label and value of each field that only they changed."""
        return [
            (str(self.fields[name].label or name), self._stored_words[name])
            for name in self.changed_by_them
            if name not in self.changed_by_you
        ]

    @cached_property
    def _stored_words(self) -> dict[str, str]:
        # Asked before the posted values are put on the instance.
        return {name: value_in_words(self.instance, name) for name in self.changed_by_them}

    @cached_property
    def is_settled(self) -> bool:
        """Whether a choice was made for every conflict, by someone who saw the version that stands now."""
        return self._posted("seen_head") == self.current_head and all(
            conflict.choice in {MINE, THEIRS} for conflict in self.conflicts
        )

    @cached_property
    def changed_data(self) -> list[str]:
        """What saving would change in the record as it stands now."""
        names = super().changed_data
        if self.opened_entry is not None:
            settled_theirs = {conflict.name for conflict in self.conflicts if conflict.choice == THEIRS}
            names = [name for name in names if name in self.changed_by_you and name not in settled_theirs]
        return [name for name in names if name not in {"opened_head", "reason"}]

    def full_clean(self) -> None:
        """Validate what was typed; a part that nobody touched stands as it is and is not looked up again."""
        super().full_clean()
        if self.is_bound and self.empty_permitted and self.instance.pk and not self.has_changed():
            self.cleaned_data = {
                field.name: getattr(self.instance, field.attname)
                for field in self.instance._meta.concrete_fields
                if field.name in self.fields
            }

    def _clean_fields(self) -> None:
        super()._clean_fields()
        if self.opened_entry is None:
            return
        kept = set(self.changed_by_them) - set(self.changed_by_you)
        if self.conflicts:
            if self.is_settled:
                kept |= {conflict.name for conflict in self.conflicts if conflict.choice == THEIRS}
            else:
                self.add_error(None, self._conflict_words())
        for name in kept:
            self._errors.pop(name, None)
            self.cleaned_data[name] = getattr(self.instance, name)

    def _conflict_words(self) -> ValidationError:
        return ValidationError(
            _("Someone else changed this record while you had it open. Choose above what is to stand."),
            code="conflict",
        )

    def _posted(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def _typed_words(self, name: str) -> str:
        bound = self[name]
        try:
            value = bound.field.clean(bound.data)
        except ValidationError:
            return str(bound.data)
        row = type(self.instance)()
        setattr(row, name, value)
        return value_in_words(row, name)


class AuditedModelForm(VersionedModelForm):
    """The form of a record: one reason at its foot speaks for the record and all its parts."""

    #: What the last attempt to save was refused for, if this form is shown again because of it.
    refusal: ClassVar[ValidationError | None] = None

    reason = forms.CharField(
        label=_("What changed, and why?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Kept in the history for good. Needed when you delete something, close a case, or change who may "
            "see a record or who it is about."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Say what the ledger refused."""
        cleaned = super().clean() or self.cleaned_data
        if self.refusal is not None:
            self.add_error("reason" if self.refusal.code == "reason_required" else None, self.refusal)
        return cleaned


class AuditedInlineFormSet(BaseInlineFormSet):
    """The parts of a record on its form, each knowing its own version."""

    #: Whether the rows stand in a table, where no control has a label beside it.
    labels_rows: ClassVar[bool] = False

    @cached_property
    def forms(self) -> list[VersionedModelForm]:
        """The rows, whose drop-downs were filled together."""
        rows = super().forms
        share_choices(rows)
        return rows

    def add_fields(self, form: VersionedModelForm, index: int | None) -> None:
        """Let each control of a table say its column and its row."""
        super().add_fields(form, index)
        if not self.labels_rows:
            return
        row = "__prefix__" if index is None else index + 1
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                label = _("%(column)s, row %(row)s") % {"column": capfirst(form[name].label), "row": row}
                innermost(field.widget).attrs["aria-label"] = label

    def _construct_form(self, i: int, **options: Any) -> VersionedModelForm:
        row = super()._construct_form(i, **options)
        if self.instance.pk:
            self.fk.set_cached_value(row.instance, self.instance)
        if row.instance.pk and row.opened_entry is None:
            row.empty_permitted = True
        return row

    def get_queryset(self) -> Any:
        """Return the rows in step with their forms, so that a row deleted meanwhile still shows its text."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    def clean(self) -> None:
        """Refuse to delete a part that someone else has changed, and say when a part is gone."""
        super().clean()
        for form in self.initial_forms:
            if form.instance.pk is None and not self._should_delete_form(form):
                raise ValidationError(
                    _(
                        "Someone else deleted one of these rows while you had the form open. What you typed "
                        "is still here: tick Delete to leave it out, or enter it again as a new row."
                    )
                )
        for form in self.deleted_forms:
            if form.instance.pk and form.opened_entry and form._posted("seen_head") != form.current_head:
                form.is_deletion_stale = True
                raise ValidationError(
                    _(
                        "%(row)s was changed by someone else while you had the form open. See the change "
                        "above, and save again if it is still to be deleted."
                    ),
                    params={"row": str(form.instance)},
                )
