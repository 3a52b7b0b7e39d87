"""The lexicon's words of time, and the pieces of pattern that the grammar is built from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from newsdiff.extract.numbers import number_words
from newsdiff.lexicon import load

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: A space inside a phrase: a wrapped line, but never a blank one.
S = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t]{0,2}\r?\n(?![ \t]{0,8}\r?\n)[ \t]{0,2})"
H = r"[-\u2010\u2011]"
DASH = r"[-\u2010-\u2014\u2212]"
YEAR = r"(?:1[0-9]\d\d|2[01]\d\d)(?![\d%]|[.,]\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"


@cache
def tables() -> dict[str, Any]:
    return load(
        "times",
        months="lists",
        weekdays="lists",
        units="lists",
        parts="map",
        seasons="map",
        deictic="numbers",
        relative="map",
        stage="map",
        vague="map",
        sets="map",
        ordinals="numbers",
        centuries="numbers",
        holidays="map",
        counted="lists",
        ahead="lists",
        zones="lists",
    )


def either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, with any space and either apostrophe in them."""
    ranked = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", S).replace("'", "['’]") for word in ranked) + ")"


def _capitals(forms: Iterable[str]) -> list[str]:
    return [word for form in forms for word in (form, form.upper())]


def _dotted(names: Iterable[str], forms: dict[str, list[str]]) -> str:
    """Full names, and abbreviations with or without their point."""
    full = either(_capitals(names))
    short = either(_capitals(form for name in names for form in forms[name] if form not in names))
    return rf"(?:{full}|{short}\.?)"


@cache
def fragments() -> dict[str, str]:
    """Named pieces of pattern, each without groups."""
    data = tables()
    words = number_words()
    units = {form for forms in data["units"].values() for form in forms}
    small = either([word for word in (*words.units, *words.tens) if word != "zero"])
    number = (
        rf"(?:\d{{1,3}}(?:,\d{{3}})?(?:\.\d{{1,2}})?(?:{S}?(?:½|1/2))?"
        rf"|(?i:{small})(?:{H}(?i:{small}))?(?:{S}and{S}a{S}half)?"
        rf"|(?i:half{S}an?)|(?i:a{S}(?:few|couple{S}(?:of{S})?)|several|many|an?))"
    )
    weekday = _dotted(WEEKDAYS, data["weekdays"])
    return {
        "S": S,
        "H": H,
        "DASH": DASH,
        "YEAR": YEAR,
        "DAY": DAY,
        "MONTH": _dotted(MONTHS, data["months"]),
        "WEEKDAY": rf"(?:{weekday}|{either(name.lower() for name in WEEKDAYS)})",
        "UNIT": f"(?i:{either(units)})",
        "NUMBER": number,
        "PART": f"(?i:{either(data['parts'])})",
        "SEASON": f"(?i:{either(data['seasons'])})",
        "RELATIVE": f"(?i:{either(word for word in data['relative'])})",
        "STAGE": f"(?i:{either(data['stage'])})",
        "ORDINAL": f"(?i:{either(data['ordinals'])})",
        "CENTURY": rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?i:{either(data['centuries'])}))",
        "HOLIDAY": either(data["holidays"]),
        "DEICTIC": f"(?i:{either(data['deictic'])})",
        "HOUR": rf"(?:\d{{1,2}}|(?i:{either(list(words.units)[1:13])}))",
        "VAGUE": f"(?i:{either(data['vague'])})",
        "SET": either(data["sets"]),
        "ZONE": rf"(?:{S}?(?:{either(data['zones']['names'])}(?:{S}Time)?|(?i:local{S}time))(?!\w))",
    }


@cache
def month_numbers() -> dict[str, int]:
    forms = tables()["months"]
    return {form.lower(): MONTHS.index(name) + 1 for name in MONTHS for form in forms[name]}


@cache
def weekday_numbers() -> dict[str, int]:
    forms = tables()["weekdays"]
    return {form.lower(): WEEKDAYS.index(name) for name in WEEKDAYS for form in forms[name]}


@cache
def unit_names() -> dict[str, str]:
    return {form: unit for unit, forms in tables()["units"].items() for form in forms}


def spaced(text: str) -> str:
    """The words of a match in lower case, one space apart, apostrophes straight."""
    return " ".join(text.lower().replace("’", "'").split())


def number_value(text: str) -> float | None:
    """The value of a number phrase of the grammar; None for a vague one ("several")."""
    phrase = spaced(text)
    words = number_words()
    if phrase in {"a", "an"}:
        return 1.0
    if phrase.startswith("half"):
        return 0.5
    if phrase.startswith("a couple"):
        return 2.0
    half = 0.5 if phrase.endswith(("½", "1/2", "and a half")) else 0.0
    phrase = phrase.removesuffix("½").removesuffix("1/2").removesuffix("and a half").strip()
    if phrase[:1].isdigit():
        return float(phrase.replace(",", "")) + half
    parts = re.split(H, phrase)
    values = [words.units.get(part, words.tens.get(part)) for part in parts]
    if any(value is None for value in values):
        return None
    return sum(value for value in values if value is not None) + half
