"""Does one claim deny what the other affirms?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsdiff import lexicon
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.model import Word


@cache
def _cues() -> dict[str, frozenset[str]]:
    data = lexicon.load("stance", denying="words", confirming="words")
    return {name: frozenset(words) for name, words in data.items()}


def compare(pair: Pair) -> Iterator[Comparison]:
    """Whether two claims with one predicate and shared arguments are of one polarity.

    A denying cue over the claim ("denied that") turns it, a negation inside turns it too.
    """
    if pair.quoted or not pair.same_predicate or pair.likeness < 0.4 or not pair.shared_arguments:
        return
    if not (pair.same_complement and pair.same_actors):
        return
    if any(side.claim.polarity == "affirmed" and _ever(side) for side in (pair.first, pair.second)):
        return  # "the first that ever was" neither affirms nor denies
    first, second = _affirms(pair.first), _affirms(pair.second)
    if first == second:
        return
    yield Comparison(
        "polarity", "conflict", "one affirms what the other denies", _value(pair.first), _value(pair.second)
    )


def _ever(side: Side) -> bool:
    return any(word.lemma == "ever" for word in side.words)


def _affirms(side: Side) -> bool:
    return (side.claim.polarity == "affirmed") != _denied(side)


def _denied(side: Side) -> bool:
    attribution = side.claim.attribution
    return attribution is not None and _stem(attribution.cue_text or "") in _cues()["denying"]


def _stem(cue: str) -> str:
    return cue.lower().split(" ")[0]


def _value(side: Side) -> Value:
    """The predicate with its negation, or the cue that denies it."""
    attribution = side.claim.attribution
    if attribution is not None and attribution.cue is not None and _denied(side):
        return Value(attribution.cue.start, attribution.cue.end, {"polarity": "negated"})
    words = [side.words[side.root], *_negation(side)] if side.words else []
    if not words:
        return Value(side.claim.start, side.claim.end, {"polarity": side.claim.polarity})
    return Value(min(word.start for word in words), max(word.end for word in words), {"polarity": side.claim.polarity})


def _negation(side: Side) -> list[Word]:
    return [
        word
        for word in side.words
        if word.lemma in {"not", "no", "never", "none", "without"} and word.head == side.root
    ]
