"""The grammar of amounts: sign, money, number, range, unit, rate and modifier, over the text's lexemes alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from newsdiff.extract.numbers import DASHES, HYPHENS, Lexeme, Number, glued, lexemes, number_words, read_number
from newsdiff.lexicon import load, units

#: Symbols of one letter that stand for too much else when a space parts them from the figures.
_GLUED_ONLY = {"A", "C", "F", "K", "N", "in", "c", "t", "h", "s"}
_CONNECTORS = {"to", "and", "or", "through"}
_RATE_WORDS = {"a", "an", "per", "each"}
_DENOMINATORS = {2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0, 32.0, 64.0, 100.0, 128.0}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount over the lexemes `[first, last)`; its figures or words are `[number, number_last)`."""

    low: float
    high: float
    first: int
    last: int
    number: int
    number_last: int
    unit: str | None = None
    signed: bool = False
    figures: bool = False
    grouped: bool = False
    fraction: bool = False
    vague: bool = False
    scale: float = 1.0
    ranged: bool = False
    plus: str | None = None


class Modifier(NamedTuple):
    """A canonical modifier and the lexemes `[first, last)` of its words."""

    word: str
    first: int
    last: int


Phrases = Mapping[tuple[str, ...], str]


def _phrases(forms: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(lexeme.low for lexeme in lexemes(form)): name for form, name in forms.items()}


@cache
def _unit_phrases() -> tuple[Phrases, int]:
    phrases = _phrases(units.words())
    return phrases, max(map(len, phrases))


@cache
def _sign_phrases() -> dict[tuple[str, ...], str]:
    return {tuple(lexeme.text for lexeme in lexemes(form)): name for form, name in units.signs().items()}


@cache
def _modifier_phrases() -> tuple[Phrases, Phrases, Mapping[str, str], frozenset[str]]:
    data = load("modifiers", before="lists", after="lists", bounds="map", between="lists", trend="lists")
    before = _phrases({form: word for word, forms in data["before"].items() for form in forms})
    after = _phrases({form: word for word, forms in data["after"].items() for form in forms})
    return before, after, data["bounds"], frozenset(data["between"]["skipped"])


@cache
def trend_words() -> dict[str, frozenset[str]]:
    """The words for `up`, for `down`, and those that may stand `through` between them and the number."""
    data = load("modifiers", before="lists", after="lists", bounds="map", between="lists", trend="lists")
    return {name: frozenset(words) for name, words in data["trend"].items()}


def bound(modifier: str | None) -> str:
    """Which ends a number with this modifier gives: `low`, `high` or `both`."""
    return _modifier_phrases()[2].get(modifier or "", "both")


def _near(lexs: Sequence[Lexeme], i: int) -> bool:
    return 0 < i < len(lexs) and lexs[i].start - lexs[i - 1].end <= 2


def _sign(lexs: Sequence[Lexeme], i: int) -> tuple[str, int] | None:
    """The money sign that begins at lexeme `i` and where it ends."""
    for size in (4, 3, 2, 1):
        unit = _sign_phrases().get(tuple(lexeme.text for lexeme in lexs[i : i + size]))
        after = i + size
        if unit is None or after >= len(lexs) or not _near(lexs, after):
            continue
        if lexs[after - 1].kind == "word" and not glued(lexs, after) and len(lexs[after - 1].text) < 3:
            continue
        if size > 1 and not all(_near(lexs, k) for k in range(i + 1, after)):
            continue
        if size > 1 and len(lexs[i].text) == 1 and lexs[i].kind == "word" and not glued(lexs, i + 1):
            continue  # "A $25,000 reward" is no sum in Australian dollars
        return unit, after
    return None


def unit_at(lexs: Sequence[Lexeme], i: int, figures: bool) -> tuple[str, int] | None:
    """The unit whose words begin at lexeme `i`, past a hyphen, and where they end; the longest one."""
    if not _near(lexs, i):
        return None
    if lexs[i].text in HYPHENS:
        if not (glued(lexs, i) and glued(lexs, i + 1)):
            return None
        i += 1
    phrases, longest = _unit_phrases()
    symbol = units.symbols().get(lexs[i].text)
    if symbol and figures and len(lexs[i].text) > 1 and not lexs[i].text.islower():
        return symbol, i + 1  # "Nm" and "mW" are not "nm" and "MW"
    for size in range(longest, 0, -1):
        end = i + size
        if end > len(lexs):
            continue
        unit = phrases.get(tuple(lexeme.low for lexeme in lexs[i:end]))
        if unit and all(_near(lexs, k) for k in range(i + 1, end)):
            return unit, end
    if symbol and figures and (glued(lexs, i) or lexs[i].text not in _GLUED_ONLY):
        return symbol, i + 1
    currency = _sign_phrases().get((lexs[i].text,))
    if currency and figures and (glued(lexs, i) or lexs[i].text in "€£"):
        return currency, i + 1
    return None


def _rate(lexs: Sequence[Lexeme], i: int, unit: str) -> tuple[str, int]:
    """The unit with the rate that follows it: "per gallon", "a barrel", "/kg"."""
    if not _near(lexs, i):
        return unit, i
    word = lexs[i].low
    hyphen = word in HYPHENS and i + 2 < len(lexs) and lexs[i + 1].low == "a" and lexs[i + 2].text in HYPHENS
    after = i + 3 if hyphen else i + 1
    if (word not in _RATE_WORDS and word != "/" and not hyphen) or not _near(lexs, after):
        return unit, i
    under = unit_at(lexs, after, figures=False)
    if under is not None:
        name, end = under
        if word in {"a", "an"} and end < len(lexs) and lexs[end].low in {"ago", "earlier", "later", "before", "after"}:
            return unit, i
        if word in {"a", "an"} and not units.is_money(unit) and units.dimension(name) != "time":
            return unit, i
        if name == "second" and end < len(lexs) and lexs[end].text in HYPHENS:
            return unit, i
        return f"{unit} per {name}", end
    if word == "per" and lexs[after].kind == "word":
        return f"{unit} per {lexs[after].low}", after + 1
    if (
        word == "a"
        and units.is_money(unit)
        and lexs[after].low in {"share", "head", "person", "piece", "night", "ticket"}
    ):
        return f"{unit} per {lexs[after].low}", after + 1
    return unit, i


def _negative(lexs: list[Lexeme], i: int) -> int:
    """Where the number's minus or plus sign begins, else `i`."""
    if i > 0 and lexs[i - 1].low == "minus":
        return i - 1
    if i > 1 and lexs[i - 1].text in HYPHENS and lexs[i - 2].low == "minus":
        return i - 2
    marks = i > 0 and lexs[i - 1].text in {"-", "\u2212", "+"} and glued(lexs, i)
    if marks and (i == 1 or not glued(lexs, i - 1) or lexs[i - 2].text in "(["):
        return i - 1
    return i


def _letter_scale(lexs: list[Lexeme], number: Number, money: bool, plural_next: bool) -> Number:
    """The number with a glued "m", "b" or "t" taken for its scale, where it is one."""
    i = number.last
    if not number.figures or number.scale != 1.0 or not glued(lexs, i):
        return number
    factor = number_words().money_suffixes.get(lexs[i].low)
    if factor is None:
        return number
    if not (money or (plural_next and lexs[i].low == "m") or lexs[i].text in {"M", "B"}):
        return number
    return replace(number, low=number.low * factor, high=number.high * factor, last=i + 1, scale=factor)


def read_amount(lexs: list[Lexeme], i: int, plural_next: bool = False) -> Amount | None:
    """One amount, without range or modifier, whose sign or number begins at lexeme `i`."""
    sign = _sign(lexs, i) if lexs[i].kind != "figure" else None
    at = sign[1] if sign else i
    minus_inside = sign is not None and lexs[at].text in {"-", "\u2212"} and glued(lexs, at + 1)
    at += minus_inside
    number = read_number(lexs, at) if at < len(lexs) else None
    if number is None or (sign and not number.figures):
        return None
    if number.figures and number.fraction and lexs[number.last - 1].text.isdigit():
        under = float(lexs[number.last - 1].text)
        if under not in _DENOMINATORS:
            return None
    number = _letter_scale(lexs, number, sign is not None, plural_next)
    first = _negative(lexs, i)
    plus = lexs[first].text if first < i and lexs[first].text == "+" else None
    negative = minus_inside or (first < i and plus is None)
    low, high = (-number.high, -number.low) if negative else (number.low, number.high)
    unit, last = sign[0] if sign else None, number.last
    if sign:
        # "$76 US a barrel", "$31.20 U.S.", "£5 sterling"
        if _near(lexs, last) and lexs[last].low in {"us", "u.s", "sterling"} and unit in {"dollar", "pound sterling"}:
            last += 2 if lexs[last].low == "u.s" and last + 1 < len(lexs) and lexs[last + 1].text == "." else 1
        elif _near(lexs, last) and lexs[last].low in {"dollar", "dollars"}:
            last += 1
    else:
        found = _suffix_unit(lexs, number)
        if found:
            unit, last = found
    fraction = number.fraction and unit is None and number.low < 1
    if unit:
        unit, last = _rate(lexs, last, unit)
    return Amount(
        low,
        high,
        first,
        last,
        at,
        number.last,
        unit,
        signed=sign is not None,
        figures=number.figures,
        grouped=number.grouped,
        fraction=fraction,
        vague=number.vague,
        scale=number.scale,
        plus=plus,
    )


def _suffix_unit(lexs: list[Lexeme], number: Number) -> tuple[str, int] | None:
    i = number.last
    if _near(lexs, i) and lexs[i].low == "of" and (number.vague or number.fraction):
        after = i + 1
        after += after < len(lexs) and lexs[after].low in {"a", "an"} and number.fraction
        found = unit_at(lexs, after, figures=False)
        return found if found and (number.vague or lexs[after - 1].low in {"a", "an"}) else None
    if number.fraction and _near(lexs, i) and lexs[i].low in {"a", "an"}:
        return unit_at(lexs, i + 1, figures=False)
    return unit_at(lexs, i, number.figures)


def _connector(lexs: list[Lexeme], i: int, between: bool) -> int | None:
    """Where the second number of a range begins, past the word or dash at lexeme `i`."""
    if not _near(lexs, i):
        return None
    if lexs[i].text in DASHES:
        both = glued(lexs, i) and glued(lexs, i + 1)
        neither = not glued(lexs, i) and not glued(lexs, i + 1)
        if lexs[i].text in "\u2014" and neither:
            return None
        if i + 1 < len(lexs) and lexs[i + 1].low == "to":  # "200,000-to-260,000"
            return i + 2 + (i + 2 < len(lexs) and lexs[i + 2].text in HYPHENS)
        return i + 1 if (both or (neither and lexs[i].text != "\u2014")) and _near(lexs, i + 1) else None
    word = lexs[i].low
    if word not in _CONNECTORS or (word == "and" and not between):
        return None
    after = i + 1
    if after < len(lexs) and lexs[after].text in HYPHENS and glued(lexs, after + 1) and word == "to":
        after += 1  # "200,000 to-260,000"
    return after if _near(lexs, after) else None


def _in_code(lexs: list[Lexeme], right: Amount) -> bool:
    """Whether the second number of a range is part of a telephone number or another code: "0142", "273-8255"."""
    text, after = lexs[right.number].text, right.last
    zeroed = right.figures and len(text) > 1 and text[0] == "0" and text.isdigit()
    dashed = after + 1 < len(lexs) and lexs[after].text in DASHES and lexs[after + 1].kind == "figure"
    return zeroed or (right.figures and dashed and glued(lexs, after) and glued(lexs, after + 1))


def _before_words(lexs: list[Lexeme], first: int, count: int) -> list[str]:
    return [lexeme.low for lexeme in lexs[max(0, first - count) : first]]


def read_range(lexs: list[Lexeme], left: Amount, plural_next: bool = False) -> Amount | None:
    """The range that begins with `left`: "27-28", "between 5 and 10", "$5m to $6m", "three or four years"."""
    if left.vague:
        return None
    before = _before_words(lexs, left.first, 3)
    between = "between" in before
    at = _connector(lexs, left.last, between)
    if at is None or at >= len(lexs):
        return None
    dash = lexs[left.last].text in DASHES
    right = read_amount(lexs, at, plural_next)
    if right is not None and _in_code(lexs, right):
        return None
    if right is None or right.vague or right.number >= len(lexs) or (right.fraction and not left.fraction):
        return None
    word = lexs[left.last].low
    if word == "or" and not (left.low < right.low <= left.low + max(3.0, left.low) and left.unit in {None, right.unit}):
        return None
    opened = bool({"from", "between"} & set(before))
    if left.unit and right.unit and left.unit != right.unit:
        rated = right.unit.startswith(f"{left.unit} per ") or (opened and left.unit.startswith(f"{right.unit} per "))
        if not rated:
            return None
    if left.unit and not right.unit and not left.signed and not opened:
        return None
    low, high = left.low, right.low
    if left.scale == 1.0 and right.scale > 1.0 and not left.grouped:
        mantissa = right.low / right.scale
        if not left.signed or not right.signed or (left.low < mantissa and mantissa < 10 * left.low):
            low = left.low * right.scale if left.low < mantissa * 10 else left.low
    if not dash and low > high and not {"from", "between"} & set(before):
        return None
    return replace(
        left,
        low=min(low, high),
        high=max(low, high),
        last=right.last,
        unit=max(right.unit or "", left.unit or "", key=len) or None,
        scale=right.scale,
        grouped=left.grouped or right.grouped,
        ranged=True,
    )


def modifier_before(lexs: list[Lexeme], first: int) -> Modifier | None:
    """The modifier whose words end right before lexeme `first`, longest first, past "a", "just", "another"."""
    phrases, _, _, skipped = _modifier_phrases()
    first -= first > 1 and lexs[first - 1].text in HYPHENS and glued(lexs, first) and glued(lexs, first - 1)
    for end in range(first, max(0, first - 3), -1):
        for size in (5, 4, 3, 2, 1):
            start = end - size
            if start < 0:
                continue
            word = phrases.get(tuple(lexeme.low for lexeme in lexs[start:end]))
            if word and lexs[end - 1].start >= lexs[start].start and _joined(lexs, start, first):
                return Modifier(word, start, end)
        if lexs[end - 1].low not in skipped:
            return None
    return None


def modifier_after(lexs: list[Lexeme], last: int) -> Modifier | None:
    """The modifier that stands right after an amount: "or more", "or so", "+"."""
    phrases = _modifier_phrases()[1]
    for size in (3, 2, 1):
        word = phrases.get(tuple(lexeme.low for lexeme in lexs[last : last + size]))
        if word and _joined(lexs, last - 1, last + size - 1):
            return Modifier(word, last, last + size)
    return None


def _joined(lexs: list[Lexeme], first: int, last: int) -> bool:
    return last < len(lexs) and all(_near(lexs, k) for k in range(first + 1, last + 1))
