"""Learn the aligner's weights from labelled stories: `python -m training.aligner FOLDER… [--work FOLDER] [--write]`.

Each FOLDER holds a folder a story: articles, `units.json` (sentence spans) and `gold.json` (facts as sets of units).
Two sentences are a positive pair where their units share a fact. Logistic regression with an L2 prior by Newton's
method. With `--work`, the folder in which `python -m training` left its phases, the weights for pairs that were read
are learned, from the stories that the reader in its `held` never saw. The figures printed are cross-validated by story.
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
from newsdiff.align.scorer import READER, left_open, weights
from newsdiff.extract.article import extract_all
from newsdiff.nlp import pipeline
from newsdiff.read import read
from newsdiff.reader import load as load_reader
from newsdiff.reader.sentence import sentence

_RIDGE = 2.0
_FOLDS = 10
#: Of thresholds this close in F1 the lowest is taken: judgement can still part what alignment put together.
_RECALL_FIRST = 0.01
#: The least probability of a pair that is searched for contradictions: judgement refuses what is not one slot.
_CONTEST = 0.1
_THRESHOLDS = [step / 100 for step in range(20, 75, 5)]


@dataclass
class Story:
    """The candidate pairs of one story: evidence (pairs × names), labels, texts, unit pairs, and the gold facts.

    `open` says of each pair whether evidence without the reader leaves it open.
    """

    name: str
    evidence: np.ndarray
    labels: np.ndarray
    texts: list[tuple[str, str]]
    open: np.ndarray
    pairs: list[tuple[set[str], set[str]]]
    facts: list[set[str]]


def load(folder: Path) -> Story:
    """Extract one story's articles and label their candidate pairs."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "units.json").read_text(encoding="utf-8"))["articles"]
    extractions = list(extract_all([read(str(folder / item["file"])) for item in meta], pipeline()))
    field, rule = build(extractions), weights()
    facts = [set(fact["units"]) for fact in gold["facts"]]
    names = [_units(profile, meta[profile.article]) for profile in field.profiles]
    read_as = [sentence(extractions[item.article].article.text, item.claims).text for item in field.profiles]
    found = {(i, j): evidence(field.profiles[i], field.profiles[j], field) for i, j in candidates(field)}
    chances = {pair: rule.probability(row) for pair, row in found.items()}
    open_ = set(left_open(chances, [profile.article for profile in field.profiles]))
    return Story(
        f"{folder.parent.name}/{folder.name}",
        np.array(list(found.values())).reshape(-1, len(NAMES)),
        np.array([any(fact & names[i] and fact & names[j] for fact in facts) for i, j in found], float),
        [(read_as[i], read_as[j]) for i, j in found],
        np.array([pair in open_ for pair in found], bool),
        [(names[i], names[j]) for i, j in found],
        facts,
    )


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
    prior = np.diag([_RIDGE] * rows.shape[1] + [0.0])
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


def add_readings(stories: Sequence[Story], work: Path) -> None:
    """Add what the reader in `work` that held stories out says as a last column of evidence of these."""
    reader = load_reader(str(work / "held"))
    for story in stories:
        column = [reader.related(*texts) for texts in story.texts]
        story.evidence = np.hstack([story.evidence, np.array(column).reshape(-1, 1)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, help="learn the weights with the reader of this folder")
    parser.add_argument("--write", action="store_true", help="write newsdiff/align/weights.toml")
    args = parser.parse_args()
    stories = [load(path.parent) for folder in args.folders for path in sorted(folder.glob("*/gold.json"))]
    if args.work:
        unseen = set(json.loads((args.work / "held-out.json").read_text(encoding="utf-8")))
        stories = [story for story in stories if story.name in unseen]
        add_readings(stories, args.work)
    fold_of = {story.name: number % _FOLDS for number, story in enumerate(stories)}
    plain, chances = weights(), []
    for story in stories:
        rest = [other for other in stories if fold_of[other.name] != fold_of[story.name]]
        learned = fit(*_learnt_from(rest, args.work is not None))
        chance = predict(learned, story.evidence)
        if args.work:  # What other evidence settles is not read.
            unread = 1 / (1 + np.exp(-(story.evidence[:, :-1] @ np.array(plain.weights) + plain.bias)))
            chance = np.where(story.open, chance, unread)
        chances.append(chance)
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
    learned = fit(*_learnt_from(stories, args.work is not None))
    told = f"{len(stories)} labelled stories, F1 {results[best][2]:.3f} cross-validated"
    text = _toml("reader" if args.work else "plain", learned, best, told)
    print(text)
    if args.write:
        Path(str(resources.files("newsdiff.align"))).joinpath("weights.toml").write_text(text, encoding="utf-8")


def _learnt_from(stories: Sequence[Story], read: bool) -> tuple[np.ndarray, np.ndarray]:
    """Evidence and labels of the pairs that the weights are for: all, or those that are read."""
    rows = [story.evidence[story.open] if read else story.evidence for story in stories]
    return np.vstack(rows), np.concatenate([story.labels[story.open] if read else story.labels for story in stories])


def _toml(kind: str, learned: np.ndarray, accept: float, told: str) -> str:
    """weights.toml with what was learned under `kind`, the other table and the cascade as they are."""
    shipped = resources.files("newsdiff.align").joinpath("weights.toml").read_text(encoding="utf-8")
    head, *tables = shipped.split("\n[")
    parts = {table.partition("]")[0]: "[" + table.rstrip() for table in tables}
    names = NAMES if kind == "plain" else (*NAMES, READER)
    parts[kind] = "\n".join(
        [
            f"[{kind}] # {told}",
            f"bias = {learned[-1]:.4f}",
            f"accept = {accept:.2f}",
            f"contest = {_CONTEST:.2f}",
        ]
    )
    own = [f"{name} = {value:.4f}" for name, value in zip(names, learned[:-1], strict=True)]
    parts[f"{kind}.weights"] = "\n".join([f"[{kind}.weights]", *own])
    return "\n\n".join([head.rstrip(), *parts.values()]) + "\n"


if __name__ == "__main__":
    main()
