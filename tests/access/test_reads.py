"""Every page that shows a record of a case leaves a read: whoever adds a page says here what it leaves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import reverse

from casework.accounts.choices import TwoPersonAct
from casework.audit.models import AuditedModel, Read
from casework.cases.models import Case, Task
from casework.cases.querysets import cases_shown_by
from casework.persons.models import DistinctPersons, Organisation, Person, PersonMerge
from casework.sources.models import Source, SourceFile
from casework.workspace.choices import ListPage
from tests.access.matters import Matters, matters
from tests.access.test_admin import (
    IDS,
    MODEL_PAGES,
    MODELS,
    OBJECT_PAGES,
    browser_of,
    may,
    names_of_pages,
    page_of,
)
from tests.factories.accounts import CountersignatureFactory
from tests.factories.cases import EmergencyAccessFactory
from tests.factories.persons import OrganisationFactory, PersonMergeFactory
from tests.factories.proceedings import ProceedingFactory
from tests.factories.sources import SourceFileFactory

pytestmark = pytest.mark.django_db

#: Pages that show one record, and the one of a restricted case that they are asked for.
SHOW_ONE: dict[str, Callable[[Matters], list[object]]] = {
    "workspace:case_file": lambda docket: [docket.hidden[Case].reference],
    "workspace:case_log": lambda docket: [docket.hidden[Case].reference],
    "workspace:person_file": lambda docket: [docket.hidden[Person].pk],
    "workspace:organisation_file": lambda docket: [court_of(docket).pk],
    "workspace:source_file": lambda docket: [docket.hidden[Source].pk],
    "accounts:countersignature": lambda docket: [
        CountersignatureFactory(kind=TwoPersonAct.OPEN_CASE, object_id=docket.hidden[Case].pk).pk
    ],
    "workspace:case_unrestrict": lambda docket: [docket.hidden[Case].reference],
    "workspace:emergency": lambda docket: [EmergencyAccessFactory(case=docket.hidden[Case]).pk],
    "workspace:task_done": lambda docket: [docket.hidden[Task].pk],
    "workspace:task_reopen": lambda docket: [docket.hidden[Task].pk],
    "admin:persons_person_merge": lambda docket: [docket.hidden[Person].pk],
    "admin:persons_person_unmerge": lambda docket: [merged_person(docket).pk],
    "admin:sources_source_file": lambda docket: list(file_of(docket)),
    "admin:sources_source_original": lambda docket: list(file_of(docket)),
}
#: Pages that find or send something restricted, and the rest of their addresses.
FIND_OR_SEND: dict[str, tuple[list[object], dict[str, str]]] = {
    "workspace:search": ([], {"q": "Hidden matter"}),
    "workspace:palette": ([], {"q": "Hidden matter"}),
    "workspace:list_export": ([ListPage.CASES, "csv"], {}),
    "dashboards:figure_export": (["open", "csv"], {}),
}
#: Pages of whose reads another test tells.
TOLD_ELSEWHERE = {
    "workspace:calendar_feed": "tests/audit/test_reads.py",
    "dashboards:dashboard_export": "tests/dashboards/test_scope.py",
}
#: Pages that show many records a line each, which are noted once one is opened, or none.
SHOW_NONE_BY_ITSELF = {
    *(f"workspace:{page}" for page in ListPage),
    "dashboards:dashboard",
    "dashboards:figure",
    "workspace:calendar",
    "workspace:dashboard_filter_add",
    "workspace:desk",
    "workspace:desk_read",
    "workspace:draft",
    "workspace:emergency_open",
    "workspace:feed_revoke",
    "workspace:feeds",
    "workspace:hand_over",
    "workspace:list_act",
    "workspace:list_columns",
    "workspace:log",
    "workspace:saved_filter",
    "workspace:saved_filter_add",
    "workspace:saved_filter_delete",
    "workspace:saved_filter_pin",
    "accounts:countersignature_list",
    "accounts:restorers",
    "admin:accounts_user_password_change",
    "admin:app_list",
    "admin:autocomplete",
    "admin:index",
    "admin:jsi18n",
    "admin:login",
    "account_change_password",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "usersessions_list",
    "core:date_read",
    "healthz",
}
#: Kinds of record that stand beside the cases: an open case that names them is not read with them.
BESIDE_CASES = {Person, DistinctPersons, PersonMerge, Source}


@pytest.fixture(scope="module")
def docket(django_db_setup, django_db_blocker) -> Iterator[Matters]:
    """Both cases, set up once for all pages."""
    with django_db_blocker.unblock(), matters() as both:
        yield both


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> None:
    """Keep files where the test ends."""
    settings.MEDIA_ROOT = tmp_path


def court_of(docket: Matters) -> Organisation:
    """Return the court before which somebody of the restricted case stands."""
    case = docket.hidden[Case]
    return ProceedingFactory(case=case, defendant=docket.hidden[Person], court=OrganisationFactory()).court


def merged_person(docket: Matters) -> Person:
    """Return a record of somebody of the restricted case that was merged into another."""
    merged = docket.hidden[Person]
    merged.merged_into = docket.open[Person]
    merged.save()
    PersonMergeFactory(kept=merged.merged_into, merged=merged)
    return merged


def file_of(docket: Matters) -> tuple[int, int]:
    """Return source and file of what the restricted case cites."""
    row: SourceFile = SourceFileFactory(source=docket.hidden[Source])
    return row.source_id, row.pk


def restricted_reads_of(docket: Matters, ask: Callable[[], HttpResponse]) -> list[Read]:
    """Return the restricted reads that one answer leaves."""
    before = set(Read.objects.values_list("pk", flat=True))
    answer = ask()
    assert answer.status_code == 200
    if answer.streaming:
        # What is sent is closed at its end.
        b"".join(answer.streaming_content)
    return list(Read.objects.exclude(pk__in=before).filter(is_restricted=True))


def test_every_page_says_what_it_leaves() -> None:
    of_models = {page_of_name(model, page) for model in MODELS for page in MODEL_PAGES}
    told = {*SHOW_ONE, *FIND_OR_SEND, *TOLD_ELSEWHERE, *SHOW_NONE_BY_ITSELF}
    # Whatever the auditor's pages do not note themselves is noted for all of them.
    others = {name for name in names_of_pages() if not name.startswith("audit:")}

    assert others - of_models == told


def page_of_name(model: type[AuditedModel], page: str) -> str:
    """Return the name of one of the model's pages."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


@pytest.mark.parametrize("name", SHOW_ONE)
def test_a_page_of_one_record_is_noted_every_time(docket: Matters, name: str) -> None:
    browser, address = browser_of(docket, "director"), reverse(name, args=SHOW_ONE[name](docket))

    for _time in range(2):
        reads = restricted_reads_of(docket, lambda: browser.get(address))
        assert {read.case_id for read in reads} <= {docket.hidden[Case].pk, None}
        assert reads


@pytest.mark.parametrize("name", FIND_OR_SEND)
def test_what_finds_or_sends_is_noted(docket: Matters, name: str) -> None:
    arguments, query = FIND_OR_SEND[name]
    address = reverse(name, args=arguments, query=query)

    assert len(restricted_reads_of(docket, lambda: browser_of(docket, "director").get(address))) == 1


@pytest.mark.parametrize("model", MODELS, ids=IDS)
class TestRecord:
    def test_of_a_restricted_case_is_noted_on_each_of_its_pages(
        self, docket: Matters, model: type[AuditedModel]
    ) -> None:
        if model not in docket.hidden:
            pytest.skip("This kind of record hangs on no case.")
        browser, key = browser_of(docket, "director"), docket.hidden[model].pk

        for page in OBJECT_PAGES:
            if may(docket, "director", model, page):
                address = page_of(model, page, key)
                reads = restricted_reads_of(docket, lambda address=address: browser.get(address))
                assert docket.hidden[Case].pk in {read.case_id for read in reads}, page

    def test_of_an_open_case_shows_it_and_nothing_restricted(
        self, docket: Matters, model: type[AuditedModel]
    ) -> None:
        record = docket.open[model]
        is_of_the_case = model in docket.hidden and model not in BESIDE_CASES

        shown = cases_shown_by(record, docket.user("director"))

        assert shown == ({docket.open[Case].pk: False} if is_of_the_case else {})
