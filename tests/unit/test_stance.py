"""The lists of words that say how sure a statement is."""

from __future__ import annotations

from itertools import combinations

import pytest

from newsdiff.lexicon.stance import stances


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("denying", "denied"),
        ("confirming", "admitted"),
        ("believing", "suspect"),
        ("expecting", "expected"),
        ("weighing", "considering"),
    ],
)
def test_words(name: str, word: str) -> None:
    assert word in stances()[name]


def test_a_cue_denies_confirms_or_believes_but_not_two_of_them() -> None:
    lists = [stances()[name] for name in ("denying", "confirming", "believing")]
    assert all(not one & other for one, other in combinations(lists, 2))
