"""Is it the same utterance, and are its words the same?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from newsdiff.judge.pairing import Comparison, Pair, Value
from newsdiff.model import Quote, Relation

#: Fewer words than this are a phrase that two people may both have used.
_SHORTEST = 4
#: The share of the shorter quotation's words that must stand, in order, in the longer one.
_SAME_UTTERANCE = 0.6
#: So many words in common, with small changes between them, are one utterance however long the rest.
_SAME_STRETCH = 8
#: The most words that a change inside one utterance spans.
_LONGEST_CHANGE = 3
_WORD = re.compile(r"\.{3}|…|\[[^\]]*\]|[^\W_]+(?:['’][^\W_]+)*")
_OPEN = frozenset({"...", "…"})
#: Words whose change alters no sense that an editor would report.
_LIGHT = frozenset("a an the that which and but so well just um er uh you know".split())


_HOUSE_STYLE = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=[a-z]{3})is(?=(?:e[ds]?|ing|ation|ations|er|ers)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e[ds]?|ing|er|ers)$)", "yz"),
        (r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|ite|able$|hood)", "or"),
        (r"(?<=[a-z]{2})tre(?=s?$)", "ter"),
        (r"ll(?=(?:ed|ing|er|ers)$)", "l"),
    )
)
#: More words than this, added in one place and nothing changed there, are a cut in the other quotation.
_LONGEST_ADDITION = 4


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@lru_cache(maxsize=512)
def _tokens(quote: Quote) -> tuple[list[_Token], list[str]]:
    """The words of the quotation, and the keys by which they are compared; a quotation is held against many."""
    found = [_Token(m[0], quote.start + m.start(), quote.start + m.end()) for m in _WORD.finditer(quote.text)]
    return found, [_key(token) for token in found]


def _key(token: _Token) -> str:
    """The word in lower case and American spelling: how an outlet spells a speech is its house style."""
    word = token.text.lower().replace("’", "'")
    for british, american in _HOUSE_STYLE:
        word = british.sub(american, word)
    return word


def levels(first: Quote, second: Quote) -> tuple[Relation, str, tuple[int, int], tuple[int, int]] | None:
    """How two quotations relate, and the spans that differ; None where they are not the same utterance.

    Levels: the same words; cut, or with an ellipsis, a bracket or a light word changed: compatible; a word changed,
    added or dropped inside the common stretch: conflict. Symmetric.
    """
    (a, keys_a), (b, keys_b) = _tokens(first), _tokens(second)
    if (keys_b, b) < (keys_a, a) if keys_a != keys_b else False:
        flipped = _levels(b, a, keys_b, keys_a)
        return None if flipped is None else (flipped[0], flipped[1], flipped[3], flipped[2])
    return _levels(a, b, keys_a, keys_b)


def _levels(
    a: list[_Token], b: list[_Token], keys_a: list[str], keys_b: list[str]
) -> tuple[Relation, str, tuple[int, int], tuple[int, int]] | None:
    if min(len(a), len(b)) < _SHORTEST:
        return None
    whole = (a[0].start, a[-1].end), (b[0].start, b[-1].end)
    if keys_a == keys_b:
        return ("same", "the same words", *whole)
    stretch = _stretch(keys_a, keys_b)
    if stretch is None:
        return None
    for before, after in pairwise(stretch):
        gap_a = a[before.a + before.size : after.a]
        gap_b = b[before.b + before.size : after.b]
        if _matters(gap_a, gap_b) or _matters(gap_b, gap_a):
            here, there = _span(a, before.a, after.a, gap_a), _span(b, before.b, after.b, gap_b)
            return "conflict", "other words inside the same quotation", here, there
    return ("compatible", "one quotation is cut or pointed otherwise", *whole)


def _stretch(keys_a: list[str], keys_b: list[str]) -> list[Match] | None:
    """The matching runs of the longest stretch that both quotations share, or None where they are two utterances.

    Runs belong to one stretch where few words lie between them on both sides, or none on one (a cut).
    """
    blocks = [m for m in SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_matching_blocks() if m.size]
    stretches: list[list[Match]] = []
    for block in blocks:
        last = stretches[-1][-1] if stretches else None
        gaps = (block.a - last.a - last.size, block.b - last.b - last.size) if last else (0, 0)
        if last and (max(gaps) <= _LONGEST_CHANGE or min(gaps) == 0):
            stretches[-1].append(block)
        else:
            stretches.append([block])
    best = max(stretches, key=lambda stretch: sum(block.size for block in stretch), default=[])
    words = sum(block.size for block in best)
    enough = words >= min(_SAME_UTTERANCE * min(len(keys_a), len(keys_b)), _SAME_STRETCH)
    return best if enough and words >= _SHORTEST - 1 else None


def _matters(gap: list[_Token], other: list[_Token]) -> bool:
    """Whether words of `gap` are missing or changed in `other` without a mark of omission."""
    if not other and len(gap) > _LONGEST_ADDITION:
        return False
    if any(token.text in _OPEN or token.text.startswith("[") for token in (*gap, *other)):
        return False
    return any(_key(token) not in _LIGHT for token in gap)


def _span(tokens: list[_Token], low: int, high: int, gap: list[_Token]) -> tuple[int, int]:
    if gap:
        return gap[0].start, gap[-1].end
    return tokens[high - 1].start, tokens[min(high, len(tokens) - 1)].end


def compare(pair: Pair) -> Iterator[Comparison]:
    """The quotations of two claims that are one utterance."""
    for one in pair.first.claim.quotes:
        for other in pair.second.claim.quotes:
            found = levels(one, other)
            if found is not None:
                relation, why, here, there = found
                yield Comparison("quote", relation, why, Value(*here), Value(*there))
