"""The words of a sentence as an editor compares them: their keys, and which of them carry no fact."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from newsdiff.judge.quote import keys
from newsdiff.judge.side import NEGATIONS
from newsdiff.lexicon import Shape, load
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.related import is_word
from newsdiff.lexicon.senses import same_sense
from newsdiff.model import Claim, Extraction, Quantity, Span, Time, Word

#: A number with its points and commas, a word with its apostrophes, a sign of money or of a share.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%£$€¥]")
#: Shorter words have too many others a letter away.
_LONG = 5
#: A word that tells how something is told stands so few steps below the verb: "said at a news conference" is three.
_NEAR = 4
_NAMES = "pointing joining binding droppable pronouns auxiliaries audience being saying hedging"
_CLASSES: Mapping[str, Shape] = dict.fromkeys(_NAMES.split(), "words")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence, `[start, end)` in the file; `key` is the same for its other spellings.

    `telling` is whether it says how something is told: who tells it, whom, and where.
    """

    key: str
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    entity: str | None
    kind: str | None
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that states something: its words, its claims in the order of the text, its figures and times.

    `starts` are where its words begin.
    """

    number: int
    span: Span
    words: tuple[Token, ...]
    claims: tuple[Claim, ...]
    values: tuple[Quantity | Time, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> range:
        """The numbers of the words that stand wholly in `[start, end)` of the file."""
        last = bisect_left(self.starts, end)
        while last and self.words[last - 1].end > end:
            last -= 1
        return range(bisect_left(self.starts, start), last)

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    data = _edits()
    return {name: frozenset(data[name]) for name in _CLASSES}


@cache
def _edits() -> Mapping[str, Any]:
    return load("edits", spellings="map", **_CLASSES)


def of_class(key: str, *names: str) -> bool:
    """Whether the word is in one of the classes of `edits.toml`."""
    return any(key in _classes()[name] for name in names)


def is_light(token: Token) -> bool:
    """Whether the word may come and go: it ties words together, is an auxiliary of tense, or is one of those told.

    "WHO" is none of these, nor are the reporters whom somebody arrests.
    """
    if token.entity is not None or token.pos == "PROPN":
        return False
    if token.telling and of_class(token.key, "audience"):
        return True
    return of_class(token.key, "pointing", "joining", "binding", "auxiliaries")


def negates(token: Token) -> bool:
    return token.key in NEGATIONS or token.lemma in NEGATIONS or token.key in {"without", "cannot"}


def hedges(token: Token) -> bool:
    return of_class(token.key, "hedging")


def one_sense(one: Token, other: Token) -> bool:
    """Whether two words say the same: one word, another form of it, or words of one class of events."""
    if one.key == other.key or one.lemma == other.lemma:
        return True
    if of_class(one.key, "being") and of_class(other.key, "being"):
        return True
    if of_class(one.lemma, "saying") and of_class(other.lemma, "saying"):
        return True
    return same_sense(one.lemma, other.lemma)


def misspelt(one: Token, other: Token) -> bool:
    """Whether one is a word and the other, a letter away from it, is none."""
    if min(len(one.key), len(other.key)) < _LONG or {one.pos, other.pos} & {"PROPN", "NUM"}:
        return False
    if OSA.distance(one.key, other.key, score_cutoff=1) > 1:
        return False
    return len({is_word(one.key) or is_word(one.lemma), is_word(other.key) or is_word(other.lemma)}) == 2


def lines(extraction: Extraction) -> list[Line]:
    """The sentences of an article that its claims stand in, in the order of the text; a title is one, however long."""
    text = extraction.article.text
    by_sentence: dict[Span, list[Claim]] = {}
    for claim in extraction.claims:
        span = _title(text, claim.sentence) if claim.section == "title" else claim.sentence
        by_sentence.setdefault(span, []).append(claim)
    values: list[Quantity | Time] = [*extraction.times, *extraction.quantities]
    values.sort(key=lambda item: (item.start, item.end))
    starts = [item.start for item in values]
    found = []
    for number, (span, told) in enumerate(sorted(by_sentence.items())):
        told.sort(key=lambda claim: (claim.start, claim.end))
        inside = values[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        held = tuple(item for item in inside if item.end <= span.end)
        words = _tokens(text, span, told)
        found.append(Line(number, span, words, tuple(told), held, tuple(word.start for word in words)))
    return found


def _title(text: str, sentence: Span) -> Span:
    """The whole line: a parser that knows no headlines may end a sentence within it."""
    last = sentence.start + len(text[sentence.start : sentence.end].rstrip())
    end = text.find("\n", last)
    line = text[last : end if end >= 0 else len(text)]
    return Span(text.rfind("\n", 0, sentence.start) + 1, last + len(line.rstrip()))


def _tokens(text: str, span: Span, claims: Sequence[Claim]) -> tuple[Token, ...]:
    known: dict[int, Word] = {word.start: word for claim in claims for word in claim.words}
    telling = {word.start for claim in claims for word in _telling(claim)}
    found = []
    for match in _WORD.finditer(text, span.start, span.end):
        word = known.get(match.start())
        for number, key in enumerate(_keys(match[0])):
            own = word is not None and number == 0
            found.append(
                Token(
                    key,
                    match[0],
                    match.start(),
                    match.end(),
                    word.lemma.lower() if own and word is not None else key,
                    word.pos if own and word is not None else "",
                    word.entity if own and word is not None else None,
                    word.kind if own and word is not None else None,
                    match.start() in telling,
                )
            )
    return tuple(found)


def _telling(claim: Claim) -> Iterator[Word]:
    """The words of who tells it, and those below a verb of saying but its subject: "told reporters"."""
    for word in claim.words:
        above, below = word, word
        for _ in range(_NEAR):
            if above.head < 0 or _says(above):
                break
            above, below = claim.words[above.head], above
        if word.role == "source" or (above is not word and _says(above) and below.role != "subject"):
            yield word


def _says(word: Word) -> bool:
    return word.pos == "VERB" and of_class(word.lemma.lower(), "saying")


def _keys(text: str) -> list[str]:
    if text[0].isdigit():
        return [text.replace(",", "").rstrip(".:")]
    spellings = _edits()["spellings"]
    return [spellings.get(key, fold(key) or key) for key in keys(text)]
