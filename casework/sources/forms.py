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


class SourceFileFormSet(AuditedInlineFormSet):
    """The files to take in with one source."""

    def clean(self) -> None:
        """Refuse a file that the source has already, among those there or among these."""
        super().clean()
        known = set()
        if self.instance.pk:
            known.update(SourceFile.objects.filter(source=self.instance).values_list("sha256", flat=True))
        for form in self.forms:
            fingerprint = form.instance.sha256
            if fingerprint in known:
                form.add_error("file", ValidationError(_("This source already has this file.")))
            elif fingerprint:
                known.add(fingerprint)
