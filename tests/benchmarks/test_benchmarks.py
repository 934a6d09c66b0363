"""The benchmarks run; what they measure is for people to read."""

import subprocess
import sys

from django.db import connection

from tests.benchmarks.__main__ import PROJECT

LINES = (
    "save one changed row",
    "save one new row",
    "noise",
    "create 20 rows",
    "update 20 rows",
    "delete 20 rows",
    *("list of cases", "list of developments", "list of persons"),
    *("form of one of cases", "form of one of developments", "form of one of persons"),
    "verify",
    "peak memory: verify",
)


class TestBenchmarks:
    def test_print_one_table_with_every_lane(self):
        engine = ["--engine", "postgres" if connection.vendor == "postgresql" else "sqlite"]

        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks", *engine, "--cases=2", "--rounds=1", "--rows=20"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )

        assert done.returncode == 0, done.stderr
        assert [line for line in LINES if line not in done.stdout] == []
