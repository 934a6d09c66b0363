"""Where the days of spells come from: from the summary, which is kept of all of them, or from each anew."""

from django.apps import apps
from django.db.models import F, Q, QuerySet

from casework.audit.known import is_looking_back
from casework.proceedings.querysets.custody.alone import read_alone
from casework.proceedings.querysets.custody.days import read_counted
from casework.proceedings.querysets.custody.passages import read_with_passages

DAYS = (
    "alone_certain_from",
    "alone_certain_until",
    "alone_possible_from",
    "alone_possible_until",
    "starts",
    "certain_from",
    "certain_until",
    "possible_from",
    "possible_until",
    "certain_counted_from",
    "possible_counted_from",
)
"""What a span keeps of its spell, by the names under which ``_read_anew`` works it out."""


def out_of_step(spells: QuerySet, known: QuerySet) -> QuerySet:
    """Return what the span of each spell must hold, where it holds something else or is not there."""
    rows = _read_anew(spells, known)
    in_step = Q(span__person=F("person"), **{f"span__{name}": F(name) for name in DAYS})
    return rows.filter(Q(span=None) | ~in_step).values(
        "person_id", spell_id=F("pk"), **{name: F(name) for name in DAYS}
    )


def _read_anew(spells: QuerySet, known: QuerySet) -> QuerySet:
    """Give each spell all its ``DAYS``, worked out from the spells known."""
    return read_counted(read_with_passages(read_alone(spells), known))


def read_to_rank(spells: QuerySet) -> QuerySet:
    """Return the spells, or their spans by the same keys, with the days by which the current one is found."""
    if _are_those_kept(spells):
        return apps.get_model("proceedings", "CustodySpan")._base_manager.all()
    return read_with_passages(read_alone(spells), spells)


def read_to_count(spells: QuerySet) -> QuerySet:
    """Return the spells with the days by which those of detention are counted."""
    if _are_those_kept(spells):
        return spells.alias(**{name: F(f"span__{name}") for name in DAYS})
    return read_counted(read_with_passages(spells, spells))


def _are_those_kept(spells: QuerySet) -> bool:
    """Say whether the summary tells of just these spells, as the record of today has them.

    Who may not know of every spell, or asks only some, must be told what these tell by themselves.
    """
    query = spells.query
    is_narrowed = query.has_filters() or query.is_sliced or query.combinator or query.distinct_fields
    return not is_narrowed and not is_looking_back()
