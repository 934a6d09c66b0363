"""A partial date in the admin: by its one name in forms, lists and read-only pages."""

import pytest
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.templatetags.admin_list import result_headers, results
from django.db import connection, models
from django.test.utils import isolate_apps

from casework.core.fields import PartialDateField
from casework.core.partial_dates import PartialDate

pytestmark = pytest.mark.django_db


class Passer:
    """Someone who may do everything."""

    is_active = is_staff = True

    def has_perm(self, permission, obj=None):
        return True


class FindingAdmin(ModelAdmin):
    """An admin that uses the name of the date everywhere."""

    fieldsets = [(None, {"fields": ["title", "found"]})]
    list_display = ["title", "found"]


@pytest.fixture
def admin():
    """Make the admin of a model with a date, and rows out of order."""
    with isolate_apps("casework.core"):

        class Finding(models.Model):
            title = models.CharField(max_length=50)
            found = PartialDateField("found on")

            class Meta:
                app_label = "core"

        editor = connection.schema_editor()
        editor.deferred_sql = []
        with connection.cursor() as cursor:
            cursor.execute(*editor.table_sql(Finding))
        for year in ("2013", "2011", "2012"):
            Finding.objects.create(title=f"of {year}", found=PartialDate.read(year))
        yield FindingAdmin(Finding, AdminSite())


@pytest.fixture
def list_request(rf):
    def make(**query):
        request = rf.get("/", query)
        request.user = Passer()
        return request

    return make


class TestAdmin:
    def test_passes_the_checks_of_the_framework(self, admin):
        assert admin.check() == []

    def test_has_the_date_in_its_form(self, admin, list_request):
        assert list(admin.get_form(list_request()).base_fields) == ["title", "found"]

    def test_shows_the_date_under_its_name(self, admin, list_request):
        found = admin.get_changelist_instance(list_request())

        assert "found on" in [header["text"] for header in result_headers(found)]
        assert '<td class="field-found">2012</td>' in cells(found)

    @pytest.mark.parametrize(
        ("order", "titles"),
        [("2", ["of 2011", "of 2012", "of 2013"]), ("-2", ["of 2013", "of 2012", "of 2011"])],
    )
    def test_sorts_by_the_date(self, admin, list_request, order, titles):
        found = admin.get_changelist_instance(list_request(o=order))

        assert [row.title for row in found.result_list] == titles

    def test_leaves_the_cell_of_an_unknown_date_empty(self, admin, list_request):
        admin.model.objects.update(found_edtf="", found_earliest=None, found_latest=None)

        found = admin.get_changelist_instance(list_request())

        assert cells(found).count('<td class="field-found">-</td>') == 3


def cells(changelist):
    """Return the cells of all the rows of a list."""
    changelist.formset = None
    return [cell for row in results(changelist) for cell in row]
