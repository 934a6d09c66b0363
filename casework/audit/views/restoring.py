"""Putting back what was recorded, by those whom a director trusted with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from casework.audit.choices import Kind
from casework.audit.errors import StaleRecordError
from casework.audit.ledger import journal
from casework.audit.models import AuditedModel, Entry
from casework.audit.naming import Names, latest_entries
from casework.audit.reading import FieldChange, changes_between
from casework.audit.reads import note_entry
from casework.audit.restoring import GonePart, gone_parts, restore_deleted, restore_fields
from casework.audit.stories import history_address, link_names, linked_by
from casework.audit.views.feed import AuditPage


class RestoreForm(forms.Form):
    """What is to be put back, and why."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("What is put back"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stays on record with the restoration."),
    )


class RestoreView(AuditPage, FormView):
    """What an entry recorded beside what stands today; what is chosen of it is put back as a new act."""

    form_class = RestoreForm
    template_name = "audit/restore.html"
    permission_required = ("audit.view_changeset", "audit.restore_record")

    @cached_property
    def entry(self) -> Entry:
        """The entry that the address names; of a record that is gone, the entry of its deletion."""
        entry = get_object_or_404(Entry.objects.select_related("change_set"), pk=self.kwargs["entry"])
        if not self.model_of(entry).is_restorable:
            raise Http404
        if self.row_of(entry) is None:
            key = (entry.model, entry.object_id)
            gone = latest_entries([key], kind=Kind.DELETED).select_related("change_set")
            entry = get_object_or_404(gone)
        if entry.is_erased:
            raise Http404
        return entry

    def model_of(self, entry: Entry) -> type[AuditedModel]:
        """Return the kind of record that the entry describes."""
        return apps.get_model(entry.model)

    def row_of(self, entry: Entry) -> AuditedModel | None:
        """Return the record as it stands; None where it is gone, 404 where the reader may not know of it."""
        model = self.model_of(entry)
        row = model.objects.visible_to(self.request.user).filter(pk=entry.object_id).first()
        if row is None and model._base_manager.filter(pk=entry.object_id).exists():
            raise Http404
        return row

    @cached_property
    def row(self) -> AuditedModel | None:
        """The record as it stands, if it stands."""
        return self.row_of(self.entry)

    @cached_property
    def differences(self) -> Sequence[FieldChange]:
        """The fields, but those that only services write, in which the record differs from the entry."""
        if self.row is None:
            return []
        model = type(self.row)
        versions = (journal(model).values_of(self.row), self.entry.read())
        names = Names(linked_by(model, versions), user=self.request.user)
        changes = changes_between(model, *versions, link_names(model, versions, names))
        return [change for change in changes if model._meta.get_field(change.name).editable]

    @cached_property
    def parts(self) -> Sequence[GonePart]:
        """The deleted records that hung on a deleted one."""
        return gone_parts(self.entry) if self.row is None else []

    @cached_property
    def names(self) -> Names:
        """The names of the record and of what would come back with it."""
        entries = [self.entry, *(part.entry for part in self.parts)]
        return Names([(entry.model, entry.object_id) for entry in entries], user=self.request.user)

    @property
    def standing(self) -> str:
        """What stands, or was deleted last, as the form remembers it."""
        return str(self.row.head_id if self.row else self.entry.pk)

    @property
    def title(self) -> str:
        """What is to be restored, in words."""
        return _("Restore %(record)s") % {"record": self.names[self.entry.model, self.entry.object_id]}

    def get_form(self, form_class: Any = None) -> RestoreForm:
        """Offer the fields that differ, or the parts that are gone."""
        form = super().get_form(form_class)
        form.fields["chosen"].choices = [
            *((change.name, change.label) for change in self.differences),
            *((part.key, self.names[part.entry.model, part.entry.object_id]) for part in self.parts),
        ]
        return form

    def get_initial(self) -> dict[str, Any]:
        """Tick every field, and the parts that went together with their whole."""
        return {
            "chosen": [
                *(change.name for change in self.differences),
                *(part.key for part in self.parts if part.went_together),
            ],
        }

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring what would change."""
        note_entry(self.request, self.entry)
        ticked = set(context.get("form", self.get_form())["chosen"].value() or ())
        return super().get_context_data(
            title=self.title,
            entry=self.entry,
            is_gone=self.row is None,
            standing=self.standing,
            differences=[(change, change.name in ticked) for change in self.differences],
            parts=[
                (part, part.entry, self.names[part.entry.model, part.entry.object_id], part.key in ticked)
                for part in self.parts
            ],
            history=history_address(self.entry.model, self.entry.object_id, user=self.request.user),
            **context,
        )

    def post(self, request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        """Put back what is chosen, or say why it cannot be; then everything typed comes back."""
        form = self.get_form()
        is_valid = form.is_valid()
        if request.POST.get("opened_head") != self.standing:
            # What could be chosen then may not be what can be chosen now.
            form.errors.pop("chosen", None)
            form.add_error(None, str(StaleRecordError(self.names[self.entry.model, self.entry.object_id])))
            return self.form_invalid(form)
        if not is_valid:
            return self.form_invalid(form)
        request.act.reason = form.cleaned_data["reason"]
        try:
            self._restore(form.cleaned_data["chosen"])
        except StaleRecordError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            messages.success(request, _("What was chosen is restored, as a new act."))
            address = history_address(self.entry.model, self.entry.object_id, user=self.request.user)
            return HttpResponseRedirect(address or reverse("audit:feed"))
        return self.form_invalid(form)

    def _restore(self, chosen: Sequence[str]) -> None:
        if self.row is None:
            parts = [part.entry for part in self.parts if part.key in set(chosen)]
            restore_deleted(entries=[self.entry, *parts])
            return
        if not chosen:
            raise ValidationError(_("Choose what is to be put back."))
        restore_fields(row=self.row, entry=self.entry, fields=chosen)
