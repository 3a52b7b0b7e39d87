"""Quantities: what the grammar reads, what it leaves to names and times, and what is counted."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.quantities import find_quantities
from newsdiff.extract.times import find_times
from newsdiff.nlp import pipeline

CASES = Path(__file__).parents[1] / "cases" / "quantities"


def _cases() -> list[tuple[str, list[str]]]:
    """Each sentence of the case files with its expected lines; a line that starts with `#` is a comment."""
    cases: list[tuple[str, list[str]]] = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    "):
                cases[-1][1].append(line.strip())
            elif line and not line.startswith("#"):
                cases.append((line, []))
    return cases


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


@pytest.mark.parametrize(("sentence", "expected"), _cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_sentence(sentence: str, expected: list[str]) -> None:
    tree = ParseTree(pipeline()(sentence))
    found = find_quantities(tree, find_times(tree, date(2024, 10, 30)))
    lines = [
        " | ".join([q.text, _number(q.low), _number(q.high), q.unit or "", q.modifier or "", q.trend or ""]).rstrip(
            " |"
        )
        for q in found
    ]
    assert lines == expected


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        pytest.param("At least 27 people were hurt in Orbury.", "people hurt", id="subject of a passive"),
        pytest.param("The blast killed nine.", "kill", id="object without a noun"),
        pytest.param("The slide buried 14 houses.", "house bury", id="object with a noun"),
        pytest.param("The toll stands at 31 dead.", "dead", id="adjective for a noun"),
        pytest.param("The storm left 300 injured.", "injure", id="participle for a noun"),
        pytest.param("The crew of six sent a signal.", "crew send", id="number after of"),
        pytest.param("Two hundred and fifty guests ate soup.", "guest eat", id="words joined by and"),
        pytest.param("Shares fell 3.2% in Larch.", "share fall", id="measured subject"),
    ],
)
def test_what_is_counted(sentence: str, of: str) -> None:
    assert find_quantities(ParseTree(pipeline()(sentence)), ())[0].of == of


def test_killed_and_hurt_are_counted_apart() -> None:
    killed, hurt = (
        find_quantities(ParseTree(pipeline()(f"The fire {verb} 12 people.")), ())[0].of
        for verb in ("killed", "injured")
    )
    assert killed != hurt


PIECES = st.sampled_from(
    [
        "27",
        "1,2,3",
        "half",
        "a",
        "million",
        "to",
        "-",
        "–",
        "$",
        "£2.5m",
        "per",
        "cent",
        "%",
        "one",
        "in",
        "five",
        "(",
        "twenty",
        "and",
        "up",
        "to",
        "about",
        "3-2",
        "7:30",
        "2016",
        "Monday",
        ")",
        "of",
        "dozens",
        ".",
        "km",
        "/",
        "\n",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_spans_join_back_and_never_overlap(pieces: list[str]) -> None:
    doc = pipeline().make_doc(" ".join(pieces))
    end = 0
    for quantity in find_quantities(ParseTree(doc), ()):
        assert quantity.text == doc.text[quantity.start : quantity.end]
        assert end <= quantity.start < quantity.end
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        end = quantity.end


@pytest.mark.parametrize("piece", ["1,", "one ", "twenty-", "$5 ", "5–", "a hundred and ", "thousands of ", "1-", '"'])
def test_hostile_figures_are_read_with_exact_spans(piece: str) -> None:
    from spacy.tokens import Doc

    text = (piece * (20_000 // len(piece) + 1))[:20_000]
    words = [text[i : i + 40] for i in range(0, len(text), 40)]
    doc = Doc(pipeline().vocab, words=words, spaces=[False] * len(words))
    found = find_quantities(ParseTree(doc), ())
    assert all(quantity.text == text[quantity.start : quantity.end] for quantity in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert found == find_quantities(ParseTree(doc), ())
