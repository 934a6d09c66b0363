"""Where sources and their files are entered and read."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.sources.forms import SourceFileForm, SourceFileFormSet
from casework.sources.models import Source, SourceFile


class SourceFileInline(AuditedTabularInline):
    """The files taken in: read here, never replaced."""

    model = SourceFile
    fields = ["download", "media_type", "size_in_words", "sha256"]
    readonly_fields = fields
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    @admin.display(description=_("file"))
    def download(self, row: SourceFile) -> SafeString:
        address = reverse("admin:sources_source_file", args=[row.source_id, row.pk])
        return format_html('<a href="{}">{}</a>', address, row.original_name)

    @admin.display(description=_("size"))
    def size_in_words(self, row: SourceFile) -> str:
        return filesizeformat(row.size)


class NewSourceFileInline(AuditedTabularInline):
    """Files to take in."""

    model = SourceFile
    form = SourceFileForm
    formset = SourceFileFormSet
    fields = ["file"]
    verbose_name = _("new file")
    verbose_name_plural = _("new files")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceFile]:
        """Begin with no row: those there are stand above, and stay as they are."""
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(AuditedAdmin):
    """A source and the files that show it."""

    list_display = ["title", "kind", "publisher", "published", "language", "reliability", "confidentiality"]
    list_filter = ["kind", "language", "reliability", "confidentiality"]
    list_select_related = ["kind", "publisher"]
    search_fields = ["title", "author", "publisher__name", "publisher__native_name", "url"]
    search_help_text = _("Title, author, publisher or address.")
    ordering = ["-published_earliest", "title", "-pk"]
    autocomplete_fields = ["publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["kind", "title", "publisher", "author", "published", "language"]}),
        (None, {"fields": ["url", "archive_url", "retrieved_on"]}),
        (None, {"fields": ["reliability", "confidentiality", "notes"]}),
    ]
    inlines = [SourceFileInline, NewSourceFileInline]

    def describe(self, obj: Source) -> str:
        """Return the title, the publisher and when it was published."""
        facts = [obj.title, str(obj.publisher or obj.author), str(obj.published) if obj.published else ""]
        return " · ".join(fact for fact in facts if fact)

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_urls(self) -> list[URLPattern]:
        """Add the one address from which a file is served."""
        return [
            path(
                "<int:source_id>/files/<int:file_id>/",
                self.admin_site.admin_view(self.file_view),
                name="sources_source_file",
            ),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, source_id: int, file_id: int) -> FileResponse:
        """Serve a file to be kept, never shown, to whoever may know of its source."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows: Any = SourceFile.objects.visible_to(request.user)
        row = rows.filter(pk=file_id, source_id=source_id).first()
        if row is None:
            raise Http404
        return FileResponse(
            row.file.open("rb"),
            as_attachment=True,
            filename=row.original_name,
            content_type=row.media_type,
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, no-store",
            },
        )
