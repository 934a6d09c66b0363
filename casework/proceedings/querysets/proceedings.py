"""What can be asked of proceedings, their hearings, decisions, counsel and safeguards."""

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Prefetch, Q

from casework.cases.querysets import CaseScopedQuerySet
from casework.proceedings.choices import (
    HearingKind,
    HearingOutcome,
    ProceedingStatus,
    SafeguardFinding,
)


class ProceedingQuerySet(CaseScopedQuerySet):
    """Proceedings."""

    def open(self) -> Self:
        """Return the proceedings in which something is still to come."""
        return self.filter(status=ProceedingStatus.OPEN)

    def closed(self) -> Self:
        """Return the proceedings that are over."""
        return self.filter(status=ProceedingStatus.CLOSED)

    def for_list(self) -> Self:
        """Join what a list of proceedings shows."""
        return self.select_related("case", "defendant", "court")

    def for_file(self) -> Self:
        """Bring along all that hangs on a proceeding, charges with their events, decisions with sentences."""
        model = apps.get_model
        return self.for_list().prefetch_related(
            Prefetch("charges", model("proceedings", "Charge").objects.for_file()),
            Prefetch("decisions", model("proceedings", "Decision").objects.for_file()),
            Prefetch("hearings", model("proceedings", "Hearing").objects.select_related("development")),
            Prefetch("representations", model("proceedings", "Representation").objects.for_list()),
            Prefetch("safeguards", model("proceedings", "Safeguard").objects.select_related("development")),
        )


class HearingQuerySet(CaseScopedQuerySet):
    """Hearings."""

    def upcoming(self, on: date) -> Self:
        """Return the hearings announced for this day or later that are neither held nor called off."""
        return self.filter(scheduled_on__gte=on, outcome="").order_by("scheduled_on", "scheduled_time", "pk")

    def without_outcome(self, on: date) -> Self:
        """Return the hearings whose day is past and of which nobody recorded what became of them."""
        return self.filter(scheduled_on__lt=on, outcome="")

    def of_trial(self) -> Self:
        """Return the hearings on the merits that were held."""
        return self.filter(
            Q(outcome__in=[HearingOutcome.HELD, HearingOutcome.ADJOURNED]) | Q(outcome=""),
            kind__in=[HearingKind.TRIAL, HearingKind.VERDICT],
            development__isnull=False,
        )

    def for_list(self) -> Self:
        """Join what a list of hearings shows."""
        return self.select_related(
            "proceeding__case", "proceeding__defendant", "proceeding__court", "development"
        )


class DecisionQuerySet(CaseScopedQuerySet):
    """Decisions."""

    def standing(self) -> Self:
        """Return the decisions that no later one supersedes."""
        return self.filter(superseded_by=None)

    def for_list(self) -> Self:
        """Join what a list of decisions shows."""
        return self.select_related(
            "proceeding__case", "proceeding__defendant", "development", "authority", "supersedes"
        )

    def for_file(self) -> Self:
        """Bring along the sentences they impose."""
        return self.for_list().prefetch_related("components")


class SentenceComponentQuerySet(CaseScopedQuerySet):
    """Parts of sentences."""

    def standing(self) -> Self:
        """Return the parts of sentences whose decision no later one supersedes."""
        return self.filter(decision__superseded_by=None)

    def for_list(self) -> Self:
        """Join what a list of sentences shows."""
        return self.select_related("person", "decision__proceeding__case", "decision__development")


class RepresentationQuerySet(CaseScopedQuerySet):
    """Representations."""

    def acting_on(self, on: date) -> Self:
        """Return those in which counsel acts, or may act, on the day."""
        return self.filter(
            Q(began_earliest=None) | Q(began_earliest__lte=on),
            Q(ended_edtf="") | Q(ended_latest=None) | Q(ended_latest__gt=on),
        )

    def for_list(self) -> Self:
        """Join what a list of representations shows."""
        return self.select_related("person", "counsel", "proceeding__case", "proceeding__defendant")


class SafeguardQuerySet(CaseScopedQuerySet):
    """Safeguards."""

    def violated(self) -> Self:
        """Return the guarantees that were broken."""
        return self.filter(finding=SafeguardFinding.VIOLATED)

    def for_list(self) -> Self:
        """Join what a list of safeguards shows."""
        return self.select_related("proceeding__case", "proceeding__defendant", "development")
