"""`newsdiff compare`: parse, hand over, write, and say how it went."""

from __future__ import annotations

import dataclasses
from typing import Annotated, cast

import typer

from newsdiff.cli.deliver import COLORS, FORMATS, deliver
from newsdiff.cli.exits import DONE, FAIL_ON, GATED, USAGE_ERROR, FailOn, Session, gate
from newsdiff.cli.inputs import Gathered, gather, parse_inputs
from newsdiff.cli.options import flag, one_of
from newsdiff.cli.streams import check_output, complain
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import Report

_READ, _WRITE, _GATE = "Reading", "Report", "Exit status"


def _debug(context: typer.Context, wanted: bool) -> bool:
    if isinstance(context.obj, Session):
        context.obj.debug = wanted
    return wanted


def compare(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Two or more articles of one story: a path, - for standard input, or NAME=PATH to say what the "
            "source is called.",
            show_default=False,
        ),
    ] = None,
    date: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME=]DATE",
            help="Publication date, YYYY-MM-DD, of all articles or of the one with that label, path or file name. "
            "May be repeated.",
            show_default=False,
            rich_help_panel=_READ,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Encoding of the files; found from each file if not given.", rich_help_panel=_READ
        ),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse files larger than this.", rich_help_panel=_READ)
    ] = DEFAULT_MAX_BYTES,
    model: Annotated[
        str, typer.Option(metavar="NAME", help="The English spaCy pipeline to read with.", rich_help_panel=_READ)
    ] = DEFAULT_MODEL,
    format_: Annotated[
        str, one_of("--format", "-f", choices=FORMATS, help="How to write the report.", panel=_WRITE)
    ] = "table",
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all.", rich_help_panel=_WRITE
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            show_default="10 on a terminal, else all",
            help="At most N findings a section of the table; 0 shows all.",
            rich_help_panel=_WRITE,
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="0..1", help="Leave out findings less sure than this.", rich_help_panel=_WRITE)
    ] = 0.0,
    color: Annotated[str, one_of("--color", choices=COLORS, help="When to colour the table.", panel=_WRITE)] = "auto",
    verbose: Annotated[
        bool,
        flag("--verbose", "-v", help="Show ids, codes, confidence and the rule behind each answer.", panel=_WRITE),
    ] = False,
    quiet: Annotated[bool, flag("--quiet", "-q", help="No warnings on stderr.", panel=_WRITE)] = False,
    fail_on: Annotated[
        str,
        one_of(
            "--fail-on",
            choices=FAIL_ON,
            metavar="KIND",
            help="Leave with status 1 on a finding of this kind: none, divergent, unique or any.",
            panel=_GATE,
        ),
    ] = "none",
    exit_code: Annotated[
        bool, flag("--exit-code", help="Leave with status 1 when the articles differ, as git diff does.", panel=_GATE)
    ] = False,
    exit_zero: Annotated[
        bool, flag("--exit-zero", help="Never leave with status 1, whatever is found.", panel=_GATE)
    ] = False,
    debug: Annotated[bool, flag("--debug", help="Show the traceback of an error.", callback=_debug)] = False,
) -> int:
    """Compare articles of one story: where they agree, where they differ, what only one says."""
    config = make_config(model=model, max_bytes=max_bytes, min_confidence=min_confidence)
    inputs = parse_inputs(files or [], date or [])
    if output is not None and output != "-":
        check_output(output, [item.path for item in inputs])
    gathered = gather(inputs, encoding=encoding, max_bytes=max_bytes)
    for skipped in gathered.skipped:
        complain(f"{skipped.path}: {skipped.reason}")
    if gathered.skipped and len(gathered.articles) < 2:
        return USAGE_ERROR
    report = make_report(gathered, config)
    for skipped in report.skipped[len(gathered.skipped) :]:
        complain(f"{skipped.path}: {skipped.reason}")
    if not quiet:
        for warning in report.warnings:
            complain(f"warning: {warning}")
    deliver(report, format_, output, top=top, color=color, verbose=verbose)
    if report.skipped:
        return USAGE_ERROR
    status = gate(report, cast(FailOn, fail_on), "divergent" if exit_code else "none")
    return DONE if status == GATED and exit_zero else status


def make_config(*, model: str, max_bytes: int, min_confidence: float) -> Config:
    """The config that the options make. Raises NewsdiffError that names the option, not the field."""
    try:
        return Config(model=model, max_bytes=max_bytes, min_confidence=min_confidence)
    except NewsdiffError as error:
        field, _, problem = str(error).partition(":")
        raise NewsdiffError(f"--{field.replace('_', '-')}:{problem}") from None


def make_report(gathered: Gathered, config: Config) -> Report:
    """Compare what was gathered; inputs left out and warnings of the reading come first in the report's own."""
    from newsdiff.api import compare as compare_articles

    report = compare_articles(gathered.articles, config)
    return dataclasses.replace(
        report,
        skipped=(*gathered.skipped, *report.skipped),
        warnings=(*gathered.warnings, *report.warnings),
    )
