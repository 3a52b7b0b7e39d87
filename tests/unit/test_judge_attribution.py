"""Speakers of one statement: the table of `tests/cases/judge/attribution.toml`, both ways round."""

from __future__ import annotations

import pytest

from tests.unit.judge_cases import Case, check, table

ORDERS = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["ab", "ba"])


@ORDERS
@pytest.mark.parametrize("case", table("attribution"))
def test_table(case: Case, order: tuple[int, int]) -> None:
    check("attribution", case, order)
