"""What a run counts: findings that no entry accepts and no baseline knows, of the codes and facets asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from newsdiff.codes import OF_FACET
from newsdiff.config import Config
from newsdiff.config.keys import fail_on
from newsdiff.corpus.baseline import Baseline, Entry
from newsdiff.corpus.ignores import Ignores, Silenced
from newsdiff.model import Finding, Report, Verdict

#: The findings that a kind of gate counts.
COUNTED: dict[str, frozenset[Verdict]] = {
    "none": frozenset(),
    "divergent": frozenset({"divergent"}),
    "unique": frozenset({"unique"}),
    "any": frozenset({"divergent", "unique"}),
}


@dataclass(frozen=True, slots=True)
class Passed:
    """A report after the gate: `report` holds what is still to be told, `counted` how many findings trip the gate.

    `silenced` findings were accepted by an entry, `known` ones by the baseline, `unselected` ones have no code that
    was asked for; `stale` entries of the baseline stand for findings that are gone.
    """

    report: Report
    counted: int
    trips: bool
    silenced: tuple[Silenced, ...] = ()
    known: int = 0
    unselected: int = 0
    stale: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run's settings let pass. Raises NewsdiffError where `fail_on` is no kind of finding."""

    config: Config
    baseline: Baseline | None = None
    ignores: Ignores = field(default_factory=lambda: Ignores(()))

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What formats for a gate show."""
        return COUNTED["divergent"] | COUNTED[fail_on(self.config.fail_on)[0]]

    def passed(self, report: Report) -> Passed:
        """Sort the findings of `report` out; those that agree all stay."""
        left, silenced, dropped = self._left(report)
        matched = self.baseline.against(left) if self.baseline is not None else None
        told = left if matched is None else matched.report
        counted = sum(self.counts(finding) for story in told.stories for finding in story.findings)
        divergent = sum(story.count("divergent") for story in told.stories)
        limit = self.config.max_divergent
        trips = divergent > limit if limit is not None else counted > 0
        if limit is not None and fail_on(self.config.fail_on)[0] in ("unique", "any"):
            trips = trips or any(story.count("unique") for story in told.stories)
        return Passed(
            report=told,
            counted=counted,
            trips=trips,
            silenced=silenced,
            known=len(matched.known) if matched is not None else 0,
            unselected=dropped,
            stale=matched.stale if matched is not None else (),
        )

    def told(self, report: Report) -> Report:
        """What a baseline made now is to hold: all that is selected and that no entry accepts."""
        return self._left(report)[0]

    def _left(self, report: Report) -> tuple[Report, tuple[Silenced, ...], int]:
        selected, dropped = _filtered(report, self._selected)
        return (*self.ignores.applied(selected), dropped)

    def counts(self, finding: Finding) -> bool:
        """Whether the gate counts the finding, of those that are still told."""
        kind, facets = fail_on(self.config.fail_on)
        conflicts = {facet.kind for facet in finding.facets if facet.relation == "conflict"}
        return finding.verdict in COUNTED[kind] and (not facets or bool(conflicts & set(facets)))

    def _selected(self, finding: Finding) -> bool:
        """Whether one of the finding's codes is asked for and not refused; the longer beginning of a code decides."""
        if finding.verdict == "agreed":
            return True
        codes = {OF_FACET[facet.kind] for facet in finding.facets if facet.relation == "conflict"} or {finding.code}
        return any(self._wanted(code) for code in codes)

    def _wanted(self, code: str) -> bool:
        def longest(beginnings: tuple[str, ...]) -> int:
            return max((len(each) for each in beginnings if code.startswith(each)), default=-1)

        asked = longest(self.config.select) if self.config.select else 0
        return asked >= 0 and asked > longest(self.config.ignore)


def _filtered(report: Report, keep: Callable[[Finding], bool]) -> tuple[Report, int]:
    """The report with the findings to keep alone, and how many others there were."""
    stories = tuple(
        replace(story, findings=tuple(finding for finding in story.findings if keep(finding)))
        for story in report.stories
    )
    before, after = (sum(len(story.findings) for story in each) for each in (report.stories, stories))
    return replace(report, stories=stories), before - after
