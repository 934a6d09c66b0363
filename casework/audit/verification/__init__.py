"""Proving that the records agree: live rows, typed history and ledger, and the seals over it."""

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, connections

from casework.audit import guards
from casework.audit.verification.erasures import check_erasures
from casework.audit.verification.records import compare_ledger, compare_model
from casework.audit.verification.seals import check_seals
from casework.audit.verification.verdict import Verdict

__all__ = ["Verdict", "verify"]


def verify(using: str = DEFAULT_DB_ALIAS, *, tell: Callable[[int], None] = lambda percent: None) -> Verdict:
    """Look at every guard, row, version, entry and seal of the database, and say what does not agree.

    How far it is, in percent, is told now and then.
    """
    verdict = Verdict()
    verdict.discrepancies += [f"guard missing or altered: {guard}" for guard in guards.missing(using)]
    verdict.counts["guards"] = sum(
        len(guards.ENGINES[connections[using].vendor].expected(table)) for table in guards.guarded_tables()
    )
    compare_ledger(using, verdict)
    models = guards.audited_models()
    for number, model in enumerate(models):
        tell(100 * number // (len(models) + 1))
        compare_model(model, using, verdict)
    check_erasures(using, verdict)
    check_seals(using, verdict)
    tell(100)
    return verdict
