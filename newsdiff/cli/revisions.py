"""`newsdiff revisions`: versions of one article in, what became of its facts out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, in_force
from newsdiff.cli.deliver import deliver
from newsdiff.cli.displaying import check_display, shows_texts, table_of
from newsdiff.cli.exits import DONE, GATED, USAGE_ERROR
from newsdiff.cli.gating import ExitZero, Ignore, Select, flags, make_gate, tell, tell_left_out
from newsdiff.cli.inputs import Input, gather, parse_inputs
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
    nearest,
)
from newsdiff.cli.outputs import check_outputs, parse_outputs, reads
from newsdiff.cli.pager import expect
from newsdiff.cli.streams import complain
from newsdiff.cli.texts import texts_of
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, DEFAULT_READER
from newsdiff.errors import NewsdiffError
from newsdiff.model import FACET_KINDS, Change, FacetKind, Finding, Verdict

#: What trips the gate of `--fail-on`: for each kind the changes that do.
GATES: dict[str, frozenset[Change]] = {
    "none": frozenset(),
    "changed": frozenset({"changed"}),
    "added": frozenset({"added"}),
    "removed": frozenset({"removed"}),
    "any": frozenset({"changed", "added", "removed"}),
}
#: What formats for a gate show of revisions: every change.
SHOWN: frozenset[Verdict] = frozenset({"divergent", "unique"})


def _gate(value: str) -> str:
    parse_gate(value)
    return value


def parse_gate(value: str) -> tuple[frozenset[Change], frozenset[FacetKind]]:
    """The changes that `--fail-on` counts, and the facets, where not all. Raises NewsdiffError."""
    kind, colon, rest = value.partition(":")
    nearest("--fail-on", kind, tuple(GATES))
    if colon and kind != "changed":
        raise NewsdiffError(f"--fail-on {value}: changed alone takes facets; for example changed:quantity,quote")
    facets = [nearest("--fail-on", item.strip(), FACET_KINDS) for item in rest.split(",")] if colon else []
    return GATES[kind], frozenset(kind for kind in FACET_KINDS if kind in facets)


def revisions(
    context: typer.Context,
    versions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="VERSION",
            help="Two or more versions of one article, the oldest first: a path, - for standard input, or NAME=PATH to "
            "say what the version is called.",
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
    kept: Annotated[
        bool, flag("--kept", help="List in the table what is kept too; --verbose does so as well.", panel=WRITE)
    ] = False,
    top: Top = None,
    min_confidence: MinConfidence = 0.0,
    display: Display = "table",
    context_: Sentences = 0,
    color: Color = "auto",
    hyperlinks: Hyperlinks = "auto",
    verbose: Verbose = False,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    gate: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="KIND[:FACETS]",
            help="Leave with status 1 on a change of this kind: none, changed, added, removed or any; "
            "changed:quantity,quote counts these facets alone.",
            callback=_gate,
            rich_help_panel=GATE,
        ),
    ] = "none",
    select: Select = None,
    ignore: Ignore = None,
    exit_code: Annotated[
        bool, flag("--exit-code", help="Leave with status 1 when a fact changed, came or went.", panel=GATE)
    ] = False,
    exit_zero: ExitZero = False,
    debug: Debug = False,
) -> int:
    """Compare versions of one article: which facts changed, came or went, whatever else was edited."""
    # Which comparisons trip a gate, and what is known of them, is no matter of revisions.
    settings = in_force(flags(context), config, isolated)
    said = replace(settings.config, fail_on="none", max_divergent=None, baseline=None)
    counted, facets = parse_gate("any" if exit_code else gate)
    sieve = make_gate(said)
    inputs = _inputs(versions or [], date or [])
    outputs = parse_outputs(output or [], said.format)
    check_display(settings, outputs)
    check_outputs(outputs, [item.path for item in inputs])
    expect(no_pager=said.no_pager, to_stdout=any(item.path is None for item in outputs))
    gathered = gather(inputs, said)
    suggestions = Suggestions(given=[item.path for item in inputs])
    for skipped in gathered.skipped:
        complain(suggestions.line(skipped))
    if gathered.skipped and len(gathered.articles) < 2:
        return USAGE_ERROR
    from newsdiff.versions import revisions as compare_versions

    report = compare_versions(gathered.articles, said)
    for skipped in report.skipped:
        complain(f"{skipped.path}: {skipped.reason}")
    warnings = (*gathered.warnings, *report.warnings)
    if not said.quiet:
        for warning in warnings:
            complain(f"warning: {warning}")
    told = sieve.sifted(replace(report, skipped=(*gathered.skipped, *report.skipped), warnings=warnings))
    passed = sieve.passed()
    wanted = reads(outputs) or shows_texts(said, outputs)
    texts = {story.id: texts_of(story, gathered.articles) for story in report.stories} if wanted else None
    deliver(
        told,
        outputs,
        said,
        verdicts=SHOWN,
        table=table_of(said, texts, hidden=hidden(kept or said.verbose)),
        texts=texts,
    )
    tell_left_out(passed, said)
    tell(passed, said, of_all=False)
    if told.skipped:
        return USAGE_ERROR
    findings = (finding for story in told.stories for finding in story.findings)
    return GATED if trips(findings, counted, facets) and not said.exit_zero else DONE


def hidden(kept: bool) -> tuple[Change, ...]:
    """What the table only counts: the facts that are kept, unless these are to be listed too."""
    return () if kept else ("kept",)


def trips(findings: Iterable[Finding], counted: frozenset[Change], facets: frozenset[FacetKind]) -> bool:
    """Whether one of the findings is a change that is `counted`, in one of the `facets` where there are any."""
    return any(
        finding.change in counted and (not facets or any(facet.kind in facets for facet in finding.differing))
        for finding in findings
    )


def _inputs(arguments: Sequence[str], dates: Sequence[str]) -> tuple[Input, ...]:
    from newsdiff.read.file import is_jsonl

    inputs = parse_inputs(arguments, dates)
    if len(inputs) < 2 and not any(is_jsonl(item.path) for item in inputs):
        given = f", got one ({inputs[0].path})" if inputs else ""
        raise NewsdiffError(
            f"revisions needs two or more versions of one article{given}; "
            "for example: newsdiff revisions yesterday.txt today.txt"
        )
    return inputs
