"""How many independent origins a fact has: articles that print one passage, nearly word for word, have it from one pen.

Passages are held against each other by word shingles (Broder 1997, "On the resemblance and containment of documents").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from newsdiff.judge.thresholds import thresholds
from newsdiff.model import Reported

#: Words in a shingle.
_SHINGLE = 2
_WORD = re.compile(r"\w+")


class _Thresholds(NamedTuple):
    nearly_same: float
    least_words: int


_THRESHOLDS = thresholds("origins", _Thresholds)

_Place = tuple[str, int, int]


class Origins:
    """The passages of a story's articles; `texts` are the articles' texts by letter."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._shingles: dict[_Place, frozenset[tuple[str, ...]]] = {}
        self._same: dict[tuple[_Place, _Place], bool] = {}

    def independent(self, claims: Sequence[Reported]) -> int:
        """How many of the articles that make the claims have them from an origin of their own, 1 at least."""
        sentences = sorted({(item.article, item.claim.sentence.start, item.claim.sentence.end) for item in claims})
        origin = {article: article for article, _, _ in sentences}
        for one, other in combinations(sentences, 2):
            first, second = origin[one[0]], origin[other[0]]
            if first != second and self.same_passage(one, other):
                origin = {article: first if known == second else known for article, known in origin.items()}
        return len(set(origin.values()))

    def same_passage(self, one: _Place, other: _Place) -> bool:
        """Whether the two sentences, each an article's letter and a span of its text, are nearly word for word one."""
        if (one, other) not in self._same:
            first, second = self._set(one), self._set(other)
            few, many = sorted((len(first), len(second)))
            near = few > 0 and few >= _THRESHOLDS.nearly_same * many
            self._same[one, other] = near and len(first & second) >= _THRESHOLDS.nearly_same * len(first | second)
        return self._same[one, other]

    def _set(self, place: _Place) -> frozenset[tuple[str, ...]]:
        if place not in self._shingles:
            article, start, end = place
            words = _WORD.findall(self._texts[article][start:end].casefold())
            count = len(words) - _SHINGLE + 1 if len(words) >= _THRESHOLDS.least_words else 0
            self._shingles[place] = frozenset(tuple(words[at : at + _SHINGLE]) for at in range(count))
        return self._shingles[place]
