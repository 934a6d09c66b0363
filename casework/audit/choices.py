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
