"""What a new installation starts with, as rows ready to be written.

The rows are loaded once. Afterwards staff edit them; what is added here later needs a migration of its own.
"""

from collections.abc import Mapping
from typing import Any

from casework.reference.rules import provision_order
from casework.reference.vocabularies.law import INSTRUMENTS, PROVISIONS
from casework.reference.vocabularies.mechanisms import MECHANISMS
from casework.reference.vocabularies.terms import DEFINITIONS, TERMS

__all__ = ["instrument_rows", "mechanism_rows", "provision_rows", "term_rows"]

_STEP = 10


def term_rows() -> list[dict[str, Any]]:
    """Return the terms of all vocabularies, ordered in steps of ten so that one can be put between two."""
    return [
        {
            "vocabulary": vocabulary.value,
            "code": code,
            "label": label,
            "definition": DEFINITIONS.get((vocabulary, code), ""),
            "huridocs_code": huridocs_code,
            "order": place * _STEP,
        }
        for vocabulary, terms in TERMS.items()
        for place, (code, label, huridocs_code) in enumerate(terms, start=1)
    ]


def instrument_rows() -> list[dict[str, Any]]:
    """Return the legal instruments."""
    return [
        {
            "short_name": short_name,
            "title": title,
            "kind": kind.value,
            "country": country,
            "adopted_on": adopted_on,
        }
        for short_name, title, kind, country, adopted_on in INSTRUMENTS
    ]


def provision_rows(instruments: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the provisions of these instruments, which are given by their short names."""
    return [
        {
            "instrument": instruments[short_name],
            "number": number,
            "heading": heading,
            "order": provision_order(number),
        }
        for short_name, provisions in PROVISIONS.items()
        for number, heading in provisions
    ]


def mechanism_rows() -> list[dict[str, Any]]:
    """Return the mechanisms."""
    return [{**mechanism, "body": mechanism["body"].value} for mechanism in MECHANISMS]
