"""A person: names, nationalities and occupations."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.audit.models import AuditedModel
from casework.core.choices import Confidentiality
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.persons.choices import Language, NameKind, NationalityKind, Script, Sex
from casework.persons.models.names import NamedRow
from casework.persons.models.periods import ended_not_before_began
from casework.persons.querysets import PersonNameQuerySet, PersonPartQuerySet, PersonQuerySet
from casework.reference.choices import Vocabulary


class Person(NamedRow):
    """One human being the organisation knows of: a client, a relative, a counsel, an official."""

    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset(
        {"name", "birth", "confidentiality", "merged_into"}
    )

    name = models.CharField(
        _("name as used"),
        max_length=200,
        help_text=_("As the person is called in our own texts. Other names, spellings and scripts go below."),
    )
    sex = models.CharField(_("sex"), max_length=20, choices=Sex.choices, default=Sex.UNKNOWN)
    birth = PartialDateField(
        _("born"), help_text=_("As far as it is known: 1988, Aug 1988, about 11 Feb 1988.")
    )
    birthplace = models.CharField(_("birthplace"), max_length=200, blank=True)
    death = PartialDateField(_("died"), help_text=_("Leave empty for the living and for the disappeared."))
    notes = models.TextField(
        _("notes"),
        blank=True,
        help_text=_("What a colleague should know first. Facts of a case belong to the case."),
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=20,
        choices=Confidentiality.choices,
        default=Confidentiality.OPEN,
        help_text=_(
            "A restricted person is known only to who recorded them, to the teams of their cases, "
            "to directors and to auditors."
        ),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_persons",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        help_text=_("The record that stands for this person since both were found to be the same."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        abstract = False
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "-pk"]
        indexes = [
            *NamedRow.Meta.indexes,
            # Of the few that are merged only: an index of all would be preferred to those of the names.
            models.Index(
                fields=["merged_into"], name="person_merged_into", condition=Q(merged_into__isnull=False)
            ),
        ]
        constraints = [
            valid_choice("person", "sex", Sex),
            valid_choice("person", "confidentiality", Confidentiality),
            *partial_date_constraints("person", "birth"),
            *partial_date_constraints("person", "death"),
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("A person needs a name, if only the one they are known by."),
            ),
            models.CheckConstraint(
                name="person_died_not_before_born",
                condition=Q(death_latest=None)
                | Q(birth_earliest=None)
                | Q(death_latest__gte=F("birth_earliest")),
                violation_error_message=_("A person cannot die before they were born."),
            ),
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                violation_error_message=_("A person cannot be merged into themselves."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace:person_file", args=[self.pk])


class PersonName(NamedRow):
    """One more name of a person: in the native script, as transliterated, former, pen name, alias."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="names", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind.choices)
    name = models.CharField(_("name"), max_length=200)
    script = models.CharField(_("script"), max_length=4, choices=Script.choices, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)

    objects = PersonNameQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        abstract = False
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["person", "kind", "name", "-pk"]
        constraints = [
            valid_choice("personname", "kind", NameKind),
            valid_choice("personname", "script", Script, blank=True),
            valid_choice("personname", "language", Language, blank=True),
            models.CheckConstraint(
                name="personname_is_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("Write the name, or remove the row."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "name"],
                name="personname_once",
                violation_error_message=_("This person already has this name of this kind."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonNationality(AuditedModel):
    """One country that a person belongs to, and in what sense."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="nationalities", verbose_name=_("person")
    )
    country = CountryField(_("country"))
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=NationalityKind.choices,
        default=NationalityKind.CITIZENSHIP,
        help_text=_("Unspecified, when a source calls somebody of a country and says no more."),
    )

    objects = PersonPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("nationality")
        verbose_name_plural = _("nationalities")
        ordering = ["person", "country", "-pk"]
        constraints = [
            valid_choice("personnationality", "kind", NationalityKind),
            models.CheckConstraint(
                name="personnationality_names_a_country",
                condition=~Q(country=""),
                violation_error_message=_("Choose the country."),
            ),
            models.UniqueConstraint(
                fields=["person", "country", "kind"],
                name="personnationality_once",
                violation_error_message=_("This nationality is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country.name} ({self.get_kind_display()})"


class PersonOccupation(AuditedModel):
    """One occupation of a person, with the time for which it was held where that is known."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="occupations", verbose_name=_("person")
    )
    occupation = models.ForeignKey(
        "reference.Term",
        on_delete=models.PROTECT,
        related_name="person_occupations",
        limit_choices_to={"vocabulary": Vocabulary.OCCUPATION},
        verbose_name=_("occupation"),
    )
    began = PartialDateField(_("began"))
    ended = PartialDateField(_("ended"), help_text=_("Empty while it lasts, or when nothing is known of it."))

    objects = PersonPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        ordering = ["person", "began_earliest", "began_latest", "-pk"]
        constraints = [
            *partial_date_constraints("personoccupation", "began"),
            *partial_date_constraints("personoccupation", "ended"),
            ended_not_before_began("personoccupation", _("An occupation cannot end before it began.")),
            models.UniqueConstraint(
                fields=["person", "occupation", "began_edtf"],
                name="personoccupation_once",
                violation_error_message=_("This occupation is already recorded from that date."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.occupation)
