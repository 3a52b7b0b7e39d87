"""Accuracy on the example stories stays above its floors, and on the reader's own labelled stories it can be told."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.eval import floors
from tests.eval.score import compare, count, rates
from tests.eval.stories import folder

GOLD = os.environ.get("NEWSDIFF_GOLD", "")


def test_accuracy_is_above_its_floors() -> None:
    lines = floors.regressions(floors.measure(), floors.read())
    assert lines == [], "mend the regression, or lower the floor openly: python -m tests.eval.floors --allow-regression"


def test_every_measure_has_a_floor() -> None:
    assert set(floors.read()) == {*floors.HELD, "leak"}


def test_a_regression_is_told_with_its_measured_value() -> None:
    limits = dict.fromkeys((*floors.HELD, "leak"), 0.5)
    measured = limits | {"agreed": 0.41, "leak": 0.6}
    assert floors.regressions(measured, limits) == [
        "agreed: measured 0.410, floor 0.500",
        "leak: measured 0.600, ceiling 0.500",
    ]


@pytest.mark.skipif(not GOLD, reason="NEWSDIFF_GOLD names no folder of labelled stories")
def test_labelled_stories_of_the_readers_own_are_all_answered() -> None:
    total: Counter[str] = Counter()
    stories = folder(Path(GOLD))
    assert stories, f"{GOLD}: no story with a gold.json"
    for story in stories:
        total += count(story, compare(story))
    scores = rates(total)
    print({name: round(value, 3) for name, value in scores.items()})
    assert scores["coverage"] > 0.5
