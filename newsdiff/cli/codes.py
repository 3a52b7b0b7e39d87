"""`newsdiff codes` and `newsdiff explain`: what the codes of findings mean."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from newsdiff.cli.exits import DONE
from newsdiff.cli.options import WRITE, Color, Debug, NoPager, one_of
from newsdiff.cli.pager import off_by_environment, write_paged
from newsdiff.cli.streams import holds
from newsdiff.codes import BY_ID, CODES, Code
from newsdiff.errors import NewsdiffError

FORMATS = ("table", "json")
_FINGERPRINT = re.compile(r"[0-9a-f]{4,12}", re.IGNORECASE)

_Format = Annotated[str, one_of("--format", "-f", choices=FORMATS, help="How to write them.", panel=WRITE)]


def _complete(incomplete: str) -> list[str]:
    return [code.id for code in CODES if code.id.startswith(incomplete.upper())]


def codes(format_: _Format = "table", color: Color = "auto", no_pager: NoPager = False, debug: Debug = False) -> int:
    """List the codes of findings: what each is called, and its rule."""
    _write(CODES, format_, color, pages=False, no_pager=no_pager)
    return DONE


def explain(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="CODE", help="A code, such as ND101.", show_default=False, autocompletion=_complete),
    ] = None,
    format_: _Format = "table",
    color: Color = "auto",
    no_pager: NoPager = False,
    debug: Debug = False,
) -> int:
    """Say what a code means: its rule, an example, what it is not, and how to silence it."""
    if not wanted:
        raise NewsdiffError("explain needs a code; for example: newsdiff explain ND101 (newsdiff codes lists them)")
    chosen = [find(name) for name in dict.fromkeys(name.strip().upper() for name in wanted)]
    _write(chosen, format_, color, pages=True, no_pager=no_pager)
    return DONE


def find(name: str) -> Code:
    """The code called `name`. Raises NewsdiffError that names the nearest, or the way from a finding to its reasons."""
    if name in BY_ID:
        return BY_ID[name]
    if _FINGERPRINT.fullmatch(name):
        raise NewsdiffError(f"{name.lower()}: no code but a finding's id; newsdiff compare … --explain {name.lower()}")
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(BY_ID), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise NewsdiffError(f"{name}: no such code; {hint}newsdiff codes lists them")


def _write(chosen: Sequence[Code], format_: str, color: str, *, pages: bool, no_pager: bool) -> None:
    text = _rendered(chosen, format_, color, pages=pages)
    write_paged((text,), no_pager=no_pager or off_by_environment(os.environ))


def _rendered(chosen: Sequence[Code], format_: str, color: str, *, pages: bool) -> str:
    from newsdiff.report import codes as report

    if format_ == "json":
        text = report.render_json(chosen)
        if not holds(text):
            from newsdiff.report.json_format import ascii_only

            text = ascii_only(text)
        return text
    from newsdiff.cli.terminal import look
    from newsdiff.report.visible import ascii_signs

    seen = look(sys.stdout, os.environ, color, top=None, verbose=False)
    render = report.render_pages if pages else report.render_list
    text = render(chosen, seen)
    return text if holds(text) else ascii_signs(render(chosen, replace(seen, ascii=True)))
