"""Persons, bodies and places: the tables of `tests/cases/judge/names.toml` and `places.toml`, both ways round."""

from __future__ import annotations

import pytest

from tests.unit.judge_cases import Case, check, table

ORDERS = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["ab", "ba"])


@ORDERS
@pytest.mark.parametrize("case", table("names"))
def test_table(case: Case, order: tuple[int, int]) -> None:
    check("names", case, order)


@ORDERS
@pytest.mark.parametrize("case", table("places"))
def test_places(case: Case, order: tuple[int, int]) -> None:
    check("places", case, order)
