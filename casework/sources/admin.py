"""Where sources and their files are entered and read."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.audit.reads import note_opened
from casework.sources.forms import SourceForm
from casework.sources.models import Source, SourceFile
from casework.sources.querysets import may_have_originals
from casework.sources.services import take_in_files
from casework.sources.storage import kept_only_with_their_rows

ORIGINAL = _("original, with metadata")


class SourceFileInline(AuditedTabularInline):
    """The files taken in: read here, never replaced."""

    model = SourceFile
    fields = ["download", "original", "media_type", "size_in_words", "sha256", "clean_sha256"]
    readonly_fields = fields
    show_change_link = False

    def get_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        """Offer the originals only to whoever may have them."""
        names = super().get_fields(request, obj)
        return [name for name in names if name != "original" or may_have_originals(request.user)]

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    @admin.display(description=_("download"))
    def download(self, row: SourceFile) -> str:
        words = row.served_as.label
        return words if row.served is None else _link_to("sources_source_file", row, words)

    @admin.display(description=_("as evidence"))
    def original(self, row: SourceFile) -> str:
        if row.served == row.file:
            return ""
        return _link_to("sources_source_original", row, ORIGINAL)

    @admin.display(description=_("size"))
    def size_in_words(self, row: SourceFile) -> str:
        return filesizeformat(row.size)


@admin.register(Source)
class SourceAdmin(AuditedAdmin):
    """A source and the files that show it."""

    list_display = ["title", "kind", "publisher", "published", "language", "reliability", "confidentiality"]
    list_filter = ["kind", "language", "reliability", "confidentiality"]
    list_select_related = ["kind", "publisher"]
    search_fields = ["title", "author", "publisher__name", "publisher__native_name", "url"]
    search_help_text = _("Title, author, publisher or address.")
    form = SourceForm
    ordering = ["-published_earliest", "title", "-pk"]
    autocomplete_fields = ["publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["kind", "title", "publisher", "author", "published", "language"]}),
        (None, {"fields": ["url", "archive_url", "retrieved_on"]}),
        (None, {"fields": ["informant", "reliability", "confidentiality", "notes"]}),
        (None, {"fields": ["new_files"]}),
    ]
    inlines = [SourceFileInline]

    def describe(self, obj: Source) -> str:
        """Return the title, the publisher and when it was published."""
        facts = [obj.title, str(obj.publisher or obj.author), str(obj.published) if obj.published else ""]
        return " · ".join(fact for fact in facts if fact)

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> list[Any]:
        """Take in files from whoever may save the source."""
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        fieldsets = super().get_fieldsets(request, obj)
        return [one for one in fieldsets if may_save or "new_files" not in one[1]["fields"]]

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let no file stay on the disk where saving fails."""
        with kept_only_with_their_rows():
            return super().changeform_view(*args, **kwargs)

    def save_related(self, request: HttpRequest, form: SourceForm, formsets: Any, change: bool) -> None:
        """Take in the files, and name those that were refused."""
        super().save_related(request, form, formsets, change)
        for outcome in take_in_files(source=form.instance, uploads=form.cleaned_data["new_files"]):
            if outcome.refusal:
                messages.error(request, outcome.refusal)

    def get_urls(self) -> list[URLPattern]:
        """Add the two addresses from which files are served."""
        address = "<int:source_id>/files/<int:file_id>/"
        file, original = map(self.admin_site.admin_view, (self.file_view, self.original_view))
        return [
            path(address, file, name="sources_source_file"),
            path(f"{address}original/", original, name="sources_source_original"),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, source_id: int, file_id: int) -> FileResponse:
        """Serve the copy of a file to whoever may know of its source."""
        row = self._file(request, source_id, file_id)
        if row.served is None:
            raise Http404
        return _as_download(row.served, name=row.original_name, media_type=row.media_type)

    def original_view(self, request: HttpRequest, source_id: int, file_id: int) -> FileResponse:
        """Serve a file as it was taken in, under a name that warns of what is in it."""
        row = self._file(request, source_id, file_id)
        if not may_have_originals(request.user):
            raise PermissionDenied
        name = f"{ORIGINAL} - {row.original_name}"
        return _as_download(row.file, name=name, media_type=row.media_type)

    def _file(self, request: HttpRequest, source_id: int, file_id: int) -> SourceFile:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows: Any = SourceFile.objects.visible_to(request.user)
        row = get_object_or_404(rows, pk=file_id, source_id=source_id)
        note_opened(request, row)
        return row


def _link_to(page: str, row: SourceFile, words: str) -> SafeString:
    """Return a link to a page of the file that says of which file, to whoever hears it without its row."""
    address = reverse(f"admin:{page}", args=[row.source_id, row.pk])
    return format_html('<a href="{}" aria-label="{}: {}">{}</a>', address, words, row.original_name, words)


def _as_download(file: File, *, name: str, media_type: str) -> FileResponse:
    """Answer with a file to be kept and never shown."""
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
