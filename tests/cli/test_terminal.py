"""What stdout is decides the look: screen or pipe, width, colour."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from newsdiff.cli.terminal import links, look
from newsdiff.report.look import Look


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "color", "seen"),
    [
        pytest.param(io.StringIO(), {}, "auto", Look(), id="a pipe: every word, no colour"),
        pytest.param(None, {"FORCE_COLOR": "1", "COLUMNS": "70"}, "auto", Look(), id="a file is never coloured"),
        pytest.param(None, {}, "always", Look(80, True, True), id="unless asked"),
        pytest.param(_Screen(), {}, "auto", Look(80, True, True, 10), id="a terminal: colour, ten a section"),
        pytest.param(_Screen(), {"COLUMNS": "123"}, "auto", Look(123, True, True, 10), id="COLUMNS"),
        pytest.param(_Screen(), {"COLUMNS": "wide"}, "auto", Look(80, True, True, 10), id="COLUMNS that is no number"),
        pytest.param(io.StringIO(), {"COLUMNS": "70"}, "auto", Look(70), id="COLUMNS wraps a pipe too"),
        pytest.param(_Screen(), {"NO_COLOR": "1"}, "auto", Look(80, True, False, 10), id="NO_COLOR"),
        pytest.param(_Screen(), {"NO_COLOR": ""}, "auto", Look(80, True, True, 10), id="an empty NO_COLOR is none"),
        pytest.param(_Screen(), {"TERM": "dumb"}, "auto", Look(80, True, False, 10), id="a dumb terminal"),
        pytest.param(_Screen(), {"NO_COLOR": "1"}, "always", Look(80, True, True, 10), id="the option wins"),
        pytest.param(_Screen(), {}, "never", Look(80, True, False, 10), id="never"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, "auto", Look(80, True, True), id="FORCE_COLOR in a pipe"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, "never", Look(), id="never wins over FORCE_COLOR"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", Look(), id="NO_COLOR wins too"),
    ],
)
def test_look(stream: io.StringIO | None, environ: dict[str, str], color: str, seen: Look) -> None:
    assert look(stream, environ, color, top=None, verbose=False) == seen


def test_top_is_the_readers_own() -> None:
    assert look(io.StringIO(), {}, "auto", top=3, verbose=True) == Look(top=3, verbose=True)
    assert look(_Screen(), {}, "auto", top=0, verbose=False).top == 0


@pytest.mark.parametrize(
    ("stream", "environ", "when", "linked"),
    [
        pytest.param(_Screen(), {"TERM": "xterm-256color"}, "auto", True, id="a terminal"),
        pytest.param(io.StringIO(), {"TERM": "xterm-256color"}, "auto", False, id="a pipe"),
        pytest.param(None, {"TERM": "xterm-256color"}, "auto", False, id="a file"),
        pytest.param(
            io.StringIO(), {"TERM": "xterm", "FORCE_COLOR": "1"}, "auto", False, id="forced colour is no link"
        ),
        pytest.param(_Screen(), {"TERM": "xterm", "NO_COLOR": "1"}, "auto", True, id="no colour is no matter"),
        pytest.param(_Screen(), {"TERM": "dumb"}, "auto", False, id="a dumb terminal"),
        pytest.param(_Screen(), {"TERM": "linux"}, "auto", False, id="the console of linux"),
        pytest.param(_Screen(), {}, "auto", False, id="a terminal nobody names"),
        pytest.param(_Screen(), {"TERM": "dumb", "INSIDE_EMACS": "29"}, "auto", False, id="within emacs"),
        pytest.param(_Screen(), {"TERM": "xterm", "VTE_VERSION": "4801"}, "auto", False, id="a VTE that is too old"),
        pytest.param(_Screen(), {"TERM": "xterm", "VTE_VERSION": "7600"}, "auto", True, id="a VTE of today"),
        pytest.param(_Screen(), {"TERM": "xterm", "COLORTERM": "gnome-terminal"}, "auto", False, id="of a time before"),
        pytest.param(io.StringIO(), {}, "always", True, id="always in a pipe too"),
        pytest.param(None, {}, "always", True, id="and in a file"),
        pytest.param(_Screen(), {"TERM": "xterm"}, "never", False, id="never"),
    ],
)
def test_links(stream: io.StringIO | None, environ: dict[str, str], when: str, linked: bool) -> None:
    assert (links(stream, environ, when, "default") is not None) == linked


@pytest.mark.parametrize(
    ("command", "linked"), [("less", True), ("/usr/bin/less -FRX", True), ("more", False), (None, True)]
)
def test_links_go_through_less_alone(monkeypatch: pytest.MonkeyPatch, command: str | None, linked: bool) -> None:
    monkeypatch.setattr("newsdiff.cli.terminal.pager", lambda stream, environ: command)
    found = links(_Screen(), {"TERM": "xterm"}, "auto", "default")
    assert (found is not None) == linked
    assert links(_Screen(), {"TERM": "xterm"}, "auto", "default", no_pager=True) is not None


@pytest.mark.parametrize(
    ("environ", "template", "address"),
    [
        ({"TERM": "xterm-kitty"}, "default", "file://here/a.txt#7"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "default", "vscode://file/a.txt:7:3"),
        ({"TERM": "xterm-256color"}, "default", "file://here/a.txt"),
        ({"TERM": "xterm-kitty"}, "file", "file://here/a.txt"),
    ],
    ids=["kitty", "vscode", "another", "as asked"],
)
def test_links_lead_to_the_line_where_the_terminal_goes_there(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], template: str, address: str
) -> None:
    monkeypatch.setattr("newsdiff.cli.terminal._host", lambda: "here")
    found = links(None, environ, "always", template)
    assert found is not None
    assert found.address("/a.txt", 7, 3) == address


def test_links_lead_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = links(None, {}, "always", "vscode")
    assert found is not None
    assert (found.folder, found.template) == (str(tmp_path), "vscode")
    assert found.address("a.txt", 3) == f"vscode://file{tmp_path}/a.txt:3:1"
