"""What stdout is: a screen or a pipe, how wide, with colour or without."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from newsdiff.report.look import Look

DEFAULT_TOP = 10
DEFAULT_WIDTH = 80


def look(stream: TextIO | None, environ: Mapping[str, str], color: str, *, top: int | None, verbose: bool) -> Look:
    """The look for `stream` (None is a file): `--color`, then NO_COLOR, FORCE_COLOR and TERM=dumb, then what it is.

    Forced colour makes a pipe look like a screen, but only a screen cuts long sections. COLUMNS sets the width of
    both; a pipe without it has lines of any length.
    """
    tty = bool(stream is not None and hasattr(stream, "isatty") and stream.isatty())
    forced = color == "always" or (
        stream is not None
        and color == "auto"
        and not environ.get("NO_COLOR")
        and environ.get("FORCE_COLOR", "0") not in ("", "0")
    )
    colored = forced or (color == "auto" and tty and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb")
    screen = tty or forced
    return Look(
        width=_width(stream, environ, tty, screen),
        screen=screen,
        color=colored,
        top=top if top is not None else DEFAULT_TOP if tty else 0,
        verbose=verbose,
    )


def _width(stream: TextIO | None, environ: Mapping[str, str], tty: bool, screen: bool) -> int | None:
    columns = environ.get("COLUMNS", "")
    if stream is not None and columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if tty and stream is not None:
        with suppress(OSError, ValueError):
            return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    return DEFAULT_WIDTH if screen else None
