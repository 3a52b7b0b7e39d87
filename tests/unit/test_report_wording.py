"""Clauses of one sentence read as one, with the differing words marked."""

from __future__ import annotations

import dataclasses

import pytest

from newsdiff.model import Reported, Span
from newsdiff.report.wording import by_article, by_sentence, conflicting, wording
from tests.sample_report import FINDINGS, TEXTS, claim

SENTENCE = "The captain, Ivo Brandt, has sailed the route for twenty years"


def clause(text: str) -> Reported:
    made = claim("a", text)
    start = TEXTS["a"].index(SENTENCE)
    return dataclasses.replace(made, claim=dataclasses.replace(made.claim, sentence=Span(start, start + len(SENTENCE))))


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        pytest.param(["Ivo Brandt"], "Ivo Brandt", id="one clause is itself"),
        pytest.param(["has sailed the route", "Ivo Brandt"], "Ivo Brandt … has sailed the route", id="a gap is shown"),
        pytest.param(["The captain,", "Ivo Brandt"], "The captain, Ivo Brandt", id="a blank is no gap"),
        pytest.param([SENTENCE, "Ivo Brandt"], SENTENCE, id="a clause inside another is not said twice"),
        pytest.param(["sailed the route", "the route for"], "sailed the route for", id="nor is what two share"),
    ],
)
def test_wording(parts: list[str], shown: str) -> None:
    assert wording([clause(part) for part in parts]).text == shown


def test_marks_follow_the_file_into_each_clause() -> None:
    at = TEXTS["a"].index("twenty")
    shown = wording([clause("Ivo Brandt"), clause("for twenty years")], [(at, at + 6), (0, 3)])
    assert [shown.text[start:end] for start, end in shown.marks] == ["twenty"]


def test_claims_are_sorted_by_article_and_by_sentence() -> None:
    grouped = by_article([claim("c", "27 people"), clause("Ivo Brandt"), claim("a", "Divers"), clause("sailed")])
    assert [letter for letter, _ in grouped] == ["a", "c"]
    assert [[item.claim.text for item in sentence] for sentence in by_sentence(grouped[0][1])] == [
        ["Ivo Brandt", "sailed"],
        ["Divers"],
    ]


def test_letters_after_z_come_last() -> None:
    last = Reported("aa", clause("sailed").claim)
    assert [letter for letter, _ in by_article([last, claim("b", "Lifeboats")])] == ["b", "aa"]


def test_conflicting_words_are_those_of_the_article() -> None:
    (span,) = conflicting("b", FINDINGS[0].facets)
    assert TEXTS["b"][slice(*span)] == "Twenty-five"
