"""What happened to a charge."""

from casework.proceedings import rules


def history(charge):
    """Return what happened to the charge, in order, each with its date in notation."""
    events = charge.events.select_related("development__follows")
    facts = rules.history_as_at([event.as_fact() for event in events])
    return [(fact.status, fact.when.edtf) for fact in facts]
