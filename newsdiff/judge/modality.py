"""Has it happened, will it, may it?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.model import Claim

_MAY = frozenset("may might could".split())
_STANDING = {"planned": "plan", "possible": "possibility", "conditional": "possibility"}


def standing(claim: Claim) -> str | None:
    """What the claim holds its proposition for: `fact` (past or perfect), `plan`, `possibility`; None for the rest.

    A present tense may tell of the future, "would" in reported speech is a "will" set back, and "apparently" only
    hedges: none of them conflicts.
    """
    if claim.modality == "asserted":
        return "fact" if claim.tense == "past" else None
    if claim.hedge == "would" and claim.attribution is not None:
        return "plan"
    if claim.modality == "possible" and claim.hedge not in _MAY:
        return None
    return _STANDING[claim.modality]


def compare(pair: Pair) -> Iterator[Comparison]:
    """Whether two claims with one predicate hold it for a fact, a plan or a possibility. Titles are left out."""
    first, second = pair.first.claim, pair.second.claim
    if "title" in (first.section, second.section) or not (_verbal(pair.first) and _verbal(pair.second)):
        return
    if (
        pair.quoted
        or not pair.same_actors
        or not pair.same_predicate
        or pair.overlap < 0.5
        or not pair.shared_arguments
    ):
        return
    ours, theirs = standing(first), standing(second)
    if ours is None or theirs is None or ours == theirs == "fact":
        return
    if ours == theirs:
        yield Comparison("modality", "same", f"a {ours} in both", _value(pair.first), _value(pair.second))
        return
    one, other = sorted((ours, theirs))
    yield Comparison(
        "modality", "conflict", f"{one} in one, {other} in the other", _value(pair.first), _value(pair.second)
    )


def _verbal(side: Side) -> bool:
    return bool(side.words) and side.words[side.root].pos in {"VERB", "AUX"}


def _value(side: Side) -> Value:
    """The predicate with its auxiliaries."""
    words = [word for word in side.words if word.pos == "AUX" and word.head == side.root] + [side.words[side.root]]
    return Value(min(word.start for word in words), max(word.end for word in words), {"modality": side.claim.modality})
