"""The addresses of the pages of accounts, what a browser posts from them, and what they answer."""

from django.contrib.auth.models import Group
from django.urls import reverse

NEW_PASSWORD = "another-harbour-entirely-3"


def address(page, *args):
    return reverse(f"admin:accounts_user_{page}", args=args)


def account_form(user=None, *, roles=(), withdrawn=(), **values):
    """What a browser posts from the page of an account: its fields, its roles, the reason."""
    grants = list(user.role_grants.all()) if user else []
    data = {
        "username": user.username if user else "aida",
        "full_name": user.full_name if user else "Aida Serik",
        "email": user.email if user else "aida@office.example",
        "reason": "As agreed on Monday",
        "role_grants-TOTAL_FORMS": str(len(grants) + len(roles)),
        "role_grants-INITIAL_FORMS": str(len(grants)),
    }
    if user:
        data |= {"opened_head": user.head_id.hex}
        data |= {"is_active": "on"} if user.is_active else {}
    for number, grant in enumerate(grants):
        prefix = f"role_grants-{number}"
        data |= {
            f"{prefix}-id": str(grant.pk),
            f"{prefix}-user": str(user.pk),
            f"{prefix}-role": str(grant.role_id),
            f"{prefix}-opened_head": grant.head_id.hex,
        }
        if grant.role.name in withdrawn:
            data[f"{prefix}-DELETE"] = "on"
    for number, role in enumerate(roles, start=len(grants)):
        data[f"role_grants-{number}-role"] = str(Group.objects.get(name=role).pk)
    data |= values
    return {name: value for name, value in data.items() if value is not None}


def errors(response):
    forms = response.context["adminform"].form, *response.context["inline_admin_formsets"]
    found = [str(forms[0].errors)]
    for inline in forms[1:]:
        found += [str(inline.formset.non_form_errors()), str(inline.formset.errors)]
    return " ".join(found)
