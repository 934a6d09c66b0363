"""The access table: every page of the admin, for every role, for open and restricted cases.

What a restricted case hides does not exist for whoever is not on its team: 404, and no word of it anywhere.
"""

import itertools
import json
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from casework.audit.context import current_act
from casework.audit.models import AuditedModel, Entry
from casework.cases.models import Case
from casework.cases.querysets import names_person
from casework.persons.models import Person
from casework.workspace.choices import ListPage
from tests.access.matters import SECRET_WORDS, Matters, matters, registered_models
from tests.architecture.inventory import PROJECT
from tests.pages import FormPage

MODELS = registered_models()
IDS = [model._meta.label for model in MODELS]
STAFF = ("caseworker", "insider", "director", "auditor", "administrator")
#: Those for whom the restricted case exists.
INITIATED = {"insider", "director", "auditor"}
OBJECT_PAGES = ("change", "delete", "history")
MODEL_PAGES = ("changelist", "add", *OBJECT_PAGES)

#: Pages that are not one of a model's five, and what each answers to whoever is signed in and to a visitor.
OTHER_PAGES: dict[str, dict[str, int]] = {
    "workspace:desk": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "workspace:calendar": dict.fromkeys(STAFF, 200) | {"administrator": 403, "visitor": 302},
    "dashboards:dashboard": dict.fromkeys(STAFF, 200) | {"administrator": 403, "visitor": 302},
    "workspace:log": dict.fromkeys(STAFF, 200) | {"auditor": 403, "administrator": 403, "visitor": 302},
    "workspace:emergency_open": dict.fromkeys(STAFF, 403)
    | {"caseworker": 200, "insider": 200, "visitor": 302},
    "workspace:hand_over": dict.fromkeys(STAFF, 403) | {"director": 200, "visitor": 302},
    "workspace:feeds": dict.fromkeys(STAFF, 200) | {"administrator": 403, "visitor": 302},
    **{
        f"workspace:{page}": dict.fromkeys(STAFF, 200) | {"administrator": 403, "visitor": 302}
        for page in ListPage
    },
    "audit:integrity": dict.fromkeys(STAFF, 403) | {"director": 200, "auditor": 200, "visitor": 302},
    "audit:feed": dict.fromkeys(STAFF, 403) | {"director": 200, "auditor": 200, "visitor": 302},
    "audit:read_list": dict.fromkeys(STAFF, 403) | {"director": 200, "auditor": 200, "visitor": 302},
    "audit:erasure_list": dict.fromkeys(STAFF, 403) | {"director": 200, "auditor": 200, "visitor": 302},
    "accounts:countersignature_list": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "accounts:restorers": dict.fromkeys(STAFF, 403) | {"director": 200, "visitor": 302},
    "healthz": dict.fromkeys(STAFF, 200) | {"visitor": 200},
    "core:date_read": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "admin:index": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "admin:login": dict.fromkeys(STAFF, 302) | {"visitor": 302},
    "account_login": dict.fromkeys(STAFF, 302) | {"visitor": 200},
    "account_logout": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "account_reauthenticate": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "account_change_password": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "usersessions_list": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "mfa_index": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "mfa_authenticate": dict.fromkeys(STAFF, 302) | {"visitor": 302},
    "mfa_activate_totp": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "mfa_list_webauthn": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "mfa_add_webauthn": dict.fromkeys(STAFF, 200) | {"visitor": 302},
    "mfa_login_webauthn": dict.fromkeys(STAFF, 302) | {"visitor": 302},
    "admin:jsi18n": dict.fromkeys(STAFF, 200) | {"visitor": 302},
}
#: Pages with a test of their own, because what they answer depends on a record.
TESTED_ELSEWHERE = {
    "audit:feed_export": "tests/audit/test_feed.py",
    "audit:act": "tests/audit/test_feed.py",
    "audit:restore": "tests/audit/test_restoring.py",
    "audit:erasure_ask": "tests/audit/erasing/test_pages.py",
    "audit:erasure": "tests/audit/erasing/test_pages.py",
    "audit:sweep": "tests/audit/erasing/test_pages.py",
    "audit:verification_begin": "tests/audit/test_integrity.py",
    "audit:proof_begin": "tests/audit/test_integrity.py",
    "audit:proof": "tests/audit/test_integrity.py",
    "audit:read_export": "tests/audit/test_read_page.py",
    "workspace:search": "tests/workspace/test_search.py",
    "workspace:palette": "tests/workspace/test_search.py",
    "mfa_reauthenticate": "tests/accounts/test_factors.py",
    "mfa_reauthenticate_webauthn": "tests/accounts/test_factors.py",
    "mfa_deactivate_totp": "tests/accounts/test_factors.py",
    "mfa_remove_webauthn": "tests/accounts/test_factors.py",
    "mfa_edit_webauthn": "tests/accounts/test_factors.py",
    "mfa_view_recovery_codes": "tests/accounts/test_factors.py",
    "mfa_generate_recovery_codes": "tests/accounts/test_factors.py",
    "mfa_download_recovery_codes": "tests/accounts/test_factors.py",
    "admin:autocomplete": "TestAutocomplete",
    "admin:app_list": "TestAppList",
    "admin:persons_person_merge": "TestPagesOfTheirOwn",
    "admin:persons_person_unmerge": "TestPagesOfTheirOwn",
    "admin:sources_source_file": "tests/sources/test_admin.py",
    "admin:sources_source_original": "tests/sources/test_admin.py",
    "admin:accounts_user_password_change": "tests/accounts/admin/test_passwords.py",
    "accounts:countersignature": "tests/accounts/test_countersigning.py",
    "workspace:case_unrestrict": "tests/workspace/test_unrestricting.py",
    "workspace:emergency": "tests/workspace/test_emergencies.py",
    "workspace:desk_read": "tests/workspace/test_desk.py",
    "workspace:task_done": "tests/workspace/test_tasks.py",
    "workspace:task_reopen": "tests/workspace/test_tasks.py",
    "workspace:feed_revoke": "tests/workspace/test_feeds.py",
    "workspace:calendar_feed": "tests/workspace/test_feeds.py",
    "dashboards:dashboard_export": "tests/dashboards/test_scope.py",
    "dashboards:figure": "tests/dashboards/test_access.py",
    "dashboards:figure_export": "tests/dashboards/test_access.py",
    "workspace:list_act": "tests/workspace/test_list_actions.py",
    "workspace:list_columns": "tests/workspace/test_lists.py",
    "workspace:list_export": "tests/workspace/test_list_exports.py",
    "workspace:saved_filter_add": "tests/workspace/test_saved_filters.py",
    "workspace:dashboard_filter_add": "tests/dashboards/test_saved.py",
    "workspace:saved_filter": "tests/workspace/test_saved_filters.py",
    "workspace:saved_filter_delete": "tests/workspace/test_saved_filters.py",
    "workspace:saved_filter_pin": "tests/workspace/test_saved_filters.py",
    "workspace:case_log": "tests/workspace/test_log_pages.py",
    "workspace:draft": "tests/workspace/test_log_drafts.py",
    "workspace:case_file": "tests/workspace/test_case_file.py",
    "workspace:person_file": "tests/workspace/test_person_file.py",
    "workspace:organisation_file": "tests/workspace/test_organisation_and_source_files.py",
    "workspace:source_file": "tests/workspace/test_organisation_and_source_files.py",
}


@pytest.fixture(scope="module")
def docket(django_db_setup, django_db_blocker) -> Iterator[Matters]:
    """Both cases, set up once for the whole table."""
    with django_db_blocker.unblock(), matters() as both:
        yield both


pytestmark = pytest.mark.django_db


def browser_of(docket: Matters, who: str) -> Client:
    """Return a browser in which this person, or nobody, is signed in."""
    client = Client(raise_request_exception=False)
    if who != "visitor":
        client.force_login(docket.user(who))
    return client


def answer_to(
    docket: Matters, who: str, address: str, typed: dict[str, str] | None = None
) -> HttpResponse | None:
    """Return what the page answers this person, not yet rendered; nothing where it says 404.

    Raises ``PermissionDenied`` where it says 403.
    """
    request = RequestFactory().get(address) if typed is None else RequestFactory().post(address, typed)
    request.user = docket.user(who)
    request.act = current_act()
    request.csrf_processing_done = True
    match = request.resolver_match = resolve(request.path)
    try:
        return match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None


def status_of(docket: Matters, who: str, address: str, typed: dict[str, str] | None = None) -> int:
    """Return the status with which the page answers this person."""
    try:
        answer = answer_to(docket, who, address, typed)
    except PermissionDenied:
        return 403
    return 404 if answer is None else answer.status_code


def page_of(model: type[models.Model], page: str, *arguments: object) -> str:
    """Return the address of one of the model's pages."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def may(docket: Matters, who: str, model: type[models.Model], page: str) -> bool:
    """Whether the role, and the admin itself, let this person open this page of an open record."""
    request = RequestFactory().get("/")
    request.user = docket.user(who)
    options = admin.site._registry[model]
    return {
        "changelist": options.has_view_or_change_permission,
        "change": options.has_view_or_change_permission,
        "history": options.has_view_or_change_permission,
        "add": options.has_add_permission,
        "delete": options.has_delete_permission,
    }[page](request)


def names_of_pages(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the name of every page there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of_pages(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def test_every_page_stands_in_the_table() -> None:
    of_models = {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in MODELS
        for page in MODEL_PAGES
    }

    assert set(names_of_pages()) == of_models | set(OTHER_PAGES) | set(TESTED_ELSEWHERE)
    assert [
        place
        for place in TESTED_ELSEWHERE.values()
        if place not in globals() and not (PROJECT / place).is_file()
    ] == []


def test_every_audited_record_that_has_pages_hangs_on_a_case_or_is_known_to_hang_on_none(docket) -> None:
    hangs_on_none = {model._meta.label for model in MODELS if model not in docket.hidden}

    assert hangs_on_none == {
        "accounts.User",
        "cases.Situation",
        "persons.Organisation",
        "reference.LegalInstrument",
        "reference.LegalProvision",
        "reference.Mechanism",
        "reference.Term",
        "workspace.CalendarFeed",
    }


@pytest.mark.parametrize("who", [*STAFF, "visitor"])
@pytest.mark.parametrize("name", OTHER_PAGES)
def test_other_pages(docket, name: str, who: str) -> None:
    assert browser_of(docket, who).get(reverse(name)).status_code == OTHER_PAGES[name][who]


@pytest.mark.parametrize("model", MODELS, ids=IDS)
class TestVisitor:
    def test_is_led_to_the_sign_in_from_every_page(self, docket, model: type[AuditedModel]) -> None:
        client = browser_of(docket, "visitor")
        key = docket.open[model].pk
        pages = [page_of(model, page) for page in ("changelist", "add")]
        pages += [page_of(model, page, key) for page in OBJECT_PAGES]

        for page in pages:
            for answer in (client.get(page), client.post(page, {"reason": "x"})):
                assert answer.status_code == 302, page
                assert answer["Location"].startswith(reverse("account_login")), page


@pytest.mark.parametrize("model", MODELS, ids=IDS)
class TestRole:
    def test_opens_what_it_may_and_nothing_else(self, docket, model: type[AuditedModel]) -> None:
        key = docket.open[model].pk

        for who in STAFF:
            for page in MODEL_PAGES:
                address = page_of(model, page, *([key] if page in OBJECT_PAGES else []))
                expected = 200 if may(docket, who, model, page) else 403
                assert status_of(docket, who, address) == expected, (who, page)

    def test_meets_a_restricted_case_only_on_its_team_or_with_the_right_to_see_every_case(
        self, docket, model: type[AuditedModel]
    ) -> None:
        if model not in docket.hidden:
            pytest.skip("This kind of record hangs on no case.")
        key = docket.hidden[model].pk

        for who in STAFF:
            for page in OBJECT_PAGES:
                seen = 200 if who in INITIATED else 404
                expected = seen if may(docket, who, model, page) else 403
                assert status_of(docket, who, page_of(model, page, key)) == expected, (who, page)

    def test_lists_a_restricted_case_only_for_those_who_may_open_it(
        self, docket, model: type[AuditedModel]
    ) -> None:
        if model not in docket.hidden:
            pytest.skip("This kind of record hangs on no case.")

        for who in STAFF:
            if may(docket, who, model, "changelist"):
                shown = answer_to(docket, who, page_of(model, "changelist")).context_data["cl"]
                assert shown.queryset.filter(pk=docket.hidden[model].pk).exists() == (who in INITIATED), who
                assert shown.queryset.filter(pk=docket.open[model].pk).exists(), who

    def test_reads_no_word_of_a_restricted_case_in_a_list(self, docket, model: type[AuditedModel]) -> None:
        answer = browser_of(docket, "caseworker").get(page_of(model, "changelist"))

        assert SECRET_WORDS not in answer.content.decode()


@pytest.mark.parametrize("model", MODELS, ids=IDS)
class TestPosting:
    def test_to_a_restricted_record_changes_nothing(self, docket, model: type[AuditedModel]) -> None:
        record = docket.hidden.get(model)
        if record is None:
            pytest.skip("This kind of record hangs on no case.")
        typed = {"post": "yes", "reason": "x", "opened_head": record.head_id.hex, "_save": "1"}
        entries = Entry.objects.count()

        for who in ("caseworker", "auditor", "administrator"):
            for page in OBJECT_PAGES:
                assert status_of(docket, who, page_of(model, page, record.pk), typed) in {403, 404}, (
                    who,
                    page,
                )

        assert Entry.objects.count() == entries

    def test_by_an_auditor_changes_nothing(self, docket, model: type[AuditedModel]) -> None:
        record = docket.open[model]
        typed = {"post": "yes", "reason": "x", "opened_head": record.head_id.hex, "_save": "1"}
        entries = Entry.objects.count()

        for page in (page_of(model, "add"), *(page_of(model, page, record.pk) for page in OBJECT_PAGES)):
            assert status_of(docket, "auditor", page, typed) == 403, page

        assert Entry.objects.count() == entries


@pytest.mark.parametrize("model", MODELS, ids=IDS)
class TestChoices:
    """Whatever a drop-down, a filter or an inline offers, and whatever a form accepts, is visible."""

    def test_of_every_form_and_inline_leave_out_what_is_hidden(
        self, docket, model: type[AuditedModel]
    ) -> None:
        request = RequestFactory().get("/")
        request.user = docket.user("caseworker")
        options = admin.site._registry[model]
        record = docket.open[model]
        forms_shown = [options.get_form(request, record, change=True), options.get_form(request)]
        forms_shown += [
            formset.form for formset, _inline in options.get_formsets_with_inlines(request, record)
        ]

        for form in forms_shown:
            for name, choice in form.base_fields.items():
                if isinstance(choice, forms.ModelChoiceField):
                    hidden = docket.hidden.get(choice.queryset.model)
                    assert hidden is None or not choice.queryset.filter(pk=hidden.pk).exists(), (form, name)

    def test_of_every_inline_leave_out_hidden_rows(self, docket, model: type[AuditedModel]) -> None:
        request = RequestFactory().get("/")
        request.user = docket.user("caseworker")
        options = admin.site._registry[model]

        for inline in options.get_inline_instances(request, docket.open[model]):
            rows = inline.get_queryset(request)
            visible = inline.model._default_manager.visible_to(request.user)
            assert not rows.exclude(pk__in=visible.values("pk")).exists(), inline

    def test_of_every_filter_leave_out_what_is_hidden(self, docket, model: type[AuditedModel]) -> None:
        if not may(docket, "caseworker", model, "changelist"):
            pytest.skip("The role does not open this list.")

        shown = answer_to(docket, "caseworker", page_of(model, "changelist")).context_data["cl"]

        for one_filter in shown.filter_specs:
            offered = " ".join(str(choice["display"]) for choice in one_filter.choices(shown))
            assert SECRET_WORDS not in offered, one_filter


class TestAutocomplete:
    def test_finds_only_what_is_visible(self, docket) -> None:
        for model in MODELS:
            for field in _links_with_autocomplete(model):
                target = field.remote_field.model
                if target not in docket.hidden:
                    continue
                found = {who: self._found(docket, who, field) for who in ("caseworker", "insider")}
                hidden = str(docket.hidden[target].pk)
                assert hidden not in found["caseworker"], field
                assert str(docket.open[target].pk) in found["caseworker"], field

    def _found(self, docket: Matters, who: str, field: models.ForeignKey) -> set[str]:
        found: set[str] = set()
        asked = {
            "app_label": field.model._meta.app_label,
            "model_name": field.model._meta.model_name,
            "field_name": field.name,
        }
        for page in itertools.count(1):
            answer = answer_to(docket, who, reverse("admin:autocomplete", query={**asked, "page": page}))
            assert answer is not None, field
            told = json.loads(answer.content)
            found |= {result["id"] for result in told["results"]}
            if not told["pagination"]["more"]:
                break
        return found

    def test_is_closed_to_whoever_may_not_see_the_kind_of_record(self, docket) -> None:
        answer = browser_of(docket, "administrator").get(
            reverse("admin:autocomplete"),
            {"app_label": "cases", "model_name": "development", "field_name": "case", "term": ""},
        )

        assert answer.status_code == 403


def _links_with_autocomplete(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    options = admin.site._registry[model]
    for place in (options, *options.inlines):
        for name in place.autocomplete_fields:
            yield place.model._meta.get_field(name) if place is not options else model._meta.get_field(name)


class TestAppList:
    @pytest.mark.parametrize("who", STAFF)
    def test_names_only_apps_in_which_the_role_may_see_something(self, docket, who: str) -> None:
        client = browser_of(docket, who)
        for app in {model._meta.app_label for model in MODELS}:
            expected = any(
                may(docket, who, model, "changelist") or may(docket, who, model, "add")
                for model in MODELS
                if model._meta.app_label == app
            )

            answer = client.get(reverse("admin:app_list", args=[app]))

            assert answer.status_code == (200 if expected else 404), app


class TestPagesOfTheirOwn:
    @pytest.mark.parametrize("page", ["merge", "unmerge"])
    @pytest.mark.parametrize(("who", "expected"), [("caseworker", 404), ("administrator", 403)])
    def test_of_a_hidden_person_do_not_exist(self, docket, page: str, who: str, expected: int) -> None:
        person = docket.hidden[next(model for model in MODELS if model._meta.label == "persons.Person")]
        address = reverse(f"admin:persons_person_{page}", args=[person.pk])
        client = browser_of(docket, who)

        assert {client.get(address).status_code, client.post(address).status_code} <= {expected, 404}


class TestPostedIds:
    """An id typed by hand into a form is accepted only if its record is visible."""

    @pytest.mark.parametrize(
        "label", ["cases.Task", "cases.Development", "proceedings.Proceeding", "advocacy.Demand"]
    )
    def test_of_a_hidden_case_is_refused(self, docket, label: str) -> None:
        model = next(model for model in MODELS if model._meta.label == label)
        hidden = docket.hidden[Case]
        page = FormPage.open(browser_of(docket, "caseworker"), page_of(model, "add"))
        count = model._base_manager.count()

        answer = page.fill(case=hidden.pk, reason="x").send()

        assert answer.response.status_code == 200
        assert "case" in answer.response.context["adminform"].form.errors
        assert SECRET_WORDS not in answer.text
        assert model._base_manager.count() == count


def test_the_index_names_nothing_recent(docket) -> None:
    client = browser_of(docket, "caseworker")

    words = client.get(reverse("admin:index")).content.decode()

    assert SECRET_WORDS not in words


def test_every_link_from_a_case_to_a_person_is_asked_when_a_person_is_to_be_hidden() -> None:
    links = {
        (model._meta.app_label, model.__name__, field.name)
        for model in apps.get_models()
        if issubclass(model, AuditedModel) and model.case_lookup
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }

    # A citation that names a person cites that person's details and hangs on no case.
    assert set(names_person) == links - {("cases", "Citation", "person")}
