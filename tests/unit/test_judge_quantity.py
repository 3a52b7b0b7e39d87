"""What holds for every quantity of `tests/cases/judge/quantity.toml`."""

from __future__ import annotations

from newsdiff.judge.pairing import Pair, Side
from newsdiff.judge.quantity import compare
from tests.unit.judge_cases import cases, extracted, judged


def test_two_currencies_are_never_the_same() -> None:
    """Whatever a table says: no case of dollars against pounds may agree."""
    mixed = [case for case in cases("quantity") if {"$", "£"} <= set("".join(case.texts))]
    assert mixed
    for case in mixed:
        assert judged("quantity", case, (0, 1)).relations.get("quantity") not in {"same", "compatible"}


def test_no_claim_differs_from_itself_in_its_figures() -> None:
    for extraction in extracted("quantity").values():
        for claim in extraction.claims:
            assert not [item for item in compare(Pair(Side(claim, {}), Side(claim, {}))) if item.relation == "conflict"]
