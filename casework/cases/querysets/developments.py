"""What can be asked of developments and of what sources say of them."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from casework.cases.choices import Stance
from casework.cases.querysets.scope import VIEW_EVERY_CASE, CaseScopedQuerySet
from casework.core.choices import Confidentiality

#: How many undated records a chronology steps back over to find the dated one that places them.
STEPS_BACK = 3


class DevelopmentQuerySet(CaseScopedQuerySet):
    """Developments."""

    def chronological(self) -> Self:
        """Order by earliest, then latest possible day; an undated record stands after the one it follows.

        An undated record that follows no dated one, directly or over at most ``STEPS_BACK`` records, is last.
        """
        return self._placed().order_by(
            F("placed_from").asc(nulls_last=True),
            F("placed_until").asc(nulls_last=True),
            "placed_by",
            "steps_after",
            "pk",
        )

    def newest_first(self) -> Self:
        """Order as ``chronological`` does but backwards, except that what has no place in time stays last."""
        return self._placed().order_by(
            F("placed_from").desc(nulls_last=True),
            F("placed_until").desc(nulls_first=True),
            "-placed_by",
            "-steps_after",
            "-pk",
        )

    def _placed(self) -> Self:
        # Each record takes the place of the nearest dated one among itself and those it follows.
        steps = range(STEPS_BACK + 1)
        paths = ["follows__" * step for step in steps]
        keys = ["pk", *(f"{path}follows_id" for path in paths[:-1])]
        dated = [
            Q(**{f"{path}occurred_earliest__isnull": False}) | Q(**{f"{path}occurred_latest__isnull": False})
            for path in paths
        ]
        undated = [(step, Q(**{f"{keys[step]}__isnull": False})) for step in reversed(steps[1:])]
        return self.alias(
            placed_from=Coalesce(
                *(F(f"{path}occurred_{bound}") for path in paths for bound in ("earliest", "latest"))
            ),
            placed_until=Choose(
                *(When(dated[step], then=F(f"{paths[step]}occurred_latest")) for step in steps), default=None
            ),
            placed_by=Choose(
                *(When(dated[step], then=F(keys[step])) for step in steps),
                default=Coalesce(*(F(key) for key in reversed(keys))),
            ),
            steps_after=Choose(
                *(When(dated[step], then=Value(step)) for step in steps),
                *(When(follows, then=Value(step)) for step, follows in undated),
                default=Value(0),
            ),
        )

    def of_kind(self, *kinds: str) -> Self:
        """Return the developments of any of these kinds."""
        return self.filter(kind__in=kinds)

    def publishable(self) -> Self:
        """Return what may be told outside: publishable, and restricted neither itself nor by its case."""
        return self.filter(
            is_publishable=True,
            confidentiality=Confidentiality.OPEN,
            case__confidentiality=Confidentiality.OPEN,
        )

    def contradicted(self) -> Self:
        """Return the developments that at least one source contradicts."""
        citations = apps.get_model("cases", "Citation").objects.contradicting()
        return self.filter(Exists(citations.filter(development=OuterRef("pk"))))

    def uncited(self) -> Self:
        """Return the developments for which no source is recorded yet."""
        cited = apps.get_model("cases", "Citation").objects.filter(development=OuterRef("pk"))
        return self.filter(~Exists(cited))


class CitationQuerySet(CaseScopedQuerySet):
    """Citations."""

    def visible_to(self, user: Any) -> Self:
        """Return the citations whose target and whose source this person may both know of."""
        rows = self.on_what_is_visible_to(user)
        if user.has_perm(VIEW_EVERY_CASE):
            return rows
        sources = apps.get_model("sources", "Source").objects.all()
        return rows.without(sources.withheld_from(user), "source")

    def on_what_is_visible_to(self, user: Any) -> Self:
        """Return the citations whose target this person may know of, whatever the source."""
        return super().visible_to(user)

    def contradicting(self) -> Self:
        """Return the citations that say otherwise than we recorded."""
        return self.filter(stance=Stance.CONTRADICTS)
