"""Days and clock times side by side: what holds for all of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.judge.date import compare
from newsdiff.judge.instants import level
from newsdiff.judge.pairing import Pair, Side
from newsdiff.model import Time
from tests.unit.judge_cases import extracted


@st.composite
def times(draw: st.DrawFn) -> Time:
    """Days, months, years, minutes and hours of one spring, some without an anchor."""
    day = datetime(2031, 4, 1) + timedelta(hours=draw(st.integers(0, 24 * 60)))
    kind = draw(st.sampled_from(["day", "hour", "minute", "month", "year", "weekday", "nameless"]))
    if kind == "weekday":
        return Time(0, 6, "Monday", "DATE", f"XXXX-WXX-{day.isoweekday()}")
    if kind == "nameless":
        return Time(0, 5, "May 3", "DATE", day.strftime("XXXX-%m-%d"))
    if kind == "year":
        first, last, value = datetime(day.year, 1, 1), datetime(day.year + 1, 1, 1), f"{day:%Y}"
    elif kind == "month":
        first, last, value = datetime(2031, day.month, 1), datetime(2031, day.month + 1, 1), f"{day:%Y-%m}"
    elif kind == "day":
        first = datetime(day.year, day.month, day.day)
        last, value = first + timedelta(days=1), f"{day:%Y-%m-%d}"
    else:
        minutes = draw(st.integers(0, 59)) if kind == "minute" else 0
        first = day + timedelta(minutes=minutes)
        last, value = first + timedelta(minutes=1), f"{first:%Y-%m-%dT%H:%M}"
        return Time(0, 5, f"{first:%H:%M}", "TIME", value, first, last, kind)
    return Time(0, 5, value, "DATE", value, first, last, kind)


@settings(max_examples=300)
@given(times(), times())
def test_levels_are_symmetric(one: Time, other: Time) -> None:
    assert level(one, other) == level(other, one)


@settings(max_examples=100)
@given(times())
def test_a_time_is_the_same_as_itself(time: Time) -> None:
    assert level(time, time).relation == "same"


@settings(max_examples=200)
@given(times(), times())
def test_times_that_share_an_instant_never_conflict(one: Time, other: Time) -> None:
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return
    if max(one.earliest, other.earliest) < min(one.latest, other.latest):
        assert level(one, other).relation != "conflict"


def test_no_claim_differs_from_itself_in_its_times() -> None:
    for extraction in extracted("date").values():
        for claim in extraction.claims:
            assert not [item for item in compare(Pair(Side(claim, {}), Side(claim, {}))) if item.relation == "conflict"]
