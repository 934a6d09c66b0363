"""The closed lists of the audit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Through what an act reached the record."""

    FORM = "form", _("form")
    IMPORT = "import", _("import")
    API = "api", _("API")
    COMMAND = "command", _("command")
    MIGRATION = "migration", _("migration")


class Kind(models.TextChoices):
    """What an entry says became of its row."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")


class HowRead(models.TextChoices):
    """In which way somebody came to see a part of the record."""

    OPENED = "opened", _("opened")
    SEARCHED = "searched", _("searched")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed")
    AUDITED = "audited", _("read in the audit")


class RunKind(models.TextChoices):
    """What the machine was asked to do with the whole ledger."""

    VERIFICATION = "verification", _("verification")
    PROOF = "proof", _("proof")
    SWEEP = "sweep", _("sweep")


class ErasureDecision(models.TextChoices):
    """What became of the request that something be erased."""

    CONSENTED = "consented", _("consented to and erased")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
