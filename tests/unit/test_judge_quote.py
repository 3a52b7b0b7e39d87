"""Quotations side by side: what holds for all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.judge.quote import one_utterance
from newsdiff.model import Quote

WORDS = st.lists(
    st.sampled_from("we lost our boats and the harbour never again […] … ... [sic] it’s colour color 14".split()),
    min_size=4,
    max_size=14,
)


def quote(words: list[str], start: int = 0) -> Quote:
    text = " ".join(words)
    return Quote(start, start + len(text), text)


@settings(max_examples=300)
@given(WORDS, WORDS)
def test_levels_are_symmetric(ones: list[str], others: list[str]) -> None:
    one, other = quote(ones), quote(others, 500)
    found, flipped = one_utterance(one, other), one_utterance(other, one)
    assert found == (None if flipped is None else flipped.turned())


@given(WORDS)
def test_a_quotation_is_the_same_as_itself(words: list[str]) -> None:
    found = one_utterance(quote(words), quote(words, 500))
    assert found is not None
    assert found.relation == "same"


@given(WORDS, st.integers(4, 14))
def test_a_quotation_cut_short_never_conflicts(words: list[str], kept: int) -> None:
    for part in (words[:kept], words[-kept:]):
        found = one_utterance(quote(words), quote(part, 500))
        assert found is None or found.relation != "conflict"


@settings(max_examples=200)
@given(WORDS, WORDS)
def test_the_words_that_differ_lie_in_their_quotations(ones: list[str], others: list[str]) -> None:
    found = one_utterance(quote(ones), quote(others, 500))
    if found is not None:
        assert 0 <= found.first.start < found.first.end <= len(" ".join(ones))
        assert 500 <= found.second.start < found.second.end <= 500 + len(" ".join(others))
