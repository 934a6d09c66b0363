"""The closed lists that more than one subject chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.core import partial_dates


class Confidentiality(models.TextChoices):
    """Who among the staff may open a record."""

    OPEN = "open", _("open to all staff")
    RESTRICTED = "restricted", _("restricted to its team")


class Certainty(models.TextChoices):
    """How firmly a fact is held to be so."""

    ESTABLISHED = "established", _("established")
    REPORTED = "reported", _("reported")
    ALLEGED = "alleged", _("alleged")
    CONTESTED = "contested", _("contested")
    INFERRED = "inferred", _("inferred")


class Basis(models.TextChoices):
    """Where a date comes from: the source, our reading of it, or arithmetic."""

    STATED = partial_dates.Basis.STATED.value, _("stated by the source")
    INFERRED = partial_dates.Basis.INFERRED.value, _("inferred from what the source says")
    COMPUTED = partial_dates.Basis.COMPUTED.value, _("computed from another date")


class YesNoUnknown(models.TextChoices):
    """An answer that may honestly be missing."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")
