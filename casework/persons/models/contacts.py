"""How a person can be reached."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.encrypted import EncryptedTextField, bound_to_row
from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.persons.choices import ContactKind
from casework.persons.models.people import Person
from casework.persons.querysets import ContactDetailQuerySet


class ContactDetail(AuditedModel):
    """One way to reach a person; always restricted, whoever the person is, and kept encrypted."""

    case_lookup: ClassVar[str] = ""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="contact_details", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind.choices)
    cipher_id = bound_to_row()
    value = EncryptedTextField(
        _("number or address"),
        owner="person",
        max_length=250,
        help_text=_(
            "Seen by who recorded it, by the teams of the person's cases, by directors and auditors."
        ),
    )
    notes = EncryptedTextField(
        _("notes"),
        owner="person",
        max_length=250,
        blank=True,
        help_text=_("Whose it is, when it is safe to use, in what language."),
    )

    objects = ContactDetailQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        ordering = ["person", "kind", "-pk"]
        constraints = [
            valid_choice("contactdetail", "kind", ContactKind),
            models.CheckConstraint(
                name="contactdetail_is_not_empty",
                condition=~Q(value=""),
                violation_error_message=_("Write the number or the address, or remove the row."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """Refuse what is recorded of the person already; the database cannot compare what is encrypted."""
        super().clean()
        if self.person_id is None:
            return
        others = ContactDetail.objects.filter(person_id=self.person_id, kind=self.kind).exclude(pk=self.pk)
        if any(other.value == self.value for other in others):
            raise ValidationError(
                {"value": ValidationError(_("This contact detail is already recorded."), code="once")}
            )
