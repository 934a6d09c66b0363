"""The kind of response that says that no reply came."""

from casework.reference.choices import Vocabulary
from tests.factories.reference import initial_term


def silence():
    return initial_term(Vocabulary.RESPONSE, "none")
