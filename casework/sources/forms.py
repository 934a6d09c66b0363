"""How files are added to a source by hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from casework.audit.forms import AuditedInlineFormSet, VersionedModelForm
from casework.sources import rules
from casework.sources.models import SourceFile
from casework.sources.services import examine_file


class SourceFileForm(VersionedModelForm):
    """One file to take in; what it is, is established from its content."""

    class Meta:
        model = SourceFile
        fields = ["file"]
        widgets = {
            "file": forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in rules.ACCEPTED)}),
        }

    def clean_file(self) -> File:
        """Refuse what is not taken in, and note what the file is."""
        upload = self.cleaned_data["file"]
        for name, value in examine_file(upload=upload)._asdict().items():
            setattr(self.instance, name, value)
        return upload

    def _get_validation_exclusions(self) -> set[str]:
        # The fingerprint is no field of the form, yet a source must not get the same file twice.
        return super()._get_validation_exclusions() - {"source", "sha256"}


class SourceFileFormSet(AuditedInlineFormSet):
    """The files to take in with one source."""

    def clean(self) -> None:
        """Refuse the same file twice in one go."""
        super().clean()
        taken: set[str] = set()
        for form in self.forms:
            fingerprint = form.instance.sha256
            if fingerprint and fingerprint in taken:
                form.add_error("file", ValidationError(_("This file stands here twice.")))
            taken.add(fingerprint)
