"""The whole sheet: its parts for a kind, and all of them recorded in one step."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.functional import cached_property

from casework.audit.errors import ReasonRequiredError
from casework.audit.refusals import broken_constraint
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.core.partial_dates import PartialDate, UnreadableDate
from casework.sources.storage import kept_only_with_their_rows
from casework.workspace.logging.advocacy import ActionPart, ResponsePart
from casework.workspace.logging.charges import ChargesPart
from casework.workspace.logging.custody import ArrestPart, CustodyPart
from casework.workspace.logging.decisions import DecisionPart
from casework.workspace.logging.forms import Refused
from casework.workspace.logging.happening import HappeningForm, PersonsPart, log
from casework.workspace.logging.hearings import HearingPart
from casework.workspace.logging.parts import Part, Record
from casework.workspace.logging.proceedings import ProceedingPart
from casework.workspace.logging.scene import Scene
from casework.workspace.logging.sources import SourcesPart
from casework.workspace.logging.statements import DesignationPart, StatementPart
from casework.workspace.logging.violations import ViolationsPart

#: What a kind asks, in the order in which it is asked and recorded.
PARTS: tuple[type[Part], ...] = (
    ProceedingPart,
    ArrestPart,
    DecisionPart,
    ChargesPart,
    HearingPart,
    CustodyPart,
    ViolationsPart,
    StatementPart,
    DesignationPart,
    ActionPart,
    ResponsePart,
)
LIKE_IT_AT_MOST = 3


class Sheet:
    """One development as it is being described; ``data`` is what was typed, if anything was."""

    def __init__(self, scene: Scene, *, data: Any = None, files: Any = None, is_checked: bool = True) -> None:
        self.scene = scene
        given = {"data": data, "files": files, "is_checked": is_checked}
        self.happening = HappeningForm(data, scene=scene, is_checked=is_checked, initial={"kind": scene.kind})
        self.parts = [
            part(scene, **given)
            for part in PARTS
            if scene.kind in part.kinds and scene.user.has_perms(part.permissions)
        ]
        self.persons = PersonsPart(scene, **given)
        self.sources = SourcesPart(scene, **given)
        by_name = {part.name: part for part in self.parts}
        if decision := by_name.get(DecisionPart.name):
            decision.rule_on(by_name.get(ProceedingPart.name))

    @property
    def all_parts(self) -> list[Part]:
        """The parts of the kind, and those that every kind has."""
        return [*self.parts, self.persons, self.sources]

    @property
    def media(self) -> Any:
        """The styles and scripts of all its controls."""
        return sum((part.media for part in self.all_parts), self.happening.media)

    @cached_property
    def has_errors(self) -> bool:
        """Whether something was refused."""
        return any(self._refusals())

    def _refusals(self) -> Iterator[Any]:
        yield self.happening.errors
        for part in self.all_parts:
            for each in part.checked:
                yield each.errors if isinstance(each.errors, dict) else any(each.errors)

    def save(self) -> Record | None:
        """Record everything or nothing; what is refused stands next to the right field afterwards."""
        if all([self.happening.is_valid(), *(part.is_valid() for part in self.all_parts)]):
            # The change set is written with the first row, and its reason with it.
            self.scene.request.act.reason = " ".join(filter(None, (part.reason for part in self.parts)))
            try:
                with kept_only_with_their_rows(), transaction.atomic():
                    record = log(self.happening, self.persons)
                    for part in (*self.parts, self.sources):
                        part.save(record)
                return record
            except Refused as refused:
                for error in refused.about_the_date:
                    self.happening.add_error("occurred", error)
            except (ReasonRequiredError, ValidationError) as error:
                self.happening.add_error(None, error)
            except IntegrityError as error:
                self.happening.add_error(None, broken_constraint(error))
        if self.sources.new is not None:
            self.sources.new.ask_for_files_again()
        return None

    @cached_property
    def like_it(self) -> list[Development]:
        """Developments of the case, of the same kind, that may have happened on the same day."""
        try:
            occurred = PartialDate.read(str(self.happening["occurred"].value()[0] or ""))
        except (UnreadableDate, TypeError, IndexError):
            return []
        if not occurred or self.scene.kind not in DevelopmentKind.values:
            return []
        rows = Development.objects.visible_to(self.scene.user).filter(
            case=self.scene.case, kind=self.scene.kind
        )
        if occurred.latest is not None:
            rows = rows.filter(_unless_open("occurred_earliest", occurred_earliest__lte=occurred.latest))
        if occurred.earliest is not None:
            rows = rows.filter(_unless_open("occurred_latest", occurred_latest__gte=occurred.earliest))
        return list(rows.exclude(occurred_edtf="")[:LIKE_IT_AT_MOST])


def _unless_open(bound: str, **limit: Any) -> models.Q:
    return models.Q(**{f"{bound}__isnull": True}) | models.Q(**limit)
