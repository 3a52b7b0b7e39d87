"""Is the same statement put in the same mouth?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.quote import levels as quote_levels
from newsdiff.lexicon.names import same_name
from newsdiff.model import Attribution

_PRONOUNS = frozenset("I We He She They It You".split())


def compare(pair: Pair) -> Iterator[Comparison]:
    """The speakers of two claims; another speaker conflicts only where the words are one utterance."""
    first, second = pair.first.claim.attribution, pair.second.claim.attribution
    if first is None or second is None or first.source is None or second.source is None:
        return
    ours, theirs = _name(pair.first, first), _name(pair.second, second)
    same_words = (first.speaker or "").lower() == (second.speaker or "").lower() != ""
    if same_words or (ours and theirs and (ours == theirs or same_name(ours, theirs) != "different")):
        yield Comparison("attribution", "same", "the same speaker", _value(first), _value(second))
    elif ours and theirs and not _speaks_for(pair, first, second) and _one_utterance(pair):
        yield Comparison("attribution", "conflict", "another speaker for the same words", _value(first), _value(second))


def _name(side: Side, attribution: Attribution) -> str | None:
    """The story's key of the speaker, or the name in the source's words; None for a pronoun or a role."""
    words = (attribution.source_text or "").replace(",", " ").split()
    named = [word for word in words if word[:1].isupper() and word not in _PRONOUNS]
    if not named:
        return None
    if attribution.speaker in side.keys:
        return side.keys[attribution.speaker or ""]
    inner = [word for word in words[1:] if word[:1].isupper()]
    return " ".join(inner) or None


def _speaks_for(pair: Pair, first: Attribution, second: Attribution) -> bool:
    """Whether one speaker is named beside the other: a spokeswoman of the body, the body she speaks for."""
    if _kind(pair.first, first) == _kind(pair.second, second):
        return False
    ours, theirs = (set((item.speaker or "").split()) for item in (first, second))
    return bool(ours & _said_by(pair.second) - theirs or theirs & _said_by(pair.first) - ours)


def _kind(side: Side, attribution: Attribution) -> str | None:
    return next((word.kind for word in side.words if word.entity == attribution.speaker and word.kind), None)


def _said_by(side: Side) -> set[str]:
    return {word.text for word in side.words if word.role == "source" and word.pos == "PROPN"}


def _one_utterance(pair: Pair) -> bool:
    found = (quote_levels(one, other) for one in pair.first.claim.quotes for other in pair.second.claim.quotes)
    return any(item is not None for item in found)


def _value(attribution: Attribution) -> Value:
    assert attribution.source is not None
    return Value(attribution.source.start, attribution.source.end, {"speaker": attribution.speaker})
