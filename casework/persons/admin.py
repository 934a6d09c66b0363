"""Where persons and organisations are entered, compared and merged."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.audit.reads import note_opened
from casework.persons.choices import NameKind
from casework.persons.filters import NationalityFilter, OccurringCountryFilter
from casework.persons.forms import (
    MergeForm,
    OrganisationForm,
    OtherPersonForm,
    PersonForm,
    ReasonForm,
)
from casework.persons.models import (
    Affiliation,
    ContactDetail,
    DistinctPersons,
    Organisation,
    OrganisationStatus,
    Person,
    PersonMerge,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
)
from casework.persons.services import mark_distinct, merge_persons, suspects_of, unmerge_persons


class PersonNameInline(AuditedTabularInline):
    model = PersonName
    fields = ["kind", "name", "script", "language"]


class PersonNationalityInline(AuditedTabularInline):
    model = PersonNationality
    fields = ["country", "kind"]


class PersonOccupationInline(AuditedTabularInline):
    model = PersonOccupation
    fields = ["occupation", "began", "ended"]


class PersonAffiliationInline(AuditedTabularInline):
    model = Affiliation
    fields = ["organisation", "role", "role_words", "began", "ended"]
    autocomplete_fields = ["organisation"]


class RelationshipInline(AuditedTabularInline):
    model = Relationship
    fk_name = "person"
    fields = ["other_person", "kind"]
    autocomplete_fields = ["other_person"]


class RelationshipFromOthersInline(AuditedTabularInline):
    """Relationships recorded from the other side, to be read here and changed there."""

    model = Relationship
    fk_name = "other_person"
    fields = ["person", "kind"]
    verbose_name_plural = gettext_lazy("relationships recorded with others: this person is their …")

    def has_add_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False


class ContactDetailInline(AuditedTabularInline):
    """How to reach the person: on the form only for those who may read it."""

    model = ContactDetail
    fields = ["kind", "value", "notes"]


@admin.register(Person)
class PersonAdmin(AuditedAdmin):
    """A person with everything that tells who they are."""

    form = PersonForm
    change_form_template = "admin/persons/person/change_form.html"
    list_display = ["name", "native_name", "birth", "countries", "sex", "confidentiality"]
    list_filter = [NationalityFilter, "occupations__occupation", "sex", "confidentiality"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Any name of the person, in any script or spelling.")
    ordering = ["name", "-pk"]
    fieldsets = [
        (None, {"fields": ["name", "sex", "birth", "birthplace", "death"]}),
        (None, {"fields": ["notes", "confidentiality"]}),
    ]
    inlines = [
        PersonNameInline,
        PersonNationalityInline,
        PersonOccupationInline,
        PersonAffiliationInline,
        RelationshipInline,
        RelationshipFromOthersInline,
        ContactDetailInline,
    ]

    @admin.display(description=gettext_lazy("native name"))
    def native_name(self, person: Person) -> str:
        return ", ".join(row.name for row in person.names.all() if row.kind == NameKind.NATIVE)

    @admin.display(description=gettext_lazy("nationality"))
    def countries(self, person: Person) -> str:
        return ", ".join(str(row.country.name) for row in person.nationalities.all())

    def describe(self, obj: Person) -> str:
        """Return the name, the native name, the date of birth and the countries."""
        born = _("born %(day)s") % {"day": obj.birth} if obj.birth else ""
        facts = [obj.name, self.native_name(obj), born, self.countries(obj)]
        return " · ".join(fact for fact in facts if fact)

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    # What is shown

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """Find persons by any of their names; records merged into others are found under those."""
        return queryset.unmerged().matching(search_term), False

    def get_inlines(self, request: HttpRequest, obj: Person | None) -> Sequence[type]:
        """Leave out contact details, unless this user may read those of the person."""
        may_read = obj is None or Person.objects.entrusted_to(request.user).filter(pk=obj.pk).exists()
        inlines = super().get_inlines(request, obj)
        return [inline for inline in inlines if may_read or inline is not ContactDetailInline]

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Refuse for a record that was merged into another: it is kept as it was."""
        is_merged = obj is not None and obj.merged_into_id is not None
        return not is_merged and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        is_merged = obj is not None and obj.merged_into_id is not None
        return not is_merged and super().has_delete_permission(request, obj)

    # Saving

    def get_form(
        self, request: HttpRequest, obj: Person | None = None, change: bool = False, **options: Any
    ) -> Any:
        """Return the form, told who fills it in."""
        form = super().get_form(request, obj, change=change, **options)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fields(self, request: HttpRequest, obj: Person | None = None) -> Sequence[Any]:
        return [name for name in super().get_fields(request, obj) if name != "somebody_else"]

    def save_model(self, request: HttpRequest, obj: Person, form: PersonForm, change: bool) -> None:
        """Save the person, and remember from whom they were told apart."""
        super().save_model(request, obj, form, change)
        for suspect in form.suspects:
            mark_distinct(person=obj, other=suspect.person)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Add who may be the same person, and which records were merged into this one."""
        person = context.get("original")
        if person is not None:
            known = Person.objects.visible_to(request.user)
            is_merged = person.merged_into_id is not None
            context |= {
                "merged_persons": known.filter(merged_into=person),
                "merged_into": self._if_visible(request, person.merged_into),
                "may_merge": super().has_change_permission(request),
                "suspects": [] if is_merged else suspects_of(person=person, visible_to=request.user),
            }
        return super().render_change_form(request, context, *args, **options)

    def _if_visible(self, request: HttpRequest, person: Person | None) -> Person | None:
        if person is None:
            return None
        return Person.objects.visible_to(request.user).filter(pk=person.pk).first()

    # Merging

    def get_urls(self) -> list[URLPattern]:
        """Add the pages on which two records become one and are parted again."""
        return [
            path(
                "<int:person_id>/merge/",
                self.admin_site.admin_view(self.merge_view),
                name="persons_person_merge",
            ),
            path(
                "<int:person_id>/unmerge/",
                self.admin_site.admin_view(self.unmerge_view),
                name="persons_person_unmerge",
            ),
            *super().get_urls(),
        ]

    def merge_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Choose another record, see both side by side, and say what they are: one person or two people."""
        person = self._person_to_merge(request, person_id)
        if person.merged_into_id is not None:
            raise Http404
        choice = OtherPersonForm(request.GET or None, person=person, request=request)
        context = self._page(request, person, _("Compare %(person)s") % {"person": person})
        if not choice.is_valid():
            context |= {
                "form": choice,
                "media": self.media + choice.media,
                "suspects": suspects_of(person=person, visible_to=request.user),
            }
            return TemplateResponse(request, "admin/persons/person/merge_choose.html", context)
        other = choice.cleaned_data["other"]
        form = MergeForm(request.POST or None, persons=(person, other))
        if request.method == "POST" and form.is_valid() and self._settle(request, form, person, other):
            stays = form.cleaned_data["kept"] if form.cleaned_data["finding"] == MergeForm.MERGE else person
            return HttpResponseRedirect(stays.get_absolute_url())
        note_opened(request, other)
        context |= {"form": form, "other": other, "facts": self._facts(request, person, other)}
        return TemplateResponse(request, "admin/persons/person/merge.html", context)

    def unmerge_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Part a record from the one it was merged into, for a reason."""
        person = self._person_to_merge(request, person_id)
        kept = self._if_visible(request, person.merged_into)
        if kept is None:
            raise Http404
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            request.act.reason = form.cleaned_data["reason"]
            try:
                unmerge_persons(merged=person)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                words = _("%(person)s and %(kept)s are two records again.")
                messages.success(request, words % {"person": person, "kept": kept})
                return HttpResponseRedirect(person.get_absolute_url())
        note_opened(request, kept)
        context = self._page(request, person, _("Undo the merge of %(person)s") % {"person": person})
        return TemplateResponse(
            request, "admin/persons/person/unmerge.html", {**context, "form": form, "kept": kept}
        )

    def _person_to_merge(self, request: HttpRequest, person_id: int) -> Person:
        person = self.get_object(request, str(person_id))
        if person is None:
            raise Http404
        if not super().has_change_permission(request):
            raise PermissionDenied
        return person

    def _page(self, request: HttpRequest, person: Person, title: str) -> dict[str, Any]:
        note_opened(request, person)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "person": person,
            "media": self.media,
        }

    def _settle(self, request: HttpRequest, form: Form, person: Person, other: Person) -> bool:
        request.act.reason = form.cleaned_data["reason"]
        try:
            if form.cleaned_data["finding"] == MergeForm.DISTINCT:
                mark_distinct(person=person, other=other)
                words = _("%(person)s and %(other)s are known to be two people.")
            else:
                kept = form.cleaned_data["kept"]
                merge_persons(kept=kept, merged=other if kept == person else person)
                words = _("%(person)s and %(other)s are one record now.")
        except ValidationError as error:
            form.add_error(None, error)
            return False
        messages.success(request, words % {"person": person, "other": other})
        return True

    def _facts(self, request: HttpRequest, *persons: Person) -> list[tuple[str, list[str]]]:
        """Return each fact's label with what is recorded of it for either person."""
        label = Person._meta.get_field
        facts = [
            (str(label(name).verbose_name), [str(getattr(person, name) or "") for person in persons])
            for name in ("name", "birth", "birthplace", "death", "notes")
        ]
        facts.insert(1, (str(label("sex").verbose_name), [person.get_sex_display() for person in persons]))
        for part in (PersonName, PersonNationality, PersonOccupation, Affiliation, Relationship):
            rows = part.objects.visible_to(request.user).filter(person__in=persons)
            links = {field.name for field in part._meta.concrete_fields if field.is_relation} - {"head"}
            rows = list(rows.select_related(*links))
            cells = ["; ".join(str(row) for row in rows if row.person_id == person.pk) for person in persons]
            facts.append((str(part._meta.verbose_name_plural), cells))
        return [(label, cells) for label, cells in facts if any(cells)]


class OrganisationStatusInline(AuditedTabularInline):
    model = OrganisationStatus
    fk_name = "organisation"
    fields = ["status", "began", "ended", "decided_by", "words"]
    autocomplete_fields = ["decided_by"]


class OrganisationAffiliationInline(AuditedTabularInline):
    model = Affiliation
    fields = ["person", "role", "role_words", "began", "ended"]
    autocomplete_fields = ["person"]


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    """An organisation, how the law treats it, and who belongs to it."""

    form = OrganisationForm
    list_display = ["name", "native_name", "kind", "country", "place", "parent"]
    list_filter = ["kind", OccurringCountryFilter]
    list_select_related = ["parent"]
    search_fields = ["name", "native_name"]
    ordering = ["name", "-pk"]
    autocomplete_fields = ["parent"]
    fieldsets = [
        (None, {"fields": ["name", "native_name", "kind", "country", "place", "parent", "notes"]}),
    ]
    inlines = [OrganisationStatusInline, OrganisationAffiliationInline]

    def describe(self, obj: Organisation) -> str:
        """Return the name, the native name, the kind and the country."""
        facts = [obj.name, obj.native_name, obj.get_kind_display(), str(obj.country.name)]
        return " · ".join(fact for fact in facts if fact)


class FindingAdmin(AuditedAdmin):
    """Something found of two persons on the page that compares them; here it is only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DistinctPersons)
class DistinctPersonsAdmin(FindingAdmin):
    """Persons told apart; deleting the finding lets them be suspected, and merged, again."""

    list_display = ["first", "second"]
    list_select_related = ["first", "second"]
    fields = ["first", "second"]
    search_fields = ["first__name", "second__name"]


@admin.register(PersonMerge)
class PersonMergeAdmin(FindingAdmin):
    """Merges as they were done and undone; undoing starts from the merged person."""

    list_display = ["merged", "kept", "is_undone"]
    list_filter = ["is_undone"]
    list_select_related = ["merged", "kept"]
    fields = ["merged", "kept", "is_undone"]
    search_fields = ["merged__name", "kept__name"]

    def has_delete_permission(self, request: HttpRequest, obj: PersonMerge | None = None) -> bool:
        return False
