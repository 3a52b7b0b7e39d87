"""Independent origins: articles that print one passage count as one, in any order of the articles."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.judge.origins import Origins
from newsdiff.model import Claim, Reported, Span

WIRE = "The freighter Halcyon ran onto rocks off Cape Dorn on Sunday and spilled fuel, the coastguard said."


def independent(*sentences: str) -> int:
    """The independent origins of a fact that one article tells in each of `sentences`; `||` parts two sentences."""
    texts = {chr(ord("a") + number): text for number, text in enumerate(sentences)}
    claims = []
    for letter, text in texts.items():
        at = 0
        for part in text.split("||"):
            span = Span(at, at + len(part))
            claims.append(Reported(letter, Claim(span.start, span.end, 1, 1, part, span, 0, "body")))
            at = span.end + 2
    return Origins(texts).independent(claims)


@pytest.mark.parametrize(
    ("sentences", "origins"),
    [
        pytest.param((WIRE, WIRE), 1, id="word for word"),
        pytest.param((WIRE, WIRE.upper().replace(",", " –")), 1, id="case and punctuation"),
        pytest.param((WIRE, WIRE.replace("Sunday", "Saturday")), 1, id="one word of seventeen"),
        pytest.param((WIRE, f"LINDOR (TNA) -- {WIRE}"), 1, id="a dateline before it"),
        pytest.param((WIRE, "Fuel leaked when a freighter, the Halcyon, hit rocks near Cape Dorn."), 2, id="own words"),
        pytest.param((WIRE, WIRE[:40]), 2, id="a part of it"),
        pytest.param((WIRE, WIRE, "Rocks near Cape Dorn have holed the Halcyon."), 2, id="two of three"),
        pytest.param(("Police are investigating.", "Police are investigating."), 2, id="too short to tell"),
        pytest.param(("", ""), 2, id="no words"),
        pytest.param((f"The Halcyon leaked.||{WIRE}", WIRE), 1, id="one of its sentences is the wire's"),
        pytest.param((WIRE,), 1, id="one article"),
    ],
)
def test_independent(sentences: tuple[str, ...], origins: int) -> None:
    assert {independent(*order) for order in permutations(sentences)} == {origins}


@given(
    st.lists(st.sampled_from([WIRE, WIRE.replace("rocks", "a reef"), "Own words about it all were few."]), min_size=1)
)
def test_never_more_than_articles_nor_less_than_one(sentences: list[str]) -> None:
    sentences = sentences[:26]
    assert 1 <= independent(*sentences) <= len(sentences)
    assert independent(*sentences) == independent(*reversed(sentences))


def test_a_megabyte_of_one_word_is_quick() -> None:
    assert independent("word " * 200_000, "word " * 200_000) == 1
