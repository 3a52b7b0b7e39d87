"""Is it the same utterance, and are its words the same?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.names import same_name
from newsdiff.model import Level, Quote

SAME = Level("quote.same", "same", "the same words")
CUT = Level("quote.cut", "compatible", "one quotation is cut or pointed otherwise")
INSIDE = Level("quote.inside", "conflict", "other words inside the same quotation")
START = Level("quote.start", "conflict", "another word at the start of the same quotation")
END = Level("quote.end", "conflict", "another word at the end of the same quotation")
LEVELS = (SAME, CUT, INSIDE, START, END)


class _Thresholds(NamedTuple):
    shortest: int
    same_utterance: float
    same_stretch: int
    longest_change: int
    longest_addition: int


_THRESHOLDS = thresholds("quote", _Thresholds)

_WORD = re.compile(r"\.{3}|…|\[[^\]]{0,200}\]|[^\W_]+(?:['’][^\W_]+)*(?:\*{2,}[^\W_]*)?")
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
_CONTRACTED = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'s": "is", "'d": "would"}
_CONTRACTION = re.compile(r"(?<=[a-z])(n't|'(?:re|ve|ll|m|s|d))$")
#: How a casual "to", "of" and "you" are heard and written down.
_SPOKEN = {
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "kinda": "kind of",
    "sorta": "sort of",
    "dunno": "do not know",
    "gimme": "give me",
    "lemme": "let me",
    "cos": "because",
    "ya": "you",
    "yeah": "yes",
}
_NUMERALS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a quotation: its key, its span, and whether a sentence or a mark of omission stands before it."""

    key: str
    start: int
    end: int
    fresh: bool
    cut: bool


@lru_cache(maxsize=256)
def _tokens(quote: Quote) -> tuple[_Token, ...]:
    found: list[_Token] = []
    cut, last = False, 0
    for match in _WORD.finditer(quote.text):
        word = match[0]
        fresh = any(mark in quote.text[last : match.start()] for mark in ".!?")
        last = match.end()
        if word in _OPEN or word.startswith("["):
            cut = True
            continue
        for key in keys(word):
            if found and key == found[-1].key and not cut:
                continue  # "very, very proud"
            found.append(_Token(key, quote.start + match.start(), quote.start + match.end(), fresh, cut))
            fresh = cut = False
    return tuple(found)


def keys(word: str) -> list[str]:
    """The word in lower case and American spelling, contractions undone: how an outlet spells is its house style."""
    word = word.lower().replace("’", "'")
    if word in _SPOKEN:
        return _SPOKEN[word].split()
    short = _CONTRACTION.search(word)
    stem = word[: short.start()] if short else word
    stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(stem, stem) if short and short[1] == "n't" else stem
    for british, american in _HOUSE_STYLE:
        stem = british.sub(american, stem)
    return [_NUMERALS.get(stem, stem), *([_CONTRACTED[short[1]]] if short else [])]


@lru_cache(maxsize=512)
def one_utterance(first: Quote, second: Quote) -> Comparison | None:
    """How two quotations relate, and the words that differ; None where they are not the same utterance.

    Levels: the same words; cut, or with an ellipsis, a bracket or a light word changed: compatible; a word changed,
    added or dropped inside the common stretch, or at its end where both go on: conflict. Symmetric.
    """
    if min(len(quote.text.split()) for quote in (first, second)) < _THRESHOLDS.shortest:
        return None
    if first.text.split() == second.text.split():
        return Comparison("quote", SAME, Value(first.start, first.end), Value(second.start, second.end))
    a, b = _tokens(first), _tokens(second)
    if not (a and b):
        return None
    keys_a, keys_b = [token.key for token in a], [token.key for token in b]
    if keys_b < keys_a:
        flipped = _one_utterance(b, a, keys_b, keys_a)
        return None if flipped is None else flipped.turned()
    return _one_utterance(a, b, keys_a, keys_b)


def _one_utterance(a: Sequence[_Token], b: Sequence[_Token], keys_a: list[str], keys_b: list[str]) -> Comparison | None:
    whole = Value(a[0].start, a[-1].end), Value(b[0].start, b[-1].end)
    if keys_a == keys_b:
        return Comparison("quote", SAME, *whole)
    stretch = _stretch(a, b, keys_a, keys_b)
    if stretch is None:
        return None
    for before, after in pairwise(stretch):
        gap_a = a[before.a + before.size : after.a]
        gap_b = b[before.b + before.size : after.b]
        omitted = any(token.cut for token in (*gap_a, *gap_b, a[after.a], b[after.b]))
        if not omitted and (_matters(gap_a, gap_b) or _matters(gap_b, gap_a)):
            here, there = _span(a, before.a, after.a, gap_a), _span(b, before.b, after.b, gap_b)
            return Comparison("quote", INSIDE, here, there)
    starts = _starts(a, b, stretch)
    if starts is not None:
        return Comparison("quote", START, *starts)
    ends = _ends(a, b, stretch)
    if ends is not None:
        return Comparison("quote", END, *ends)
    return Comparison("quote", CUT, *whole)


def _starts(a: Sequence[_Token], b: Sequence[_Token], stretch: list[Match]) -> tuple[Value, Value] | None:
    """The words before the stretch where both quotations begin with another one, in the same sentence."""
    first = stretch[0]
    rest_a, rest_b = a[: first.a], b[: first.b]
    short = 1 <= len(rest_a) <= _THRESHOLDS.longest_change and 1 <= len(rest_b) <= _THRESHOLDS.longest_change
    if (
        not short
        or first.size < _THRESHOLDS.shortest - 1
        or any(token.fresh for token in (*rest_a[1:], *rest_b[1:], a[first.a], b[first.b]))
    ):
        return None
    if any(token.cut for token in (*rest_a, *rest_b, a[first.a], b[first.b])):
        return None
    if not (_matters(rest_a, rest_b) or _matters(rest_b, rest_a)):
        return None
    return Value(rest_a[0].start, rest_a[-1].end), Value(rest_b[0].start, rest_b[-1].end)


def _ends(a: Sequence[_Token], b: Sequence[_Token], stretch: list[Match]) -> tuple[Value, Value] | None:
    """The words after the stretch where both quotations end on another one, in the same sentence."""
    last = stretch[-1]
    rest_a, rest_b = a[last.a + last.size :], b[last.b + last.size :]
    short = 1 <= len(rest_a) <= _THRESHOLDS.longest_change and 1 <= len(rest_b) <= _THRESHOLDS.longest_change
    if not short or any(token.fresh or token.cut for token in (*rest_a, *rest_b)):
        return None
    if not (_matters(rest_a, rest_b) or _matters(rest_b, rest_a)):
        return None
    return Value(rest_a[0].start, rest_a[-1].end), Value(rest_b[0].start, rest_b[-1].end)


def _stretch(a: Sequence[_Token], b: Sequence[_Token], keys_a: list[str], keys_b: list[str]) -> list[Match] | None:
    """The matching runs of the longest stretch that both quotations share, or None where they are two utterances.

    Runs belong to one stretch where few words lie between them on both sides, or none on one, or a mark of omission.
    """
    least = max(
        min(_THRESHOLDS.same_utterance * min(len(keys_a), len(keys_b)), _THRESHOLDS.same_stretch),
        _THRESHOLDS.shortest - 1,
    )
    if sum(map(set(keys_b).__contains__, keys_a)) < least:
        return None  # most quotations of a story have next to nothing in common
    blocks = [m for m in SequenceMatcher(None, keys_a, keys_b, autojunk=False).get_matching_blocks() if m.size]
    stretches: list[list[Match]] = []
    for block in blocks:
        last = stretches[-1][-1] if stretches else None
        gaps = (block.a - last.a - last.size, block.b - last.b - last.size) if last else (0, 0)
        omitted = a[block.a].cut or b[block.b].cut
        if last and (omitted or max(gaps) <= _THRESHOLDS.longest_change or min(gaps) == 0):
            stretches[-1].append(block)
        else:
            stretches.append([block])
    best = max(stretches, key=lambda stretch: sum(block.size for block in stretch), default=[])
    words = sum(block.size for block in best)
    return best if words >= least else None


def _matters(gap: Sequence[_Token], other: Sequence[_Token]) -> bool:
    """Whether words of `gap` are missing or changed in `other`; a long addition is a cut in the other.

    A compound in one word or in two, and a word with its middle masked, are the same word.
    """
    if not other and len(gap) > _THRESHOLDS.longest_addition:
        return False
    if "".join(token.key for token in gap) == "".join(token.key for token in other):
        return False
    if len(gap) == len(other) and all(map(_masks, gap, other)):
        return False
    return any(token.key not in _LIGHT for token in gap)


def _masks(token: _Token, other: _Token) -> bool:
    """Whether one word is the other with asterisks for letters, or the same."""
    if token.key == other.key:
        return True
    masked, word = (token.key, other.key) if "*" in token.key else (other.key, token.key)
    start, mask, end = masked.partition("*")
    return bool(mask) and word.startswith(start) and word.endswith(end.lstrip("*"))


def _span(tokens: Sequence[_Token], low: int, high: int, gap: Sequence[_Token]) -> Value:
    if gap:
        return Value(gap[0].start, gap[-1].end)
    return Value(tokens[high - 1].start, tokens[min(high, len(tokens) - 1)].end)


def brief(one: Quote, other: Quote) -> bool:
    """Whether two who speak alike may have said so much each: "he was my best friend"."""
    return min(len(quote.text.split()) for quote in (one, other)) < _THRESHOLDS.same_stretch


def _speaker(side: Side) -> str | None:
    attribution = side.claim.attribution
    return side.keys.get(attribution.speaker or "") if attribution is not None else None


def _two_speakers(pair: Pair) -> bool:
    """Whether the claims name two speakers."""
    speakers = [
        side.claim.attribution.speaker if side.claim.attribution else None for side in (pair.first, pair.second)
    ]
    ours, theirs = (side.keys.get(name or "") for side, name in zip((pair.first, pair.second), speakers, strict=True))
    return ours is not None and theirs is not None and same_name(ours, theirs) == "different"


def compare(pair: Pair) -> Iterable[Comparison]:
    """The quotations of two claims that are one utterance."""
    return _compared(pair) if pair.quoted else ()


def _compared(pair: Pair) -> Iterator[Comparison]:
    for one in pair.first.claim.quotes:
        for other in pair.second.claim.quotes:
            found = one_utterance(one, other)
            if found is not None and not (found.relation == "conflict" and _two_speakers(pair) and brief(one, other)):
                yield found
