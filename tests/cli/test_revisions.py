"""`newsdiff revisions` from arguments to exit status."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from newsdiff.report.json_format import schema
from tests.cli.conftest import Run
from tests.process import EXAMPLES

OLD = """Two hurt as barn burns in Elmbridge

A barn burned down near Elmbridge on Friday, and two farm workers were hurt, the fire service said.

The barn was built in 1911.
"""
EDITS = {
    "same.txt": OLD,
    "reflowed.txt": OLD.replace("Friday, and", "Friday,\nand").replace("said", "says"),
    "toll.txt": OLD.replace("Two", "Three").replace("two", "three"),
    "day.txt": OLD.replace("Friday", "Thursday"),
    "longer.txt": OLD + "\nThe owner, Greta Holm, kept 40 sheep in it.\n",
    "shorter.txt": OLD.replace("The barn was built in 1911.\n", ""),
    "empty.txt": "",
}


@pytest.fixture(autouse=True)
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    for name, text in EDITS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("new", "counts"),
    [
        ("reflowed.txt", (0, 0, 0)),
        ("toll.txt", (2, 0, 0)),
        ("day.txt", (1, 0, 0)),
        ("longer.txt", (0, 1, 0)),
        ("shorter.txt", (0, 0, 1)),
    ],
)
def test_json_counts_each_change(cli: Run, new: str, counts: tuple[int, int, int]) -> None:
    result = cli("revisions", "old.txt", new, "--format", "json")
    whole = json.loads(result.out)
    jsonschema.Draft202012Validator(schema("revisions-1")).validate(whole)
    assert (result.status, result.err) == (0, "")
    summary = whole["summary"]
    assert (summary["changed"], summary["added"], summary["removed"]) == counts


@pytest.mark.parametrize(
    ("options", "new", "status"),
    [
        pytest.param("", "toll.txt", 0, id="gates only when asked"),
        pytest.param("--fail-on none", "toll.txt", 0, id="none"),
        pytest.param("--fail-on changed", "toll.txt", 1, id="changed"),
        pytest.param("--fail-on changed", "longer.txt", 0, id="an addition is no change"),
        pytest.param("--fail-on added", "longer.txt", 1, id="added"),
        pytest.param("--fail-on added", "shorter.txt", 0, id="a removal is no addition"),
        pytest.param("--fail-on removed", "shorter.txt", 1, id="removed"),
        pytest.param("--fail-on any", "shorter.txt", 1, id="any"),
        pytest.param("--fail-on changed:quantity", "toll.txt", 1, id="the facet"),
        pytest.param("--fail-on changed:quantity", "day.txt", 0, id="another facet"),
        pytest.param("--fail-on changed:quote,date", "day.txt", 1, id="one of the facets"),
        pytest.param("--exit-code", "longer.txt", 1, id="as git diff"),
        pytest.param("--exit-code", "reflowed.txt", 0, id="as git diff, and nothing changed"),
        pytest.param("--exit-code --exit-zero", "longer.txt", 0, id="exit-zero wins"),
        pytest.param("--exit-code --ignore ND900", "longer.txt", 0, id="a code that is ignored"),
        pytest.param("--exit-code --select ND1", "day.txt", 0, id="a code that is not selected"),
    ],
)
def test_the_gate(cli: Run, options: str, new: str, status: int) -> None:
    assert cli("revisions", "old.txt", new, *options.split()).status == status


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("", "revisions needs two or more versions of one article; for example", id="no version"),
        pytest.param("old.txt", "versions of one article, got one (old.txt); for example", id="one version"),
        pytest.param("old.txt none.txt", "none.txt", id="no such file"),
        pytest.param("old.txt empty.txt", "empty.txt: is empty", id="an empty file"),
        pytest.param("old.txt day.txt --fail-on divergent", "--fail-on: no such choice 'divergent'", id="no verdict"),
        pytest.param("old.txt day.txt --fail-on chanegd", "did you mean changed?", id="the nearest kind"),
        pytest.param("old.txt day.txt --fail-on added:quote", "changed alone takes facets", id="facets of additions"),
        pytest.param("old.txt day.txt --fail-on changed:qoute", "did you mean quote?", id="the nearest facet"),
        pytest.param("old.txt day.txt --format xml", "--format: no such choice 'xml'", id="no such format"),
        pytest.param("old.txt day.txt --display inline -f json", "--display: is of the table", id="no table"),
        pytest.param("old.txt day.txt -o old.txt", "would overwrite an input", id="an input as output"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(cli: Run, arguments: str, line: str) -> None:
    result = cli("revisions", *arguments.split())
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert result.err.count("\n") == 1


def test_what_is_kept_is_listed_when_asked_for(cli: Run) -> None:
    plain = cli("revisions", "old.txt", "toll.txt").out
    assert "Kept" not in plain
    assert "2 changed · 0 added · 0 removed · 2 kept" in plain
    for option in ("--kept", "--verbose"):
        assert "The barn was built in 1911" in cli("revisions", "old.txt", "toll.txt", option).out


def test_nothing_changed_is_said_in_words(cli: Run) -> None:
    assert "No fact was changed." in cli("revisions", "old.txt", "reflowed.txt").out


def test_versions_may_be_named(cli: Run) -> None:
    out = cli("revisions", "morning=old.txt", "noon=toll.txt", "night=longer.txt").out
    assert [name for name in ("morning", "noon", "night") if f"  {name}" in out] == ["morning", "noon", "night"]


def test_a_gate_of_comparisons_in_the_configuration_is_none_of_revisions(cli: Run, versions: Path) -> None:
    (versions / "newsdiff.toml").write_text('fail-on = "any"\nmax-divergent = 0\n', encoding="utf-8")
    assert cli("revisions", "old.txt", "toll.txt").status == 0


@pytest.mark.parametrize("display", ["table", "matrix", "side-by-side", "inline"])
def test_every_display_shows_the_change(cli: Run, display: str) -> None:
    out = cli("revisions", "old.txt", "toll.txt", "--display", display).out
    assert "three" in out
    assert "2 changed" in out


def test_several_formats_in_one_run(cli: Run, versions: Path) -> None:
    result = cli("revisions", "old.txt", "toll.txt", "-o", "html=r.html", "-o", "markdown=r.md", "-f", "concise")
    assert result.status == 0
    assert result.out.startswith("toll.txt:1:")
    assert "**2 changed**" in (versions / "r.md").read_text(encoding="utf-8")
    assert "<html" in (versions / "r.html").read_text(encoding="utf-8")


def test_the_example_has_three_versions(cli: Run) -> None:
    paths = sorted(str(path) for path in (EXAMPLES / "revisions").glob("v*.txt"))
    whole = json.loads(cli("revisions", *paths, "--format", "json").out)
    assert [[each["id"] for each in story["articles"]] for story in whole["stories"]] == [["a", "b"], ["b", "c"]]
