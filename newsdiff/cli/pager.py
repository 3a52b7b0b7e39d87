"""The reader's pager: long reports on a terminal go through it as those of `git diff` do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from types import FrameType, TracebackType
from typing import Any, TextIO

from newsdiff.cli.streams import complain, encoded, hold_back, let_go, write_each

#: Names the pager for newsdiff alone; PAGER names it for all programs.
VARIABLE = "NEWSDIFF_PAGER"
DEFAULT = "less"
#: What less and lv are told, as git tells them, where the reader has told them nothing: leave at once when all fits on
#: the screen, pass colours on, leave the report on the screen at the end.
_SETTINGS = {"LESS": "FRX", "LV": "-c"}
#: A command that has none of these is words alone, and needs no shell.
_OF_THE_SHELL = re.compile(r"[|&;<>()$`\\\"'\n*?\[#~=%]")
#: What a shell answers that cannot run the command.
_NOT_RUN = (126, 127)
#: More than a pipe holds: who has taken so many characters has read some, and so has started.
_KEPT = 1 << 20


def pager(stream: TextIO | None, environ: Mapping[str, str]) -> str | None:
    """The command of the pager for what goes to `stream`, or None for no pager: NEWSDIFF_PAGER, then PAGER, then less.

    `cat` and an empty value stand for none. There is none off a terminal, on one that cannot move its cursor
    (TERM=dumb), where keys would not reach it, or, unless NEWSDIFF_PAGER asks for it, in CI.
    """
    if stream is None or not stream.isatty() or not _takes_keys(stream):
        return None
    if os.name == "posix" and environ.get("TERM", "") in ("", "dumb"):
        return None
    command = environ.get(VARIABLE)
    if command is None and environ.get("CI"):
        return None
    if command is None:
        command = environ.get("PAGER")
    if command is None:
        # Nobody has asked for it, so nobody misses it.
        command = DEFAULT if shutil.which(DEFAULT, path=environ.get("PATH")) else ""
    return None if command.strip() in ("", "cat") else command


def _takes_keys(stream: TextIO) -> bool:
    """Whether keys typed at the terminal `stream` reach this process: it runs in the foreground of just that one."""
    if not hasattr(os, "tcgetpgrp"):
        return True
    try:
        return os.tcgetpgrp(stream.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def off_by_environment(environ: Mapping[str, str]) -> bool:
    """Whether NEWSDIFF_NO_PAGER says so, for commands that read no settings. Raises NewsdiffError."""
    from newsdiff.config.keys import BY_FIELD, Wrong
    from newsdiff.errors import NewsdiffError

    key = BY_FIELD["no_pager"]
    text = environ.get(key.variable, "")
    try:
        return bool(text.strip() and key.take(key.spell(text)))
    except Wrong as wrong:
        raise NewsdiffError(f"{key.variable}: {wrong}") from None


def expect(*, no_pager: bool, to_stdout: bool = True) -> None:
    """Keep complaints until the pager has ended, or the command, if what comes goes `to_stdout` and there by a pager.

    What was on the screen before is out of sight when the reader leaves the pager, and with it why the status is 2.
    """
    if to_stdout and not no_pager and pager(sys.stdout, os.environ) is not None:
        hold_back()


def write_paged(pieces: Iterable[str], *, no_pager: bool = False, commands: bool = False) -> None:
    """Write each of `pieces` to stdout as it comes, through the pager where there is one; returns when it has ended.

    A reader who leaves early ends it, and no more is asked for; that is no error. `commands` are as in `write_each`.
    Raises NewsdiffError.
    """
    command = None if no_pager else pager(sys.stdout, os.environ)
    if command is None:
        write_each(pieces, commands=commands)
        return
    source = iter(pieces)
    hold_back()
    try:
        unseen = _paged(source, command)
    finally:
        let_go()
    if unseen is not None:
        complain(f"warning: the pager {command!r} cannot be started; name another with {VARIABLE}, or --no-pager")
        write_each(chain(unseen, source))


def _paged(source: Iterator[str], command: str) -> list[str] | None:
    """Show what `source` gives by the pager; where that has not started, what was taken from `source` till then."""
    sys.stdout.flush()
    with _Interrupts() as interrupts:
        try:
            process = _start(command)
        except OSError:
            return []
        assert process.stdin is not None
        kept: list[str] = []
        size = 0
        try:
            while (piece := interrupts.heeded(source)) is not None:
                size += len(piece)
                if size <= _KEPT:
                    kept.append(piece)
                process.stdin.write(encoded(piece))
                process.stdin.flush()
        except BrokenPipeError:
            pass
        finally:
            with suppress(OSError):
                process.stdin.close()
            process.wait()
    return kept if process.returncode in _NOT_RUN else None


def _start(command: str) -> subprocess.Popen[bytes]:
    """The pager, waiting for what is written to its stdin. Raises OSError where it is known not to start."""
    settings = dict(_SETTINGS)
    if encoded("≠") == "≠".encode():  # In the locale C less would show the bytes.
        settings["LESSCHARSET"] = "utf-8"
    env = {**settings, **os.environ}
    if _OF_THE_SHELL.search(command):
        return subprocess.Popen(command, shell=True, env=env, stdin=subprocess.PIPE, stdout=sys.stdout.fileno())
    return subprocess.Popen(shlex.split(command), env=env, stdin=subprocess.PIPE, stdout=sys.stdout.fileno())


class _Interrupts:
    """Ctrl-C while a pager runs is for the pager, which knows what to do with it; a context manager.

    The one thing of ours that it ends is making more of what is shown.
    """

    def __init__(self) -> None:
        self._heeds = False
        self._before: Any = None

    def __enter__(self) -> _Interrupts:
        with suppress(ValueError):  # Not in the main thread, which alone is interrupted.
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._heeds:
            raise KeyboardInterrupt

    def heeded(self, source: Iterator[str]) -> str | None:
        """The next piece, or None at the end. Raises KeyboardInterrupt on Ctrl-C."""
        self._heeds = True
        try:
            return next(source, None)
        finally:
            self._heeds = False
