"""Times: TIMEX3 values and the intervals they stand for, with and without the day of publication."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.times import find_times
from newsdiff.extract.times.calendar import easter, nth_weekday
from newsdiff.nlp import pipeline

CASES = Path(__file__).parents[1] / "cases" / "times"
PUBLISHED = date(2024, 10, 30)


def _cases() -> list[tuple[str, list[str]]]:
    """Each sentence of the case files with its expected lines; a line that starts with `#` is a comment."""
    cases: list[tuple[str, list[str]]] = []
    for path in sorted(CASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    "):
                cases[-1][1].append(line.strip())
            elif line and not line.startswith("#"):
                cases.append((line, []))
    return cases


@pytest.mark.parametrize(("sentence", "expected"), _cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_sentence(sentence: str, expected: list[str]) -> None:
    lines = []
    for time in find_times(ParseTree(pipeline()(sentence)), PUBLISHED):
        ends = [
            "" if end is None else end.isoformat(timespec="minutes").removesuffix("T00:00")
            for end in (time.earliest, time.latest)
        ]
        lines.append(" | ".join([time.text, time.type, time.value, *ends]).rstrip(" |"))
    assert lines == expected


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        pytest.param("The court ruled on Friday.", "XXXX-WXX-5", id="weekday"),
        pytest.param("It burned down on October 12.", "XXXX-10-12", id="day of a month"),
        pytest.param("Prices rose in December.", "XXXX-12", id="month"),
        pytest.param("He left last week.", "XXXX-WXX", id="week"),
        pytest.param("The hut opened in 1998.", "1998", id="a year needs no anchor"),
        pytest.param("It struck at 5pm on Monday.", "XXXX-WXX-1T17:00", id="clock on a weekday"),
    ],
)
def test_without_publication(sentence: str, value: str) -> None:
    (time,) = find_times(ParseTree(pipeline()(sentence)), None)
    assert time.value == value
    assert (time.earliest is None) == value.startswith("X")


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("She may march.", id="modal and verb"),
        pytest.param("The 43-year-old pilot slept.", id="age"),
        pytest.param("Some 2000 people came.", id="count"),
        pytest.param("It cost $2016.", id="money"),
    ],
)
def test_no_time(sentence: str) -> None:
    assert find_times(ParseTree(pipeline()(sentence)), PUBLISHED) == ()


@pytest.mark.parametrize(
    ("year", "day"), [(1999, date(1999, 4, 4)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31))]
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_last_monday_of_a_month() -> None:
    assert nth_weekday(2024, 5, 0, -1) == date(2024, 5, 27)


PIECES = st.sampled_from(
    [
        "Monday",
        "late",
        "last",
        "October",
        "27",
        "-",
        "28",
        "2016",
        "the",
        "week",
        "two",
        "days",
        "later",
        "5pm",
        "at",
        "19:00",
        "GMT",
        "next",
        "year",
        "ago",
        "first",
        "quarter",
        "of",
        "every",
        "Friday",
        ",",
        "1990s",
        "in",
        "0000",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=25), st.one_of(st.none(), st.dates()))
def test_spans_join_back_and_intervals_are_ordered(pieces: list[str], published: date | None) -> None:
    doc = pipeline().make_doc(" ".join(pieces))
    end = 0
    for time in find_times(ParseTree(doc), published):
        assert time.text == doc.text[time.start : time.end]
        assert end <= time.start < time.end
        if time.earliest is not None and time.latest is not None:
            assert time.earliest < time.latest
        end = time.end
