"""Numbers as English writes them, in figures, words or both, read from the text's own lexemes.

The lexemes are finer than a tagger's tokens ("2.5m" is two), so the grammar sees one spelling of each form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsdiff.lexicon import load

#: Longer runs of digits are codes; a float holds 15 of them.
_MOST_DIGITS = 15
#: News counts no further; "million million …" ends here.
_LARGEST = 1e18

_LEXEME = re.compile(
    r"(?P<figure>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+(?:\.[^\W\d_](?![^\W\d_]))*)|(?P<mark>[^\s\w]|_)",
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
HYPHENS = frozenset("-\u2010\u2011")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")


class Lexeme(NamedTuple):
    """A run of digits, a run of letters or one mark, with its lower-case form and its place."""

    text: str
    low: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number's `low..high`, the lexemes `[first, last)` it spans, and how it is written.

    `scale` is the factor of its scale word or suffix (1 without), which a range may share; `figures` whether it
    begins with digits; `suffix` a letter that is a scale only after money, or a unit of measure.
    """

    low: float
    high: float
    first: int
    last: int
    scale: float = 1.0
    figures: bool = False
    fraction: bool = False
    vague: bool = False
    grouped: bool = False


class Words(NamedTuple):
    """The number words, by their part in the grammar."""

    units: dict[str, float]
    tens: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    money_suffixes: dict[str, float]
    vague: dict[str, float]
    fractions: dict[str, float]
    glyphs: dict[str, float]


@cache
def number_words() -> Words:
    shapes = dict.fromkeys(Words._fields, "numbers")
    return Words(**load("numbers", **shapes))  # type: ignore[arg-type]


@cache
def starters() -> frozenset[str]:
    """Lower-case lexemes that may begin a number, figures aside."""
    words = number_words()
    single = {*words.units, *words.tens, *words.vague, *words.glyphs, "half", "a", "an", "several", "hundred"}
    return frozenset(single | {"."} | {"thousand", "million", "billion", "trillion", "dozen", "quarter"})


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of `text`, in order; linear in its length."""
    return [
        Lexeme(match[0], match[0].lower(), match.start(), match.end(), match.lastgroup or "")
        for match in _LEXEME.finditer(text)
    ]


def glued(lexs: Sequence[Lexeme], i: int) -> bool:
    """Whether lexeme `i` stands right after lexeme `i - 1`, with no space."""
    return 0 < i < len(lexs) and lexs[i - 1].end == lexs[i].start


def figure_value(text: str) -> float | None:
    """The value of digits with grouping commas and one decimal point; None where they are a code."""
    if len(text) > _MOST_DIGITS + 5 or not text.isascii() or not _GROUPED.fullmatch(text):
        return None
    return float(text.replace(",", ""))


def _gap(lexs: list[Lexeme], i: int) -> bool:
    """Whether lexeme `i` follows on the same line as the one before, near enough to be one phrase."""
    return i < len(lexs) and lexs[i].start - lexs[i - 1].end <= 2


def _word(lexs: list[Lexeme], i: int) -> str:
    return lexs[i].low if i < len(lexs) and (i == 0 or _gap(lexs, i)) else ""


def _past_hyphen(lexs: list[Lexeme], i: int) -> int:
    """The lexeme after a glued hyphen at `i`, else `i`."""
    if i + 1 < len(lexs) and lexs[i].text in HYPHENS and glued(lexs, i) and glued(lexs, i + 1):
        return i + 1
    return i


def _figures(lexs: list[Lexeme], i: int) -> Number | None:
    first = i
    text = lexs[i].text
    if text == ".":
        if glued(lexs, i) or not (i + 1 < len(lexs) and glued(lexs, i + 1) and lexs[i + 1].kind == "figure"):
            return None
        i, text = i + 1, "0." + lexs[i + 1].text
    value = figure_value(text)
    if value is None:
        return None
    words = number_words()
    last = i + 1
    fraction = False
    if last < len(lexs) and lexs[last].text in words.glyphs and _gap(lexs, last):
        value, last = value + words.glyphs[lexs[last].text], last + 1
    elif last + 2 < len(lexs) and lexs[last + 1].text in "/⁄" and lexs[last].kind == "figure":
        over, under = figure_value(lexs[last].text), figure_value(lexs[last + 2].text)
        proper = glued(lexs, last + 1) and glued(lexs, last + 2) and over and under and over < under <= 100
        if proper and over and under and not glued(lexs, last):
            value, last = value + over / under, last + 3
    elif last + 1 < len(lexs) and lexs[last].text in "/⁄" and lexs[last + 1].kind == "figure":
        under = figure_value(lexs[last + 1].text)
        slashed = glued(lexs, last) and glued(lexs, last + 1)
        if slashed and not (under and value < under <= 1000 and "." not in text):
            return None
        if slashed and under:
            value, last, fraction = value / under, last + 2, True
    return Number(value, value, first, last, figures=True, fraction=fraction, grouped="," in text)


def _small(lexs: list[Lexeme], i: int) -> tuple[float, int] | None:
    """A cardinal below one hundred in words."""
    words = number_words()
    low = lexs[i].low
    if low in words.units:
        return words.units[low], i + 1
    if low not in words.tens:
        return None
    after = _past_hyphen(lexs, i + 1)
    follow = _word(lexs, after)
    if 0 < words.units.get(follow, 0) < 10:
        return words.tens[low] + words.units[follow], after + 1
    return words.tens[low], i + 1


def _in_words(lexs: list[Lexeme], i: int) -> Number | None:
    """A cardinal in words: "two hundred and six thousand", "a dozen", "forty-five"."""
    words = number_words()
    total, current, scale, least, first = 0.0, 0.0, 1.0, 0.0, i
    if lexs[i].low in {"a", "an"}:
        if _word(lexs, i + 1) not in words.scales:
            return None
        current, i = 1.0, i + 1
    else:
        small = _small(lexs, i)
        if small is not None:
            current, i = small
        elif lexs[i].low in words.scales and lexs[i].low not in {"hundred"}:
            current = 1.0
        else:
            return None
    while i < len(lexs) and total < _LARGEST:
        step = _past_hyphen(lexs, i)
        size = words.scales.get(_word(lexs, step), 0.0)
        if size == 100 or size == 12:
            if not 0 < current < 100 or (size == 12 and scale > 1):
                break
            current, scale, i = current * size, max(scale, size), step + 1
            continue
        if size:
            if current and total and size >= least:
                break
            total, current = (total + current * size, 0.0) if current else (total * size, 0.0)
            scale, least, i = max(scale, size), size, step + 1
            continue
        joined = i + 1 if _word(lexs, i) == "and" else i
        more = _small(lexs, joined) if _word(lexs, joined) else None
        # "two hundred and six", "two thousand five hundred"; "a million and three others" is two numbers
        follows = more is not None and _word(lexs, more[1]) in words.scales
        open_place = (joined > i and current and not current % 100) or (current == 0 and (0 < least <= 1000 or follows))
        if more is None or not more[0] or not open_place or scale == 12:
            break
        if joined > i and not current and _word(lexs, more[1]) == "hundred":
            break
        current, i = current + more[0], more[1]
    return Number(total + current, total + current, first, i, scale=scale)


def _scaled(lexs: list[Lexeme], number: Number) -> Number:
    """The number with the scale words or the scale suffix that follow its figures."""
    words = number_words()
    value, scale, i = number.low, 1.0, number.last
    if glued(lexs, i) and lexs[i].low in words.suffixes:
        factor = words.suffixes[lexs[i].low]
        return Number(value * factor, value * factor, number.first, i + 1, factor, True)
    while scale < _LARGEST:
        step = _past_hyphen(lexs, i)
        word = _word(lexs, step)
        if word not in words.scales and not (word in words.suffixes and len(word) > 1):
            break
        factor = words.scales.get(word) or words.suffixes[word]
        if word == "dozen" and scale > 1:
            break
        value, scale, i = value * factor, scale * factor, step + 1
    if scale == 1.0:
        return number
    return Number(value, value, number.first, i, scale, True)


def _vague(lexs: list[Lexeme], i: int) -> Number | None:
    """An order of magnitude: "dozens", "tens of thousands", "several hundred", "a few dozen"."""
    words = number_words()
    first = i
    few = lexs[i].low == "several" or (lexs[i].low == "a" and _word(lexs, i + 1) == "few")
    if few:
        i += 1 if lexs[i].low == "several" else 2
        if _word(lexs, i) not in words.scales:
            return None
        size = words.scales[_word(lexs, i)]
        follow = _word(lexs, i + 1)
        if follow in words.scales and words.scales[follow] > size:
            size, i = size * words.scales[follow], i + 1
        return Number(2 * size, 10 * size, first, i + 1, size, vague=True)
    word = lexs[i].low
    if word not in words.vague:
        return None
    if word in {"scores", "tens"} and _word(lexs, i + 1) != "of":
        return None
    size, last = words.vague[word], i + 1
    while size < _LARGEST and _word(lexs, last) == "of" and _word(lexs, last + 1) in words.vague:
        size, last = size * words.vague[lexs[last + 1].low], last + 2
    if word == "tens" and last == i + 1:
        return None
    return Number(size, 10 * size, first, last, size, vague=True)


def _fraction(lexs: list[Lexeme], i: int) -> Number | None:
    """A fraction in words: "half a million", "two-thirds", "a third of", "three-quarters", "a quarter of"."""
    words = number_words()
    low = lexs[i].low
    if low in words.glyphs:
        return Number(words.glyphs[low], words.glyphs[low], i, i + 1, fraction=True)
    if low == "half":
        step = _past_hyphen(lexs, i + 1)
        scale = step + 1 if _word(lexs, step) in {"a", "an"} else step
        if _word(lexs, scale) in words.scales:
            size = words.scales[_word(lexs, scale)]
            return Number(size / 2, size / 2, i, scale + 1, size)
        return Number(0.5, 0.5, i, i + 1, fraction=True)
    if low == "quarter" and _word(lexs, i + 1) == "of":
        return Number(0.25, 0.25, i, i + 1, fraction=True)
    if low in {"a", "an"}:
        count, after = 1.0, i + 1
        scaled = _past_hyphen(lexs, after + 1)
        if _word(lexs, after) == "half" and _word(lexs, scaled) in words.scales:
            size = words.scales[lexs[scaled].low]
            return Number(size / 2, size / 2, i, scaled + 1, size)
    else:
        small = _small(lexs, i)
        if small is None or not small[0]:
            return None
        count, after = small
    part = _past_hyphen(lexs, after)
    word = _word(lexs, part)
    size = words.fractions.get(word, 0.0)
    if not size or (count > 1) != word.endswith(("s", "ves")) or count * size >= 2:
        return None
    if low in {"a", "an"} and _word(lexs, part + 1) != "of":
        return None
    if word == "quarters" and part == after and _word(lexs, part + 1) != "of":
        return None  # "two quarters" of a year or a match
    return Number(count * size, count * size, i, part + 1, fraction=True)


def _and_a_half(lexs: list[Lexeme], number: Number) -> Number:
    """The number with "and a half" or "and three-quarters" after it, with the scale that follows or went before."""
    if number.fraction or number.vague or _word(lexs, number.last) != "and":
        return number
    i = number.last + 1
    if i + 1 < len(lexs) and _word(lexs, i) == "a" and _word(lexs, i + 1) in {"half", "quarter"}:
        part, last = number_words().fractions[lexs[i + 1].low], i + 2
    else:
        fraction = _fraction(lexs, i) if _word(lexs, i) else None
        if fraction is None or not fraction.fraction or lexs[i].low in {"a", "half"}:
            return number
        part, last = fraction.low, fraction.last
    size = number_words().scales.get(_word(lexs, last), 0.0)
    if size and number.scale == 1.0:
        value = (number.low + part) * size
        return Number(value, value, number.first, last + 1, size, number.figures)
    value = number.low + part * number.scale
    return Number(value, value, number.first, last, number.scale, number.figures)


def read_number(lexs: list[Lexeme], i: int) -> Number | None:
    """The longest number that begins at lexeme `i`, or None. Ordinals are no numbers."""
    lexeme = lexs[i]
    if lexeme.kind == "figure" or lexeme.text == ".":
        number = _figures(lexs, i)
        return _and_a_half(lexs, _scaled(lexs, number)) if number else None
    if lexeme.low not in starters():
        return None
    vague = _vague(lexs, i)
    if vague:
        return vague
    fraction = _fraction(lexs, i)
    if fraction:
        return fraction
    number = _in_words(lexs, i)
    return _and_a_half(lexs, number) if number else None
