"""A line for each place of each finding, `path:line:column: CODE message`, as editors and greps read linters."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newsdiff.model import Report, Verdict
from newsdiff.report.rows import rows


def pieces(report: Report, *, verdicts: Collection[Verdict]) -> Iterator[str]:
    """The findings of `verdicts`: one line a source that reports it; nothing else, and nothing where there is none."""
    for row in rows(report, verdicts):
        for place in row.places:
            yield f"{place.shown}: {row.finding.code} {row.message}\n"
