"""Who defends whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.proceedings.choices import CounselBasis
from casework.proceedings.models.proceedings import Proceeding
from casework.proceedings.querysets import RepresentationQuerySet


class Representation(AuditedModel):
    """One lawyer acting for one person in one proceeding, for a time."""

    case_lookup: ClassVar[str] = "proceeding__case"
    person_lookups: ClassVar[tuple[str, ...]] = ("person", "counsel")

    proceeding = models.ForeignKey(
        Proceeding, verbose_name=_("proceeding"), on_delete=models.PROTECT, related_name="representations"
    )
    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="representations"
    )
    counsel = models.ForeignKey(
        "persons.Person",
        verbose_name=_("counsel"),
        on_delete=models.PROTECT,
        related_name="representations_as_counsel",
    )
    basis = models.CharField(
        _("chosen or appointed"),
        max_length=10,
        choices=CounselBasis,
        default=CounselBasis.UNKNOWN,
        help_text=_("Chosen by the person or the family, or appointed by the authorities."),
    )
    began = PartialDateField(_("from"))
    ended = PartialDateField(_("until"))

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ["proceeding", F("began_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            *partial_date_constraints("representation", "began"),
            *partial_date_constraints("representation", "ended"),
            valid_choice("representation", "basis", CounselBasis),
            models.CheckConstraint(
                name="representation_not_of_oneself",
                condition=~Q(person=F("counsel")),
                violation_error_message=_("Counsel is somebody else than the person defended."),
            ),
            models.CheckConstraint(
                name="representation_not_ended_before_it_began",
                condition=Q(began_earliest=None)
                | Q(ended_latest=None)
                | Q(ended_latest__gte=F("began_earliest")),
                violation_error_message=_("Representation cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(counsel)s for %(person)s") % {"counsel": self.counsel, "person": self.person}
