"""What is learned from, in which shares and in which order, and what is held out to measure by."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from training.examples import Example
from training.learn import Plan

#: The first phase: what is not held out in any case. The share of the pairs of a sort that it takes: the rest is more
#: of the same.
GENERAL = {"itself": 0.1, "apart": 0.35, "swapped": 0.6, "other2": 0.35, "near": 0.5}
GENERAL_PLAN = Plan(epochs=1.0, rate=1e-4, head_rate=8e-4)
#: What the later phases go on with, every one with so much of VitaminC too.
STORIES = {"itself": 0.05, "apart": 0.85, "swapped": 0.33, "other2": 0.2, "near": 0.4, "less": 0.7}
_VITAMINC = ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")
HALF = STORIES | dict.fromkeys(_VITAMINC, 0.12)
WHOLE = STORIES | dict.fromkeys(_VITAMINC, 0.3)
STORIES_PLAN = Plan(epochs=1.0, rate=8e-5, head_rate=6e-4)


def held_out(examples: Iterable[Example]) -> set[str]:
    """The stories and sets that the reader of the phase `held` does not see: every other one, by name."""
    origins = sorted({example.origin for example in examples})
    stories = [name for name in origins if "/" in name]
    sets = [name for name in origins if "/" not in name]
    return {*stories[::2], *sets[::2]}


def sampled(examples: Sequence[Example], shares: dict[str, float], seed: int) -> list[Example]:
    """The examples of a phase."""
    chance = random.Random(seed)
    return [example for example in examples if chance.random() < shares.get(example.sort, 1.0)]
