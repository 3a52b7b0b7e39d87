"""Which words of conflicting values differ: highlights cover these and leave out what both sides say.

The rule: marked are the words of a conflicting value that another's value lacks at that point; a figure, date, name or
other short value without a word of its own is marked whole, a quotation or a clause not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from newsdiff.model import Facet, FacetValue, Quote, Reported, Span
from newsdiff.report.visible import visible

Range = tuple[int, int]

_WORD = re.compile(r"\S+")
_OPENS, _CLOSES = "\"'“”‘’«»([{—–-", "\"'“”‘’«»)]}—–-,;:!?…"
#: The least words of a value that is read as a passage, not as the filling of one slot.
_PASSAGE = 5
#: Words of two sides that are compared one by one; beyond it what lies between the common ends counts as different.
_MOST = 4_000_000
#: Facets whose value is the whole of what is said.
_MEASURED = ("quantity", "date")
#: Wordings that are compared each with each; of more, each is compared with the first two.
_EACH = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A word, and where it stands; its `key` is the same for two words that differ in case or in marks alone."""

    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of `text`, without the marks around them."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0].lstrip(_OPENS)
        start = match.end() - len(word)
        bare = word.rstrip(_CLOSES)
        if bare.endswith(".") and "." not in bare[:-1]:  # "a.m." keeps its own.
            bare = bare[:-1].rstrip(_CLOSES)
        if not bare:
            bare, start = match[0], match.start()
        found.append(Token(bare.casefold().replace("’", "'"), start, start + len(bare)))
    return found


def opcodes(first: Sequence[str], second: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """The two sequences in order, in stretches `(same, start, end, start, end)`; the fewest words that differ."""
    start = 0
    least = min(len(first), len(second))
    while start < least and first[start] == second[start]:
        start += 1
    end = 0
    while end < least - start and first[-1 - end] == second[-1 - end]:
        end += 1
    a, b = first[start : len(first) - end], second[start : len(second) - end]
    found = [(True, 0, start, 0, start)]
    if a and b and len(a) * len(b) <= _MOST:
        from rapidfuzz.distance import Indel

        at = 0, 0
        for code in Indel.opcodes(a, b):
            if code.tag != "equal":
                continue
            found.append((False, at[0] + start, code.src_start + start, at[1] + start, code.dest_start + start))
            found.append(
                (True, code.src_start + start, code.src_end + start, code.dest_start + start, code.dest_end + start)
            )
            at = code.src_end, code.dest_end
        found.append((False, at[0] + start, start + len(a), at[1] + start, start + len(b)))
    else:
        found.append((False, start, start + len(a), start, start + len(b)))
    found.append((True, len(first) - end, len(first), len(second) - end, len(second)))
    return [stretch for stretch in found if stretch[2] > stretch[1] or stretch[4] > stretch[3]]


@lru_cache(maxsize=64)
def own_words(texts: tuple[str, ...]) -> list[tuple[Range, ...]]:
    """For each of `texts`, the ranges of its words that one of the others lacks at that point, in order."""
    if len(set(texts)) < 2:
        return [()] * len(texts)
    words = [tokens(text) for text in texts]
    keys = [[token.key for token in each] for each in words]
    own: list[set[int]] = [set() for _ in texts]
    pairs = combinations(range(len(texts)), 2)
    for i, j in pairs if len(texts) <= _EACH else (pair for pair in pairs if pair[0] < 2):
        for same, a, b, c, d in opcodes(keys[i], keys[j]):
            if not same:
                own[i].update(range(a, b))
                own[j].update(range(c, d))
    return [_ranges(each, numbers) for each, numbers in zip(words, own, strict=True)]


def _ranges(words: Sequence[Token], numbers: set[int]) -> tuple[Range, ...]:
    """The words of these numbers; neighbours are one range."""
    ranges: list[Range] = []
    last = -2
    for number in sorted(numbers):
        if number == last + 1:
            ranges[-1] = ranges[-1][0], words[number].end
        else:
            ranges.append((words[number].start, words[number].end))
        last = number
    return tuple(ranges)


def in_order(values: Sequence[FacetValue]) -> list[FacetValue]:
    """The values in the order of their articles' letters: a, b, … z, aa."""
    return sorted(values, key=lambda value: (len(value.article), value.article))


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that one or more articles have in a facet; the `note` tells apart the same words said to other effect."""

    text: str
    note: str
    articles: tuple[str, ...]

    @property
    def shown(self) -> str:
        return f"{self.text} ({self.note})" if self.note else self.text


def wordings(facet: Facet) -> list[Wording]:
    """Each wording of the facet once, in the order of the articles: `reported (negated)` and `reported (affirmed)`."""
    stances = {(visible(value.text).strip(), str(value.value.get(facet.kind) or "")) for value in facet.values}
    texts = [text for text, _ in stances]
    found: dict[tuple[str, str], list[str]] = {}
    for value in in_order(facet.values):
        text = visible(value.text).strip()
        note = visible(str(value.value.get(facet.kind) or "")) if texts.count(text) > 1 else ""
        found.setdefault((text, note), []).append(value.article)
    return [Wording(text, note, tuple(dict.fromkeys(articles))) for (text, note), articles in found.items()]


def meaning(facet: Facet, article: str) -> str:
    """What the article says in the facet, the same for two articles that say the same in other words: 3 and three."""
    value = next(value for value in facet.values if value.article == article)
    known = {key: part for key, part in value.value.items() if part is not None}
    return json.dumps(known, sort_keys=True, default=str) if known else " ".join(value.text.casefold().split())


def alike(facet: Facet, articles: Sequence[str]) -> list[list[int]]:
    """The numbers of `articles`, those together that give one figure or time, or the same words; in their order.

    Of other facets the value does not hold all that tells two apart. Where all are one, each stands for itself: that
    they differ is known.
    """
    found: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        key = meaning(facet, article) if facet.kind in _MEASURED else _words(facet, article)
        found.setdefault(key, []).append(number)
    return list(found.values()) if len(found) > 1 else [[number] for number in range(len(articles))]


def _words(facet: Facet, article: str) -> str:
    """The article's words in the facet, and to what effect they are said."""
    value = next(value for value in facet.values if value.article == article)
    return f"{visible(value.text).strip().casefold()} {value.value.get(facet.kind) or ''}"


def differing(facet: Facet, claims: Sequence[Reported] = ()) -> list[tuple[Range, ...]]:
    """For each of the facet's values, the ranges of its text to mark.

    Quotations are compared whole, where `claims` hold them: a word that one leaves out parts two words of the other
    that are in both.
    """
    texts, shifts = [], []
    for value in facet.values:
        quote = _around(value, claims) if facet.kind == "quote" else None
        texts.append(value.text if quote is None else quote.text)
        shifts.append(0 if quote is None else value.start - quote.start)
    wordings = list(dict.fromkeys(texts))
    found = dict(zip(wordings, own_words(tuple(wordings)), strict=True))
    ranges = [
        _clipped(found[text], shift, len(value.text))
        for value, text, shift in zip(facet.values, texts, shifts, strict=True)
    ]
    longest = max((len(value.text.split(maxsplit=_PASSAGE)) for value in facet.values), default=0)
    if any(ranges) and (facet.kind == "quote" or longest >= _PASSAGE):
        return ranges
    whole = [((0, len(value.text)),) for value in facet.values]
    return [each or all_ for each, all_ in zip(ranges, whole, strict=True)]


def _around(value: FacetValue, claims: Sequence[Reported]) -> Quote | None:
    """The quotation that the value stands in."""
    for reported in claims:
        if reported.article == value.article:
            for quote in reported.claim.quotes:
                if quote.start <= value.start and value.end <= quote.end and len(quote.text) == quote.end - quote.start:
                    return quote
    return None


def _clipped(ranges: Sequence[Range], shift: int, length: int) -> tuple[Range, ...]:
    moved = ((max(0, start - shift), min(end - shift, length)) for start, end in ranges)
    return tuple((start, end) for start, end in moved if start < end)


def marked_spans(article: str, facets: Sequence[Facet], claims: Sequence[Reported] = ()) -> list[Span]:
    """The words of `article` that differ from another's in one of `facets`, where they stand in its text."""
    return [
        Span(value.start + start, value.start + end)
        for facet in facets
        for value, ranges in zip(facet.values, differing(facet, claims), strict=True)
        if value.article == article
        for start, end in ranges
    ]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A stretch of a running text, and what each source says there: a wording with the letters of those who say so.

    The first wording is the text's own. Where it is empty, `span` is the word that the others stand `after` or before.
    """

    span: Span
    wordings: tuple[tuple[str, tuple[str, ...]], ...]
    after: bool = True


def alternatives(
    facet: Facet, base: str, claims: Sequence[Reported] = (), *, filled: bool = False
) -> list[Alternative]:
    """The stretches of the article `base` in which the facet's values differ, in its order; none where it has none.

    With `filled` a value that lacks words where another has some is told whole, unless it is part of a quotation.
    """
    own = next((value for value in facet.values if value.article == base), None)
    if own is None:
        return []
    letters: dict[str, list[str]] = {own.text: []}
    for value in in_order(facet.values):
        letters.setdefault(value.text, []).append(value.article)
    told = [(text, tuple(dict.fromkeys(articles))) for text, articles in letters.items()]
    if len(told) < 2:
        return []
    if len(told) > 2:
        return [Alternative(Span(own.start, own.end), tuple(told))]
    other = next(value for value in facet.values if value.text != own.text)
    quotes = [_around(value, claims) if facet.kind == "quote" else None for value in (own, other)]
    if quotes[0] is not None and quotes[1] is not None:
        first, second, start = quotes[0].text, quotes[1].text, quotes[0].start
    else:
        first, second, start = own.text, other.text, own.start
    found = _stretches(first, second, start, (told[0][1], told[1][1]))
    kept = [item for item in found if item.span.start <= own.end and own.start <= item.span.end]
    if filled and facet.kind != "quote" and not all(text for item in kept for text, _ in item.wordings):
        kept = []
    return kept or [Alternative(Span(own.start, own.end), tuple(told))]


def _stretches(
    first: str, second: str, shift: int, letters: tuple[tuple[str, ...], tuple[str, ...]]
) -> list[Alternative]:
    """Where `first` and `second` differ, word by word; `first` stands at `shift`."""
    ours, theirs = tokens(first), tokens(second)
    found = []
    for same, a, b, c, d in opcodes([word.key for word in ours], [word.key for word in theirs]):
        if same or not ours:
            continue
        said = second[theirs[c].start : theirs[d - 1].end] if c < d else ""
        after = a > 0
        here = (ours[a], ours[b - 1]) if a < b else (ours[a - 1 if after else 0],) * 2
        span = Span(shift + here[0].start, shift + here[1].end)
        own = first[here[0].start : here[1].end] if a < b else ""
        found.append(Alternative(span, ((own, letters[0]), (said, letters[1])), after))
    return found
