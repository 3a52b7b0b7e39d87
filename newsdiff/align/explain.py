"""The aligner's reasons, on demand: the evidence of a pair of sentences, and the pairs that were not taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from newsdiff.align import scored
from newsdiff.align.evidence import evidence
from newsdiff.align.profile import Aliases, build
from newsdiff.align.scorer import READER, Reads, Scored, Weights, weights
from newsdiff.model import Evidence, Extraction

#: What each kind of evidence measures, in words that fit beside its figures.
WHAT = {
    "likeness": "words in common",
    "related": "words near in meaning",
    "containment": "… of the shorter one",
    "shared_weight": "rarity of these words",
    "best_clause": "the two likest clauses",
    "names": "names in common",
    "figures": "figures that agree",
    "figures_differ": "figures, none agrees",
    "times": "times in common",
    "times_differ": "times, none the same",
    "predicate": "verbs in common",
    "quotation": "quoted words in common",
    "speaker": "one speaker",
    "speaker_differs": "other speakers",
    "distance": "apart in the articles",
    "title": "titles among them",
    "length": "length of the shorter",
    READER: "read together",
}

Place = tuple[int, int]
"""The number of an article and the index of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two sentences and their evidence; `log_odds` is `bias` and the points of all evidence.

    A pair that is no `candidate` was never scored: alignment counts it as 0.
    """

    first: Place
    second: Place
    evidence: tuple[Evidence, ...]
    bias: float
    log_odds: float
    probability: float
    candidate: bool


class Reasons:
    """What alignment of a story's articles went by; made anew from the same values, so it costs an alignment more."""

    def __init__(
        self, extractions: Sequence[Extraction], aliases: Aliases | None = None, reader: Reads | None = None
    ) -> None:
        self.rule: Weights = weights(READER if reader else "plain")
        self._field = build(extractions, aliases)
        self._scored = scored(self._field, extractions, reader)
        self._number = {(profile.article, profile.index): number for number, profile in enumerate(self._field.profiles)}

    def explain_pair(self, one: Place, other: Place) -> Weighed:
        """The evidence of the sentences at `one` and `other`, of two articles."""
        first, second = sorted((one, other))
        i, j = sorted((self._number[first], self._number[second]))
        found = self._scored.get((i, j))
        if found is None:
            profiles = self._field.profiles
            found = Scored(evidence(profiles[i], profiles[j], self._field), weights())
        return self._weighed(first, second, found, candidate=(i, j) in self._scored)

    def is_candidate(self, one: Place, other: Place) -> bool:
        """Whether alignment looked at the two at all."""
        i, j = sorted((self._number[one], self._number[other]))
        return (i, j) in self._scored

    def rivals(self, places: Set[Place]) -> Iterator[Weighed]:
        """Every candidate of which one sentence is among `places` and the other is not."""
        for (i, j), found in self._scored.items():
            one, other = self._place(i), self._place(j)
            if (one in places) != (other in places):
                yield self._weighed(one, other, found, candidate=True)

    def _place(self, number: int) -> Place:
        profile = self._field.profiles[number]
        return profile.article, profile.index

    def _weighed(self, first: Place, second: Place, found: Scored, *, candidate: bool) -> Weighed:
        rule = found.rule
        each = zip(rule.names, found.evidence, rule.weights, strict=True)
        return Weighed(
            first,
            second,
            tuple(Evidence(name, WHAT[name], value, weight) for name, value, weight in each),
            rule.bias,
            rule.log_odds(found.evidence),
            found.probability,
            candidate,
        )
