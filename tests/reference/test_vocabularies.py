"""The values that a new installation starts with are whole, consistent and clean."""

import re
from collections import Counter

import pytest
from django.core.validators import validate_slug

from casework.reference.choices import InstrumentKind, MechanismBody, Vocabulary
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term
from casework.reference.rules import provision_order
from casework.reference.vocabularies import instrument_rows, mechanism_rows, provision_rows, term_rows
from casework.reference.vocabularies.law import PROVISIONS
from casework.reference.vocabularies.terms import DEFINITIONS, TERMS

SHORT_NAMES = [row["short_name"] for row in instrument_rows()]
ALL_PROVISION_ROWS = provision_rows({name: name for name in SHORT_NAMES})

ALL_TEXTS = [
    value
    for row in (*term_rows(), *instrument_rows(), *ALL_PROVISION_ROWS, *mechanism_rows())
    for value in row.values()
    if isinstance(value, str)
]


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


class TestEveryRow:
    @pytest.mark.parametrize(
        ("model", "rows"),
        [
            (Term, term_rows()),
            (LegalInstrument, instrument_rows()),
            (Mechanism, mechanism_rows()),
        ],
    )
    def test_satisfies_its_model(self, model, rows):
        for row in rows:
            model(**row).clean_fields(exclude=["head"])

    def test_has_no_stray_spaces(self):
        stray = [text for text in ALL_TEXTS if text != text.strip() or "  " in text or "\n" in text]

        assert stray == []

    def test_names_no_address_on_the_network(self):
        assert [text for text in ALL_TEXTS if re.search(r"https?:|www\.|@", text)] == []


class TestTermRows:
    def test_leave_no_vocabulary_empty(self):
        assert {row["vocabulary"] for row in term_rows()} == set(Vocabulary.values)

    def test_repeat_no_code_within_a_vocabulary(self):
        assert not repeated((row["vocabulary"], row["code"]) for row in term_rows())

    def test_repeat_no_label_within_a_vocabulary(self):
        assert not repeated((row["vocabulary"], row["label"].lower()) for row in term_rows())

    def test_repeat_no_huridocs_code_within_a_vocabulary(self):
        coded = [row for row in term_rows() if row["huridocs_code"]]

        assert not repeated((row["vocabulary"], row["huridocs_code"]) for row in coded)

    def test_use_lower_case_codes_with_hyphens(self):
        for row in term_rows():
            validate_slug(row["code"])
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["code"])

    def test_stand_in_the_order_they_are_written_in(self):
        for vocabulary, terms in TERMS.items():
            rows = [row for row in term_rows() if row["vocabulary"] == vocabulary]

            assert [row["code"] for row in sorted(rows, key=lambda row: row["order"])] == [
                code for code, _, _ in terms
            ]

    def test_carry_every_definition_that_is_written(self):
        defined = {(row["vocabulary"], row["code"]) for row in term_rows() if row["definition"]}

        assert defined == set(DEFINITIONS)

    @pytest.mark.parametrize(
        ("code", "huridocs_code"),
        [
            ("arrest", "030101000000"),
            ("detention", "030102000000"),
            ("release-pending-trial-denied", "030102020000"),
            ("house-arrest", "030105000000"),
            ("harassment", "020103000000"),
            ("torture", "020111110000"),
            ("charges-not-explained", "350107000000"),
            ("reasons-not-given", ""),
            ("unfair-trial", "350114000000"),
            ("unlawful-arrest", "360103010000"),
            ("speech-prohibited", "100104000000"),
            ("publication-restricted", "100102000000"),
            ("group-banned", "120103000000"),
            ("assembly-limited", "120105000000"),
            ("candidacy-denied", "170102000000"),
        ],
    )
    def test_give_the_acts_of_detention_cases_their_codes(self, code, huridocs_code):
        by_code = {row["code"]: row for row in term_rows() if row["vocabulary"] == Vocabulary.VIOLATION_TYPE}

        assert by_code[code]["huridocs_code"] == huridocs_code


class TestInstrumentRows:
    def test_repeat_no_short_name(self):
        assert not repeated(name.lower() for name in SHORT_NAMES)

    def test_know_when_each_was_adopted(self):
        assert all(row["adopted_on"] for row in instrument_rows())

    def test_give_a_country_to_national_law_alone(self):
        international = {InstrumentKind.TREATY, InstrumentKind.DECLARATION, InstrumentKind.PRINCIPLES}

        for row in instrument_rows():
            assert bool(row["country"]) == (row["kind"] not in international)

    def test_have_provisions_each(self):
        assert set(PROVISIONS) == set(SHORT_NAMES)


class TestProvisionRows:
    def test_repeat_no_number_within_an_instrument(self):
        assert not repeated((row["instrument"], row["number"]) for row in ALL_PROVISION_ROWS)

    def test_are_written_in_the_order_of_their_numbers(self):
        for provisions in PROVISIONS.values():
            numbers = [number for number, _ in provisions]

            assert numbers == sorted(numbers, key=provision_order)

    def test_carry_the_place_of_their_number(self):
        assert all(row["order"] == provision_order(row["number"]) for row in ALL_PROVISION_ROWS)

    def test_fit_their_columns(self):
        for row in ALL_PROVISION_ROWS:
            LegalProvision(**{**row, "instrument": None}).clean_fields(exclude=["head", "instrument"])

    def test_have_the_article_above_each_paragraph_of_the_covenant(self):
        numbers = {number for number, _ in PROVISIONS["ICCPR"]}

        assert {"9", "9(1)", "9(2)", "9(3)", "9(4)", "9(5)", "14", "14(3)"} <= numbers
        assert {f"14(3)({letter})" for letter in "abcdefg"} <= numbers

    def test_hold_what_the_second_category_of_arbitrary_detention_names(self):
        declaration = {number for number, _ in PROVISIONS["UDHR"]}
        covenant = {number for number, _ in PROVISIONS["ICCPR"]}

        assert {"7", "13", "14", "18", "19", "20", "21"} <= declaration
        assert {"12", "18", "19", "21", "22", "25", "26", "27"} <= covenant


class TestMechanismRows:
    def test_repeat_no_name(self):
        assert not repeated(row["short_name"].lower() for row in mechanism_rows())
        assert not repeated(row["name"].lower() for row in mechanism_rows())

    def test_count_a_period_in_one_way_and_name_its_rule(self):
        for row in mechanism_rows():
            assert row["reply_rule"]
            assert not ("reply_days" in row and "reply_months" in row)

    def test_say_how_to_submit(self):
        assert all(row["how_to_submit"] for row in mechanism_rows())

    def test_come_from_every_kind_of_body_but_the_unnamed(self):
        assert {row["body"] for row in mechanism_rows()} == set(MechanismBody.values) - {MechanismBody.OTHER}

    @pytest.mark.parametrize(
        ("short_name", "period"),
        [
            ("WGAD regular", {"reply_days": 60}),
            ("WGAD urgent appeal", {}),
            ("Joint allegation letter", {"reply_days": 60}),
            ("Human Rights Committee", {"reply_months": 6}),
            ("Committee against Torture", {"reply_months": 6}),
            ("ECtHR", {}),
        ],
    )
    def test_give_the_period_of_the_rule(self, short_name, period):
        row = next(row for row in mechanism_rows() if row["short_name"] == short_name)

        assert {key: row[key] for key in ("reply_days", "reply_months") if key in row} == period
