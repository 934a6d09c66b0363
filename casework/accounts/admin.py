"""The pages on which administrators manage accounts."""

from collections.abc import Sequence
from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401  (these register what is unregistered below)
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from casework.accounts.choices import Role
from casework.accounts.forms import NewPasswordForm, NewUserForm, RoleGrantForm, RoleGrantFormSet
from casework.accounts.granting import give_role
from casework.accounts.models import RoleGrant, User, role_label
from casework.accounts.querysets import UserQuerySet
from casework.accounts.services import AccountRefusedError, what_counts_on
from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.audit.errors import ReasonRequiredError

# What a role may do is written in the code: no page may say otherwise.
# What people sign in with is theirs alone to see, on pages of its own.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])

hides_passwords = method_decorator(sensitive_post_parameters())


class RoleFilter(admin.SimpleListFilter):
    """Narrows the list of accounts to those who hold a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The roles under their own names."""
        return Role.choices

    def queryset(self, request: HttpRequest, queryset: UserQuerySet) -> UserQuerySet:
        """The accounts that hold the chosen role."""
        return queryset.with_role(self.value()) if self.value() else queryset


class RoleGrantInline(AuditedTabularInline):
    """The roles of a person, on the page of the account."""

    model = RoleGrant
    form = RoleGrantForm
    formset = RoleGrantFormSet
    fields = ("role",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The grants with what they are named by."""
        return super().get_queryset(request).for_list()


@admin.register(User)
class UserAdmin(AuditedAdmin):
    """Accounts: seen by administrators, directors and auditors, changed by administrators.

    Everybody who works on cases may look a colleague up by name in an autocomplete, which tells no more than
    the full name and the username of those who are active.
    """

    list_display = ("full_name", "username", "roles", "email", "is_active")
    list_filter = ("is_active", RoleFilter)
    # Not the e-mail address: autocompletes search here too, for people to whom it is not shown.
    search_fields = ("full_name", "username")
    ordering = ("full_name", "username", "-pk")
    readonly_fields = ("set_password", "still_theirs")
    fieldsets = ((None, {"fields": ("username", "full_name", "email", "is_active")}),)
    change_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "is_active", "still_theirs", "set_password")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email")}),
        (_("First password"), {"fields": ("password1", "password2")}),
    )
    inlines = (RoleGrantInline,)

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        """The roles held, by name."""
        return obj.role_names

    @admin.display(description=_("work left"))
    def still_theirs(self, obj: User) -> str:
        """What others must take over before the person leaves."""
        return what_counts_on(obj) or str(_("Nothing counts on them any more."))

    @admin.display(description=_("password"))
    def set_password(self, obj: User) -> str:
        """The way to the page on which a new password is set."""
        address = reverse(f"{self.admin_site.name}:accounts_user_password_change", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))

    def describe(self, obj: User) -> str:
        """The name with the username, which tells namesakes apart."""
        return f"{obj} ({obj.username})"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The accounts with their roles; in an autocomplete, those who can still be given work."""
        accounts = super().get_queryset(request)
        return accounts.active() if _is_autocomplete(request) else accounts.for_list()

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whether the person may see accounts or, in an autocomplete, name colleagues."""
        return super().has_view_permission(request, obj) or (
            _is_autocomplete(request) and request.user.has_perm("accounts.name_user")
        )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Sequence[Any]:
        """Ask for a password with a new account; link to its own page afterwards."""
        if obj is None:
            return self.add_fieldsets
        return self.change_fieldsets if self.has_change_permission(request, obj) else self.fieldsets

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **options: Any
    ) -> Any:
        """The form of an account, with passwords while it is new."""
        if obj is None:
            options.setdefault("form", NewUserForm)
        return super().get_form(request, obj, change=change, **options)

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a password is set."""
        page = path(
            "<path:object_id>/password/",
            self.admin_site.admin_view(self.password_change_view),
            name="accounts_user_password_change",
        )
        return [page, *super().get_urls()]

    @hides_passwords
    def changeform_view(self, *args: Any, **options: Any) -> HttpResponse:
        """Show or save an account; a first password stays out of error reports."""
        return super().changeform_view(*args, **options)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Write the account; say what is left of the work of somebody whose account it closes."""
        super().save_model(request, obj, form, change)
        closes = change and "is_active" in form.changed_data and not obj.is_active
        if closes and (left := what_counts_on(obj)):
            messages.warning(request, left)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write the roles; giving one owes a reason just as taking one does."""
        if formset.has_changed() and not request.act.reason:
            raise ReasonRequiredError(["role"])
        if formset.model is not RoleGrant:
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        for grant in formset.deleted_objects:
            grant.delete()
        for grant in formset.new_objects:
            try:
                asked = give_role(user=form.instance, role=Role(grant.role.name))
            except AccountRefusedError as error:
                raise ValidationError(str(error)) from error
            if asked is not None:
                words = _("The role %(role)s is asked for: it is given once a second person agrees.")
                messages.info(request, words % {"role": role_label(grant.role)})

    @hides_passwords
    def password_change_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Set a new password for somebody; the history tells of it without keeping it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        user = self.get_object(request, unquote(object_id))
        if user is None:
            raise Http404
        form = NewPasswordForm(user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            request.act.reason = form.cleaned_data["reason"]
            form.save()
            update_session_auth_hash(request, user)
            messages.success(request, _("%(name)s has a new password.") % {"name": user})
            return HttpResponseRedirect(
                reverse(f"{self.admin_site.name}:accounts_user_change", args=[user.pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("New password for %(name)s") % {"name": user},
            "opts": self.opts,
            "original": user,
            "form": form,
        }
        return TemplateResponse(request, "accounts/user_password_change.html", context)


def _is_autocomplete(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
