"""What charts are given in their tests."""

from datetime import date

from casework.dashboards.charts.marks import Caption, Mark, Series

CAPTION = Caption("held", "Held now", "People in custody on 1 Jan 2024.")


def mark(value, label="Kazakhstan", address=""):
    """Return a number with this label."""
    return Mark(label, value, address, f"{value} people held in {label}")


def marks(*values, label="Row"):
    """Return a number for each value, each with an address of its own."""
    return [mark(value, f"{label} {n}", f"/cases/?{label}={n}") for n, value in enumerate(values)]


def series(name, *values):
    """Return a series of these values."""
    return Series(name, marks(*values, label=name))


def months(number, first=date(2023, 1, 1)):
    """Return so many months from the first one on."""
    return [date(first.year + n // 12, n % 12 + 1, 1) for n in range(number)]
