"""The closed lists of the app: which vocabularies there are, and the kinds of law and of mechanism."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """A list of terms that records choose from, and the HURIDOCS micro-thesaurus it follows, if any."""

    OCCUPATION = "occupation", _("occupations")
    AFFILIATION_ROLE = "affiliation_role", _("roles in an organisation")
    RELATIONSHIP = "relationship", _("relationships between persons (MT21)")
    SOURCE_KIND = "source_kind", _("kinds of source (MT16)")
    VIOLATION_TYPE = "violation_type", _("types of violation (MT04)")
    INVOLVEMENT = "involvement", _("degrees of involvement (MT18)")
    RESPONSE = "response", _("kinds of response (MT27)")


class InstrumentKind(models.TextChoices):
    """What sort of legal text an instrument is."""

    TREATY = "treaty", _("treaty")
    DECLARATION = "declaration", _("declaration")
    PRINCIPLES = "principles", _("body of principles or rules")
    CONSTITUTION = "constitution", _("constitution")
    CODE = "code", _("code")
    LAW = "law", _("law")
    DECREE = "decree", _("decree or regulation")
    OTHER = "other", _("other")


NATIONAL_KINDS = (InstrumentKind.CONSTITUTION, InstrumentKind.CODE, InstrumentKind.LAW, InstrumentKind.DECREE)


class MechanismBody(models.TextChoices):
    """What sort of body stands behind a mechanism."""

    SPECIAL_PROCEDURES = "special_procedures", _("United Nations special procedures")
    TREATY_BODY = "treaty_body", _("United Nations treaty body")
    UN_OTHER = "un_other", _("other United Nations body")
    REGIONAL = "regional", _("regional court or commission")
    INTERGOVERNMENTAL = "intergovernmental", _("other intergovernmental organisation")
    NATIONAL = "national", _("national institution")
    OTHER = "other", _("other")
