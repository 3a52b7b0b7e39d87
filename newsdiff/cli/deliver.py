"""A report, or why a finding is what it is, on its way out: rendered for where it goes, then written there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdiff.cli.outputs import Output
from newsdiff.cli.pager import write_paged
from newsdiff.cli.streams import holds, write_file
from newsdiff.config import Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import Explanation, Grounds, Report, Verdict
from newsdiff.report.formats import FORMATS, GATED

if TYPE_CHECKING:
    from newsdiff.report.look import Look
    from newsdiff.report.texts import Texts

#: The last character that there is: an encoding that has it has them all.
_LAST = "\U0010ffff"
#: The formats of an explanation.
EXPLANATION_FORMATS = ("table", "json")


def deliver(
    report: Report,
    outputs: Sequence[Output],
    config: Config,
    *,
    verdicts: Collection[Verdict] = GATED,
    table: Callable[[Report, Look], str | Iterator[str]] | None = None,
    texts: Texts | None = None,
    grounds: Mapping[str, Grounds] | None = None,
) -> None:
    """Render `report` for each of `outputs`, as `config` has it look, and write it there.

    Formats for a gate show findings of `verdicts`. `table` renders the table, whole or in pieces, where it is not that
    of a comparison; `texts` are the articles' own and `grounds` those of the findings, by the id of a story, for
    formats that show them.

    A file that cannot be written keeps no other from being written. Raises NewsdiffError for the first of them.
    """
    failed: NewsdiffError | None = None
    for output in outputs:
        seen = _look(output, config)
        pieces = _rendered(report, output, seen, verdicts=verdicts, table=table, texts=texts, grounds=grounds)
        try:
            _send(pieces, output, no_pager=config.no_pager)
        except NewsdiffError as error:
            failed = failed or error
    if failed is not None:
        raise failed


def _look(output: Output, config: Config) -> Look:
    from newsdiff.cli.terminal import links, look

    stream = sys.stdout if output.path is None else None
    seen = look(stream, os.environ, config.color, top=config.top, verbose=config.verbose)
    given = links(stream, os.environ, config.hyperlinks, config.hyperlink_format, no_pager=config.no_pager)
    return replace(seen, links=given)


def _rendered(
    report: Report,
    output: Output,
    seen: Look,
    *,
    verdicts: Collection[Verdict],
    table: Callable[[Report, Look], str | Iterator[str]] | None,
    texts: Texts | None,
    grounds: Mapping[str, Grounds] | None,
) -> Iterable[str]:
    if (format_ := FORMATS.get(output.format)) is not None:
        pieces = format_.pieces(report, verdicts=verdicts, texts=texts, grounds=grounds)
        return (piece if output.path is not None or holds(piece) else format_.narrow(piece) for piece in pieces)
    from newsdiff.report.visible import ascii_signs

    drawn = _table(report, seen) if table is None else table(report, seen)
    # Of a table in pieces it is not known beforehand what they hold.
    if output.path is not None or holds(drawn if isinstance(drawn, str) else _LAST):
        return (drawn,) if isinstance(drawn, str) else drawn
    narrow = replace(seen, ascii=True, encoding=getattr(sys.stdout, "encoding", None) or "utf-8")
    drawn = _table(report, narrow) if table is None else table(report, narrow)
    return map(ascii_signs, (drawn,) if isinstance(drawn, str) else drawn)


def _table(report: Report, seen: Look) -> str:
    from newsdiff.report.table import render

    return render(report, seen)


def deliver_explanation(explanation: Explanation, outputs: Sequence[Output], config: Config) -> None:
    """Render `explanation` for each of `outputs`, as table or JSON, and write it there. Raises NewsdiffError."""
    for output in outputs:
        _send((_explained(explanation, output, config),), output, no_pager=config.no_pager)


def check_explanation(outputs: Sequence[Output]) -> None:
    """See that an explanation can be written as `outputs` ask, before the work starts. Raises NewsdiffError."""
    for output in outputs:
        if output.format not in EXPLANATION_FORMATS:
            known = " or ".join(EXPLANATION_FORMATS)
            raise NewsdiffError(f"--explain: writes {known}, not {output.format}; leave out --explain for a report")


def _explained(explanation: Explanation, output: Output, config: Config) -> str:
    to_file = output.path is not None
    if output.format == "json":
        from newsdiff.report import explain_json

        text = explain_json.render(explanation)
        return text if to_file or holds(text) else explain_json.render(explanation, ascii_only=True)
    from newsdiff.report import explain
    from newsdiff.report.visible import ascii_signs

    text = explain.render(explanation, _look(output, config))
    return text if to_file or holds(text) else ascii_signs(text)


def _send(pieces: Iterable[str], output: Output, *, no_pager: bool) -> None:
    if output.path is not None:
        write_file(output.path, pieces)
    else:
        write_paged(pieces, no_pager=no_pager, commands=output.format == "github")
