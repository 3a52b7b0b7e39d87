"""How likely two sentences report the same fact: a sum of weighted evidence, in log-odds."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import mul

from newsdiff.align.evidence import NAMES
from newsdiff.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds for each unit of evidence in the order of `evidence.NAMES`, the bias, and the decision thresholds.

    `accept` is the least probability of a pair, `link` the least mean probability of a group's pairs, `contest` the
    least at which the claims of two sentences are searched for contradictions.
    """

    weights: tuple[float, ...]
    bias: float
    accept: float
    link: float
    contest: float

    def probability(self, evidence: Sequence[float]) -> float:
        """The probability, 0..1, that the two sentences report one fact."""
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.log_odds(evidence)))))

    def log_odds(self, evidence: Sequence[float]) -> float:
        """The bias and all evidence by its weight, added up."""
        if len(evidence) != len(self.weights):
            raise ValueError(f"{len(evidence)} numbers of evidence for {len(self.weights)} weights")
        return self.bias + math.fsum(map(mul, self.weights, evidence))


@cache
def weights() -> Weights:
    """The weights shipped in `weights.toml`. Raises LexiconError where its names are not those of the evidence."""
    data = tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    named = data["weights"]
    if set(named) != set(NAMES):
        raise LexiconError(f"weights.toml: [weights] must name just: {', '.join(NAMES)}")
    decision = data["decision"]
    return Weights(
        tuple(named[name] for name in NAMES),
        decision["bias"],
        decision["accept"],
        decision["link"],
        decision["contest"],
    )
