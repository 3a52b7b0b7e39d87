"""Why a finding is what it is, as text and as JSON: the sums come out, nothing overflows, nothing acts."""

from __future__ import annotations

import dataclasses
import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdiff.model import Explanation
from newsdiff.report import explain, explain_json, json_format
from newsdiff.report.look import Look
from tests.sample_explanation import EXPLANATION
from tests.sample_report import STORY

_CHECKER = jsonschema.Draft202012Validator(explain_json.schema(), format_checker=jsonschema.FormatChecker())


def with_text(text: str) -> Explanation:
    """An explanation in which every text that comes from an article is `text`."""
    sentence = dataclasses.replace(EXPLANATION.sentences[0], text=text, end=EXPLANATION.sentences[0].start + len(text))
    assert EXPLANATION.refused is not None
    pair = dataclasses.replace(EXPLANATION.refused.weighing, first=sentence, second=sentence)
    finding = EXPLANATION.finding
    facets = tuple(
        dataclasses.replace(
            facet, why=text, values=tuple(dataclasses.replace(value, text=text) for value in facet.values)
        )
        for facet in finding.facets
    )
    return dataclasses.replace(
        EXPLANATION,
        finding=dataclasses.replace(finding, summary=text, facets=facets),
        sentences=(sentence,),
        refused=dataclasses.replace(EXPLANATION.refused, weighing=pair, why=text),
    )


def test_the_schema_is_closed_and_shares_the_findings_of_the_report() -> None:
    jsonschema.Draft202012Validator.check_schema(explain_json.schema())
    shared = json_format.schema()["$defs"]
    for name in ("article", "finding", "facet", "value", "claim", "attribution"):
        assert explain_json.schema()["$defs"][name] == shared[name]
    for node in (explain_json.schema(), *explain_json.schema()["$defs"].values()):
        assert set(node["properties"]) - set(node["required"]) <= {"later"}
        assert node["additionalProperties"] is False


@pytest.mark.parametrize(
    "explanation",
    [
        pytest.param(EXPLANATION, id="a shared finding"),
        pytest.param(
            dataclasses.replace(EXPLANATION, finding=STORY.findings[4], pairs=(), refused=None), id="a unique one"
        ),
    ],
)
def test_the_json_fulfils_the_schema(explanation: Explanation) -> None:
    _CHECKER.validate(json.loads(explain_json.render(explanation)))


@pytest.mark.parametrize("key", ["pairs", "refused", "accept", "finding"])
def test_the_schema_refuses_a_document_without(key: str) -> None:
    data = explain_json.to_dict(EXPLANATION)
    del data[key]
    assert list(_CHECKER.iter_errors(data))


def test_values_times_weights_add_up() -> None:
    data = json.loads(explain_json.render(EXPLANATION))
    for pair in (*data["pairs"], data["refused"]):
        for item in pair["evidence"]:
            assert item["points"] == pytest.approx(item["value"] * item["weight"], abs=1e-4)
        assert pair["bias"] + sum(item["points"] for item in pair["evidence"]) == pytest.approx(pair["log_odds"])


@pytest.mark.parametrize("width", [None, 40, 60, 80, 160])
def test_the_waterfall_runs_from_the_start_to_the_sum(width: int | None) -> None:
    text = explain.render(EXPLANATION, Look(width, screen=width is not None))
    rows = [line.split() for line in text.splitlines() if re.match(r"    (start|sum|likeness|figures|distance) ", line)]
    falls = [rows[at : at + 5] for at in range(0, len(rows), 5) if rows[at][0] == "start"]
    named = [row for row in rows if row[0] == "sum"]
    assert len(named) == 3
    assert {row[1] for row in named} == {"+1.08", "+0.22", "-1.15"} == {row[-1] for row in named}
    assert falls[0][0][:2] == ["start", "-4.00"]


def test_who_said_it_the_rule_and_the_refused_are_shown() -> None:
    text = explain.render(EXPLANATION, Look())
    for part in (
        "[Twenty-five people were hurt], the coastguard said.",
        'indirect speech of the coastguard: "the coastguard", "said"',
        "quantity  conflict  27 and 25 are different exact numbers",
        "Twenty-five  as_written Twenty-five",
        "2 of 3 pairs of sentences at 0.45 or more",
        "0, they share no rare word",
        "Lifeboats took 212 passengers to shore.",
        "0.24 is below 0.45",
        "against it: start -4.00, distance -0.60",
        "short of the likeliest pair: likeness -3.40",
    ):
        assert part in text, part


def test_nothing_refused_is_said_in_words() -> None:
    assert "No other sentence shares" in explain.render(dataclasses.replace(EXPLANATION, refused=None), Look())


def test_top_cuts_the_pairs_that_are_weighed_in_full() -> None:
    def falls(top: int) -> int:
        return explain.render(EXPLANATION, Look(80, screen=True, top=top)).count("    start ")

    assert (falls(0), falls(1)) == (3, 2)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    lines = explain.render(EXPLANATION, Look(width, screen=True)).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


@given(st.text(st.characters(), max_size=80), st.sampled_from([None, 40, 80]))
def test_any_text_is_shown_and_none_acts(text: str, width: int | None) -> None:
    rendered = explain.render(with_text(text), Look(width, screen=width is not None))
    rendered.encode("utf-8")
    assert not [char for char in rendered if char in "\x1b\x9b\x07\r\t\u202e"]
    written = explain_json.render(with_text(text))
    written.encode("utf-8")
    assert json.loads(written)["sentences"][0]["text"] == text


@pytest.mark.parametrize("look", [Look(), Look(80, screen=True)])
def test_a_megabyte_in_a_sentence_is_shown(look: Look) -> None:
    assert explain.render(with_text("9" * (1_000_000 if look.screen else 200_000)), look)
