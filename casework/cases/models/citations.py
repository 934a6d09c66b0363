"""What sources say of what is recorded."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.cases.choices import Stance
from casework.cases.models.developments import Development
from casework.cases.querysets import CitationQuerySet
from casework.core.constraints import valid_choice
from casework.sources.choices import Reliability

#: The fields of a citation of which exactly one names what the source speaks of.
TARGETS = ("development", "person", "person_name", "nationality", "occupation", "affiliation")
#: Those of them that are one detail of a person.
DETAILS = ("person_name", "nationality", "occupation", "affiliation")


def _exactly_one(names: Sequence[str]) -> Q:
    return reduce(or_, (Q(**{f"{name}__isnull": name != one for name in names}) for one in names))


class Citation(AuditedModel):
    """A passage of a source that bears out, or speaks against, one thing that we recorded."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = (
        "person",
        "person_name__person",
        "nationality__person",
        "occupation__person",
        "affiliation__person",
    )
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"development", "source"})

    development = models.ForeignKey(
        Development,
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    person_name = models.ForeignKey(
        "persons.PersonName",
        verbose_name=_("name"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    nationality = models.ForeignKey(
        "persons.PersonNationality",
        verbose_name=_("nationality"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    occupation = models.ForeignKey(
        "persons.PersonOccupation",
        verbose_name=_("occupation"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    affiliation = models.ForeignKey(
        "persons.Affiliation",
        verbose_name=_("affiliation"),
        on_delete=models.PROTECT,
        related_name="citations",
        null=True,
        blank=True,
    )
    source = models.ForeignKey(
        "sources.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="citations"
    )
    locator = models.CharField(
        _("where in the source"),
        max_length=100,
        blank=True,
        help_text=_("Paragraph, page or minute."),
    )
    quotation = models.TextField(
        _("quotation"), blank=True, help_text=_("The words of the source, in its own language.")
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    about = models.CharField(
        _("about"),
        max_length=100,
        blank=True,
        help_text=_("What the passage speaks of, if not of the whole: the date, the amount, the wording."),
    )
    says = models.CharField(
        _("says"),
        max_length=250,
        blank=True,
        help_text=_("Where the source disagrees: what it says instead, such as “400,000 KZT”."),
    )
    reliability = models.CharField(
        _("reliability"),
        max_length=20,
        choices=Reliability,
        blank=True,
        help_text=_("Of this statement. Leave empty if it is that of the source."),
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="citation_of_exactly_one_thing",
                condition=_exactly_one(TARGETS),
                violation_error_message=_("A citation speaks of exactly one thing."),
            ),
            valid_choice("citation", "stance", Stance),
            valid_choice("citation", "reliability", Reliability, blank=True),
        ]

    def __str__(self) -> str:
        where = f", {self.locator}" if self.locator else ""
        return f"{self.source}{where}"

    @property
    def target(self) -> Any:
        """What the source speaks of."""
        return next(getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id") is not None)
