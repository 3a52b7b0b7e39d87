"""Do two claims put the same event at the same time?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from newsdiff.judge.instants import levels
from newsdiff.judge.moment import Moment, one_slot
from newsdiff.judge.pairing import Comparison, Pair, Value
from newsdiff.judge.quantity import figures_differ
from newsdiff.model import Relation, Time

#: "Shortly before midnight", "around six": what such words leave open.
_HEDGE = timedelta(minutes=30)
#: A clock time that ends in "o'clock" and so in no word for the half of the day.
_HALFLESS = re.compile(r"o['’]clock$", re.IGNORECASE)
_HALVES = (timedelta(hours=-12), timedelta(hours=12))


def compare(pair: Pair) -> Iterable[Comparison]:
    """The dates and clock times of two claims that say when the same event was; each is used once.

    Claims that give two figures for two times tell of two measurements: such times do not conflict.
    """
    return _compared(pair) if pair.first.moments and pair.second.moments else ()


def _compared(pair: Pair) -> Iterator[Comparison]:
    firsts, seconds = list(pair.first.moments), list(pair.second.moments)
    for wanted in ("same", "compatible", "conflict"):
        if wanted == "conflict" and firsts and seconds and figures_differ(pair):
            return
        for one in list(firsts):
            for other in list(seconds):
                found = related(one, other)
                if found.relation != wanted or (wanted != "same" and not one_slot(pair, one, other)):
                    continue
                yield found
                firsts.remove(one)
                seconds.remove(other)
                break


def related(first: Moment, second: Moment) -> Comparison:
    """How two times relate, whatever they are said of."""
    relation, why = _bounded(first, second)
    return Comparison("date", relation, why, _value(first.time), _value(second.time))


def _bounded(first: Moment, second: Moment) -> tuple[Relation, str]:
    """How two times relate with what stands before them: "before Friday" holds any day before it.

    Levels: two clocks, or a clock time and a day of which the clock time says nothing: missing; two bounds of one
    side, or two plain times: as `levels` has it, clock times with a hedge within half an hour; a plain time on the
    open side of a bound: compatible, else conflict; any other two bounds: missing.
    """
    one, other = _stated(first), _stated(second)
    if one.type == other.type == "TIME" and first.zone != second.zone:
        return "missing", "two clocks"
    relation, why = levels(one, other)
    if relation != "conflict":
        return relation, why
    if _other_half(one, other) or _other_half(other, one):
        return "compatible", "one time does not say its half of the day"
    if one.type != other.type and not (first.of_a_day and second.of_a_day):
        return "missing", "a day and a clock time"
    beside = "TIME" in (one.type, other.type) and (first.hedged or second.hedged)
    if None in (one.earliest, one.latest, other.earliest, other.latest) or first.bound == second.bound or beside:
        loose = (first.hedged and one is first.time) or (second.hedged and other is second.time)
        near = loose and _gap(one, other) <= _HEDGE
        near = near or ((first.nightly or second.nightly) and _adjoin(one, other))
        return ("compatible", "one time is rounded") if near else (relation, why)
    for bound, plain in ((first, second), (second, first)):
        if plain.bound is None and bound.bound in {"by", "before", "after"} and bound.side.claim.polarity == "affirmed":
            if _holds(bound, plain.time):
                return "compatible", "one time lies within the other's bound"
            return relation, why
    if {first.bound, second.bound} == {"by", "before"}:
        return relation, why
    return "missing", "two ends of a time"


def _stated(moment: Moment) -> Time:
    """The time that is meant: "shortly before midnight" is the half-hour before it."""
    time = moment.time
    if time.type != "TIME" or not moment.hedged or time.earliest is None or moment.bound not in {"before", "after"}:
        return time
    if moment.bound == "before":
        return replace(time, earliest=time.earliest - _HEDGE, latest=time.earliest, value=f"before {time.value}")
    return replace(time, latest=time.earliest + _HEDGE, value=f"after {time.value}")


def _other_half(one: Time, other: Time) -> bool:
    """Whether "six o'clock", said of neither morning nor evening, may be the other time half a day later or earlier."""
    if not _HALFLESS.search(one.text) or one.earliest is None or one.latest is None:
        return False
    shifted = (replace(one, earliest=one.earliest + gap, latest=one.latest + gap, value="") for gap in _HALVES)
    return any(levels(time, other)[0] != "conflict" for time in shifted)


def _holds(bound: Moment, plain: Time) -> bool:
    """Whether a part of the plain time lies on the open side of the bound."""
    if bound.time.earliest is None or bound.time.latest is None or plain.earliest is None or plain.latest is None:
        return False
    if bound.bound == "after":
        return plain.latest > bound.time.earliest
    return plain.earliest < bound.time.latest


def _gap(one: Time, other: Time) -> timedelta:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return timedelta.max
    if "TIME" not in (one.type, other.type):
        return timedelta.max
    return max(other.earliest - one.latest, one.earliest - other.latest)


def _adjoin(one: Time, other: Time) -> bool:
    """Whether one day follows the other: the night of one ends early on the other."""
    days = one.granularity == other.granularity == "day"
    return days and (one.latest == other.earliest or other.latest == one.earliest)


def _value(time: Time) -> Value:
    return Value(time.start, time.end, {"type": time.type, "value": time.value})
