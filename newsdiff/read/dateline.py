"""Datelines: `CAIRO (AP) --`, `LONDON, March 3 -`, `DUBAI, United Arab Emirates —` before the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsdiff.read import words


@dataclass(frozen=True, slots=True)
class Dateline:
    """The span of the dateline with its dash, the wire it names, and its month and day where it has them."""

    start: int
    end: int
    wire: str | None = None
    month: int | None = None
    day: int | None = None


_DASH = r"\s*(?:--+|[–—]|(?<=\s)-(?=\s))\s*"
_WIRE = r"\((?P<wire>[A-Z][^()\n]{0,40})\)"
_CAPITALS = (
    r"(?!FILE\b|PHOTOS?\b|VIDEO\b|WATCH\b|UPDATED?\b|BREAKING\b)[A-Z][A-Z.'’]+(?:[ /-](?:[A-Z.'’]+|de|del|la|of))*"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "(?i:" + "|".join(sorted(words.months(), key=len, reverse=True)) + ")"
    when = rf"(?:,?\s+(?P<month>{month})\.?\s+(?P<day>\d{{1,2}})(?:,?\s+\d{{4}})?)?"
    region = r"(?:,\s(?!" + month + r"\b)[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){0,3}){0,2}"
    return (
        # A place in capitals is a dateline with a dash, or with a wire.
        re.compile(rf"(?P<place>{_CAPITALS}){region}{when}(?:\s*{_WIRE})?,?{_DASH}"),
        re.compile(rf"(?P<place>{_CAPITALS}){region}{when}\s*{_WIRE}[:.]?\s*"),
        # A place in small letters, or none at all, needs the wire.
        re.compile(rf"(?P<place>[A-Z][\w.'’]*(?:[ /-][A-Z][\w.'’]*){{0,3}}){region}{when}\s*{_WIRE}{_DASH}"),
        re.compile(rf"(?P<place>){_WIRE}{_DASH}(?P<month>)(?P<day>)"),
        re.compile(
            rf"(?P<place>[A-Z][\w.'’]*(?:[ /-][A-Z][\w.'’]*){{0,3}}){region}{when}\s*"
            rf"\((?P<wire>(?i:{'|'.join(re.escape(name) for name in sorted(words.of('agencies')))}))\)\s*"
        ),
    )


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph `text[start:end]`, or None."""
    window = text[start : min(end, start + 160)].split("\n", 1)[0]
    for pattern in _patterns():
        match = pattern.match(window)
        if match is None or not match.end() or match.end() >= len(window):
            continue
        month, day = match["month"], match["day"]
        return Dateline(
            start,
            start + match.end(),
            (match["wire"] or "").strip() or None,
            words.months()[month.lower()] if month else None,
            int(day) if day else None,
        )
    return None
