"""`newsdiff compare`: parse, hand over, write, and say how it went."""

from __future__ import annotations

import dataclasses
from typing import Annotated, cast

import typer

from newsdiff.cli.deliver import check_explanation, deliver, deliver_explanation
from newsdiff.cli.exits import DONE, FAIL_ON, GATED, USAGE_ERROR, FailOn, gate
from newsdiff.cli.inputs import Gathered, gather, to_compare
from newsdiff.cli.options import (
    GATE,
    WRITE,
    Color,
    Dates,
    Debug,
    Encoding,
    MaxBytes,
    MinConfidence,
    Model,
    Outputs,
    Quiet,
    Top,
    Verbose,
    flag,
    one_of,
)
from newsdiff.cli.outputs import check_outputs, parse_outputs
from newsdiff.cli.streams import complain
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, Config
from newsdiff.errors import NewsdiffError, UnknownFinding
from newsdiff.model import Explanation, Report, Verdict
from newsdiff.report.formats import GATED as SHOWN
from newsdiff.report.formats import NAMES

_FORMAT_HELP = f"How to write the report: {', '.join(NAMES)}."
#: What `--fail-on` counts, for formats that show what a gate counts, beside what differs.
_COUNTED: dict[str, frozenset[Verdict]] = {"unique": frozenset({"unique"}), "any": frozenset({"unique"})}


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
    date: Dates = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    model: Model = DEFAULT_MODEL,
    format_: Annotated[
        str, one_of("--format", "-f", choices=NAMES, metavar="NAME", help=_FORMAT_HELP, panel=WRITE)
    ] = "table",
    output: Outputs = None,
    top: Top = None,
    min_confidence: MinConfidence = 0.0,
    color: Color = "auto",
    verbose: Verbose = False,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Say why instead: the evidence and the rules behind the finding whose id begins with ID.",
            show_default=False,
            rich_help_panel=WRITE,
        ),
    ] = None,
    quiet: Quiet = False,
    fail_on: Annotated[
        str,
        one_of(
            "--fail-on",
            choices=FAIL_ON,
            metavar="KIND",
            help="Leave with status 1 on a finding of this kind: none, divergent, unique or any.",
            panel=GATE,
        ),
    ] = "none",
    exit_code: Annotated[
        bool, flag("--exit-code", help="Leave with status 1 when the articles differ, as git diff does.", panel=GATE)
    ] = False,
    exit_zero: Annotated[
        bool, flag("--exit-zero", help="Never leave with status 1, whatever is found.", panel=GATE)
    ] = False,
    debug: Debug = False,
) -> int:
    """Compare articles of one story: where they agree, where they differ, what only one says."""
    config = make_config(model=model, max_bytes=max_bytes, min_confidence=min_confidence)
    inputs = to_compare(files or [], date or [])
    outputs = parse_outputs(output or [], format_)
    if explain is not None:
        check_explanation(outputs)
    check_outputs(outputs, [item.path for item in inputs])
    gathered = gather(inputs, encoding=encoding, max_bytes=max_bytes)
    for skipped in gathered.skipped:
        complain(f"{skipped.path}: {skipped.reason}")
    if gathered.skipped and len(gathered.articles) < 2:
        return USAGE_ERROR
    explanation = None if explain is None else make_explanation(gathered, explain, config)
    report = make_report(gathered, config) if explanation is None else explanation.report
    for skipped in report.skipped[len(gathered.skipped) :]:
        complain(f"{skipped.path}: {skipped.reason}")
    if not quiet:
        for warning in report.warnings:
            complain(f"warning: {warning}")
    if explanation is None:
        verdicts = SHOWN | _COUNTED.get(fail_on, frozenset())
        deliver(report, outputs, top=top, color=color, verbose=verbose, verdicts=verdicts)
    else:
        deliver_explanation(explanation, outputs, top=top, color=color, verbose=verbose)
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

    return _with_gathered(compare_articles(gathered.articles, config), gathered)


def make_explanation(gathered: Gathered, id: str, config: Config) -> Explanation:
    """Explain a finding of what was gathered. Raises NewsdiffError that names the option where the id is not one."""
    from newsdiff.api import explain

    try:
        explanation = explain(gathered.articles, id, config)
    except UnknownFinding as error:
        raise NewsdiffError(f"--explain: {error}") from None
    return dataclasses.replace(explanation, report=_with_gathered(explanation.report, gathered))


def _with_gathered(report: Report, gathered: Gathered) -> Report:
    return dataclasses.replace(
        report,
        skipped=(*gathered.skipped, *report.skipped),
        warnings=(*gathered.warnings, *report.warnings),
    )
