"""What a claim holds its proposition for: a fact, a plan, a possibility."""

from __future__ import annotations

from newsdiff.judge.lazy import reading
from newsdiff.judge.side import Side
from newsdiff.lexicon.stance import is_stance, stances
from newsdiff.model import Claim

_MAY = frozenset({"may", "might", "could", "may have", "might have"})


@reading
def standing(side: Side) -> str | None:
    """What the claim holds its proposition for: `fact` (past or perfect), `plan`, `possibility`; None for the rest.

    A present tense may tell of the future, "would" in reported speech is a "will" set back, "apparently" and "police
    believe" only hedge, "could have" is not what happened, and a condition or a "whether" asserts nothing: none of
    them conflicts.
    """
    claim = side.claim
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
    return claim.attribution is not None and is_stance(claim.attribution.cue_text, "believing")
