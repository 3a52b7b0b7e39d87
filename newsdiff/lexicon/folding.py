"""Names as keys: case, accents, apostrophes and full stops folded away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ʻ": "'"}
    | dict.fromkeys("’‘`´ʼ′", "'")
    | dict.fromkeys("‐‑‒–—", "-")
)
_SPACE = re.compile(r"\s+")
_STOPS = re.compile(r"\.(?=[\s,]|$)|(?<=\b\w)\.(?=\w\b)")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Lower case, without accents, full stops of abbreviations, a leading `the` or a possessive ending."""
    text = name.casefold()
    if not text.isascii():
        text = text.translate(_LETTERS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _STOPS.sub("", _SPACE.sub(" ", text).strip(' ,;:"“”()'))
    text = text.removesuffix("'s").removesuffix("'")
    return text.removeprefix("the ") if text != "the" else text
