"""Clauses of one sentence read as one, with the differing words marked."""

from __future__ import annotations

import dataclasses

import pytest

from newsdiff.model import FacetValue, Reported, Span, Word
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


def test_a_subject_carried_over_is_shown_with_its_clause() -> None:
    def word(text: str, role: str) -> Word:
        start = TEXTS["a"].index(text)
        return Word(text, text, "NOUN", start, start + len(text), role)

    made = clause("has sailed the route")
    words = (
        word("captain", "subject"),
        word("sailed", "predicate"),
        word("twenty", "modifier"),
        word("Divers", "subject"),
    )
    carried = dataclasses.replace(made, claim=dataclasses.replace(made.claim, words=words))
    assert wording([carried]).text == "captain … has sailed the route"


def value(text: str, article: str = "a") -> FacetValue:
    start = TEXTS[article].index(text)
    return FacetValue(article, text, start, start + len(text))


@pytest.mark.parametrize(
    ("differs", "shown"),
    [
        pytest.param("twenty", "Ivo Brandt … for [twenty] years", id="inside a claim"),
        pytest.param("captain", "[captain] … Ivo Brandt … for twenty years", id="beside the claims"),
        pytest.param("Brandt, has", "Ivo [Brandt, has] … for twenty years", id="across a claim's end"),
        pytest.param("lifeboats", "Ivo Brandt … for twenty years", id="in another sentence: not here"),
    ],
)
def test_words_that_differ_are_marked(differs: str, shown: str) -> None:
    words = wording([clause("Ivo Brandt"), clause("for twenty years")], [value(differs)])
    assert "".join(f"[{text}]" if marked else text for text, marked in words.pieces()) == shown


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
    assert [item.text for item in conflicting("b", FINDINGS[0].facets)] == ["Twenty-five"]
