"""Are the figures of two claims said of one thing? What tells them apart, and which counts some of the other."""

from __future__ import annotations

from newsdiff.judge.instants import level
from newsdiff.judge.lazy import reading
from newsdiff.judge.moment import moments
from newsdiff.judge.pairing import Pair
from newsdiff.judge.setting import counted, places, ties
from newsdiff.judge.slot import Figure
from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.derivation import one_event
from newsdiff.lexicon.places import lie
from newsdiff.lexicon.senses import opposed, same_sense

_NEXT = frozenset({"another", "next", "again", "second"})
_SPANS = frozenset({"month", "quarter", "season", "year", "decade", "half"})
_OPPOSED = (("before", "after"), ("with", "without"), ("including", "excluding"))


def apart(pair: Pair, one: Figure, other: Figure) -> bool:
    """Whether the figures cannot be of one slot: on top of others, of each, expected, elsewhere, of another deed."""
    if one.adds != other.adds or one.among != other.among or one.sequence != other.sequence:
        return True
    standings = {one.standing, other.standing}
    if standings == {"ahead", "reached"} or ("expected" in standings and standings & {"reached", None}):
        return True
    if "each" in {one.share, other.share} and one.share != other.share:
        return True
    return _two_parties(one, other) or _two_times(one, other) or elsewhere(pair) or not pair.same_actors


@reading
def elsewhere(pair: Pair) -> bool:
    """Whether the claims, whatever their figures, tell of two deeds, two places, or two sides of one thing."""
    return _ranks(pair) or _two_ends(pair) or _two_places(pair)


def _two_ends(pair: Pair) -> bool:
    """Whether the claims differ in a preposition and its opposite: "before tax", "after tax"."""
    ones, others = ties(pair.first), ties(pair.second)
    return any(a in ones - others and b in others - ones for pair_ in _OPPOSED for a, b in (pair_, pair_[::-1]))


def _two_parties(one: Figure, other: Figure) -> bool:
    """Whether each figure is said to be for people of another kind: "£12 for adults", "£6 for children"."""
    ours, theirs = one.parties, other.parties
    return bool(ours) and bool(theirs) and not any(same_sense(a, b) for a in ours for b in theirs)


def _two_times(one: Figure, other: Figure) -> bool:
    """Whether each claim says when, and none of its times may be the other's: 4,000 in 2028, 4,600 in 2030."""
    ours, theirs = (
        [moment.time for moment in moments(figure.side) if moment.over(figure.governor) and moment.of_a_day]
        for figure in (one, other)
    )
    if not ours or not theirs:
        return False
    spans = {time.granularity for time in ours} ^ {time.granularity for time in theirs}
    if one.quantity.unit and len(spans) == 2 and spans <= _SPANS:
        return True  # what is earned in a quarter is not what is earned in the year
    if one.link == other.link == "by" and len(spans) == 2:
        return True  # nor is what is lost in a day
    return all(level(a, b).relation == "conflict" for a in ours for b in theirs)


def _two_places(pair: Pair) -> bool:
    """Whether each claim names places, none of them is the other's, and none is known to lie in the other's."""
    ones, others = places(pair.first), places(pair.second)
    if not ones or not others or ones.keys() & others.keys():
        return False
    return not any(lie(a, b) in {"same", "within", "near"} for a in ones.values() for b in others.values())


def _ranks(pair: Pair) -> bool:
    """Whether one claim alone tells of a second, third, … one of something that the other tells of."""
    ones, others = counted(pair.first), counted(pair.second)
    if ones & _NEXT and others & _NEXT:
        return False  # the second after the first is the next, and another
    return bool(ones ^ others)


def narrower(one: Figure, other: Figure) -> int | None:
    """1 or -1 where the first or the second figure counts some of what the other counts; 0 where neither; else None."""
    found = set()
    if one.anyone != other.anyone:
        if not (one.someone or other.someone):
            return None
        found.add(1 if other.anyone else -1)
    elif not one.anyone and not _one_noun(one, other):
        return None
    ours, theirs = one.restricted - other.side.lemmas, other.restricted - one.side.lemmas
    if ours or theirs:
        found.update({1} if ours else set(), {-1} if theirs else set())
    if one.partitive != other.partitive:
        found.add(1 if one.partitive else -1)
    if one.stretch != other.stretch:
        found.add(-1 if one.stretch else 1)
    return None if len(found) > 1 else next(iter(found), 0)


def _one_noun(one: Figure, other: Figure) -> bool:
    return one.noun is not None and other.noun is not None and same_sense(one.noun.lemma, other.noun.lemma)


def one_deed(one: Figure, other: Figure) -> bool:
    """Whether the verbs, or a verb and the noun that the other counts or measures, report one event."""
    if one.verb is not None and other.verb is not None:
        moved = one.verb in counts().level and other.verb in counts().level and bool(one.quantity.unit)
        if one_event(one.verb, other.verb) or (moved and not opposed(one.verb, other.verb)):
            return True
    return nominal(one, other)


def one_subject(one: Figure, other: Figure) -> bool:
    """Whether the subjects name one thing: what one's has beside the other's, the other's has not beside it."""
    ours, theirs = one.theme, other.theme
    return not ours or not theirs or (bool(ours & theirs) and (ours <= theirs or theirs <= ours))


def nominal(one: Figure, other: Figure) -> bool:
    """Whether one figure counts deeds and the other those who do or suffer them: "1,400 seats", "seats 1,400"."""
    return _nominal(one, other) or _nominal(other, one)


def _nominal(one: Figure, other: Figure) -> bool:
    """Whether the noun under the first figure, whose verb says no more, is the deed of the second's verb."""
    if one.noun is None or other.verb is None or not one.supported:
        return False
    return (other.noun is None or other.anyone or bool(other.quantity.unit)) and one_event(one.noun.lemma, other.verb)
