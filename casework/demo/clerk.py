"""Enters what a story tells, step by step, through the services and in change sets of its own."""

import inspect
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from casework.advocacy import services as advocacy
from casework.advocacy.models import Action, ActionTarget
from casework.audit.context import Origin, change_set
from casework.audit.models import AuditedModel
from casework.cases import services as cases
from casework.cases.choices import PartyRole
from casework.cases.models import CaseParty, Development, Situation
from casework.cases.models.citations import TARGETS, Citation
from casework.core.partial_dates import PartialDate
from casework.persons import models as persons_models
from casework.persons import services as persons
from casework.proceedings import services as proceedings
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, Custody, Decision, Restriction
from casework.reference.models import LegalProvision, Mechanism, Term
from casework.sources.models import Source
from casework.sources.services import take_in_file

SERVICES: dict[str, Callable[..., Any]] = {
    "take_in_file": take_in_file,
    **{
        name: getattr(module, name)
        for module in (persons, cases, proceedings, advocacy)
        for name in module.__all__
        if inspect.isfunction(getattr(module, name))
    },
}
"""What happens, by the names of the services."""

FORMS: dict[str, type[AuditedModel]] = {
    model.__name__: model
    for model in (
        *(getattr(persons_models, name) for name in persons_models.__all__),
        Source,
        Situation,
    )
}
"""What is only written down, as on a form, by the names of the models."""

PARTIAL_DATES = {
    "adopted",
    "ban_ends",
    "began",
    "birth",
    "closed",
    "death",
    "ended",
    "ends",
    "expected_end",
    "known",
    "occurred",
    "opened",
    "published",
}
"""Arguments that are dates as well as they are known."""

DEVELOPMENTS = {"began_by", "conduct", "development", "ended_by", "follows", "imposed_by"}
"""Arguments that are developments, whatever row is named by which one is told."""

PARTS: dict[str, Callable[..., Any]] = {
    "citations": cases.CitedSource,
    "perpetrators": cases.AllegedPerpetrator,
    "persons": cases.PersonInvolved,
    "points": advocacy.Point,
    "sentence": proceedings.SentencePart,
}
"""Arguments that are lists of things with values of their own."""

CITABLE = {Citation._meta.get_field(name).related_model for name in TARGETS}
"""What a citation can speak of by itself, without a development."""


@dataclass(frozen=True)
class Step:
    """One thing that somebody enters: through which service or form, under what name, with what values."""

    does: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Sitting:
    """What one colleague enters at one go, and for one reason."""

    by: str
    reason: str
    steps: tuple[Step, ...]


Story = tuple[Sitting, ...]


def step(does: str, name: str = "", /, **values: Any) -> Step:
    """Return a step; later ones name what it recorded as “@” and the name given here, or its kind if none.

    ``does`` is a service, a model that is filled in like a form, or “correct” for a row named before.
    """
    return Step(does, name, values)


def sitting(by: str, reason: str, *steps: Step) -> Sitting:
    """Return a sitting of the colleague of that username."""
    return Sitting(by, reason, steps)


def shelf() -> dict[str, Any]:
    """Return every term, provision and mechanism by the name under which steps find it."""
    return {
        **{f"term:{term.vocabulary}/{term.code}": term for term in Term.objects.all()},
        **{f"law:{provision}": provision for provision in LegalProvision.objects.with_instrument()},
        **{f"mechanism:{mechanism}": mechanism for mechanism in Mechanism.objects.all()},
    }


class Clerk:
    """Enters the sittings of one story and remembers its rows by name, beside those known to all stories.

    What a step must have and leaves out is the story's own: its case, the client of that, and otherwise the
    row of the kind that was recorded last.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.rows: ChainMap[str, Any] = ChainMap({}, dict(known))
        self.latest: dict[str, Any] = {}

    def enter(self, story: Story) -> None:
        """Enter each sitting as one change set of the colleague who sits."""
        for sitting in story:
            actor = self.rows[sitting.by]
            with change_set(actor=actor, origin=Origin.COMMAND, reason=sitting.reason):
                for step in sitting.steps:
                    try:
                        self.take(step)
                    except (ValidationError, LookupError) as error:
                        error.add_note(f"In “{sitting.reason}”, at {step.does} “{step.name}”.")
                        raise

    def take(self, step: Step) -> None:
        """Enter one step."""
        values = self._read_all(step.values)
        if step.does == "correct":
            self._remember("", _corrected(self._row(step.name), values))
        elif step.does in FORMS:
            self._fill_in(FORMS[step.does], step.name, values)
        else:
            service = SERVICES[step.does]
            for name in _required(service):
                values.setdefault(name, self.latest.get(name))
            self._remember(step.name, service(**values))

    def _fill_in(self, model: type[AuditedModel], name: str, values: dict[str, Any]) -> None:
        citations = values.pop("citations", ())
        row = _checked(model(**values))
        for cited in citations:
            cases.cite(target=row, **vars(cited))
        self._remember(name, row)

    def _remember(self, name: str, result: Any) -> None:
        row = result[0] if isinstance(result, list) else result
        if not isinstance(row, Model):
            return
        own = self.rows.maps[0]
        own.update({known: row for known, older in own.items() if older == row})
        if not isinstance(row, persons_models.Person):
            self.latest[str(row._meta.model_name)] = row
        if told := _development_of(row, self.latest.get("case")):
            self.latest["development"] = told
        if isinstance(row, CaseParty) and row.role == PartyRole.CLIENT:
            self.latest |= {"person": row.person, "defendant": row.person}
        if name:
            self.rows |= {name: row, **_parts_of(name, row)}

    def _row(self, path: str) -> Any:
        known = ChainMap(*self.rows.maps, self.latest)
        if path in known:
            return known[path]
        name, *attributes = path.split(".")
        row = known[name]
        for attribute in attributes:
            row = getattr(row, attribute)
        return row

    def _read_all(self, values: Mapping[str, Any]) -> dict[str, Any]:
        read = {name: self._read(name, value) for name, value in values.items() if name != "cites"}
        if "cites" in values:
            read["citations"] = [self._cited(values["cites"])]
        return read

    def _cited(self, where: int | str | tuple[str, str]) -> cases.CitedSource:
        if isinstance(where, int):
            return cases.CitedSource(source=self.rows["statement"], locator=f"paragraph {where}")
        name, locator = where if isinstance(where, tuple) else (where, "")
        return cases.CitedSource(source=self._read("source", name), locator=locator)

    def _read(self, name: str, value: Any) -> Any:
        if name in PARTS:
            return [PARTS[name](**self._read_all(one)) for one in value]
        if name in PARTIAL_DATES:
            return _partial_date(value)
        if name == "charges":
            return {self._read("charge", key): _ruling(ruling) for key, ruling in value.items()}
        if name == "upload":
            return SimpleUploadedFile(value[0], value[1].encode())
        if name == "target" and isinstance(value, tuple):
            return self._target(*value)
        if isinstance(value, list):
            return [self._read(name, one) for one in value]
        if not isinstance(value, str):
            return value
        if value.startswith("@"):
            return self._named(name, value.removeprefix("@"))
        return date.fromisoformat(value) if name.endswith(("_on", "_to")) or name == "on" else value

    def _named(self, name: str, path: str) -> Any:
        row = self._row(path)
        if name in DEVELOPMENTS or (name == "target" and type(row) not in CITABLE):
            return _development_of(row, self.latest.get("case"))
        return row

    def _target(self, action: str, addressed: str) -> ActionTarget:
        row = self._read("addressed", addressed)
        role = "person" if isinstance(row, persons_models.Person) else "organisation"
        targets = ActionTarget.objects.select_related("action")
        return targets.get(**{"action": self._read("action", action), role: row})


def _required(service: Callable[..., Any]) -> list[str]:
    return [
        parameter.name
        for parameter in inspect.signature(service).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
    ]


def _checked(row: AuditedModel) -> AuditedModel:
    row.full_clean()
    row.save()
    return row


def _corrected(row: AuditedModel, values: dict[str, Any]) -> AuditedModel:
    fresh = type(row)._default_manager.get(pk=row.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    return _checked(fresh)


def _partial_date(value: str | tuple[str, ...]) -> PartialDate:
    text, *rest = (value,) if isinstance(value, str) else value
    return PartialDate.read(text, **dict(zip(("words", "basis"), rest, strict=False)))


def _ruling(value: str | tuple[str, str]) -> Any:
    if isinstance(value, tuple):
        return proceedings.Ruling(status=ChargeStatus(value[0]), wording=value[1])
    return value


def _development_of(row: Model, case: Any) -> Development | None:
    if isinstance(row, Development):
        return row
    if isinstance(row, Custody):
        return row.ended_by or row.began_by
    if isinstance(row, Restriction):
        return row.imposed_by
    if isinstance(row, Action):
        link = row.case_links.filter(case=case).select_related("development").first()
        return link.development if link else None
    told = getattr(row, "development", None)
    return told if isinstance(told, Development) else None


def _parts_of(name: str, row: Model) -> dict[str, Any]:
    """Name what came with the row: the events of a charge, the parts and the bans of a sentence."""
    if isinstance(row, Charge):
        return {f"{name} {event.status}": event for event in row.events.all()}
    if isinstance(row, Decision):
        parts = {f"{name} {part.kind}": part for part in row.components.all()}
        bans = {f"{key} ban": ban for key, part in parts.items() for ban in part.restrictions.all()}
        return parts | bans
    return {}
