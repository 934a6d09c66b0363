"""One invented case, from the protest it is about to its latest day, as rows that are not written yet."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from casework.advocacy.choices import ActionKind, ActionStatus, DemandKind, DemandStatus
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Demand,
    DemandEvent,
    Response,
)
from casework.cases.choices import CaseStatus, Outcome, WgadCategory
from casework.cases.choices import DevelopmentKind as Kind
from casework.cases.models import Development, Perpetrator, Task, Violation, ViolationProvision
from casework.core.choices import Certainty, YesNoUnknown
from casework.demo.large_docket import words
from casework.demo.large_docket.chronicle import Chronicle
from casework.persons.choices import OrganisationKind
from casework.persons.models import Organisation
from casework.proceedings.choices import (
    ChargeStatus,
    CounselBasis,
    CustodyRegime,
    DecisionKind,
    DecisionOutcome,
    EndGround,
    HearingKind,
    HearingOutcome,
    ProceedingKind,
    ProceedingStatus,
    ReasonsGiven,
    RestrictionEventKind,
    RestrictionScopeKind,
    SafeguardFinding,
    SafeguardKind,
    SentenceKind,
)
from casework.proceedings.models import (
    Arrest,
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Restriction,
    RestrictionEvent,
    RestrictionScope,
    Safeguard,
    SentenceComponent,
)
from casework.reference.choices import Vocabulary

#: With what the story itself tells, a case has twenty developments on average.
_DEVELOPMENTS = range(16, 25)


class Story(Chronicle):
    """What happens to one person, day after day."""

    def tell(self) -> None:
        """Add every row of the case."""
        self._introduce()
        conduct = self._happens(Kind.ACTIVITY, "{person} took part in a protest in {place}")
        self._arrest()
        criminal = self._prosecute(conduct)
        verdict = self._try(criminal) if self.is_tried else None
        self._advocate(verdict)
        if self.is_released:
            self._release()
        self._pass_time()
        self._cite()
        self._finish()

    # The law

    def _arrest(self) -> None:
        rng = self.rng
        self._wait(0, 3)
        arrest = self._happens(Kind.ARREST, "{person} was arrested in {place}")
        police = self._organisation(OrganisationKind.POLICE)
        self.add(
            Arrest(
                development=arrest,
                person=self.client,
                carried_out_by=police,
                warrant_shown=rng.choice(YesNoUnknown.values),
                reasons_given=rng.choice((ReasonsGiven.AT_ONCE, ReasonsGiven.INITIALLY_REFUSED)),
                reason_stated=rng.choice(words.OFFENCES),
            )
        )
        self._hold(CustodyRegime.POLICE, arrest, police)
        violation = self.add(
            Violation(
                development=arrest,
                type=rng.choice(self.around.terms[Vocabulary.VIOLATION_TYPE]),
                victim_person=self.client,
                certainty=Certainty.REPORTED,
                wgad_category=rng.choice(WgadCategory.values),
            )
        )
        self.add(
            Perpetrator(
                violation=violation,
                organisation=police,
                involvement=rng.choice(self.around.terms[Vocabulary.INVOLVEMENT]),
            )
        )
        for provision in words.some(rng, self.around.rights, 2):
            self.add(ViolationProvision(violation=violation, provision=provision))

    def _prosecute(self, conduct: Development) -> Proceeding:
        rng = self.rng
        fine = self._proceeding(ProceedingKind.ADMINISTRATIVE, closed=True)
        fined = self._happens(Kind.CHARGE, "{person} was fined for the protest")
        for charge in self._charges(fine, rng.randint(1, 3), conduct):
            self.add(ChargeEvent(charge=charge, development=fined, status=ChargeStatus.CONVICTED))
        self._wait(1, 4)
        criminal = self._proceeding(ProceedingKind.CRIMINAL, closed=self.is_tried)
        filed = self._happens(Kind.CHARGE, "{person} was charged")
        self.charges = self._charges(criminal, rng.randint(2, 4), conduct)
        for charge in self.charges:
            self.add(ChargeEvent(charge=charge, development=filed, status=ChargeStatus.FILED))
        self._move_to(CustodyRegime.PRETRIAL, filed)
        self.add(
            Representation(
                proceeding=criminal,
                person=self.client,
                counsel=self.lawyer,
                basis=rng.choice(CounselBasis.values),
            )
        )
        for kind in words.some(rng, SafeguardKind.values, 3):
            finding = rng.choice(SafeguardFinding.values)
            self.add(Safeguard(proceeding=criminal, kind=kind, finding=finding, development=filed))
        if not self.is_tried:
            second = self._proceeding(ProceedingKind.ADMINISTRATIVE, closed=False)
            self._charges(second, 1, conduct)
            self.add(
                Hearing(
                    proceeding=second,
                    kind=HearingKind.TRIAL,
                    scheduled_on=self.day,
                    outcome=HearingOutcome.POSTPONED,
                )
            )
        return criminal

    def _try(self, criminal: Proceeding) -> Development:
        rng = self.rng
        self._wait(20, 120)
        hearing = self._happens(Kind.HEARING, "The trial of {person} began in {place}")
        self.add(
            Hearing(
                proceeding=criminal,
                kind=HearingKind.TRIAL,
                scheduled_on=self.day,
                scheduled_time="10:00",
                development=hearing,
                outcome=HearingOutcome.HELD,
            )
        )
        self._wait(5, 60)
        verdict = self._happens(Kind.DECISION, "The court in {place} convicted {person}")
        decision = self._decision(criminal, verdict, DecisionKind.VERDICT, DecisionOutcome.CONVICTED)
        for charge in self.charges:
            self.add(ChargeEvent(charge=charge, development=verdict, status=ChargeStatus.CONVICTED))
        term = SentenceComponent(
            decision=decision, person=self.client, kind=SentenceKind.IMPRISONMENT, years=rng.randint(1, 9)
        )
        self.add(term)
        if rng.random() < 0.4:
            amount = Decimal(rng.randint(1, 90) * 1000)
            self.add(
                SentenceComponent(
                    decision=decision,
                    person=self.client,
                    kind=SentenceKind.FINE,
                    amount=amount,
                    currency=words.CURRENCY,
                )
            )
        self._move_to(CustodyRegime.IMPRISONMENT, verdict)
        self._restrict(decision, verdict)
        self._appeal(criminal, decision)
        return verdict

    def _appeal(self, criminal: Proceeding, decision: Decision) -> None:
        self._wait(30, 90)
        appeal = self._proceeding(ProceedingKind.APPEAL, closed=True, previous=criminal)
        self._charges(appeal, 1, None)
        upheld = self._happens(Kind.DECISION, "The conviction of {person} was upheld")
        self._decision(appeal, upheld, DecisionKind.APPEAL, DecisionOutcome.UPHELD, supersedes=decision)

    def _restrict(self, decision: Decision, verdict: Development) -> None:
        rng = self.rng
        if rng.random() < 0.5:
            return
        ban = self.add(
            SentenceComponent(
                decision=decision, person=self.client, kind=SentenceKind.ACTIVITY_BAN, years=rng.randint(1, 5)
            )
        )
        restriction = Restriction(person=self.client, case=self.case, component=ban, imposed_by=verdict)
        restriction.ends = words.in_month(self.day.year + ban.years, self.day.month)
        self.add(restriction)
        for scope in words.some(rng, RestrictionScopeKind.values, 3):
            self.add(RestrictionScope(restriction=restriction, scope=scope))
        if rng.random() < 0.3:
            self.add(
                RestrictionEvent(
                    restriction=restriction,
                    development=self._happens(Kind.HARASSMENT, "{person} was warned for an interview"),
                    kind=RestrictionEventKind.BREACH_ALLEGED,
                )
            )

    def _proceeding(self, kind: ProceedingKind, *, closed: bool, **facts: Any) -> Proceeding:
        proceeding = Proceeding(
            case=self.case,
            defendant=self.client,
            kind=kind,
            status=ProceedingStatus.CLOSED if closed else ProceedingStatus.OPEN,
            court=self._organisation(OrganisationKind.COURT),
            number=f"{self.rng.randint(1, 9999)}/{self.day.year}",
            **facts,
        )
        proceeding.opened = words.on(self.day)
        return self.add(proceeding, later="previous" in facts)

    def _charges(self, proceeding: Proceeding, count: int, conduct: Development | None) -> list[Charge]:
        provisions = self.rng.sample(self.around.crimes[self.country], count)
        return [
            self.add(
                Charge(
                    proceeding=proceeding,
                    offence=provision.heading.lower(),
                    provision=provision,
                    alleged_conduct=words.narrative(self.rng, person=self.name, place=self.place),
                    conduct=conduct,
                )
            )
            for provision in provisions
        ]

    def _decision(
        self,
        proceeding: Proceeding,
        development: Development,
        kind: DecisionKind,
        outcome: DecisionOutcome,
        **facts: Any,
    ) -> Decision:
        decision = Decision(
            proceeding=proceeding,
            development=development,
            authority=proceeding.court,
            kind=kind,
            outcome=outcome,
            **facts,
        )
        return self.add(decision, later="supersedes" in facts)

    # Custody: one spell ends where the next begins

    def _hold(self, regime: CustodyRegime, began_by: Development, facility: Organisation) -> None:
        self.spell = self.add(
            Custody(person=self.client, case=self.case, regime=regime, facility=facility, began_by=began_by)
        )

    def _move_to(self, regime: CustodyRegime, development: Development) -> None:
        self.spell.ended_by = development
        self._hold(regime, development, self._organisation(OrganisationKind.DETENTION_FACILITY))

    def _release(self) -> None:
        self._wait(10, 200)
        release = self._happens(Kind.RELEASE, "{person} was released")
        self.spell.ended_by = release
        self.spell.end_ground = EndGround.PAROLE if self.is_tried else EndGround.CHARGES_DROPPED
        self.add(DemandEvent(demand=self.demand, development=release, status=DemandStatus.MET))

    # Our own work

    def _advocate(self, verdict: Development | None) -> None:
        rng = self.rng
        self._wait(2, 30)
        told = self._happens(Kind.ADVOCACY_ACTION, "We wrote to the authorities about {person}")
        ministry = self._organisation(OrganisationKind.GOVERNMENT)
        action = self.add(
            Action(
                kind=rng.choice((ActionKind.LETTER, ActionKind.JOINT_LETTER, ActionKind.URGENT_APPEAL)),
                title=f"Letter for {self.name}",
                status=ActionStatus.DONE,
                lead=self.case.lead,
                planned_on=self.day,
            )
        )
        self.add(ActionCase(action=action, case=self.case, development=told))
        target = self.add(ActionTarget(action=action, organisation=ministry))
        self.demand = self.add(Demand(case=self.case, what=DemandKind.RELEASE, beneficiary=self.client))
        demands = [self.demand]
        if verdict is not None:
            wanted = Demand(case=self.case, what=DemandKind.VACATE_CONVICTION, beneficiary=self.client)
            demands.append(self.add(wanted))
        for demand in demands:
            self.add(ActionDemand(action=action, demand=demand))
            self.add(DemandEvent(demand=demand, development=told, status=DemandStatus.MADE))
        if rng.random() < 0.3:
            self._wait(10, 60)
            answer = self._happens(Kind.RESPONSE, "The ministry answered our letter for {person}")
            kind = rng.choice(self.around.terms[Vocabulary.RESPONSE])
            self.add(
                Response(target=target, development=answer, kind=kind, text="The courts are independent.")
            )

    def _pass_time(self) -> None:
        rng = self.rng
        for _number in range(rng.choice(_DEVELOPMENTS) - len(self.developments)):
            self._wait(1, 25)
            kind = rng.choice(list(words.HAPPENINGS))
            self._happens(Kind(kind), rng.choice(words.HAPPENINGS[kind]), vaguely=True)
        for title in words.some(
            rng, ("Call the family", "Ask counsel for the papers", "Write the update"), 2
        ):
            due_on = self.day + timedelta(days=rng.randint(5, 40))
            done = {"done_on": due_on, "done_by": self.case.lead} if rng.random() < 0.5 else {}
            remind_on = due_on - timedelta(days=3)
            self.add(
                Task(
                    case=self.case,
                    title=title,
                    due_on=due_on,
                    remind_on=remind_on,
                    assignee=self.case.lead,
                    **done,
                )
            )

    def _finish(self) -> None:
        if self.is_tried and self.is_released and self.rng.random() < 0.6:
            self.case.status = CaseStatus.CLOSED
            self.case.closed_on = max(self.day, self.case.opened_on)
            self.case.closing_outcome = Outcome.RELEASED
