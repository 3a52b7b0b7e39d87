"""The labels of the examples are sound: units are there, facts have tellers, facet values are words of their units."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from newsdiff.model import FACET_KINDS
from tests.eval.stories import LABELS, example

NAMES = [path.stem for path in sorted(LABELS.glob("*.json"))]


def data_of(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    return data


def test_there_are_stories() -> None:
    assert len(NAMES) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_units_are_in_the_articles_in_order(name: str) -> None:
    story = example(name)
    for letter, spans in story.units.items():
        text = (story.folder / story.files[letter]).read_text(encoding="utf-8")
        words = data_of(name)["articles"]["abc".index(letter)]["units"]
        assert [text[start:end] for start, end in spans] == [unit["text"] for unit in words]
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_an_article_is_in_a_unit_or_its_header(name: str) -> None:
    story = example(name)
    for letter, spans in story.units.items():
        text = (story.folder / story.files[letter]).read_text(encoding="utf-8")
        gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans[1:])]
        assert [gap for gap in gaps if gap.strip("-\n ")] == []


@pytest.mark.parametrize("name", NAMES)
def test_facts_are_told_by_two_articles_and_conflicts_name_their_words(name: str) -> None:
    data = data_of(name)
    for key, fact in data["facts"].items():
        told = {
            article["id"]: [unit["text"] for unit in article["units"] if key in unit.get("facts", ())]
            for article in data["articles"]
        }
        assert sum(bool(units) for units in told.values()) >= 2, key
        assert (fact["verdict"] == "divergent") == ("facets" in fact), key
        for facet in fact.get("facets", ()):
            assert facet["kind"] in FACET_KINDS
            assert len(set(facet["values"].values())) >= 2, key
            for letter, words in facet["values"].items():
                assert any(words in unit for unit in told[letter]), (key, letter, words)


def test_the_examples_show_every_facet() -> None:
    kinds = {kind for name in NAMES for fact in example(name).facts for kind in fact.kinds}
    assert kinds == set(FACET_KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_articles_are_of_a_usual_length(name: str) -> None:
    story = example(name)
    for file in story.files.values():
        words = len(re.findall(r"\w+", (story.folder / file).read_text(encoding="utf-8")))
        assert 250 <= words <= 450, file
