"""Quotations: the words inside each kind of mark, and none where a mark is an apostrophe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.extract.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('"We left," she said.', ["We left,"], id="straight"),
        pytest.param("“We left,” she said.", ["We left,"], id="curly"),
        pytest.param("‘We left,’ she said.", ["We left,"], id="single-curly"),
        pytest.param("'We left,' she said.", ["We left,"], id="single-straight"),
        pytest.param("''We left,'' she said.", ["We left,"], id="two-single-marks"),
        pytest.param("«We left», she said.", ["We left"], id="guillemets"),
        pytest.param("„We left“, she said.", ["We left"], id="low-opening"),
        pytest.param("“He said ‘no’ twice.”", ["He said ‘no’ twice.", "no"], id="nested-curly"),
        pytest.param("\"He said 'no' twice.\"", ["He said 'no' twice.", "no"], id="nested-straight"),
        pytest.param('"We left. "It was dark," he said.', ["We left.", "It was dark,"], id="paragraphs-run-together"),
        pytest.param('A 6" nail and "a hammer" lay there.', ["a hammer"], id="a-mark-of-inches-before-it"),
        pytest.param('"First," he said. "Second."', ["First,", "Second."], id="interrupted"),
        pytest.param("The crew's boat didn't sink.", [], id="apostrophes"),
        pytest.param("The sailors’ boat didn’t sink.", [], id="curly-apostrophes"),
        pytest.param("Music of the ’90s and '80s", [], id="decades"),
        pytest.param(
            "'The sailors' boat is lost,' he said.", ["The sailors' boat is lost,"], id="plural-possessive-inside"
        ),
        pytest.param("‘We don’t know,’ he said.", ["We don’t know,"], id="contraction-inside"),
        pytest.param("“One.\n\n“Two,” he said.", ["One.", "Two,"], id="reopened-in-next-paragraph"),
        pytest.param("“Never closed.\n\nNext.", ["Never closed."], id="curly-left-open"),
        pytest.param('It was 5" long.\n\nNext "one" here.', ["one"], id="inches"),
        pytest.param("Closed ” before “opened” again", ["opened"], id="closing-mark-alone"),
        pytest.param('He said "" and left', [], id="empty"),
        pytest.param('He said "..." and left', [], id="no-words"),
        pytest.param("a “ spaced ” one", ["spaced"], id="spaces-off"),
    ],
)
def test_words_between_marks(text: str, words: list[str]) -> None:
    quotes = find_quotes(text)
    assert [quote.text for quote in quotes] == words
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


@given(st.text(alphabet="ab s.,'\"“”‘’\n", max_size=60))
def test_spans_join_back_and_nest(text: str) -> None:
    quotes = find_quotes(text)
    assert all(text[quote.start : quote.end] == quote.text and quote.text.strip() == quote.text for quote in quotes)
    assert quotes == find_quotes(text)
    for one in quotes:
        for two in quotes:
            assert not (one.start < two.start < one.end < two.end)


@pytest.mark.parametrize("unit", ['"', "'", "“", "“”", '"a ', "s' ", "‘as' ", "'a \""])
def test_marks_over_and_over_give_exact_spans(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    quotes = find_quotes(text)
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert quotes == find_quotes(text)
