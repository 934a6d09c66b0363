"""What every row that lasts for a time has in common: its end does not precede its beginning."""

from django.db.models import CheckConstraint, F, Q
from django.utils.functional import Promise


def ended_not_before_began(model_name: str, words: str | Promise) -> CheckConstraint:
    """Return the rule for the partial dates ``began`` and ``ended`` of a model; what is unknown passes."""
    return CheckConstraint(
        name=f"{model_name}_ended_not_before_began",
        condition=Q(ended_latest=None) | Q(began_earliest=None) | Q(ended_latest__gte=F("began_earliest")),
        violation_error_message=words,
    )
