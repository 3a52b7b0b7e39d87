"""Has it happened, will it, may it?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value

_CERTAINTY = {"asserted": "fact", "planned": "plan", "possible": "possibility", "conditional": "possibility"}


def compare(pair: Pair) -> Iterator[Comparison]:
    """Whether two claims with one predicate hold it for a fact, a plan or a possibility.

    Titles are left out (their tense is a convention), and so is a claim that the same article makes with both.
    """
    first, second = pair.first.claim, pair.second.claim
    if "title" in (first.section, second.section) or first.modality == second.modality:
        return
    if not pair.same_predicate or pair.overlap < 0.5 or len(pair.matches) < 3:
        return
    if _CERTAINTY[first.modality] == _CERTAINTY[second.modality]:
        return
    if not (_verbal(pair.first) and _verbal(pair.second)):
        return
    why = f"{_CERTAINTY[first.modality]} in one, {_CERTAINTY[second.modality]} in the other"
    if first.modality > second.modality:
        why = f"{_CERTAINTY[second.modality]} in one, {_CERTAINTY[first.modality]} in the other"
    yield Comparison("modality", "conflict", why, _value(pair.first), _value(pair.second))


def _verbal(side: Side) -> bool:
    return bool(side.words) and side.words[side.root].pos in {"VERB", "AUX"}


def _value(side: Side) -> Value:
    """The predicate with its auxiliaries."""
    words = [word for word in side.words if word.pos == "AUX" and word.head == side.root] + [side.words[side.root]]
    return Value(
        min(word.start for word in words), max(word.end for word in words), {"modality": side.claim.modality}
    )
