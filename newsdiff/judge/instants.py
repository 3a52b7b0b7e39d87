"""How two times compare, whatever form and granularity they are given in."""

from __future__ import annotations

import re
from datetime import timedelta

from newsdiff.model import Relation, Time

#: "Two years ago" is so many years, give or take one.
_AGO = re.compile(r"\b(?:ago|earlier|before|later)$", re.I)
_ROOM = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
#: Clock times this close are one time, rounded.
_CLOCK_ROUNDING = timedelta(minutes=5)


def levels(first: Time, second: Time) -> tuple[Relation, str]:
    """How two times of one slot relate. Symmetric.

    Levels: same value; overlapping intervals; clock times within five minutes; both without a year or an anchor
    and of one form: conflict; one of them unanchored: missing; else conflict.
    """
    if first.value == second.value:
        return "same", "the same time"
    if first.type == second.type == "TIME" and first.text.lower() == second.text.lower():
        return "same", "the same words"  # the day of a bare clock time is only the day of publication
    if first.earliest is None or first.latest is None or second.earliest is None or second.latest is None:
        return _unanchored(first, second)
    if first.earliest < second.latest and second.earliest < first.latest:
        return "compatible", "one time is less precise"
    gap = max(second.earliest - first.latest, first.earliest - second.latest)
    if any(_AGO.search(time.text) and gap < _ROOM.get(time.granularity, timedelta()) for time in (first, second)):
        return "compatible", "one time is counted in whole weeks, months or years"
    if {first.granularity, second.granularity} & {"minute", "hour", "second"} and gap <= _CLOCK_ROUNDING:
        return "compatible", "one time is rounded"
    return "conflict", "another time for the same event"


def _unanchored(first: Time, second: Time) -> tuple[Relation, str]:
    """Times of which one has no year or week: their stated parts are compared, `X` standing for what is not stated."""
    one, other = first.value, second.value
    for stated, day in ((first, second), (second, first)):
        weekday = _WEEKDAY.fullmatch(stated.value)
        if weekday is not None and day.earliest is not None and day.granularity == "day":
            same = day.earliest.isoweekday() == int(weekday[1])
            return ("compatible", "one time is less precise") if same else ("conflict", "another day of the week")
    if len(one) != len(other) or ("W" in one) != ("W" in other):
        return "missing", "no date to resolve it by"
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if "X" not in (a, b)]
    if all(a == b for a, b in pairs) and any(a.isalnum() for a, _ in pairs):
        return "compatible", "one time is less precise"
    return (
        ("conflict", "another time for the same event") if any(a != b for a, b in pairs) else ("missing", "too vague")
    )
