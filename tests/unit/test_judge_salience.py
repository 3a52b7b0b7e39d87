"""Which facts come first: the order that each pair of cases must have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.judge.salience import salience
from newsdiff.model import Claim, Quantity, Quote, Span, Word


def claim(
    text: str, index: int = 8, value: float | None = None, unit: str | None = None, quoted: bool = False
) -> Claim:
    """The claim `text` in the sentence `index`, with a quantity where `value` is given."""
    words = tuple(Word(word, word.lower(), "NOUN", 0, 1) for word in text.split())
    quantities = () if value is None else (Quantity(0, 1, str(value), value, value, unit),)
    quotes = (Quote(0, 1, text),) if quoted else ()
    section = "title" if index == 0 else "body"
    return Claim(
        0, 1, 1, 1, text, Span(0, 1), index, section, words=words, quantities=quantities, quotes=quotes
    )  # fmt: skip


PLAIN = claim("The mayor opened the hall")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(claim("The mayor opened the hall", 0), PLAIN, id="a headline before the body"),
        pytest.param(claim("The mayor opened the hall", 1), claim("The mayor left", 12), id="the lead before the end"),
        pytest.param(claim("four kill", value=4), claim("four boat", value=4), id="casualties before other counts"),
        pytest.param(claim("one hurt", value=1), PLAIN, id="one casualty is a figure"),
        pytest.param(claim("repair", value=9, unit="euro"), claim("wall", value=9, unit="metre"), id="money first"),
        pytest.param(
            claim("fee", value=9, unit="euro per head"), claim("wall", value=9, unit="metre"), id="money a head"
        ),
        pytest.param(claim("wall", value=9, unit="metre"), PLAIN, id="a measure before background"),
        pytest.param(claim("boat", value=40), claim("gate", value=1), id="a bare one is no figure"),
        pytest.param(claim("We saw it", quoted=True), PLAIN, id="a quotation before background"),
        pytest.param(claim("four kill", 4, value=4), claim("boat", 2, value=40), id="casualties a little later"),
    ],
)
def test_order(first: Claim, second: Claim) -> None:
    assert salience([first], 1) > salience([second], 1)
    assert salience([second, first], 1) >= salience([first], 1)


def test_a_bare_one_counts_as_none() -> None:
    assert salience([claim("gate", value=1)], 1) == salience([PLAIN], 1)


def test_what_more_articles_report_comes_first() -> None:
    assert salience([PLAIN], 1) < salience([PLAIN], 2) < salience([PLAIN], 3) == salience([PLAIN], 20)


@given(
    st.integers(0, 500), st.none() | st.floats(), st.sampled_from([None, "euro", "metre", "nonsense"]), st.booleans()
)
def test_it_lies_between_0_and_1(index: int, value: float | None, unit: str | None, quoted: bool) -> None:
    assert 0 <= salience([claim("four kill", index, value, unit, quoted)], 30) <= 1
