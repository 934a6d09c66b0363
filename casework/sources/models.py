"""Where what is recorded comes from, and the files that show it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.encrypted import EncryptedTextField, bound_to_row
from casework.audit.models import AuditedModel
from casework.core.choices import Confidentiality
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.persons.choices import Language
from casework.reference.choices import Vocabulary
from casework.sources import rules
from casework.sources.choices import Reliability, ServedAs
from casework.sources.querysets import SourceFileQuerySet, SourceQuerySet
from casework.sources.storage import PrivateStorage, new_file_name


class Source(AuditedModel):
    """One publication, document or testimony that says something about the cases."""

    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"confidentiality"})

    kind = models.ForeignKey(
        "reference.Term",
        on_delete=models.PROTECT,
        related_name="sources",
        limit_choices_to={"vocabulary": Vocabulary.SOURCE_KIND},
        verbose_name=_("kind"),
    )
    title = models.CharField(
        _("title"),
        max_length=500,
        help_text=_("As published. For a conversation or a letter: what about; who it was goes below."),
    )
    publisher = models.ForeignKey(
        "persons.Organisation",
        on_delete=models.PROTECT,
        related_name="published_sources",
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        help_text=_("The organisation that issued it: newspaper, court, human rights organisation."),
    )
    author = models.CharField(_("author"), max_length=250, blank=True)
    cipher_id = bound_to_row()
    informant = EncryptedTextField(
        _("who told us"),
        max_length=500,
        blank=True,
        help_text=_(
            "Of a restricted source: who must not be named, and how they know. Kept encrypted, "
            "and not found by the search."
        ),
    )
    url = models.URLField(_("address on the web"), max_length=2000, blank=True)
    archive_url = models.URLField(
        _("archived copy"),
        max_length=2000,
        blank=True,
        help_text=_("Pages disappear: give the address of a copy in a web archive."),
    )
    published = PartialDateField(_("published"))
    retrieved_on = models.DateField(
        _("retrieved on"), null=True, blank=True, help_text=_("The day on which one of us last read it.")
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    reliability = models.CharField(
        _("reliability"),
        max_length=20,
        choices=Reliability.choices,
        default=Reliability.UNKNOWN,
        help_text=_(
            "Of the source as a whole. A single statement in it can be judged apart, where it is cited."
        ),
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=20,
        choices=Confidentiality.choices,
        default=Confidentiality.OPEN,
        help_text=_(
            "A restricted source is known only to who recorded it, to the teams of the cases that cite it, "
            "to directors and to auditors."
        ),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published_earliest", "title", "-pk"]
        indexes = [models.Index(fields=["published_earliest"], name="source_published")]
        constraints = [
            valid_choice("source", "language", Language, blank=True),
            valid_choice("source", "reliability", Reliability),
            valid_choice("source", "confidentiality", Confidentiality),
            *partial_date_constraints("source", "published"),
            models.CheckConstraint(
                name="source_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("A source needs a title, if only a description."),
            ),
            models.CheckConstraint(
                name="source_names_informants_only_if_restricted",
                condition=Q(informant="") | Q(confidentiality=Confidentiality.RESTRICTED),
                violation_error_message=_("Restrict the source before you write down who told us."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:source_file", args=[self.pk])


class SourceFile(AuditedModel):
    """One file that shows a source as it was taken in; it is never replaced by another.

    The original is the evidence and is never altered; what is served is a copy without its metadata.
    """

    case_lookup: ClassVar[str] = ""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="files", verbose_name=_("source")
    )
    file = models.FileField(_("file"), upload_to=new_file_name, storage=PrivateStorage, max_length=200)
    original_name = models.CharField(_("name when taken in"), max_length=rules.LONGEST_NAME, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(
        _("SHA-256 when taken in"),
        max_length=64,
        editable=False,
        help_text=_("The fingerprint of the file: whoever has a copy can show that it is the same."),
    )
    clean_copy = models.FileField(
        _("copy without metadata"),
        upload_to=new_file_name,
        storage=PrivateStorage,
        max_length=200,
        blank=True,
        editable=False,
    )
    clean_sha256 = models.CharField(
        _("SHA-256 of the copy without metadata"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("The fingerprint of what is served, and so of what was passed on."),
    )

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a source")
        verbose_name_plural = _("files of sources")
        ordering = ["source", "original_name", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sourcefile_has_content",
                condition=Q(size__gt=0),
                violation_error_message=_("An empty file shows nothing."),
            ),
            models.CheckConstraint(
                name="sourcefile_clean_copy_with_fingerprint",
                condition=Q(clean_copy="", clean_sha256="") | Q(clean_copy__gt="", clean_sha256__gt=""),
                violation_error_message=_("A copy without metadata is kept together with its fingerprint."),
            ),
            models.UniqueConstraint(
                fields=["source", "sha256"],
                name="sourcefile_once_per_source",
                violation_error_message=_("This source already has this file."),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def served_as(self) -> ServedAs:
        """What whoever downloads the file is given."""
        if self.clean_copy:
            return ServedAs.COPY
        return ServedAs.AS_IT_IS if self.media_type in rules.SERVED_AS_THEY_ARE else ServedAs.ORIGINAL_ONLY

    @property
    def served(self) -> FieldFile | None:
        """The file that is served, if any: the copy, or the original of a kind that is served as it is."""
        return {ServedAs.COPY: self.clean_copy, ServedAs.AS_IT_IS: self.file}.get(self.served_as)
