"""How two quantities compare: the levels by name, and what holds for all quantities."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.lexicon.measures import ANOTHER, ROUNDED, SAME, WITHIN, level, one_dimension
from newsdiff.model import Level, Quantity


def quantity(low: float | None, high: float | None = math.nan, unit: str | None = None, modifier: str | None = None):
    """`quantity(9)` is just nine, `quantity(9, None)` nine or more, `quantity(None, 9)` nine or fewer."""
    top = low if high is not None and math.isnan(high) else high
    return Quantity(0, 1, "?", low, top, unit, modifier)


def case(name: str, one: Quantity, other: Quantity, found: Level, wrong: str | None = None) -> Any:
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=wrong)] if wrong else []
    return pytest.param(one, other, found, id=name, marks=marks)


TABLE = [
    case("equal counts", quantity(9), quantity(9), SAME),
    case("counts next to each other", quantity(12), quantity(13), ANOTHER),
    case("counts far apart", quantity(27), quantity(90), ANOTHER),
    case("at least, and above", quantity(10, None, modifier="at least"), quantity(12), WITHIN),
    case("at least, and the bound", quantity(10, None, modifier="at least"), quantity(10), WITHIN),
    case("at least, and below", quantity(10, None, modifier="at least"), quantity(7), ANOTHER),
    case(
        "two bounds from below",
        quantity(2, None, modifier="at least"),
        quantity(6, None, modifier="at least"),
        ANOTHER,
    ),
    case(
        "two bounds from above",
        quantity(None, 20, modifier="up to"),
        quantity(None, 50, modifier="up to"),
        ANOTHER,
    ),
    case("up to, and below", quantity(None, 50, modifier="up to"), quantity(40), WITHIN),
    case("up to, and above", quantity(None, 50, modifier="up to"), quantity(60), ANOTHER),
    case("more than, and above", quantity(100, None, modifier="more than"), quantity(120), WITHIN),
    case("more than a round figure, and it", quantity(50, None, modifier="more than"), quantity(50), WITHIN),
    case(
        "more than a figure that is not round, and it", quantity(51, None, modifier="more than"), quantity(51), ANOTHER
    ),
    case(
        "less than a figure that is not round, and it", quantity(None, 37, modifier="less than"), quantity(37), ANOTHER
    ),
    case("at least a figure that is not round, and it", quantity(51, None, modifier="at least"), quantity(51), WITHIN),
    case("more than, and below", quantity(100, None, modifier="more than"), quantity(90), ANOTHER),
    case("a range and a figure in it", quantity(30, 40), quantity(35), WITHIN),
    case("a range and a figure outside", quantity(30, 40), quantity(55), ANOTHER),
    case("ranges that overlap", quantity(30, 40), quantity(38, 50), WITHIN),
    case("about, and near", quantity(500, modifier="about"), quantity(480), ROUNDED),
    case("about, and far", quantity(500, modifier="about"), quantity(900), ANOTHER),
    case("about a sum", quantity(1680, unit="dollar", modifier="about"), quantity(1688, unit="dollar"), ROUNDED),
    case("large counts rounded", quantity(1200), quantity(1203), ROUNDED),
    case("large counts rounded to a digit", quantity(12_000), quantity(11_860), ROUNDED),
    case("large counts not rounded", quantity(1200), quantity(1290), ANOTHER),
    case("a sum rounded to the million", quantity(2e6, unit="dollar"), quantity(1_996_000, unit="dollar"), ROUNDED),
    case("half a million is no rounding", quantity(2e6, unit="dollar"), quantity(2.5e6, unit="dollar"), ANOTHER),
    case("six tenths are no rounding", quantity(2e6, unit="dollar"), quantity(1.6e6, unit="dollar"), ANOTHER),
    case("kilometres and miles", quantity(10, unit="kilometre"), quantity(6.2, unit="mile"), ROUNDED),
    case("kilometres and as many miles", quantity(10, unit="kilometre"), quantity(10, unit="mile"), ANOTHER),
    case("kilometres and metres", quantity(10, unit="kilometre"), quantity(10_000, unit="metre"), SAME),
    case("hours and minutes", quantity(2, unit="hour"), quantity(120, unit="minute"), SAME),
    case("half and 50 percent", quantity(0.5, unit="share"), quantity(50, unit="percent"), SAME),
    case("a third and 33 percent", quantity(1 / 3, unit="share"), quantity(33, unit="percent"), ROUNDED),
    case("a third and 40 percent", quantity(1 / 3, unit="share"), quantity(40, unit="percent"), ANOTHER),
    case("percent next to each other", quantity(3, unit="percent"), quantity(4, unit="percent"), ANOTHER),
    case("tenths of a percent", quantity(3.2, unit="percent"), quantity(3.4, unit="percent"), ANOTHER),
    case("celsius and fahrenheit", quantity(30, unit="celsius"), quantity(86, unit="fahrenheit"), SAME),
    case("pence and pounds", quantity(250, unit="penny"), quantity(2.5, unit="pound sterling"), SAME),
    case("ages next to each other", quantity(27, unit="year of age"), quantity(28, unit="year of age"), ANOTHER),
    case(
        "great ages next to each other",
        quantity(87, unit="year of age"),
        quantity(88, unit="year of age"),
        ANOTHER,
    ),
    case(
        "great percentages next to each other",
        quantity(62, unit="percent"),
        quantity(63, unit="percent"),
        ANOTHER,
    ),
]


@pytest.mark.parametrize(("one", "other", "found"), TABLE)
def test_levels(one: Quantity, other: Quantity, found: Level) -> None:
    assert one_dimension(one, other)
    assert level(one, other) == found
    assert level(other, one) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("dollar", "pound sterling", False, id="two currencies"),
        pytest.param("dollar", "canadian dollar", False, id="two dollars"),
        pytest.param("dollar", "cent", True, id="parts of a currency"),
        pytest.param("kilometre", "mile", True, id="two lengths"),
        pytest.param("kilometre", "hour", False, id="length and time"),
        pytest.param(None, None, True, id="two counts"),
        pytest.param(None, "percent", False, id="count and share"),
        pytest.param("year", "year of age", False, id="duration and age"),
        pytest.param("dollar per gallon", "dollar per litre", True, id="two rates"),
        pytest.param("widget", "gadget", False, id="two units that no table has"),
    ],
)
def test_one_dimension(one: str | None, other: str | None, same: bool) -> None:
    assert one_dimension(quantity(1, unit=one), quantity(1, unit=other)) is same
    assert one_dimension(quantity(1, unit=other), quantity(1, unit=one)) is same


UNITS = st.sampled_from([None, "dollar", "kilometre", "mile", "percent", "share", "celsius", "fahrenheit", "hour"])
MODIFIERS = st.sampled_from([None, "about", "at least", "more than", "up to", "nearly", "over", "at most"])
NUMBERS = st.one_of(
    st.integers(0, 40).map(float),
    st.integers(0, 5_000_000).map(float),
    st.floats(-50, 1e9, allow_nan=False).map(lambda value: round(value, 3)),
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    shape = draw(st.sampled_from(["point", "point", "range", "from", "to"]))
    ends = {"point": (low, low), "range": (low, high), "from": (low, None), "to": (None, high)}[shape]
    return quantity(*ends, draw(UNITS), draw(MODIFIERS))


@settings(max_examples=400)
@given(quantities(), quantities())
def test_levels_are_symmetric(one: Quantity, other: Quantity) -> None:
    if one_dimension(one, other):
        assert level(one, other) == level(other, one)
    assert one_dimension(one, other) == one_dimension(other, one)


@settings(max_examples=200)
@given(quantities())
def test_a_quantity_is_the_same_as_itself(one: Quantity) -> None:
    assert one_dimension(one, one)
    assert level(one, one) == SAME


@settings(max_examples=200)
@given(NUMBERS, NUMBERS, NUMBERS, UNITS)
def test_a_figure_inside_a_range_never_conflicts(one: float, other: float, third: float, unit: str | None) -> None:
    low, middle, high = sorted((one, other, third))
    assert level(quantity(middle, unit=unit), quantity(low, high, unit)).relation in {"same", "compatible"}


@settings(max_examples=200)
@given(st.integers(2, 5000), st.floats(0.01, 0.4), st.sampled_from([None, "dollar", "mile"]))
def test_a_figure_shortly_beyond_a_bound_never_conflicts(number: int, part: float, unit: str | None) -> None:
    least, most = quantity(number, None, unit, "at least"), quantity(None, number * (1 + part), unit, "up to")
    assert level(quantity(number * (1 + part), unit=unit), least).relation == "compatible"
    assert level(quantity(number, unit=unit), most).relation == "compatible"


@settings(max_examples=200)
@given(st.integers(20, 5000), st.floats(0.2, 0.9), st.sampled_from(["at least", "up to"]))
def test_a_figure_well_outside_a_bound_conflicts(number: int, part: float, modifier: str) -> None:
    if modifier == "at least":
        assert level(quantity(number * (1 - part)), quantity(number, None, modifier=modifier)).relation == "conflict"
    else:
        assert level(quantity(number * (1 + part)), quantity(None, number, modifier=modifier)).relation == "conflict"


@settings(max_examples=200)
@given(st.integers(1, 400), st.integers(1, 400))
def test_small_counts_are_exact(one: int, other: int) -> None:
    assert (level(quantity(one), quantity(other)).relation == "conflict") == (one != other)


@settings(max_examples=200)
@given(st.floats(0.1, 1e8), st.floats(2.0, 50.0))
def test_twice_the_figure_is_another(number: float, times: float) -> None:
    """However loose the words: what is at least twice as much is no rounding."""
    one, other = quantity(number, modifier="about"), quantity(number * times, modifier="about")
    assert level(one, other).relation == "conflict"
