"""The roles that a member of staff can hold, and what happens when they sign in and around it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role, stored as the name of its group."""

    CASEWORKER = "caseworker", _("Caseworker")
    DIRECTOR = "director", _("Director")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class TwoPersonAct(models.TextChoices):
    """What nobody does alone."""

    OPEN_CASE = "open_case", _("open a restricted case to all staff")
    GRANT_ROLE = "grant_role", _("give somebody a role")
    EXPORT = "export", _("export many records")


class Countersigned(models.TextChoices):
    """What became of something that was asked for and needs a second person."""

    SIGNED = "signed", _("agreed to")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SignInOutcome(models.TextChoices):
    """What became of signing in, or what somebody changed in how they do."""

    SIGNED_IN = "signed_in", _("signed in")
    REFUSED = "refused", _("refused")
    SIGNED_OUT = "signed_out", _("signed out")
    CONFIRMED = "confirmed", _("confirmed again who they are")
    FACTOR_REFUSED = "factor_refused", _("second factor refused")
    FACTOR_ADDED = "factor_added", _("added a second factor")
    FACTOR_REMOVED = "factor_removed", _("removed a second factor")
    CODES_MADE = "codes_made", _("made recovery codes")
