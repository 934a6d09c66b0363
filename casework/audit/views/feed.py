"""The feed of acts, one act, and the feed as a file."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from casework.audit.choices import HowRead
from casework.audit.feed.filters import Asked
from casework.audit.feed.pages import all_stories, read_page
from casework.audit.models import ChangeSet, Entry
from casework.audit.reads import holds_restricted, note_read
from casework.audit.stories import Story, Telling, tell_entries, with_neighbours, with_parts
from casework.core import spreadsheets

ENTRIES_ON_A_PAGE = 100


class AuditPage(PermissionRequiredMixin):
    """What every page of the ledger demands of its reader."""

    permission_required = "audit.view_changeset"
    raise_exception = True


class OfFeed(AuditPage):
    """What the feed and its file know: how the address narrows it."""

    @cached_property
    def asked(self) -> Asked:
        """What the address asks for."""
        return Asked(self.request.GET, request=self.request)

    def shows_restricted(self, acts: Any) -> bool:
        """Say whether anything restricted is among what these acts did, as far as the feed tells of it."""
        return holds_restricted(
            Entry.objects.filter(self.asked.entries or Q(), change_set__in=acts).order_by()
        )


class FeedView(OfFeed, TemplateView):
    """The acts, newest first."""

    template_name = "audit/feed.html"

    def get(self, request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        """Leave out of the address what narrows nothing, as a form sends it along."""
        kept = {*self.asked.query, "before"} & {name for name in request.GET if request.GET[name]}
        if set(request.GET) - kept:
            query = self.asked.query.urlencode()
            return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
        return super().get(request, *args, **values)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring one page of the feed, and what narrows it."""
        page = read_page(self.asked, user=self.request.user, after=_as_id(self.request.GET.get("before")))
        note_read(
            self.request,
            HowRead.AUDITED,
            words=self.asked.query.urlencode(),
            rows=len(page.stories),
            is_restricted=self.shows_restricted([story.act.pk for story in page.stories]),
        )
        return super().get_context_data(
            title=_("Changes"),
            page=page,
            form=self.asked.form,
            chips=self.asked.chips,
            kept=self.asked.query,
            is_first="before" not in self.request.GET,
            kinds=spreadsheets.KINDS,
            **context,
        )


class FeedExportView(OfFeed, View):
    """What is asked of the feed as a file: a row for each field that changed."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Send the rows; what cannot be understood is said on the page."""
        if kind not in spreadsheets.KINDS:
            raise Http404
        words = self.asked.query.urlencode()
        if not self.asked.is_valid:
            return HttpResponseRedirect(reverse("audit:feed", query=self.asked.query))
        found = self.asked.found
        note_read(
            request,
            HowRead.EXPORTED,
            words=words,
            rows=found.count(),
            is_restricted=self.shows_restricted(found.order_by().values("pk")),
        )
        name = f"{_('changes')}-{timezone.localdate():%Y-%m-%d}"
        stories = all_stories(self.asked, user=request.user)
        return spreadsheets.file_of(_rows(stories), kind=kind, name=name)


class ActView(AuditPage, TemplateView):
    """One act, with all that it did."""

    template_name = "audit/act.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the act and a page of what it did."""
        act = get_object_or_404(ChangeSet, pk=self.kwargs["act"])
        entries = Entry.objects.filter(change_set=act)
        paginator = Paginator(with_neighbours(entries).order_by("pk"), ENTRIES_ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        tellings = tell_entries(list(page), user=self.request.user)
        note_read(
            self.request,
            HowRead.AUDITED,
            words=str(act.pk),
            rows=len(tellings),
            is_restricted=holds_restricted(entries),
        )
        shown = {
            "title": _("One act"),
            "act": act,
            "story": Story(act, with_parts(tellings), 0),
            "page": page,
            "pages": paginator.get_elided_page_range(page.number),
            "kept": self.request.GET,
        }
        return super().get_context_data(**{**context, **shown})


def _as_id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def _rows(stories: Iterator[Story]) -> Iterator[Sequence[Any]]:
    yield [
        str(head)
        for head in (
            *(_("When"), _("Who"), _("Role"), _("Through"), _("Reason"), _("What became of it")),
            *(_("Kind of record"), _("Number"), _("Record"), _("Version")),
            *(_("Field"), _("Before"), _("After"), _("Act")),
        )
    ]
    for story in stories:
        for telling in _flat(story.tellings):
            yield from _rows_of(story.act, telling)


def _rows_of(act: ChangeSet, telling: Telling) -> Iterator[Sequence[Any]]:
    entry = telling.entry
    common = [
        act.at.isoformat(timespec="seconds"),
        act.actor_name or _("nobody signed in"),
        act.actor_role,
        str(act.get_origin_display()),
        act.reason,
        str(entry.get_kind_display()),
        *(telling.kind, entry.object_id, telling.name, entry.version),
    ]
    if not telling.changes:
        yield [*common, "", "", "", str(act.pk)]
    for change in telling.changes:
        yield [*common, change.label, change.before, change.after, str(act.pk)]


def _flat(tellings: Sequence[Telling]) -> Iterator[Telling]:
    for telling in tellings:
        yield telling
        yield from _flat(telling.parts)
