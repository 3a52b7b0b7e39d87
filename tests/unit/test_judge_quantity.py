"""Quantities side by side: the table of `tests/cases/judge/quantity.toml`, both ways round."""

from __future__ import annotations

import pytest

from tests.unit.judge_cases import Case, cases, check, judged, table

ORDERS = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["ab", "ba"])


@ORDERS
@pytest.mark.parametrize("case", table("quantity"))
def test_table(case: Case, order: tuple[int, int]) -> None:
    check("quantity", case, order)


def test_two_currencies_are_never_the_same() -> None:
    """Whatever a table says: no case of dollars against pounds may agree."""
    mixed = [case for case in cases("quantity") if {"$", "£"} <= set("".join(case.texts))]
    assert mixed
    for case in mixed:
        assert judged("quantity", case, (0, 1)).relations.get("quantity") not in {"same", "compatible"}
