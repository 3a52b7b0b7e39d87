"""Longer and looser times: years, decades, quarters, seasons, holidays, durations, sets, and clock times."""

from __future__ import annotations

from datetime import date, timedelta

from newsdiff.extract.times import calendar
from newsdiff.extract.times.calendar import Moment
from newsdiff.extract.times.resolve import (
    Anchor,
    Found,
    Groups,
    deictic,
    duration_value,
    nearest,
    unanchored,
    weekday_day,
    with_stage,
    year_of_word,
)
from newsdiff.extract.times.words import (
    month_numbers,
    number_value,
    spaced,
    tables,
    unit_names,
    weekday_numbers,
)

#: "48 hours later" is told from the clock; more of any such unit is a length of time.
_MOST_HOURS = 100
_PERIODS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_BACK = {"ago", "back", "earlier", "before", "beforehand", "previously"}
_COARSE = {"week", "month", "quarter", "year", "decade", "century", "fortnight"}


def years(groups: Groups, anchor: Anchor) -> Found | None:
    """A year or a run of years: "1996", "2016-17"."""
    first = int(groups["year"] or 0)
    last = groups.get("last")
    if last is not None:
        final = int(last) if len(last) == 4 else first - first % 100 + int(last)
        if not first < final <= first + 60:
            return None
        moment = calendar.in_year(first, final)
        return Found("DATE", moment) if moment else None
    moment = calendar.in_year(first)
    stage = {"late": "late", "early": "early", "mid": "mid"}.get((groups.get("prep") or "").strip(" -").lower(), "")
    return Found("DATE", calendar.staged(moment, stage), anchors=False) if moment else None


def decade(groups: Groups, anchor: Anchor) -> Found | None:
    """The 1990s, the early '90s."""
    text = groups["decade"] or groups["short"] or groups["plain"] or ""
    moment = calendar.in_decade(int(text) if len(text) == 4 else 1900 + int(text))
    return Found("DATE", with_stage(moment, groups, anchor), anchors=False) if moment else None


def century(groups: Groups, anchor: Anchor) -> Found | None:
    text = spaced(groups["century"] or "")
    number = int(tables()["centuries"].get(text, 0)) or int("".join(c for c in text if c.isdigit()) or 0)
    moment = calendar.in_century(number)
    return Found("DATE", with_stage(moment, groups, anchor), anchors=False) if moment else None


def quarter(groups: Groups, anchor: Anchor) -> Found | None:
    """The first quarter of 2019, Q3, the second half of the year; the last one begun where the year is implied."""
    number = int(groups.get("q") or tables()["ordinals"][spaced(groups["ordinal"] or "")])
    half = groups.get("kind") == "half"
    if half and (number > 2 or not (groups.get("year") or groups.get("yearword"))):
        return None
    year = int(groups.get("year") or 0) or year_of_word(groups.get("yearword"), anchor)
    if year is None and anchor.published is not None:
        here = anchor.published
        year = here.year - (3 * number - 2 > here.month and anchor.tense != "future")
    if year is None:
        return Found("DATE", Moment(f"XXXX-Q{number}", granularity="quarter"), anchors=False)
    moment = calendar.in_half(year, number) if half else calendar.in_quarter(year, number)
    return Found("DATE", moment, anchors=False) if moment else None


def season(groups: Groups, anchor: Anchor) -> Found | None:
    """Last fall, the summer of 1998, in winter; a bare season name with no sign that it is a time is none."""
    code = tables()["seasons"][spaced(groups["season"] or "")]
    relative = spaced(groups.get("relative") or "")
    lead = spaced(groups.get("lead") or "")
    bare = spaced(groups["season"] or "") in {"spring", "fall"}
    if not (groups.get("year") or relative or groups.get("stage") or (lead and not (bare and lead == "the"))):
        return None
    if lead.split(" ")[0] in {"every", "each"}:
        return Found("SET", Moment(f"XXXX-{code}", granularity="season"), anchors=False)
    if groups.get("year"):
        moment = calendar.in_season(int(groups["year"] or 0), code)
    elif anchor.published is None:
        return Found("DATE", Moment(f"XXXX-{code}", granularity="season"), anchors=False)
    else:
        here = anchor.published
        starts = [calendar.in_season(here.year + step, code) for step in (-2, -1, 0, 1)]
        known = [item for item in starts if item is not None and item.earliest is not None and item.latest is not None]
        now = calendar.on_day(here).earliest
        past = [item for item in known if item.latest is not None and now is not None and item.latest <= now]
        begun = [item for item in known if item.earliest is not None and now is not None and item.earliest <= now]
        ahead = [item for item in known if item.latest is not None and now is not None and item.latest > now]
        if relative in {"last", "past"}:
            moment = past[-1]
        elif relative in {"next", "coming"} or (anchor.tense == "future" and relative != "this"):
            moment = next((item for item in ahead if item not in begun), ahead[0])
        else:
            same = [item for item in known if item.value.startswith(f"{here.year:04}")]
            moment = same[0] if relative == "this" and same else begun[-1]
    return Found("DATE", with_stage(moment, groups, anchor), anchors=False) if moment else None


def holiday(groups: Groups, anchor: Anchor) -> Found | None:
    """A named day: its year as written, else the one that tense and nearness suggest."""
    phrase = spaced(groups["holiday"] or "")
    rule = next(rule for name, rule in tables()["holidays"].items() if name.lower() == phrase)
    if groups.get("year"):
        return Found("DATE", calendar.on_day(calendar.holiday(rule, int(groups["year"] or 0))))
    here = anchor.published
    if here is None:
        return Found("DATE", Moment(f"XXXX-{rule}" if rule[2:3] == "-" and rule[3:].isdigit() else "XXXX-XX-XX"))
    days = [calendar.holiday(rule, here.year + step) for step in (-1, 0, 1) if 0 < here.year + step < 9999]
    relative = groups.get("relative")
    if relative in {"last", "past"}:
        best = max((day for day in days if day < here), default=None)
    elif relative == "next":
        best = min((day for day in days if day > here), default=None)
    else:
        best = nearest(days, anchor, far=0)
    return Found("DATE", calendar.on_day(best)) if best else None


def ago(groups: Groups, anchor: Anchor) -> Found | None:
    """Two weeks ago, a year earlier, three days later: a moment by its distance from publication or the text's day."""
    unit = unit_names()[spaced(groups["unit"] or "")]
    count = number_value(groups["number"] or "") if groups.get("number") else None
    way = spaced(groups["way"] or "")
    if way in {"before", "after", "back", "previously"} and groups.get("tail") is None:
        return duration(groups, anchor)
    if count is None:
        return Found("DATE", Moment("PAST_REF" if way in _BACK else "FUTURE_REF", granularity=unit), anchors=False)
    absolute = way in {"ago", "back", "from now", "hence"}
    told = anchor.day
    if unit in calendar.MONTHS and calendar.MONTHS.get(anchor.grain, 0) <= calendar.MONTHS[unit]:
        told = anchor.period  # "born in 1976 … two years later"
    # "30 years later" is told from the text alone; "a year earlier" may be told from the day of publication
    base = anchor.published if absolute or (told is None and way in _BACK) else told
    sign = -1 if way in _BACK else 1
    if unit in {"second", "minute", "hour"}:
        if anchor.clock is not None and not absolute and count <= _MOST_HOURS:
            told_at = anchor.clock + sign * timedelta(**{f"{unit}s": count})
            minute = None if unit == "hour" and not told_at.minute else told_at.minute
            return Found("TIME", calendar.at_clock(told_at.date(), told_at.hour, minute), anchors=False)
        value = base.isoformat() if base and count < 12 and unit != "second" else "XXXX-XX-XX"
        return Found("DATE" if base else "TIME", _as_day(base, value), anchors=False)
    if base is None:
        return Found("DATE", unanchored("week" if unit == "fortnight" else unit), anchors=False)
    name, factor = ("week", 2.0) if unit == "fortnight" else (unit, 1.0)
    if unit == "decade":
        name, factor = "year", 10.0
    if count % 1 and unit == "year":
        name, factor = "month", 12.0
    moment = calendar.shifted(base, name, sign * round(count * factor))
    return Found("DATE", moment, anchors=unit == "day") if moment else None


def _as_day(base: date | None, value: str) -> Moment:
    return calendar.on_day(base) if base else Moment(value)


def duration(groups: Groups, anchor: Anchor) -> Found | None:
    """A length of time: "five hours", "a two-week trip", "half an hour", "several months"."""
    unit = unit_names()[spaced(groups["unit"] or "")]
    number = groups.get("number")
    count = number_value(number) if number else None
    if not number and unit == spaced(groups["unit"] or ""):
        count = 1.0  # "day-long"
    if groups.get("half") and count is not None:
        count += 0.5
    value = duration_value(count, unit)
    if groups.get("unit2") and groups.get("number2"):
        more = unit_names()[spaced(groups["unit2"] or "")]
        rest = duration_value(number_value(groups["number2"] or ""), more)
        value = value + (rest[2:] if value.startswith("PT") and rest.startswith("PT") else rest[1:])
    return Found("DURATION", Moment(value, granularity=unit), anchors=False)


def relative_count(groups: Groups, anchor: Anchor) -> Found | None:
    """The past two years, the next 24 hours, recent weeks, the past decade: a length that touches publication."""
    unit = unit_names()[spaced(groups["unit"] or "")]
    relative = groups["relative"] or ""
    number = groups.get("number")
    plural = spaced(groups["unit"] or "") != unit
    if not number and not plural and relative not in {"past"}:
        return None
    if not number and relative in {"first", "final"}:
        return None
    count = number_value(number) if number else None if plural else 1.0
    value = duration_value(count, unit)
    here = anchor.published
    earliest = latest = None
    if here is not None and count is not None and unit in _COARSE | {"day"} and relative in {"past", "last", "next"}:
        sign = 1 if relative == "next" else -1
        other = _moved(here, unit, sign * count)
        if other is not None:
            first, last = sorted((here, other))
            earliest, latest = calendar.on_day(first).earliest, calendar.on_day(last).earliest
    return Found("DURATION", Moment(value, earliest, latest, unit), anchors=False)


def _moved(day: date, unit: str, count: float) -> date | None:
    if abs(count) > 20000:
        return None
    if unit in calendar.MONTHS:
        return calendar.plus_months(day, round(count * calendar.MONTHS[unit]))
    return calendar.plus(day, round(count * {"week": 7, "fortnight": 14}.get(unit, 1)))


def every(groups: Groups, anchor: Anchor) -> Found | None:
    """Every Friday, each year, every two weeks, every other day."""
    count = number_value(groups.get("number") or "a")
    if groups.get("other") in {"other", "second"}:
        count = 2.0
    if groups.get("weekday"):
        number = weekday_numbers()[(groups["weekday"] or "").lower().rstrip(".")]
        moment = Moment(f"XXXX-WXX-{number + 1}", granularity="day")
    elif groups.get("month"):
        moment = Moment(f"XXXX-{month_numbers()[(groups['month'] or '').lower().rstrip('.')]:02}", granularity="month")
    elif groups.get("part"):
        moment = Moment(f"XXXX-XX-XXT{tables()['parts'][spaced(groups['part'] or '')]}", granularity="daypart")
    elif groups.get("season"):
        moment = Moment(f"XXXX-{tables()['seasons'][spaced(groups['season'] or '')]}", granularity="season")
    else:
        unit = unit_names()[spaced(groups["unit"] or "")]
        moment = Moment(duration_value(count, unit), granularity=unit)
    return Found("SET", moment, anchors=False)


def repeated(groups: Groups, anchor: Anchor) -> Found:
    """Daily, weekly; twice a week."""
    if groups.get("unit"):
        unit = unit_names()[spaced(groups["unit"] or "")]
        return Found("SET", Moment(duration_value(1.0, unit), granularity=unit), anchors=False)
    value = tables()["sets"][groups["set"] or ""]
    return Found("SET", Moment(value, granularity=_PERIODS.get(value[-1], "day")), anchors=False)


def weekdays(groups: Groups, anchor: Anchor) -> Found:
    """Fridays: each one."""
    number = weekday_numbers()[(groups["weekday"] or "").lower().rstrip(".")]
    return Found("SET", Moment(f"XXXX-WXX-{number + 1}", granularity="day"), anchors=False)


def vague(groups: Groups, anchor: Anchor) -> Found:
    return Found("DATE", Moment(tables()["vague"][spaced(groups["vague"] or "")]), anchors=False)


def weekend(groups: Groups, anchor: Anchor) -> Found:
    """The weekend: the last one begun, or the next one after a verb that looks ahead."""
    here = anchor.published
    if here is None:
        return Found("DATE", unanchored("weekend"), anchors=False)
    back = 0 if here.weekday() >= 5 or anchor.tense == "future" else 7
    day = calendar.plus(here, -back)
    return Found("DATE", calendar.on_weekend(day) if day else unanchored("weekend"), anchors=False)


def clock(groups: Groups, anchor: Anchor) -> Found | None:
    """A time of day on the day that stands beside it, was named before, or on which the article appeared."""
    hour = _hour(groups)
    minute = int(groups["minute"] or 0) if groups.get("minute") else None
    if hour is None or hour > 24:
        return None
    if hour == 24:
        hour = 0
    day = anchor.day or anchor.published
    named = groups.get("clockday")
    if named:
        day = _named_day(named, anchor)
    second = int(groups["second"] or 0) if groups.get("second") else None
    if day is None:
        clocked = f"T{hour:02}:{minute or 0:02}"
        if named and spaced(named).split()[-1].rstrip(".") in weekday_numbers():
            number = weekday_numbers()[spaced(named).split()[-1].rstrip(".")]
            return Found("TIME", Moment(f"XXXX-WXX-{number + 1}{clocked}", granularity="minute"), anchors=False)
        size = "hour" if minute is None else "minute"
        return Found("TIME", Moment(f"XXXX-XX-XX{clocked}", granularity=size), anchors=False)
    if _ends_day(groups, anchor, day):
        return Found("TIME", calendar.at_clock(calendar.plus(day, 1) or day, 0, None), anchors=bool(named))
    return Found("TIME", calendar.at_clock(day, hour, minute, second), anchors=bool(named))


def _ends_day(groups: Groups, anchor: Anchor, day: date) -> bool:
    """Whether midnight closes its day, as "midnight on Friday" does; "just after midnight on Friday" opens it.

    Midnight of the day of publication, where the text names no other, is over where the verb looks back.
    """
    if spaced(groups.get("noon") or "") != "midnight":
        return False
    if groups.get("clockday") or anchor.beside:
        return not anchor.after
    return day != anchor.published or anchor.tense == "future"


def _named_day(named: str, anchor: Anchor) -> date | None:
    words = spaced(named).split()
    if words[-1] in tables()["deictic"]:
        moment = deictic({"deictic": words[-1]}, anchor).moment
        return moment.earliest.date() if moment.earliest else None
    return weekday_day(weekday_numbers()[words[-1].rstrip(".")], words[0] if len(words) > 1 else "", anchor)


_HOURS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _hour(groups: Groups) -> int | None:
    noon = spaced(groups.get("noon") or "")
    if noon:
        return 0 if noon == "midnight" else 12
    text = spaced(groups.get("hour") or groups.get("number") or "")
    hour = int(text) if text.isdigit() else _HOURS.index(text)
    half = (groups.get("half") or "").lower()
    part = groups.get("inpart")
    if half or part or groups.get("number"):
        if not 1 <= hour <= 12:
            return hour if groups.get("number") and hour <= 24 else None
        if half == "p" or part in {"afternoon", "evening"}:
            return hour % 12 + 12
        if half == "a" or part == "morning":
            return hour % 12
    return hour
