"""The calendar: months, agendas, and the addresses at which calendar programs read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View
from django.views.generic.edit import FormView

from casework.audit.choices import HowRead
from casework.audit.reads import note_read
from casework.cases.querysets import VIEW_CASE
from casework.workspace.calendar.ical import calendar_of, dates_of
from casework.workspace.calendar.pages import SPANS, CalendarPage, content_of
from casework.workspace.choices import CalendarShape, DateScope
from casework.workspace.models import CalendarFeed
from casework.workspace.services import create_feed, revoke_feed, sha256_of


class OfCalendar(PermissionRequiredMixin):
    """What belongs to whoever may see cases at all."""

    raise_exception = True
    permission_required = VIEW_CASE


class CalendarView(OfCalendar, TemplateView):
    """A month, or the days to come, as the address asks."""

    template_name = "workspace/calendar.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the days with their events, and the ways on from here."""
        page = CalendarPage.read(self.request.GET, timezone.localdate())
        return super().get_context_data(
            title=_("Calendar"),
            page=page,
            content=content_of(page, self.request.user),
            scopes=DateScope,
            shapes=[(shape, page.address(shape=shape)) for shape in CalendarShape],
            spans=[(span, page.address(shape=CalendarShape.AGENDA, span=span)) for span in SPANS],
            address_of_today=page.address(on=page.today),
            **context,
        )


class FeedForm(forms.ModelForm):
    """What a new feed is for and what it tells."""

    class Meta:
        model = CalendarFeed
        fields = ("name", "scope", "has_names")
        widgets = {"scope": forms.RadioSelect}


class FeedsView(OfCalendar, FormView):
    """The reader's feeds, and the form for another; the address of a new one is shown this once."""

    form_class = FeedForm
    template_name = "workspace/feeds.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the feeds, those that answer first."""
        feeds = CalendarFeed.objects.of(self.request.user)
        answering = feeds.answering()
        return super().get_context_data(
            title=_("Calendar feeds"), answering=answering, revoked=feeds.exclude(revoked_at=None), **context
        )

    def form_valid(self, form: FeedForm) -> HttpResponse:
        """Make the feed and show its address in the answer itself: nothing else ever holds it."""
        wanted = {name: form.cleaned_data[name] for name in form.Meta.fields}
        feed, token = create_feed(user=self.request.user, at=timezone.now(), **wanted)
        address = self.request.build_absolute_uri(reverse("workspace:calendar_feed", args=[token]))
        context = self.get_context_data(form=self.form_class(), made=feed, address=address)
        return self.render_to_response(context)


class FeedRevokeView(OfCalendar, DetailView):
    """Lets one of the reader's feeds answer no more."""

    template_name = "workspace/feed_revoke.html"
    context_object_name = "feed"

    def get_queryset(self) -> QuerySet[CalendarFeed]:
        """Return the reader's own feeds, and nobody else's."""
        return CalendarFeed.objects.of(self.request.user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the title."""
        return super().get_context_data(title=_("Revoke a calendar feed"), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke it."""
        try:
            feed = revoke_feed(feed=self.get_object(), at=timezone.now())
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            messages.success(request, _("The feed “%(name)s” answers no more.") % {"name": feed})
        return HttpResponseRedirect(reverse("workspace:feeds"))


@method_decorator(login_not_required, name="dispatch")
class CalendarFeedView(View):
    """What a calendar program reads: who has the address needs nothing else."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Answer with the dates that the feed's user may know of now; 404 where no feed answers."""
        feeds = CalendarFeed.objects.answering().select_related("user")
        feed = feeds.filter(token_sha256=sha256_of(token)).first()
        if feed is None:
            raise Http404
        events = dates_of(feed, today=timezone.localdate())
        note_read(
            request,
            HowRead.EXPORTED,
            model=feed._meta.label_lower,
            object_id=feed.pk,
            rows=len(events),
            is_restricted=any(case.is_restricted for event in events for case in event.cases),
            reader=feed.user,
        )
        ical = calendar_of(feed, events, at=timezone.now(), host=request.get_host())
        headers = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex"}
        return HttpResponse(ical, content_type="text/calendar; charset=utf-8", headers=headers)
