"""The closed lists that the record of a case chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    INTAKE = "intake", _("intake")
    ACTIVE = "active", _("active")
    MONITORING = "monitoring", _("monitoring")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    """How things stood for the person when the work on a case ended."""

    RELEASED = "released", _("released")
    CHARGES_DROPPED = "charges_dropped", _("charges dropped")
    ACQUITTED = "acquitted", _("acquitted")
    QUASHED = "quashed", _("conviction quashed")
    PARDONED = "pardoned", _("pardoned or amnestied")
    SENTENCE_SERVED = "sentence_served", _("sentence served")
    RESTRICTIONS_ENDED = "restrictions_ended", _("restrictions ended")
    EXILED = "exiled", _("left the country")
    DIED = "died", _("died")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("consent withdrawn")
    TRANSFERRED = "transferred", _("taken over by another organisation")
    NOT_TAKEN_ON = "not_taken_on", _("not taken on")
    OTHER = "other", _("other")


class Priority(models.IntegerChoices):
    """How soon a case wants attention; a smaller number sorts first."""

    URGENT = 1, _("urgent")
    HIGH = 2, _("high")
    NORMAL = 3, _("normal")
    LOW = 4, _("low")


class PartyRole(models.TextChoices):
    CLIENT = "client", _("client")
    CO_ACCUSED = "co_accused", _("co-accused")
    RELATIVE = "relative", _("relative")
    COUNSEL = "counsel", _("counsel")
    WITNESS = "witness", _("witness")
    CONTACT = "contact", _("contact")


class StaffRole(models.TextChoices):
    LEAD = "lead", _("lead")
    MEMBER = "member", _("member")
    REVIEWER = "reviewer", _("reviewer")


class DevelopmentKind(models.TextChoices):
    ACTIVITY = "activity", _("activity (the exercise of a right)")
    ARREST = "arrest", _("arrest")
    CUSTODY_CHANGE = "custody_change", _("custody change")
    CHARGE = "charge", _("charge")
    HEARING = "hearing", _("hearing")
    DECISION = "decision", _("decision")
    ILL_TREATMENT = "ill_treatment", _("ill-treatment")
    HARASSMENT = "harassment", _("harassment or threat")
    OFFICIAL_STATEMENT = "official_statement", _("official statement")
    THIRD_PARTY_STATEMENT = "third_party_statement", _("third-party statement")
    DESIGNATION = "designation", _("designation")
    ADVOCACY_ACTION = "advocacy_action", _("advocacy action")
    RESPONSE = "response", _("response")
    RELEASE = "release", _("release")
    HEALTH = "health", _("health")
    VISIT = "visit", _("visit or contact")
    BACKGROUND = "background", _("background")
    INTERNAL_NOTE = "internal_note", _("internal note")


class InvolvementRole(models.TextChoices):
    """What part a person has in a development."""

    SUBJECT = "subject", _("the one it happened to")
    ACTOR = "actor", _("the one who did it")
    PARTICIPANT = "participant", _("took part")
    SPEAKER = "speaker", _("said it")
    WITNESS = "witness", _("witnessed it")
    MENTIONED = "mentioned", _("mentioned")


class Stance(models.TextChoices):
    """What a source does to what we recorded."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("gives context")


class WgadCategory(models.TextChoices):
    """Categories of arbitrary detention, by the UN Working Group on Arbitrary Detention's methods of work."""

    NO_LEGAL_BASIS = "I", _("I: no legal basis")
    EXERCISE_OF_RIGHTS = "II", _("II: exercise of rights or freedoms")
    UNFAIR_TRIAL = "III", _("III: grave breach of fair trial")
    ADMINISTRATIVE = "IV", _("IV: prolonged administrative custody of migrants or refugees")
    DISCRIMINATION = "V", _("V: discrimination")


class TaskOrigin(models.TextChoices):
    HAND = "hand", _("by hand")
    HEARING = "hearing", _("a hearing")
    CLOCK = "clock", _("a clock")
    RESTRICTION = "restriction", _("a restriction ending")


class ConsentUse(models.TextChoices):
    CASEWORK = "casework", _("casework")
    UN_SUBMISSION = "un_submission", _("submission to the United Nations")
    PUBLIC_STATEMENT = "public_statement", _("public statement")
    MEDIA = "media", _("media")
