"""What a report calls its findings: sections, counts and signs, of articles compared and of revisions of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdiff.model import Change, Finding, Relation, Report, ReportKind, Verdict

Kind = Verdict | Change
"""What a finding is called: its verdict, or its change between two versions of one article."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind of report.

    `kinds` are what findings are called, in the order of a report; of these `counted` stand in summaries, in theirs.
    `signs` part the words of two articles by how they relate; `nothing` is said where nothing differs, by whether
    anything is shared and whether anything was found at all, `undecided` where of so many facts it could not be told.
    """

    kinds: tuple[Kind, ...]
    counted: tuple[Kind, ...]
    column: str
    signs: Mapping[Relation, str]
    nothing: tuple[str, str, str]
    undecided: str


_COMPARISON = Words(
    kinds=("divergent", "agreed", "unique"),
    counted=("agreed", "divergent", "unique"),
    column="verdict",
    signs={"conflict": "≠", "compatible": "≈"},
    nothing=(
        "No difference found in the facts that they share.",
        "No fact found that two of them report.",
        "No facts found to compare.",
    ),
    undecided="No difference is certain; of {} it is undecided whether another article agrees (--verbose: near).",
)
_REVISIONS = Words(
    kinds=("changed", "added", "removed", "kept"),
    counted=("kept", "changed", "added", "removed"),
    column="change",
    signs={"conflict": "→", "compatible": "→", "missing": "→"},
    nothing=(
        "No fact was changed.",
        "No fact was changed, and none is in both.",
        "No facts found to compare.",
    ),
    undecided="",
)
WORDS: Mapping[ReportKind, Words] = {"comparison": _COMPARISON, "revisions": _REVISIONS}


def words_of(report: Report) -> Words:
    return WORDS[report.kind]


def kind_of(finding: Finding) -> Kind:
    """What the finding is called in its report."""
    return finding.change or finding.verdict


def undecided(findings: Sequence[Finding]) -> int:
    """How many findings stand alone only because it is not sure that another tells of the same."""
    return sum(bool(finding.near) for finding in findings)


def tally(findings: Sequence[Finding], words: Words) -> dict[Kind, int]:
    """How many findings of each kind there are, in the order of summaries."""
    called = [kind_of(finding) for finding in findings]
    return {kind: called.count(kind) for kind in words.counted}
