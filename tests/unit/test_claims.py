"""The table of `tests/cases/claims`, and what holds for the claims of any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.extract.article import extract_all
from newsdiff.model import Claim, Extraction
from newsdiff.nlp import pipeline
from newsdiff.read import parse

CASES: list[dict[str, Any]] = [
    case
    for file in sorted((Path(__file__).parents[1] / "cases" / "claims").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
DAY = date(2031, 5, 14)


def extractions(texts: list[str]) -> list[Extraction]:
    return list(extract_all([parse(text, "case.txt", published=DAY) for text in texts], pipeline()))


@cache
def extracted() -> dict[str, Extraction]:
    """Every sentence of the table, parsed in one batch."""
    texts = sorted({case["text"] for case in CASES})
    return dict(zip(texts, extractions(texts), strict=True))


def described(claim: Claim) -> dict[str, str]:
    """What a case may say of a claim."""
    attribution = claim.attribution

    def role(name: str) -> str:
        return " ".join(word.text for word in claim.words if word.role == name)

    return {
        "text": claim.text,
        "subject": role("subject"),
        "object": role("object"),
        "predicate": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "hedge": claim.hedge or "",
        "tense": claim.tense,
        "speaker": attribution.speaker or attribution.source_text or "" if attribution else "",
        "cue": attribution.cue_text or "" if attribution else "",
    }


def param(case: dict[str, Any]) -> object:
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["wrong"])] if "wrong" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_table(case: dict[str, Any]) -> None:
    found = [described(claim) for claim in extracted()[case["text"]].claims]
    assert len(found) == len(case["expect"]), found
    for one, wanted in zip(found, case["expect"], strict=True):
        assert {key: one[key] for key in wanted} == wanted


def test_the_table_has_one_id_a_case() -> None:
    assert max(Counter(case["id"] for case in CASES).values()) == 1
    assert len(CASES) >= 60


PIECES = st.sampled_from(
    [
        "The firm",
        "Ondine Falk",
        "who",
        "which",
        "said",
        "denied that",
        "closed the mine",
        "sold 14 boats",
        "and",
        "but",
        "if",
        "on Monday",
        "without",
        "never",
        "“we will see”",
        ",",
        ".",
        "?",
        "\n\n",
        "was sued by",
        "having",
        "to leave",
    ]
)


@settings(max_examples=40)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=18).map(" ".join), min_size=1, max_size=4))
def test_claims_hold_together_in_any_text(texts: list[str]) -> None:
    for extraction in extractions(texts):
        text = extraction.article.text
        last = 0
        for claim in extraction.claims:
            assert claim.text == text[claim.start : claim.end]
            assert claim.sentence.start <= claim.start < claim.end <= claim.sentence.end
            assert claim.index >= last
            last = claim.index
            for number, word in enumerate(claim.words):
                assert text[word.start : word.end].replace("’", "'") == word.text
                assert -1 <= word.head < len(claim.words)
                assert word.head != number
            for item in (*claim.quantities, *claim.times, *claim.quotes):
                assert item.text == text[item.start : item.end]


def test_a_clause_shares_no_words_with_another_but_its_subject() -> None:
    """Each token of a sentence is stated once, so that no figure is counted in two claims."""
    for extraction in extracted().values():
        stated = Counter(
            word.start
            for claim in extraction.claims
            for word in claim.words
            if claim.start <= word.start < claim.end and word.role not in {"source", "subject", "object"}
        )
        assert not [start for start, count in stated.items() if count > 1]
