"""The closed lists that the record of a source chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reliability(models.TextChoices):
    """How far a source can be relied on, by the steps of HURIDOCS micro-thesaurus 42."""

    HIGHLY_RELIABLE = "highly_reliable", _("highly reliable")
    RELIABLE = "reliable", _("reliable")
    UNRELIABLE = "unreliable", _("unreliable")
    HIGHLY_UNRELIABLE = "highly_unreliable", _("highly unreliable")
    UNKNOWN = "unknown", _("unknown")


class ServedAs(models.TextChoices):
    """What whoever downloads a file is given."""

    COPY = "copy", _("copy without metadata")
    AS_IT_IS = "as_it_is", _("as it came: nothing is removed from this kind of file")
    ORIGINAL_ONLY = "original_only", _("no copy: its metadata could not be removed")
