"""The table of `tests/cases/entities`, and what holds for the entities of any text."""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.extract.entities import find_entities
from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.quotes import find_quotes
from newsdiff.model import Entity
from newsdiff.nlp import pipeline

CASES = [
    case
    for file in sorted((Path(__file__).parents[1] / "cases" / "entities").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
#: The share of the table's entities that is resolved right, less 0.02. What is still wrong stays in the table.
FLOOR = 0.91


def entities_in(text: str) -> tuple[Entity, ...]:
    return find_entities(ParseTree(pipeline()(text)), find_quotes(text))


def wrong(case: dict[str, Any]) -> list[str]:
    """The entities of `case` that are not resolved as it says, each with what was found instead."""
    text = case["text"]
    found = {
        entity.name: (entity.kind, Counter(text[m.start : m.end] for m in entity.mentions))
        for entity in entities_in(text)
    }
    faults = []
    for name, mentions in case["expect"].items():
        kind, has = found.get(name, ("", Counter[str]()))
        if Counter(mentions) - has or case.get("kinds", {}).get(name, kind) != kind:
            faults.append(f"{case['id']}: {name} not {mentions}: {found}")
        elif any(has[mention] for mention in case.get("apart", {}).get(name, [])):
            faults.append(f"{case['id']}: {name} holds {case['apart'][name]}")
    return faults


def test_the_table_has_one_id_a_case() -> None:
    assert max(Counter(case["id"] for case in CASES).values()) == 1


def test_share_of_entities_resolved() -> None:
    faults = [fault for case in CASES for fault in wrong(case)]
    total = sum(len(case["expect"]) for case in CASES)
    share = 1 - len(faults) / total
    print(f"{share:.1%} of {total} entities in {len(CASES)} cases resolved right")
    assert share >= FLOOR, "\n".join(faults)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\n\n\n", id="breaks-only"),
        pytest.param("he she it they", id="pronouns-only"),
        pytest.param("President", id="title-only"),
        pytest.param("(WHO) (EU) ()", id="brackets-only"),
    ],
)
def test_text_without_names_is_no_error(text: str) -> None:
    entities_in(text)


WORDS = st.sampled_from(
    [
        "Maria",
        "Olsen",
        "Mr.",
        "President",
        "he",
        "She",
        "it",
        "the",
        "Norway",
        "U.S.",
        "company",
        "said",
        "(",
        ")",
        "\n\n",
        ".",
        ",",
        '"',
        "’s",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_mentions_lie_in_the_text_and_never_overlap(text: str) -> None:
    entities = entities_in(text)
    spans = sorted(mention for entity in entities for mention in entity.mentions)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert entities == entities_in(text)
