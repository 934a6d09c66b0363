"""How files are added to a source by hand."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.audit.forms import AuditedModelForm
from casework.sources import rules
from casework.sources.services import largest_file


class SeveralFilesInput(forms.FileInput):
    """Lets several files be chosen at once, of the kinds that are taken in."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        accepted = ",".join(f".{ending}" for ending in rules.ACCEPTED)
        super().__init__({"accept": accepted, **(attrs or {})})


def _limits_in_words() -> str:
    return gettext(
        "One or several, %(together)s in all and up to %(largest)s each: %(kinds)s. The original is kept as "
        "it is; whoever downloads the file is given a copy without metadata, where one can be made. Names "
        "beside comments and tracked changes stay in the copy."
    ) % {
        "together": filesizeformat(settings.REQUEST_MAX_BYTES),
        "largest": filesizeformat(largest_file()),
        "kinds": ", ".join(rules.ACCEPTED),
    }


class SourceFilesField(forms.FileField):
    """Files to take in with a source; what each of them is, the service establishes from its content."""

    widget = SeveralFilesInput

    def __init__(self) -> None:
        # An empty file is refused by the service, with its name.
        super().__init__(
            required=False,
            allow_empty_file=True,
            label=_("New files"),
            help_text=lazy(_limits_in_words, str)(),
        )

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        """Return the files that were chosen."""
        return [super(SourceFilesField, self).clean(upload, initial) for upload in data or []]


class SourceForm(AuditedModelForm):
    """A source, and the files to take in with it."""

    new_files = SourceFilesField()

    @property
    def changed_data(self) -> list[str]:
        """What saving would change in the source itself, of which its files are no part."""
        return [name for name in super().changed_data if name != "new_files"]

    def full_clean(self) -> None:
        """Ask for the files again where the form comes back."""
        super().full_clean()
        if self.is_bound and self._errors and self.cleaned_data.get("new_files"):
            self.add_error("new_files", _("Choose the files again: they were not kept."))
