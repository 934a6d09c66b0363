"""The index: what every record is found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.search.querysets import SearchDocumentQuerySet


class SearchDocument(models.Model):
    """What one record is found by: worked out from the record, and so without a trace of its own.

    The long columns come last, where the engine need not pass them to read the others.
    """

    kind = models.CharField(_("kind of record"), max_length=100, help_text=_("Such as cases.case."))
    object_id = models.BigIntegerField(_("record"))
    day = models.DateField(
        _("day"), null=True, help_text=_("The day it is of; of its equals the latest is first.")
    )
    is_closed = models.BooleanField(_("closed"), default=False)
    names = models.TextField(
        _("names"), help_text=_("What it is called by, one name a line, in plain Latin letters.")
    )
    heading = models.TextField(_("heading"), help_text=_("The words of what heads it, where it has no name."))
    words = models.TextField(_("words"), help_text=_("All its other words."))
    sounds = models.TextField(
        _("sounds"), help_text=_("Keys by which a person's name is found as it sounds.")
    )

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the index")
        verbose_name_plural = _("entries of the index")
        ordering = ["kind", "object_id", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                # The key first: no engine is to look up a whole kind where it should judge what was found.
                fields=["object_id", "kind"],
                name="searchdocument_once_per_record",
                violation_error_message=_("The index has this record already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
