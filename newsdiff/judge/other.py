"""Is one slot filled with words that exclude each other?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Value
from newsdiff.lexicon.senses import opposed
from newsdiff.model import FacetKind, Word

_COMPASS = ("north", "south", "east", "west")


def compare(pair: Pair) -> Iterator[Comparison]:
    """Unanswered words of one role that exclude each other and hang on words that answer each other."""
    if pair.quoted or pair.overlap < 0.4:
        return
    answered = set(pair.matches.values())
    for i, word in enumerate(pair.first.words):
        if i in pair.matches or word.role == "source":
            continue
        for j, other in enumerate(pair.second.words):
            if j in answered or other.role == "source" or not opposed(word.lemma, other.lemma):
                continue
            if word.pos != other.pos and {word.pos, other.pos} - {"ADJ", "ADV", "NOUN", "VERB"}:
                continue
            if not _one_slot(pair, i, j):
                continue
            yield Comparison(
                _kind(word, other),
                "conflict",
                f"{word.text!r} and {other.text!r} exclude each other",
                Value(word.start, word.end),
                Value(other.start, other.end),
            )


def _one_slot(pair: Pair, i: int, j: int) -> bool:
    both_predicates = i == pair.first.root and j == pair.second.root
    if both_predicates:
        return pair.overlap >= 0.5 and len(pair.matches) >= 2
    return pair.binding(i, j) >= 0.6


def _kind(word: Word, other: Word) -> FacetKind:
    return "place" if any(word.lemma.startswith(point) for point in _COMPASS) else "other"
