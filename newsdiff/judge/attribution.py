"""Is the same statement put in the same mouth?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.quote import brief
from newsdiff.judge.quote import levels as quote_levels
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import same_name, titles, without_titles
from newsdiff.model import Attribution

_PRONOUNS = frozenset("I We He She They It You".split())

#: So many content words in common, and so large a share of them, are one statement; fewer only where all are.
_WORDS, _LIKE, _FEWEST = 4, 0.85, 3


def compare(pair: Pair) -> Iterator[Comparison]:
    """The speakers of two claims; another speaker conflicts only where the words are one utterance."""
    first, second = pair.first.claim.attribution, pair.second.claim.attribution
    if first is None or second is None or first.source is None or second.source is None:
        return
    ours, theirs = _name(pair.first, first), _name(pair.second, second)
    same_words = (first.speaker or "").lower() == (second.speaker or "").lower() != ""
    if same_words or (ours and theirs and (ours == theirs or same_name(ours, theirs) != "different")):
        yield Comparison("attribution", "same", "the same speaker", _value(first), _value(second))
    elif ours and theirs and not _speaks_for(pair, first, second) and not _together(first, second):
        if _one_utterance(pair):
            why = "another speaker for the same words"
            yield Comparison("attribution", "conflict", why, _value(first), _value(second))
        elif _one_statement(pair, first, second):
            why = "another speaker for the same statement"
            yield Comparison("attribution", "conflict", why, _value(first), _value(second))


def _name(side: Side, attribution: Attribution) -> str | None:
    """The story's key of the speaker, or the name in the source's words; None for a pronoun or a role."""
    words = (attribution.source_text or "").replace(",", " ").split()
    named = [word for word in words if word[:1].isupper() and word not in _PRONOUNS]
    if attribution.speaker in side.keys and named:
        return side.keys[attribution.speaker or ""]
    inner = " ".join(word for word in words[1:] if word[:1].isupper())
    role = not inner or titles().known(fold(without_titles(inner)))
    return _apposed(side, attribution) if role else inner


def _apposed(side: Side, attribution: Attribution) -> str | None:
    """The story's key of the person whose name stands beside the role: "the mayor, Ondine Falk"."""
    if attribution.source is None:
        return None
    role = set(side.within(attribution.source.start, attribution.source.end))
    beside = (word for word in side.words if word.kind == "person" and word.pos == "PROPN" and word.head in role)
    return next((side.key(word) for word in beside), None)


def _together(first: Attribution, second: Attribution) -> bool:
    """Whether one source names the other's speaker too: "Falk and Harrow said"."""
    ours, theirs = (set((item.source_text or "").replace(",", " ").split()) for item in (first, second))
    here, there = (set((item.speaker or "").split()) for item in (first, second))
    return bool((here and here <= theirs) or (there and there <= ours))


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
    """Whether the claims hold one utterance: two who say nearly the same in few words say it each."""
    for one in pair.first.claim.quotes:
        for other in pair.second.claim.quotes:
            found = quote_levels(one, other)
            if found is not None and not (found[0] == "conflict" and brief(one, other)):
                return True
    return False


def _one_statement(pair: Pair, first: Attribution, second: Attribution) -> bool:
    """Whether two persons, or two bodies, are said to have said nearly the same in as many words, unquoted."""
    apposed = _apposed(pair.first, first), _apposed(pair.second, second)
    kinds = {
        "person" if apposed[0] else _kind(pair.first, first),
        "person" if apposed[1] else _kind(pair.second, second),
    }
    if kinds != {"person"} and kinds != {"organisation"}:
        return False
    if pair.quoted or not pair.same_predicate or pair.first.claim.polarity != pair.second.claim.polarity:
        return False
    alike = pair.likeness == 1 if pair.answered < _WORDS else pair.likeness >= _LIKE
    return alike and pair.answered >= _FEWEST and pair.same_actors


def _value(attribution: Attribution) -> Value:
    assert attribution.source is not None
    return Value(attribution.source.start, attribution.source.end, {"speaker": attribution.speaker})
