"""What figures and times are said of: the classes of `counts.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from newsdiff.lexicon import load


@dataclass(frozen=True, slots=True)
class Counts:
    """Sets of lemmas; `fates` and `measures` map a lemma to the name of its class."""

    anyone: frozenset[str]
    someone: frozenset[str]
    support: frozenset[str]
    level: frozenset[str]
    schedule: frozenset[str]
    perform: frozenset[str]
    expect: frozenset[str]
    degree: frozenset[str]
    sequence: frozenset[str]
    among: frozenset[str]
    lives: frozenset[str]
    meted: frozenset[str]
    each: frozenset[str]
    all: frozenset[str]
    stretch: frozenset[str]
    fates: Mapping[str, str]
    measures: Mapping[str, str]


@cache
def counts() -> Counts:
    """The tables, read once."""
    data = load(
        "counts",
        anyone="words",
        someone="words",
        support="words",
        level="words",
        schedule="words",
        perform="words",
        expect="words",
        degree="words",
        sequence="words",
        among="words",
        lives="words",
        meted="words",
        share="lists",
        stretch="lists",
        fates="lists",
        measures="lists",
    )
    lists = {key: frozenset(words) for key, words in data.items() if isinstance(words, list)}
    return Counts(
        **lists,
        each=frozenset(data["share"]["each"]),
        all=frozenset(data["share"]["all"]),
        stretch=frozenset(data["stretch"]["words"]),
        fates={word: name for name, members in data["fates"].items() for word in members},
        measures={word: name for name, members in data["measures"].items() for word in members},
    )
