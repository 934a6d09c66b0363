"""The files: all that is known of one case, person, organisation or source."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.generic import DetailView

from casework.audit.choices import HowRead
from casework.audit.reads import note_opened
from casework.cases.models import Case, EmergencyAccess
from casework.cases.querysets import as_yes_or_no, is_named_where_restricted, is_restricted
from casework.cases.services import may_ask_to_unrestrict
from casework.persons.models import Organisation, Person
from casework.sources.models import Source
from casework.workspace.files.case import Asked, read_case_file
from casework.workspace.files.person import read_person_file
from casework.workspace.files.uses import read_organisation_file, read_source_file
from casework.workspace.recent import remember_reading
from casework.workspace.views.recorded import CaseAsRecordedView


class FileView(PermissionRequiredMixin, DetailView):
    """One record's file, for whoever may know of the record."""

    raise_exception = True
    context_object_name = "record"
    how = HowRead.OPENED

    def get_queryset(self) -> Any:
        """Return the records of this kind that the reader may know of."""
        return self.model._default_manager.visible_to(self.request.user)

    def cases_shown(self) -> Mapping[int | None, bool] | None:
        """Return the cases that the file shows, and whether it is restricted, where that is known already."""
        return None

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add the day, and the address of this page, to which editing returns; note that it was read."""
        remember_reading(self.request, self.object)
        note_opened(self.request, self.object, how=self.how, cases=self.cases_shown())
        return super().get_context_data(
            title=str(self.object),
            today=timezone.localdate(),
            here=self.request.get_full_path(),
            **values,
        )


class CaseFileView(FileView):
    """A case: where the people in it stand, what happened, and what is being done."""

    model = Case
    permission_required = "cases.view_case"
    slug_field = slug_url_kwarg = "reference"
    template_name = "workspace/case_file.html"

    def dispatch(self, request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        """Show the case as it was recorded on a day where the address names one."""
        if "recorded" in request.GET:
            return CaseAsRecordedView.as_view()(request, *args, **values)
        return super().dispatch(request, *args, **values)

    def get_queryset(self) -> QuerySet[Case]:
        """Bring along the people, the team and the situations that the reader may know of."""
        user = self.request.user
        return Case.objects.for_file(user).annotate(shows_restricted=as_yes_or_no(is_restricted(Case, user)))

    @property
    def how(self) -> HowRead:
        """Whether it is asked for on paper, as a way on the page itself does."""
        return HowRead.PRINTED if "print" in self.request.GET else HowRead.OPENED

    def cases_shown(self) -> Mapping[int | None, bool]:
        """Return the case itself."""
        return {self.object.pk: self.object.shows_restricted}

    def emergencies(self) -> Sequence[EmergencyAccess]:
        """Return to whom else the case stands open just now, and for how long."""
        if not self.object.is_restricted:
            return []
        opened = EmergencyAccess.objects.visible_to(self.request.user).filter(case=self.object)
        return list(opened.running_at(timezone.now()).for_list())

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add the file, with the chronology as the address asks for it."""
        file = read_case_file(
            case=self.object,
            user=self.request.user,
            on=timezone.localdate(),
            asked=Asked.of(self.request.GET),
        )
        return super().get_context_data(
            file=file,
            case=self.object,
            case_query=f"case={self.object.pk}",
            emergencies=self.emergencies(),
            may_unrestrict=may_ask_to_unrestrict(self.request.user, self.object),
            is_print=self.how == HowRead.PRINTED,
            **values,
        )


class PersonFileView(FileView):
    """A person, across the cases that the reader may know of."""

    model = Person
    permission_required = "persons.view_person"
    template_name = "workspace/person_file.html"

    def get_queryset(self) -> QuerySet[Person]:
        """Bring along what tells namesakes apart."""
        return super().get_queryset().for_list()

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add the file as it stands today."""
        file = read_person_file(person=self.object, user=self.request.user, on=timezone.localdate())
        return super().get_context_data(file=file, person_query=f"person={self.object.pk}", **values)


class OrganisationFileView(FileView):
    """An organisation, and where it turns up."""

    model = Organisation
    permission_required = "persons.view_organisation"
    template_name = "workspace/organisation_file.html"

    def get_queryset(self) -> QuerySet[Organisation]:
        """Bring along the larger organisation, and whether something restricted names this one."""
        is_named = as_yes_or_no(is_named_where_restricted(Organisation, self.request.user))
        return super().get_queryset().for_list().annotate(shows_restricted=is_named)

    def cases_shown(self) -> Mapping[int | None, bool]:
        """Return no case by itself: of many, only the latest are named."""
        return {None: True} if self.object.shows_restricted else {}

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add where the organisation turns up."""
        file = read_organisation_file(organisation=self.object, user=self.request.user)
        return super().get_context_data(file=file, **values)


class SourceFileView(FileView):
    """A source, its files, and what it is cited for."""

    model = Source
    permission_required = "sources.view_source"
    template_name = "workspace/source_file.html"

    def get_queryset(self) -> QuerySet[Source]:
        """Bring along the kind and the publisher."""
        return super().get_queryset().for_list()

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add what the source is cited for."""
        file = read_source_file(source=self.object, user=self.request.user)
        return super().get_context_data(file=file, **values)
