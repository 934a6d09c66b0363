"""How fast the application is, beside what it is measured against; ``python -m tests.benchmarks``."""
