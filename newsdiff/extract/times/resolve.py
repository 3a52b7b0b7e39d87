"""From a match of the grammar to the moment it names, seen from the day of publication and the text before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from newsdiff.extract.times import calendar
from newsdiff.extract.times.calendar import Moment
from newsdiff.extract.times.tense import Tense
from newsdiff.extract.times.words import (
    month_numbers,
    spaced,
    tables,
    unit_names,
    weekday_numbers,
)

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Groups = dict[str, str | None]

#: A past event is dated a year back, not ahead, when its next date lies further off than this (days).
_FAR = 45
_CODES = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_MANY = {"decade": ("Y", 10), "century": ("Y", 100), "fortnight": ("W", 2), "quarter": ("M", 3), "night": ("D", 1)}
_HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a match stands for; `vague` moments do not anchor later expressions."""

    kind: Kind
    moment: Moment
    anchors: bool = True


@dataclass(slots=True)
class Anchor:
    """Where the reader stands: the day of publication, the last day the text named, and the last period of any size
    ("that year") with its granularity; `clock` is the last time of day it named, `tense` that of the match at hand,
    `after` says that the match at hand stands behind "after" or "past", `beside` that its day does beside it."""

    published: date | None
    day: date | None = None
    period: date | None = None
    grain: str = "day"
    clock: datetime | None = None
    tense: Tense = "unknown"
    after: bool = False
    beside: bool = False


def year_number(text: str) -> int:
    """A year of two or four digits; two digits lie within 1930 to 2029."""
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 30 else 1900)


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of `count` units: `P2W`, `PT5H30M`, `PXD` where the count is not known."""
    if unit == "weekend":
        return f"P{_plain(count)}WE"
    code, factor = _MANY.get(unit, (_CODES.get(unit, "D"), 1))
    mark = "PT" if unit in {"second", "minute", "hour"} else "P"
    if count is None:
        return f"{mark}X{code}"
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    value = count * factor
    if value % 1 == 0.5 and unit == "hour":
        return f"PT{int(value)}H30M"
    if value % 1 == 0.5 and unit == "year":
        return f"P{int(value)}Y6M"
    return f"{mark}{_plain(value)}{code}"


def _plain(value: float | None) -> str:
    return "X" if value is None else f"{value:g}" if value < 1e6 else str(int(value))


def _day_number(text: str | None) -> int:
    return int((text or "1").rstrip("stndrh"))


def _month_number(text: str) -> int:
    return month_numbers()[text.lower().rstrip(".")]


def _date(moment: Moment | None, unknown: str = "XXXX-XX-XX", granularity: str = "day") -> Found:
    return Found("DATE", moment or Moment(unknown, granularity=granularity))


def _stage(groups: Groups) -> str:
    return str(tables()["stage"].get(spaced(groups.get("stage") or ""), ""))


def with_stage(moment: Moment, groups: Groups, anchor: Anchor) -> Moment:
    """The moment cut to its early, middle or late part; "earlier this week" ends with the day of publication."""
    stage = _stage(groups)
    if stage not in {"earlier", "later"}:
        return calendar.staged(moment, stage)
    here = anchor.published
    told = spaced(groups.get("relative") or groups.get("det") or "") in {"that", "the same", "same"}
    if here is None or told or moment.earliest is None or moment.latest is None or moment.granularity == "day":
        return moment
    now = calendar.on_day(here)
    if now.earliest is None or now.latest is None or not moment.earliest <= now.earliest < moment.latest:
        return moment
    if stage == "earlier":
        return Moment(moment.value, moment.earliest, now.latest, moment.granularity)
    return Moment(moment.value, now.earliest, moment.latest, moment.granularity)


def nearest(candidates: list[date], anchor: Anchor, far: int = _FAR) -> date | None:
    """Of a day's dates in the years around publication, the one that the clause's tense and nearness suggest."""
    here = anchor.published
    if here is None or not candidates:
        return None
    ranked = sorted(candidates, key=lambda day: (abs((day - here).days), day))
    best = ranked[0]
    ahead = (best - here).days
    if anchor.tense == "past" and ahead > far:
        return max((day for day in ranked if day <= here), default=best)
    if anchor.tense == "future" and ahead < -far:
        return min((day for day in ranked if day >= here), default=best)
    return best


def near_year(month: int, day: int, anchor: Anchor) -> date | None:
    if anchor.published is None:
        return None
    years = range(anchor.published.year - 1, anchor.published.year + 2)
    found = [calendar.safe_date(year, month, day) for year in years]
    return nearest([day for day in found if day is not None], anchor)


def calendar_day(groups: Groups, anchor: Anchor) -> Found | None:
    """A month and day, or two, with or without a year: "October 27-28", "Friday, Oct. 23", "5 May 1998"."""
    month, day = _month_number(groups["month"] or ""), _day_number(groups["day"])
    last_day = _day_number(groups["lastday"]) if groups.get("lastday") else None
    last_month = _month_number(groups["lastmonth"] or "") if groups.get("lastmonth") else month
    if groups.get("year"):
        first = calendar.safe_date(int(groups["year"] or 0), month, day)
        if first is None:
            return None
    else:
        first = near_year(month, day, anchor)
    if first is None:
        if day > 31 or calendar.safe_date(2000, month, day) is None:
            return None
        value = f"XXXX-{month:02}-{day:02}"
        return Found("DATE", Moment(f"{value}/XXXX-{last_month:02}-{last_day:02}" if last_day else value))
    if last_day:
        last = calendar.safe_date(first.year + (last_month < month), last_month, last_day)
        if last is None or last <= first:
            return None
        return _date(calendar.in_days(first, last))
    return _date(with_stage(calendar.on_day(first), groups, anchor))


def numeric(groups: Groups, anchor: Anchor) -> Found | None:
    """12/31/1998 or 31.12.98; where both orders are dates, the one nearer to publication, else month first."""
    first, second = int(groups["first"] or 0), int(groups["second"] or 0)
    year = year_number(groups["year"] or "0")
    orders = [calendar.safe_date(year, first, second), calendar.safe_date(year, second, first)]
    if groups["mark"] == ".":
        orders.reverse()
    days = [day for day in orders if day is not None]
    here = anchor.published
    if not days:
        return None
    best = min(days, key=lambda day: abs((day - here).days)) if here else days[0]
    return _date(calendar.on_day(best))


def iso(groups: Groups, anchor: Anchor) -> Found | None:
    day = calendar.safe_date(int(groups["year"] or 0), int(groups["month"] or 0), int(groups["day"] or 0))
    if day is None:
        return None
    if groups["hour"] and int(groups["hour"]) < 24 and int(groups["minute"] or 0) < 60:
        return Found("TIME", calendar.at_clock(day, int(groups["hour"]), int(groups["minute"] or 0)))
    return _date(calendar.on_day(day))


def year_of_word(word: str | None, anchor: Anchor) -> int | None:
    phrase = spaced(word or "")
    if not phrase or anchor.published is None:
        return None
    if phrase.startswith(("the same", "that")):
        return (anchor.period or anchor.published).year
    return anchor.published.year + {"last": -1, "next": 1}.get(phrase.split()[0], 0)


def month(groups: Groups, anchor: Anchor) -> Found | None:
    """A month, of a year named or implied: "October 1998", "late November", "last May"."""
    number = _month_number(groups["month"] or "")
    year = int(groups.get("year") or 0) or year_of_word(groups.get("yearword"), anchor)
    here = anchor.published
    if year is None and here is not None:
        relative = groups.get("relative")
        tense: Tense = {"last": "past", "past": "past", "next": "future"}.get(relative or "", anchor.tense)  # type: ignore[assignment]
        year = here.year
        if (relative in {"last", "past"} and number >= here.month) or (tense == "past" and number > here.month + 1):
            year -= 1
        elif tense == "future" and (number < here.month or (relative == "next" and number == here.month)):
            year += 1
        elif tense == "unknown":
            year += (number - here.month < -6) - (number - here.month > 6)
    if year is None:
        return Found("DATE", Moment(f"XXXX-{number:02}", granularity="month"))
    moment = calendar.in_month(year, number)
    return _date(with_stage(moment, groups, anchor)) if moment else None


def weekday_day(number: int, relative: str, anchor: Anchor) -> date | None:
    """The day a weekday names: the last one on or before publication, unless its words or tense look ahead."""
    here = anchor.published
    if relative.endswith(("following", "that", "previous")) and anchor.day is not None:
        if relative.endswith("previous"):
            return calendar.plus(anchor.day, -((anchor.day.weekday() - number - 1) % 7 + 1))
        return calendar.plus(anchor.day, (number - anchor.day.weekday() - 1) % 7 + 1)
    if here is None:
        return None
    back = (here.weekday() - number) % 7
    if relative == "last":
        return calendar.plus(here, -(back or 7))
    if relative.endswith(("next", "following", "coming")):
        return calendar.plus(here, (number - here.weekday() - 1) % 7 + 1)
    if anchor.tense == "future" or (relative == "this" and anchor.tense != "past"):
        return calendar.plus(here, (-back) % 7)
    return calendar.plus(here, -back)


def _in_part(day: date, part: str, groups: Groups, anchor: Anchor) -> Found:
    return Found("TIME", with_stage(calendar.in_part(day, part), groups, anchor))


def weekday(groups: Groups, anchor: Anchor) -> Found:
    """A weekday, with its part of the day: "late Tuesday", "Thursday morning"; `XXXX-WXX-5` without an anchor."""
    number = weekday_numbers()[(groups["weekday"] or "").lower().rstrip(".")]
    relative = spaced(groups.get("relative") or "")
    day = weekday_day(number, relative.removeprefix("the ") if relative != "the" else "", anchor)
    part = tables()["parts"].get(spaced(groups.get("part") or ""))
    if day is None:
        value = f"XXXX-WXX-{number + 1}"
        return Found("TIME", Moment(f"{value}T{part}", granularity="daypart")) if part else _date(None, value)
    if part:
        return _in_part(day, part, groups, anchor)
    return _date(with_stage(calendar.on_day(day), groups, anchor))


def weekday_week(groups: Groups, anchor: Anchor) -> Found:
    """A weekday of last, this or next week."""
    number = weekday_numbers()[(groups["weekday"] or "").lower().rstrip(".")]
    here = anchor.published
    if here is None:
        return _date(None, f"XXXX-WXX-{number + 1}")
    weeks = {"last": -1, "this": 0, "next": 1}[groups["relative"] or "this"]
    day = calendar.plus(here, 7 * weeks + number - here.weekday())
    return _date(with_stage(calendar.on_day(day), groups, anchor) if day else None)


def deictic(groups: Groups, anchor: Anchor) -> Found:
    """Today, yesterday, tomorrow, the day before yesterday."""
    word = spaced(groups["deictic"] or "")
    days = int(tables()["deictic"][word])
    if groups.get("way"):
        days += -1 if groups["way"] == "before" else 1
    part = tables()["parts"].get(spaced(groups.get("part") or ""))
    day = calendar.plus(anchor.published, days) if anchor.published else None
    if day is None:
        value = f"XXXX-XX-XXT{part}" if part else "XXXX-XX-XX"
        return Found("TIME" if part else "DATE", Moment(value, granularity="daypart" if part else "day"))
    if part:
        return _in_part(day, part, groups, anchor)
    return _date(with_stage(calendar.on_day(day), groups, anchor))


def part_of_day(groups: Groups, anchor: Anchor) -> Found | None:
    """Tonight, this morning, last night, that evening, the next morning."""
    part = tables()["parts"][spaced(groups.get("part") or "night")]
    relative = spaced(groups.get("relative") or "this").removeprefix("the ")
    base = anchor.published
    if relative in {"next", "following", "that", "same", "previous"}:
        base = anchor.day or anchor.published
    days = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(relative, 0)
    day = calendar.plus(base, days) if base else None
    if day is None:
        return Found("TIME", Moment(f"XXXX-XX-XXT{part}", granularity="daypart"))
    return _in_part(day, part, groups, anchor)


def hours_of(groups: Groups, anchor: Anchor) -> Found | None:
    """The early hours of Thursday: a day, or a day's morning."""
    if groups.get("weekday"):
        day = weekday_day(weekday_numbers()[(groups["weekday"] or "").lower()], "", anchor)
    elif groups.get("month"):
        day = near_year(_month_number(groups["month"] or ""), _day_number(groups["day"]), anchor)
    else:
        days = int(tables()["deictic"][spaced(groups["deictic"] or "")])
        day = calendar.plus(anchor.published, days) if anchor.published else None
    part = "NI" if groups["stage"] == "late" else "MO"
    if day is None:
        return Found("TIME", Moment(f"XXXX-XX-XXT{part}", granularity="daypart"))
    return Found("TIME", calendar.in_part(day, part))


def relative_unit(groups: Groups, anchor: Anchor) -> Found | None:
    """Last week, this month, next year, the following day, that year."""
    unit = unit_names()[spaced(groups["unit"] or "")]
    way = tables()["relative"].get(spaced(groups.get("relative") or groups.get("det") or "the"), "this")
    if unit in {"hour", "minute", "second", "fortnight"}:
        return None
    anaphoric = way in {"previous", "following", "same"}
    named = anchor.day if unit in {"day", "night"} else anchor.period
    base = (named or anchor.published) if anaphoric else anchor.published
    count = {"past": -1, "previous": -1, "next": 1, "following": 1}.get(way, 0)
    if way == "same" and unit in {"hour", "weekend"} and anchor.day is None:
        return None
    if base is None:
        return Found("DATE", unanchored(unit))
    if unit == "weekend":
        # on a Saturday or Sunday "this weekend" is the running one, "last weekend" the one before
        count = count if way != "this" or anchor.tense != "past" or base.weekday() >= 5 else -1
    moment = calendar.shifted(base, unit, count)
    return _date(with_stage(moment, groups, anchor)) if moment else None


def day_of(groups: Groups, anchor: Anchor) -> Found | None:
    """The next day, that same day: told from the last day the text named."""
    which = spaced(groups["which"] or "").split()[-1]
    way = {"next": "following"}.get(which, which)
    if anchor.day is None:
        return Found("DATE", unanchored("day"))
    return relative_unit({**groups, "unit": "day", "relative": way}, anchor)


def unanchored(unit: str) -> Moment:
    """The value of a unit of which no more is known."""
    value = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}.get(unit, "XXXX")
    if unit in {"day", "night"}:
        value = "XXXX-XX-XX" if unit == "day" else "XXXX-XX-XXTNI"
    return Moment(value, granularity=unit)
