"""`newsdiff group` from arguments to exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newsdiff.report.groups import schema
from tests.cli.conftest import Run
from tests.process import EXAMPLES, ROOT
from tests.unit.test_stories import LEEKS, MILL, MILL_AGAIN, SCHOOL, SCHOOL_AGAIN

TEXTS = {"1": MILL, "2": SCHOOL, "3": LEEKS, "4": MILL_AGAIN, "5": SCHOOL_AGAIN}


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A flat folder `flat`, the same articles by folder in `tree`, and as JSON lines in `all.jsonl`."""
    monkeypatch.chdir(tmp_path)
    rows = []
    for name, text in TEXTS.items():
        article = f"---\ntitle: Report {name}\nsource: Paper {name}\ndate: 2031-05-14\n---\n\n{text}\n"
        for folder in ("flat", f"tree/{'a' if name in '12' else 'b'}"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.txt").write_text(article, encoding="utf-8")
        event = {"1": "mill", "4": "mill", "2": 7}.get(name)
        rows.append({"id": f"n{name}", "text": text, "title": f"Report {name}"} | ({"event": event} if event else {}))
    Path("all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def stories(data: dict[str, Any]) -> list[list[str]]:
    return [[article["path"] for article in story["articles"]] for story in (*data["stories"], *data["alone"])]


def run_json(cli: Run, *arguments: str) -> dict[str, Any]:
    result = cli("group", *arguments, "--format", "json")
    data: dict[str, Any] = json.loads(result.out)
    jsonschema.Draft202012Validator(schema()).validate(data)
    return data


def test_a_flat_folder_is_grouped_by_content(cli: Run) -> None:
    data = run_json(cli, "flat")
    assert stories(data) == [["flat/1.txt", "flat/4.txt"], ["flat/2.txt", "flat/5.txt"], ["flat/3.txt"]]
    assert {story["by"] for story in data["stories"]} == {"content"}
    assert data["summary"] == {"articles": 5, "stories": 2, "alone": 1, "skipped": 0}
    assert data["stories"][0]["articles"][0] == {
        "id": None,
        "path": "flat/1.txt",
        "title": "Report 1",
        "source": "Paper 1",
        "published": "2031-05-14",
        "published_from": "front-matter",
    }


@pytest.mark.parametrize("arguments", [["tree"], ["tree/a", "tree/b"], ["tree", "-g", "folder"]], ids=" ".join)
def test_a_folder_of_folders_is_grouped_by_folder(cli: Run, arguments: list[str]) -> None:
    data = run_json(cli, *arguments)
    assert stories(data) == [["tree/a/1.txt", "tree/a/2.txt"], ["tree/b/3.txt", "tree/b/4.txt", "tree/b/5.txt"]]
    assert [(story["by"], story["name"]) for story in data["stories"]] == [("folder", "tree/a"), ("folder", "tree/b")]


def test_the_examples_named_one_by_one_are_found_again(cli: Run) -> None:
    files = sorted(str(path) for path in EXAMPLES.glob("*/?.txt"))
    found = stories(run_json(cli, *files))
    assert found == [[path for path in files if Path(path).parent.name == name] for name in ("dam", "gala", "strike")]


@pytest.mark.parametrize("name", ["dam", "gala", "strike"])
def test_the_folder_of_a_story_is_one_story(cli: Run, name: str) -> None:
    assert run_json(cli, str(EXAMPLES / name))["summary"]["stories"] == 1


def test_none_is_one_story_and_a_flat_folder_may_be_too(cli: Run) -> None:
    for arguments, by in ((["tree", "-g", "none"], "none"), (["flat", "-g", "folder"], "folder")):
        [story] = run_json(cli, *arguments)["stories"]
        assert (len(story["articles"]), story["by"]) == (5, by)


def test_json_lines_are_grouped_by_content_or_by_a_field(cli: Run) -> None:
    data = run_json(cli, "all.jsonl")
    assert stories(data) == [["all.jsonl:1", "all.jsonl:4"], ["all.jsonl:2", "all.jsonl:5"], ["all.jsonl:3"]]
    assert [article["id"] for article in data["stories"][0]["articles"]] == ["n1", "n4"]
    result = cli("group", "all.jsonl", "--group", "field:event", "--format", "jsonl")
    told = [json.loads(line) for line in result.out.splitlines()]
    assert [(story["by"], story["name"], len(story["articles"])) for story in told] == [
        ("field", "mill", 2),
        ("field", "7", 1),
        ("content", None, 1),
        ("content", None, 1),
    ]
    assert result.err == "newsdiff: warning: 2 of 5 articles have no field 'event'; grouped by content\n"


def test_jsonl_holds_the_same_stories(cli: Run) -> None:
    data = run_json(cli, "flat")
    lines = [json.loads(line) for line in cli("group", "flat", "-f", "jsonl").out.splitlines()]
    assert sorted(lines, key=lambda story: story["id"]) == sorted(
        (*data["stories"], *data["alone"]), key=lambda story: story["id"]
    )


def test_the_table_is_the_default_and_plain_in_a_pipe(cli: Run) -> None:
    assert cli("group", "flat").out == (
        "Report 1\n"
        "  2 articles\n"
        "  2031-05-14  flat/1.txt  Paper 1\n"
        "  2031-05-14  flat/4.txt  Paper 4  Report 4\n"
        "\n"
        "Report 2\n"
        "  2 articles\n"
        "  2031-05-14  flat/2.txt  Paper 2\n"
        "  2031-05-14  flat/5.txt  Paper 5  Report 5\n"
        "\n"
        "Alone  1\n"
        "  2031-05-14  flat/3.txt  Paper 3  Report 3\n"
        "\n"
        "5 articles · 2 stories · 1 alone\n"
    )


def test_the_table_fits_its_screen(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    deep = Path("flat") / ("long-" * 12) / ("longer-" * 8)
    deep.mkdir(parents=True)
    (deep / "6.txt").write_text("---\ntitle: " + "Very long " * 30 + "\n---\n\nRain fell on Oxmoor.", encoding="utf-8")
    out = cli("group", "flat").out
    assert "6.txt" in out
    assert max(map(len, out.splitlines())) <= 80


def test_files_from_a_list_or_standard_input(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("list").write_text("flat/1.txt\nflat/4.txt\n", encoding="utf-8")
    assert stories(run_json(cli, "--files-from", "list")) == [["flat/1.txt", "flat/4.txt"]]
    stdin = io.TextIOWrapper(io.BytesIO(b"flat/1.txt\0flat/4.txt\0"))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert stories(run_json(cli, "flat/2.txt", "--files-from", "-")) == [["flat/1.txt", "flat/4.txt"], ["flat/2.txt"]]


@pytest.mark.parametrize("format_", ["table", "json", "jsonl"])
def test_a_bad_file_is_named_and_the_others_are_grouped(cli: Run, format_: str) -> None:
    Path("flat/bad.txt").write_bytes(b"")
    os.symlink("nowhere.txt", "flat/gone.txt")
    result = cli("group", "flat", "lost.txt", "-f", format_)
    assert result.status == 2
    assert [line.split(": ")[1] for line in result.err.splitlines()] == ["flat/bad.txt", "flat/gone.txt", "lost.txt"]
    assert "flat/1.txt" in result.out
    if format_ == "json":
        assert [item["path"] for item in json.loads(result.out)["skipped"]] == [
            "flat/bad.txt",
            "flat/gone.txt",
            "lost.txt",
        ]


def test_acting_names_are_made_visible(cli: Run) -> None:
    name = "flat/a\x1b[31m\nb\udcff.txt"
    try:
        Path(name).write_text(LEEKS, encoding="utf-8")
    except OSError:
        pytest.skip("the file system has no such names")
    for format_ in ("table", "json", "jsonl"):
        result = cli("group", "flat", "-f", format_)
        assert not set(result.out) & {"\x1b", "\udcff"}
        assert result.status == 0
    assert any(name in paths for paths in stories(run_json(cli, "flat")))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("group", "group needs a folder or articles; for example: newsdiff group corpus/", id="nothing"),
        pytest.param("group flat -g fodler", "--group: no such choice 'fodler'; did you mean folder?", id="a group"),
        pytest.param("group flat -g field:", "no such choice 'field:'; did you mean field:NAME?", id="no field"),
        pytest.param("group flat -g field:event", "no article has such a field", id="a field that none has"),
        pytest.param("group flat -f xml", "--format: no such choice 'xml'", id="a format"),
        pytest.param("group lost", "lost: does not exist", id="a missing folder"),
        pytest.param("group --files-from lost", "--files-from lost: does not exist", id="a missing list"),
        pytest.param("group - --files-from -", "standard input can be read once only", id="stdin twice"),
        pytest.param("group flat -o flat", "is a directory", id="output is a folder"),
        pytest.param("group flat -o ./flat/1.txt", "would overwrite an input", id="output over an input"),
    ],
)
def test_one_clear_line(cli: Run, arguments: str, line: str) -> None:
    before = Path("flat/1.txt").read_bytes()
    result = cli(*arguments.split(" "))
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert result.err.count("\n") == 1
    assert Path("flat/1.txt").read_bytes() == before


def test_output_goes_to_a_file(cli: Run) -> None:
    shown = cli("group", "flat", "-f", "json").out
    result = cli("group", "flat", "-f", "json", "-o", "out.json")
    assert (result.status, result.out, result.err) == (0, "", "")
    assert Path("out.json").read_text(encoding="utf-8") == shown


def test_other_files_are_noted_and_quiet_says_nothing(cli: Run) -> None:
    Path("flat/photo.jpg").write_bytes(b"")
    noted = cli("group", "flat")
    assert (noted.status, noted.err) == (0, "newsdiff: note: passed over 1 file that is no article by name: 1 .jpg\n")
    assert cli("group", "flat", "--quiet").err == ""


def test_nothing_heavy_is_loaded(corpus: Path) -> None:
    code = (
        "import sys; from newsdiff.cli import run\n"
        "status = run(['group', sys.argv[1], '-f', 'jsonl'])\n"
        "print(status, sorted({'spacy', 'thinc', 'numpy', 'rapidfuzz'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus / "flat")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"
