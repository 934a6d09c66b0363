"""What pages show of charts: each number in the drawing and in the table, with the list that it counts."""

import re
from collections import Counter
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from casework.dashboards.charts.bars import draw_bars
from casework.dashboards.charts.columns import draw_columns
from casework.dashboards.charts.lines import draw_lines
from casework.dashboards.charts.marks import Caption, Mark, Series
from casework.dashboards.charts.timeline import Held, Spell, draw_timeline
from casework.dashboards.charts.world import draw_world
from tests.dashboards.charts.given import CAPTION, mark, marks, months, series

COUNTED = re.compile(r'<a [^>]*href="([^"]+)" data-count="(\d+)"')
TODAY = date(2024, 1, 1)
HOSTILE = "<script>alert('\"')</script>"


def spells(*addresses, label="Imprisonment"):
    """Return a spell in custody for each address."""
    first, last = date(2020, 1, 1), date(2023, 1, 1)
    return [
        Spell("imprisonment", Mark(label, 1, address, f"{label} told"), first, first, last, last)
        for address in addresses
    ]


CHARTS = {
    "bars": draw_bars(
        CAPTION, marks(12_345, 0, 7), name="Now", others=marks(3, 4, 5, label="Before"), other_name="Before"
    ),
    "columns": draw_columns(CAPTION, months(3), [series("Entered", 3, 0, 34)]),
    "grouped": draw_columns(CAPTION, months(2), [series(name, 3, 0) for name in "ABCDE"]),
    "stacked": draw_columns(CAPTION, months(2), [series(name, 3, 0) for name in "ABCDE"], is_stacked=True),
    "lines": draw_lines(CAPTION, months(3), [series(name, 3, 0, 12_345) for name in "ABCDE"]),
    "world": draw_world(
        CAPTION,
        {code: mark(n, code, f"/?{code}") for n, code in enumerate(("KZ", "TV", "BY"), 1)},
        name="Held",
    ),
    "timeline": draw_timeline(
        CAPTION, [Held("One", spells("/1/", "/2/")), Held("Other", spells("/3/"))], TODAY
    ),
}
UNLINKED = {
    "bars": draw_bars(CAPTION, [mark(5)], name="Now"),
    "columns": draw_columns(CAPTION, months(1), [Series("Entered", [mark(5)])]),
    "lines": draw_lines(CAPTION, months(1), [Series("Entered", [mark(5)])]),
    "world": draw_world(CAPTION, {"KZ": mark(5)}, name="Held"),
    "timeline": draw_timeline(CAPTION, [Held("One", spells(""))], TODAY),
}
WORDS = Caption("x", HOSTILE, HOSTILE, nothing=HOSTILE)
EMPTY = Caption("none", "Held", "Nobody.", nothing="Nobody is held.")
NOTHING = {
    "bars": draw_bars(EMPTY, [], name="Now"),
    "columns": draw_columns(EMPTY, [], []),
    "lines": draw_lines(EMPTY, [], []),
    "world": draw_world(EMPTY, {}, name="Held"),
    "timeline": draw_timeline(EMPTY, [], TODAY),
}


def page_of(chart):
    """Return the chart as a page shows it."""
    return render_to_string(chart.template_name, {"chart": chart})


def parts_of(page):
    """Return the links with their counts in the drawing, and those in the table."""
    drawing, _details, table = page.partition("<details")
    return COUNTED.findall(drawing), COUNTED.findall(table)


def all_marks(chart):
    """Return what the chart was given, as links with their counts."""
    if chart is CHARTS["timeline"]:
        return [(one.mark.address, str(one.mark.value)) for row in chart.rows for one in row.held.spells]
    return [(one.address, str(one.value)) for row in chart.table.rows for one in row.marks]


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
class TestCharts:
    def test_link_each_number_once_in_the_drawing_and_once_in_the_table(self, chart):
        drawing, table = parts_of(page_of(chart))

        assert Counter(drawing) == Counter(table) == Counter(all_marks(chart))
        assert set(Counter(drawing).values()) == {1}

    def test_say_in_full_what_each_number_counts(self, chart):
        page = page_of(chart)

        assert len(re.findall(r'data-count="\d+"[^>]* aria-label="[^"]+"', page)) == len(all_marks(chart))

    def test_are_named_and_told_to_who_hears_them(self, chart):
        page = page_of(chart)

        assert '<figure class="chart" id="held" aria-labelledby="held-caption">' in page
        assert 'id="held-caption" role="heading" aria-level="2">Held now<' in page
        assert "People in custody on 1 Jan 2024." in page

    def test_give_no_id_twice_and_refer_to_those_that_are_there(self, chart):
        page = page_of(chart)
        ids = re.findall(r'\bid="([^"]+)"', page)
        referred = " ".join(re.findall(r'aria-labelledby="([^"]+)"', page)).split()

        assert len(ids) == len(set(ids))
        assert {*referred, *re.findall(r"url\(#([^)]+)\)", page)} <= set(ids)

    def test_fold_the_table_without_a_script_and_hold_no_style(self, chart):
        page = page_of(chart)

        assert re.search(r"<details [^>]*>\s*<summary>", page)
        assert "open" not in re.search(r"<details [^>]*>", page).group()
        assert " style=" not in page

    def test_write_places_in_numbers_that_every_browser_reads(self, chart):
        with override("ru"):
            page = page_of(chart)

        assert not re.search(r' (?:x|y|x1|x2|y1|y2|width|height|r|cx|cy|rx)="[^"]*[,\s]', page)
        assert parts_of(page) == parts_of(page_of(chart))


@pytest.mark.parametrize("chart", UNLINKED.values(), ids=UNLINKED)
class TestNumbersThatCountNoList:
    def test_are_told_without_a_link(self, chart):
        page = page_of(chart)

        assert "data-count" not in page
        assert "<a " not in page
        assert "told" in page or ">5<" in page


@pytest.mark.parametrize("chart", NOTHING.values(), ids=NOTHING)
class TestNothing:
    def test_is_told_in_a_sentence_in_place_of_a_drawing(self, chart):
        page = page_of(chart)

        assert "Nobody is held." in page
        assert "<svg" not in page
        assert "<details" not in page


class TestWords:
    @pytest.mark.parametrize(
        "chart",
        [
            draw_bars(
                WORDS,
                [Mark(HOSTILE, 1, "/?a=1&b=\"'", HOSTILE)],
                name=HOSTILE,
                others=[mark(2, HOSTILE)],
                other_name=HOSTILE,
            ),
            draw_columns(WORDS, months(1), [Series(HOSTILE, [Mark(HOSTILE, 1, HOSTILE)])] * 2),
            draw_lines(WORDS, months(1), [Series(HOSTILE, [Mark(HOSTILE, 1, HOSTILE)])] * 2),
            draw_world(WORDS, {"KZ": Mark(HOSTILE, 1, HOSTILE)}, name=HOSTILE),
            draw_timeline(
                WORDS,
                [Held(HOSTILE, spells(HOSTILE, label=HOSTILE), HOSTILE)],
                TODAY,
            ),
            draw_bars(WORDS, [], name=""),
        ],
        ids=lambda chart: type(chart).__name__,
    )
    def test_are_escaped_wherever_they_stand(self, chart):
        page = page_of(chart)

        assert "<script" not in page
        assert "&lt;script" in page


class TestTimeline:
    def test_says_how_many_people_it_leaves_out_and_where_they_are(self):
        people = [Held(str(n), spells(f"/{n}/")) for n in range(4)]

        page = page_of(draw_timeline(CAPTION, people, TODAY, limit=3, address_of_all="/persons/?held=1"))

        assert '<a href="/persons/?held=1">1 more person is not drawn.</a>' in page
