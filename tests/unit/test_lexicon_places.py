"""Which place lies in which, by the gazetteer and the tables of `places.toml`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.lexicon import places
from newsdiff.lexicon.places import level, lie, readings, sided
from tests.eval.gazetteer import compiled


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param("Leeds", "Leeds", "same", id="itself"),
        pytest.param("Kyiv", "Kiev", "same", id="two-spellings"),
        pytest.param("Leeds", "England", "within", id="town-in-a-nation"),
        pytest.param("Leeds", "UK", "within", id="town-in-a-state-of-nations"),
        pytest.param("Austin", "Texas", "within", id="town-in-a-state"),
        pytest.param("London", "Ontario", "within", id="a-small-namesake-in-its-province"),
        pytest.param("Paris", "Texas", "within", id="a-small-namesake-in-its-state"),
        pytest.param("Scotland", "Britain", "within", id="nation-in-a-state"),
        pytest.param("Crimea", "Ukraine", "within", id="claimed-by-one"),
        pytest.param("Crimea", "Russia", "within", id="claimed-by-the-other"),
        pytest.param("Croydon", "London", "near", id="suburb"),
        pytest.param("Salford", "Manchester", "near", id="towns-grown-together"),
        pytest.param("Geneva", "Lausanne", "near", id="by-its-own-name-in-the-gazetteer"),
        pytest.param("Cologne", "Seville", "apart", id="two-by-their-own-names"),
        pytest.param("Calais", "Dover", "near", id="across-a-strait"),
        pytest.param("Toulouse", "Bordeaux", "apart", id="towns-of-one-country"),
        pytest.param("Manchester", "London", "apart", id="namesakes-near-each-other-do-not-count"),
        pytest.param("Kansas", "Oklahoma", "apart", id="states"),
        pytest.param("Phoenix", "Ohio", "apart", id="town-and-another-state"),
        pytest.param("Norway", "Sweden", "apart", id="countries"),
        pytest.param("Scotland", "Wales", "apart", id="nations-of-one-state"),
        pytest.param("Georgia", "Russia", "apart", id="country-named-as-a-state"),
        pytest.param("Georgia", "Atlanta", "within", id="state-named-as-a-country"),
        pytest.param("Upper Sorrel", "Lower Sorrel", "apart", id="two-sides"),
        pytest.param("Europe", "France", "unknown", id="part-of-the-world"),
        pytest.param("Farrowgate", "London", "unknown", id="in-no-table"),
        pytest.param("Farrowgate", "Thornmere", "unknown", id="neither-in-a-table"),
    ],
)
def test_how_places_lie(a: str, b: str, expected: str) -> None:
    assert lie(a, b) == expected
    assert lie(b, a) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param("East Larch", "West Larch", True, id="one-side-each"),
        pytest.param("East Larch", "Larch", False, id="side-or-none"),
        pytest.param("East Larch", "East Orbury", False, id="another-place"),
        pytest.param("East Larch", "West Orbury", False, id="another-side-of-another-place"),
        pytest.param("North", "South", False, id="sides-of-nothing"),
    ],
)
def test_sides(a: str, b: str, expected: bool) -> None:
    assert sided(a, b) is expected
    assert sided(b, a) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mill Street", "street"), ("River Tarn", "river"), ("St Anne's Hospital", "hospital"), ("Orbury", "")],
)
def test_what_a_name_says_it_is(name: str, expected: str) -> None:
    assert level(name) == expected


def test_the_gazetteer_is_in_order_and_every_line_is_found() -> None:
    lines = places._gazetteer().decode("utf-8").splitlines()
    named = [line for line in lines if not line.startswith("#")]
    assert [line.partition("\t")[0] for line in named] == sorted({line.partition("\t")[0] for line in named})
    for line in (named[0], named[-1], *named[:: len(named) // 500]):
        key, _, said = line.partition("\t")
        assert places._line(key) == said
    for key in ("", "a", "zzzz", "leed", "leeds united", "#"):
        assert places._line(key) == "", key


def test_the_gazetteer_holds_towns_above_a_size_and_the_states_of_all() -> None:
    where = {"latitude": 1.26, "longitude": -2.0, "state": "Östmark"}
    rows = [
        {"city": "Großdorf", "country_code": "XX", "population": 60_400, **where},
        {"city": "Kleindorf", "country_code": "XX", "population": 900, **where},
    ]
    assert compiled(rows, {"XX": "xland"}) == ["@xx\txland", "grossdorf\txx/ostmark 1.3 -2.0 60", "ostmark\txx/ostmark"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_are_compared_one_way(a: str, b: str) -> None:
    assert lie(a, b) == lie(b, a)
    assert lie(a, a) == "same"
    readings(a)
