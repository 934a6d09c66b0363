"""What each role may do, written out: the specification that roles.py must meet."""

import re

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models.signals import post_migrate

from casework.accounts.apps import follow_migrate
from casework.accounts.checks import check_roles_name_real_permissions
from casework.accounts.choices import Role
from casework.accounts.roles import RIGHTS, Rights
from casework.accounts.services import permissions_of, sync_roles
from casework.audit.models import AuditedModel
from tests.factories.accounts import UserFactory

# v view, a add, c change, d delete; a dash for nothing.
APPS_BY_ROLE = """
               caseworker  director  auditor  administrator
persons        vacd        vacd      v        -
sources        vacd        vacd      v        -
cases          vacd        vacd      v        -
proceedings    vacd        vacd      v        -
advocacy       vacd        vacd      v        -
reference      v           v         v        vac
"""

SINGLE_BY_ROLE = """
                            caseworker  director  auditor  administrator
accounts.view_user          no          yes       yes      yes
accounts.add_user           no          no        no       yes
accounts.change_user        no          no        no       yes
accounts.delete_user        no          no        no       no
accounts.name_user          yes         yes       no       no
accounts.view_rolegrant     no          yes       yes      yes
accounts.add_rolegrant      no          no        no       yes
accounts.change_rolegrant   no          no        no       yes
accounts.delete_rolegrant   no          no        no       yes
accounts.view_signin        no          yes       yes      yes
accounts.view_restoringright no         yes       yes      yes
accounts.grant_restoring    no          yes       no       no
accounts.countersign        no          yes       no       no
accounts.view_countersignature no       yes       yes      yes
cases.view_every_case       no          yes       yes      no
cases.open_in_emergency     yes         no        no       no
cases.end_emergency         no          yes       no       no
cases.hand_over_cases       no          yes       no       no
audit.view_changeset        no          yes       yes      no
audit.view_entry            no          yes       yes      no
audit.erase_record          no          yes       no       no
workspace.view_calendarfeed no          no        yes      no
"""

ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete", "-": None}


def cells(table):
    """Each line's name with each role and what stands in its column."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    return [(name, Role(role), cell) for name, *row in lines for role, cell in zip(head, row, strict=True)]


def kept_models(label):
    return [model for model in apps.get_app_config(label).get_models() if issubclass(model, AuditedModel)]


class TestPermissionsOf:
    @pytest.mark.parametrize(("label", "role", "cell"), cells(APPS_BY_ROLE))
    def test_gives_these_actions_on_every_record_of_an_app(self, label, role, cell):
        allowed = {ACTIONS[letter] for letter in cell} - {None}

        given = {
            (action, model._meta.model_name)
            for model in kept_models(label)
            for action in ("view", "add", "change", "delete")
            if f"{label}.{action}_{model._meta.model_name}" in permissions_of(role)
        }

        assert given == {
            (action, model._meta.model_name) for model in kept_models(label) for action in allowed
        }

    @pytest.mark.parametrize(("name", "role", "cell"), cells(SINGLE_BY_ROLE))
    def test_gives_these_permissions_one_by_one(self, name, role, cell):
        assert (name in permissions_of(role)) is (cell == "yes")

    @pytest.mark.parametrize("role", Role)
    def test_gives_nothing_else(self, role):
        in_the_tables = {name for name, _, _ in cells(SINGLE_BY_ROLE)}
        labels = "|".join(sorted({label for label, _, _ in cells(APPS_BY_ROLE)}))
        on_an_app = re.compile(rf"({labels})\.(view|add|change|delete)_")

        others = {name for name in permissions_of(role) - in_the_tables if not on_an_app.match(name)}

        assert others == set()

    @pytest.mark.parametrize("role", Role)
    def test_gives_nothing_on_the_history_tables_themselves(self, role):
        assert not [name for name in permissions_of(role) if "historical" in name]

    def test_lets_nobody_change_what_an_auditor_reads(self):
        changing = [
            name for name in permissions_of(Role.AUDITOR) if not name.partition(".")[2].startswith("view_")
        ]

        assert changing == []


class TestCheckRolesNameRealPermissions:
    def test_finds_nothing_wrong_with_the_table(self):
        assert check_roles_name_real_permissions() == []

    def test_finds_a_permission_that_nothing_declares(self, monkeypatch):
        monkeypatch.setitem(RIGHTS, Role.AUDITOR, Rights(apps={}, single=frozenset({"cases.view_evry_case"})))

        errors = check_roles_name_real_permissions()

        assert [error.id for error in errors] == ["accounts.E001"]
        assert "cases.view_evry_case" in errors[0].msg


def held(role):
    return {
        f"{label}.{codename}"
        for label, codename in Permission.objects.filter(group__name=role).values_list(
            "content_type__app_label", "codename"
        )
    }


@pytest.mark.django_db
class TestSyncRoles:
    @pytest.mark.parametrize("role", Role)
    def test_has_run_once_the_database_is_made(self, role):
        assert held(role) == permissions_of(role)

    def test_removes_what_the_code_does_not_give(self):
        stray = Permission.objects.get(content_type__app_label="accounts", codename="delete_user")
        Group.objects.get(name=Role.ADMINISTRATOR).permissions.add(stray)

        sync_roles()

        assert held(Role.ADMINISTRATOR) == permissions_of(Role.ADMINISTRATOR)

    def test_gives_back_what_was_taken_away_by_hand(self):
        Group.objects.get(name=Role.AUDITOR).permissions.clear()

        sync_roles()

        assert held(Role.AUDITOR) == permissions_of(Role.AUDITOR)

    def test_empties_a_group_that_is_no_role(self):
        group = Group.objects.create(name="friends of the house")
        group.permissions.add(Permission.objects.first())

        sync_roles()

        assert held("friends of the house") == set()

    def test_writes_nothing_when_nothing_differs(self, django_assert_num_queries):
        through = Group.permissions.through.objects
        before = sorted(through.values_list("pk", flat=True))

        with django_assert_num_queries(6):
            sync_roles()

        assert sorted(through.values_list("pk", flat=True)) == before

    def test_keeps_the_groups_that_people_already_hold(self):
        director = UserFactory(director=True)
        group = director.role_grants.get().role

        sync_roles()

        assert Group.objects.get(name=Role.DIRECTOR) == group


@pytest.mark.django_db
class TestFollowMigrate:
    def test_makes_everything_from_nothing_whatever_the_order_of_apps(self):
        Group.objects.all().delete()
        Permission.objects.all().delete()

        follow_migrate()

        assert {role: held(role) for role in Role} == {role: permissions_of(role) for role in Role}

    def test_is_called_by_every_migrate(self):
        Group.objects.all().delete()

        call_command("migrate", verbosity=0)

        assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)

    def test_leaves_alone_the_migrations_of_other_apps(self):
        Group.objects.all().delete()

        post_migrate.send(
            sender=apps.get_app_config("persons"),
            app_config=apps.get_app_config("persons"),
            using="default",
            verbosity=0,
            interactive=False,
            apps=apps,
        )

        assert not Group.objects.exists()

    def test_waits_until_the_tables_of_permissions_exist(self):
        Group.objects.all().delete()

        follow_migrate(apps=Apps())

        assert not Group.objects.exists()
