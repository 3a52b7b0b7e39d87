"""Settings for `compare`, `extract` and `group`: flags, then the environment, then a file, then the defaults."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from newsdiff.cli import run
from newsdiff.corpus.baseline import write
from tests.cli.conftest import Run
from tests.unit.test_baseline import REPORT

pytestmark = pytest.mark.usefixtures("folder")


def configure(text: str) -> None:
    Path("newsdiff.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "environment", "flags", "confidence"),
    [
        pytest.param("", "", [], 0.0, id="default"),
        pytest.param("min-confidence = 0.1", "", [], 0.1, id="file"),
        pytest.param("min-confidence = 0.1", "0.2", [], 0.2, id="environment before file"),
        pytest.param("min-confidence = 0.1", "0.2", ["--min-confidence", "0.3"], 0.3, id="flag before all"),
        pytest.param("min-confidence = 0.1", "0.2", ["--min-confidence", "0"], 0.0, id="a flag that says the default"),
        pytest.param("min-confidence = 0.1", "", ["--isolated"], 0.0, id="isolated"),
        pytest.param("min-confidence = 0.1", "0.2", ["--isolated"], 0.2, id="isolated still hears the environment"),
        pytest.param("oops = 1", "", ["--config", "other.toml"], 0.4, id="another file"),
    ],
)
def test_who_is_heard(
    cli: Run,
    engine: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    environment: str,
    flags: list[str],
    confidence: float,
) -> None:
    configure(file + "\n")
    Path("other.toml").write_text("min-confidence = 0.4\n")
    if environment:
        monkeypatch.setenv("NEWSDIFF_MIN_CONFIDENCE", environment)
    assert cli("compare", "a.txt", "b.txt", *flags).status == 0
    assert engine[0][1].min_confidence == confidence


@pytest.mark.parametrize(
    "command", [["compare", "a.txt", "b.txt"], ["extract", "a.txt"], ["group", "."], ["check", "."]]
)
def test_a_wrong_key_is_named_with_its_line(cli: Run, command: list[str]) -> None:
    configure("top = 3\nfail_onn = 'any'\n")
    result = cli(*command)
    assert (result.status, result.out) == (2, "")
    assert result.err == "newsdiff: newsdiff.toml:2: unknown key 'fail_onn'; " + result.err.partition("'; ")[2]
    assert "did you mean fail-on?" in result.err


@pytest.mark.parametrize(
    ("settings", "options", "status"),
    [
        pytest.param('fail-on = "divergent"', "", 1, id="a gate of the file"),
        pytest.param('fail-on = "divergent"', "--fail-on none", 0, id="a flag opens it"),
        pytest.param('fail-on = "divergent"', "--exit-zero", 0, id="exit-zero"),
        pytest.param("", "--fail-on divergent:quantity", 1, id="a facet"),
        pytest.param("", "--fail-on divergent:date", 0, id="a facet that there is not"),
        pytest.param("", "--max-divergent 2", 0, id="as many as may pass"),
        pytest.param("", "--max-divergent 1", 1, id="one too many"),
        pytest.param("", "--exit-code --ignore ND1,ND5", 0, id="exit-code counts what is selected"),
        pytest.param("", "--fail-on divergent:date --exit-code", 1, id="exit-code counts every facet"),
        pytest.param("", "--fail-on unique --select ND1", 0, id="select"),
        pytest.param('[[ignore]]\ncode = "ND"\nreason = "all"', "--fail-on any", 0, id="accepted"),
    ],
)
def test_the_gate_of_compare(cli: Run, engine: object, settings: str, options: str, status: int) -> None:
    configure(settings + "\n")
    assert cli("compare", "a.txt", "b.txt", "-q", *options.split()).status == status


def test_a_baseline_of_compare(cli: Run, engine: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["newsdiff.api"], "compare", lambda articles, config: REPORT)
    Path("known.json").write_text(write(REPORT))
    result = cli("compare", "a.txt", "b.txt", "--fail-on", "any", "--baseline", "known.json", "-f", "json")
    assert result.status == 2, "the sample has an article that was left out"
    assert json.loads(result.out)["summary"] == {"stories": 1, "agreed": 2, "divergent": 0, "unique": 0}
    assert "note: findings left out: 6 known\n" in result.err


def test_a_report_of_compare_has_what_is_selected(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt", "--select", "ND501", "-f", "json", "-q")
    found = json.loads(result.out)["stories"][0]["findings"]
    assert {item["code"] for item in found} == {"ND000", "ND501"}
    assert result.err == ""


def test_sources_of_compare_and_extract_have_defaults(cli: Run, engine: list[Any]) -> None:
    configure('[[source]]\npath = "*.txt"\nlabel = "The Wire"\n[[source]]\npath = "b.txt"\nlabel = "Coast"\n')
    cli("compare", "a.txt", "b.txt", "own=c.txt")
    assert [article.source for article in engine[0][0]] == ["The Wire", "Coast", "own"]
    found = json.loads(cli("extract", "b.txt", "--layer", "furniture", "-f", "jsonl").out)
    assert found["source"] == "Coast"


def test_the_order_of_a_date_is_a_default(cli: Run, engine: list[Any]) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(f"---\ndate: 02/03/2031\n---\n\nIt rained on Tuesday in {name}.\n")
    configure('[[source]]\npath = "a.txt"\ndates = "mdy"\n[[source]]\npath = "b.txt"\ndates = "dmy"\n')
    cli("compare", "a.txt", "b.txt")
    assert [article.published for article in engine[0][0]] == [date(2031, 2, 3), date(2031, 3, 2)]


@pytest.mark.parametrize(
    ("configured", "flags", "starts"),
    [
        pytest.param("sarif", [], "Ferry runs", id="one that extract does not have"),
        pytest.param("jsonl", [], '{"', id="one that it has"),
        pytest.param("jsonl", ["--format", "table"], "Ferry runs", id="a flag"),
    ],
)
def test_the_format_of_extract(cli: Run, configured: str, flags: list[str], starts: str) -> None:
    configure(f'format = "{configured}"\n')
    result = cli("extract", "a.txt", "--layer", "furniture", *flags)
    assert result.status == 0
    assert result.out.startswith(starts)


def test_extract_hears_of_encoding_and_size(cli: Run) -> None:
    Path("a.txt").write_bytes("Café Łódź opened. It rained all day.".encode("cp1250"))
    configure('encoding = "cp1250"\nquiet = true\n')
    result = cli("extract", "a.txt", "--layer", "furniture", "-f", "json")
    assert (result.status, result.err) == (0, "")
    configure("max-bytes = 10\n")
    assert "is above the limit of 10 bytes" in cli("extract", "a.txt", "--layer", "furniture").err


def test_group_hears_of_what_is_left_out(cli: Run) -> None:
    configure('exclude = ["b.txt"]\nformat = "jsonl"\ngroup = "none"\n')
    Path(".newsdiffignore").write_text("c.txt\n")
    result = cli("group", ".")
    assert [Path(item["path"]).name for item in json.loads(result.out)["articles"]] == ["a.txt"]
    assert len(json.loads(cli("group", ".", "--isolated", "-g", "none", "-f", "jsonl").out)["articles"]) == 2


@pytest.mark.parametrize("command", ["compare", "extract", "check", "group"])
def test_every_command_that_reads_has_config_and_isolated(capsys: pytest.CaptureFixture[str], command: str) -> None:
    run([command, "--help"])
    text = capsys.readouterr().out
    assert "--config" in text
    assert "--isolated" in text
