"""How two times compare, whatever form and granularity they are given in."""

from __future__ import annotations

import re
from datetime import timedelta

from newsdiff.model import Level, Time

UNDATED = Level("date.undated", "missing", "no date to resolve it by")
VAGUE = Level("date.vague", "missing", "too vague")
SAME = Level("date.same", "same", "the same time")
SAME_WORDS = Level("date.words", "same", "the same words")
LESS_PRECISE = Level("date.less-precise", "compatible", "one time is less precise")
WHOLE_UNITS = Level("date.whole-units", "compatible", "one time is counted in whole weeks, months or years")
ROUNDED = Level("date.rounded", "compatible", "one time is rounded")
WEEKDAY = Level("date.weekday", "conflict", "another day of the week")
ANOTHER = Level("date.another", "conflict", "another time for the same event")
LEVELS = (UNDATED, VAGUE, SAME, SAME_WORDS, LESS_PRECISE, WHOLE_UNITS, ROUNDED, WEEKDAY, ANOTHER)

#: "Two years ago" is so many years, give or take one.
_AGO = re.compile(r"\b(?:ago|earlier|before|later)$", re.I)
_ROOM = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
#: Clock times this close are one time, rounded.
_CLOCK_ROUNDING = timedelta(minutes=5)


def level(first: Time, second: Time) -> Level:
    """The level at which two times of one slot relate. Symmetric.

    Levels: same value; overlapping intervals; clock times within five minutes; both without a year or an anchor
    and of one form: conflict; one of them unanchored: missing; else conflict.
    """
    if first.value == second.value:
        return SAME
    if first.type == second.type == "TIME" and first.text.lower() == second.text.lower():
        return SAME_WORDS  # the day of a bare clock time is only the day of publication
    if first.earliest is None or first.latest is None or second.earliest is None or second.latest is None:
        return _unanchored(first, second)
    if first.earliest < second.latest and second.earliest < first.latest:
        return LESS_PRECISE
    gap = max(second.earliest - first.latest, first.earliest - second.latest)
    if any(_AGO.search(time.text) and gap < _ROOM.get(time.granularity, timedelta()) for time in (first, second)):
        return WHOLE_UNITS
    if {first.granularity, second.granularity} & {"minute", "hour", "second"} and gap <= _CLOCK_ROUNDING:
        return ROUNDED
    return ANOTHER


def _unanchored(first: Time, second: Time) -> Level:
    """Times of which one has no year or week: their stated parts are compared, `X` standing for what is not stated."""
    one, other = first.value, second.value
    for stated, day in ((first, second), (second, first)):
        weekday = _WEEKDAY.fullmatch(stated.value)
        if weekday is not None and day.earliest is not None and day.granularity == "day":
            same = day.earliest.isoweekday() == int(weekday[1])
            return LESS_PRECISE if same else WEEKDAY
    if len(one) != len(other) or ("W" in one) != ("W" in other):
        return UNDATED
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if "X" not in (a, b)]
    if all(a == b for a, b in pairs) and any(a.isalnum() for a, _ in pairs):
        return LESS_PRECISE
    return ANOTHER if any(a != b for a, b in pairs) else VAGUE
