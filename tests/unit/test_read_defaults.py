"""What is known of a source before its article is read: label, order of dates, time zone and lines of its own."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from newsdiff.clean import clean
from newsdiff.config import SourceDefaults
from newsdiff.model import Article
from newsdiff.read import parse, read_all
from newsdiff.read.dates import first_date, stated_date
from newsdiff.read.own_lines import own_lines

BODY = "The Halden bridge was closed to all traffic on Tuesday night.\n\nDivers will look at its piers this week.\n"


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        pytest.param("03/04/2031", None, None, id="either way"),
        pytest.param("03/04/2031", "dmy", date(2031, 4, 3), id="day first"),
        pytest.param("03/04/2031", "mdy", date(2031, 3, 4), id="month first"),
        pytest.param("03/04/2031", "ymd", None, id="a year that stands last is no year first"),
        pytest.param("31/04/03", "ymd", date(2031, 4, 3), id="year first"),
        pytest.param("31.4.03", "dmy", None, id="a year of two digits needs slashes"),
        pytest.param("27/12/2031", "mdy", date(2031, 12, 27), id="no month 27: beyond doubt whatever the order"),
        pytest.param("12/27/2031", "dmy", date(2031, 12, 27), id="no month 27 here either"),
        pytest.param("2031-04-03", "dmy", date(2031, 4, 3), id="ISO has its own order"),
        pytest.param("30/02/2031", "dmy", None, id="no such day"),
    ],
)
def test_the_order_of_day_and_month(written: str, order: str | None, day: date | None) -> None:
    assert first_date(written, order) == day
    assert stated_date(written, SourceDefaults(dates=order)) == day


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        pytest.param("2031-04-03T02:30:00Z", "America/New_York", date(2031, 4, 2), id="the evening before"),
        pytest.param("2031-04-03T02:30:00Z", "Europe/London", date(2031, 4, 3), id="the same day"),
        pytest.param("2031-04-02T20:00:00-05:00", "Asia/Tokyo", date(2031, 4, 3), id="the morning after"),
        pytest.param("Thu, 03 Apr 2031 02:30:00 GMT", "America/New_York", date(2031, 4, 2), id="as mail has it"),
        pytest.param("1932863400", "America/New_York", date(2031, 4, 1), id="Unix time"),
        pytest.param("1932863400000", "America/New_York", date(2031, 4, 1), id="Unix time in milliseconds"),
        pytest.param("2031-04-03 02:30", "America/New_York", date(2031, 4, 3), id="a clock time of no zone stays"),
        pytest.param("2031-04-03", "America/New_York", date(2031, 4, 3), id="a day is a day"),
        pytest.param("2031-04-03T02:30:00Z", None, date(2031, 4, 3), id="as written without a zone"),
    ],
)
def test_a_moment_is_a_day_in_a_zone(written: str, zone: str | None, day: date) -> None:
    assert stated_date(written, SourceDefaults(timezone=zone)) == day


@pytest.mark.parametrize(
    ("text", "defaults", "published"),
    [
        pytest.param(f"---\ndate: 03/04/2031\n---\n{BODY}", "dmy", date(2031, 4, 3), id="front matter"),
        pytest.param(f"A bridge is closed\n03/04/2031\n\n{BODY}", "dmy", date(2031, 4, 3), id="a line of its own"),
        pytest.param(f"A bridge is closed\nPublished: 03/04/2031\n\n{BODY}", "mdy", date(2031, 3, 4), id="a label"),
        pytest.param(f"A bridge is closed\nBy Ivo Brandt | 03/04/2031\n\n{BODY}", "dmy", date(2031, 4, 3), id="byline"),
    ],
)
def test_the_header_is_read_in_the_order_of_its_source(text: str, defaults: str, published: date) -> None:
    assert parse(text).published is None
    assert parse(text, defaults=SourceDefaults(dates=defaults)).published == published


def test_a_label_names_the_source_and_a_label_of_the_command_line_comes_first() -> None:
    text = f"---\nsource: Northmoor Gazette\n---\n{BODY}"
    assert parse(text).source == "Northmoor Gazette"
    assert parse(text, defaults=SourceDefaults(label="The Wire")).source == "The Wire"
    assert parse(text, label="post", defaults=SourceDefaults(label="The Wire")).source == "post"


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        pytest.param("Sign up for *", "Sign up for our letters", True, id="anything at the end"),
        pytest.param("Sign up for *", "We sign up for letters", False, id="the whole line"),
        pytest.param("* letters", "Our   LETTERS", True, id="case and blanks"),
        pytest.param("a*b*c", "a1b2c", True, id="two gaps"),
        pytest.param("a*b*c", "acb", False, id="in order"),
        pytest.param("ab*bc", "abc", False, id="ends do not share a letter"),
        pytest.param("It's on us", "It’s on us", True, id="apostrophes"),
        pytest.param("More (here)", "More (here)", True, id="signs are signs"),
        pytest.param("M.re", "More", False, id="a point is a point"),
        pytest.param("More", "More?", False, id="no more than the pattern"),
    ],
)
def test_lines_of_a_source(pattern: str, line: str, matches: bool) -> None:
    text = f"Before it\n  {line} \r\nafter it"
    found = own_lines(text, 0, [pattern])
    assert [text[item.start : item.end] for item in found] == ([line] if matches else [])


def test_lines_of_a_source_are_furniture_and_nothing_else_moves() -> None:
    text = f"GAZETTE PLUS\n\nA bridge is closed\n2031-04-03\n\nOur app tells you first.\n\n{BODY}"
    defaults = SourceDefaults(furniture=("gazette plus", "our app *"))
    article = parse(text, defaults=defaults)
    assert (article.text, article.title) == (text, "A bridge is closed")
    assert parse(text).title == "GAZETTE PLUS"
    reading = clean(article)
    assert "app" not in reading.text
    assert {text[item.start : item.end] for item in article.furniture if item.reason == "configured"} == {
        "GAZETTE PLUS",
        "Our app tells you first.",
    }
    assert all(text[reading.offsets[i]] == char for i, char in enumerate(reading.text) if not char.isspace()), (
        "offsets still point into the file"
    )


def test_every_kind_of_file_takes_the_defaults(tmp_path: Path) -> None:
    defaults = SourceDefaults("The Wire", "dmy", None, ("Our app *",))
    body = f"Our app tells you first.\n\n{BODY}"
    page = "".join(f"<p>{line}</p>" for line in body.splitlines() if line)
    (tmp_path / "a.txt").write_text(f"date: 03/04/2031\n\n{body}")
    (tmp_path / "a.md").write_text(f"---\ndate: 03/04/2031\n---\n\n{body}")
    (tmp_path / "a.html").write_text(f'<html><meta name="date" content="03/04/2031"><body><article>{page}</article>')
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": body, "published": "03/04/2031"}))
    for name in ("a.txt", "a.md", "a.html", "a.jsonl"):
        (article,) = read_all(str(tmp_path / name), defaults=defaults)
        assert isinstance(article, Article), name
        assert (article.source, article.published) == ("The Wire", date(2031, 4, 3)), name
        assert "app" not in clean(article).text, name


def test_a_hostile_line_takes_no_long() -> None:
    began = time.perf_counter()
    own_lines("a" * 1_000_000 + "\n" + ("a" * 999 + "\n") * 1000, 0, ["*a*a*a*a*a*a*a*a*b"])
    assert time.perf_counter() - began < 2
