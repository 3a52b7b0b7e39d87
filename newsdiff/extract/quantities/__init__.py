"""Quantities of a text: the amounts the grammar reads, kept apart from names and times, with what they count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from newsdiff.extract.numbers import DASHES, Lexeme, glued, lexemes, read_number, starters
from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.quantities import grammar, names
from newsdiff.extract.quantities.counted import counted
from newsdiff.extract.quantities.grammar import Amount, Modifier
from newsdiff.lexicon import load, units
from newsdiff.lexicon.counts import counts
from newsdiff.model import Quantity, Time, Trend

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGES = {"year": "year of age", "month": "month of age", "week": "week of age", "day": "day of age"}
_OLDEST = 120
_HIGHEST_SCORE = 200
#: A trend word stands at most this many lexemes before its number.
_TREND_REACH = 7
_SCORE_REACH = 12
#: Dimensions in which "sank 10 km" or "dropped 5 tonnes" need not tell of a change.
_SIZES = {"length", "area", "volume", "mass"}


@cache
def _score_words() -> frozenset[str]:
    return frozenset(load("scores", scores="lists")["scores"]["context"])


def find_quantities(tree: ParseTree, times: Iterable[Time]) -> tuple[Quantity, ...]:
    """The quantities of a parsed text in the order of the text, none overlapping.

    `times` are the times found in the same text; dates and clock times among them are no quantities, durations are.
    An exact value has `low == high`; "at least 10" is `10..None`, "up to 10"
    `None..10`, "dozens" one to ten dozen (the order of magnitude it names). A result ("3-2") has the unit "score",
    its lower number in `low`; an age the unit "year of age"; a fraction of a whole the unit "share".
    """
    return tuple(_Reader(tree, times).quantities())


class _Reader:
    """The lexemes and tokens of one document; state lives only while it is read."""

    def __init__(self, tree: ParseTree, times: Iterable[Time]) -> None:
        self.tree, self.text = tree, tree.text
        self.lexs = lexemes(self.text)
        spans = sorted((time.start, time.end) for time in times if time.type in {"DATE", "TIME"})
        self.time_starts = [start for start, _ in spans]
        self.time_ends = [end for _, end in spans]

    def token_at(self, offset: int) -> Token:
        return self.tree.tokens[bisect_right(self.tree.starts, offset) - 1]

    def in_time(self, amount: Amount) -> bool:
        at = self.lexs[amount.number].start
        k = bisect_right(self.time_starts, at) - 1
        return k >= 0 and at < self.time_ends[k]

    def quantities(self) -> Iterable[Quantity]:
        lexs, words, i, done = self.lexs, starters(), 0, 0
        previous: Quantity | None = None
        signs = {form[0] for form in grammar._sign_phrases()}
        while i < len(lexs):
            lexeme = lexs[i]
            if lexeme.kind != "figure" and lexeme.low not in words and lexeme.text not in signs:
                i += 1
                continue
            amount = grammar.read_amount(lexs, i, self.plural_after(i))
            if amount is None:
                i += 1
                continue
            if self.in_time(amount):
                i = max(i + 1, amount.last)
                continue
            found = self.read(amount)
            if found is not None and found[0].start >= done:
                quantity, last = found
                quantity = self.converted(previous, quantity, i)
                previous = quantity
                yield quantity
                i, done = max(i + 1, last), quantity.end
            else:
                i = max(i + 1, self.past_code(amount))

    def converted(self, previous: Quantity | None, quantity: Quantity, i: int) -> Quantity:
        """The quantity with the bound of the one before it that it converts: "more than 5 miles (8 km)"."""
        lexs = self.lexs
        if previous is None or quantity.modifier or not (previous.modifier or previous.trend) or i < 2:
            return quantity
        beside = lexs[i - 1].text == "(" and lexs[i - 2].end == previous.end
        if not beside or not previous.unit or not quantity.unit or {"score", "year of age"} & {quantity.unit}:
            return quantity
        sizes = {units.dimension(previous.unit), units.dimension(quantity.unit)}
        money = units.is_money(previous.unit) and units.is_money(quantity.unit)
        if not money and len(sizes) > 1:
            return quantity
        side = grammar.bound(previous.modifier)
        return replace(
            quantity,
            modifier=previous.modifier,
            trend=quantity.trend or previous.trend,
            low=None if side == "high" else quantity.low,
            high=None if side == "low" else quantity.high,
        )

    def past_code(self, amount: Amount) -> int:
        """Past the figures and marks glued to a number that is none, so that no part of a code is read again."""
        i = max(amount.last, amount.number + 1)
        while i + 1 < len(self.lexs) and glued(self.lexs, i) and glued(self.lexs, i + 1):
            if self.lexs[i].text not in DASHES and self.lexs[i].text not in ":/.@":
                break
            if self.lexs[i + 1].kind != "figure":
                break
            i += 2
        return i

    def plural_after(self, i: int) -> bool:
        """Whether a plural noun follows a glued letter after the figures at `i` ("2.5m people")."""
        lexs = self.lexs
        if i + 2 >= len(lexs) or lexs[i].kind != "figure" or lexs[i + 1].low != "m" or lexs[i + 2].kind != "word":
            return False
        token = self.token_at(lexs[i + 2].start)
        follow = token if token.tag_ == "NNS" else token.nbor() if token.i + 1 < len(self.tree.tokens) else token
        return follow.tag_ == "NNS" and token.pos_ in {"NOUN", "ADJ"} and units.named(token.lower_) is None

    def read(self, amount: Amount) -> tuple[Quantity, int] | None:
        """The quantity that begins with `amount` and the lexeme after it, or None where it is no quantity."""
        lexs = self.lexs
        token = self.token_at(lexs[amount.number_last - 1].start)
        scored = self.score(amount)
        ranged = scored or self.part_of(amount) or grammar.read_range(lexs, amount)
        if ranged is None or not ranged.unit:
            alone = amount if ranged is None else ranged
            if names.is_code(lexs, alone) or names.is_label(lexs, alone, token) or self.unnumbered(alone, token):
                return None
        if ranged is not None and ranged.unit != "score" and self.steps(amount, ranged):
            ranged = None
        amount = ranged or amount
        amount = self.age(amount, token) or amount
        if amount.fraction and amount.unit is None:
            if lexs[amount.number].low == "half" and not self.half_counts(amount):
                return None
            amount = replace(amount, unit="share")
        return self.quantity(amount, token)

    def unnumbered(self, amount: Amount, token: Token) -> bool:
        lexs = self.lexs
        if names.is_pronoun_one(lexs, amount, token, self.tree) or names.is_adverbial(lexs, amount):
            return True
        if lexs[amount.number].kind == "word" and amount.low == 0 and token.tag_ != "CD":
            return True
        bare = amount.last == amount.number + 1 and lexs[amount.number].low in {
            "million",
            "thousand",
            "billion",
            "dozen",
        }
        return bare and amount.number > 0 and lexs[amount.number - 1].low not in {"half", "per", "the"}

    def half_counts(self, amount: Amount) -> bool:
        """Whether "half" is a share of something, not a period of a match or part of a compound."""
        lexs, i = self.lexs, amount.last
        if amount.number > 0 and lexs[amount.number - 1].low in {"first", "second", "other", "better", "opening"}:
            return False
        return i < len(lexs) and lexs[i].low in {
            "of",
            "the",
            "its",
            "their",
            "his",
            "her",
            "our",
            "all",
            "that",
            "those",
        }

    def steps(self, left: Amount, ranged: Amount) -> bool:
        """Whether "rose 3 points to 45 points" gives a change and a level, not a range."""
        to = self.lexs[left.last].low == "to"
        if not to or left.unit is None:
            return False
        before = {lexeme.low for lexeme in self.lexs[max(0, left.first - 3) : left.first]}
        return not before & {"from", "between"} and self.trend(left.first, left) is not None

    def score(self, left: Amount) -> Amount | None:
        """A result: "3-2", told from a range by the words around it or by its falling order."""
        lexs, i = self.lexs, left.last
        if left.unit or not left.figures or i + 1 >= len(lexs) or lexs[i].text not in DASHES:
            return None
        if not (glued(lexs, i) and glued(lexs, i + 1)) or (
            glued(lexs, left.number) and lexs[left.number - 1].text not in "("
        ):
            return None
        right = grammar.read_amount(lexs, i + 1)
        if right is None or right.unit or not right.figures or right.last != i + 2:
            return None
        if (
            max(left.low, right.low) > _HIGHEST_SCORE
            or left.low % 1
            or right.low % 1
            or (glued(lexs, right.last) and (lexs[right.last].text in DASHES or lexs[right.last].kind == "word"))
        ):
            return None
        near = lexs[max(0, left.first - _SCORE_REACH) : right.last + _SCORE_REACH]
        if left.low <= right.low and not any(lexeme.low in _score_words() for lexeme in near):
            return None
        low, high = sorted((left.low, right.low))
        return replace(left, low=low, high=high, last=right.last, unit="score", ranged=True)

    def part_of(self, left: Amount) -> Amount | None:
        """A share told as "one in five", "nine out of 10"."""
        lexs, i = self.lexs, left.last
        if left.unit or left.low % 1 or left.scale != 1.0 or i + 1 >= len(lexs):
            return None
        words = [lexeme.low for lexeme in lexs[i : i + 2]]
        at = i + 2 if words in (["out", "of"], ["in", "every"], ["of", "every"]) else i + 1 if words[0] == "in" else 0
        if not at or at >= len(lexs):
            return None
        number = read_number(lexs, at)
        if number is None or number.low % 1 or not 0 < left.low < number.low or number.fraction or number.vague:
            return None
        follows = grammar.unit_at(lexs, number.last, figures=False)
        if follows and units.dimension(follows[0]) == "time":
            return None
        if words[0] == "in" and left.low > 1 and number.low not in {3, 4, 5, 10, 20, 100, 1000}:
            return None
        if words[0] == "in" and number.figures and 1900 <= number.low < 2100 and not number.grouped:
            return None
        share = left.low / number.low
        return replace(left, low=share, high=share, last=number.last, fraction=True)

    def age(self, amount: Amount, token: Token) -> Amount | None:
        """An age: "43-year-old", "aged 27", "27 years old", "Fallow, 27,", "the driver, 27,", "the age of 21"."""
        lexs, i = self.lexs, amount.last
        tail = [lexeme.low for lexeme in lexs[i : i + 3]]
        if amount.unit in _AGES:
            for skip in (("-", "old"), ("old",), ("of", "age"), ("-", "olds"), ("olds",)):
                if tuple(tail[: len(skip)]) == skip:
                    return replace(amount, unit=_AGES[amount.unit], last=i + len(skip))
            return None
        if amount.unit is not None or amount.low % 1 or not 0 < amount.low <= _OLDEST or amount.scale != 1.0:
            return None
        start = amount.first
        before = [lexeme.low for lexeme in lexs[max(0, start - 2) : start]]
        if before[-1:] in (["aged"], ["age"], ["ages"]) or before in (["age", "of"], ["aged", "between"]):
            return replace(amount, unit="year of age")
        if not before or before[-1] not in {",", "("} or not amount.figures or start < 2:
            return None
        closing = {",": {",", ".", ";", "who", "of", "from", "was", "is"}, "(": {")"}}[before[-1]]
        named = self.token_at(lexs[start - 2].start)
        person = named.ent_type_ == "PERSON" or (
            before[-1] == "," and (named.pos_ == "PROPN" or named.lemma_ in counts().someone)
        )
        ends = (tail[0] if tail else ".") in closing
        return replace(amount, unit="year of age") if person and ends and token.dep_ != "nummod" else None

    def trend(self, first: int, amount: Amount) -> Trend | None:
        """Whether the words before the amount, or right after it, say that something rose or fell by it."""
        words = grammar.trend_words()
        lexs = self.lexs
        if amount.plus:
            return "up"
        if amount.unit is None or amount.unit == "score" or units.dimension(amount.unit) in {"age", "time"}:
            after = lexs[first - 1].low if first > 0 else ""
            if after not in {"by", "up", "down"}:
                return None
        sized = amount.unit is not None and units.dimension(amount.unit) in _SIZES
        if sized and lexs[first - 1].low not in {"by", "up", "down"}:
            return None  # "sank 10 km off the coast"
        for k in range(first - 1, max(-1, first - _TREND_REACH), -1):
            low = lexs[k].low
            if low in {"up", "down"} and self.phrasal(lexs[k]):
                return None
            if low in words["up"]:
                return "up"
            if low in words["down"]:
                return "down"
            if low not in words["through"]:
                break
        if amount.unit and amount.last < len(lexs):
            low = lexs[amount.last].low
            return "up" if low in words["up"] else "down" if low in words["down"] else None
        return None

    def phrasal(self, lexeme: Lexeme) -> bool:
        """Whether "up" or "down" belongs to a verb that tells of no change: "gave up 500 yards"."""
        token = self.token_at(lexeme.start)
        changes = grammar.trend_words()
        moved = token.head.lower_ in changes["up"] | changes["down"] or token.head.lemma_ in {"go", "come", "be"}
        return token.dep_ == "prt" and not moved

    def modifier(self, amount: Amount) -> Modifier | None:
        if amount.unit == "score":
            return None
        after = grammar.modifier_after(self.lexs, amount.last)
        before = grammar.modifier_before(self.lexs, amount.first)
        if before and self.lexs[before.last - 1].low in {"over", "about", "around", "above", "below", "under"}:
            token = self.token_at(self.lexs[before.last - 1].start)
            lasting = amount.unit is not None and units.dimension(amount.unit) == "time" and not amount.grouped
            if token.lower_ == "over" and lasting and token.dep_ == "prep":
                before = None
        if before and amount.ranged and before.first > 0 and self.lexs[before.first - 1].low in {"from", "between"}:
            return None  # "from up to 250 miles to 280 miles"
        return before or after

    def quantity(self, amount: Amount, token: Token) -> tuple[Quantity, int]:
        lexs = self.lexs
        modifier = self.modifier(amount)
        first, last = amount.first, amount.last
        if modifier:
            first, last = min(first, modifier.first), max(last, modifier.last)
        trend = self.trend(first, amount)
        low: float | None = float(amount.low)
        high: float | None = float(amount.high)
        side = grammar.bound(modifier.word if modifier else None)
        if side == "low":
            high = None
        elif side == "high":
            low = None
        start, end = lexs[first].start, lexs[last - 1].end
        taken = self.tokens_between(lexs[amount.first].start, lexs[amount.last - 1].end)
        return (
            Quantity(
                start=start,
                end=end,
                text=self.text[start:end],
                low=low,
                high=high,
                unit=amount.unit,
                modifier=modifier.word if modifier else None,
                of=counted(self.tree, token, taken, measured=amount.unit is not None),
                trend=trend,
            ),
            last,
        )

    def tokens_between(self, start: int, end: int) -> set[int]:
        return set(range(self.token_at(start).i, self.token_at(end - 1).i + 1))
