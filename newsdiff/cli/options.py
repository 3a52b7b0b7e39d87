"""Kinds of options: flags, those that take one word of a few, and the options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from newsdiff.cli.exits import Session
from newsdiff.config.keys import COLORS, DISPLAYS
from newsdiff.errors import NewsdiffError
from newsdiff.report.formats import NAMES

#: The panels of the help that the shared options stand in.
READ, WRITE, GATE = "Reading", "Report", "Exit status"


def flag(*names: str, help: str, panel: str | None = None, callback: Any = None) -> Any:
    """A typer option called `names` that is given or not."""
    return typer.Option(*names, help=help, metavar="", callback=callback, rich_help_panel=panel)


def one_of(*names: str, choices: Sequence[str], help: str, panel: str, metavar: str | None = None) -> Any:
    """A typer option called `names` whose value must be one of `choices`; another raises NewsdiffError."""

    def check(value: str) -> str:
        return nearest(names[0], value, choices)

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return typer.Option(
        *names,
        metavar=metavar or "|".join(choices),
        help=help,
        callback=check,
        autocompletion=complete,
        rich_help_panel=panel,
    )


def nearest(name: str, value: str, choices: Sequence[str]) -> str:
    """`value` if it is one of `choices`. Raises NewsdiffError that names the option, the choices and the nearest."""
    if value in choices:
        return value
    near = get_close_matches(value.lower(), choices, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? it takes " if near else "it takes "
    raise NewsdiffError(f"{name}: no such choice {value!r}; {hint}{', '.join(choices[:-1])} or {choices[-1]}")


def _debug(context: typer.Context, wanted: bool) -> bool:
    if isinstance(context.obj, Session):
        context.obj.debug = wanted
    return wanted


Dates = Annotated[
    list[str] | None,
    typer.Option(
        metavar="[NAME=]DATE",
        help="Publication date, YYYY-MM-DD, of all articles or of the one with that label, path or file name. "
        "May be repeated.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Encoding of the files; found from each file if not given.", rich_help_panel=READ
    ),
]
MaxBytes = Annotated[
    int, typer.Option(min=1, metavar="N", help="Refuse articles larger than this.", rich_help_panel=READ)
]
Model = Annotated[
    str, typer.Option(metavar="NAME", help="The English spaCy pipeline to read with.", rich_help_panel=READ)
]
Reader = Annotated[
    str,
    typer.Option(
        metavar="on|off|FOLDER",
        help="Read sentences together by the trained model that ships with newsdiff, by none, or by one whose weights "
        "are in FOLDER.",
        rich_help_panel=READ,
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all.", rich_help_panel=WRITE),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="[FORMAT=]FILE",
        help="Write to FILE, whole or not at all. May be repeated: FORMAT=FILE writes that format beside the others.",
        show_default=False,
        rich_help_panel=WRITE,
    ),
]
ReportFormat = Annotated[
    str,
    one_of(
        "--format",
        "-f",
        choices=NAMES,
        metavar="NAME",
        help=f"How to write the report: {', '.join(NAMES)}.",
        panel=WRITE,
    ),
]
Top = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        show_default="10 on a terminal, else all",
        help="At most N findings a section of the table; 0 shows all.",
        rich_help_panel=WRITE,
    ),
]
MinConfidence = Annotated[
    float, typer.Option(metavar="0..1", help="Leave out findings less sure than this.", rich_help_panel=WRITE)
]
Verbose = Annotated[
    bool, flag("--verbose", "-v", help="Show ids, codes, confidence and the rule behind each answer.", panel=WRITE)
]
Color = Annotated[str, one_of("--color", choices=COLORS, help="When to colour the table.", panel=WRITE)]
Display = Annotated[
    str,
    one_of(
        "--display",
        choices=DISPLAYS,
        metavar="NAME",
        help="How the table shows what it found: table, passages under each other; matrix, facts by sources; "
        "side-by-side, sources in columns; inline, one text with the words that differ in it.",
        panel=WRITE,
    ),
]
Sentences = Annotated[
    int,
    typer.Option(
        "--context",
        min=0,
        metavar="N",
        help="Show N sentences of the article before and after each passage of the table.",
        rich_help_panel=WRITE,
    ),
]
Hyperlinks = Annotated[
    str,
    one_of(
        "--hyperlinks",
        choices=COLORS,
        help="When to make places links that a terminal opens; auto is on a terminal.",
        panel=WRITE,
    ),
]
NoPager = Annotated[bool, flag("--no-pager", help="Show a long report straight, not by a pager.", panel=WRITE)]
Quiet = Annotated[bool, flag("--quiet", "-q", help="No warnings on stderr.", panel=WRITE)]
Debug = Annotated[bool, flag("--debug", help="Show the traceback of an error.", callback=_debug)]
