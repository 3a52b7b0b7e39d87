"""Does one claim deny what the other affirms?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsdiff.judge.other import contrasts
from newsdiff.judge.pairing import NEGATIONS, Comparison, Pair, Side, Value
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.senses import is_light_verb
from newsdiff.lexicon.stance import is_stance, stances
from newsdiff.model import Level, Word

DENIED = Level("polarity.denied", "conflict", "one affirms what the other denies")
HARM = Level("polarity.harm", "conflict", "nobody was harmed in one report, somebody in the other")
LEVELS = (DENIED, HARM)

#: Of some of them one thing may be true, and of others another.
_PARTIAL = frozenset("some few several many most half part other".split())


class _Thresholds(NamedTuple):
    cue_overlap: float
    likeness: float
    stance_overlap: float
    inside_overlap: float


_THRESHOLDS = thresholds("polarity", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """Whether two claims with one predicate and shared arguments are of one polarity.

    A denying cue over the claim ("denied that") turns it, a negation inside turns it too. Verbs inside the claims
    that answer each other are compared as well: "after consulting" and "without consulting".
    """
    if not (pair.first.denies or pair.second.denies) or pair.quoted:
        return ()
    return _compared(pair) if pair.shared_arguments and pair.same_actors else ()


def _compared(pair: Pair) -> Iterator[Comparison]:
    ours, theirs = pair.first, pair.second
    if any(side.claim.polarity == "affirmed" and _ever(side) for side in (ours, theirs)):
        return  # "the first that ever was" neither affirms nor denies
    if ("else" in ours.lemmas) != ("else" in theirs.lemmas):
        return  # who was hurt is not among those of whom "no one else" was
    if _withheld(ours) != _withheld(theirs):
        if _one_cue(ours, theirs) and pair.same_predicate and pair.overlap >= _THRESHOLDS.cue_overlap:
            yield Comparison("polarity", DENIED, _cue_value(ours), _cue_value(theirs))
        return
    if _affirms(ours) != _affirms(theirs):
        if contrasts(pair) or _of_two_times(ours, theirs) or _of_two_parts(ours, theirs):
            return
        if _one_matter(pair):
            yield Comparison("polarity", DENIED, _value(ours), _value(theirs))
            return
    if pair.overlap >= _THRESHOLDS.inside_overlap:
        yield from _inside(pair)


def _one_matter(pair: Pair) -> bool:
    """Whether the claims say one thing of one thing, or one of them confirms or denies what the other reports."""
    alike = pair.likeness >= _THRESHOLDS.likeness
    if pair.same_predicate and alike and pair.same_complement and pair.same_object:
        return True
    enough = pair.overlap >= _THRESHOLDS.stance_overlap and pair.shared_arguments >= 2
    return enough and _stance(pair.first) != _stance(pair.second)


def _of_two_times(ours: Side, theirs: Side) -> bool:
    """Whether one claim tells that something "no longer" is, the other that it was."""
    no_longer = [any(word.text.lower() == "longer" for word in side.words) for side in (ours, theirs)]
    return no_longer[0] != no_longer[1] and ours.claim.tense != theirs.claim.tense


def _of_two_parts(ours: Side, theirs: Side) -> bool:
    """Whether the claims speak of some of those they speak of, and deny it of none of them as a whole."""
    subjects = [word for side in (ours, theirs) for word in side.words if word.role in {"subject", "object"}]
    return any(word.lemma in _PARTIAL for word in subjects) and not any(word.lemma in NEGATIONS for word in subjects)


def _inside(pair: Pair) -> Iterator[Comparison]:
    """Verbs below the predicates, and nouns of events, that only one of the claims negates."""
    for i, j in pair.matches.items():
        one, other = pair.first.words[i], pair.second.words[j]
        verbs = one.pos == other.pos == "VERB" and i != pair.first.root and j != pair.second.root
        told = one.lemma == other.lemma and "VERB" in (one.pos, other.pos)
        noun = told and _light(pair.first, i) != _light(pair.second, j)
        if not (verbs or noun) or "source" in (one.role, other.role):
            continue
        here, there = _negators(pair.first, i), _negators(pair.second, j)
        if bool(here) != bool(there):
            yield Comparison("polarity", DENIED, _stretch(one, here), _stretch(other, there))
            return


def _light(side: Side, number: int) -> bool:
    """Whether the word is the noun of a light verb: "mention" in "makes no mention"."""
    word = side.words[number]
    return word.pos == "NOUN" and word.head == side.root and is_light_verb(side.words[side.root].lemma)


def _negators(side: Side, number: int) -> list[Word]:
    head = side.words[number].head
    below = [word for word in side.words if word.head == number and word.lemma in NEGATIONS]
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
    cue = attribution.cue_text if attribution is not None else None
    return next((name for name in stances() if is_stance(cue, name)), "")


def _denied(side: Side) -> bool:
    attribution = side.claim.attribution
    return attribution is not None and is_stance(attribution.cue_text, "denying") and not _on_cue(side)


def _on_cue(side: Side) -> list[Word]:
    """The words that negate the cue, of its own or of its source: "did not know that", "nobody knew that"."""
    cue = side.claim.attribution.cue if side.claim.attribution is not None else None
    if cue is None:
        return []
    inside = set(side.within(cue.start, cue.end))
    negations = ((n, word) for n, word in enumerate(side.words) if word.lemma in NEGATIONS)
    return [word for n, word in negations if n in inside or (word.role == "source" and word.head in inside)]


def _withheld(side: Side) -> bool:
    """Whether the one the claim is attributed to did not say or know it; who "did not deny" it leaves it open."""
    return bool(_on_cue(side))


def _one_cue(ours: Side, theirs: Side) -> bool:
    """Whether both claims are said or known in one word by one source."""
    cues = [_cue_lemma(side) for side in (ours, theirs)]
    return None not in cues and cues[0] == cues[1]


def _cue_lemma(side: Side) -> tuple[str, ...] | None:
    """The lemmas of the cue and of the nouns that say whose it is."""
    cue = side.claim.attribution.cue if side.claim.attribution is not None else None
    if cue is None:
        return None
    verbs = [side.words[n].lemma for n in side.within(cue.start, cue.end) if side.words[n].pos == "VERB"]
    nouns = {word.lemma for word in side.words if word.role == "source" and word.pos in {"NOUN", "PROPN"}}
    return (*verbs, *sorted(nouns))


def _cue_value(side: Side) -> Value:
    attribution = side.claim.attribution
    assert attribution is not None
    assert attribution.cue is not None
    negations = _on_cue(side)
    spans = [(attribution.cue.start, attribution.cue.end), *((word.start, word.end) for word in negations)]
    said = {"polarity": "negated" if negations else "affirmed"}
    return Value(min(start for start, _ in spans), max(end for _, end in spans), dict(said))


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
    return [word for word in side.words if word.lemma in NEGATIONS and word.head == side.root]
