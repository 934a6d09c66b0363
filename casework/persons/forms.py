"""How persons and organisations are entered, compared and merged by hand."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.audit.forms import AuditedModelForm
from casework.persons.models import Organisation, Person, Relationship
from casework.persons.services import Suspect, suspected_duplicates


class PersonForm(AuditedModelForm):
    """A person; before one is added, those who may be the same person are shown."""

    #: Who fills the form in; nobody is told of persons they may not know of.
    user: ClassVar[Any] = None

    somebody_else = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        label=_("This is somebody else"),
    )

    @cached_property
    def suspects(self) -> list[Suspect]:
        """Persons on record who may be the one being added."""
        if not self.is_bound or self.instance.pk or not self.cleaned_data.get("name"):
            return []
        return suspected_duplicates(
            names=[self.cleaned_data["name"], *self._typed_in_rows("names", "name")],
            born=self.cleaned_data["birth"],
            countries=self._typed_in_rows("nationalities", "country"),
            visible_to=self.user,
        )

    @property
    def suspect_numbers(self) -> str:
        """The numbers of the suspects, as the tick beside them gives them back."""
        return ",".join(str(suspect.person.pk) for suspect in self.suspects)

    @property
    def is_somebody_else(self) -> bool:
        """Whether somebody who saw all these suspects found that it is none of them."""
        seen = set(self.cleaned_data.get("somebody_else", "").split(","))
        return all(str(suspect.person.pk) in seen for suspect in self.suspects)

    def clean(self) -> dict[str, Any]:
        """Ask first whether the person is on record already."""
        cleaned = super().clean()
        if "birth" in cleaned and not self.is_somebody_else:
            self.add_error(
                None,
                ValidationError(
                    _("This person may be on record already. Look at those named below before you save."),
                    code="suspected_duplicates",
                ),
            )
        return cleaned

    def _typed_in_rows(self, prefix: str, field: str) -> list[str]:
        # The parts of a person are forms of their own; who is meant is told by both together.
        count = self.data.get(f"{prefix}-TOTAL_FORMS", "")
        rows = range(min(int(count), 50)) if count.isdecimal() else ()
        typed = (self.data.get(f"{prefix}-{row}-{field}", "").strip() for row in rows)
        return [value for value in typed if value]


class OrganisationForm(AuditedModelForm):
    """An organisation and the larger one that it belongs to."""

    def clean_parent(self) -> Organisation | None:
        """Refuse a circle of organisations that belong to one another."""
        parent = self.cleaned_data["parent"]
        above, passed = parent, {self.instance.pk}
        while above is not None:
            if above.pk in passed:
                raise ValidationError(
                    _("%(parent)s is itself part of this organisation."), params={"parent": parent}
                )
            passed.add(above.pk)
            above = above.parent
        return parent


class OtherPersonForm(forms.Form):
    """Whom a person is to be compared with."""

    def __init__(self, *args: Any, person: Person, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        link = Relationship._meta.get_field("other_person")
        self.fields["other"] = ComboboxField(
            queryset=Person.objects.visible_to(request.user).unmerged().exclude(pk=person.pk),
            label=_("Compare with"),
            widget=ComboboxSelect(link, admin.site, request),
            help_text=_("Nothing is merged before you have seen both side by side."),
        )


class ReasonForm(forms.Form):
    """Why something is done that changes who a record is about."""

    reason = forms.CharField(
        label=_("What shows it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history for good."),
    )


class MergeForm(ReasonForm):
    """What two records were found to be: one person, and under which record, or two people."""

    MERGE, DISTINCT = "merge", "distinct"

    finding = forms.ChoiceField(
        label=_("Finding"),
        widget=forms.RadioSelect,
        choices=[(MERGE, _("one person: merge the two")), (DISTINCT, _("two different people"))],
    )
    kept = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        required=False,
        empty_label=None,
        label=_("Record that stays"),
        widget=forms.RadioSelect,
        help_text=_(
            "When they are one person: everything that names the other record will name this one. "
            "It can be undone."
        ),
    )

    def __init__(self, *args: Any, persons: tuple[Person, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kept"].queryset = Person.objects.filter(pk__in=[person.pk for person in persons])
        self.fields["kept"].initial = min(person.pk for person in persons)
        self.fields["kept"].label_from_instance = lambda person: f"{person} (№ {person.pk})"

    def clean(self) -> dict[str, Any]:
        """Ask which record stays when they are one person."""
        cleaned = super().clean()
        if cleaned.get("finding") == self.MERGE and not cleaned.get("kept"):
            self.add_error("kept", _("Choose the record that stays."))
        return cleaned
