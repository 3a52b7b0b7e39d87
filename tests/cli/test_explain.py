"""`newsdiff compare --explain ID` from arguments to exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from newsdiff.report import explain_json
from tests.cli.conftest import Run
from tests.process import EXAMPLES, newsdiff

pytestmark = pytest.mark.usefixtures("folder")


def test_it_says_why(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt", "--explain", "3f")
    assert (result.status, result.err) == (0, "newsdiff: warning: a.txt: seems a mere list\n")
    assert "divergent · ND101 · 3f0c" in result.out
    assert [line for line in result.out.splitlines() if line in {"Claims", "Facets", "Evidence", "Refused"}] == [
        "Claims",
        "Facets",
        "Evidence",
        "Refused",
    ]
    assert not set(result.out) & set("\x1b─")


def test_json(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt", "--explain", "3f0c", "--format", "json", "--quiet")
    jsonschema.Draft202012Validator(explain_json.schema()).validate(json.loads(result.out))
    assert result.err == ""


def test_an_unknown_id_is_one_line_and_status_2(cli: Run, engine: object) -> None:
    result = cli("compare", "a.txt", "b.txt", "--explain", "xyz")
    assert (result.status, result.out) == (2, "")
    assert result.err == "newsdiff: --explain: no finding has an id that begins with 'xyz'\n"


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param("", 0, id="not gated"),
        pytest.param("--exit-code", 1, id="the gate looks at the whole report"),
        pytest.param("lost.txt", 2, id="an article that is not there"),
    ],
)
def test_the_status_is_that_of_the_comparison(cli: Run, engine: object, options: str, status: int) -> None:
    assert cli("compare", "a.txt", "b.txt", *options.split(), "--explain", "3f").status == status


def test_to_a_file_and_in_colour(cli: Run, engine: object, folder: Path) -> None:
    cli("compare", "a.txt", "b.txt", "--explain", "3f", "-o", "why.txt")
    written = (folder / "why.txt").read_text(encoding="utf-8")
    assert "    sum " in written
    assert "\x1b" not in written
    assert "\x1b[1;91m" in cli("compare", "a.txt", "b.txt", "--explain", "3f", "--color", "always").out


def test_the_matrix_has_other_signs_where_the_stream_has_not_these() -> None:
    run = newsdiff(
        "compare", *sorted((EXAMPLES / "dam").glob("*.txt")), env={"PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    )
    assert run.returncode == 0
    text = run.stdout.decode("ascii")
    assert "+ agrees - != differs - blank: silent" in text
    assert "\\u" not in text[text.index("Facts by source") : text.index("Divergent")]


def test_from_the_ids_of_the_json_to_the_reason() -> None:
    files = ["a.txt", "b.txt"]
    report = json.loads(newsdiff("compare", *files, "-f", "json", cwd=EXAMPLES / "gala").stdout)
    finding = report["stories"][0]["findings"][0]
    run = newsdiff("compare", *files, "-f", "json", "--explain", finding["id"][:8], cwd=EXAMPLES / "gala")
    told = json.loads(run.stdout)
    jsonschema.Draft202012Validator(explain_json.schema()).validate(told)
    assert told["finding"] == finding
    unknown = newsdiff("compare", *files, "--explain", finding["id"][:-1] + "x", cwd=EXAMPLES / "gala")
    assert (unknown.returncode, unknown.stdout) == (2, b"")
    assert finding["id"] in unknown.stderr.decode()
    assert unknown.stderr.count(b"\n") == 1


def test_compare_without_it_does_not_load_its_rooms() -> None:
    code = (
        "import sys; from newsdiff.cli import run; run(sys.argv[1:])\n"
        "print(sorted(name for name in sys.modules if name.startswith('newsdiff.report.explain')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "compare", "a.txt", "b.txt", "-o", os.devnull],
        cwd=EXAMPLES / "gala",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "[]\n", run.stderr
