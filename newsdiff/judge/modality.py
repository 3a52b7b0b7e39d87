"""Has it happened, will it, may it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.standing import standing
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.stance import stances
from newsdiff.model import Claim, Level

SAME = Level("modality.same", "same", "a {} in both")
ANOTHER = Level("modality.another", "conflict", "{} in one, {} in the other")
LEVELS = (SAME, ANOTHER)


class _Thresholds(NamedTuple):
    overlap: float


_THRESHOLDS = thresholds("modality", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """Whether two claims with one predicate hold it for a fact, a plan or a possibility. Titles are left out."""
    first, second = pair.first.claim, pair.second.claim
    ours, theirs = standing(pair.first), standing(pair.second)
    if ours is None or theirs is None or ours == theirs == "fact":
        return ()
    if "title" in (first.section, second.section) or not (_verbal(pair.first) and _verbal(pair.second)):
        return ()
    if (
        pair.quoted
        or not pair.same_predicate
        or not pair.same_actors
        or not pair.same_object
        or pair.overlap < _THRESHOLDS.overlap
        or not pair.shared_arguments
    ):
        return ()
    if _other_figures(first, second):
        return ()  # "will cut 500 jobs" and "has cut 120" are a plan and its first step
    if {ours, theirs} == {"plan", "possibility"} and any(c.hedge in stances()["expecting"] for c in (first, second)):
        return ()  # what is expected may come
    values = _value(pair.first), _value(pair.second)
    if ours == theirs:
        return (Comparison("modality", SAME, *values, words=(ours,)),)
    return (Comparison("modality", ANOTHER, *values, words=tuple(sorted((ours, theirs)))),)


def _other_figures(first: Claim, second: Claim) -> bool:
    """Whether both claims give figures, and none of them in common."""
    ours, theirs = ({(q.low, q.high) for q in claim.quantities} for claim in (first, second))
    return bool(ours and theirs) and not ours & theirs


def _verbal(side: Side) -> bool:
    return bool(side.words) and side.words[side.root].pos in {"VERB", "AUX"}


def _value(side: Side) -> Value:
    """The predicate with its auxiliaries."""
    words = [word for word in side.words if word.pos == "AUX" and word.head == side.root] + [side.words[side.root]]
    return Value(min(word.start for word in words), max(word.end for word in words), {"modality": side.claim.modality})
