"""`--display`, `--context` and `--hyperlinks` on the command line: what they show, and where they make no sense."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from newsdiff.model import Span
from newsdiff.report.texts import SourceText
from tests.cli.conftest import Run
from tests.process import COMMAND, EXAMPLES, environment
from tests.sample_report import TEXTS

pytestmark = pytest.mark.usefixtures("folder", "engine")
FILES = ("compare", "a.txt", "b.txt", "c.txt")


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        pytest.param("table", "[27] were hurt", id="table"),
        pytest.param("matrix", "✓ agrees · ≠ differs · blank: silent\n\nDivergent", id="matrix"),
        pytest.param("side-by-side", " │ ", id="side by side"),
        pytest.param("inline", "[a,c 27 ≠ b Twenty-five] were hurt", id="inline"),
    ],
)
def test_each_display(cli: Run, monkeypatch: pytest.MonkeyPatch, display: str, shown: str) -> None:
    result = cli(*FILES, "--display", display)
    assert (result.status, shown in result.out) == (0, True)
    monkeypatch.setenv("NEWSDIFF_DISPLAY", display)
    assert cli(*FILES).out == result.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param(
            "--display matrx", "--display: no such choice 'matrx'; did you mean matrix? it takes", id="a slip"
        ),
        pytest.param("--display inline --format json", "--display: is of the table, not of json; give", id="no table"),
        pytest.param("--context 2 -f csv", "--context: is of the table, not of csv", id="context of no table"),
        pytest.param("--display inline -o json=x.json -o csv=-", "not of json or csv", id="none of two"),
        pytest.param("--display matrix --context 1", "--context: the matrix shows no passages", id="no passages"),
        pytest.param("--display inline --explain 3f0c", "--display: is of a report, not of --explain", id="explain"),
        pytest.param("--context -1", "--context", id="below none"),
        pytest.param(
            "--hyperlinks yes", "--hyperlinks: no such choice 'yes'; it takes auto, always or never", id="links"
        ),
    ],
)
def test_what_makes_no_sense_is_one_line(cli: Run, folder: Path, arguments: str, line: str) -> None:
    result = cli(*FILES, *arguments.split())
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert result.err.count("\n") == 1
    assert not (folder / "x.json").exists()


@pytest.mark.parametrize("arguments", ["-f json", "--explain 3f0c", ""])
def test_settings_are_no_demand(cli: Run, monkeypatch: pytest.MonkeyPatch, arguments: str) -> None:
    monkeypatch.setenv("NEWSDIFF_DISPLAY", "matrix")
    monkeypatch.setenv("NEWSDIFF_CONTEXT", "2")
    assert cli(*FILES, *arguments.split()).status == 0


def test_a_table_beside_others_is_enough(cli: Run, folder: Path) -> None:
    result = cli(*FILES, "--display", "inline", "-o", "json=x.json")
    assert result.status == 0
    assert "[a,c 27 ≠ b Twenty-five] were hurt" in result.out
    assert (folder / "x.json").exists()


def test_context_shows_sentences_around(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def texts_of(story: object, articles: object) -> tuple[SourceText, ...]:
        found = []
        for text in TEXTS.values():
            spans, at = [], 0
            for line in text.splitlines(keepends=True):
                spans.append(Span(at, at + len(line.rstrip())))
                at += len(line)
            found.append(SourceText(text, (), tuple(spans)))
        return tuple(found)

    monkeypatch.setattr("newsdiff.cli.compare.texts_of", texts_of)
    assert "┊ The mayor went home at noon." in cli(*FILES, "--context", "1").out
    assert "┊" not in cli(*FILES).out
    monkeypatch.setenv("NEWSDIFF_CONTEXT", "1")
    assert "┊ The mayor went home at noon." in cli(*FILES).out


def test_a_pipe_has_no_links_unless_asked(cli: Run) -> None:
    assert "\x1b" not in cli(*FILES).out
    assert "\x1b]8;;file://" in cli(*FILES, "--hyperlinks", "always").out
    assert "\x1b]8;;file://" in cli(*FILES, "--hyperlinks", "always", "--explain", "3f0c").out


def test_links_lead_where_the_format_says(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIFF_HYPERLINK_FORMAT", "vscode")
    assert "\x1b]8;;vscode://file/" in cli(*FILES, "--hyperlinks", "always").out
    monkeypatch.setenv("NEWSDIFF_HYPERLINK_FORMAT", "edit://{path}:{row}")
    result = cli(*FILES)
    assert result.status == 2
    assert result.err.startswith("newsdiff: NEWSDIFF_HYPERLINK_FORMAT: hyperlink-format 'edit://{path}:{row}' knows no")


@pytest.mark.skipif(os.name != "posix", reason="terminals of their own are made on POSIX alone")
def test_on_a_terminal_places_are_links() -> None:
    import pty

    outer, inner = pty.openpty()
    command = ["--no-pager", "--display", "inline", "--top", "1"]
    files = [str(EXAMPLES / "gala" / name) for name in ("a.txt", "b.txt")]
    process = subprocess.Popen(
        [*COMMAND, "compare", *files, *command],
        stdout=inner,
        env=environment({"TERM": "xterm-256color", "COLUMNS": "100"}),
    )
    os.close(inner)
    shown = b""
    with contextlib.suppress(OSError):  # What Linux says at the end.
        while piece := os.read(outer, 65536):
            shown += piece
    os.close(outer)
    assert process.wait() == 0
    assert b"\x1b[1;91m" in shown
    assert b"\x1b]8;;file://" in shown
    assert b"/examples/gala/a.txt\x1b\\" in shown
