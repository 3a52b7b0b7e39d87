"""Units: names, dimensions, and conversion there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.lexicon import units
from newsdiff.lexicon.units import convert


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        pytest.param(10, "km", (10000, "metre", "length"), id="SI prefix"),
        pytest.param(1, "mile", (1609.344, "metre", "length"), id="imperial"),
        pytest.param(212, "fahrenheit", (100, "celsius", "temperature"), id="offset before factor"),
        pytest.param(640, "pence", (6.4, "pound sterling", "pound sterling"), id="part of a currency"),
        pytest.param(2, "tonnes", (2000, "kilogram", "mass"), id="tonne"),
        pytest.param(6, "month of age", (0.5, "year of age", "age"), id="age"),
        pytest.param(36, "kilometre per hour", (10, "metre per second", "speed"), id="speed"),
        pytest.param(25, "per cent", (0.25, "share", "ratio"), id="percent is a share"),
        pytest.param(7, None, (7, "", "count"), id="no unit"),
        pytest.param(7, "widget", (7, "widget", "widget"), id="unknown unit"),
    ],
)
def test_convert(value: float, unit: str | None, base: tuple[float, str, str]) -> None:
    number, name, dimension = convert(value, unit)
    assert (pytest.approx(base[0]), base[1], base[2]) == (number, name, dimension)


def test_currencies_never_share_a_dimension() -> None:
    kinds = [convert(1, unit)[2] for unit in ("dollar", "pound sterling", "euro", "canadian dollar", "yen")]
    assert len(set(kinds)) == len(kinds)


def test_rate_converts_both_sides() -> None:
    value, _, dimension = convert(3.785411784, "dollar per gallon")
    assert value == pytest.approx(1)
    assert dimension == "dollar per volume"


def test_every_form_names_a_unit_with_a_dimension() -> None:
    known = set(units.words().values()) | set(units.symbols().values()) | set(units.signs().values())
    assert all(convert(1, unit)[2] != unit or convert(1, unit)[1] == unit for unit in known)
    assert all(units.named(form) == unit for form, unit in units.words().items())


@given(st.floats(-1e6, 1e6), st.sampled_from(sorted(set(units.words().values()))))
def test_convert_is_affine_and_idempotent(value: float, unit: str) -> None:
    base, name, dimension = convert(value, unit)
    assert convert(base, name) == (pytest.approx(base), name, dimension)
    zero, one = convert(0, unit)[0], convert(1, unit)[0]
    assert base == pytest.approx(zero + (one - zero) * value, abs=1e-6)
