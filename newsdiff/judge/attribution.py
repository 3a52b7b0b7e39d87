"""Is the same statement put in the same mouth?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsdiff.judge.pairing import Comparison, Pair, Value
from newsdiff.judge.quote import brief, one_utterance
from newsdiff.judge.speakers import Speaker, speaker
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.names import same_name
from newsdiff.model import Attribution, Level

SAME = Level("attribution.same", "same", "the same speaker")
OF_WORDS = Level("attribution.words", "conflict", "another speaker for the same words")
OF_STATEMENT = Level("attribution.statement", "conflict", "another speaker for the same statement")
LEVELS = (SAME, OF_WORDS, OF_STATEMENT)


class _Thresholds(NamedTuple):
    likeness: float
    words: int
    fewest: int


_THRESHOLDS = thresholds("attribution", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """The speakers of two claims; another speaker conflicts only where the words are one utterance."""
    ours, theirs = speaker(pair.first), speaker(pair.second)
    return () if ours is None or theirs is None else _compared(pair, ours, theirs)


def _compared(pair: Pair, ours: Speaker, theirs: Speaker) -> Iterator[Comparison]:
    first, second = pair.first.claim.attribution, pair.second.claim.attribution
    assert first is not None
    assert second is not None
    same_words = (first.speaker or "").lower() == (second.speaker or "").lower() != ""
    named = ours.key and theirs.key
    if same_words or (named and (ours.key == theirs.key or same_name(ours.key or "", theirs.key or "") != "different")):
        yield Comparison("attribution", SAME, _value(first), _value(second))
    elif named and not _speaks_for(ours, theirs) and not _together(ours, theirs):
        if _one_utterance(pair):
            yield Comparison("attribution", OF_WORDS, _value(first), _value(second))
        elif _one_statement(pair, ours, theirs):
            yield Comparison("attribution", OF_STATEMENT, _value(first), _value(second))


def _together(ours: Speaker, theirs: Speaker) -> bool:
    """Whether one source names the other's speaker too: "Falk and Harrow said"."""
    return bool((ours.own and ours.own <= theirs.words) or (theirs.own and theirs.own <= ours.words))


def _speaks_for(ours: Speaker, theirs: Speaker) -> bool:
    """Whether one speaker is named beside the other: a spokeswoman of the body, the body she speaks for."""
    if ours.kind == theirs.kind:
        return False
    return bool(ours.own & theirs.names - theirs.own or theirs.own & ours.names - ours.own)


def _one_utterance(pair: Pair) -> bool:
    """Whether the claims hold one utterance: two who say nearly the same in few words say it each."""
    for one in pair.first.claim.quotes:
        for other in pair.second.claim.quotes:
            found = one_utterance(one, other)
            if found is not None and not (found.relation == "conflict" and brief(one, other)):
                return True
    return False


def _one_statement(pair: Pair, ours: Speaker, theirs: Speaker) -> bool:
    """Whether two persons, or two bodies, are said to have said nearly the same in as many words, unquoted."""
    kinds = {"person" if each.apposed else each.kind for each in (ours, theirs)}
    if kinds != {"person"} and kinds != {"organisation"}:
        return False
    if pair.quoted or not pair.same_predicate or pair.first.claim.polarity != pair.second.claim.polarity:
        return False
    alike = pair.likeness == 1 if pair.answered < _THRESHOLDS.words else pair.likeness >= _THRESHOLDS.likeness
    return alike and pair.answered >= _THRESHOLDS.fewest and pair.same_actors


def _value(attribution: Attribution) -> Value:
    assert attribution.source is not None
    return Value(attribution.source.start, attribution.source.end, {"speaker": attribution.speaker})
