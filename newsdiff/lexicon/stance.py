"""What words say of how sure a statement is: the lists of `stance.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newsdiff.lexicon import load


@cache
def stances() -> Mapping[str, frozenset[str]]:
    """The words that deny, confirm, believe, expect and weigh, by those names, each in all its forms."""
    data = load("stance", denying="words", confirming="words", believing="words", expecting="words", weighing="words")
    return {name: frozenset(words) for name, words in data.items()}


def is_stance(cue: str | None, name: str) -> bool:
    """Whether one of the words of a reporting cue takes that stance: "has denied" is `denying`."""
    return cue is not None and not stances()[name].isdisjoint(cue.lower().split())
