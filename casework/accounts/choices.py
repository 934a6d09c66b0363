"""The roles that a member of staff can hold, and how signing in can end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role, stored as the name of its group."""

    CASEWORKER = "caseworker", _("Caseworker")
    DIRECTOR = "director", _("Director")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class SignInOutcome(models.TextChoices):
    """What became of signing in, or that somebody signed out."""

    SIGNED_IN = "signed_in", _("signed in")
    REFUSED = "refused", _("refused")
    SIGNED_OUT = "signed_out", _("signed out")
