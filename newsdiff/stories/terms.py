"""What grouping keeps of an article: its telling terms and how much the article makes of each, but not its text."""

from __future__ import annotations

import hashlib
import math
import re
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from newsdiff.lexicon import load
from newsdiff.lexicon.folding import fold
from newsdiff.model import Article, PublishedFrom

#: Code points of an article that are looked at: news is told from the top, and a dump must cost no more.
_SCANNED = 12_000
#: Terms kept of an article, those that it makes most of.
MOST_NAMES, MOST_WORDS = 100, 200
#: How much a word counts by where it stands: the title, the first words, the next, the rest.
_TITLE, _LEAD, _UPPER, _REST = 2.0, 2.0, 1.0, 0.5
_LEAD_WORDS, _UPPER_WORDS = 60, 250
#: Dates that a story is told apart by; one that was inferred from the text may be years off.
_TRUSTED: frozenset[PublishedFrom] = frozenset({"front-matter", "header", "dateline", "option"})

_SENTENCE_END = re.compile(r"(?<=[.!?])[ \t]+")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?:;\n\"“”•*|]")


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms in order, and how much the article makes of each, above 0."""

    terms: tuple[str, ...]
    weights: array[float]

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return zip(self.terms, self.weights, strict=True)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an article tells of: its `names`, single and two in a row, and its other `words` and numbers.

    `day` is `date.toordinal`, None where the date is not known or was inferred from days that the text names. The
    `digest` is that of the text, in hexadecimal: articles of one text have one.
    """

    digest: str
    day: int | None
    names: Terms
    words: Terms

    def rank(self) -> tuple[str, int, tuple[str, ...], tuple[str, ...], bytes, bytes]:
        """An order of sketches in which those that are equal alone are even."""
        names, words = self.names, self.words
        return self.digest, self.day or 0, names.terms, words.terms, names.weights.tobytes(), words.weights.tobytes()


def sketch(article: Article) -> Sketch:
    """The sketch of `article`, in time linear in its length and without parsing it."""
    mass, names = _weighed(article)
    return Sketch(
        digest=text_digest(article),
        day=article.published.toordinal() if article.published and article.published_from in _TRUSTED else None,
        names=_kept({term: weight for term, weight in mass.items() if term in names}, MOST_NAMES),
        words=_kept({term: weight for term, weight in mass.items() if term not in names}, MOST_WORDS),
    )


def text_digest(article: Article) -> str:
    """SHA-256 of the article's text, in hexadecimal."""
    return hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()


def _kept(mass: dict[str, float], most: int) -> Terms:
    kept = sorted(sorted(mass, key=lambda term: (-mass[term], term))[:most])
    return Terms(tuple(map(sys.intern, kept)), array("f", (1 + math.log(1 + mass[term]) for term in kept)))


def _weighed(article: Article) -> tuple[dict[str, float], set[str]]:
    """How much the article makes of each term, by how often and how high it stands there, and which are names.

    A name is written with a capital letter in mid-sentence. In a title many words are, so it makes none.
    """
    mass: dict[str, float] = {}
    pairs: dict[str, float] = {}
    names: set[str] = set()
    own = _words_of(article.source)
    for token in _TOKEN.findall((article.title or "")[:1000]):
        term = _term(token)
        if term is not None and term not in own:
            mass[term] = mass.get(term, 0.0) + _TITLE
    count, first, before = 0, True, ""
    for token in _TOKEN.findall(_told(article.text[article.body_start : article.body_start + _SCANNED])):
        if not token[0].isalnum():
            first, before = True, ""
            continue
        count += 1
        capital, term = token[0].isupper(), _term(token)
        if term is None or term in own:
            first, before = first and capital, ""
            continue
        place = _LEAD if count <= _LEAD_WORDS else _UPPER if count <= _UPPER_WORDS else _REST
        mass[term] = mass.get(term, 0.0) + place
        if capital and not first:
            names.add(term)
        if capital and before and before != term:
            pair = f"{before} {term}"
            pairs[pair] = pairs.get(pair, 0.0) + place
        first, before = False, term if capital else ""
    found = {pair: weight for pair, weight in pairs.items() if names.issuperset(pair.split(" "))}
    return mass | found, names.union(found)


def _told(text: str) -> str:
    """`text` without the sentences that by their first words are no article: offers, notices, links, credits.

    What an outlet prints below all that it publishes would make its articles alike. This is a quick look: the clean
    stage takes several times as long as all else that is done here.
    """
    lines = []
    for line in text.split("\n"):
        if line and not _link().match(line) and not line.isspace():
            lines.append(" ".join(part for part in _SENTENCE_END.split(line) if not _opener().match(part)))
    return "\n".join(lines)


@cache
def _furniture() -> dict[str, Any]:
    return load("furniture", links="lists", openers="lists", widgets="lists", phrases="lists", captions="lists")


@cache
def _opener() -> re.Pattern[str]:
    """How a sentence begins that is no article."""
    openers = _any(phrase for group in _furniture()["openers"].values() for phrase in group)
    return re.compile(rf"[^\w©]*(?:(?i:{openers})\b|©|(?i:copyright)\s+(?:©|\([Cc]\)|[12]\d\d\d|[A-Z]))")


@cache
def _link() -> re.Pattern[str]:
    """How a line begins that links to another story: a label, then a mark or nothing."""
    return re.compile(rf"\W*{_any(_furniture()['links']['strong'])}\s*(?:[:|»›→>…–—-]|$)", re.I)


def _any(phrases: Iterable[str]) -> str:
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace("'", "['’]") for phrase in longest) + ")"


@lru_cache(maxsize=65_536)
def _term(token: str) -> str | None:
    """The term that `token` is an instance of, or None where it tells nothing."""
    if token[0].isdigit():
        return token.replace(",", "") if len(token) > 1 else None
    word = fold(token)
    if len(word) < 2 or word in _idle():
        return None
    return _stem(word)


def _stem(word: str) -> str:
    """`word` without a plural ending: the weak stemmer of Harman, "How effective is suffixing?" (JASIS 1991)."""
    if len(word) < 4 or word[-1] != "s":
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    return word[:-1] if word[-2] not in "us" else word


@cache
def _idle() -> frozenset[str]:
    """Words that stand in reports of anything: function words, days, months and words of saying."""
    groups = load("function_words", words="lists")["words"]
    header = load("headers", keys="lists", months="numbers", more="lists")
    words = {word for group in groups.values() for word in group}
    return frozenset(words | set(header["months"]) | set(header["more"]["weekdays"]) | {"said", "say", "says"})


def _words_of(source: str | None) -> frozenset[str]:
    """The terms of the outlet's own name, which say nothing of what it reports."""
    return frozenset(filter(None, map(_term, _TOKEN.findall(source or ""))))
