"""Which pager there is, what it is told, and what becomes of the report when it leaves early or does not start."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsdiff.cli import pager as rooms
from newsdiff.cli.pager import off_by_environment, pager, write_paged
from newsdiff.cli.streams import complain
from newsdiff.errors import NewsdiffError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pagers are those of a POSIX shell")


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def foreground(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys reach this process."""
    monkeypatch.setattr(rooms, "_takes_keys", lambda stream: True)


@pytest.mark.usefixtures("foreground")
@pytest.mark.parametrize(
    ("environ", "command"),
    [
        pytest.param({}, "less", id="less if nobody says"),
        pytest.param({"PAGER": "more"}, "more", id="all programs'"),
        pytest.param({"PAGER": "more", "NEWSDIFF_PAGER": "most -s"}, "most -s", id="ours comes first"),
        pytest.param({"PAGER": "more", "NEWSDIFF_PAGER": ""}, None, id="none for us"),
        pytest.param({"PAGER": ""}, None, id="none for all"),
        pytest.param({"PAGER": "cat"}, None, id="cat is none"),
        pytest.param({"PAGER": "more", "NEWSDIFF_PAGER": "cat"}, None, id="nor is ours"),
        pytest.param({"PAGER": " "}, None, id="blank is empty"),
        pytest.param({"TERM": "dumb", "NEWSDIFF_PAGER": "less"}, None, id="a screen without a cursor"),
        pytest.param({"TERM": "", "PAGER": "less"}, None, id="a screen that is not known"),
        pytest.param({"CI": "true", "PAGER": "less"}, None, id="nobody presses keys in CI"),
        pytest.param({"CI": "true", "NEWSDIFF_PAGER": "less"}, "less", id="unless somebody says so"),
        pytest.param({"CI": "", "PAGER": "less"}, "less", id="an empty CI is none"),
        pytest.param({"PATH": "/nowhere"}, None, id="no less on the machine, and nobody asked for it"),
    ],
)
def test_which_pager(environ: dict[str, str], command: str | None, tmp_path: Path) -> None:
    (tmp_path / "less").write_text("#!/bin/sh\n")
    (tmp_path / "less").chmod(0o755)
    assert pager(_Screen(), {"TERM": "xterm", "PATH": str(tmp_path), **environ}) == command


@pytest.mark.parametrize("stream", [None, io.StringIO(), _Screen()], ids=["closed", "a pipe", "another's terminal"])
def test_no_pager_off_our_own_terminal(stream: io.StringIO | None) -> None:
    assert pager(stream, {"TERM": "xterm", "NEWSDIFF_PAGER": "less"}) is None


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Let stdout pass for a screen; what it has been shown since this was last asked."""
    for name in ("LESS", "LV"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(rooms, "pager", lambda stream, environ: environ["NEWSDIFF_PAGER"])

    def _shown() -> str:
        sys.stdout.flush()
        return capfd.readouterr().out

    return _shown


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("tee", "one ≠ two\n"),
        ("sed s/one/three/", "three ≠ two\n"),
        ("tr a-z A-Z | sed 's/ONE/1/'", "1 ≠ TWO\n"),
        ("sh -c 'cat >/dev/null; echo $LESS $LV'", "FRX -c\n"),
        ("LESS=S sh -c 'cat >/dev/null; echo $LESS'", "S\n"),
        ("true", ""),
        ("false", ""),
    ],
)
def test_what_the_pager_shows(
    shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch, command: str, text: str
) -> None:
    monkeypatch.setenv("NEWSDIFF_PAGER", command)
    write_paged(iter(["one", " ≠ ", "two\n"]))
    assert shown() == text


def test_settings_of_the_readers_own_stay(shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIFF_PAGER", "sh -c 'cat >/dev/null; echo $LESS'")
    monkeypatch.setenv("LESS", "-i")
    write_paged(("x",))
    assert shown() == "-i\n"


@pytest.mark.parametrize("command", ["no-such-program", "no-such-program -R", "no-such-program >&1 2>/dev/null"])
def test_a_pager_that_does_not_start(shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("NEWSDIFF_PAGER", command)
    told: list[str] = []
    monkeypatch.setattr(rooms, "complain", told.append)
    write_paged(iter(["one\n", "two\n", "x" * 200_000]))
    assert shown() == "one\ntwo\n" + "x" * 200_000
    assert told == [
        f"warning: the pager {command!r} cannot be started; name another with NEWSDIFF_PAGER, or --no-pager"
    ]


def test_who_leaves_early_is_asked_for_no_more(shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIFF_PAGER", "sh -c 'read line; echo $line'")
    made = 0

    def pieces() -> Iterator[str]:
        nonlocal made
        for made in range(10_000):
            yield f"piece {made}\n" + "x" * 5_000

    write_paged(pieces())
    assert shown() == "piece 0\n"
    assert made < 1_000


def test_complaints_wait_until_the_pager_has_ended(
    shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open(tmp_path / "errors", "w+", encoding="utf-8") as errors:
        monkeypatch.setattr(sys, "stderr", _Terminal(errors))
        monkeypatch.setenv("NEWSDIFF_PAGER", f"cat >/dev/null; wc -c < {tmp_path / 'errors'}")

        def pieces() -> Iterator[str]:
            complain("one article is left out")
            yield "the rest\n"

        write_paged(pieces())
        assert shown().strip() == "0"
    assert (tmp_path / "errors").read_text() == "newsdiff: one article is left out\n"


class _Terminal:
    """A file that passes for a terminal."""

    encoding = "utf-8"

    def __init__(self, file: io.TextIOWrapper) -> None:
        self.write, self.flush = file.write, file.flush

    def isatty(self) -> bool:
        return True


def test_an_error_while_it_is_shown_is_raised_after(shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDIFF_PAGER", "tee")

    def pieces() -> Iterator[str]:
        yield "one\n"
        raise NewsdiffError("the disk is gone")

    with pytest.raises(NewsdiffError, match="the disk is gone"):
        write_paged(pieces())
    assert shown() == "one\n"


def test_an_interrupt_ends_what_is_made_and_not_what_is_shown(
    shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pager interrupts us, as the terminal does, while we wait for it.
    monkeypatch.setenv("NEWSDIFF_PAGER", "sh -c 'cat; kill -INT $PPID; sleep 0.2; echo end'")
    before = signal.getsignal(signal.SIGINT)
    write_paged(("whole\n",))
    assert shown() == "whole\nend\n"
    assert signal.getsignal(signal.SIGINT) is before

    def pieces() -> Iterator[str]:
        yield "first\n"
        os.kill(os.getpid(), signal.SIGINT)
        yield "never\n"

    monkeypatch.setenv("NEWSDIFF_PAGER", "tee")
    with pytest.raises(KeyboardInterrupt):
        write_paged(pieces())
    assert shown() == "first\n"


@pytest.mark.parametrize(("value", "off"), [("", False), ("1", True), ("yes", True), ("0", False), ("off", False)])
def test_the_variable_of_commands_without_settings(value: str, off: bool) -> None:
    assert off_by_environment({"NEWSDIFF_NO_PAGER": value}) is off


def test_a_variable_that_says_neither() -> None:
    with pytest.raises(NewsdiffError, match="NEWSDIFF_NO_PAGER: 'perhaps' is neither true nor false"):
        off_by_environment({"NEWSDIFF_NO_PAGER": "perhaps"})
