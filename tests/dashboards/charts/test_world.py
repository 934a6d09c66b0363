"""The map of the world: a place for every country, and circles that hide none."""

from itertools import combinations
from math import dist

import pytest
from django_countries import countries

from casework.dashboards.charts.world import GREATEST, HEIGHT, LEAST, WIDTH, draw_world, places
from tests.dashboards.charts.given import CAPTION, mark

EUROPE = (
    "AL AD AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO"
)
GULF = "AE BH IQ IR JO KW OM QA SA YE"


def drawn(**values):
    """Return the map on which each country, by its code, has this value."""
    return draw_world(
        CAPTION, {code: mark(value, code, f"/?{code}") for code, value in values.items()}, name="Held"
    )


class TestPlaces:
    def test_are_known_of_every_country(self):
        assert {code for code, _name in countries} - places().keys() == set()

    def test_lie_within_the_drawing(self):
        assert all(0 < place.x < WIDTH and 0 < place.y < HEIGHT for place in places().values())

    def test_lie_as_countries_do(self):
        place = places()

        assert place["KZ"].x < place["CN"].x
        assert place["VE"].x < place["BY"].x < place["KZ"].x
        assert place["RU"].y < place["KZ"].y < place["AE"].y < place["AU"].y

    def test_have_outlines_where_these_can_be_seen(self):
        place = places()

        assert all(place[code].outline.startswith("M") for code in ("KZ", "BY", "VE", "XK", "TW"))
        assert place["TV"].outline == ""


class TestDrawWorld:
    def test_gives_circles_areas_in_proportion(self):
        russia, kazakhstan = drawn(KZ=25, RU=100).circles

        assert (russia.radius, kazakhstan.radius) == (GREATEST, GREATEST / 2)

    def test_draws_the_greatest_first(self):
        assert [circle.country for circle in drawn(KZ=3, AE=9, BY=5, AM=5).circles] == [
            "AE",
            "AM",
            "BY",
            "KZ",
        ]

    def test_leaves_even_the_least_large_enough_to_press_and_to_hold_its_number(self):
        circles = drawn(RU=1_000_000, KZ=12_345, BY=1).circles

        assert circles[2].radius == LEAST
        assert circles[1].radius > LEAST

    @pytest.mark.parametrize(
        "codes",
        [EUROPE, GULF, f"{EUROPE} {GULF}", " ".join(places())],
        ids=["europe", "gulf", "both", "world"],
    )
    def test_hides_no_circle_behind_another(self, codes):
        circles = drawn(**{code: 1 + n * 7 % 40 for n, code in enumerate(codes.split())}).circles

        assert len(circles) == len(codes.split())
        for one, other in combinations(circles, 2):
            assert dist((one.x, one.y), (other.x, other.y)) > one.radius + other.radius
        for circle in circles:
            assert circle.left >= 0
            assert circle.top >= 0
            assert circle.left + circle.across <= WIDTH
            assert circle.top + circle.across <= HEIGHT

    def test_tells_where_a_circle_belongs_that_was_pushed_away(self):
        circles = {circle.country: circle for circle in drawn(RU=1, SA=90, BH=2, QA=2, AE=60, KW=2).circles}

        assert not circles["RU"].is_away
        assert any(circle.is_away for circle in circles.values())

    def test_draws_the_same_each_time_whatever_the_order(self):
        values = {code: 1 + n % 5 for n, code in enumerate(GULF.split())}

        assert drawn(**values) == drawn(**dict(reversed(values.items())))

    def test_writes_names_that_cover_neither_circles_nor_each_other(self):
        circles = drawn(**dict.fromkeys(EUROPE.split(), 3)).circles

        named = [circle for circle in circles if circle.name]
        assert named
        for one, other in combinations(named, 2):
            assert (one.name.x, one.name.y) != (other.name.x, other.name.y)
        for circle in named:
            assert all(
                dist((circle.name.x, circle.name.y), (other.x, other.y)) >= other.radius for other in circles
            )

    def test_leaves_out_noughts_and_draws_nothing_of_nothing(self):
        assert drawn(KZ=0).circles == []
        assert drawn().circles == []

    def test_draws_equal_values_equally_large(self):
        assert {circle.radius for circle in drawn(KZ=9, BY=9).circles} == {GREATEST}
        assert {circle.radius for circle in drawn(KZ=1, BY=1).circles} == {LEAST}
