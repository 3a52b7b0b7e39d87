"""Do two claims count the same thing, and to the same number?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.slot import Figure, figures
from newsdiff.judge.slots import apart, narrower, nominal, one_deed, one_subject
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon import measures
from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.measures import comparable, level, one_dimension
from newsdiff.lexicon.senses import same_sense
from newsdiff.lexicon.units import dimension
from newsdiff.model import FacetKind, Level, Quantity, Relation

ADDED_UP = Level("quantity.added-up", "compatible", "the parts add up to the whole")
LEVELS = (ADDED_UP, *measures.LEVELS)

#: The unit of ages: whose age it is decides the slot, not what is said of them.
_AGE = "year of age"
_ORDER: tuple[Relation, ...] = ("same", "compatible", "conflict", "missing")
#: What a thing has whatever it does.
_STATES = frozenset({"speed", "temperature"})


class _Thresholds(NamedTuple):
    sum_overlap: float
    deed_overlap: float
    measure_overlap: float
    count_overlap: float


_THRESHOLDS = thresholds("quantity", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """The quantities of two claims that fill one slot, equal ones first; each quantity is used once.

    What is left of "seven men and five women" is then added up and held against what the other claim has left.
    """
    return _compared(pair) if figures(pair.first) and figures(pair.second) else ()


def _compared(pair: Pair) -> Iterator[Comparison]:
    firsts, seconds = list(figures(pair.first)), list(figures(pair.second))
    related = [
        (level(one.quantity, other.quantity), one, other)
        for one in firsts
        for other in seconds
        if comparable(one.quantity, other.quantity)
    ]
    for found, one, other in sorted(related, key=lambda row: _ORDER.index(row[0].relation)):
        if one in firsts and other in seconds and one_slot(pair, one, other, found.relation):
            yield compared(one, other, found)
            firsts.remove(one)
            seconds.remove(other)
    for ones, others in ((_sums(firsts), seconds), (firsts, _sums(seconds))):
        yield from _added_up(pair, ones, others)


def compared(one: Figure, other: Figure, found: Level) -> Comparison:
    """The comparison of two figures of one slot, at the level that was found."""
    grows = not one.quantity.unit and bool(one.classes & other.classes)
    return Comparison(_kind(one, other), found, value(one.quantity), value(other.quantity), grows)


def figures_differ(pair: Pair) -> bool:
    """Whether both claims give figures of one kind, lengths of time apart, and none that agree."""
    pairs = [
        level(one.quantity, other.quantity).relation
        for one in figures(pair.first)
        for other in figures(pair.second)
        if comparable(one.quantity, other.quantity) and dimension(one.quantity.unit or "") not in {"time", "age"}
    ]
    return bool(pairs) and all(relation == "conflict" for relation in pairs)


def _added_up(pair: Pair, ones: Sequence[Figure], others: Sequence[Figure]) -> Iterator[Comparison]:
    for one in ones:
        for other in others:
            if not comparable(one.quantity, other.quantity):
                continue
            found = level(one.quantity, other.quantity)
            if found.relation == "same":
                found = ADDED_UP
            if one_slot(pair, one, other, found.relation):
                yield Comparison("quantity", found, value(one.quantity), value(other.quantity))
                return


def _sums(figures: Sequence[Figure]) -> list[Figure]:
    """The sums of two figures that "and" joins and that count people of two kinds."""
    found = []
    for one, other in pairwise(figures):
        if one.joins(other):
            total = (one.quantity.low or 0) + (other.quantity.low or 0)
            both = replace(one.quantity, end=other.quantity.end, low=total, high=total, modifier=None)
            found.append(Figure(one.side, both))
    return found


def one_slot(pair: Pair, one: Figure, other: Figure, relation: Relation) -> bool:
    if one.number is None or other.number is None:
        return False
    if one.classes and other.classes and not one.classes & other.classes:
        return False
    if relation == "same":
        return _equals_answer(one, other)
    if _rates(one) != _rates(other):
        return False
    if one.quantity.unit == other.quantity.unit == _AGE:
        return pair.same_actors and _bearer(one) is not None and _bearer(one) == _bearer(other)
    if apart(pair, one, other):
        return False
    if one.classes and other.classes:
        return _of_one_class(pair, one, other, relation)
    if (one.classes or other.classes) and not one.quantity.unit:
        return False
    if one.quantity.unit or other.quantity.unit:
        return _measures_one(pair, one, other)
    return _counts_one(pair, one, other, relation)


def _rates(figure: Figure) -> frozenset[str]:
    """How often what is counted happens: a figure of each day and one of a year may both be right.

    An adjective says it of its noun alone: 640 guests at an annual gala are no 640 a year.
    """
    claim = figure.side.claim
    return frozenset(
        time.value
        for time in claim.times
        if time.type == "SET" and any(word.pos != "ADJ" for word in claim.words if time.start <= word.start < time.end)
    )


def _equals_answer(one: Figure, other: Figure) -> bool:
    """Whether equal figures may be one: people of whom one claim says a fate are not any people."""
    if bool(one.classes) != bool(other.classes) and not one.quantity.unit:
        return (other if one.classes else one).noun is None and one_deed(one, other)
    if one.quantity.unit or one.noun is None or other.noun is None or one.classes:
        return True
    return one_deed(one, other) or same_sense(one.noun.lemma, other.noun.lemma)


def _of_one_class(pair: Pair, one: Figure, other: Figure, relation: Relation) -> bool:
    """Two counts of people whom the same befalls, or two sums for one thing."""
    if one.quantity.unit:
        enough = pair.overlap >= _THRESHOLDS.sum_overlap or one.unnamed or other.unnamed
        return one.link_fits(other) and pair.shared_arguments >= 1 and enough
    return _fits(one, other, relation)


def _fits(one: Figure, other: Figure, relation: Relation) -> bool:
    """Whether both count all or both some; where one counts some, it conflicts only as more than all."""
    part = narrower(one, other)
    if part is None or not part or relation != "conflict":
        return part == 0
    some, whole = (one, other) if part > 0 else (other, one)
    return some.quantity.low is not None and whole.quantity.high is not None and some.quantity.low > whole.quantity.high


def _measures_one(pair: Pair, one: Figure, other: Figure) -> bool:
    if not one_dimension(one.quantity, other.quantity):
        return pair.shared_arguments >= 1  # The same number of another currency is no chance.
    if _sentenced(one, other):
        return pair.same_subject and one_subject(one, other)
    tied = one.link == other.link
    if _state(one, other):
        return True
    if one.noun is None and other.noun is None:
        enough = pair.overlap >= _THRESHOLDS.deed_overlap
        return tied and enough and one_deed(one, other) and one_subject(one, other)
    if one.noun is None or other.noun is None:
        return tied and one_deed(one, other) and pair.shared_arguments >= 1
    if nominal(one, other):
        return tied and pair.shared_arguments >= 1
    return same_sense(one.noun.lemma, other.noun.lemma) and tied and pair.overlap >= _THRESHOLDS.measure_overlap


def _sentenced(one: Figure, other: Figure) -> bool:
    """Whether one is the length of a sentence, and the other is given to somebody: "given four years"."""
    figures = one, other
    told = ["sentence" in figure.classes for figure in figures]
    meted = [figure.lasts and figure.verb in counts().meted for figure in figures]
    return any(told) and all(a or b for a, b in zip(told, meted, strict=True))


def _state(one: Figure, other: Figure) -> bool:
    """Whether both say how fast or how warm one thing was, and one of them with a verb that says no more."""
    ours, theirs = one.subject, other.subject
    if ours is None or theirs is None or dimension(one.quantity.unit or "") not in _STATES:
        return False
    return (one.supported or other.supported) and same_sense(ours.lemma, theirs.lemma)


def _counts_one(pair: Pair, one: Figure, other: Figure, relation: Relation) -> bool:
    verbs = one_deed(one, other)
    if one.noun is None or other.noun is None:
        return verbs
    if nominal(one, other):
        return pair.shared_arguments >= 1
    nouns = same_sense(one.noun.lemma, other.noun.lemma)
    if verbs and narrower(one, other) is not None:
        return _fits(one, other, relation)
    enough = pair.overlap >= _THRESHOLDS.count_overlap
    return nouns and not one.anyone and enough and _fits(one, other, relation)


def _bearer(figure: Figure) -> str | None:
    """The story's key of the person whose age it is, or the noun that names them."""
    side: Side = figure.side
    noun = figure.head
    if noun is not None:
        return side.key(noun) or noun.lemma
    return next((side.key(word) for word in side.words if word.role == "subject" and side.key(word)), None)


def _kind(one: Figure, other: Figure) -> FacetKind:
    """A length of time after which something is to be is a date."""
    return "date" if one.deadline and other.deadline else "quantity"


def value(quantity: Quantity) -> Value:
    return Value(
        quantity.start,
        quantity.end,
        {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "modifier": quantity.modifier},
    )
