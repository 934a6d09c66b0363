"""The forms by which administrators manage accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, SetPasswordForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User, role_label
from casework.accounts.services import LatestAdministratorError, demand_other_administrator
from casework.audit.forms import AuditedInlineFormSet, AuditedModelForm, VersionedModelForm


class NewUserForm(BaseUserCreationForm, AuditedModelForm):
    """An account together with its first password."""

    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name", "email")


class NewPasswordForm(SetPasswordForm):
    """A new password that an administrator gives to somebody."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history for good; the password itself is not."),
    )


class RoleField(forms.ModelChoiceField):
    """A choice among the roles, each under its own name."""

    def __init__(self) -> None:
        super().__init__(
            Group.objects.filter(name__in=Role.values).order_by("name"),
            label=RoleGrant._meta.get_field("role").verbose_name,
            help_text=RoleGrant._meta.get_field("role").help_text,
        )

    def label_from_instance(self, obj: Group) -> str:
        """The role's name in people's words."""
        return role_label(obj)


class RoleGrantForm(VersionedModelForm):
    """One role that the person on the form holds."""

    role = RoleField()

    class Meta:
        model = RoleGrant
        fields = ("role",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Another role is another grant, to which a second person agrees.
        self.fields["role"].disabled = self.instance.pk is not None


class RoleGrantFormSet(AuditedInlineFormSet):
    """The roles of the person on the form."""

    def clean(self) -> None:
        """Refuse to leave the application without an active administrator."""
        super().clean()
        if self.instance.pk is None or self._will_administer():
            return
        try:
            demand_other_administrator(user=self.instance)
        except LatestAdministratorError as error:
            raise ValidationError(str(error), code="latest_administrator") from error

    def _will_administer(self) -> bool:
        roles = {
            form.instance.role.name
            for form in self.forms
            if not self._should_delete_form(form) and form.instance.role_id
        }
        return self.instance.is_active and Role.ADMINISTRATOR in roles
