"""How likely two sentences report the same fact: a sum of weighted evidence, in log-odds, the reader's among it."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import mul
from typing import Any, Protocol

from newsdiff.align.evidence import NAMES, evidence
from newsdiff.align.profile import Field
from newsdiff.errors import LexiconError

#: The name of what the reader says: log-odds that two sentences report one fact.
READER = "reader"


class Reads(Protocol):
    """What the aligner needs of a reader."""

    def related(self, one: str, other: str) -> float:
        """Log-odds that the two sentences report one fact."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds for each unit of the evidence in `names`, the bias, and the decision thresholds.

    `accept` is the least probability of a pair, `contest` the least at which the claims of two sentences are searched
    for contradictions.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    accept: float
    contest: float

    def probability(self, evidence: Sequence[float]) -> float:
        """The probability, 0..1, that the two sentences report one fact."""
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.log_odds(evidence)))))

    def log_odds(self, evidence: Sequence[float]) -> float:
        """The bias and all evidence by its weight, added up."""
        if len(evidence) != len(self.weights):
            raise ValueError(f"{len(evidence)} numbers of evidence for {len(self.weights)} weights")
        return self.bias + math.fsum(map(mul, self.weights, evidence))


@dataclass(frozen=True, slots=True)
class Cascade:
    """Which pairs are read: those whose probability without the reader lies in `low..high`, and of these the ones that
    rank, for one of their two sentences, among its `most` likeliest in the other article and its `in_all` likeliest in
    all articles."""

    low: float
    high: float
    most: int
    in_all: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of sentences: its evidence and the weights that it was scored by."""

    evidence: tuple[float, ...]
    rule: Weights

    @property
    def probability(self) -> float:
        """The probability, 0..1, that the two report one fact."""
        return self.rule.probability(self.evidence)


def score(
    field: Field, pairs: Sequence[tuple[int, int]], texts: Mapping[int, str], reader: Reads | None
) -> dict[tuple[int, int], Scored]:
    """Score candidate pairs; `texts` are the sentences as the reader sees them. Without `reader` none is read."""
    plain = weights()
    found = {(i, j): Scored(evidence(field.profiles[i], field.profiles[j], field), plain) for i, j in pairs}
    if reader is None:
        return found
    read, articles = weights(READER), [profile.article for profile in field.profiles]
    for i, j in left_open({pair: item.probability for pair, item in found.items()}, articles):
        found[i, j] = Scored((*found[i, j].evidence, reader.related(texts[i], texts[j])), read)
    return found


def left_open(chances: Mapping[tuple[int, int], float], articles: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs that evidence without the reader leaves open, whatever their order; `articles` are the sentences'."""
    limits = cascade()
    order = sorted(chances, key=lambda pair: (-chances[pair], pair))
    taken: Counter[tuple[int, int]] = Counter()
    whole: Counter[int] = Counter()
    found = []
    for i, j in order:
        if chances[i, j] < limits.low:
            break
        ends = (i, articles[j]), (j, articles[i])
        if all(taken[end] >= limits.most or whole[end[0]] >= limits.in_all for end in ends):
            continue
        taken.update(ends)
        whole.update((i, j))
        if chances[i, j] <= limits.high:
            found.append((i, j))
    return sorted(found)


@cache
def weights(kind: str = "plain") -> Weights:
    """The weights shipped in `weights.toml`: `plain`, or `reader` for pairs that were read.

    Raises LexiconError where their names are not those of the evidence.
    """
    names = NAMES if kind == "plain" else (*NAMES, READER)
    named = _data()[kind]
    if set(named["weights"]) != set(names):
        raise LexiconError(f"weights.toml: [{kind}.weights] must name just: {', '.join(names)}")
    own = tuple(named["weights"][name] for name in names)
    return Weights(names, own, named["bias"], named["accept"], named["contest"])


@cache
def cascade() -> Cascade:
    """The limits of what is read, shipped in `weights.toml`."""
    return Cascade(**_data()["cascade"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
