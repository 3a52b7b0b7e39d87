"""The header words of the lexicon, in the shapes that the read room asks for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from newsdiff.lexicon import load


@cache
def _tables() -> dict[str, Any]:
    return load("headers", keys="lists", months="numbers", more="lists")


@cache
def months() -> dict[str, int]:
    """Month names and abbreviations, lower case, to 1..12."""
    return {name: int(number) for name, number in _tables()["months"].items()}


@cache
def keys() -> dict[str, str]:
    """What a metadata key names: `pubdate` is `date`, `byline` is `author`, …"""
    return {key: kind for kind, names in _tables()["keys"].items() for key in names}


@cache
def of(group: str) -> frozenset[str]:
    """The words of one group of `[more]`: weekdays, time_words, roles, outlet_words, agencies."""
    return frozenset(_tables()["more"][group])


@cache
def date_company() -> frozenset[str]:
    """Words that may stand beside a date on a line of its own."""
    return of("weekdays") | of("time_words") | frozenset(months())


def ends_in_role(text: str) -> bool:
    """Whether one of the last three words of `text` is an author's role ("Chief Reporter", "Editor at Large")."""
    return any(word in of("roles") for word in re.findall(r"[a-z]+", text[-80:].lower())[-3:])
