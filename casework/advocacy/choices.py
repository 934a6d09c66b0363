"""The closed lists of advocacy: what is done, demanded, answered, said and concluded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionKind(models.TextChoices):
    PUBLIC_STATEMENT = "public_statement", _("public statement")
    PRESS_RELEASE = "press_release", _("press release")
    LETTER = "letter", _("letter")
    JOINT_LETTER = "joint_letter", _("joint letter")
    WGAD_PETITION = "wgad_petition", _("petition to the Working Group on Arbitrary Detention")
    URGENT_APPEAL = "urgent_appeal", _("urgent appeal")
    ALLEGATION_LETTER = "allegation_letter", _("allegation letter")
    TREATY_BODY_COMMUNICATION = "treaty_body_communication", _("treaty body communication")
    REGIONAL_COURT_APPLICATION = "regional_court_application", _("regional court application")
    AMICUS = "amicus", _("amicus brief")
    TRIAL_OBSERVATION = "trial_observation", _("trial observation")
    PRISON_VISIT = "prison_visit", _("prison visit")
    PARLIAMENTARY = "parliamentary", _("parliamentary advocacy")
    DIPLOMATIC = "diplomatic", _("diplomatic démarche")
    SANCTIONS_SUBMISSION = "sanctions_submission", _("sanctions submission")
    CAMPAIGN = "campaign", _("campaign")
    OP_ED = "op_ed", _("op-ed")
    PRISONER_LIST = "prisoner_list", _("prisoner list")
    AID = "aid", _("medical, financial or relocation aid")


class ActionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class DemandKind(models.TextChoices):
    RELEASE = "release", _("release")
    VACATE_CONVICTION = "vacate_conviction", _("vacate the conviction")
    DROP_CHARGES = "drop_charges", _("drop the charges")
    LIFT_RESTRICTIONS = "lift_restrictions", _("lift the restrictions")
    STOP_HARASSMENT = "stop_harassment", _("stop the harassment")
    FAIR_TRIAL = "fair_trial", _("fair trial")
    INVESTIGATION = "investigation", _("independent investigation")
    MEDICAL_CARE = "medical_care", _("medical care")
    ACCESS = "access", _("access to counsel or family")
    COMPENSATION = "compensation", _("compensation")
    LAW_REFORM = "law_reform", _("law reform")
    OTHER = "other", _("other")


class DemandStatus(models.TextChoices):
    MADE = "made", _("made")
    PARTLY_MET = "partly_met", _("partly met")
    MET = "met", _("met")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MOOT = "moot", _("moot")


class ImpactLevel(models.TextChoices):
    """How the situation changed, on the seven steps of HURIDOCS micro-thesaurus 44."""

    STRONG_POSITIVE = "strong_positive", _("strong positive")
    POSITIVE = "positive", _("some positive")
    NONE = "none", _("no noticeable impact")
    MIXED = "mixed", _("both positive and negative")
    NEGATIVE = "negative", _("some negative")
    STRONG_NEGATIVE = "strong_negative", _("strong negative")
    UNKNOWN = "unknown", _("not known")


class StatementKind(models.TextChoices):
    CONDEMNATION = "condemnation", _("condemnation")
    ASSESSMENT = "assessment", _("assessment")
    DEMAND = "demand", _("demand")
    ALLEGATION = "allegation", _("allegation")
    WARNING = "warning", _("warning")
    CONCERN = "concern", _("concern")
    WELCOME = "welcome", _("welcome")
    QUOTATION = "quotation", _("quotation")


class DesignationLabel(models.TextChoices):
    POLITICAL_PRISONER = "political_prisoner", _("political prisoner")
    PRISONER_OF_CONSCIENCE = "prisoner_of_conscience", _("prisoner of conscience")
    ARBITRARILY_DETAINED = "arbitrarily_detained", _("arbitrarily detained")
    HUMAN_RIGHTS_DEFENDER = "human_rights_defender", _("human rights defender")


class OpinionOutcome(models.TextChoices):
    ARBITRARY = "arbitrary", _("arbitrary")
    NOT_ARBITRARY = "not_arbitrary", _("not arbitrary")
    FILED_RELEASED = "filed_released", _("filed: the person was released")
    FILED_PENDING = "filed_pending", _("filed: more information is needed")


class GovernmentReply(models.TextChoices):
    IN_TIME = "in_time", _("replied in time")
    LATE = "late", _("replied late")
    NONE = "none", _("did not reply")
    UNKNOWN = "unknown", _("not known")


class FollowUpItem(models.TextChoices):
    """What the Working Group asks to be told of within six months of its opinion."""

    RELEASE = "release", _("release")
    COMPENSATION = "compensation", _("compensation or other reparation")
    INVESTIGATION = "investigation", _("investigation of the violation")
    LAW_REFORM = "law_reform", _("change of law or practice")
    OTHER = "other", _("other action")


class FollowUpResult(models.TextChoices):
    DONE = "done", _("done")
    PARTLY = "partly", _("partly done")
    NOT_DONE = "not_done", _("not done")
    UNKNOWN = "unknown", _("not known")
