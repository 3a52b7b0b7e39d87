"""The words by which furniture gives itself away, compiled from the lexicon."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from newsdiff.lexicon import load


@cache
def _tables() -> dict[str, Any]:
    return load("furniture", links="lists", openers="lists", widgets="lists", phrases="lists", captions="lists")


def _any(words: list[str]) -> str:
    """An alternation of `words`, longest first, straight and curly apostrophes alike."""
    escaped = (re.escape(word).replace("'", "['’]") for word in sorted(set(words), key=lambda w: (-len(w), w)))
    return "(?:" + "|".join(escaped) + ")"


@cache
def link_label(strength: str) -> re.Pattern[str]:
    """A `strong` or `weak` label at the head of a block, with the mark that parts it from the rest, if any."""
    labels = _any(_tables()["links"][strength])
    return re.compile(rf"[\W_]*({labels})(?!\w)\s*(?P<mark>[:|»›→>…]|\.{{3}}|[–—-](?=\s|$)|$)?", re.I)


@cache
def other_news() -> re.Pattern[str]:
    """A head, whole, over news of other events."""
    return re.compile(rf"[\W_]*{_any(_tables()['links']['other'])}[\W_]*", re.I)


@cache
def opener(kind: str) -> re.Pattern[str]:
    """The head of a sentence of `kind`: offer, notice, credit."""
    return re.compile(rf"[\W_]*?{_any(_tables()['openers'][kind])}(?!\w)", re.I)


@cache
def widgets() -> re.Pattern[str]:
    """Strings of a page's machinery, one or several, run into the head of a block."""
    return re.compile(rf"(?:{_any(_tables()['widgets']['strings'])}[\s.!:;,]*)+", re.I)


@cache
def within() -> re.Pattern[str]:
    """A phrase that makes its sentence furniture wherever it stands in it."""
    return re.compile(rf"\b{_any(_tables()['phrases']['within'])}\b", re.I)


@cache
def caption_opener() -> re.Pattern[str]:
    """The head of a caption."""
    return re.compile(rf"[\W_]*?({_any(_tables()['captions']['openers'])})(?!\w)", re.I)


@cache
def credit_word() -> re.Pattern[str]:
    """A word that stands in picture credits."""
    return re.compile(rf"\b{_any(_tables()['captions']['credit_words'])}\b", re.I)
