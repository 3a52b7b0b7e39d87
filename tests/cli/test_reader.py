"""`--reader`: which model reads sentences together, what says so, and what happens where it cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.process import EXAMPLES
from tests.process import newsdiff as as_bytes

FILES = [str(EXAMPLES / "gala" / name) for name in ("a.txt", "b.txt")]


def newsdiff(*args: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    run = as_bytes(*args, cwd=cwd, env=env)
    return CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode())


def name() -> str:
    card = resources.files("newsdiff.reader") / "weights" / "card.json"
    return json.loads(card.read_text(encoding="utf-8"))["name"]


@pytest.mark.parametrize("command", [["compare"], ["check", "--no-cache", "--exit-zero"], ["revisions"]])
def test_the_report_says_which_model_read(command: list[str]) -> None:
    on = json.loads(newsdiff(*command, "--format", "json", *FILES).stdout)
    off = json.loads(newsdiff(*command, "--format", "json", "--reader", "off", *FILES).stdout)
    assert on["generator"]["reader"] == name()
    assert off["generator"]["reader"] is None


def test_the_environment_and_a_file_can_switch_it_off(tmp_path: Path) -> None:
    (tmp_path / "newsdiff.toml").write_text('reader = "off"\n', encoding="utf-8")
    by_file = newsdiff("compare", "--format", "json", *FILES, cwd=tmp_path)
    by_name = newsdiff("compare", "--format", "json", "--isolated", *FILES, env={"NEWSDIFF_READER": "off"})
    for run in (by_file, by_name):
        assert json.loads(run.stdout)["generator"]["reader"] is None


@pytest.mark.parametrize("command", ["compare", "check", "revisions"])
def test_a_folder_without_weights_is_one_line(command: str, tmp_path: Path) -> None:
    run = newsdiff(command, "--reader", str(tmp_path), *FILES)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "card.json cannot be read" in run.stderr
    assert "--reader off" in run.stderr


def test_a_file_that_is_found_names_no_weights(tmp_path: Path) -> None:
    (tmp_path / "newsdiff.toml").write_text('\nreader = "weights"\n', encoding="utf-8")
    run = newsdiff("compare", *FILES, cwd=tmp_path)
    assert run.returncode == 2
    assert "newsdiff.toml:2" in run.stderr
    assert "--reader" in run.stderr
    named = newsdiff("compare", "--config", str(tmp_path / "newsdiff.toml"), *FILES)
    assert "card.json cannot be read" in named.stderr


def test_config_says_which_model_reads(tmp_path: Path) -> None:
    told = {
        row["key"]: row for row in json.loads(newsdiff("config", "--format", "json", cwd=tmp_path).stdout)["settings"]
    }
    assert told["reader"]["value"] == "on"
    assert told["reader.model"]["value"] == name()
    off = newsdiff("config", "--format", "json", cwd=tmp_path, env={"NEWSDIFF_READER": "off"}).stdout
    [row] = [row for row in json.loads(off)["settings"] if row["key"] == "reader.model"]
    assert (row["value"], row["from"]) == (None, "NEWSDIFF_READER")


def test_explain_shows_what_the_reader_added() -> None:
    report = json.loads(newsdiff("compare", "--format", "json", *FILES).stdout)
    [story] = report["stories"]
    shared = [finding["id"] for finding in story["findings"] if finding["verdict"] != "unique"]
    told = [
        evidence["name"]
        for id in shared
        for pair in json.loads(newsdiff("compare", "--explain", id, "--format", "json", *FILES).stdout)["pairs"]
        for evidence in pair["evidence"]
    ]
    assert "reader" in told
