"""`newsdiff codes` and `newsdiff explain`."""

from __future__ import annotations

import json

import pytest

from newsdiff.codes import CODES
from tests.cli.conftest import Run


def test_codes_lists_them_all(cli: Run) -> None:
    result = cli("codes")
    assert (result.status, result.err) == (0, "")
    assert [line.split()[0] for line in result.out.splitlines()] == [code.id for code in CODES]


def test_codes_as_json(cli: Run) -> None:
    data = json.loads(cli("codes", "--format", "json").out)
    assert data["schema"] == "newsdiff/codes/1"
    assert [code["id"] for code in data["codes"]] == [code.id for code in CODES]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_explain_says_the_rule_an_example_and_how_to_silence_it(cli: Run, code: object) -> None:
    from newsdiff.codes import Code

    assert isinstance(code, Code)
    result = cli("explain", code.id.lower())
    assert result.status == 0
    for words in (code.id, code.name, code.rule, *code.example, code.counter, code.silence[1:]):
        assert words in result.out


def test_explain_takes_several_once_each(cli: Run) -> None:
    data = json.loads(cli("explain", "ND501", "ND101", "nd501", "-f", "json").out)
    assert [code["id"] for code in data["codes"]] == ["ND501", "ND101"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("explain", "explain needs a code; for example: newsdiff explain ND101", id="none"),
        pytest.param("explain ND20", "ND20: no such code; did you mean ND201?", id="the nearest"),
        pytest.param("explain quantity", "no such code", id="a word"),
        pytest.param("explain 3f0c99aa", "newsdiff compare … --explain 3f0c99aa", id="the id of a finding"),
        pytest.param("codes --format xml", "it takes table or json", id="a format"),
    ],
)
def test_one_clear_line(cli: Run, arguments: str, line: str) -> None:
    result = cli(*arguments.split())
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert line in result.err
