"""How two quantities compare, whatever units and modifiers they are given in."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from newsdiff.lexicon import units
from newsdiff.model import Level, Quantity

SAME = Level("quantity.same", "same", "the same figure")
WITHIN = Level("quantity.within", "compatible", "one figure lies within the other's bounds")
ROUNDED = Level("quantity.rounded", "compatible", "one figure is rounded")
CURRENCY = Level("quantity.currency", "conflict", "another currency")
SCORE = Level("quantity.score", "conflict", "another score")
ANOTHER = Level("quantity.another", "conflict", "another figure for the same thing")
LEVELS = (SAME, WITHIN, ROUNDED, CURRENCY, SCORE, ANOTHER)

#: Two figures of this relative difference are one figure, differently rounded.
_ROUNDING = 0.02
#: A converted figure is rounded twice; "about" and "nearly" leave this much room.
_CONVERTED, _LOOSE = 0.05, 0.12
_LOOSE_WORDS = frozenset("about nearly almost around approximately roughly some".split())
#: Modifiers that shut out the very figure they stand beside.
_STRICT = frozenset({"more than", "less than"})
#: A round figure stands for what is at most this far from it.
_ROUND = 0.06
#: Figures that are given as they are counted.
_EXACT = frozenset({"percent", "year of age", "score"})
#: "More than 100" may be 120 or 150, but who knew of 500 would have said so.
_REACH = 1.5


class _Figure(NamedTuple):
    """What of a quantity is compared, wherever it stands."""

    low: float | None
    high: float | None
    unit: str | None
    modifier: str | None


@lru_cache(maxsize=4096)
def _dimension(unit: str | None) -> str:
    return units.convert(1.0, unit)[2]


def one_dimension(first: Quantity, second: Quantity) -> bool:
    """Whether both measure one thing: two lengths, two sums in one currency, two bare counts."""
    return _dimension(first.unit) == _dimension(second.unit)


def comparable(first: Quantity, second: Quantity) -> bool:
    """Whether `level` can relate them: one dimension, or the same number of two currencies."""
    return one_dimension(first, second) or _other_currency(first, second)


def level(first: Quantity, second: Quantity) -> Level:
    """The level at which two comparable quantities of one slot relate. Symmetric and reflexive.

    Levels: the same number of another currency: conflict; the same interval; two bounds on one side ("at least two",
    "at least six"): as their figures relate; a figure within reach of a bound, or overlapping ranges: compatible;
    rounded (2 %, 5 % where converted, 12 % where a modifier is loose, or the precise figure rounds to the round one):
    compatible; else conflict.
    """
    return _level(
        _Figure(first.low, first.high, first.unit, first.modifier),
        _Figure(second.low, second.high, second.unit, second.modifier),
    )


@lru_cache(maxsize=4096)
def _level(first: _Figure, second: _Figure) -> Level:
    if _other_currency(first, second):
        return CURRENCY
    a, b = _interval(first), _interval(second)
    if a == b:
        return SAME
    if first.unit == second.unit == "score":
        return SCORE
    if _bounds(a) == _bounds(b) != 0:
        a, b = (_bound(a),) * 2, (_bound(b),) * 2
    elif _overlap(a, b) and not (_excludes(first, b) or _excludes(second, a)):
        return WITHIN
    if not (_excludes(first, b) or _excludes(second, a)) and _close(a, b, first, second):
        return ROUNDED
    return ANOTHER


def _other_currency(first: Quantity | _Figure, second: Quantity | _Figure) -> bool:
    if first.low != second.low or first.high != second.high:
        return False
    money = all(unit is not None and units.is_money(unit) for unit in (first.unit, second.unit))
    return money and _dimension(first.unit) != _dimension(second.unit)


def _interval(quantity: _Figure) -> tuple[float, float]:
    low, high = (None if end is None else units.convert(end, quantity.unit)[0] for end in (quantity.low, quantity.high))
    ends = (-math.inf if low is None else float(f"{low:.9g}"), math.inf if high is None else float(f"{high:.9g}"))
    return (min(ends), max(ends))


def _bounds(interval: tuple[float, float]) -> int:
    """1 for a lower bound, -1 for an upper one, 0 for a figure or a range."""
    return (interval[1] == math.inf) - (interval[0] == -math.inf)


def _bound(interval: tuple[float, float]) -> float:
    return interval[0] if interval[1] == math.inf else interval[1]


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two ranges overlap, or a figure lies within the reach of a bound."""
    if not (a[0] <= b[1] and b[0] <= a[1]):
        return False
    for bound, figure in ((a, b), (b, a)):
        if _bounds(bound) == 1 and figure[0] > _REACH * abs(bound[0]):
            return False
        if _bounds(bound) == -1 and abs(bound[1]) > _REACH * figure[1] > 0:
            return False
    return True


def _excludes(bound: _Figure, figure: tuple[float, float]) -> bool:
    """Whether "more than 51" shuts out the 51: a round bound may stand for the figure, no one rounds to 51."""
    if bound.modifier not in _STRICT or _bounds(_interval(bound)) == 0:
        return False
    stated = bound.low if bound.high is None else bound.high
    return stated is not None and figure == (_bound(_interval(bound)),) * 2 and not _is_round(stated)


def _is_round(value: float) -> bool:
    """Whether a figure of 10 or more ends in 0 or 5, or has but one figure that is no 0: 50, 125, 3000, 0.5."""
    digits = f"{abs(value):.10g}".replace(".", "").strip("0")
    return (len(digits) <= 1 and abs(value) != int(abs(value))) or (abs(value) >= 10 and value % 5 == 0)


def _close(a: tuple[float, float], b: tuple[float, float], first: _Figure, second: _Figure) -> bool:
    gap = max(a[0] - b[1], b[0] - a[1], 0.0)
    size = max((abs(end) for end in (*a, *b) if math.isfinite(end)), default=0.0) or 1.0
    counted = size < 1000 and _dimension(first.unit) == _dimension(second.unit) == "count"
    if {first.modifier, second.modifier} & _LOOSE_WORDS:
        room = _LOOSE
    elif first.unit != second.unit:
        room = _CONVERTED
    else:
        room = 0.0 if counted or first.unit in _EXACT or _as_precise(first, second) else _ROUNDING
    near = gap <= room * size and (gap > 0 or _overlap(a, b))
    return near or _rounds_to(first, second) or _rounds_to(second, first)


def _as_precise(first: _Figure, second: _Figure) -> bool:
    """Whether both are exact and given to the same place, so that neither can be the other rounded: 31,204, 31,402."""
    places = [_last_place(figure) for figure in (first, second)]
    return None not in places and places[0] == places[1]


def _last_place(figure: _Figure) -> int | None:
    """The power of ten of the last digit that is no 0, in the figure's own unit; None for a range or a bound."""
    if figure.low is None or figure.low != figure.high or figure.modifier is not None:
        return None
    return Decimal(f"{figure.low:.9g}").normalize().as_tuple().exponent  # type: ignore[return-value]


def _rounds_to(precise: _Figure, rounded: _Figure) -> bool:
    """Whether the precise figure, at the rounded one's number of figures, is the rounded one; figures above 1000."""
    if precise.low is None or rounded.low is None or precise.low != precise.high or rounded.low != rounded.high:
        return False
    if precise.unit != rounded.unit or abs(rounded.low) < 1000:
        return False
    digits = len(f"{rounded.low:.10g}".rstrip("0").replace(".", "").replace("-", ""))
    near = abs(precise.low - rounded.low) <= _ROUND * abs(rounded.low)
    return near and float(f"{precise.low:.{max(digits, 1)}g}") == rounded.low
