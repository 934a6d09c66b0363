"""Every record is edited in one place, and that place is audited."""

import pytest
from django.contrib import admin

from casework.audit.admin import AuditedAdmin, AuditedStackedInline, AuditedTabularInline
from tests.architecture.inventory import AUDITED_MODELS, OUR_ADMINS, names

INLINES = [inline for shown in OUR_ADMINS.values() for inline in shown.inlines]

#: Rows that only a service writes, and that nobody edits by hand.
WRITTEN_BY_SERVICES = {
    "accounts.countersignature",
    "accounts.restoringright",
    "audit.erasedrecord",
    "audit.erasure",
    "accounts.signin",
    "cases.emergencyaccess",
    "persons.mergedrow",
    "workspace.savedfilter",
    "workspace.pinnedfilter",
}


class TestAdmins:
    def test_are_audited(self):
        assert [str(shown) for shown in OUR_ADMINS.values() if not isinstance(shown, AuditedAdmin)] == []

    def test_show_nothing_that_is_not_ours(self):
        assert names(set(admin.site._registry) - set(OUR_ADMINS)) == []

    def test_leave_no_model_without_a_form(self):
        edited = set(OUR_ADMINS) | {inline.model for inline in INLINES}

        assert set(names(set(AUDITED_MODELS) - edited)) == WRITTEN_BY_SERVICES

    @pytest.mark.django_db
    def test_do_not_delete_many_rows_by_the_stock_action(self, rf, staff):
        request = rf.get("/")
        request.user = staff("director")

        assert [
            str(shown) for shown in OUR_ADMINS.values() if "delete_selected" in shown.get_actions(request)
        ] == []


class TestInlines:
    def test_are_audited(self):
        assert [
            str(inline)
            for inline in INLINES
            if not issubclass(inline, AuditedTabularInline | AuditedStackedInline)
        ] == []

    def test_offer_no_empty_rows_unasked(self):
        assert [str(inline) for inline in INLINES if inline.extra] == []
