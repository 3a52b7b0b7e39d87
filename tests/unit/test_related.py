"""Words near in meaning: the table holds together, and what it says of pairs is the same both ways round."""

from __future__ import annotations

import tomllib
import zipfile
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.lexicon.related import FILE, related

WORDS = ["captain", "skipper", "apology", "sorry", "refrigerator", "fridge", "mayor", "thursday", "qxz", ""]


@pytest.mark.parametrize(("one", "other"), [("captain", "skipper"), ("fridge", "refrigerator"), ("apology", "sorry")])
def test_synonyms_are_near(one: str, other: str) -> None:
    assert related([one, other])[one][other] >= 0.5


@pytest.mark.parametrize(("one", "other"), [("captain", "fridge"), ("apology", "mayor"), ("mayor", "mayor")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert related([one, other]) == {}


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from(WORDS)))
def test_nearness_is_symmetric_and_among_the_words_given(words: set[str]) -> None:
    found = related(words)
    assert found.keys() <= words
    for word, others in found.items():
        for other, how in others.items():
            assert other != word
            assert found[other][word] == how
            assert 0 < how <= 1


def test_the_table_says_where_it_comes_from() -> None:
    with resources.files("newsdiff.lexicon").joinpath(FILE).open("rb") as file, zipfile.ZipFile(file) as box:
        about = tomllib.loads(box.read("about.toml").decode())
    assert about.keys() == {"what", "origin", "licence"}
