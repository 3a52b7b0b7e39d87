"""Do two claims count the same thing, and to the same number?"""

from __future__ import annotations

import math
from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.lexicon import units
from newsdiff.lexicon.senses import is_person_noun, same_sense
from newsdiff.model import Quantity, Relation, Word

#: Two figures of this relative difference are one figure, differently rounded.
_ROUNDING = 0.02
#: "about" and "nearly" leave this much room.
_LOOSE = 0.12
_LOOSE_WORDS = frozenset("about nearly almost around approximately roughly some over".split()) | {"more than"}


def one_dimension(first: Quantity, second: Quantity) -> bool:
    """Whether both measure one thing: two lengths, two sums in one currency, two bare counts."""
    one, other = units.convert(1.0, first.unit)[2], units.convert(1.0, second.unit)[2]
    return one == other


def levels(first: Quantity, second: Quantity) -> tuple[Relation, str]:
    """How two quantities of one slot relate, and by which level. Symmetric; both must be of one dimension.

    Levels: same interval; overlapping intervals; rounded (2 %, or 12 % where a modifier is loose, or the more
    precise figure rounds to the rounder one); else conflict.
    """
    a, b = _interval(first), _interval(second)
    if a == b:
        return "same", "the same figure"
    if a[0] <= b[1] and b[0] <= a[1]:
        return "compatible", "one figure lies within the other's bounds"
    gap = b[0] - a[1] if a[1] < b[0] else a[0] - b[1]
    size = max(abs(end) for end in (*a, *b) if math.isfinite(end)) or 1.0
    counts = all(units.convert(1.0, q.unit)[2] == "count" for q in (first, second))
    loose = bool({first.modifier, second.modifier} & _LOOSE_WORDS)
    converted = first.unit != second.unit
    if gap / size <= (_LOOSE if loose else 0.05 if converted else 0.0 if counts and size < 1000 else _ROUNDING):
        return "compatible", "one figure is rounded"
    if _rounds_to(first, second) or _rounds_to(second, first):
        return "compatible", "one figure is rounded"
    return "conflict", "another figure for the same thing"


def _interval(quantity: Quantity) -> tuple[float, float]:
    low, high = (None if end is None else units.convert(end, quantity.unit)[0] for end in (quantity.low, quantity.high))
    ends = (-math.inf if low is None else float(f"{low:.9g}"), math.inf if high is None else float(f"{high:.9g}"))
    return (min(ends), max(ends))


def _rounds_to(precise: Quantity, rounded: Quantity) -> bool:
    """Whether the precise figure, at the rounded one's number of figures, is the rounded one; figures above 1000."""
    if precise.low is None or rounded.low is None or precise.low != precise.high or rounded.low != rounded.high:
        return False
    if precise.unit != rounded.unit or abs(rounded.low) < 1000:
        return False
    digits = len(f"{rounded.low:.10g}".rstrip("0").replace(".", "").replace("-", ""))
    return float(f"{precise.low:.{max(digits, 1)}g}") == rounded.low


def compare(pair: Pair) -> Iterator[Comparison]:
    """The quantities of two claims that fill one slot, equal ones first; each quantity is used once."""
    firsts, seconds = list(pair.first.claim.quantities), list(pair.second.claim.quantities)
    for wanted in (("same",), ("compatible",), ("conflict",)):
        for one in list(firsts):
            for other in list(seconds):
                if not one_dimension(one, other):
                    continue
                relation, why = levels(one, other)
                if relation not in wanted or not _one_slot(pair, one, other, relation):
                    continue
                yield Comparison("quantity", relation, why, _value(one), _value(other))
                firsts.remove(one)
                seconds.remove(other)
                break


def _one_slot(pair: Pair, first: Quantity, second: Quantity, relation: Relation) -> bool:
    one, other = _anchor(pair.first, first), _anchor(pair.second, second)
    if one is None or other is None:
        return False
    if relation == "same":
        return True
    noun, other_noun = _counted(pair.first, first, one), _counted(pair.second, second, other)
    verb, other_verb = _governor(pair.first, one), _governor(pair.second, other)
    verbs = verb is not None and other_verb is not None and same_sense(verb.lemma, other_verb.lemma)
    nouns = noun is not None and other_noun is not None and same_sense(noun.lemma, other_noun.lemma)
    if first.unit or second.unit:
        if noun is None and other_noun is None:
            return verbs and pair.overlap >= 0.4 and _link(pair.first, first, one) == _link(pair.second, second, other)
        return nouns and pair.overlap >= 0.4
    if noun is None or other_noun is None:
        return verbs
    persons = is_person_noun(noun.lemma) and is_person_noun(other_noun.lemma)
    return (verbs and (persons or nouns)) or (nouns and not persons and pair.overlap >= 0.3)


def _anchor(side: Side, quantity: Quantity) -> int | None:
    inside = side.within(quantity.start, quantity.end)
    numbers = [i for i in inside if side.words[i].pos == "NUM"]
    return next(iter(numbers or inside), None)


def _outside(side: Side, quantity: Quantity, number: int) -> list[Word]:
    """The words on the way from the number up to the predicate that are not of the quantity itself."""
    inside = set(side.within(quantity.start, quantity.end))
    return [side.words[step] for step in side.path(number) if step not in inside and step != side.root]


def _counted(side: Side, quantity: Quantity, number: int) -> Word | None:
    """The noun that the number counts or measures."""
    return next((word for word in _outside(side, quantity, number)[:3] if word.pos in {"NOUN", "PROPN"}), None)


def _link(side: Side, quantity: Quantity, number: int) -> str | None:
    """The preposition that ties the quantity to its verb: what falls "to" a figure does not fall "by" it."""
    return next((word.lemma for word in _outside(side, quantity, number) if word.pos == "ADP"), None)


def _governor(side: Side, number: int) -> Word | None:
    """The verb or predicate adjective over the number."""
    for step in side.path(number)[1:]:
        if side.words[step].pos in {"VERB", "ADJ"} or step == side.root:
            return side.words[step]
    return None


def _value(quantity: Quantity) -> Value:
    return Value(
        quantity.start,
        quantity.end,
        {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "modifier": quantity.modifier},
    )
