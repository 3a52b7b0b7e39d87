"""How two quantities compare, whatever units and modifiers they are given in."""

from __future__ import annotations

import math

from newsdiff.lexicon import units
from newsdiff.model import Quantity, Relation

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
