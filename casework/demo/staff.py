"""The invented office: who works in the demo, and in what role."""

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.passwords import generate_password
from casework.accounts.services import create_user
from casework.audit.context import Actor, Origin, change_set

ENTERED_BY = Actor(id=None, name="manage.py load_demo")

#: The accounts that whoever looks at the demo signs in with, one for each role.
ACCOUNTS = (
    ("caseworker", "Aigerim Tansyk", Role.CASEWORKER),
    ("director", "Ruth Landvreugd", Role.DIRECTOR),
    ("auditor", "Pavel Ostrander", Role.AUDITOR),
    ("administrator", "Mina Castellane", Role.ADMINISTRATOR),
)
#: Colleagues who have entered their part of the record; nobody is told their passwords.
COLLEAGUES = (
    ("ines", "Inês Falcata", Role.CASEWORKER),
    ("tariq", "Tariq Wellspring", Role.CASEWORKER),
    ("joon", "Joon Harrow", Role.CASEWORKER),
)


def open_accounts(*, password: str | None) -> tuple[dict[str, User], dict[str, str]]:
    """Open all accounts; return them, and the passwords of the four that the demo is shown with.

    The four share the password given, or have fresh random ones. Raises ``ValidationError`` for a weak one.
    """
    staff: dict[str, User] = {}
    passwords: dict[str, str] = {}
    with change_set(actor=ENTERED_BY, origin=Origin.COMMAND, reason="The office of the demo."):
        for username, full_name, role in (*ACCOUNTS, *COLLEAGUES):
            is_shown = (username, full_name, role) in ACCOUNTS
            chosen = (password if is_shown else None) or generate_password()
            staff[username] = create_user(
                username=username,
                full_name=full_name,
                email=f"{username}@casework.example",
                password=chosen,
                roles=[role],
            )
            if is_shown:
                passwords[username] = chosen
    return staff, passwords
