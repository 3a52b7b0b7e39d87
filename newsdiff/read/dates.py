"""Dates as headers write them: ISO, words, or digits whose order is beyond doubt. Never today's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.read import words


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A full calendar date in a text, `[start, end)` code points."""

    start: int
    end: int
    day: date


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(words.months(), key=len, reverse=True))
    return re.compile(
        rf"""(?<![\w/.,$£€-])(?:
            (?P<y1>\d{{4}})(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?=T\d|Z|[^\w/-]|$)
          | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s{{1,3}}of)?[\s-]{{1,3}}
            (?P<mon2>{month})\.?,?[\s-]{{1,3}}(?P<y2>\d{{4}})(?!\w)
          | (?P<mon3>{month})\.?\s{{1,3}}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y3>\d{{4}})(?!\w)
          | (?P<a4>\d{{1,2}})(?P<sep4>[/.-])(?P<b4>\d{{1,2}})(?P=sep4)(?P<y4>\d{{4}}|(?<=/)\d{{2}})(?![\w/-])
        )""",
        re.I | re.X,
    )


def _date(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int, order: str | None) -> date | None:
    """27/12/2017 and 12/27/2017 are plain, 5/5/2017 too; 3/4/2017 could be either and is left alone without `order`."""
    if order in ("dmy", "mdy") and max(first, second) <= 12:
        return _date(year, first, second) if order == "mdy" else _date(year, second, first)
    if first == second or second > 12:
        return _date(year, first, second)
    return _date(year, second, first) if first > 12 else None


def _read(match: re.Match[str], order: str | None) -> date | None:
    part = match.groupdict()
    if part["y1"]:
        return _date(int(part["y1"]), int(part["m1"]), int(part["d1"]))
    for k in ("2", "3"):
        if part["y" + k]:
            return _date(int(part["y" + k]), words.months()[part["mon" + k].lower()], int(part["d" + k]))
    year = int(part["y4"])
    if order == "ymd" and year < 100:
        return _date(2000 + int(part["a4"]), int(part["b4"]), year)
    return _numeric(int(part["a4"]), int(part["b4"]), year + (2000 if year < 100 else 0), order)


def written_dates(text: str, start: int = 0, end: int | None = None, order: str | None = None) -> Iterator[WrittenDate]:
    """The full dates in `text[start:end]`, in order; ambiguous or impossible ones are left out.

    `order` (`dmy`, `mdy`, `ymd`) is that of day, month and year where the digits alone leave it open.
    """
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        day = _read(match, order)
        if day is not None:
            yield WrittenDate(match.start(), match.end(), day)


def first_date(text: str, order: str | None = None) -> date | None:
    """The first full date in `text`, or None; `order` as for `written_dates`."""
    return next((found.day for found in written_dates(text, order=order)), None)


_DIGIT = re.compile(r"\d")
#: An order of day and month that cannot be told is not guessed at.
_AMBIGUOUS = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)")
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"]


def stated_date(value: str, defaults: SourceDefaults = NO_DEFAULTS) -> date | None:
    """The day that a field called "date" states, also as `20171227`, a Unix time or in another language, or None.

    Only a day, month and year that are all there count: nothing is taken from today's date. A moment whose distance
    from Greenwich is given is the day that it is in the `defaults`' time zone.
    """
    if defaults.timezone and (moment := _instant(value)) is not None:
        return _day_in(defaults.timezone, moment)
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", value.strip())
    found = _date(*(int(part) for part in compact.groups())) if compact else first_date(value, defaults.dates)
    if found is not None or not any(char.isdigit() for char in value) or len(value) > 60 or _AMBIGUOUS.match(value):
        return found
    import dateparser

    settings = {
        "PARSERS": ["timestamp", "absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
        "TIMEZONE": "UTC",
    }
    moment = dateparser.parse(value, languages=_LANGUAGES, settings=settings)
    return _date(moment.year, moment.month, moment.day) if moment is not None else None


_UNIX = re.compile(r"(\d{10})(?:\d{3})?")


def _instant(value: str) -> datetime | None:
    """The moment that `value` is beyond doubt: ISO 8601 or RFC 5322 with an offset, or Unix time."""
    value = value.strip()
    if len(value) > 60:
        return None
    unix = _UNIX.fullmatch(value)
    if unix:
        return datetime.fromtimestamp(int(unix[1]), UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return moment if moment.tzinfo is not None else None


def _day_in(zone: str, moment: datetime) -> date | None:
    from zoneinfo import ZoneInfo

    try:
        there = moment.astimezone(ZoneInfo(zone))
    except (OverflowError, ValueError):
        return None
    return _date(there.year, there.month, there.day)


_URL_DATE = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=\D|$)", re.I)


def date_in_url(url: str) -> date | None:
    """The day in an address like `https://news.example/2017/12/27/slug` (or `/2017/dec/27/`), or None."""
    for match in _URL_DATE.finditer(url):
        month = match[2].lower()
        number = int(month) if month.isdigit() else words.months().get(month, 0)
        day = _date(int(match[1]), number, int(match[3]))
        if day is not None:
            return day
    return None


_MOMENT = re.compile(
    r"\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\.\d{2}|\d{1,2}\s?[ap]\.?m\.?|[+-]\d{2}:?\d{2}|(?<![A-Z])T(?=\d)|(?<=\d)Z\b",
    re.I,
)


def is_date_line(line: str, order: str | None = None) -> bool:
    """Whether `line` holds a full date and, beside it, only times, weekdays and words like "Updated"."""
    if len(line) > 160 or not _DIGIT.search(line) or (found := next(written_dates(line, order=order), None)) is None:
        return False
    rest = line[: found.start] + " " + line[found.end :]
    for other in written_dates(rest, order=order):
        rest = rest[: other.start] + " " * (other.end - other.start) + rest[other.end :]
    allowed = words.date_company()
    left = re.findall(r"[\w.'’]+", _MOMENT.sub(" ", rest))
    return all(word.lower().strip(".") in allowed or word.lower() in allowed for word in left)
