"""What ties a person to organisations and to other persons."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import partial_date_constraints
from casework.core.fields import PartialDateField
from casework.persons.models.organisations import Organisation
from casework.persons.models.people import Person
from casework.persons.models.periods import ended_not_before_began
from casework.persons.querysets import PersonPartQuerySet, RelationshipQuerySet
from casework.reference.choices import Vocabulary


class Affiliation(AuditedModel):
    """A person's place in an organisation: editor of a newspaper, co-founder of a party, judge of a court."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="affiliations", verbose_name=_("organisation")
    )
    role = models.ForeignKey(
        "reference.Term",
        on_delete=models.PROTECT,
        related_name="affiliations",
        limit_choices_to={"vocabulary": Vocabulary.AFFILIATION_ROLE},
        verbose_name=_("role"),
        null=True,
        blank=True,
    )
    role_words = models.CharField(
        _("role in words"),
        max_length=200,
        blank=True,
        help_text=_("The title as the organisation or the source puts it: Executive Director."),
    )
    began = PartialDateField(_("began"))
    ended = PartialDateField(_("ended"), help_text=_("Empty while it lasts, or when nothing is known of it."))

    objects = PersonPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["person", "began_earliest", "began_latest", "-pk"]
        constraints = [
            *partial_date_constraints("affiliation", "began"),
            *partial_date_constraints("affiliation", "ended"),
            ended_not_before_began("affiliation", _("An affiliation cannot end before it began.")),
            models.CheckConstraint(
                name="affiliation_says_in_what_role",
                condition=Q(role__isnull=False) | ~Q(role_words=""),
                violation_error_message=_("Choose the role, or write it in words."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "role_words", "began_edtf"],
                name="affiliation_once",
                violation_error_message=_("This affiliation is already recorded from that date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_words or self.role}, {self.organisation}"


class Relationship(AuditedModel):
    """How one person stands to another: mother, colleague, cellmate."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="relationships", verbose_name=_("person")
    )
    other_person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="relationships_from_others",
        verbose_name=_("other person"),
    )
    kind = models.ForeignKey(
        "reference.Term",
        on_delete=models.PROTECT,
        related_name="relationships",
        limit_choices_to={"vocabulary": Vocabulary.RELATIONSHIP},
        verbose_name=_("kind"),
        help_text=_("What the other person is to this one: “mother” when the other person is the mother."),
    )

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        ordering = ["person", "other_person", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="relationship_not_with_oneself",
                condition=~Q(person=F("other_person")),
                violation_error_message=_("A relationship needs two persons."),
            ),
            models.UniqueConstraint(
                fields=["person", "other_person", "kind"],
                name="relationship_once",
                violation_error_message=_("This relationship is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_person}: {self.kind}"
