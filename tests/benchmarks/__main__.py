"""Builds a docket on each engine, measures, prints one table, and leaves nothing behind."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.databases import ENGINES
from tests.benchmarks.rounds import Measure
from tests.benchmarks.table import table

PROJECT = Path(__file__).resolve().parents[2]
SEED = 1
KEY = """\
Medians of rounds in which the lanes take turns, in ms or rows/s. Ratios compare times round by round, below 1
is faster, with the band of their middle 80 %. ours: row, typed history, ledger entry and guard in one
transaction. simple-history: equal tables with stock history, and the stock admin. driver: the same rows by
SQL alone into equal tables without guards; for the verifier, reading and hashing every entry. noise: one lane
against itself; while its band leaves 0.9 to 1.1, ratios near their aim say nothing."""


def main() -> None:
    """Measure on the engines that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="sqlite")
    parser.add_argument("--cases", type=int, default=300, help="size of the invented docket")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each comparison")
    parser.add_argument("--rows", type=int, default=1000, help="rows of one bulk write")
    options = parser.parse_args()
    # A run that is told to end takes its leave as from a keyboard, and cleans up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    engines = list(ENGINES) if options.engine == "both" else [options.engine]
    parts = [measure(engine, options.cases, options.rounds, options.rows) for engine in engines]
    sys.stdout.write(f"{table(parts)}\n\n{KEY}\n")


def measure(engine: str, cases: int, rounds: int, rows: int) -> tuple[str, list[Measure]]:
    """Return the title of the engine's part of the table, and its lines."""
    with ENGINES[engine]() as (url, durability), tempfile.TemporaryDirectory() as folder:
        process = Process(url, Path(folder))
        process.run("create_encryption_key")
        memory = {"build": process.run("build_tables", f"--cases={cases}", f"--seed={SEED}")}
        memory["lanes"] = process.run("run_lanes", f"--rounds={rounds}", f"--rows={rows}", into="lanes")
        memory["verify"] = process.run("time_verification", into="verification")
        lines = [*process.lines("lanes"), *process.lines("verification"), *_peaks(memory)]
    load = os.getloadavg()[0]
    return f"{durability}; {cases:,} cases, load {load:.1f} on {os.cpu_count()} processors", lines


class Process:
    """Commands run one after the other, each in a process of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
        }

    def run(self, command: str, *options: str, into: str = "") -> float:
        """Run the command to its end; return its peak of memory in megabytes."""
        target = [f"--into={self.folder / into}"] if into else []
        process = subprocess.Popen(
            [sys.executable, "-m", "django", command, *options, *target], cwd=PROJECT, env=self.environment
        )
        try:
            _process, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command} failed: see above.")
        return usage.ru_maxrss / 1024

    def lines(self, name: str) -> list[Measure]:
        """Return the lines that a command wrote."""
        return [Measure.from_dict(line) for line in json.loads((self.folder / name).read_text())]


def _peaks(memory: dict[str, float]) -> Iterator[Measure]:
    for name, megabytes in memory.items():
        yield Measure(f"peak memory: {name}", "MB", {"ours": megabytes})


if __name__ == "__main__":
    main()
