"""Arrests, and spells of being deprived of liberty."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel, Summary
from casework.core.choices import YesNoUnknown
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.proceedings import rules
from casework.proceedings.choices import CustodyRegime, EndGround, ReasonsGiven
from casework.proceedings.models.agreement import check_same_case
from casework.proceedings.models.proceedings import Proceeding
from casework.proceedings.querysets import ArrestQuerySet, CustodyQuerySet


class Arrest(AuditedModel):
    """One person seized by whoever took them, in one development."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"person"})

    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="arrests",
        help_text=_("When and where it happened."),
    )
    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="arrests"
    )
    carried_out_by = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("carried out by"),
        on_delete=models.PROTECT,
        related_name="arrests_carried_out",
        null=True,
        blank=True,
        help_text=_("Officers whom nobody could identify are an unidentified group."),
    )
    warrant_shown = models.CharField(
        _("warrant shown"), max_length=10, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN
    )
    reasons_given = models.CharField(
        _("reasons given"), max_length=20, choices=ReasonsGiven, default=ReasonsGiven.UNKNOWN
    )
    reason_stated = models.TextField(
        _("reason stated"), blank=True, help_text=_("The official reason, as it was put to the person.")
    )
    stated_by = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("stated by"),
        on_delete=models.PROTECT,
        related_name="arrest_reasons_stated",
        null=True,
        blank=True,
    )
    stated_at = models.CharField(
        _("stated where"), max_length=200, blank=True, help_text=_("As “at the police station”.")
    )

    objects = ArrestQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrest")
        verbose_name_plural = _("arrests")
        ordering = [F("development__occurred_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            valid_choice("arrest", "warrant_shown", YesNoUnknown),
            valid_choice("arrest", "reasons_given", ReasonsGiven),
            models.UniqueConstraint(
                name="arrest_once_per_person_and_development",
                fields=["development", "person"],
                violation_error_message=_("That development already holds the arrest of this person."),
            ),
            models.CheckConstraint(
                name="arrest_no_reason_stated_if_never_given",
                condition=~Q(reasons_given=ReasonsGiven.NEVER) | Q(reason_stated=""),
                violation_error_message=_("If no reasons were ever given, no reason was stated."),
            ),
        ]

    def __str__(self) -> str:
        return _("arrest of %(person)s") % {"person": self.person}


class Custody(AuditedModel):
    """One spell in which one person is held under one regime, from one development to another.

    A spell without an end is one that is not known to have ended: the person is held still.
    """

    case_lookup: ClassVar[str] = "case"
    development_lookups: ClassVar[tuple[str, ...]] = ("began_by", "ended_by")
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"person", "case"})

    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="custody_spells"
    )
    case = models.ForeignKey(
        "cases.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="custody_spells"
    )
    proceeding = models.ForeignKey(
        Proceeding,
        verbose_name=_("proceeding"),
        on_delete=models.PROTECT,
        related_name="custody_spells",
        null=True,
        blank=True,
    )
    regime = models.CharField(
        _("regime"), max_length=20, choices=CustodyRegime, default=CustodyRegime.UNKNOWN
    )
    facility = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("facility"),
        on_delete=models.PROTECT,
        related_name="custody_spells",
        null=True,
        blank=True,
        help_text=_("The prison, police station or hospital."),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Where, if it is no institution: a home, a town.")
    )
    authority = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="custody_ordered",
        null=True,
        blank=True,
        help_text=_("Who ordered it."),
    )
    began_by = models.ForeignKey(
        "cases.Development",
        verbose_name=_("began by"),
        on_delete=models.PROTECT,
        related_name="custody_begun",
        null=True,
        blank=True,
        help_text=_("The development that began it; leave empty only where nothing is known of its start."),
    )
    ended_by = models.ForeignKey(
        "cases.Development",
        verbose_name=_("ended by"),
        on_delete=models.PROTECT,
        related_name="custody_ended",
        null=True,
        blank=True,
        help_text=_(
            "The development that ended it; leave empty while the person is held. Where no day is known, it "
            "says by when the spell was over, as “before May 2018”."
        ),
    )
    end_ground = models.CharField(
        _("ground of the end"),
        max_length=30,
        choices=EndGround,
        blank=True,
        help_text=_("Why the person was let go; empty where another spell followed at once."),
    )
    expected_end = PartialDateField(
        _("expected end"), help_text=_("As announced; what a source says in words, as “soon”, is kept too.")
    )
    duration_stated = models.CharField(
        _("duration as stated"),
        max_length=200,
        blank=True,
        help_text=_("A source's own words, as “nearly 14 months”; days are always counted from the dates."),
    )

    objects = CustodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("spell of custody")
        verbose_name_plural = _("custody")
        ordering = [F("began_by__occurred_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            *partial_date_constraints("custody", "expected_end"),
            valid_choice("custody", "regime", CustodyRegime),
            valid_choice("custody", "end_ground", EndGround, blank=True),
            models.CheckConstraint(
                name="custody_end_ground_only_if_ended",
                condition=Q(end_ground="") | Q(ended_by__isnull=False),
                violation_error_message=_("A spell that has not ended has no ground of its end."),
            ),
            models.CheckConstraint(
                name="custody_not_begun_and_ended_at_once",
                condition=~Q(began_by=F("ended_by")),
                violation_error_message=_("One development cannot both begin and end the same spell."),
            ),
            models.UniqueConstraint(
                name="custody_begun_once_by_a_development",
                fields=["person", "began_by"],
                violation_error_message=_("That development already begins a spell of this person."),
            ),
            models.UniqueConstraint(
                name="custody_ended_once_by_a_development",
                fields=["person", "ended_by"],
                violation_error_message=_("That development already ends a spell of this person."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(regime)s of %(person)s, %(period)s") % {
            "regime": self.get_regime_display(),
            "person": self.person,
            "period": self.period(),
        }

    def as_spell(self) -> rules.Spell:
        """Return the spell as the rules count it; the case and both developments belong at hand."""
        return rules.Spell(
            key=self.pk,
            regime=self.regime,
            began=self.began_by.occurred if self.began_by else None,
            ended=self.ended_by.occurred if self.ended_by else None,
            began_by=self.began_by_id,
            ended_by=self.ended_by_id,
            vouched_from=self.case.opened_on,
        )

    def period(self) -> str:
        """Return from when until when, as people say it."""
        began = str(self.began_by.occurred) if self.began_by and self.began_by.occurred else _("unknown")
        if self.ended_by is None:
            return _("since %(began)s") % {"began": began}
        ended = str(self.ended_by.occurred) if self.ended_by.occurred else _("unknown")
        return _("%(began)s to %(ended)s") % {"began": began, "ended": ended}

    def clean(self) -> None:
        """Refuse rows of another case, an end before the start, and a spell on top of another one.

        The person's row stays locked until the transaction ends, so that two spells written at the same
        moment cannot both pass. The error of an overlap has the other spell in its ``params``.
        """
        super().clean()
        if self.person_id is None or self.case_id is None:
            return
        check_same_case(
            self.case_id, proceeding=self.proceeding, began_by=self.began_by, ended_by=self.ended_by
        )
        spell = self.as_spell()
        if spell.is_impossible:
            raise ValidationError({"ended_by": _("The spell would end before it began.")}, code="ends_before")
        if self.ended_by is not None and self.ended_by.occurred.latest is None:
            raise ValidationError(
                {
                    "ended_by": _(
                        "Say by when it was over, if only “before” the day of the source: otherwise the "
                        "person would count as possibly held for ever."
                    )
                },
                code="end_without_limit",
            )
        for other in Custody.objects.locked_for(self.person_id).exclude(pk=self.pk).for_file():
            if rules.must_overlap(spell, other.as_spell()):
                raise ValidationError(
                    _("This overlaps another spell of the same person: %(other)s. End that one first."),
                    code="overlap",
                    params={"other": other},
                )


class CustodySpan(Summary):
    """From when until when one spell tells of its person being held, read together with the person's others.

    No day is ever empty: the first there is stands for what is open towards the past, the last for what is
    open towards the future. The day of an end is not part of a span.
    """

    spell = models.OneToOneField(
        Custody,
        verbose_name=_("spell of custody"),
        # Whatever deletes the spell deletes this before: see ``services.follow_spells``.
        on_delete=models.DO_NOTHING,
        related_name="span",
        primary_key=True,
    )
    person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("person"),
        on_delete=models.DO_NOTHING,
        related_name="custody_spans",
    )
    alone_certain_from = models.DateField(
        _("certainly from, by itself"), help_text=_("As the spell tells it without any other.")
    )
    alone_certain_until = models.DateField(_("certainly until, by itself"))
    alone_possible_from = models.DateField(_("possibly from, by itself"))
    alone_possible_until = models.DateField(_("possibly until, by itself"))
    starts = models.DateField(
        _("starts"), help_text=_("Of two in which the person may be, the one that starts later is current.")
    )
    certain_from = models.DateField(
        _("certainly from"), help_text=_("Read together with the spells that pass into it and out of it.")
    )
    certain_until = models.DateField(_("certainly until"))
    possible_from = models.DateField(_("possibly from"))
    possible_until = models.DateField(_("possibly until"))
    certain_counted_from = models.DateField(
        _("certain days count from"), help_text=_("Up to then, spells that began before count them.")
    )
    possible_counted_from = models.DateField(_("possible days count from"))

    class Meta(Summary.Meta):
        verbose_name = _("span of custody")
        verbose_name_plural = _("spans of custody")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return _("%(began)s to %(ended)s") % {"began": self.possible_from, "ended": self.possible_until}
