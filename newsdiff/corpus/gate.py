"""The gate: which findings of a run are still told, and which of those count against its exit status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsdiff.codes import code_of
from newsdiff.config import Config, IgnoreEntry
from newsdiff.config.keys import fail_on
from newsdiff.corpus.baseline import Baseline, Entry, Matching, entries_of
from newsdiff.corpus.ignores import Ignores
from newsdiff.model import FacetKind, Finding, Report, Story, StoryArticle, Verdict

#: The findings that a kind of gate counts.
COUNTED: dict[str, frozenset[Verdict]] = {
    "none": frozenset(),
    "divergent": frozenset({"divergent"}),
    "unique": frozenset({"unique"}),
    "any": frozenset({"divergent", "unique"}),
}


@dataclass(frozen=True, slots=True)
class Passed:
    """What came of a run at the gate: `counted` findings, and whether that `trips` it.

    `known` findings are the baseline's, `accepted` ones an entry's of the configuration, `unselected` ones have no
    code that was asked for. `stale` entries of the baseline are of files that were read and hold the finding no more,
    `unseen` ones of files that were not all read; `unused` entries of the configuration accepted nothing.
    """

    counted: int
    trips: bool
    known: int = 0
    accepted: int = 0
    unselected: int = 0
    stale: tuple[Entry, ...] = ()
    unseen: tuple[Entry, ...] = ()
    unused: tuple[IgnoreEntry, ...] = ()


@dataclass(slots=True)
class _Counts:
    divergent: int = 0
    unique: int = 0
    known: int = 0
    accepted: int = 0
    unselected: int = 0


class Gate:
    """The gate of one run, which its stories go through one by one; it holds counts, and no story.

    `told` counts the findings that are still told; with `record` there are the `entries` that a baseline made now would
    have. Raises NewsdiffError where the config's
    `fail_on` is no kind of finding.
    """

    def __init__(self, config: Config, baseline: Baseline | None = None, *, record: bool = False) -> None:
        self._config = config
        self._kind, self._facets = fail_on(config.fail_on)
        self._matching = Matching(baseline) if baseline is not None else None
        self._ignores = Ignores(config.ignores)
        self._touched = [False] * len(config.ignores)
        self._counts = _Counts()
        self._record = record
        self.entries: list[Entry] = []
        self.told: dict[Verdict, int] = {"divergent": 0, "agreed": 0, "unique": 0}

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What formats for a gate show."""
        return COUNTED["divergent"] | COUNTED[self._kind]

    def sift(self, story: Story) -> Story:
        """The story with the findings that are still told; those that agree all are, if they are sure enough."""
        known = self._matching.known(story) if self._matching is not None else frozenset()
        told, recorded = [], []
        for number, finding in enumerate(story.findings):
            if finding.confidence < self._config.min_confidence:
                continue
            if finding.verdict == "agreed":
                told.append(finding)
            elif not self._selected(finding):
                self._counts.unselected += 1
            elif self._ignores.entry_for(finding, story) is not None:
                self._counts.accepted += 1
            else:
                if finding.verdict in self.verdicts:
                    recorded.append(finding)
                if number in known:
                    self._counts.known += 1
                else:
                    told.append(finding)
                    self._count(finding)
        if self._record:
            self.entries += entries_of(replace(story, findings=tuple(recorded)))
        for finding in told:
            self.told[finding.verdict] += 1
        self._touch(story.articles)
        return replace(story, findings=tuple(told))

    def passed(self, alone: Iterable[str] = ()) -> Passed:
        """What came of the stories so far; `alone` are paths of further articles that were read."""
        if self._matching is not None:
            self._matching.read(alone)
        stale, unseen = self._matching.rest() if self._matching is not None else ((), ())
        unused = [
            entry
            for entry in self._ignores.unused()
            if not entry.path or self._touched[self._config.ignores.index(entry)]
        ]
        limit = self._config.max_divergent
        gates_divergent = limit is not None or "divergent" in COUNTED[self._kind]
        divergent = self._counts.divergent if gates_divergent else 0
        unique = self._counts.unique if "unique" in COUNTED[self._kind] else 0
        return Passed(
            counted=divergent + unique,
            trips=divergent > (limit or 0) or unique > 0,
            known=self._counts.known,
            accepted=self._counts.accepted,
            unselected=self._counts.unselected,
            stale=stale,
            unseen=unseen,
            unused=tuple(unused),
        )

    def sifted(self, report: Report) -> Report:
        """A report that memory holds with what is still told of it."""
        return replace(report, stories=tuple(self.sift(story) for story in report.stories))

    def _count(self, finding: Finding) -> None:
        if finding.verdict == "unique":
            self._counts.unique += 1
        elif not self._facets or _conflicts(finding) & set(self._facets):
            self._counts.divergent += 1

    def _touch(self, articles: Iterable[StoryArticle]) -> None:
        """An entry about files that were not read may well accept something in them."""
        for number, entry in enumerate(self._config.ignores):
            if entry.path and not self._touched[number]:
                self._touched[number] = any(entry.path.matches(article.path) for article in articles)

    def _selected(self, finding: Finding) -> bool:
        """Whether one of the finding's codes is asked for and not refused; the longer beginning of a code decides."""
        codes = {code_of(facet) for facet in finding.differing} or {finding.code}
        return any(self._wanted(code) for code in codes)

    def _wanted(self, code: str) -> bool:
        def longest(beginnings: tuple[str, ...]) -> int:
            return max((len(each) for each in beginnings if code.startswith(each)), default=-1)

        asked = longest(self._config.select) if self._config.select else 0
        return asked >= 0 and asked > longest(self._config.ignore)


def _conflicts(finding: Finding) -> set[FacetKind]:
    return {facet.kind for facet in finding.differing}
