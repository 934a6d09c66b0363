"""What seals the ledger: the place of each entry in the tree, and signed checkpoints of the whole."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models.entries import Entry
from casework.audit.querysets import AppendOnlyQuerySet


class SealedEntry(models.Model):
    """The place of one entry in the tree, and the hash by which the tree holds it.

    An entry without one is still to be sealed. Which those are cannot be told from number or time: what a
    slow transaction wrote long ago may be committed only now.
    """

    position = models.BigIntegerField(_("position"), primary_key=True, help_text=_("Counted from zero."))
    entry = models.OneToOneField(
        Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="sealed"
    )
    leaf = models.BinaryField(_("leaf"), help_text=_("SHA-256 of what the entry says, without its values."))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed entry")
        verbose_name_plural = _("sealed entries")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sealedentry_position_from_zero",
                condition=Q(position__gte=0),
                violation_error_message=_("Positions are counted from zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)


class Checkpoint(models.Model):
    """One signed statement of all that the ledger held: the size and root of its tree, and the one before.

    Its number follows that of the one before, so two sealers at once cannot both write the next.
    """

    number = models.BigIntegerField(_("number"), primary_key=True, help_text=_("Counted from one."))
    size = models.BigIntegerField(_("entries sealed"))
    root = models.BinaryField(_("root"), help_text=_("The hash of the tree."))
    frontier = models.BinaryField(
        _("frontier"), help_text=_("The hashes of the perfect subtrees from which the tree grows on.")
    )
    note = models.TextField(_("note"), help_text=_("The signed statement, as it is given to others."))
    key = models.TextField(_("public key"), help_text=_("The key by which the signature is verified."))
    at = models.DateTimeField(_("when"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="checkpoint_numbered_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Checkpoints are counted from one."),
            ),
            models.CheckConstraint(
                name="checkpoint_size_not_negative",
                condition=Q(size__gte=0),
                violation_error_message=_("A tree cannot hold fewer entries than none."),
            ),
        ]

    def __str__(self) -> str:
        return _("checkpoint %(number)d over %(size)d entries") % {"number": self.number, "size": self.size}
