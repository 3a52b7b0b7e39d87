"""`--format` and `--output`: several formats in one run, each to its own place, all checked before the work starts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsdiff.cli.outputs import Output, parse_outputs
from newsdiff.errors import NewsdiffError
from newsdiff.report.formats import FORMATS
from tests.cli.conftest import Run
from tests.unit.consumers import CONSUMERS

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([], [Output("table")], id="standard output"),
        pytest.param(["out.txt"], [Output("table", "out.txt")], id="a file alone"),
        pytest.param(["-"], [Output("table")], id="a dash"),
        pytest.param(["sarif=o.sarif"], [Output("sarif", "o.sarif"), Output("table")], id="a format and stdout"),
        pytest.param(
            ["sarif=o.sarif", "o.txt"], [Output("sarif", "o.sarif"), Output("table", "o.txt")], id="two files"
        ),
        pytest.param(["o.txt", "p.txt"], [Output("table", "o.txt"), Output("table", "p.txt")], id="two of one format"),
        pytest.param(["json=-"], [Output("json")], id="a format to stdout takes its place"),
        pytest.param(["json=-", "o.txt"], [Output("table", "o.txt"), Output("json")], id="files come first"),
        pytest.param(["json=a=b.json"], [Output("json", "a=b.json"), Output("table")], id="the rest is the file"),
        pytest.param(["run=3.txt"], [Output("table", "run=3.txt")], id="no format's name"),
        pytest.param(["./json=x"], [Output("table", "./json=x")], id="a path that has a format's name in it"),
        pytest.param(["json"], [Output("table", "json")], id="a file called as a format"),
    ],
)
def test_where_it_goes(values: list[str], expected: list[Output]) -> None:
    assert list(parse_outputs(values, "table")) == expected


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param(["srif=o.sarif"], "no such format 'srif'; did you mean sarif=o.sarif?", id="the nearest format"),
        pytest.param(["JSON=o.json"], "no such format 'JSON'; did you mean json=o.json?", id="in capitals"),
        pytest.param(["json="], "--output json=: names no file", id="no file"),
        pytest.param([""], "names no file", id="nothing"),
        pytest.param(["a.txt", "json=./a.txt"], "./a.txt twice, as table and as json", id="one file twice"),
        pytest.param(["-", "json=-"], "standard output twice", id="stdout twice"),
    ],
)
def test_what_is_refused(values: list[str], line: str) -> None:
    with pytest.raises(NewsdiffError) as caught:
        parse_outputs(values, "table")
    assert line in str(caught.value)


def test_a_file_of_the_literal_name_is_a_file(folder: Path) -> None:
    (folder / "srif=x").touch()
    assert parse_outputs(["srif=x"], "table") == (Output("table", "srif=x"),)


def test_a_link_is_the_same_file(folder: Path) -> None:
    (folder / "one.json").symlink_to("two.json")
    with pytest.raises(NewsdiffError, match="twice"):
        parse_outputs(["json=one.json", "sarif=two.json"], "table")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_on_standard_output(cli: Run, engine: object, name: str) -> None:
    result = cli("compare", "a.txt", "b.txt", "-q", "-f", name)
    assert (result.status, result.err) == (0, "")
    CONSUMERS[name](result.out)


def test_several_in_one_run(cli: Run, engine: list[Any], folder: Path) -> None:
    before = set(folder.iterdir())
    outputs = [part for name, form in FORMATS.items() for part in ("--output", f"{name}=out{name}{form.ending}")]
    result = cli("compare", "a.txt", "b.txt", "-q", *outputs)
    assert result.out.startswith("Ferry runs aground off Port Allen\n")
    assert {path.name for path in set(folder.iterdir()) - before} == {f"out{n}{f.ending}" for n, f in FORMATS.items()}
    for name, form in FORMATS.items():
        CONSUMERS[name]((folder / f"out{name}{form.ending}").read_bytes().decode())
    assert len(engine) == 1


def test_a_plain_output_leaves_standard_output_empty(cli: Run, engine: object, folder: Path) -> None:
    result = cli("compare", "a.txt", "b.txt", "-q", "-f", "concise", "-o", "lines.txt", "-o", "gitlab=q.json")
    assert result.out == ""
    assert len(CONSUMERS["concise"]((folder / "lines.txt").read_text(encoding="utf-8"))) == 5
    assert len(json.loads((folder / "q.json").read_text(encoding="utf-8"))) == 2


@pytest.mark.parametrize(
    ("output", "line"),
    [
        pytest.param("sarif=no/o.sarif", "no/o.sarif: no such directory no", id="nowhere"),
        pytest.param("sarif=b.txt", "b.txt: --output would overwrite an input", id="an input"),
        pytest.param("sarif=.", ".: is a directory", id="a folder"),
        pytest.param("jnit=o.xml", "did you mean junit=o.xml?", id="no format"),
    ],
)
def test_all_are_checked_before_the_work(cli: Run, engine: list[Any], folder: Path, output: str, line: str) -> None:
    result = cli("compare", "a.txt", "b.txt", "-o", "json=fine.json", "-o", output)
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert line in result.err
    assert engine == []
    assert not (folder / "fine.json").exists()


def test_one_that_fails_keeps_no_other_from_being_written(
    cli: Run, engine: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    real = os.replace

    def full(source: str, target: Path) -> None:
        if target.name == "one.json":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("os.replace", full)
    result = cli("compare", "a.txt", "b.txt", "-q", "-o", "json=one.json", "-o", "sarif=two.sarif")
    assert (result.status, result.err) == (2, "newsdiff: one.json: No space left on device\n")
    assert (folder / "two.sarif").exists()
    assert not (folder / "one.json").exists()
    assert result.out


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param("", {"ND101", "ND501"}, id="what differs"),
        pytest.param("--fail-on divergent", {"ND101", "ND501"}, id="divergent"),
        pytest.param("--fail-on unique", {"ND101", "ND501", "ND900"}, id="unique too"),
        pytest.param("--fail-on any", {"ND101", "ND501", "ND900"}, id="any"),
    ],
)
def test_formats_for_a_gate_show_what_it_counts(cli: Run, engine: object, options: str, codes: set[str]) -> None:
    result = cli("compare", "a.txt", "b.txt", "-q", "-f", "concise", *options.split())
    assert {item["code"] for item in CONSUMERS["concise"](result.out)} == codes


def test_an_explanation_is_a_table_or_json(cli: Run, engine: list[Any], folder: Path) -> None:
    result = cli("compare", "a.txt", "b.txt", "--explain", "3f0c", "-f", "sarif")
    assert (result.status, result.out, engine) == (2, "", [])
    assert "--explain: writes table or json, not sarif" in result.err
    result = cli("compare", "a.txt", "b.txt", "-q", "--explain", "3f0c", "-o", "json=why.json")
    assert json.loads((folder / "why.json").read_text(encoding="utf-8"))["schema"] == "newsdiff/explain/1"
    assert "Evidence" in result.out
