"""Do two claims put the same event at the same time?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from newsdiff.judge import instants
from newsdiff.judge.instants import level
from newsdiff.judge.moment import Moment, moments, one_slot
from newsdiff.judge.pairing import Comparison, Pair, Value
from newsdiff.judge.quantity import figures_differ
from newsdiff.model import Level, Time

TWO_CLOCKS = Level("date.two-clocks", "missing", "two clocks")
DAY_AND_CLOCK = Level("date.day-and-clock", "missing", "a day and a clock time")
TWO_ENDS = Level("date.two-ends", "missing", "two ends of a time")
SAME_PHRASE = Level("date.phrase", "same", "the same words for a time")
HALF_DAY = Level("date.half-day", "compatible", "one time does not say its half of the day")
WITHIN = Level("date.within", "compatible", "one time lies within the other's bound")
LEVELS = (TWO_CLOCKS, DAY_AND_CLOCK, TWO_ENDS, SAME_PHRASE, HALF_DAY, WITHIN, *instants.LEVELS)

#: "Shortly before midnight", "around six": what such words leave open.
_HEDGE = timedelta(minutes=30)
#: A clock time that ends in "o'clock" and so in no word for the half of the day.
_HALFLESS = re.compile(r"o['’]clock$", re.IGNORECASE)
_HALVES = (timedelta(hours=-12), timedelta(hours=12))


def compare(pair: Pair) -> Iterable[Comparison]:
    """The dates and clock times of two claims that say when the same event was; each is used once.

    Claims that give two figures for two times tell of two measurements: such times do not conflict.
    """
    return _compared(pair) if moments(pair.first) and moments(pair.second) else ()


def _compared(pair: Pair) -> Iterator[Comparison]:
    firsts, seconds = list(moments(pair.first)), list(moments(pair.second))
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
    return Comparison("date", _bounded(first, second), _value(first.time), _value(second.time))


def _bounded(first: Moment, second: Moment) -> Level:
    """The level at which two times relate with what stands before them: "before Friday" holds any day before it.

    Levels: two clocks, or a clock time and a day of which the clock time says nothing: missing; two bounds of one
    side, or two plain times: as `level` has it, clock times with a hedge within half an hour; a plain time on the
    open side of a bound: compatible, else conflict; any other two bounds: missing.
    """
    one, other = _stated(first), _stated(second)
    if one.type == other.type == "TIME" and first.zone != second.zone:
        return TWO_CLOCKS
    plainly = level(one, other)
    if plainly.relation != "conflict":
        return plainly
    if _other_half(one, other) or _other_half(other, one):
        return HALF_DAY
    if one.type != other.type and not (first.of_a_day and second.of_a_day):
        return DAY_AND_CLOCK
    beside = "TIME" in (one.type, other.type) and (first.hedged or second.hedged)
    if None in (one.earliest, one.latest, other.earliest, other.latest) or first.bound == second.bound or beside:
        loose = (first.hedged and one is first.time) or (second.hedged and other is second.time)
        near = loose and _gap(one, other) <= _HEDGE
        near = near or ((first.nightly or second.nightly) and _adjoin(one, other))
        return instants.ROUNDED if near else plainly
    for bound, plain in ((first, second), (second, first)):
        if plain.bound is None and bound.bound in {"by", "before", "after"} and bound.side.claim.polarity == "affirmed":
            return WITHIN if _holds(bound, plain.time) else plainly
    if {first.bound, second.bound} == {"by", "before"}:
        return plainly
    return TWO_ENDS


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
    return any(level(time, other).relation != "conflict" for time in shifted)


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
