"""In whose mouth a claim is put: the name to compare, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from newsdiff.judge.lazy import reading
from newsdiff.judge.side import Side
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import titles, without_titles
from newsdiff.model import Attribution

_PRONOUNS = frozenset("I We He She They It You".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source of a claim. `key` is the story's key of it, or the name in its words; None for a pronoun or a role.

    `apposed` is the key of the person named beside a role; `words` are those of the source, `own` those of the
    speaker's canonical name, `names` the proper nouns of the words that say who said it.
    """

    key: str | None
    apposed: str | None
    kind: str | None
    words: frozenset[str]
    own: frozenset[str]
    names: frozenset[str]


@reading
def speaker(side: Side) -> Speaker | None:
    """The speaker of the claim, where it names one."""
    attribution = side.claim.attribution
    if attribution is None or attribution.source is None:
        return None
    apposed = _apposed(side, attribution.source.start, attribution.source.end)
    words = (attribution.source_text or "").replace(",", " ").split()
    return Speaker(
        _key(side, attribution, words, apposed),
        apposed,
        next((word.kind for word in side.words if word.entity == attribution.speaker and word.kind), None),
        frozenset(words),
        frozenset((attribution.speaker or "").split()),
        frozenset(word.text for word in side.words if word.role == "source" and word.pos == "PROPN"),
    )


def _key(side: Side, attribution: Attribution, words: list[str], apposed: str | None) -> str | None:
    named = [word for word in words if word[:1].isupper() and word not in _PRONOUNS]
    if attribution.speaker in side.keys and named:
        return side.keys[attribution.speaker or ""]
    inner = " ".join(word for word in words[1:] if word[:1].isupper())
    role = not inner or titles().known(fold(without_titles(inner)))
    return apposed if role else inner


def _apposed(side: Side, start: int, end: int) -> str | None:
    """The story's key of the person whose name stands beside the role: "the mayor, Ondine Falk"."""
    role = set(side.within(start, end))
    beside = (word for word in side.words if word.kind == "person" and word.pos == "PROPN" and word.head in role)
    return next((side.key(word) for word in beside), None)
