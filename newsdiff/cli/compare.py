"""`newsdiff compare`: parse, hand over, write, and say how it went."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, in_force
from newsdiff.cli.deliver import check_explanation, deliver, deliver_explanation
from newsdiff.cli.displaying import check_display, shows_texts, table_of
from newsdiff.cli.exits import DONE, GATED, USAGE_ERROR
from newsdiff.cli.gating import (
    BaselineFile,
    ExitZero,
    FailOn,
    Ignore,
    MaxDivergent,
    Select,
    and_divergent,
    flags,
    make_gate,
    tell,
    tell_left_out,
)
from newsdiff.cli.inputs import Gathered, gather, to_compare
from newsdiff.cli.near_paths import Suggestions
from newsdiff.cli.options import (
    GATE,
    WRITE,
    Color,
    Dates,
    Debug,
    Display,
    Encoding,
    Hyperlinks,
    MaxBytes,
    MinConfidence,
    Model,
    NoPager,
    Outputs,
    Quiet,
    Reader,
    ReportFormat,
    Sentences,
    Top,
    Verbose,
    flag,
)
from newsdiff.cli.outputs import check_outputs, parse_outputs, reads
from newsdiff.cli.pager import expect
from newsdiff.cli.streams import complain
from newsdiff.cli.texts import texts_of
from newsdiff.cli.welcome import is_bare, welcome
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, DEFAULT_READER, Config
from newsdiff.errors import NewsdiffError, UnknownFinding
from newsdiff.model import Explanation, Grounds, Report


def compare(
    context: typer.Context,
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
    reader: Reader = DEFAULT_READER,
    config: ConfigFile = None,
    isolated: Isolated = False,
    format_: ReportFormat = "table",
    output: Outputs = None,
    display: Display = "table",
    context_: Sentences = 0,
    top: Top = None,
    min_confidence: MinConfidence = 0.0,
    color: Color = "auto",
    hyperlinks: Hyperlinks = "auto",
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
    no_pager: NoPager = False,
    quiet: Quiet = False,
    fail_on: FailOn = "none",
    select: Select = None,
    ignore: Ignore = None,
    max_divergent: MaxDivergent = None,
    baseline: BaselineFile = None,
    exit_code: Annotated[
        bool, flag("--exit-code", help="Leave with status 1 when the articles differ, as git diff does.", panel=GATE)
    ] = False,
    exit_zero: ExitZero = False,
    debug: Debug = False,
) -> int:
    """Compare articles of one story: where they agree, where they differ, what only one says."""
    if is_bare(context):
        welcome()
        return USAGE_ERROR
    settings = in_force(flags(context), config, isolated)
    said = settings.config
    gate = make_gate(and_divergent(said) if exit_code else said)
    inputs = to_compare(files or [], date or [])
    outputs = parse_outputs(output or [], said.format)
    if explain is not None:
        check_explanation(outputs)
    check_display(settings, outputs, explains=explain is not None)
    check_outputs(outputs, [item.path for item in inputs])
    expect(no_pager=said.no_pager, to_stdout=any(item.path is None for item in outputs))
    gathered = gather(inputs, said)
    suggestions = Suggestions(given=[item.path for item in inputs])
    for skipped in gathered.skipped:
        complain(suggestions.line(skipped))
    if gathered.skipped and len(gathered.articles) < 2:
        return USAGE_ERROR
    explanation = None if explain is None else make_explanation(gathered, explain, said)
    grounds = None
    if explanation is not None:
        report = explanation.report
    elif reads(outputs):
        report, grounds = make_report_with_grounds(gathered, said)
    else:
        report = make_report(gathered, said)
    for skipped in report.skipped[len(gathered.skipped) :]:
        complain(f"{skipped.path}: {skipped.reason}")
    if not said.quiet:
        for warning in report.warnings:
            complain(f"warning: {warning}")
    told = gate.sifted(report)
    passed = gate.passed()
    if explanation is None:
        wanted = reads(outputs) or shows_texts(said, outputs)
        texts = {story.id: texts_of(story, gathered.articles) for story in report.stories} if wanted else None
        deliver(
            told,
            outputs,
            said,
            verdicts=gate.verdicts,
            table=table_of(said, texts),
            grounds={story.id: grounds for story in report.stories} if grounds is not None else None,
            texts=texts,
        )
        tell_left_out(passed, said)
        tell(passed, said, of_all=False)
    else:
        deliver_explanation(explanation, outputs, said)
    if report.skipped:
        return USAGE_ERROR
    return GATED if passed.trips and not said.exit_zero else DONE


def make_report(gathered: Gathered, config: Config) -> Report:
    """Compare what was gathered; inputs left out and warnings of the reading come first in the report's own."""
    from newsdiff.api import compare as compare_articles

    return _with_gathered(compare_articles(gathered.articles, config), gathered)


def make_report_with_grounds(gathered: Gathered, config: Config) -> tuple[Report, Grounds]:
    """`make_report`, and why the sentences of each finding were put together, for a page that shows it."""
    from newsdiff.api import compare_with_grounds

    report, grounds = compare_with_grounds(gathered.articles, config)
    return _with_gathered(report, gathered), grounds


def make_explanation(gathered: Gathered, id: str, config: Config) -> Explanation:
    """Explain a finding of what was gathered. Raises NewsdiffError that names the option where the id is not one."""
    from newsdiff.api import explain

    try:
        explanation = explain(gathered.articles, id, config)
    except UnknownFinding as error:
        raise NewsdiffError(f"--explain: {error}") from None
    return replace(explanation, report=_with_gathered(explanation.report, gathered))


def _with_gathered(report: Report, gathered: Gathered) -> Report:
    return replace(
        report,
        skipped=(*gathered.skipped, *report.skipped),
        warnings=(*gathered.warnings, *report.warnings),
    )
