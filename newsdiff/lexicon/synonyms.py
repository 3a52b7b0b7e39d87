"""Nouns and verbs that WordNet knows as words for one thing, of which each is mostly a word for that thing."""

from __future__ import annotations

from functools import cache
from importlib import resources

FILE = "data/en/synonyms.txt"


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """The classes of words, each of two and more; tests/eval/synonyms.py makes the file."""
    text = resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(tuple(line.split(", ")) for line in text.splitlines() if not line.startswith("#"))
