"""What two people do until something is erased."""

from casework.audit.context import Actor, Origin, change_set
from casework.audit.erasing import ask_for_erasure, consent
from casework.audit.models import Entry

GROUND = "Request under Article 17, letter of 3 May"
CANARY = "Qarlyghash-Zymyran"


def acting(by, reason="a later day's work"):
    """Begin an act of this person."""
    return change_set(actor=Actor.of(by), origin=Origin.FORM, reason=reason)


def key_of(row):
    return row._meta.label_lower, row.pk


def gone(row, by):
    """Delete a record; return the key under which it was known."""
    key = key_of(row)
    with acting(by, "entered by mistake"):
        row.delete()
    return key


def asked(*keys, by):
    """Ask for an erasure."""
    with acting(by, GROUND):
        return ask_for_erasure(records=keys, ground=GROUND)


def erased(*keys, people):
    """Have it asked for by one, and consented to by the other."""
    erasure = asked(*keys, by=people[0])
    with acting(people[1]):
        consent(erasure=erasure)
    return erasure


def entries_of(key):
    return Entry.objects.filter(model=key[0], object_id=key[1])
