"""The table of `tests/cases/attribution`, and what holds for the attributions of any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.extract.attribution import find_attributions
from newsdiff.extract.entities import find_entities
from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.quotes import find_quotes
from newsdiff.model import Attribution
from newsdiff.nlp import pipeline

CASES = [
    case
    for file in sorted((Path(__file__).parents[1] / "cases" / "attribution").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def attributions(text: str) -> tuple[Attribution, ...]:
    tree, quotes = ParseTree(pipeline()(text)), find_quotes(text)
    return find_attributions(tree, find_entities(tree, quotes), quotes)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        {
            "kind": one.kind,
            "source": one.source_text,
            "cue": one.cue_text,
            "content": [text[part.start : part.end] for part in one.content],
            "speaker": one.speaker,
        }
        for one in attributions(text)
    ]
    assert len(found) == len(case["expect"]), found
    for one, wanted in zip(found, case["expect"], strict=True):
        assert {key: one[key] for key in wanted} == wanted


def test_the_table_has_one_id_a_case() -> None:
    assert max(Counter(case["id"] for case in CASES).values()) == 1


WORDS = st.sampled_from(
    [
        "Olsen",
        "he",
        "said",
        "that",
        "the",
        "ship",
        "sank",
        "according",
        "to",
        "police",
        '"',
        "“",
        "”",
        ",",
        ".",
        ":",
        "\n\n",
        "—",
        "added",
        "who",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_spans_lie_in_the_text(text: str) -> None:
    found = attributions(text)
    for one in found:
        assert one.content
        for span in (*one.content, *(s for s in (one.source, one.cue) if s)):
            assert 0 <= span.start < span.end <= len(text)
        assert all(a.end <= b.start for a, b in zip(one.content, one.content[1:], strict=False))
        assert one.source is None or text[one.source.start : one.source.end] == one.source_text
    assert found == attributions(text)
