"""Cutting an article's words around the words that matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdiff.report.excerpt import Excerpt, excerpt, merged, shorten

LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def mark(text: str, *words: str) -> Excerpt:
    return excerpt(text, [(text.index(word), text.index(word) + len(word)) for word in words])


def marked(shown: Excerpt) -> list[str]:
    return [shown.text[start:end] for start, end in shown.marks]


@pytest.mark.parametrize(
    ("whole", "cells", "text"),
    [
        pytest.param(mark(LONG), 200, LONG, id="what fits is whole"),
        pytest.param(mark(LONG), 24, "One two three four five…", id="no mark: the beginning, whole words"),
        pytest.param(mark(LONG, "One"), 20, "One two three four…", id="a mark at the beginning"),
        pytest.param(mark(LONG, "fourteen"), 24, "…twelve thirteen fourteen", id="a mark at the end"),
        pytest.param(mark(LONG, "seven"), 22, "…six seven eight…", id="a mark in the middle has both sides"),
        pytest.param(
            mark(LONG, "two", "thirteen"), 40, "One two three … twelve thirteen…", id="marks far apart: a gap"
        ),
    ],
)
def test_shorten(whole: Excerpt, cells: int, text: str) -> None:
    shown = shorten(whole, cells)
    assert shown.text == text
    assert marked(shown) == marked(whole)


def test_marks_move_with_their_words() -> None:
    text = "  a\x1b b\n\n27\x07 c"
    shown = excerpt(text, [(text.index("27"), text.index("27") + 2)])
    assert shown.text == r"a\x1b b 27\x07 c"
    assert marked(shown) == ["27"]


def test_marks_that_meet_are_joined() -> None:
    assert merged([(4, 6), (1, 3), (2, 4), (9, 9)]) == [(1, 6)]


@given(
    st.text(st.sampled_from("ab é東\x1b\n\u200b"), max_size=200),
    st.lists(st.tuples(st.integers(-3, 210), st.integers(-3, 210)), max_size=4),
    st.integers(20, 90),
)
def test_an_excerpt_is_short_and_its_marks_lie_in_it(text: str, marks: list[tuple[int, int]], cells: int) -> None:
    shown = shorten(excerpt(text, marks), cells)
    assert "".join(piece for piece, _ in shown.pieces()) == shown.text
    assert list(shown.marks) == merged(shown.marks)
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)
    assert cell_len(shown.text) <= 2 * cells + 12


def test_an_excerpt_of_a_megabyte_is_short() -> None:
    assert len(shorten(excerpt("9" * 1_000_000, [(500_000, 500_002)]), 100).text) < 120
