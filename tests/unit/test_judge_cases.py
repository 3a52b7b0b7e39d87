"""The case files, both ways round; and the files themselves: one id a case, enough of them, one for every facet."""

from __future__ import annotations

from collections import Counter

import pytest

from newsdiff.judge.facets import COMPARATORS
from tests.unit.judge_cases import FOLDER, Case, cases, check, table

FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["ab", "ba"])
@pytest.mark.parametrize(("name", "case"), [row for name in FILES for row in table(name)])
def test_cases(name: str, case: Case, order: tuple[int, int]) -> None:
    check(name, case, order)


def test_every_comparator_has_a_file() -> None:
    assert {comparator.__module__.rpartition(".")[2] for comparator in COMPARATORS} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_cases_many(name: str) -> None:
    table = cases(name)
    assert max(Counter(case.id for case in table).values()) == 1
    assert len(table) >= (10 if name == "whole" else 25)


@pytest.mark.parametrize("name", FILES)
def test_cases_of_both_kinds(name: str) -> None:
    """A table of nothing but conflicts would let a comparator pass that always finds one, and the other way round."""
    conflicts = sum(case.expect == {"conflict"} for case in cases(name))
    assert conflicts >= 5
    assert len(cases(name)) - conflicts >= 5
