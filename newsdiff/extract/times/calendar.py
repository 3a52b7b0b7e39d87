"""Calendar arithmetic: TIMEX3 values with the half-open intervals they stand for.

Values follow ISO-TimeML: `1999-11-25`, `1999-W47`, `1999-W47-WE`, `1999-11`, `1999-Q4`, `1999-FA`, `199X`, `19`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

_DAY = timedelta(days=1)
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
#: Hours after the day's midnight; a night runs into the next day.
_PART_HOURS = {"MO": (0, 12), "MI": (11, 14), "AF": (12, 18), "EV": (17, 24), "NI": (18, 30)}
_STEPS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "night": 1}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Moment:
    """A TIMEX3 value and what it covers: `[earliest, latest)`, both None where the anchor is not known."""

    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    granularity: str = "day"


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _span(value: str, first: date, after: date | None, granularity: str) -> Moment:
    return Moment(value, _at(first), _at(after) if after else datetime.max, granularity)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus(day: date, days: int) -> date | None:
    """The date `days` later, or None past the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def plus_months(day: date, months: int) -> date | None:
    """The date `months` later, on the month's last day where the month is shorter."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    if not 1 <= year <= 9999:
        return None
    for last in (day.day, 30, 29, 28):
        found = safe_date(year, month + 1, min(day.day, last))
        if found:
            return found
    return None


def on_day(day: date) -> Moment:
    return _span(day.isoformat(), day, plus(day, 1), "day")


def in_days(first: date, last: date) -> Moment:
    """The days from `first` to `last`, both included."""
    return _span(f"{first.isoformat()}/{last.isoformat()}", first, plus(last, 1), "day")


def in_week(day: date) -> Moment:
    """The ISO week, Monday to Sunday, that holds `day`."""
    monday = day - _DAY * day.weekday()
    year, week, _ = day.isocalendar()
    return _span(f"{year:04}-W{week:02}", monday, plus(monday, 7), "week")


def on_weekend(day: date) -> Moment:
    """The Saturday and Sunday of the week that holds `day`."""
    week = in_week(day)
    saturday = day + _DAY * (5 - day.weekday())
    return _span(f"{week.value}-WE", saturday, plus(saturday, 2), "weekend")


def in_month(year: int, month: int) -> Moment | None:
    first = safe_date(year, month, 1)
    return _span(f"{year:04}-{month:02}", first, plus_months(first, 1), "month") if first else None


def in_quarter(year: int, quarter: int) -> Moment | None:
    first = safe_date(year, 3 * quarter - 2, 1)
    return _span(f"{year:04}-Q{quarter}", first, plus_months(first, 3), "quarter") if first else None


def in_half(year: int, half: int) -> Moment | None:
    first = safe_date(year, 6 * half - 5, 1)
    return _span(f"{year:04}-H{half}", first, plus_months(first, 6), "quarter") if first else None


def in_season(year: int, season: str) -> Moment | None:
    """The meteorological season of the northern hemisphere; the winter of a year begins in its December."""
    first = safe_date(year, _SEASON_MONTH[season], 1)
    return _span(f"{year:04}-{season}", first, plus_months(first, 3), "season") if first else None


def in_year(year: int, last: int | None = None) -> Moment | None:
    first, final = safe_date(year, 1, 1), last if last is not None else year
    if first is None or not 1 <= final <= 9999:
        return None
    value = f"{year:04}" if last is None else f"{year:04}/{final:04}"
    return _span(value, first, plus_months(first, 12 * (final - year + 1)), "year")


def in_decade(year: int) -> Moment | None:
    first = safe_date(year - year % 10, 1, 1)
    return _span(f"{year // 10:03}X", first, plus_months(first, 120), "decade") if first else None


def in_century(number: int) -> Moment | None:
    """The `number`th century, as its years begin: the 19th is 1800 to 1899, value `18`."""
    first = safe_date(100 * (number - 1), 1, 1) if number > 1 else None
    return _span(f"{number - 1:02}", first, plus_months(first, 1200), "century") if first else None


def in_part(day: date, part: str) -> Moment:
    """A part of a day: `1999-10-27TEV`."""
    first, after = _PART_HOURS[part]
    hours = timedelta(hours=1)
    if day >= date(9999, 12, 30):
        return Moment(f"{day.isoformat()}T{part}", granularity="daypart")
    return Moment(f"{day.isoformat()}T{part}", _at(day) + hours * first, _at(day) + hours * after, "daypart")


def at_clock(day: date, hour: int, minute: int | None, second: int | None = None) -> Moment:
    start = _at(day) + timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
    clock = f"{hour:02}:{minute or 0:02}" + (f":{second:02}" if second is not None else "")
    size = timedelta(seconds=1) if second is not None else timedelta(minutes=1)
    name = "second" if second is not None else "minute"
    if minute is None:
        size, name = timedelta(hours=1), "hour"
    if day == date.max:
        return Moment(f"{day.isoformat()}T{clock}", granularity=name)
    return Moment(f"{day.isoformat()}T{clock}", start, start + size, name)


def staged(moment: Moment, stage: str) -> Moment:
    """The early, middle or late third of the moment; its value stays, as TIMEX3 keeps the stage apart (`mod`)."""
    if moment.earliest is None or moment.latest is None or stage not in {"early", "mid", "late"}:
        return moment
    if moment.granularity == "day":
        hours = {"early": (0, 12), "mid": (10, 16), "late": (16, 30)}[stage]
        first = moment.earliest
        if first.year == 9999:
            return moment
        return replace(moment, earliest=first + timedelta(hours=hours[0]), latest=first + timedelta(hours=hours[1]))
    third = (moment.latest - moment.earliest) / 3
    part = ("early", "mid", "late").index(stage)
    start = moment.earliest + third * part
    end = moment.latest if stage == "late" else start + third
    return replace(moment, earliest=_midnight(start), latest=_midnight(end))


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def shifted(day: date, unit: str, count: int) -> Moment | None:
    """The `unit` that lies `count` units from `day`: the week two weeks ago, the month after next."""
    if abs(count) > 20000:
        return None
    if unit in _STEPS:
        moved = plus(day, _STEPS[unit] * count)
        if moved is None:
            return None
        if unit == "night":
            return in_part(moved, "NI")
        return {"day": on_day, "weekend": on_weekend}.get(unit, in_week)(moved)
    moved = plus_months(day, MONTHS[unit] * count)
    if moved is None:
        return None
    if unit == "month":
        return in_month(moved.year, moved.month)
    if unit == "quarter":
        return in_quarter(moved.year, (moved.month + 2) // 3)
    if unit == "century":
        return in_century(moved.year // 100 + 1)
    return in_decade(moved.year) if unit == "decade" else in_year(moved.year)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * last) // 451
    month, day = divmod(h + last - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The `n`th weekday (Monday is 0) of a month; -1 is the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - _DAY
    return last - _DAY * ((last.weekday() - weekday) % 7)


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def holiday(rule: str, year: int) -> date:
    """The day a holiday's rule gives in `year`: `12-25`, `11-thursday-4`, `11-monday-1+1`, `easter-2`."""
    base, sign, days = rule.partition("+")
    move = int(days) if sign else 0
    if base.startswith("easter"):
        return easter(year) + _DAY * (move + int(base[6:] or 0))
    month, rest = int(base[:2]), base[3:]
    if rest.isdigit():
        return date(year, month, int(rest)) + _DAY * move
    name, _, n = rest.partition("-")
    return nth_weekday(year, month, _WEEKDAYS.index(name), int(n)) + _DAY * move
