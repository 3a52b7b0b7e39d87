"""`newsdiff check`: a corpus in, one report and one exit status out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, in_force
from newsdiff.cli.corpus_inputs import excluding, is_folder, to_walk
from newsdiff.cli.corpus_options import (
    Address,
    CacheFolder,
    EngineName,
    Exclude,
    FilesFrom,
    FollowLinks,
    GroupedBy,
    Insecure,
    Jobs,
    NoCache,
    Paths,
)
from newsdiff.cli.deliver import deliver
from newsdiff.cli.exits import DONE, GATED, USAGE_ERROR
from newsdiff.cli.gating import (
    BaselineFile,
    ExitZero,
    FailOn,
    Ignore,
    MaxDivergent,
    Select,
    flags,
    gone,
    left_out,
    make_gate,
    tell,
)
from newsdiff.cli.options import (
    GATE,
    Color,
    Debug,
    Encoding,
    MaxBytes,
    MinConfidence,
    Model,
    NoPager,
    Outputs,
    Quiet,
    Reader,
    ReportFormat,
    Top,
    Verbose,
)
from newsdiff.cli.outputs import Output, check_outputs, parse_outputs, reads
from newsdiff.cli.streams import check_output, complain, write_file
from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, DEFAULT_READER
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Grounds, Story, Verdict
from newsdiff.report.formats import FORMATS

if TYPE_CHECKING:
    from newsdiff.cli.corpus_inputs import Walk
    from newsdiff.config import Config
    from newsdiff.config.settings import Origin, Settings
    from newsdiff.corpus.cluster import Cluster
    from newsdiff.corpus.gate import Gate, Passed

#: What `check` gates on where nobody says.
_FAIL_ON = "divergent"

WriteBaseline = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Write what is found to FILE, to be given to --baseline from now on; it trips no gate this time.",
        show_default=False,
        rich_help_panel=GATE,
    ),
]


def check(
    context: typer.Context,
    paths: Paths = None,
    files_from: FilesFrom = None,
    group: GroupedBy = "auto",
    exclude: Exclude = None,
    follow_links: FollowLinks = False,
    encoding: Encoding = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    model: Model = DEFAULT_MODEL,
    reader: Reader = DEFAULT_READER,
    config: ConfigFile = None,
    isolated: Isolated = False,
    jobs: Jobs = "auto",
    engine: EngineName = "pool",
    address: Address = None,
    insecure: Insecure = False,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
    format_: ReportFormat = "table",
    output: Outputs = None,
    top: Top = None,
    min_confidence: MinConfidence = 0.0,
    color: Color = "auto",
    verbose: Verbose = False,
    no_pager: NoPager = False,
    quiet: Quiet = False,
    fail_on: FailOn = _FAIL_ON,
    select: Select = None,
    ignore: Ignore = None,
    max_divergent: MaxDivergent = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = None,
    exit_zero: ExitZero = False,
    debug: Debug = False,
) -> int:
    """Compare every story of a corpus, and leave with status 1 where articles differ."""
    settings = in_force(flags(context), config, isolated)
    said, origins = settings.config, settings.origins
    if origins["fail_on"].kind == "default":
        said = replace(said, fail_on=_FAIL_ON)
    if origins["cache"].kind == "flag" and origins["no_cache"].kind != "flag":
        said = replace(said, no_cache=False)
    gate = make_gate(said, record_to=write_baseline)
    outputs = parse_outputs(output or [], said.format)
    named = [path for path in paths or [] if not is_folder(path)]
    check_outputs(outputs, named)
    if write_baseline is not None:
        check_output(write_baseline, named, "--write-baseline")
    walk = to_walk(
        paths or [], files_from, "check", excluding(said.exclude, paths or []), follow_links=said.follow_links
    )
    with _cluster(settings) as cluster:
        passed, whole = _checked(walk, said, gate, outputs, write_baseline, cluster)
    if write_baseline is not None:
        _write_baseline(write_baseline, gate, passed)
    tell(passed, said)
    if not whole:
        return USAGE_ERROR
    return GATED if passed.trips and write_baseline is None and not said.exit_zero else DONE


def _cluster(settings: Settings) -> AbstractContextManager[Cluster | None]:
    """The cluster that is asked for, opened before the work starts; none for the pool. Raises NewsdiffError."""
    config, origins = settings.config, settings.origins
    if config.engine == "pool":
        # An address that is set up once and for all is no mistake where a run asks for the pool.
        if config.address is not None and (origins["address"].kind == "flag" or origins["engine"].kind == "default"):
            raise NewsdiffError(f"{_name(origins['address'])} is of a cluster; give --engine dask too")
        return nullcontext()
    from newsdiff.corpus.cluster import Cluster
    from newsdiff.corpus.engines import usable_cpus

    jobs = config.jobs if isinstance(config.jobs, int) else usable_cpus()
    return Cluster(config.address, jobs=jobs, model=config.model, insecure=config.insecure)


def _name(origin: Origin) -> str:
    """What gave the address, as a message begins."""
    return f"{origin}: address" if origin.kind == "file" else str(origin)


def _checked(
    walk: Walk,
    config: Config,
    gate: Gate,
    outputs: Sequence[Output],
    write_baseline: str | None,
    cluster: Cluster | None,
) -> tuple[Passed, bool]:
    """Compare the corpus and deliver its report: what came of it at the gate, and whether all of it could be read."""
    from newsdiff.cli.corpus_run import CorpusRun, SpooledGrounds, SpooledTexts
    from newsdiff.corpus.spool import Spool
    from newsdiff.report import overview

    targets = [path for path in (*(item.path for item in outputs), write_baseline) if path is not None]
    shown = frozenset[Verdict]().union(*(_shown(item.format, gate.verdicts) for item in outputs))
    with Spool[Article]() as articles, Spool[Story]() as stories, Spool[Grounds]() as kept:
        grounds = SpooledGrounds(kept) if reads(outputs) else None
        run = CorpusRun(config, gate, targets, shown, articles, stories, cluster, frozenset(walk.paths), grounds)
        report = run.report(walk)
        if not config.quiet and walk.passed_over():
            complain(f"note: {walk.passed_over()}")
        if not articles and not report.skipped:
            complain("note: no article is named; there is nothing to compare")
        passed = gate.passed(report.alone)
        table = partial(overview.pieces, verdicts=gate.verdicts, counts=gate.told, beside=left_out(passed))
        deliver(
            report,
            outputs,
            config,
            verdicts=gate.verdicts,
            table=table,
            texts=SpooledTexts(run) if reads(outputs) else None,
            grounds=grounds,
        )
    return passed, not report.skipped


def _shown(format_: str, verdicts: frozenset[Verdict]) -> frozenset[Verdict]:
    """The verdicts whose findings a format shows; of others the table of a corpus has the counts alone."""
    return FORMATS[format_].needs(verdicts) if format_ in FORMATS else verdicts


def _write_baseline(path: str, gate: Gate, passed: Passed) -> None:
    """Write what was found, and what the old baseline knows of files that were not read this time."""
    from newsdiff.corpus.baseline import home_of, text

    lost = set(gone(passed.unseen))
    kept = (entry for entry in passed.unseen if entry not in lost)
    write_file(path, text([*gate.entries, *kept], home_of(path)))
