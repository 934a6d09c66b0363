"""What must hold of the roles before the application starts."""

from typing import Any

from django.core import checks

from casework.accounts.roles import RIGHTS
from casework.accounts.services import declared_permissions


def check_roles_name_real_permissions(**kwargs: Any) -> list[checks.CheckMessage]:
    """Find apps and permissions that the table of roles names and no model declares."""
    declared = declared_permissions()
    labels = {permission.partition(".")[0] for permission in declared}
    return [
        checks.Error(f"The role {role} names {name}, which nothing declares.", id="accounts.E001")
        for role, rights in RIGHTS.items()
        for name in [*sorted(rights.apps.keys() - labels), *sorted(rights.single - declared)]
    ]
