"""What hangs on developments, each thing in one line, as the chronology tells it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.core.choices import Certainty, YesNoUnknown
from casework.proceedings.choices import ReasonsGiven
from casework.workspace.files.case.ledgers import Ledgers, grouped


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that hangs on a development: its sort, its words, and the row that records it."""

    sort: str
    words: str
    row: Any
    address: str = ""
    state: str = ""

    @property
    def page(self) -> str:
        """The name of the page on which it is edited."""
        return f"admin:{self.row._meta.app_label}_{self.row._meta.model_name}_change"


def lines_by_development(ledgers: Ledgers) -> dict[int, list[Line]]:
    """Return the lines of each development, by its key, in the order in which a reader asks for them."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for tell in (_arrests, _custody, _charges, _hearings, _decisions, _restrictions, _violations, _advocacy):
        for development, line in tell(ledgers):
            lines[development].append(line)
    return lines


def joined(*parts: Any, by: str = ", ") -> str:
    """Return the parts that say something, as one text."""
    return by.join(str(part) for part in parts if part)


def _arrests(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    for row in ledgers.arrests:
        words = [_("of %(person)s") % {"person": row.person}]
        if row.carried_out_by:
            words.append(_("by %(who)s") % {"who": row.carried_out_by})
        if row.warrant_shown != YesNoUnknown.UNKNOWN:
            shown = row.warrant_shown == YesNoUnknown.YES
            words.append(_("a warrant was shown") if shown else _("no warrant was shown"))
        if row.reasons_given != ReasonsGiven.UNKNOWN:
            words.append(_("reasons given: %(when)s") % {"when": row.get_reasons_given_display()})
        if row.reason_stated:
            stated = joined(row.stated_by, row.stated_at)
            words.append(joined(f"“{row.reason_stated}”", f"({stated})" if stated else "", by=" "))
        yield row.development_id, Line(_("Arrest"), joined(*words), row)


def _custody(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    for row in ledgers.custody:
        where = joined(row.get_regime_display(), row.facility or row.place)
        values = {"person": row.person, "where": where}
        address = f"#custody-{row.pk}"
        if row.began_by_id:
            yield (
                row.began_by_id,
                Line(_("Custody begins"), _("%(person)s: %(where)s") % values, row, address, "held"),
            )
        if row.ended_by_id:
            words = joined(_("%(person)s: %(where)s") % values, row.get_end_ground_display())
            yield row.ended_by_id, Line(_("Custody ends"), words, row, address)


def _charges(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    for event in ledgers.charge_events:
        offence = event.wording or event.charge.offence
        words = f"{offence}: {event.get_status_display()}"
        yield event.development_id, Line(_("Charge"), words, event.charge, f"#charge-{event.charge_id}")


def _hearings(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    for row in ledgers.hearings:
        if row.development_id:
            words = joined(row.get_kind_display(), row.get_outcome_display(), row.note)
            yield row.development_id, Line(_("Hearing"), words, row, f"#hearing-{row.pk}")


def _decisions(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    imposed = grouped(ledgers.components, "decision_id")
    for row in ledgers.decisions:
        words = joined(
            row.get_kind_display(),
            row.get_outcome_display(),
            row.authority or _("authority not known"),
            joined(*imposed[row.pk], by="; "),
            by=" · ",
        )
        yield row.development_id, Line(_("Decision"), words, row, f"#decision-{row.pk}")


def _restrictions(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    scopes = grouped(ledgers.scopes, "restriction_id")
    words_of = {row.pk: joined(*scopes[row.pk]) or row.basis for row in ledgers.restrictions}
    for row in ledgers.restrictions:
        address, words = f"#restriction-{row.pk}", words_of[row.pk]
        until = _("until %(day)s") % {"day": row.ends} if row.ends else _("no end known")
        yield (
            row.imposed_by_id,
            Line(_("Restriction imposed"), joined(words, until), row, address, "restricted"),
        )
        if row.lifted_by_id:
            yield row.lifted_by_id, Line(_("Restriction lifted"), words, row, address)
    rows = {row.pk: row for row in ledgers.restrictions}
    for event in ledgers.restriction_events:
        if restriction := rows.get(event.restriction_id):
            words = joined(event.get_kind_display(), event.note, by=": ")
            address = f"#restriction-{restriction.pk}"
            yield event.development_id, Line(_("Restriction"), words, restriction, address)


def _violations(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    perpetrators = grouped(ledgers.perpetrators, "violation_id")
    provisions = grouped(ledgers.provisions, "violation_id")
    for row in ledgers.violations:
        by_whom = "; ".join(joined(one, one.involvement) for one in perpetrators[row.pk])
        words = joined(
            joined(row.type, row.victim, by=": "),
            _("by %(who)s") % {"who": by_whom} if by_whom else "",
            joined(*provisions[row.pk]),
            f"WGAD {row.wgad_category}" if row.wgad_category else "",
            "" if row.certainty == Certainty.ESTABLISHED else row.get_certainty_display(),
            by=" · ",
        )
        yield row.development_id, Line(_("Violation"), words, row, state="violated")


def _advocacy(ledgers: Ledgers) -> Iterator[tuple[int, Line]]:
    for row in ledgers.designations:
        words = _("%(person)s as %(label)s by %(body)s") % {
            "person": row.person,
            "label": row.get_label_display(),
            "body": row.designated_by,
        }
        yield row.development_id, Line(_("Recognition"), joined(words, row.criteria, by=" · "), row)
        if row.withdrawn_by_id:
            yield row.withdrawn_by_id, Line(_("Recognition withdrawn"), words, row)
    for said in ledgers.statements:
        who = joined(said.said_by, said.issued_by)
        if said.on_behalf_of:
            who = _("%(who)s on behalf of %(body)s") % {"who": who, "body": said.on_behalf_of}
        text = f"“{said.text}”" if said.is_direct_quotation else said.text
        yield said.development_id, Line(str(said.get_kind_display()).capitalize(), f"{who}: {text}", said)
    actions = {action.pk: action for action in ledgers.actions}
    for link in ledgers.action_links:
        action = actions[link.action_id]
        if link.development_id:
            words = joined(action.get_kind_display(), action.title, by=": ")
            yield link.development_id, Line(_("Action"), words, action, f"#action-{action.pk}")
    for reply in ledgers.responses:
        words = joined(f"{reply.target}: {reply.kind}", reply.text, by=" · ")
        address = f"#action-{reply.target.action_id}"
        yield reply.development_id, Line(_("Response"), words, reply, address)
    demands = {demand.pk: demand for demand in ledgers.demands}
    for event in ledgers.demand_events:
        if demand := demands.get(event.demand_id):
            words = f"{demand}: {event.get_status_display()}"
            yield event.development_id, Line(_("Demand"), words, demand, f"#demand-{demand.pk}")
