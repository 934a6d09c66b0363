"""How a record is found, and how well it fits."""

from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FoundBy(TextChoices):
    """What a record and the typed text have in common."""

    WORDS = "words", _("by its words")
    SOUND = "sound", _("by the sound of a name")
    LIKENESS = "likeness", _("by a name like it")


class Rank(IntEnum):
    """How well a record fits what was typed, the best first."""

    WHOLE_NAME = 0
    WORDS_OF_NAME = 1
    BEGINNINGS_IN_NAME = 2
    NAME_OF_PARTY = 3
    HEADING = 4
    ANYWHERE = 5
    SOUND = 6
    SOUND_OF_PARTY = 7
    LIKENESS = 8

    @property
    def found_by(self) -> FoundBy:
        """What it has in common with what was typed."""
        if self is Rank.LIKENESS:
            return FoundBy.LIKENESS
        return FoundBy.SOUND if self in (Rank.SOUND, Rank.SOUND_OF_PARTY) else FoundBy.WORDS
