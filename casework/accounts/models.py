"""Staff accounts, the roles granted to them, and who signed in."""

import re
from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractBaseUser, Group, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Countersigned, Role, SignInOutcome, TwoPersonAct
from casework.accounts.querysets import (
    CountersignatureQuerySet,
    RoleGrantQuerySet,
    SignInQuerySet,
    UserQuerySet,
)
from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice

USERNAME_SHAPE = RegexValidator(
    re.compile(r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z"),
    _("Use lower-case letters without accents, digits, and dots, hyphens or underscores between them."),
)


def role_label(group: Group) -> str:
    """The role's name in people's words; a group that no role stands behind keeps its own name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name


class User(AuditedModel, AbstractBaseUser, PermissionsMixin):
    """One member of staff who can sign in; kept, once it has acted, to name who did what."""

    is_restorable: ClassVar[bool] = False

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"username", "full_name", "is_active"})
    ledger_excluded: ClassVar[frozenset[str]] = frozenset({"password"})

    # Columns that Django's abstract users bring and that this application does without.
    last_login = None
    is_superuser = False
    user_permissions = None

    username = models.CharField(
        _("username"),
        max_length=60,
        unique=True,
        validators=[USERNAME_SHAPE],
        error_messages={"unique": _("Another account already has this username.")},
        help_text=_("What the person signs in with: lower-case letters, digits, dots, hyphens, underscores."),
    )
    full_name = models.CharField(
        _("full name"), max_length=200, help_text=_("As colleagues and the change history name the person.")
    )
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("A work address; seen by administrators, directors and auditors."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "Take the mark away when somebody leaves: they can no longer sign in, "
            "and what they did keeps their name."
        ),
    )
    password_version = models.PositiveIntegerField(
        _("password version"),
        default=0,
        editable=False,
        help_text=_(
            "Goes up by one with each new password, so that the history tells of it without keeping it."
        ),
    )
    groups = models.ManyToManyField(
        Group,
        verbose_name=_("roles"),
        through="accounts.RoleGrant",
        related_name="user_set",
        related_query_name="user",
        blank=True,
    )

    objects = UserQuerySet.as_manager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "username", "-pk"]
        permissions = [("name_user", _("Can choose a colleague by name"))]
        constraints = [
            models.CheckConstraint(
                name="user_username_lower_case",
                condition=Q(username=Lower("username")) & ~Q(username=""),
                violation_error_message=_("A username is written in lower case."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_unique",
                violation_error_message=_("Another account already has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The full name, or the username where none is given."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """What the page's corner greets the person with."""
        return self.get_full_name()

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """The one spelling under which a username is kept."""
        return cls.objects.normalize_username(username)

    @property
    def is_staff(self) -> bool:
        """Whether the person may enter at all: everyone with an active account is staff."""
        return self.is_active

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be this person's: another password ends it, and any change of roles."""
        return self._bound_to_roles(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under each former secret key that still counts."""
        yield from map(self._bound_to_roles, super().get_session_auth_fallback_hash())

    def _bound_to_roles(self, session_hash: str) -> str:
        bound = f"{session_hash}:{self.latest_change_of_roles}"
        return salted_hmac("casework.accounts.sessions", bound, algorithm="sha256").hexdigest()

    @cached_property
    def latest_change_of_roles(self) -> int:
        """The number of the latest version of any role given to the person or taken back; 0 for none."""
        return User.objects.to_sign_in().values_list("latest_change_of_roles", flat=True).get(pk=self.pk)

    @cached_property
    def role_names(self) -> str:
        """The labels of the roles held, joined by commas; empty when there are none."""
        return ", ".join(sorted(role_label(group) for group in self.groups.all()))

    @property
    def latest_sign_ins(self) -> QuerySet:
        """The latest twenty things that happened as somebody signed in under this name."""
        return self.sign_ins.all()[:20]

    def set_password(self, raw_password: str | None) -> None:
        """Set a new password and count it."""
        super().set_password(raw_password)
        self.password_version += 1

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password; a hash made by an outdated method is renewed on the way.

        The renewed hash is of the same password, so that it does not count as a new one.
        """

        def renew(password: str) -> None:
            self.password = make_password(password)
            self.save(update_fields=["password"])

        return check_password(raw_password, self.password, renew)


class RoleGrant(AuditedModel):
    """One role that one member of staff holds."""

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"user", "role"})

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("user")
    )
    role = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name=_("role"),
        help_text=_("What the person may see and do. Somebody may hold several roles."),
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role granted")
        verbose_name_plural = _("roles granted")
        ordering = ["user__full_name", "role__name", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="role_grant_once",
                violation_error_message=_("This person already holds this role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {role_label(self.role)}"


class RestoringRight(AuditedModel):
    """That a director lets an auditor put back what was recorded before."""

    is_restorable: ClassVar[bool] = False

    user = models.OneToOneField(
        User, on_delete=models.PROTECT, related_name="restoring_right", verbose_name=_("auditor")
    )

    class Meta:
        verbose_name = _("right to restore")
        verbose_name_plural = _("rights to restore")
        ordering = ["user__full_name", "-pk"]
        permissions = [("grant_restoring", _("Can let an auditor restore what was recorded"))]

    def __str__(self) -> str:
        return str(self.user)


class SignIn(AuditedModel):
    """That somebody signed in or out, was refused under the name typed, or changed how they sign in.

    Never a password, a code or a key.
    """

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""

    typed_name = models.CharField(
        _("name typed"), max_length=60, blank=True, help_text=_("Its beginning, where it was longer.")
    )
    user = models.ForeignKey(
        User,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="sign_ins",
        null=True,
        blank=True,
        help_text=_("The account of that name, if there is one."),
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=SignInOutcome)
    at = models.DateTimeField(_("when"), db_index=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        constraints = [
            valid_choice("signin", "outcome", SignInOutcome),
            models.CheckConstraint(
                name="signin_of_somebody_unless_refused",
                condition=Q(outcome=SignInOutcome.REFUSED) | Q(user__isnull=False),
                violation_error_message=_("Nobody signs in or out without an account."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed_name}: {self.get_outcome_display()}"


class Countersignature(AuditedModel):
    """That somebody asked for what nobody does alone, and what a second person said to it.

    Why each of them did, say the acts. The database knows that they are two.
    """

    is_restorable: ClassVar[bool] = False
    is_erasable: ClassVar[bool] = False

    kind = models.CharField(_("what is asked for"), max_length=12, choices=TwoPersonAct)
    object_id = models.BigIntegerField(
        _("record"), null=True, blank=True, help_text=_("The number of the case or account it is about.")
    )
    words = models.TextField(
        _("further"), blank=True, help_text=_("The role, or the address of the list to be exported.")
    )
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    asked_by = models.ForeignKey(
        User, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="countersignatures_asked"
    )
    asked_at = models.DateTimeField(_("asked"))
    lapses_at = models.DateTimeField(_("lapses"))
    decision = models.CharField(_("decision"), max_length=10, choices=Countersigned, blank=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="countersignatures_decided",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    objects = CountersignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a second person")
        verbose_name_plural = _("requests for a second person")
        ordering = ["-asked_at", "-pk"]
        permissions = [("countersign", _("Can agree to what a colleague does not do alone"))]
        indexes = [models.Index(fields=["decision", "lapses_at"], name="countersignature_waiting")]
        constraints = [
            valid_choice("countersignature", "kind", TwoPersonAct),
            valid_choice("countersignature", "decision", Countersigned, blank=True),
            models.CheckConstraint(
                name="countersignature_decided_by_another",
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(decision=Countersigned.WITHDRAWN, decided_by=F("asked_by"), decided_at__isnull=False)
                | Q(
                    ~Q(decided_by=F("asked_by")),
                    decision__in=[Countersigned.SIGNED, Countersigned.REFUSED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                violation_error_message=_("Another person than the one who asked must decide."),
            ),
            models.CheckConstraint(
                name="countersignature_decided_before_it_lapses",
                condition=Q(decided_at=None)
                | Q(decision=Countersigned.WITHDRAWN)
                | Q(decided_at__lt=F("lapses_at")),
                violation_error_message=_("What nobody answered in time has lapsed: ask for it anew."),
            ),
            models.CheckConstraint(
                name="countersignature_used_once_agreed_to",
                condition=Q(used_at=None) | Q(decision=Countersigned.SIGNED, used_at__gte=F("decided_at")),
                violation_error_message=_("What was not agreed to cannot be used."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("accounts:countersignature", args=[self.pk])


class SharedValue(models.Model):
    """A value that processes keep for each other for a short time; see ``SharedCache``."""

    key = models.CharField(_("key"), max_length=250, unique=True)
    value = models.JSONField(_("value"), null=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        verbose_name = _("shared value")
        verbose_name_plural = _("shared values")

    def __str__(self) -> str:
        return self.key
