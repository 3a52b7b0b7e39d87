"""Learn the aligner's weights from labelled stories: `python -m tests.eval.train FOLDER [--write]`.

FOLDER holds a folder a story: articles, `units.json` (sentence spans) and `gold.json` (facts as sets of units). Two
sentences are a positive pair where their units share a fact. Logistic regression with an L2 prior by Newton's
method; the figures printed are cross-validated by story: each story is scored by weights that never saw it.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from newsdiff.align import candidates
from newsdiff.align.evidence import NAMES, evidence
from newsdiff.align.profile import Profile, build
from newsdiff.extract.article import extract_all
from newsdiff.nlp import pipeline
from newsdiff.read import read

_RIDGE = 2.0
#: Of thresholds this close in F1 the lowest is taken: judgement can still part what alignment put together.
_RECALL_FIRST = 0.015
#: The least probability of a pair that is searched for contradictions: judgement refuses what is not one slot.
_CONTEST = 0.1
_THRESHOLDS = [step / 100 for step in range(20, 75, 5)]


@dataclass
class Story:
    """The candidate pairs of one story: evidence (pairs × names), labels, unit pairs, and the gold facts."""

    name: str
    evidence: np.ndarray
    labels: np.ndarray
    pairs: list[tuple[set[str], set[str]]]
    facts: list[set[str]]


def load(folder: Path) -> Story:
    """Extract one story's articles and label their candidate pairs."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "units.json").read_text(encoding="utf-8"))["articles"]
    extractions = list(extract_all([read(str(folder / item["file"])) for item in meta], pipeline()))
    field = build(extractions)
    facts = [set(fact["units"]) for fact in gold["facts"]]
    names = [_units(profile, meta[profile.article]) for profile in field.profiles]
    rows, labels, pairs = [], [], []
    for i, j in candidates(field):
        rows.append(evidence(field.profiles[i], field.profiles[j], field))
        labels.append(any(fact & names[i] and fact & names[j] for fact in facts))
        pairs.append((names[i], names[j]))
    return Story(folder.name, np.array(rows).reshape(-1, len(NAMES)), np.array(labels, float), pairs, facts)


def _units(profile: Profile, meta: dict) -> set[str]:
    found = set()
    for claim in profile.claims:
        overlaps = [max(0, min(claim.end, end) - max(claim.start, start)) for start, end in meta["units"]]
        if any(overlaps):
            found.add(f"{meta['id']}{overlaps.index(max(overlaps))}")
    return found


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights and, last, the bias: penalised maximum likelihood by Newton's method on standardised evidence."""
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    design = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    prior = np.diag([_RIDGE] * len(NAMES) + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (chance - labels) + prior @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + prior
        step = np.linalg.solve(curve, slope)
        weights -= step
        if abs(step).max() < 1e-8:
            break
    raw = weights[:-1] / scale
    return np.append(raw, weights[-1] - raw @ mean)


def alignment(stories: Sequence[Story], chances: Sequence[np.ndarray], threshold: float) -> tuple[float, float, float]:
    """Precision of the accepted pairs, recall of the facts, and their F1."""
    said = right = facts = found = 0
    for story, chance in zip(stories, chances, strict=True):
        kept = [k for k in range(len(story.pairs)) if chance[k] >= threshold]
        said += len(kept)
        right += int(story.labels[kept].sum())
        facts += len(story.facts)
        found += sum(any(f & story.pairs[k][0] and f & story.pairs[k][1] for k in kept) for f in story.facts)
    precision, recall = right / max(said, 1), found / max(facts, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def predict(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Probabilities of the rows."""
    return 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write newsdiff/align/weights.toml")
    args = parser.parse_args()
    stories = [load(path.parent) for path in sorted(args.folder.glob("*/gold.json"))]
    chances = []
    for story in stories:
        rest = [other for other in stories if other is not story]
        weights = fit(np.vstack([s.evidence for s in rest]), np.concatenate([s.labels for s in rest]))
        chances.append(predict(weights, story.evidence))
    results = {threshold: alignment(stories, chances, threshold) for threshold in _THRESHOLDS}
    for threshold, (precision, recall, f1) in results.items():
        print(f"accept {threshold:.2f}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    joined, labels = np.concatenate(chances), np.concatenate([s.labels for s in stories])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, 0.9):
        inside = (joined >= low) & (joined < {0.0: 0.2, 0.2: 0.4, 0.4: 0.6, 0.6: 0.8, 0.8: 0.9, 0.9: 1.01}[low])
        right = labels[inside].mean() if inside.any() else math.nan
        print(f"probability from {low}: {inside.sum()} pairs, right {right:.2f}")
    highest = max(f1 for _, _, f1 in results.values())
    best = min(threshold for threshold, (_, _, f1) in results.items() if f1 >= highest - _RECALL_FIRST)
    weights = fit(np.vstack([s.evidence for s in stories]), labels)
    text = _toml(weights, best, results[best][2], stories)
    print(text)
    if args.write:
        Path(str(resources.files("newsdiff.align"))).joinpath("weights.toml").write_text(text, encoding="utf-8")


def _toml(weights: np.ndarray, accept: float, f1: float, stories: Sequence[Story]) -> str:
    pairs = sum(len(s.pairs) for s in stories)
    lines = [
        "# Log-odds of the evidence that two sentences report one fact. Made by tests/eval/train.py: logistic",
        f"# regression over {pairs} candidate pairs of {len(stories)} labelled stories, F1 {f1:.3f} when each story is",
        "# scored by weights that never saw it.",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in zip(NAMES, weights[:-1], strict=True)),
        "",
        "[decision]",
        f"bias = {weights[-1]:.4f}",
        f"accept = {accept:.2f}",
        f"link = {accept - 0.05:.2f}",
        f"contest = {_CONTEST:.2f}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
