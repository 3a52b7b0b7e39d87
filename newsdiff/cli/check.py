"""`newsdiff check`: a corpus in, one report and one exit status out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from newsdiff.cli.config import ConfigFile, Isolated, given, in_force
from newsdiff.cli.corpus_inputs import Found, GroupBy, articles_of, missing_field, parse_group_by, to_walk
from newsdiff.cli.deliver import deliver
from newsdiff.cli.exits import DONE, GATED, USAGE_ERROR
from newsdiff.cli.group import FilesFrom, GroupedBy, Paths
from newsdiff.cli.options import (
    GATE,
    READ,
    WRITE,
    Color,
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
from newsdiff.cli.progress import Progress
from newsdiff.cli.streams import check_output, complain, write_file
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, Config, IgnoreEntry
from newsdiff.model import Article, Report, Skipped, Story, Verdict
from newsdiff.report.formats import NAMES

if TYPE_CHECKING:
    from newsdiff.cli.outputs import Output
    from newsdiff.corpus.cache import Cache
    from newsdiff.corpus.gate import Passed
    from newsdiff.corpus.spool import Spool
    from newsdiff.stories import Sketch

#: What `check` gates on where nobody says.
_FAIL_ON = "divergent"

Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATTERN",
        help="Leave out files and folders, as in .gitignore; may be repeated. .newsdiffignore files hold such "
        "patterns too.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        metavar="KIND[:FACETS]",
        help="Leave with status 1 on a finding of this kind: none, divergent, unique or any; divergent:quantity,quote "
        "counts these facets alone.",
        show_default=_FAIL_ON,
        rich_help_panel=GATE,
    ),
]


def _codes(name: str, help: str) -> object:
    return typer.Option(name, metavar="CODES", help=help, show_default=False, rich_help_panel=GATE)


Select = Annotated[list[str] | None, _codes("--select", "Count these codes alone, or all that begin so: ND1,ND501.")]
Ignore = Annotated[list[str] | None, _codes("--ignore", "Count all but these codes.")]
MaxDivergent = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Let N divergent findings pass.", show_default=False, rich_help_panel=GATE),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings that are known already, and pass.",
        show_default=False,
        rich_help_panel=GATE,
    ),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write what is found to FILE, to be given to --baseline from now on.",
        show_default=False,
        rich_help_panel=GATE,
    ),
]
Jobs = Annotated[
    str,
    typer.Option("--jobs", "-j", metavar="N|auto", help="Processes at work; auto is one a core.", rich_help_panel=READ),
]
CacheFolder = Annotated[
    str | None,
    typer.Option(
        "--cache", metavar="FOLDER", help="Keep the cache here.", show_default="your cache folder", rich_help_panel=READ
    ),
]


def check(
    context: typer.Context,
    paths: Paths = None,
    files_from: FilesFrom = None,
    group: GroupedBy = "auto",
    exclude: Exclude = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    model: Model = DEFAULT_MODEL,
    config: ConfigFile = None,
    isolated: Isolated = False,
    jobs: Jobs = "auto",
    cache: CacheFolder = None,
    no_cache: Annotated[bool, flag("--no-cache", help="Work without a cache.", panel=READ)] = False,
    format_: Annotated[
        str,
        one_of(
            "--format",
            "-f",
            choices=NAMES,
            metavar="NAME",
            help=f"How to write the report: {', '.join(NAMES)}.",
            panel=WRITE,
        ),
    ] = "table",
    output: Outputs = None,
    top: Top = None,
    min_confidence: MinConfidence = 0.0,
    color: Color = "auto",
    verbose: Verbose = False,
    quiet: Quiet = False,
    fail_on: FailOn = _FAIL_ON,
    select: Select = None,
    ignore: Ignore = None,
    max_divergent: MaxDivergent = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    exit_zero: Annotated[
        bool, flag("--exit-zero", help="Never leave with status 1, whatever is found.", panel=GATE)
    ] = False,
    debug: Debug = False,
) -> int:
    """Compare every story of a corpus, and leave with status 1 where articles differ."""
    settings = in_force(_flags(context), config, isolated)
    said = settings.config
    if settings.origins["fail_on"].kind == "default":
        said = replace(said, fail_on=_FAIL_ON)
    from newsdiff.corpus.baseline import load
    from newsdiff.corpus.gate import Gate
    from newsdiff.corpus.ignores import IgnoredPaths, Ignores

    gate = Gate(said, load(said.baseline) if said.baseline is not None else None, Ignores(said.ignores))
    outputs = parse_outputs(output or [], said.format)
    files = [path for path in paths or [] if not os.path.isdir(path)]
    check_outputs(outputs, files)
    if write_baseline is not None:
        check_output(write_baseline, files)
    ignored = IgnoredPaths([path for path in paths or [] if os.path.isdir(path)] or ["."])
    walk = to_walk(
        paths or [],
        files_from,
        "check",
        lambda path, folder: said.exclude.matches(path, folder=folder) or ignored.ignored(path, folder=folder),
    )
    report = _report(_articles(walk, parse_group_by(said.group), said), parse_group_by(said.group), said)
    if not said.quiet and walk.passed_over():
        complain(f"note: {walk.passed_over()}")
    if not report.stories and not report.alone:
        return USAGE_ERROR
    passed = gate.passed(report)
    if write_baseline is not None:
        from newsdiff.corpus.baseline import write

        write_file(write_baseline, write(gate.told(report)))
    _deliver(passed, gate.verdicts, said, outputs)
    _notes(passed, gate.ignores.unused(), said)
    if report.skipped:
        return USAGE_ERROR
    return GATED if passed.trips and not said.exit_zero else DONE


def _flags(context: typer.Context) -> dict[str, object]:
    """The settings given on the command line, lists of codes taken apart at their commas."""
    flags = given(context)
    for name in ("select", "ignore"):
        if name in flags:
            values = flags[name]
            assert isinstance(values, Sequence)
            flags[name] = [code.strip() for value in values for code in str(value).split(",") if code.strip()]
    if str(flags.get("jobs", "")).isdecimal():
        flags["jobs"] = int(str(flags["jobs"]))
    return flags


def _articles(
    walk: Iterable[Found | Skipped], by: GroupBy, config: Config
) -> Iterator[tuple[Found, Article] | Skipped]:
    """The articles of the corpus one by one, and what cannot be read, each named on stderr."""
    from newsdiff.report.visible import visible_path

    for found in walk:
        read = (
            articles_of(
                found,
                by,
                encoding=config.encoding,
                max_bytes=config.max_bytes,
                defaults=config.source_for(found.path),
            )
            if isinstance(found, Found)
            else iter((found,))
        )
        for item in read:
            if isinstance(item, Skipped):
                complain(f"{visible_path(item.path)}: {item.reason}")
                yield item
            elif isinstance(found, Found):
                yield found, item


def _report(articles: Iterator[tuple[Found, Article] | Skipped], by: GroupBy, config: Config) -> Report:
    """Group the articles, compare each story, and tell on stderr what is left out."""
    from newsdiff import __version__
    from newsdiff.corpus import identity
    from newsdiff.corpus.check import check as check_stories
    from newsdiff.corpus.engines import extract_each
    from newsdiff.corpus.spool import Spool
    from newsdiff.report.visible import visible_path
    from newsdiff.stories import group as stories_of

    skipped: list[Skipped] = []
    with Spool() as spool:
        groups = stories_of(*_sketched(articles, by, spool, skipped))
        report = Report(__version__, identity.installed(config.model).name, ())
        with _cache(config) as cache, Progress(len(spool), quiet=config.quiet) as progress:
            extract = partial(
                extract_each, model=config.model, jobs=cast("int | Literal['auto']", config.jobs), cache=cache
            )
            stories: list[Story] = []
            warnings: list[str] = []
            alone: list[str] = []
            try:
                for answer in check_stories((item.members for item in groups), spool, config, extract, cache):
                    progress.advance(answer.articles)
                    for item in answer.skipped:
                        complain(f"{visible_path(item.path)}: {item.reason}")
                    skipped += answer.skipped
                    warnings += answer.warnings
                    alone += answer.alone
                    stories += [answer.story] if answer.story is not None else []
            except KeyboardInterrupt:
                kept = "" if cache is None else "; the cache keeps what is done"
                complain(f"interrupted after {progress.done:,} of {len(spool):,} articles{kept}")
                raise
    if not config.quiet:
        for warning in warnings:
            complain(f"warning: {warning}")
    return replace(report, stories=tuple(stories), skipped=tuple(skipped), warnings=tuple(warnings), alone=tuple(alone))


def _sketched(
    articles: Iterator[tuple[Found, Article] | Skipped], by: GroupBy, spool: Spool, skipped: list[Skipped]
) -> tuple[list[Sketch | None], list[str | None]]:
    """What grouping needs of each article, which goes to `spool`; what cannot be read is added to `skipped`."""
    from newsdiff.stories import sketch

    sketches: list[Sketch | None] = []
    keys: list[str | None] = []
    for item in articles:
        if isinstance(item, Skipped):
            skipped.append(item)
            continue
        found, article = item
        keys.append(by.key(found, article.group))
        sketches.append(sketch(article) if keys[-1] is None else None)
        spool.add(article)
    missing_field(by, keys)
    return sketches, keys


def _cache(config: Config) -> AbstractContextManager[Cache | None]:
    from newsdiff.corpus.cache import Cache

    if config.no_cache:
        return nullcontext()
    return Cache(config.cache, warn=lambda message: None if config.quiet else complain(f"warning: {message}"))


def _deliver(passed: Passed, verdicts: frozenset[Verdict], config: Config, outputs: Sequence[Output]) -> None:
    from newsdiff.report import overview

    beside = {"known": passed.known, "accepted": len(passed.silenced), "not selected": passed.unselected}
    deliver(
        passed.report,
        outputs,
        top=config.top,
        color=config.color,
        verbose=config.verbose,
        verdicts=verdicts,
        table=partial(overview.render, verdicts=verdicts, beside=beside),
    )


def _notes(passed: Passed, unused: Sequence[IgnoreEntry], config: Config) -> None:
    """What of the baseline and the configuration no longer stands for anything."""
    if config.quiet:
        return
    for entry in passed.stale:
        complain(f"note: {config.baseline}: no longer found: {entry}")
    for accepted in unused:
        complain(f"note: {accepted.place}: accepts nothing that was found")
