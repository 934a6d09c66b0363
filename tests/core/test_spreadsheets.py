"""Rows as files: whatever is in them, a spreadsheet runs none of it."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import gettext_lazy
from hypothesis import example, given
from hypothesis import strategies as st

from casework.core.spreadsheets import as_csv, as_workbook, file_of
from tests.core.formulas import FORMULAS, cells_of, is_run

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@|%;\t\r\n \"',\uff1d\ufeff\u200b"),
    max_size=20,
)


def text_of(rows):
    return "".join(as_csv(rows))


class TestAsCsv:
    @given(st.lists(TEXT, min_size=1, max_size=3))
    @example(["=1+1"])
    @example(["a;=1+1", "b"])
    @example(["a\n=1+1"])
    def test_holds_nothing_that_is_run_whatever_mark_is_looked_for(self, row):
        text = text_of([row])

        for mark in ",;\t":
            assert [cell for cell in cells_of(text, mark) if is_run(cell)] == []

    @pytest.mark.parametrize("formula", FORMULAS)
    def test_keeps_the_words_of_a_formula(self, formula):
        [cell] = cells_of(text_of([[formula]]), ",")

        assert cell.replace("'", "") == formula.replace("'", "")

    @pytest.mark.parametrize(
        "value", ["Yelena", "a - b", "x=1", "-12", "-1,200.50", "2024-05-10", "e@x.org", "O'Brien"]
    )
    def test_leaves_everything_else_as_it_is(self, value):
        assert cells_of(text_of([[value]]), ",") == [value]

    def test_holds_numbers_days_and_nothing_as_such(self):
        assert text_of([[-1, Decimal("-1.5"), date(2024, 5, 10), None]]) == "\ufeff-1,-1.5,2024-05-10,\r\n"


class TestAsWorkbook:
    @pytest.mark.parametrize("formula", [*FORMULAS, gettext_lazy("=1+1")])
    def test_holds_every_formula_as_text(self, formula):
        content = b"".join(as_workbook([[formula, 1, date(2024, 5, 10)]]))

        [row] = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
        assert [cell.data_type for cell in row] == ["s", "n", "d"]


class TestFileOf:
    @pytest.mark.parametrize("name", ['a"b', "дело", "a;b"])
    def test_has_one_name_whatever_it_is_called(self, name):
        said = file_of([], kind="csv", name=name)["Content-Disposition"]

        assert said.startswith("attachment; filename")
        assert said.count('"') in {0, 2, 3}
