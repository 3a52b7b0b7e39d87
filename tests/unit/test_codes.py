"""The codes: every kind of finding has one, and each example makes a finding of its code."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import get_args

import jsonschema
import pytest

from newsdiff.codes import AGREED, BY_ID, CODES, OF_FACET, UNIQUE, Code
from newsdiff.model import FACET_KINDS, Article, Verdict
from newsdiff.report import codes as report

#: The hundreds that each facet's codes are in.
HUNDREDS = {
    "quantity": "1",
    "date": "2",
    "place": "3",
    "name": "4",
    "attribution": "4",
    "quote": "5",
    "polarity": "6",
    "modality": "6",
    "other": "8",
}


def test_every_facet_and_verdict_has_its_code() -> None:
    assert set(OF_FACET) == set(FACET_KINDS) == set(HUNDREDS)
    assert {code.verdict for code in CODES} == set(get_args(Verdict))
    assert (AGREED, UNIQUE) == ("ND000", "ND900")
    assert all(OF_FACET[facet].startswith(f"ND{hundred}") for facet, hundred in HUNDREDS.items())


def test_ids_and_names_are_each_their_own_and_in_order() -> None:
    assert [code.id for code in CODES] == sorted(BY_ID)
    assert len(BY_ID) == len({code.name for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_a_rule_is_one_sentence_and_silence_names_the_code(code: Code) -> None:
    assert code.rule.count(". ") == 0
    assert code.rule.endswith(".")
    assert code.id in code.silence or code.verdict == "agreed"


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_the_example_makes_a_finding_of_the_code(code: Code) -> None:
    from newsdiff import compare

    day = date(2031, 3, 8)
    articles = [
        Article(f"{name}.txt", text + "\n", published=day + timedelta(number * code.later), published_from="option")
        for number, (name, text) in enumerate(zip("ab", code.example, strict=True))
    ]
    [story] = compare(articles).stories
    found = [finding for finding in story.findings if finding.code == code.id]
    assert found
    assert found[0].verdict == code.verdict
    if code.facet is not None:
        assert code.facet in {facet.kind for facet in found[0].facets if facet.relation == "conflict"}


def test_the_json_fulfils_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report.schema())
    jsonschema.Draft202012Validator(report.schema()).validate(json.loads(report.render_json(CODES)))
