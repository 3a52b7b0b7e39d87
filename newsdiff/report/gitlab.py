"""The report for GitLab's merge requests: a Code Quality array, one entry a finding, at its first place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from newsdiff.model import Report, Verdict
from newsdiff.report.json_format import array
from newsdiff.report.rows import Row, rows
from newsdiff.report.visible import visible_path

#: Severities that GitLab knows: info, minor, major, critical, blocker. Who is right is not known: none above major.
_SEVERITY: dict[Verdict, str] = {"divergent": "major", "unique": "info", "agreed": "info"}


def pieces(report: Report, *, verdicts: Collection[Verdict]) -> Iterator[str]:
    """The findings of `verdicts` as a JSON array, empty where there is none."""
    yield from array(_entries(report, verdicts), "")
    yield "\n"


def _entries(report: Report, verdicts: Collection[Verdict]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for row in rows(report, verdicts):
        seen[row.finding.id] += 1
        yield _entry(row, seen[row.finding.id])


def _entry(row: Row, number: int) -> dict[str, Any]:
    """`number` tells apart the same finding in several stories: GitLab wants each fingerprint once."""
    place = row.main
    return {
        "description": f"{row.finding.code} {row.message}",
        "check_name": row.finding.code,
        "fingerprint": row.finding.id if number == 1 else f"{row.finding.id}-{number}",
        "severity": _SEVERITY[row.finding.verdict],
        "location": {
            "path": visible_path(place.file),
            "lines": {"begin": place.line, "end": place.end_line},
        },
    }
