"""Does one claim deny what the other affirms?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsdiff import lexicon
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.lexicon.senses import is_light_verb
from newsdiff.model import Word

_NEGATIONS = frozenset("not n't no never none nobody neither nor".split())
_WHY = "one affirms what the other denies"


@cache
def _cues() -> dict[str, frozenset[str]]:
    data = lexicon.load("stance", denying="words", confirming="words")
    return {name: frozenset(words) for name, words in data.items()}


def compare(pair: Pair) -> Iterator[Comparison]:
    """Whether two claims with one predicate and shared arguments are of one polarity.

    A denying cue over the claim ("denied that") turns it, a negation inside turns it too. Verbs inside the claims
    that answer each other are compared as well: "after consulting" and "without consulting".
    """
    if pair.quoted or not pair.same_actors or not pair.shared_arguments:
        return
    ours, theirs = pair.first, pair.second
    if any(side.claim.polarity == "affirmed" and _ever(side) for side in (ours, theirs)):
        return  # "the first that ever was" neither affirms nor denies
    one_matter = pair.same_predicate and pair.likeness >= 0.4 and pair.same_complement
    one_report = _stance(ours) != _stance(theirs) and pair.overlap >= 0.6 and pair.shared_arguments >= 2
    if (one_matter or one_report) and _affirms(ours) != _affirms(theirs):
        yield Comparison("polarity", "conflict", _WHY, _value(ours), _value(theirs))
    elif pair.overlap >= 0.4:
        yield from _inside(pair)


def _inside(pair: Pair) -> Iterator[Comparison]:
    """Verbs below the predicates, and nouns of events, that only one of the claims negates."""
    for i, j in pair.matches.items():
        one, other = pair.first.words[i], pair.second.words[j]
        verbs = one.pos == other.pos == "VERB" and i != pair.first.root and j != pair.second.root
        noun = _light(pair.first, i) != _light(pair.second, j) and one.lemma == other.lemma
        if not (verbs or noun) or "source" in (one.role, other.role):
            continue
        here, there = _negators(pair.first, i), _negators(pair.second, j)
        if bool(here) != bool(there):
            yield Comparison("polarity", "conflict", _WHY, _stretch(one, here), _stretch(other, there))
            return


def _light(side: Side, number: int) -> bool:
    """Whether the word is the noun of a light verb: "mention" in "makes no mention"."""
    word = side.words[number]
    return word.pos == "NOUN" and word.head == side.root and is_light_verb(side.words[side.root].lemma)


def _negators(side: Side, number: int) -> list[Word]:
    head = side.words[number].head
    below = [word for word in side.words if word.head == number and word.lemma in _NEGATIONS]
    above = [side.words[head]] if head >= 0 and side.words[head].lemma == "without" else []
    return below + above


def _stretch(word: Word, more: list[Word]) -> Value:
    words = [word, *more]
    return Value(
        min(item.start for item in words),
        max(item.end for item in words),
        {"polarity": "negated" if more else "affirmed"},
    )


def _ever(side: Side) -> bool:
    return any(word.lemma == "ever" for word in side.words)


def _affirms(side: Side) -> bool:
    return (side.claim.polarity == "affirmed") != _denied(side)


def _stance(side: Side) -> str:
    """What the cue over the claim says of its truth: `denied`, `confirmed` or nothing."""
    attribution = side.claim.attribution
    cue = _stem(attribution.cue_text or "") if attribution is not None else ""
    return next((name for name, words in _cues().items() if cue in words), "")


def _denied(side: Side) -> bool:
    attribution = side.claim.attribution
    return attribution is not None and _stem(attribution.cue_text or "") in _cues()["denying"]


def _stem(cue: str) -> str:
    return cue.lower().split(" ")[0]


def _value(side: Side) -> Value:
    """The predicate with its negation, or the cue that denies it."""
    attribution = side.claim.attribution
    if attribution is not None and attribution.cue is not None and _denied(side):
        return Value(attribution.cue.start, attribution.cue.end, {"polarity": "negated"})
    words = [side.words[side.root], *_negation(side)] if side.words else []
    if not words:
        return Value(side.claim.start, side.claim.end, {"polarity": side.claim.polarity})
    return Value(min(word.start for word in words), max(word.end for word in words), {"polarity": side.claim.polarity})


def _negation(side: Side) -> list[Word]:
    return [word for word in side.words if word.lemma in _NEGATIONS and word.head == side.root]
