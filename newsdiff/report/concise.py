"""A line for each place of each finding, `path:line:column: CODE message`, as editors and greps read linters."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newsdiff.model import Report, Verdict
from newsdiff.report.rows import rows


def pieces(report: Report, *, verdicts: Collection[Verdict]) -> Iterator[str]:
    """The findings of `verdicts`: one line a source that reports it; nothing else, and nothing where there is none.

    Of revisions one line a finding, at its place in the newer version, or in the older where it was removed.
    """
    for row in rows(report, verdicts):
        for place in row.places if report.kind == "comparison" else row.places[:1]:
            yield f"{place.shown}: {row.finding.code} {row.message}\n"
