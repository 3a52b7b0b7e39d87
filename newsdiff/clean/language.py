"""Whether a text is English, by the share of its words that only hold sentences together."""

from __future__ import annotations

import re
from functools import cache

from newsdiff.lexicon import load

#: A fifth of the words of English news are function words that no other language spells so; of other languages'
#: news, two in a hundred, from names and titles. In a sentence or two chance has more room, so those spelt so
#: elsewhere too ("in", "was", "so") must be few as well: they are four words in ten, and elsewhere two at most.
LEAST_SHARE, LEAST_WITH_SHARED = 0.05, 0.25
#: Below so many words, or letters where words are not parted, nothing is said.
LEAST_WORDS, LEAST_LETTERS = 20, 40
#: So much of a long text is looked at.
_SAMPLE = 20_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    """All of them, and those that other languages spell so too."""
    groups = load("function_words", words="lists")["words"]
    return frozenset(word for group in groups.values() for word in group), frozenset(groups["elsewhere"])


def not_english(text: str) -> str | None:
    """A warning in words where `text` is hardly English, or None; deterministic, in time for 20,000 code points."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < LEAST_LETTERS or (len(_LATIN.findall(sample)) >= letters / 2 and not _lacks_english(sample)):
        return None
    return "does not read as English, the one language newsdiff knows; its findings may be wrong"


def _lacks_english(text: str) -> bool:
    words = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    known, shared = _function_words()
    found = [word for word in words if word in known]
    own = sum(word not in shared for word in found)
    return len(words) >= LEAST_WORDS and own < LEAST_SHARE * len(words) and len(found) < LEAST_WITH_SHARED * len(words)
