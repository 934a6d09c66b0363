"""Long work on the whole ledger, in a process of its own: a page starts it, and finds it again later.

It needs no worker, as whoever looks after a ledger on one machine may run none.
"""

import subprocess
import sys
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.audit.choices import RunKind
from casework.audit.context import Actor
from casework.audit.errors import SweepError
from casework.audit.models import Run
from casework.audit.private_files import for_its_owner
from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.exports import write_proof
from casework.audit.sweeping import sweep
from casework.audit.verification import verify

#: A run that gave no sign of life for so long was broken off with the process that worked on it.
SILENT_FOR = timedelta(minutes=10)
#: So many discrepancies are kept; the command shows all.
DISCREPANCIES_KEPT = 100
#: A proof can be downloaded for so long.
PROOF_KEPT = timedelta(days=1)


def begin_run(*, kind: RunKind, user: Any, cases: Collection[int] = ()) -> Run:
    """Start a run, for a proof that of these cases; return the one under way if it is the same."""
    actor, now = Actor.of(user), timezone.now()
    asked = {"kind": kind, "actor_id": actor.id, "cases": sorted(cases)}
    if under_way := Run.objects.filter(ended_at=None, alive_at__gt=now - SILENT_FOR, **asked).first():
        return under_way
    run = Run.objects.create(actor_name=actor.name, begun_at=now, alive_at=now, **asked)
    transaction.on_commit(lambda: _start(run))
    return run


def _start(run: Run) -> None:
    # Its errors go where ours go. It stays when whoever started it ends.
    subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "django", "carry_out_run", str(run.pk)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def carry_out(run: Run) -> None:
    """Do what the run is for, telling how far it is, and write down what came of it."""
    try:
        _WORK[run.kind](run)
    except (SealingError, SweepError) as error:
        run.discrepancies = [str(error)]
    except BaseException:
        run.discrepancies = [_("It was broken off.")]
        raise
    finally:
        run.ended_at = run.alive_at = timezone.now()
        # Not how far it is, which was told meanwhile.
        run.save(update_fields=["ended_at", "alive_at", "holds", "counts", "discrepancies"])


def _verify(run: Run) -> None:
    verdict = verify(tell=_teller(run))
    if not verdict.holds:
        # What is written meanwhile can look like a discrepancy once, but never twice.
        still = set(verify(tell=_teller(run)).discrepancies)
        verdict.discrepancies = [words for words in verdict.discrepancies if words in still]
    run.holds, run.counts = verdict.holds, dict(verdict.counts)
    run.discrepancies = verdict.discrepancies[:DISCREPANCIES_KEPT]


def _prove(run: Run) -> None:
    path = proof_path(run)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in path.parent.iterdir():
        if old.stat().st_mtime < (run.begun_at - PROOF_KEPT).timestamp():
            old.unlink()
    # Written under another name, so that what can be downloaded is whole.
    part = path.with_suffix(".part")
    with open(part, "xb", opener=for_its_owner) as file:
        contents = write_proof(file=file, cases=run.cases, tell=_teller(run))
    part.rename(path)
    run.holds = True
    run.counts = {"checkpoints": contents.checkpoint.number, "entries": contents.entries}


def _sweep(run: Run) -> None:
    run.counts = {"tables": sweep(tell=_teller(run))}
    run.holds = True


_WORK: dict[str, Callable[[Run], None]] = {
    RunKind.VERIFICATION: _verify,
    RunKind.PROOF: _prove,
    RunKind.SWEEP: _sweep,
}


def _teller(run: Run) -> Callable[[int], None]:
    """Return what writes down how far the run is, in percent."""

    def tell(percent: int) -> None:
        Run.objects.filter(pk=run.pk).update(progress=percent, alive_at=timezone.now())

    return tell


def proof_path(run: Run) -> Path:
    """Return where the proof is kept that this run writes."""
    return Path(settings.DATA_DIR) / "proofs" / f"{run.pk}.zip"
