"""From what fold readers said of pairs they never saw: how logits become probabilities, and when nothing answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsdiff.reader.card import Calibration
from training.examples import APART, Example

#: How often each relation is expected of the pairs that are read: same, contradict, apart.
_EXPECTED = np.array([0.30, 0.05, 0.65])


def calibrated(
    examples: Sequence[Example], logits: np.ndarray, answers: Sequence[Sequence], differing: float = 0.0
) -> Calibration:
    """Temperature and bias that make the right relations likeliest (Guo et al. 2017), on pairs of stories weighed to
    `_EXPECTED`; the margin of answers that errs as often on what is answered as on what is not."""
    relation = np.array([-1 if example.relation is None else example.relation for example in examples])
    told = (relation >= 0) & (relation <= APART)
    story = np.array([example.sort in {"fact", "apart", "swapped"} for example in examples]) & told
    chosen = story if story.any() else told
    rows, wanted = logits[chosen], relation[chosen]
    share = np.bincount(wanted, minlength=3) / len(wanted)
    weight = (_EXPECTED / np.maximum(share, 1e-9))[wanted]
    temperature, bias = 1.0, np.zeros(3)
    for _ in range(400):
        scaled = (rows + bias) / temperature
        chance = np.exp(scaled - scaled.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        error = chance.copy()
        error[np.arange(len(rows)), wanted] -= 1
        error *= (weight / weight.sum())[:, None]
        bias -= 0.5 * error.sum(0) / temperature
        slope = -(error * scaled).sum() / temperature
        temperature = float(np.clip(temperature - 0.5 * slope, 0.3, 5.0))
    bias -= bias.mean()
    one, two, three = (round(float(value), 3) for value in bias)
    return Calibration(round(temperature, 3), (one, two, three), round(_margin(examples, answers), 2), differing)


def _margin(examples: Sequence[Example], answers: Sequence[Sequence]) -> float:
    answered, unanswered = [], []
    for example, given in zip(examples, answers, strict=True):
        for mark, answer in zip(example.marks, given, strict=True):
            if answer is None or example.sort in {"apart", "swapped", "near"}:
                continue
            (answered if mark.answer else unanswered).append(answer[1])
    if not answered or not unanswered:
        return 0.0
    levels = np.linspace(-8, 8, 321)
    missed = np.array([np.mean(np.array(answered) <= level) for level in levels])
    invented = np.array([np.mean(np.array(unanswered) > level) for level in levels])
    return float(levels[np.abs(missed - invented).argmin()])
