"""The admin in which every record is edited: scoped to who asks, versioned, and accountable."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import HowRead
from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.audit.errors import DependentRowsError, ReasonRequiredError, StaleRecordError
from casework.audit.forms import AuditedInlineFormSet, AuditedModelForm, VersionedModelForm
from casework.audit.histories import read_history
from casework.audit.ledger import dependents_of
from casework.audit.models import AuditedModel, Entry
from casework.audit.reads import note_opened
from casework.audit.refusals import broken_constraint
from casework.core.keys import as_key
from casework.core.returning import return_address

__all__ = ["AuditedAdmin", "AuditedStackedInline", "AuditedTabularInline"]


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """Offers only what the person may see and what occurs in the list."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        """Return the choices that occur among the rows this person may see."""
        related = field.remote_field.model._default_manager.all()
        if hasattr(related, "visible_to"):
            related = related.visible_to(request.user)
        occurring = model_admin.get_queryset(request).order_by().values(self.field_path)
        return [(row.pk, str(row)) for row in related.filter(pk__in=occurring)]


class ScopedOptions:
    """What an admin and its inlines share: rows, links and drop-downs begin with what the person may see."""

    formset = AuditedInlineFormSet
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Return the rows this person may know of."""
        rows = super().get_queryset(request)
        visible = self.model._default_manager.visible_to(request.user)
        return visible.order_by(*rows.query.order_by) if rows.query.order_by else visible

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        """Ask for a day as the browser does, in place of the stock calendar."""
        if db_field.get_internal_type() == "DateField":
            options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **options: Any
    ) -> Any:
        """Offer, and accept, only rows this person may know of."""
        related = db_field.remote_field.model
        described_by = self.admin_site._registry.get(related)
        is_described = isinstance(described_by, AuditedAdmin)
        if "queryset" not in options and issubclass(related, AuditedModel):
            visible = related._default_manager.visible_to(request.user)
            options["queryset"] = described_by.to_describe(request, visible) if is_described else visible
        if db_field.name in self.get_autocomplete_fields(request):
            options["form_class"] = ComboboxField
            options["widget"] = ComboboxSelect(db_field, self.admin_site, request)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if field is not None and is_described:
            field.label_from_instance = described_by.describe
        return field


class AuditedAdmin(ScopedOptions, admin.ModelAdmin):
    """A record's pages: list, form, history, deletion.

    What the person may not see answers 404. Saving writes one change set with one reason; a record that
    changed since the form was opened is merged or put to the person; history is shown and never written.
    """

    form: type[forms.ModelForm] = AuditedModelForm
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/audited_change_form.html"
    delete_confirmation_template = "admin/audited_delete_confirmation.html"

    @property
    def media(self) -> forms.Media:
        """The stock scripts but those that write slugs, which no record has and which weigh the most."""
        minified = "" if settings.DEBUG else ".min"
        names = (
            f"vendor/jquery/jquery{minified}",
            "jquery.init",
            "core",
            "admin/RelatedObjectLookups",
            "actions",
        )
        return forms.Media(js=[f"admin/js/{name}.js" for name in names])

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Return the rows this person may know of, with what the list and a description name."""
        return self.to_describe(request, super().get_queryset(request))

    def describe(self, obj: Any) -> str:
        """Return enough of the record to tell it from its namesakes, for drop-downs and autocompletes."""
        return str(obj)

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Return the rows with what listing and describing them reads, and this person may know."""
        return rows

    # What may be seen

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        """Let every filter over a link offer only what this person may see."""
        return [self._scoped_filter(item) for item in super().get_list_filter(request)]

    def _scoped_filter(self, item: Any) -> Any:
        if not isinstance(item, str):
            return item
        field = self.model._meta.get_field(item) if "__" not in item else None
        return (item, VisibleRelatedFilter) if isinstance(field, models.ForeignKey) else item

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out the stock deletion of many rows, which asks for no reason."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # Saving

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Leave out what the page itself places: the version token and the reason."""
        return [name for name in super().get_fields(request, obj) if name not in {"opened_head", "reason"}]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """Return the form, told what the last attempt of this request was refused for."""
        form = super().get_form(request, obj, change=change, **options)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; what is refused only on saving comes back with everything that was typed."""
        if request.method == "POST":
            request.act.reason = request.POST.get("reason", "")
            if object_id is not None and self.get_object(request, unquote(object_id)) is None:
                return self._lost_record_view(request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleRecordError as error:
            request.refusal = ValidationError(str(error), code="stale")
        except (ReasonRequiredError, DependentRowsError) as error:
            request.refusal = error
        except ValidationError as error:
            # Services speak of fields that this form may not have.
            request.refusal = ValidationError(" ".join(error.messages), code="refused")
        except IntegrityError as error:
            request.refusal = broken_constraint(error)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _lost_record_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer a form whose record was deleted meanwhile: who did it, and what was typed."""
        opened = Entry.objects.filter(
            pk__in=_as_ids(request.POST.get("opened_head")), model=self.opts.label_lower, object_id=object_id
        )
        gone = Entry.objects.filter(model=self.opts.label_lower, object_id=object_id).order_by("-version")
        latest = gone.select_related("change_set").first()
        exists = self.model._base_manager.filter(pk=object_id).exists()
        if exists or latest is None or not opened.exists():
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        typed = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if value and name not in {"csrfmiddlewaretoken", "opened_head"} and not name.startswith("_")
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("This record was deleted"),
            "opts": self.opts,
            "change_set": latest.change_set,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/audited_lost_record.html", context, status=409)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the record, unless nothing in it changed."""
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Add to the page what others changed meanwhile, and the field for the reason; note what is shown."""
        if change:
            note_opened(request, obj)
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.initial_forms
        stale = [form for form in forms if getattr(form, "opened_entry", None)]
        may_save = self.has_add_permission(request) if add else self.has_change_permission(request, obj)
        context |= {
            "stale_forms": stale,
            "meanwhile": self._acts_since(stale),
            "may_save": may_save,
            "return_address": return_address(request),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _acts_since(self, stale: Sequence[VersionedModelForm]) -> list[Entry]:
        conditions = models.Q(pk__in=[])
        for form in stale:
            conditions |= models.Q(
                model=form.instance._meta.label_lower,
                object_id=form.instance.pk,
                version__gt=form.opened_entry.version,
            )
        return list(Entry.objects.filter(conditions).select_related("change_set").order_by("pk"))

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: admin.options.InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        """Fill the first row of a part with what the address names; what is sent then says itself."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        is_shown = request.method == "GET" and isinstance(inline, AuditedInline)
        # A record that is yet to be added comes as an empty instance.
        rows = inline.given(request, obj if obj.pk else None) if is_shown else []
        return {**options, "initial": rows} if rows else options

    # Going back to the page from which the record was opened

    def get_preserved_filters(self, request: HttpRequest) -> str:
        """Carry the address to return to from page to page of the record, as the list's filters are."""
        filters, address = super().get_preserved_filters(request), return_address(request)
        return "&".join(part for part in (filters, urlencode({"next": address}) if address else "") if part)

    def _response_post_save(self, request: HttpRequest, obj: Any) -> HttpResponse:
        address = return_address(request)
        return HttpResponseRedirect(address) if address else super()._response_post_save(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Return to where the person came from, rather than to the list."""
        answer, address = super().response_delete(request, obj_display, obj_id), return_address(request)
        return HttpResponseRedirect(address) if address and answer.status_code == 302 else answer

    # The ledger is the log: the stock log would keep names that a person may not see.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Leave the log to the ledger."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Leave the log to the ledger."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Leave the log to the ledger."""

    # Deleting

    def get_deleted_objects(
        self, objs: Sequence[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the records, and what depends on them without naming it."""
        keys = [obj.pk for obj in objs]
        dependents = dependents_of(self.model, keys, self.model._default_manager.db)
        needed = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        counts = {str(self.opts.verbose_name_plural): len(keys)}
        return [str(obj) for obj in objs], counts, needed, list(dependents)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a record on which nothing depends, for a reason."""
        request.act.reason = request.POST.get("reason", "")
        try:
            return super().delete_view(request, object_id, extra_context)
        except StaleRecordError:
            refusal = _(
                "Someone else changed this record while this page was open. Look at it again before you "
                "delete it."
            )
        except ReasonRequiredError:
            refusal = _("Say why: deleting a record needs a reason.")
        except DependentRowsError as error:
            refusal = error.message
        again = {**(extra_context or {}), "refusal": refusal, "reason": request.act.reason}
        # With nothing posted, the stock view asks again.
        request.POST = QueryDict()
        return super().delete_view(request, object_id, again)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Ask, and note of which record."""
        note_opened(request, context["object"])
        return super().render_delete_form(request, context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the record, if it is still the version that was looked at."""
        if obj.head_id not in _as_ids(request.POST.get("opened_head")):
            raise StaleRecordError(str(obj))
        own_page = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else ""
        obj.delete()
        if own_page == urlsplit(return_address(request)).path:
            # The page from which it was opened is gone with it.
            request.GET = QueryDict()

    # History

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show whoever may know of a record, standing or gone, all that was done to it and to its parts."""
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        number = as_key(unquote(object_id))
        history = read_history(
            self.model,
            number,
            parts=[_link_of(self.model, inline) for inline in self.inlines],
            user=request.user,
            page=request.GET.get("page"),
        )
        if history is None:
            raise Http404
        note_opened(request, history.record, how=HowRead.AUDITED)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": history.name},
            "opts": self.opts,
            "history": history,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audited_history.html", context)


def _link_of(model: type[models.Model], inline: type["AuditedInline"]) -> models.ForeignKey:
    """Return the field by which the parts that an inline shows belong to their record."""
    return _get_foreign_key(model, inline.model, fk_name=inline.fk_name)


class AuditedInline(ScopedOptions):
    """The parts of a record on its form, scoped and versioned like the record itself."""

    form = VersionedModelForm
    extra = 0
    show_change_link = True
    #: The field of which the address of a new record may name the value for a first row.
    given_field: str = ""

    def given(self, request: HttpRequest, obj: Any) -> list[dict[str, str]]:
        """Return the rows that the address of a new record asks for."""
        value = "" if obj else request.GET.get(self.given_field, "")
        return [{self.given_field: value}] if value else []

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        """Offer a row for what the address names."""
        return super().get_extra(request, obj, **options) + len(self.given(request, obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Let each row carry the version it was opened on."""
        fields = [name for name in super().get_fields(request, obj) if name != "opened_head"]
        if self.has_change_permission(request, obj):
            fields.append("opened_head")
        return fields


class AuditedTabularInline(AuditedInline, admin.TabularInline):
    """Parts as a table."""

    template = "admin/edit_inline/audited_tabular.html"

    class Media:
        js = [forms.Script("js/row-labels.js", type="module")]

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """Let the controls in the table label themselves."""
        formset = super().get_formset(request, obj, **options)
        formset.labels_rows = True
        return formset


class AuditedStackedInline(AuditedInline, admin.StackedInline):
    """Parts one below the other."""


def _as_ids(text: str | None) -> list[Any]:
    field = Entry._meta.pk
    try:
        return [field.to_python(text)] if text else []
    except ValidationError:
        return []
