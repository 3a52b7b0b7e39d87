"""How sure a finding is: a probability of aligner or judge turned into the share of such findings that are right."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from newsdiff.model import Verdict

#: A probability beyond this tells no more: a sentence that shares no word with another may still report its fact.
_SUREST = 0.95


@cache
def _curves() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    return tomllib.loads(resources.files(__package__).joinpath("confidence.toml").read_text(encoding="utf-8"))


def confidence(verdict: Verdict, probability: float, *, earned: bool = False) -> float:
    """0..1: of the findings with this verdict and confidence about so many are right.

    `probability` is the aligner's: that the claims of the finding report one fact, or that a lone claim has no partner.
    Of a verdict that was `earned` by reading it is that verdict's; a lone claim may have been read and left undecided.
    """
    curve = _curves()["earned" if earned else "aligned"][verdict]
    score = curve["bias"] + curve["slope"] * log_odds(probability)
    return round(1 / (1 + math.exp(-score)), 2)


def log_odds(probability: float) -> float:
    """The log-odds of a probability, as far as it tells."""
    kept = min(_SUREST, max(1 - _SUREST, probability))
    return math.log(kept / (1 - kept))
