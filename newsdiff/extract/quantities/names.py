"""Numbers that are no amounts: parts of names, labels, addresses, codes, telephone numbers and ordinals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsdiff.extract.numbers import DASHES, HYPHENS, Lexeme, glued
from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.quantities.grammar import Amount
from newsdiff.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Groups of a telephone number, no more.
_LONGEST_RUN = 6
_NOT_ONE = {"no", "every", "each", "any", "this", "that", "which", "the", "another", "some", "only", "other"}
_AFTER_ONE = {"another", "day", "night", "time", "thing", "way", "off", "sided", "stop"}
_ADVERBIAL = {"time", "way", "fold", "sided", "off", "stop"}


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    data = load("labels", labels="lists")["labels"]
    return frozenset(data["before"]), frozenset(data["after"])


def is_code(lexs: list[Lexeme], amount: Amount) -> bool:
    """Whether the figures are part of a longer code: "G20", "5G", "1st", "555-0123", "#4", "7:30", "1.2.3"."""
    i, after = amount.number, amount.last
    text = lexs[i].text
    if amount.figures and not amount.signed:
        area = [lexeme.text for lexeme in lexs[i - 1 : i + 4]] if i > 0 else []
        if len(area) == 5 and area[0] == "(" and area[2] == ")" and area[4] in DASHES:
            return True  # "(202) 555-0173"
        if len(text) > 1 and text[0] == "0" and text.isdigit():
            return True
        if not amount.unit and _in_run(lexs, i):
            return True
        if i > 0 and glued(lexs, i):
            mark = lexs[i - 1]
            if mark.kind == "word" or mark.text in "#@:_\\":
                return True
            if mark.text in HYPHENS and i > 1 and glued(lexs, i - 1) and amount.first == i:
                word = lexs[i - 2]
                measured = amount.unit is not None and word.text.islower()  # "sub-7 nanometre"
                return word.kind == "figure" or (word.kind == "word" and not _number_word(word) and not measured)
            if (
                mark.text == "-"
                and amount.first < i
                and i > 1
                and lexs[i - 2].text.isupper()
                and len(lexs[i - 2].text) > 1
            ):
                return True  # "COVID -19"
            if mark.text in "/." and i > 1 and glued(lexs, i - 1) and lexs[i - 2].kind in {"figure", "word"}:
                return True
        if after < len(lexs) and glued(lexs, after):
            mark = lexs[after]
            if mark.kind == "word" or mark.text == "_":
                return True
            joined = after + 1 < len(lexs) and glued(lexs, after + 1)
            if joined and mark.text in ":/@" and lexs[after + 1].kind == "figure":
                return True
            if joined and mark.text in DASHES and lexs[after + 1].kind == "figure" and not amount.unit:
                return True
    return False


def _in_run(lexs: list[Lexeme], i: int) -> bool:
    """Whether the figures stand among groups of figures as telephone numbers do: "020 7946 0958", "+44 20 7946"."""
    run = [i]
    for step in (-1, 1):
        k = i
        while len(run) < _LONGEST_RUN and 0 <= k + step < len(lexs):
            near, far = sorted((k, k + step))
            if lexs[k + step].kind != "figure" or lexs[far].start - lexs[near].end != 1:
                break
            k += step
            run.append(k)
    zeroed = any(lexs[k].text[0] == "0" and len(lexs[k].text) > 1 and lexs[k].text.isdigit() for k in run)
    return len(run) > 2 or (len(run) > 1 and zeroed)


def _number_word(lexeme: Lexeme) -> bool:
    from newsdiff.extract.numbers import number_words

    words = number_words()
    return lexeme.low in words.scales or lexeme.low in words.units or lexeme.low == "minus"


def is_label(lexs: list[Lexeme], amount: Amount, token: Token) -> bool:
    """Whether the number names the thing beside it: "page 12", "Flight 93", "Boeing 747", "14 Elm Street"."""
    if amount.unit or (amount.ranged and not amount.figures):
        return False
    before, after = _labels()
    i = amount.number
    previous = lexs[i - 1] if i > 0 and lexs[i].start - lexs[i - 1].end <= 2 else None
    if previous is not None and previous.text == "." and i > 1 and lexs[i - 2].low in {"no", "nos", "vol", "pp"}:
        return True
    if previous is not None and previous.kind == "word" and not amount.grouped and amount.scale == 1.0:
        governs = token.i > 0 and token.head.i == token.i - 1 and token.dep_ in {"nummod", "appos", "npadvmod", "amod"}
        follows = _noun_follows(token)
        if previous.low in before and (governs or not follows):
            return True
        name = token.i > 0 and token.nbor(-1).pos_ == "PROPN" and any(map(str.isupper, previous.text))
        owned = amount.last < len(lexs) and lexs[amount.last].text in {"'", "’"} and glued(lexs, amount.last)
        inside = follows and token.head.tag_ == "NNP"  # "iPhone 11 Pro"; "12 Americans" is NNPS
        if amount.figures and name and (governs or not follows or inside or owned):
            return True
        if amount.figures and name and token.nbor(-1).dep_ == "compound":
            return True
        if previous.low in {"top", "bottom"} and not follows:
            return True
        if token.pos_ == "PROPN" and name and not follows:
            return True
    return amount.figures and _address(lexs, amount.last, after)


def _noun_follows(token: Token) -> bool:
    """Whether the number modifies a noun to its right."""
    return token.head.i > token.i and token.dep_ in {"nummod", "quantmod", "compound"} and token.head.pos_ != "VERB"


def _address(lexs: list[Lexeme], i: int, after: frozenset[str]) -> bool:
    """Whether capitalised words that end in "Street", "Road", … follow within three lexemes."""
    for k in range(i, min(i + 4, len(lexs))):
        if lexs[k].kind != "word" or not lexs[k].text[0].isupper():
            return False
        if lexs[k].low in after:
            return k > i or lexs[k].low == "zip"
    return False


def is_pronoun_one(lexs: list[Lexeme], amount: Amount, token: Token, tree: ParseTree) -> bool:
    """Whether "one" is a pronoun or part of a set phrase: "no one", "the one", "one another", "one-off"."""
    i = amount.number
    if lexs[i].low != "one" or amount.last != i + 1:
        return False
    if i > 0 and lexs[i - 1].low in _NOT_ONE and token.head.i <= token.i:
        return True
    step = i + 2 if i + 1 < len(lexs) and lexs[i + 1].text in HYPHENS else i + 1
    if step < len(lexs) and lexs[step].low in _AFTER_ONE and (step == i + 2 or lexs[step].low == "another"):
        return True
    described = any(child.dep_ in {"amod", "det"} and child.i < token.i for child in tree.children(token))
    return token.tag_ != "CD" or described  # "the new one"


def is_adverbial(lexs: list[Lexeme], amount: Amount) -> bool:
    """Whether the number is half of a compound adjective that counts nothing: "two-way", "three-time"."""
    i = amount.last
    return i + 1 < len(lexs) and lexs[i].text in HYPHENS and glued(lexs, i) and lexs[i + 1].low in _ADVERBIAL
