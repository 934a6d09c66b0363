"""The closed lists of the legal ledgers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProceedingKind(models.TextChoices):
    """Before what sort of body, and at what stage, a matter is heard."""

    ADMINISTRATIVE = "administrative", _("administrative")
    CRIMINAL = "criminal", _("criminal")
    CIVIL = "civil", _("civil")
    APPEAL = "appeal", _("appeal")
    CASSATION = "cassation", _("cassation")
    INTERNATIONAL = "international", _("international")


AGAINST_A_DEFENDANT = (ProceedingKind.ADMINISTRATIVE, ProceedingKind.CRIMINAL)
"""The proceedings in which somebody is accused of something, leaving out those that review them."""


class ProceedingStatus(models.TextChoices):
    """Whether anything is still to come in a proceeding."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ChargeStatus(models.TextChoices):
    """What an event did to a charge."""

    ACCUSED = "accused", _("accused, no formal charge known")
    FILED = "filed", _("filed")
    ADDED = "added", _("added to charges already filed")
    AMENDED = "amended", _("amended or requalified")
    DROPPED = "dropped", _("dropped by the prosecution")
    DISMISSED = "dismissed", _("dismissed by the court")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    QUASHED = "quashed", _("conviction quashed")
    APPEAL_PENDING = "appeal_pending", _("appeal pending")


PENDING = (
    ChargeStatus.ACCUSED,
    ChargeStatus.FILED,
    ChargeStatus.ADDED,
    ChargeStatus.AMENDED,
    ChargeStatus.APPEAL_PENDING,
)
"""After these something is still to become of a charge."""


class LegalStatus(models.TextChoices):
    """How the law regards a person on a day; always derived, never stored."""

    NO_PROCEEDINGS = "no_proceedings", _("no proceedings")
    UNDER_INVESTIGATION = "under_investigation", _("under investigation")
    CHARGED = "charged", _("charged")
    ON_TRIAL = "on_trial", _("on trial")
    CONVICTED_APPEAL_PENDING = "convicted_appeal_pending", _("convicted, appeal pending")
    CONVICTED_FINAL = "convicted_final", _("convicted, no appeal pending")
    ACQUITTED = "acquitted", _("acquitted")
    DROPPED = "dropped", _("charges dropped")
    QUASHED = "quashed", _("conviction quashed")


class Held(models.TextChoices):
    """Whether something holds on a day, as far as imprecise dates allow an answer; never stored."""

    YES = "yes", _("yes")
    POSSIBLY = "possibly", _("possibly")
    NO = "no", _("no")


class HearingKind(models.TextChoices):
    """What a court meets for."""

    REMAND = "remand", _("remand or its extension")
    PRELIMINARY = "preliminary", _("preliminary")
    TRIAL = "trial", _("trial")
    VERDICT = "verdict", _("verdict or sentencing")
    APPEAL = "appeal", _("appeal")
    RELEASE = "release", _("release or parole")
    OTHER = "other", _("other")


class HearingOutcome(models.TextChoices):
    """What became of a hearing."""

    HELD = "held", _("held")
    ADJOURNED = "adjourned", _("held and adjourned")
    POSTPONED = "postponed", _("postponed before it began")
    CANCELLED = "cancelled", _("cancelled")


class ReasonsGiven(models.TextChoices):
    """When an arrested person was told why (ICCPR 9(2) asks for it at the time of arrest)."""

    AT_ONCE = "at_once", _("at once")
    INITIALLY_REFUSED = "initially_refused", _("initially refused")
    NEVER = "never", _("never")
    UNKNOWN = "unknown", _("unknown")


class DecisionKind(models.TextChoices):
    """What an authority decided upon."""

    REMAND = "remand", _("remand")
    EXTENSION = "extension", _("extension of detention")
    VERDICT = "verdict", _("verdict and sentence")
    APPEAL = "appeal", _("appeal")
    RELEASE = "release", _("release")
    PARDON = "pardon", _("pardon")
    QUASHING = "quashing", _("quashing")


class DecisionOutcome(models.TextChoices):
    """How a decision came out."""

    ORDERED = "ordered", _("ordered or granted")
    REFUSED = "refused", _("refused")
    CONVICTED = "convicted", _("convicted")
    PARTLY_CONVICTED = "partly_convicted", _("convicted in part")
    ACQUITTED = "acquitted", _("acquitted")
    DISCONTINUED = "discontinued", _("discontinued")
    UPHELD = "upheld", _("upheld")
    VARIED = "varied", _("varied")
    OVERTURNED = "overturned", _("overturned")
    REMITTED = "remitted", _("sent back for a new hearing")


class SentenceKind(models.TextChoices):
    """One part of what a court imposes."""

    IMPRISONMENT = "imprisonment", _("imprisonment")
    SUSPENDED_IMPRISONMENT = "suspended_imprisonment", _("suspended imprisonment")
    LIFE = "life", _("life imprisonment")
    DEATH = "death", _("death")
    RESTRICTION_OF_FREEDOM = "restriction_of_freedom", _("restriction of freedom")
    ADMINISTRATIVE_DETENTION = "administrative_detention", _("administrative detention")
    PROBATION = "probation", _("probation")
    FINE = "fine", _("fine")
    DAMAGES = "damages", _("damages")
    COSTS = "costs", _("costs")
    CONFISCATION = "confiscation", _("confiscation")
    ACTIVITY_BAN = "activity_ban", _("activity ban")
    TRAVEL_BAN = "travel_ban", _("travel ban")
    DEPRIVATION_OF_OFFICE = "deprivation_of_office", _("deprivation of office or rights")
    LABOUR = "labour", _("compulsory labour")
    EXPULSION = "expulsion", _("expulsion")
    OTHER = "other", _("other")


MONEY_KINDS = (
    SentenceKind.FINE,
    SentenceKind.DAMAGES,
    SentenceKind.COSTS,
    SentenceKind.CONFISCATION,
    SentenceKind.OTHER,
)
"""Kinds of sentence that can be an amount of money."""

ENDLESS_KINDS = (SentenceKind.LIFE, SentenceKind.DEATH)
"""Kinds of sentence that have no length."""


class CustodyRegime(models.TextChoices):
    """How a person is deprived of liberty."""

    POLICE = "police", _("police custody")
    ADMINISTRATIVE = "administrative", _("administrative detention")
    PRETRIAL = "pretrial", _("pre-trial detention")
    HOUSE_ARREST = "house_arrest", _("house arrest")
    IMPRISONMENT = "imprisonment", _("imprisonment")
    HOME_CONFINEMENT = "home_confinement", _("home confinement, serving a sentence")
    PSYCHIATRIC = "psychiatric", _("psychiatric confinement")
    IMMIGRATION = "immigration", _("immigration detention")
    INCOMMUNICADO = "incommunicado", _("incommunicado detention")
    DISAPPEARED = "disappeared", _("enforced disappearance")
    UNKNOWN = "unknown", _("detention of an unknown kind")


class EndGround(models.TextChoices):
    """Why a spell of custody ended; empty where the person went from one spell into the next."""

    SENTENCE_SERVED = "sentence_served", _("sentence served")
    BAIL = "bail", _("bail")
    CHARGES_DROPPED = "charges_dropped", _("charges dropped")
    ACQUITTAL = "acquittal", _("acquittal")
    QUASHED = "quashed", _("conviction quashed")
    SUSPENDED_SENTENCE = "suspended_sentence", _("suspended sentence")
    NON_CUSTODIAL_SENTENCE = "non_custodial_sentence", _("non-custodial sentence")
    PAROLE = "parole", _("parole")
    MEDICAL = "medical", _("medical grounds")
    PARDON = "pardon", _("pardon")
    AMNESTY = "amnesty", _("amnesty")
    EXCHANGE = "exchange", _("exchange")
    TERM_EXPIRED = "term_expired", _("term expired")
    DIED = "died", _("died in custody")
    ESCAPED = "escaped", _("escaped")
    OTHER = "other", _("other")


class RestrictionScopeKind(models.TextChoices):
    """A part of life that a restriction closes."""

    ACTIVISM = "activism", _("activism")
    POLITICAL_ACTIVITY = "political_activity", _("political activity")
    JOURNALISM = "journalism", _("journalism")
    SOCIAL_MEDIA = "social_media", _("social media")
    PUBLISHING = "publishing", _("publishing")
    ASSEMBLY = "assembly", _("assembly")
    TRAVEL = "travel", _("travel")
    PUBLIC_OFFICE = "public_office", _("public office")
    PROFESSION = "profession", _("profession")
    FINANCE = "finance", _("finance")
    OTHER = "other", _("other")


class RestrictionEventKind(models.TextChoices):
    """What a later development did with a restriction."""

    INTERPRETED = "interpreted", _("interpreted")
    BREACH_ALLEGED = "breach_alleged", _("breach alleged")
    BREACH_FOUND = "breach_found", _("breach found")


class CounselBasis(models.TextChoices):
    """How counsel came to act."""

    CHOSEN = "chosen", _("chosen")
    APPOINTED = "appointed", _("appointed")
    UNKNOWN = "unknown", _("unknown")


class SafeguardKind(models.TextChoices):
    """A guarantee that the law owes to whoever is arrested or tried (ICCPR 9 and 14)."""

    REASONS_AT_ARREST = "reasons_at_arrest", _("told the reasons at arrest")
    WARRANT = "warrant", _("warrant")
    JUDGE_WITHIN_48H = "judge_within_48h", _("brought before a judge within 48 hours")
    HABEAS_CORPUS = "habeas_corpus", _("detention reviewed by a court")
    COUNSEL_OF_CHOICE = "counsel_of_choice", _("counsel of choice")
    FAMILY_CONTACT = "family_contact", _("contact with the family")
    CONSULAR_ACCESS = "consular_access", _("consular access")
    INTERPRETER = "interpreter", _("interpreter")
    TIME_TO_PREPARE = "time_to_prepare", _("time and means to prepare a defence")
    PUBLIC_HEARING = "public_hearing", _("public hearing")
    IMPARTIAL_TRIBUNAL = "impartial_tribunal", _("independent and impartial tribunal")
    PRESUMPTION_OF_INNOCENCE = "presumption_of_innocence", _("presumption of innocence")
    EQUALITY_OF_ARMS = "equality_of_arms", _("equality of arms")
    NO_COERCED_CONFESSION = "no_coerced_confession", _("not compelled to confess")
    WITHIN_REASONABLE_TIME = "within_reasonable_time", _("tried without undue delay")
    APPEAL = "appeal", _("review by a higher court")


class SafeguardFinding(models.TextChoices):
    """Whether a guarantee was kept."""

    RESPECTED = "respected", _("respected")
    VIOLATED = "violated", _("violated")
    UNKNOWN = "unknown", _("unknown")
