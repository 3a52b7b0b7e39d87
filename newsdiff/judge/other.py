"""Is one slot filled with words that exclude each other?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.lexicon.measures import levels
from newsdiff.lexicon.senses import opposed
from newsdiff.lexicon.units import convert
from newsdiff.model import FacetKind, Quantity, Word

_COMPASS = ("north", "south", "east", "west")
#: A distance stands right before its direction (code points between them).
_NEAR = 2


def compare(pair: Pair) -> Iterator[Comparison]:
    """Unanswered words of one role that exclude each other and hang on words that answer each other."""
    if pair.quoted:
        return
    answered = set(pair.matches.values())
    left = [(j, other) for j, other in pair.second.opposable if j not in answered]
    for i, word in pair.first.opposable if left else ():
        if i in pair.matches:
            continue
        for j, other in left:
            if not opposed(word.lemma, other.lemma):
                continue
            if word.pos != other.pos and {word.pos, other.pos} - {"ADJ", "ADV", "NOUN", "VERB"}:
                continue
            if _one_slot(pair, i, j):
                yield Comparison(
                    _kind(word),
                    "conflict",
                    f"{word.text!r} and {other.text!r} exclude each other",
                    Value(word.start, word.end),
                    Value(other.start, other.end),
                )


def _one_slot(pair: Pair, i: int, j: int) -> bool:
    first, second = pair.first, pair.second
    if i == first.root and j == second.root:
        return pair.overlap >= 0.5 and (len(pair.matches) >= 2 or pair.shared_arguments >= 1)
    if pair.same_predicate and (first.words[i].head, second.words[j].head) == (first.root, second.root):
        return True
    return (pair.overlap >= 0.4 and pair.binding(i, j) >= 0.6) or _same_distance(pair, i, j)


def _same_distance(pair: Pair, i: int, j: int) -> bool:
    """Whether both words say in which direction one distance lies: "10 km north", "six miles south"."""
    here, there = _distance(pair.first, i), _distance(pair.second, j)
    return here is not None and there is not None and levels(here, there)[0] != "conflict"


def _distance(side: Side, number: int) -> Quantity | None:
    word = side.words[number]
    if not word.lemma.startswith(_COMPASS):
        return None
    before = (q for q in side.claim.quantities if 0 <= word.start - q.end <= _NEAR)
    return next((quantity for quantity in before if convert(1.0, quantity.unit)[2] == "length"), None)


def _kind(word: Word) -> FacetKind:
    return "place" if word.lemma.startswith(_COMPASS) else "other"
