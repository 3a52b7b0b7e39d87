"""The JSON report: it fulfils the shipped schema, holds every value, and nothing in it acts on a terminal."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.model import Facet, FacetValue, Report
from newsdiff.report.json_format import ascii_only, render, schema, to_dict
from tests.sample_report import REPORT, STORY, TEXTS, claim, finding

_CHECKER = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())


def _subschemas(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for item in node.values():
            yield from _subschemas(item)


def with_text(text: str, value: object = None) -> Report:
    """A report in which an article's words, and all that is made of them, are `text`."""
    reported = claim("a", "Divers will look at the hull on Friday")
    reported = dataclasses.replace(reported, claim=dataclasses.replace(reported.claim, text=text))
    facet = Facet("other", "conflict", text, (FacetValue("a", text, 0, 1, {text: value}),))
    story = dataclasses.replace(
        STORY, title=text, findings=(finding("1", "divergent", "ND801", text, [reported], [facet]),)
    )
    return dataclasses.replace(REPORT, stories=(story,))


def test_the_schema_is_a_schema_and_closed() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert all(node["additionalProperties"] is False for node in _subschemas(schema()))
    assert [names for node in _subschemas(schema()) if (names := set(node["properties"]) - set(node["required"]))] == [
        {"alone"},
        {"later"},
    ], "articles alone in their story, and counts that grew, where there are any"


def test_the_sample_fulfils_the_schema() -> None:
    _CHECKER.validate(json.loads(render(REPORT)))


def test_sources_and_origins_are_counted() -> None:
    first, *_, last = to_dict(REPORT)["stories"][0]["findings"]
    assert (first["sources"], first["independent"]) == (3, 2)
    assert (last["sources"], last["independent"]) == (1, 1)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data.update(extra=1), id="an unknown key"),
        pytest.param(lambda data: data.pop("skipped"), id="a missing key"),
        pytest.param(lambda data: data["stories"][0]["findings"][0].update(verdict="maybe"), id="another verdict"),
        pytest.param(lambda data: data["stories"][0]["articles"][0].update(published="2031-13-01"), id="no such day"),
    ],
)
def test_the_schema_refuses(spoil: Any) -> None:
    data = to_dict(REPORT)
    spoil(data)
    assert list(_CHECKER.iter_errors(data))


def test_keys_stand_in_the_order_of_the_design() -> None:
    data = to_dict(REPORT)
    assert list(data) == ["schema", "generator", "stories", "skipped", "summary"]
    assert list(data["stories"][0]["findings"][0]) == [
        "id", "verdict", "code", "summary", "confidence", "salience", "sources", "independent", "near",
            "facets", "claims",
    ]  # fmt: skip


def test_offsets_join_back_to_the_text() -> None:
    for found in to_dict(REPORT)["stories"][0]["findings"]:
        for item in [*found["claims"], *(value for facet in found["facets"] for value in facet["values"])]:
            assert TEXTS[item["article"]][item["start"] : item["end"]] == item["text"]


def test_the_counts_are_those_of_the_findings() -> None:
    data = to_dict(dataclasses.replace(REPORT, stories=(STORY, STORY)))
    assert data["summary"] == {"stories": 2, "agreed": 4, "divergent": 4, "unique": 8}
    assert data["stories"][0]["summary"] == {"agreed": 2, "divergent": 2, "unique": 4}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(float("inf"), None, id="an open end is null"),
        pytest.param(float("nan"), None, id="no number is null"),
        pytest.param(datetime(2031, 4, 2, 21), "2031-04-02T21:00:00", id="a time is ISO text"),
        pytest.param((1, 2.5, True), [1, 2.5, True], id="a tuple is an array"),
        pytest.param({"b": 1, "a": frozenset({"y", "x"})}, {"a": ["x", "y"], "b": 1}, id="sets and keys are sorted"),
    ],
)
def test_values_in_json_types(value: object, written: object) -> None:
    data = json.loads(render(with_text("k", value)))
    assert data["stories"][0]["findings"][0]["facets"][0]["values"][0]["value"] == {"k": written}


@given(st.text(st.characters(), max_size=40))
def test_any_text_survives_and_none_acts(text: str) -> None:
    rendered = render(with_text(text))
    assert json.loads(rendered)["stories"][0]["title"] == text
    assert json.loads(ascii_only(rendered)) == json.loads(rendered)
    rendered.encode("utf-8")
    acts = {
        chr(code) for code in (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066)
    }
    assert not acts & set(rendered)


def test_ascii_only_is_ascii() -> None:
    assert ascii_only(render(with_text("東京 “x” 🚢"))).isascii()
