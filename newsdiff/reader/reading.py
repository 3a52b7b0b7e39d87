"""What the reader says of two texts: how likely they report one fact, and which words answer which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsdiff.reader.card import Calibration
from newsdiff.reader.pair import Encoded

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

#: Pieces of an answer at most.
_LONGEST_ANSWER = 14
#: Decimals of all that is compared with thresholds, so that the last bits of a sum have no say in it.
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The words `[start, end)` of a text that answer the words asked about, and by how much they beat none (> 0)."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class Relation:
    """How two texts are related: calibrated probabilities that add up to 1.

    `same`: both report one fact and nothing in them differs; `contradict`: they report one fact, and something in it
    cannot be true of both; `apart`: they report no fact together.
    """

    same: float
    contradict: float
    apart: float

    @property
    def related(self) -> float:
        """Log-odds, to two decimals, that the texts report one fact, agreeing on it or not."""
        chance = min(max(1 - self.apart, 1e-4), 1 - 1e-4)
        return round(math.log(chance / (1 - chance)), _DECIMALS)


def relation(logits: Sequence[float], calibration: Calibration) -> Relation:
    """The probabilities, to four decimals, of the model's three `logits`."""
    scaled = [(logit + bias) / calibration.temperature for logit, bias in zip(logits, calibration.bias, strict=True)]
    weights = [math.exp(value - max(scaled)) for value in scaled]
    same, contradict, _ = (round(weight / math.fsum(weights), 4) for weight in weights)
    return Relation(same, contradict, max(0.0, round(1 - same - contradict, 4)))


@dataclass(frozen=True, slots=True)
class Reading:
    """Two texts read together: how they are related, and which words of one answer which of the other."""

    relation: Relation
    encoded: Encoded
    slots: Array
    differing: Array
    calibration: Calibration

    def answer(self, side: int, start: int, end: int) -> Answer | None:
        """The words of the other text that answer `[start, end)` of text `side` (0 or 1), None where none do.

        Extraction with a null answer, as in SQuAD 2.0 (Rajpurkar et al. 2018): the best span against the mark `[CLS]`.
        """
        import numpy

        asked = [
            number
            for number, (of, first, last) in enumerate(self.encoded.pieces)
            if of == side and first < end and last > start
        ]
        other = [number for number, (of, first, last) in enumerate(self.encoded.pieces) if of != side and last > first]
        if not asked or not other:
            return None
        query = self.slots[asked].mean(0)
        width = len(query) // 4
        begins = self.slots[:, 2 * width : 3 * width] @ query[:width] / math.sqrt(width)
        ends = self.slots[:, 3 * width :] @ query[width : 2 * width] / math.sqrt(width)
        table = begins[other][:, None] + ends[other][None, :]
        far = numpy.subtract.outer(numpy.arange(len(other)), numpy.arange(len(other)))
        table = numpy.where((far <= 0) & (far > -_LONGEST_ANSWER), table, -numpy.inf)
        first, last = divmod(int(table.argmax()), len(other))
        none = self.encoded.first[1 - side]
        margin = round(float(table[first, last] - begins[none] - ends[none]) - self.calibration.none, _DECIMALS)
        if margin <= 0:
            return None
        return Answer(self.encoded.pieces[other[first]][1], self.encoded.pieces[other[last]][2], margin)

    def difference(self, side: int, start: int, end: int) -> float:
        """Log-odds, to two decimals, that words of `[start, end)` of text `side` are among what the two differ in."""
        found = [
            float(self.differing[number])
            for number, (of, first, last) in enumerate(self.encoded.pieces)
            if of == side and first < end and last > start
        ]
        return round(max(found, default=0.0), _DECIMALS)

    def differs(self, side: int) -> list[tuple[int, int]]:
        """Runs `[start, end)` of words of text `side` that likely hold what the texts do not agree on."""
        runs: list[tuple[int, int]] = []
        for number, (of, start, end) in enumerate(self.encoded.pieces):
            if (
                of != side
                or start == end
                or round(float(self.differing[number]), _DECIMALS) <= self.calibration.differs
            ):
                continue
            if runs and start - runs[-1][1] <= 1:
                runs[-1] = runs[-1][0], end
            else:
                runs.append((start, end))
        return runs
