"""Verdicts on two sentences that are read together: values and words that answer each other, and the decision."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import cast

import pytest

from newsdiff.align.profile import build
from newsdiff.extract.article import extract_all
from newsdiff.judge import Docket
from newsdiff.judge.asked import Asked, asked
from newsdiff.judge.side import Side
from newsdiff.judge.verdict import NAMES, Weights
from newsdiff.model import Reported, Span
from newsdiff.nlp import pipeline
from newsdiff.read import parse
from newsdiff.reader import load
from newsdiff.reader.readings import Read, Readings

pytest.importorskip("onnxruntime")

DAY = date(2031, 5, 14)
Pair = tuple[str, str]


def given(texts: Pair) -> tuple[list[list[Reported]], dict[str, dict[str, str]], Readings]:
    """The claims of two sentences, the name keys of their articles, and their readings."""
    found = list(extract_all([parse(text, f"{n}.txt", published=DAY) for n, text in enumerate(texts)], pipeline()))
    claims = [[Reported(letter, claim) for claim in item.claims] for letter, item in zip("ab", found, strict=True)]
    keys = {letter: dict(names) for letter, names in zip("ab", build(found).keys, strict=True)}
    return claims, keys, Readings(load(), dict(zip("ab", texts, strict=True)), [*claims[0], *claims[1]])


class Told:
    """A reading in which the words of `answers` answer each other."""

    def __init__(self, texts: Pair, answers: dict[str, str]) -> None:
        self.texts, self.answers = texts, answers

    def answer(self, side: int, span: Span) -> tuple[Span, float] | None:
        words = self.texts[side][span.start : span.end]
        answers = self.answers if side == 0 else {there: here for here, there in self.answers.items()}
        if words not in answers:
            return None
        start = self.texts[1 - side].index(answers[words])
        return Span(start, start + len(answers[words])), 3.0

    def difference(self, side: int, span: Span) -> float:
        return 0.0


def compared(texts: Pair, answers: dict[str, str]) -> Asked:
    claims, keys, _ = given(texts)
    sides = [[Side(item.claim, keys[item.article]) for item in each] for each in claims]
    return asked(sides[0], sides[1], cast("Read", Told(texts, answers)))


def words(texts: Pair, found: Asked) -> set[tuple[str, str, str]]:
    return {
        (
            item.comparison.relation,
            texts[0][item.comparison.first.start : item.comparison.first.end],
            texts[1][item.comparison.second.start : item.comparison.second.end],
        )
        for item in found.values
    }


FIGURES = (
    "Halvorsen Foods earned $4.2m in the third quarter.",
    "Halvorsen ended the third quarter with a profit of 2.4 million dollars.",
)


ANSWERS = {
    "$4.2m": "2.4 million dollars",
    "Halvorsen Foods": "Halvorsen",
    "the third quarter": "the third quarter",
}


def test_values_that_answer_each_other_are_compared() -> None:
    found = compared(FIGURES, ANSWERS)
    assert words(FIGURES, found) == {
        ("conflict", "$4.2m", "2.4 million dollars"),
        ("same", "Halvorsen Foods", "Halvorsen"),
        ("same", "the third quarter", "the third quarter"),
    }
    assert found.unanswered == (frozenset(), frozenset())


def test_what_nothing_answers_is_named_by_its_kind() -> None:
    found = compared(FIGURES, {"Halvorsen Foods": "Halvorsen"})
    assert found.unanswered == (frozenset({"quantity", "date"}), frozenset({"quantity", "date"}))


def test_words_of_two_sorts_are_not_compared() -> None:
    found = compared(FIGURES, {"$4.2m": "the third quarter"})
    assert found.values == ()


def test_opposites_in_one_place_conflict() -> None:
    texts = "The east gate was opened.", "The west gate was opened."
    [found] = compared(texts, {"east": "west"}).words
    assert found.comparison.relation == "conflict"


def test_the_order_of_the_claims_changes_no_verdict() -> None:
    claims, keys, readings = given(FIGURES)
    pairs = list(product(*claims))
    docket = Docket(pairs, keys, readings=readings)
    for one, other in pairs:
        here, there = docket.judged(one, other), docket.judged(other, one)
        assert (here.decision, here.probability) == (there.decision, there.probability)
        assert [item.turned() for item in there.comparisons] == list(here.comparisons)


def test_without_readings_rules_decide() -> None:
    claims, keys, _ = given((FIGURES[0], FIGURES[0]))
    docket = Docket([(claims[0][0], claims[1][0])], keys)
    assert docket.judged(claims[0][0], claims[1][0]).decision == "agreed"


@pytest.mark.parametrize(
    ("chances", "decision"),
    [((0.9, 0.05, 0.05), "agreed"), ((0.4, 0.5, 0.1), "divergent"), ((0.3, 0.3, 0.4), "undecided")],
)
def test_nothing_is_decided_below_the_least_probability(chances: tuple[float, float, float], decision: str) -> None:
    nothing = (0.0,) * (len(NAMES) + 1)
    rule = Weights(nothing, nothing, agree=0.5, differ=0.45, alike=0.7)
    assert rule.decided(chances)[0] == decision
    assert sum(rule.chances((0.0,) * len(NAMES))) == pytest.approx(1)
