"""Has it happened, will it, may it?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.lexicon.stance import stances
from newsdiff.model import Claim

_MAY = frozenset({"may", "might", "could", "may have", "might have"})


def standing(claim: Claim) -> str | None:
    """What the claim holds its proposition for: `fact` (past or perfect), `plan`, `possibility`; None for the rest.

    A present tense may tell of the future, "would" in reported speech is a "will" set back, "apparently" and "police
    believe" only hedge, "could have" is not what happened, and a condition or a "whether" asserts nothing: none of
    them conflicts.
    """
    if claim.modality == "asserted":
        return "fact" if claim.tense == "past" and not _believed(claim) else None
    if claim.modality == "planned" or (claim.hedge == "would" and claim.attribution is not None):
        return "plan"
    if claim.polarity == "negated" and claim.hedge == "could":
        return None  # who could not did not
    weighed = claim.hedge in _MAY or claim.hedge in stances()["weighing"]
    return "possibility" if claim.modality == "possible" and weighed else None


def _believed(claim: Claim) -> bool:
    """Whether the claim is what somebody believes or suspects, not what they say is so."""
    cue = claim.attribution.cue_text if claim.attribution is not None else None
    return (cue or "").lower().split(" ")[0] in stances()["believing"]


def compare(pair: Pair) -> Iterator[Comparison]:
    """Whether two claims with one predicate hold it for a fact, a plan or a possibility. Titles are left out."""
    first, second = pair.first.claim, pair.second.claim
    if "title" in (first.section, second.section) or not (_verbal(pair.first) and _verbal(pair.second)):
        return
    if (
        pair.quoted
        or not pair.same_actors
        or not pair.same_predicate
        or not pair.same_object
        or pair.overlap < 0.5
        or not pair.shared_arguments
    ):
        return
    if _other_figures(first, second):
        return  # "will cut 500 jobs" and "has cut 120" are a plan and its first step
    ours, theirs = standing(first), standing(second)
    if ours is None or theirs is None or ours == theirs == "fact":
        return
    if {ours, theirs} == {"plan", "possibility"} and any(c.hedge in stances()["expecting"] for c in (first, second)):
        return  # what is expected may come
    if ours == theirs:
        yield Comparison("modality", "same", f"a {ours} in both", _value(pair.first), _value(pair.second))
        return
    one, other = sorted((ours, theirs))
    yield Comparison(
        "modality", "conflict", f"{one} in one, {other} in the other", _value(pair.first), _value(pair.second)
    )


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
