"""`newsdiff config`: what is in force and who says so."""

from __future__ import annotations

import json
import os
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from newsdiff.cli.config import given
from tests.cli.conftest import Run

FILE = """top = 3
baseline = "known.json"
exclude = ["drafts/"]
[[ignore]]
code = "ND1"
path = "wires/"
reason = "rounded there"
[[source]]
path = "wires/"
label = "The Wire"
[aliases]
"Halden Steel" = ["Old Blue"]
"""


@pytest.fixture(autouse=True)
def clear(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in list(os.environ):
        if name.startswith("NEWSDIFF_"):
            monkeypatch.delenv(name)


def shown(result: str) -> dict[str, tuple[object, str]]:
    return {row["key"]: (row["value"], row["from"]) for row in json.loads(result)["settings"]}


def test_defaults_come_from_nobody(cli: Run) -> None:
    result = cli("config", "--format", "json")
    assert result.status == 0
    assert json.loads(result.out)["file"] is None
    assert {origin for _, origin in shown(result.out).values()} == {"default"}


def test_each_setting_says_who_gave_it(cli: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "newsdiff.toml").write_text(FILE)
    (folder / "deep").mkdir()
    monkeypatch.chdir(folder / "deep")
    monkeypatch.setenv("NEWSDIFF_FAIL_ON", "divergent:quote")
    result = cli("config", "-f", "json")
    assert (result.status, result.err) == (0, "")
    assert json.loads(result.out)["file"] == "../newsdiff.toml"
    rows = shown(result.out)
    assert rows["top"] == (3, "../newsdiff.toml:1")
    assert rows["fail-on"] == ("divergent:quote", "NEWSDIFF_FAIL_ON")
    assert rows["model"] == ("en_core_web_sm", "default")
    assert rows["exclude"] == (["drafts/"], "../newsdiff.toml:3")
    assert rows["ignore.1"] == ({"accepts": "ND1 in wires/", "reason": "rounded there"}, "../newsdiff.toml:4")
    assert rows["source.1"] == ({"path": ["wires/"], "label": "The Wire"}, "../newsdiff.toml:8")
    assert rows["aliases.Halden Steel"] == (["Old Blue"], "../newsdiff.toml:11")


def schema(name: str) -> jsonschema.Draft202012Validator:
    text = resources.files("newsdiff.report").joinpath("schema", name).read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    return jsonschema.Draft202012Validator(json.loads(text))


_EVERY_FIELD = """[[source]]
path = ["wires/", "*.html"]
label = "The Wire"
dates = "mdy"
timezone = "Europe/London"
furniture = ["Reporting by *"]
[[ignore]]
fingerprint = "0123456789ab"
reason = "known"
"""


@pytest.mark.parametrize("text", ["", FILE, _EVERY_FIELD], ids=["no settings", "some", "every field of a source"])
def test_its_json_fulfils_the_schema_that_ships(cli: Run, folder: Path, text: str) -> None:
    (folder / "newsdiff.toml").write_text(text)
    data = json.loads(cli("config", "-f", "json").out)
    schema("config-1.json").validate(data)
    data["settings"][0]["by"] = "nobody"
    assert not schema("config-1.json").is_valid(data)


def test_the_json_of_the_cache_fulfils_the_schema_that_ships(cli: Run, folder: Path) -> None:
    for action in ("info", "clear"):
        data = json.loads(cli("cache", action, "--cache", str(folder / "k"), "-f", "json").out)
        schema("cache-1.json").validate(data)
        assert not schema("cache-1.json").is_valid({**data, "age": 1})


def test_a_table_of_three_columns(cli: Run, folder: Path) -> None:
    (folder / "newsdiff.toml").write_text(FILE)
    lines = cli("config").out.splitlines()
    assert lines[0] == "# from newsdiff.toml"
    assert {len(line) - len(line.split()[-1]) for line in lines[1:]} == {lines[1].index("default")}, "columns"
    cells = [tuple(re.split(r" {2,}", line)) for line in lines[1:]]
    assert ("top", "3", "newsdiff.toml:1") in cells
    assert ("baseline", '"known.json"', "newsdiff.toml:2") in cells
    assert ("cache", "-", "default") in cells
    assert ("ignore.1", "ND1 in wires/: rounded there", "newsdiff.toml:4") in cells
    assert ("source.1", 'path ["wires/"], label "The Wire"', "newsdiff.toml:8") in cells


def test_isolated_reads_no_file(cli: Run, folder: Path) -> None:
    (folder / "newsdiff.toml").write_text("oops")
    result = cli("config", "--isolated")
    assert (result.status, result.out.splitlines()[0]) == (0, "# no configuration file")


def test_config_names_the_file(cli: Run, folder: Path) -> None:
    (folder / "newsdiff.toml").write_text("oops")
    (folder / "other.toml").write_text("top = 5")
    assert shown(cli("config", "--config", "other.toml", "-f", "json").out)["top"] == (5, "other.toml:1")


@pytest.mark.parametrize(
    ("text", "arguments", "line"),
    [
        pytest.param(
            "\ntpo = 1", "", "newsdiff: newsdiff.toml:2: unknown key 'tpo'; did you mean top?", id="unknown key"
        ),
        pytest.param("top = 'x'", "", "newsdiff: newsdiff.toml:1: top: 'x' is no whole number", id="a bad value"),
        pytest.param("", "--config no.toml", "newsdiff: --config no.toml: does not exist", id="no such file"),
        pytest.param("", "--config no.toml --isolated", "newsdiff: --isolated: reads no configuration", id="both"),
    ],
)
def test_bad_configuration_is_one_line(cli: Run, folder: Path, text: str, arguments: str, line: str) -> None:
    (folder / "newsdiff.toml").write_text(text)
    result = cli("config", *arguments.split())
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(line)
    assert result.err.count("\n") == 1


def test_nothing_of_a_file_acts_on_the_terminal(cli: Run, folder: Path) -> None:
    (folder / "newsdiff.toml").write_text('model = "\\u001b[2Jx"\n[aliases]\n"\\u202eA" = ["B"]\n')
    for format_ in ("table", "json"):
        result = cli("config", "--config", "newsdiff.toml", "-f", format_)
        assert result.status == 0
        assert not {"\x1b", "\u202e"} & set(result.out)


def test_options_that_were_given_are_told_from_defaults() -> None:
    app, seen = typer.Typer(), []

    @app.command()
    def command(
        context: typer.Context, top: int = 10, format_: str = typer.Option("table", "--format"), x: int = 1
    ) -> None:
        seen.append(given(context))

    for arguments in ([], ["--top", "10"], ["--format", "json", "--x", "2"]):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    assert seen == [{}, {"top": 10}, {"format": "json"}]
