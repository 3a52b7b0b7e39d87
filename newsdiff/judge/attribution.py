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
    ours, theirs = first.speaker or first.source_text or "", second.speaker or second.source_text or ""
    if pair.first.keys.get(ours, ours) == pair.second.keys.get(theirs, theirs):
        yield Comparison("attribution", "same", "the same speaker", _value(first), _value(second))
        return
    likeness = same_name(ours, theirs)
    if likeness != "different":
        yield Comparison("attribution", "same", "the same speaker", _value(first), _value(second))
    elif _named(pair.first, first) and _named(pair.second, second) and _one_utterance(pair):
        yield Comparison("attribution", "conflict", "another speaker for the same words", _value(first), _value(second))


def _named(side: Side, attribution: Attribution) -> bool:
    """Whether the speaker is an entity of the article, not a pronoun or a role that may be the same person's."""
    words = (attribution.source_text or "").split()
    return attribution.speaker in side.keys and any(word[:1].isupper() and word not in _PRONOUNS for word in words)


def _one_utterance(pair: Pair) -> bool:
    found = (quote_levels(one, other) for one in pair.first.claim.quotes for other in pair.second.claim.quotes)
    return any(item is not None for item in found)


def _value(attribution: Attribution) -> Value:
    assert attribution.source is not None
    return Value(attribution.source.start, attribution.source.end, {"speaker": attribution.speaker})
