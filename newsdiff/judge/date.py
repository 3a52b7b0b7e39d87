"""Do two claims put the same event at the same time?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
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


def compare(pair: Pair) -> Iterator[Comparison]:
    """The dates and clock times of two claims that say when the same event was; each is used once."""
    firsts, seconds = _points(pair.first), _points(pair.second)
    for wanted in ("same", "compatible", "conflict"):
        for one in list(firsts):
            for other in list(seconds):
                if (one.type == "TIME") != (other.type == "TIME") and wanted == "conflict":
                    continue
                relation, why = levels(one, other)
                if relation != wanted or (wanted == "conflict" and not _one_slot(pair, one, other)):
                    continue
                yield Comparison("date", relation, why, _value(one), _value(other))
                firsts.remove(one)
                seconds.remove(other)
                break


def _points(side: Side) -> list[Time]:
    return [time for time in side.claim.times if time.type in {"DATE", "TIME"} and not time.value.endswith("_REF")]


def _one_slot(pair: Pair, first: Time, second: Time) -> bool:
    """Whether both times hang straight on predicates that answer each other, or that share their arguments."""
    if not (pair.same_actors and _on_predicate(pair.first, first) and _on_predicate(pair.second, second)):
        return False
    if pair.same_event:
        return True
    alone = len(_points(pair.first)) == len(_points(pair.second)) == 1
    return alone and pair.overlap >= 0.5 and pair.shared_arguments >= 2


def _on_predicate(side: Side, time: Time) -> bool:
    inside = side.within(time.start, time.end)
    if not inside or side.words[inside[0]].role not in {"oblique", "modifier", "object"}:
        return False
    steps = [step for step in side.path(inside[0])[1:] if step not in inside and side.words[step].pos != "ADP"]
    return bool(steps) and (steps[0] == side.root or side.words[steps[0]].role == "predicate")


def _value(time: Time) -> Value:
    return Value(time.start, time.end, {"type": time.type, "value": time.value})
