"""What `newsdiff compare` alone shows is what newsdiff prints for the two texts that it shows.

    python -m tests.cli.test_welcome

rewrites the example's output after a change that is meant.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from newsdiff.cli.welcome import example
from tests.cli.conftest import Run
from tests.cli.tmux import path_with_newsdiff
from tests.process import ROOT, environment, newsdiff

SHOWN = ROOT / "newsdiff" / "cli" / "welcome.txt"
WIDTH = 60
_LINK = re.compile("\x1b\\]8;[^\x07\x1b]*(?:\x07|\x1b\\\\)")


def commands() -> str:
    """The commands of the example, as a reader copies them: the lines down to the first blank one."""
    return example().partition("\n\n")[0] + "\n"


def printed(folder: Path) -> str:
    """What a shell prints that is given the example's commands, on a terminal as wide as the example is."""
    import fcntl
    import pty
    import struct
    import termios

    env = environment({"PATH": path_with_newsdiff(folder / "bin"), "NO_COLOR": "1", "TERM": "xterm"})
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
    desk = folder / "desk"
    desk.mkdir()
    shell = subprocess.Popen(["sh"], cwd=desk, env=env, stdin=subprocess.PIPE, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    _, errors = shell.communicate(commands().encode())
    assert (shell.returncode, errors) == (0, b"")
    shown = b""
    while part := _read(ours):
        shown += part
    os.close(ours)
    return _LINK.sub("", shown.decode().replace("\r\n", "\n"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says EIO when the last writer has left.
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_example_is_true(tmp_path: Path) -> None:
    assert f"{commands()}\n{printed(tmp_path)}" == example()


def test_nothing_given_shows_the_example(cli: Run, folder: Path) -> None:
    result = cli("compare")
    assert (result.status, result.out) == (2, "")
    assert result.err == f"newsdiff: compare needs two or more articles; for example:\n{example()}"


def test_options_alone_are_told_what_is_missing(cli: Run, folder: Path) -> None:
    result = cli("compare", "--exit-code")
    assert (result.status, result.out) == (2, "")
    assert result.err == ("newsdiff: compare needs two or more articles; for example: newsdiff compare a.txt b.txt\n")


def test_it_fits_a_small_screen_above_the_next_prompt() -> None:
    shown = newsdiff("compare").stderr.decode()
    assert len(shown.splitlines()) < 24
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert "≠" in shown


def test_it_is_shown_in_ascii_where_there_is_no_more() -> None:
    shown = newsdiff("compare", env={"PYTHONIOENCODING": "ascii"}).stderr.decode("ascii")
    assert "a 42 != b 57" in shown
    assert "\\u" not in shown


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        SHOWN.write_text(f"{commands()}\n{printed(Path(place))}", encoding="utf-8")
