"""Where it is known from: sources on record, a new one with its files, or none yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.choices import Stance
from casework.cases.models import Citation
from casework.cases.services import cite
from casework.sources.forms import SourceFilesField
from casework.sources.models import Source
from casework.sources.services import FileRefused, record_source, take_in_file
from casework.workspace.logging.forms import Refused, SheetForm, rows_of
from casework.workspace.logging.parts import Part, Record

NEW_SOURCE = ("kind", "title", "publisher", "published", "url", "confidentiality")
#: Whoever types one of these means to record a source.
TELLING = ("title", "url", "publisher", "files")


class CitationRow(SheetForm):
    """What a source on record says of it."""

    model = Citation
    asks = ("source", "locator", "stance", "says")


class NewSourceForm(SheetForm):
    """A source that is not on record yet, with its files."""

    model = Source
    asks = NEW_SOURCE
    field_order = ("title", "kind", "publisher", "published", "url", "locator", "confidentiality", "files")

    def arrange(self) -> None:
        """Ask for nothing unless a source is meant, and keep it as close as its case."""
        for name in NEW_SOURCE:
            self.fields[name].required = False
        self.fields["confidentiality"].initial = self.scene.case.confidentiality
        self.fields["locator"] = self.scene.field(Citation._meta.get_field("locator"))
        self.fields["files"] = SourceFilesField()
        self.fields["files"].widget.attrs["class"] = "log-files"
        self.order_fields(self.field_order)

    @property
    def is_meant(self) -> bool:
        """Whether a source is to be recorded."""
        return any(self.cleaned_data.get(name) for name in TELLING)

    @property
    def is_begun(self) -> bool:
        """Whether something of it is typed, right or wrong."""
        return self.is_bound and self.has_changed()

    def ask_for_files_again(self) -> None:
        """Name the files, which no browser sends a second time by itself."""
        if names := [upload.name for upload in self.files.getlist(self.add_prefix("files"))]:
            words = _("Choose these files again, they were not kept: %(names)s.")
            self.add_error("files", ValidationError(words, params={"names": ", ".join(names)}))


class NoSourceForm(SheetForm):
    """The admission that nothing is at hand yet."""

    none = forms.BooleanField(label=_("There is no source yet"), required=False)


class SourcesPart(Part):
    """What tells of it."""

    name = "sources"
    title = _("Sources")

    Citations = rows_of(
        CitationRow, title=_("On record"), row_title=_("Source"), more=_("Add a source on record")
    )

    def build(self) -> None:
        self.rows = [self.make_rows(self.Citations, "cited")]
        self.no_source = self.make_form(NoSourceForm)
        may_add = self.scene.user.has_perms(["sources.add_source", "sources.add_sourcefile"])
        self.new = self.make_form(NewSourceForm, "new") if may_add else None

    @property
    def checked(self) -> list[Any]:
        return [*self.rows, self.no_source, *([self.new] if self.new else [])]

    def is_valid(self) -> bool:
        """Also whether there is a source, or the word that there is none."""
        if not super().is_valid():
            return False
        is_new_meant = self.new is not None and self.new.is_meant
        if not (self.rows[0].filled or is_new_meant or self.no_source.cleaned_data["none"]):
            words = _("Say where this is known from, or tick that there is no source yet.")
            self.no_source.add_error("none", words)
        return not self.no_source.errors

    def save(self, record: Record) -> None:
        cited = self.rows[0].filled
        for row in cited:
            with row.speaking():
                cite(target=record.development, **row.given(*row.asks))
        count = len(cited)
        if self.new is not None and self.new.is_meant:
            self._record_new(record)
            count += 1
        if count:
            record.said.append(ngettext("%(count)d source", "%(count)d sources", count) % {"count": count})
        else:
            record.said.append(_now("no source yet"))

    def _record_new(self, record: Record) -> None:
        with self.new.speaking():
            source = record_source(**self.new.given(*NEW_SOURCE))
            cite(
                target=record.development,
                source=source,
                stance=Stance.SUPPORTS,
                **self.new.given("locator"),
            )
        refusals = []
        for upload in self.new.cleaned_data["files"]:
            try:
                take_in_file(source=source, upload=upload)
            except FileRefused as refusal:
                refusals.append(refusal)
        if refusals:
            self.new.add_error("files", refusals)
            raise Refused
