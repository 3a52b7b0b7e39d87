"""What stdout is: a screen or a pipe, how wide, with colour or without."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from newsdiff.cli.pager import pager
from newsdiff.report.links import Links
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


#: Terminals that print the escapes of a link, or worse, whatever their program.
_WITHOUT_LINKS = ("", "dumb", "linux", "cons25", "eterm", "eterm-color", "vt52", "vt100", "vt102", "vt220")
#: Where COLORTERM names these, they are of a time before links, and are upset by them; as gcc has it.
_TOO_OLD = ("gnome-terminal", "xfce4-terminal")
#: VTE before this lost characters at links.
_VTE = 5002


def links(
    stream: TextIO | None, environ: Mapping[str, str], when: str, template: str, *, no_pager: bool = False
) -> Links | None:
    """How places become links on `stream` (None is a file), or None where they do not.

    `auto` is on a terminal that is not known to print their escapes, and through `less` alone of all pagers; colour has
    no say in it, as with `ls --hyperlink=auto` and gcc. The default template leads to the line too, on terminals that
    are known to go there.
    """
    if when == "never" or (when == "auto" and not _opens_links(stream, environ, no_pager)):
        return None
    return Links(os.getcwd(), _host(), _to_the_line(environ) if template == "default" else template)


def _to_the_line(environ: Mapping[str, str]) -> str:
    """The format of links that the terminal itself opens at a line, as it documents it; else the default."""
    if environ.get("TERM_PROGRAM") == "vscode":
        return "vscode"
    return "kitty" if environ.get("TERM") == "xterm-kitty" else "default"


def _opens_links(stream: TextIO | None, environ: Mapping[str, str], no_pager: bool) -> bool:
    if stream is None or not (hasattr(stream, "isatty") and stream.isatty()):
        return False
    if os.name == "nt":
        return bool(environ.get("WT_SESSION") or environ.get("TERM_PROGRAM"))
    vte = environ.get("VTE_VERSION", "")
    if (
        environ.get("TERM", "") in _WITHOUT_LINKS
        or environ.get("INSIDE_EMACS")
        or environ.get("COLORTERM") in _TOO_OLD
        or (vte.isdecimal() and int(vte) < _VTE)
    ):
        return False
    command = None if no_pager else pager(stream, environ)
    return command is None or os.path.basename(command.split(maxsplit=1)[0]) == "less"


def _host() -> str:
    """The name of this machine, which tells a terminal that shows another's output that a path is not its own."""
    return os.uname().nodename if hasattr(os, "uname") else ""


def _width(stream: TextIO | None, environ: Mapping[str, str], tty: bool, screen: bool) -> int | None:
    columns = environ.get("COLUMNS", "")
    if stream is not None and columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if tty and stream is not None:
        with suppress(OSError, ValueError):
            return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    return DEFAULT_WIDTH if screen else None
