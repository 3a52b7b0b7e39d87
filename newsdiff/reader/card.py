"""The card beside the reader's weights: their name, their checksums, and how their numbers are to be read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

#: The form of the weights and the card that this newsdiff reads.
FORM = 1
#: The files beside the card.
FILES = frozenset({"alone.onnx", "together.onnx", "vocabulary.txt"})


@dataclass(frozen=True, slots=True)
class Calibration:
    """How logits become probabilities: each is divided by `temperature` after `bias` (same, contradict, apart) is
    added; `none` is the margin that an answer must beat, `differs` the logit from which a word counts as differing."""

    temperature: float
    bias: tuple[float, float, float]
    none: float
    differs: float


@dataclass(frozen=True, slots=True)
class Card:
    """`name` is the model's name with its version, `sha256` the checksum of each file beside the card."""

    name: str
    sha256: dict[str, str]
    calibration: Calibration

    @classmethod
    def read(cls, text: str) -> Card:
        """Raises ValueError where the text is no card of this form."""
        data: Any = json.loads(text)
        if not isinstance(data, dict) or data.get("form") != FORM:
            raise ValueError(f"no card of form {FORM}")
        try:
            own = data["calibration"]
            calibration = Calibration(
                float(own["temperature"]), _three(own["bias"]), float(own["none"]), float(own["differs"])
            )
            sums = {str(name): str(value) for name, value in data["sha256"].items()}
            name = str(data["name"])
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"the card lacks or garbles {error}") from None
        if sums.keys() != FILES:
            raise ValueError(f"the card must give the checksums of just {', '.join(sorted(FILES))}")
        if not (calibration.temperature > 0 and all(map(isfinite, (calibration.temperature, *calibration.bias)))):
            raise ValueError("the card's calibration is no number")
        return cls(name, sums, calibration)


def _three(values: Sequence[Any]) -> tuple[float, float, float]:
    one, two, three = map(float, values)
    return one, two, three
