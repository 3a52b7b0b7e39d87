"""Whether a text is English, by the share of its words that only hold sentences together."""

from __future__ import annotations

import re
from functools import cache

from newsdiff.lexicon import load

#: Four words in ten of English news are function words, and never fewer than one in four of an article; of German,
#: Dutch or Romance text, which share some spellings ("in", "was", "on", "me"), at most one in eight.
LEAST_SHARE = 0.18
#: Below so many words, or letters where words are not parted, nothing is said.
LEAST_WORDS, LEAST_LETTERS = 20, 40
#: So much of a long text is looked at.
_SAMPLE = 20_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for group in load("function_words", words="lists")["words"].values() for word in group)


def not_english(text: str) -> str | None:
    """A warning in words where `text` is hardly English, or None; deterministic, in time for 20,000 code points."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    foreign = letters >= LEAST_LETTERS and len(_LATIN.findall(sample)) < letters / 2
    if not foreign:
        words = [word.replace("’", "'").lower() for word in _WORD.findall(sample)]
        if len(words) < LEAST_WORDS:
            return None
        foreign = sum(word in _function_words() for word in words) < LEAST_SHARE * len(words)
    return "does not read as English, the one language newsdiff knows; its findings may be wrong" if foreign else None
