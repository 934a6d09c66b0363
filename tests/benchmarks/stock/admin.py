"""The admin as it comes, with the history pages of django-simple-history, over the mirrors."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from simple_history.admin import SimpleHistoryAdmin

from casework.cases import models as cases
from casework.core.forms import PartialDateModelForm
from casework.persons import models as persons
from casework.reference.models import Term
from casework.sources.models import Source
from tests.benchmarks.stock.models import STOCK

site = admin.AdminSite(name="stock")


def inline(model: type, *fields: str, autocomplete: tuple[str, ...] = (), **options: object) -> type:
    """Return the stock inline of a mirror."""
    attributes = {
        "model": STOCK[model],
        "form": PartialDateModelForm,
        "fields": fields,
        "autocomplete_fields": autocomplete,
        "extra": 0,
        "show_change_link": True,
        **options,
    }
    return type(f"{model.__name__}Inline", (admin.TabularInline,), attributes)


class StockAdmin(SimpleHistoryAdmin):
    """What every stock page has: as many rows to a page as ours, and the field for partial dates."""

    form = PartialDateModelForm
    list_per_page = 50


@admin.register(STOCK[cases.Case], site=site)
class CaseAdmin(StockAdmin):
    list_display = ("reference", "title", "country", "status", "priority", "lead", "opened_on")
    list_filter = ("status", "priority", "lead", "confidentiality", "closing_outcome")
    search_fields = ("reference", "title", "stock_caseparty_case__person__name")
    autocomplete_fields = ("lead",)
    inlines = (
        inline(cases.CaseParty, "person", "role", "notes", autocomplete=("person",)),
        inline(cases.CaseStaff, "user", "role", autocomplete=("user",)),
        inline(cases.Development, "occurred", "kind", "headline", "certainty"),
        inline(
            cases.Task,
            *("title", "due_on", "remind_on", "assignee", "done_on", "done_by"),
            autocomplete=("assignee", "done_by"),
        ),
        inline(
            cases.Consent,
            *("person", "use", "given_by", "given_on", "document", "withdrawn_on"),
            autocomplete=("person", "document"),
        ),
        inline(cases.CaseSituation, "situation", autocomplete=("situation",)),
    )


@admin.register(STOCK[cases.Development], site=site)
class DevelopmentAdmin(StockAdmin):
    list_display = ("occurred", "headline", "case", "kind", "certainty", "is_publishable")
    list_display_links = ("headline",)
    list_filter = ("kind", "certainty", "confidentiality", "is_publishable")
    search_fields = ("headline", "place", "case__reference", "case__title")
    autocomplete_fields = ("case", "follows")
    inlines = (
        inline(cases.DevelopmentPerson, "person", "role", autocomplete=("person",)),
        inline(
            cases.Citation,
            *("source", "locator", "stance", "about", "says", "quotation", "reliability"),
            autocomplete=("source",),
        ),
        inline(
            cases.Violation,
            *("type", "victim_person", "victim_organisation", "certainty", "wgad_category"),
            autocomplete=("type", "victim_person", "victim_organisation"),
        ),
    )


@admin.register(STOCK[persons.Person], site=site)
class PersonAdmin(StockAdmin):
    list_display = ("name", "birth", "sex", "confidentiality")
    list_filter = ("stock_personoccupation_person__occupation", "sex", "confidentiality")
    search_fields = ("name", "stock_personname_person__name")
    inlines = (
        inline(persons.PersonName, "kind", "name", "script", "language"),
        inline(persons.PersonNationality, "country", "kind"),
        inline(persons.PersonOccupation, "occupation", "began", "ended"),
        inline(
            persons.Affiliation,
            *("organisation", "role", "role_words", "began", "ended"),
            autocomplete=("organisation",),
        ),
        inline(
            persons.Relationship, "other_person", "kind", autocomplete=("other_person",), fk_name="person"
        ),
        inline(persons.ContactDetail, "kind", "value", "notes"),
    )


class SearchedAdmin(admin.ModelAdmin):
    """What autocompletes ask."""

    search_fields = ("pk",)


site.register(
    [STOCK[persons.Organisation], STOCK[Source], STOCK[cases.Situation], Term, get_user_model()],
    SearchedAdmin,
)
