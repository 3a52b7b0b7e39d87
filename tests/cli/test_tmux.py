"""newsdiff on a real screen: windows of several sizes, the pager and its keys, colours, links, and what is left."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.tmux import STUBBED, WANTED, Screen, is_here, version
from tests.process import COMMAND, EXAMPLES, newsdiff
from tests.sample_report import TEXTS

pytestmark = pytest.mark.skipif(not is_here(), reason=WANTED)

Open = Callable[..., Screen]
_COLOR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38;5;\d+|48;5;\d+)[0-9;]*m")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's articles, and the two of the README's first example in `gala`."""
    folder = tmp_path_factory.mktemp("desk")
    for letter, text in TEXTS.items():
        (folder / f"{letter}.txt").write_text(text, encoding="utf-8")
    (folder / "gala").mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(EXAMPLES / "gala" / name, folder / "gala")
    return folder


@pytest.fixture(scope="module")
def first(desk: Path) -> list[str]:
    """The words that differ in the first divergent finding of `gala`, as the JSON has them."""
    report = json.loads(newsdiff("compare", "a.txt", "b.txt", "-f", "json", cwd=desk / "gala").stdout)
    finding = next(each for each in report["stories"][0]["findings"] if each["verdict"] == "divergent")
    return [
        value["text"] for facet in finding["facets"] if facet["relation"] == "conflict" for value in facet["values"]
    ]


@pytest.fixture
def screen(desk: Path) -> Iterator[Open]:
    """Open a window of so many cells, with what is set in its environment beside the usual."""
    opened: list[Screen] = []
    home = Path(tempfile.mkdtemp(prefix="nd"))  # The path of a socket must be short.

    def _open(width: int = 80, height: int = 24, *, command: Sequence[str] = STUBBED, **extra: str) -> Screen:
        opened.append(Screen(home, width, height, desk, extra, command))
        return opened[-1]

    yield _open
    for each in opened:
        each.close()
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (120, 40), (200, 50)])
def test_the_first_screen(screen: Open, first: list[str], width: int, height: int) -> None:
    window = screen(width, height, command=COMMAND)
    window.type("cd gala; clear; newsdiff compare a.txt b.txt")
    window.until(lambda: window.is_paging or (window.is_idle and len(window.lines) > 1))  # One that fits needs no key.
    shown = window.text
    for words in ("Stone from space", "Northmoor Gazette", "Orsham Live", "Divergent", *first):
        assert words in shown
    assert window.lines[0].startswith("Stone from space")
    assert window.widest <= width
    assert _COLOR.search(window.colored)


def test_the_pager_takes_keys_and_gives_the_screen_back(screen: Open) -> None:
    window = screen()
    window.type("newsdiff compare a.txt b.txt --exit-code")
    window.pages()
    assert "agreed ·" not in window.text
    window.press("G")
    window.until(lambda: window.last == "(END)")
    assert re.search(r"^\d+ divergent · \d+ agreed · \d+ unique", window.text, re.M)
    window.press("q")
    assert window.status() == 1
    assert re.search(r"^\d+ divergent · \d+ agreed · \d+ unique", window.text, re.M)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [("a.txt b.txt", 0), ("a.txt b.txt --fail-on divergent", 1), ("a.txt b.txt lost.txt", 2)],
    ids=["done", "the gate", "a bad file"],
)
def test_leaving_early_keeps_the_status(screen: Open, arguments: str, status: int) -> None:
    window = screen(80, 24)
    window.type(f"newsdiff compare {arguments} --top 0 --verbose")
    window.pages()
    window.press("q")
    assert window.status() == status
    assert "Traceback" not in window.text


def test_an_interrupt_in_the_pager_is_the_pagers(screen: Open) -> None:
    window = screen()
    window.type("newsdiff compare a.txt b.txt --exit-code")
    window.pages()
    window.press("C-c")
    window.presses("G", lambda: "Unique to b" in window.text)
    window.press("C-c", "C-c")
    window.presses("g", lambda: window.is_paging and "Facts by source" in window.text)
    window.press("q")
    assert window.status() == 1
    assert "Traceback" not in window.text
    window.type("stty -a")
    window.shows(" echo ")  # A terminal that a pager has left half way does not show what is typed.


def test_an_interrupt_before_the_report_ends_it(screen: Open, desk: Path) -> None:
    window = screen()
    window.type("mkfifo slow; newsdiff compare a.txt slow")
    opened: list[int] = []

    def is_read() -> bool:
        with suppress(OSError):  # A pipe takes a writer that will not wait once there is a reader.
            opened.append(os.open(desk / "slow", os.O_WRONLY | os.O_NONBLOCK))
        return bool(opened)

    window.until(is_read)
    window.press("C-c")
    assert window.status() == 130
    os.close(opened[0])
    assert "Traceback" not in window.text


def test_no_pager(screen: Open) -> None:
    window = screen()
    for command in (
        "newsdiff compare a.txt b.txt --no-pager",
        "newsdiff --no-pager compare a.txt b.txt",
        "NEWSDIFF_NO_PAGER=1 newsdiff compare a.txt b.txt",
        "NEWSDIFF_PAGER= newsdiff compare a.txt b.txt",
        "PAGER=cat newsdiff compare a.txt b.txt",
        "TERM=dumb newsdiff compare a.txt b.txt",
        "CI=true newsdiff compare a.txt b.txt",
        "newsdiff compare a.txt b.txt | cat",
        # A program that gives it a group of its own, in the background: no key would reach a pager there.
        "sh -c 'timeout 60 newsdiff compare a.txt b.txt; exit $?'",
    ):
        window.type(f"clear; {command}")
        window.until(lambda: bool(re.search(r"^2 divergent · 2 agreed", window.text, re.M)))
        assert window.status() == 0, command


def test_a_short_report_needs_no_key(screen: Open) -> None:
    window = screen(80, 50)
    window.type("newsdiff compare a.txt b.txt --top 1")
    assert window.status() == 0
    assert "Ferry runs aground" in window.text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(
            "NEWSDIFF_PAGER='sed -n s/^Divergent/first/p' PAGER=cat", "first  ", id="ours before all programs'"
        ),
        pytest.param("PAGER='sed -n s/^Divergent/second/p'", "second  ", id="all programs'"),
        pytest.param("NEWSDIFF_PAGER='grep ^Div | tr a-z A-Z'", "DIVERGENT", id="a shell runs it"),
        pytest.param("NEWSDIFF_PAGER=less LESS=-RP~mine~", "~mine~", id="the reader's own settings"),
    ],
)
def test_the_readers_own_pager(screen: Open, settings: str, words: str) -> None:
    window = screen(NO_COLOR="1")
    window.type(f"{settings} newsdiff compare a.txt b.txt --exit-code")
    window.shows(words)
    window.until(lambda: window.is_idle or "~mine~" in window.last)
    if not window.is_idle:
        window.press("q")
    assert window.status() == 1


@pytest.mark.parametrize(
    "command",
    ["no-such-program", "no-such-program --wide", "no-such-program | cat >&2; exit 127"],
    ids=["a word", "words", "a shell's"],
)
def test_a_pager_that_does_not_start_is_told_of_and_done_without(screen: Open, command: str) -> None:
    window = screen(120, 60)
    window.type(f"NEWSDIFF_PAGER='{command}' newsdiff compare a.txt b.txt")
    window.shows(" divergent · ")
    assert window.status() == 0
    assert "warning: the pager 'no-such-program" in window.text
    assert "Ferry runs aground" in window.text


def test_no_color(screen: Open) -> None:
    window = screen(NO_COLOR="1")
    window.type("newsdiff compare a.txt b.txt")
    window.pages()
    assert not _COLOR.search(window.colored)
    assert "[Twenty-five]" in window.text


@pytest.mark.parametrize("command", ["compare a.txt b.txt lost.txt", "extract lost.txt gala/a.txt"])
def test_what_is_to_be_said_waits_for_the_end_of_the_pager(screen: Open, command: str) -> None:
    window = screen(command=COMMAND if command.startswith("extract") else STUBBED)
    window.type(f"newsdiff {command}")
    window.pages()
    window.presses("G", lambda: window.last == "(END)")
    assert "newsdiff: lost.txt" not in window.text
    window.press("q")
    window.shows("newsdiff: lost.txt: does not exist")
    assert window.status() == 2


def test_what_is_to_be_said_is_said_where_nothing_is_shown(screen: Open) -> None:
    window = screen()
    window.type("newsdiff compare lost.txt gone.txt")
    window.shows("newsdiff: gone.txt: does not exist")
    assert "newsdiff: lost.txt: does not exist" in window.text
    assert window.status() == 2


def test_the_first_contact(screen: Open) -> None:
    window = screen(60, 24)
    window.type("clear; newsdiff compare")
    window.shows(" divergent · ")
    window.until(lambda: window.is_idle)
    assert window.lines[0] == "newsdiff: compare needs two or more articles; for example:"
    assert window.widest <= 60
    assert window.status() == 2


@pytest.mark.skipif(is_here() and version() < (3, 4), reason="tmux passes hyperlinks on from 3.4 on")
def test_places_are_links(screen: Open, desk: Path) -> None:
    window = screen()
    window.type("newsdiff compare a.txt b.txt --no-pager --top 1")
    window.shows(" divergent · ")
    assert re.search(rf"\x1b\]8;[^;]*;file://[^\x07\x1b]*{re.escape(str(desk))}/a\.txt", window.colored)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("command", ["", "compare ", "check "])
def test_help_fits(screen: Open, command: str, width: int) -> None:
    window = screen(width, 200)
    window.type(f"clear; newsdiff {command}--help")
    assert window.status() == 0
    assert window.widest <= width
    assert "…" not in window.text
