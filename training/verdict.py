"""Learn what earns a verdict: `python -m training.verdict FOLDER… [--contrasts FILE]… --work FOLDER [--write]`.

Each FOLDER holds a folder a story, as for `training.aligner`. In the folder `--work` is the reader that held stories
and sets out: from these alone, as the aligner puts their sentences together, evidence and verdicts are taken. A softmax
of three (agreed, divergent, undecided) is fitted with an L2 prior; stories and contrasts weigh alike. What is printed
is cross-validated by story and by set, at several least probabilities.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import combinations, product
from pathlib import Path

import numpy as np

from newsdiff.align import align
from newsdiff.api import letter, together
from newsdiff.extract.article import extract_all
from newsdiff.judge.finding import docketed
from newsdiff.judge.verdict import NAMES, ruled, shipped
from newsdiff.model import Extraction
from newsdiff.nlp import pipeline
from newsdiff.read import parse, read
from newsdiff.reader import Reader, load
from newsdiff.reader.readings import Readings
from training.stories import Labelled

AGREED, DIVERGENT, UNDECIDED = range(3)
_RIDGE = 1e-3
_FOLDS = 10
_DAY = date(2024, 6, 13)
#: Of a group of contrasts, two of its sentences and what is right of them.
PAIRS = {
    "itself": ("a", "a", AGREED),
    "same": ("a", "same", AGREED),
    "less": ("a", "less", AGREED),
    "conflict": ("a", "conflict", DIVERGENT),
    "near": ("same", "conflict", DIVERGENT),
    "other": ("a", "other", UNDECIDED),
}


@dataclass(frozen=True)
class Row:
    """Two sentences that were put together: the evidence on them, what is right, and the story or set they are of."""

    evidence: tuple[float, ...]
    label: int
    origin: str
    sort: str


def judged(
    extractions: Sequence[Extraction], reader: Reader
) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[float, ...]]]:
    """The places (article, index) of two sentences that weights decide on, and the evidence on them."""
    given = together(extractions, align(extractions, reader=reader))
    readings = Readings(reader, given.texts, given.claims)
    docket = docketed(given.groups, given.pairs, given.keys, readings=readings)
    assert docket.verdicts is not None
    asked = {}
    for group in given.groups:
        for one, other in combinations(group.claims, 2):
            if one.article != other.article:
                asked[one.article, one.claim.index, other.article, other.claim.index] = one, other
    for ones, others, _ in given.pairs:
        for one, other in ((one, other) for one in ones for other in others):
            if any(item.relation == "conflict" for item in docket.standing(one, other)):
                asked[one.article, one.claim.index, other.article, other.claim.index] = one, other
    numbers = {letter(number): number for number in range(len(extractions))}
    for (a, i, b, j), pair in asked.items():
        evidence = docket.verdicts.evidence(*pair)
        if not ruled(evidence):
            yield (numbers[a], i), (numbers[b], j), evidence


def of_story(folder: Path, extractions: Sequence[Extraction], reader: Reader) -> Iterator[Row]:
    """The rows of a labelled story; sentences whose facts nobody labelled make none."""
    story = Labelled(folder, extractions)
    number = {(profile.article, profile.index): n for n, profile in enumerate(story.field.profiles)}
    for one, other, evidence in judged(extractions, reader):
        i, j = number[one], number[other]
        facts = story.shared(i, j)
        if not facts and not (story.labelled(i) and story.labelled(j)):
            continue
        divergent = any(fact["verdict"] == "divergent" for fact in facts)
        label = DIVERGENT if divergent else AGREED if facts else UNDECIDED
        yield Row(evidence, label, f"{folder.parent.name}/{folder.name}", "story")


def of_contrasts(path: Path, reader: Reader) -> Iterator[Row]:
    """The rows of a set of contrasts: those of a group's pairs that the aligner puts together."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for sort, (one, other, label) in PAIRS.items():
            texts = row[one], row[other]
            articles = [parse(text, f"{n}.txt", published=_DAY) for n, text in enumerate(texts)]
            extractions = list(extract_all(articles, pipeline()))
            if all(item.claims for item in extractions):
                for _, _, evidence in judged(extractions, reader):
                    yield Row(evidence, label, path.stem, sort)


def fit(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weights (evidence + 1, 2) of agreed and divergent against undecided, the bias last.

    Penalised maximum likelihood by Newton's method on standardised evidence.
    """
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    design = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    size, weight = design.shape[1], weights / weights.sum()
    wanted = np.eye(3)[labels][:, :2]
    prior = np.tile(np.append(np.full(size - 1, 2 * _RIDGE), 0.0), 2)
    found = np.zeros((size, 2))
    for _ in range(50):
        chance = chances(found, design[:, :-1])[:, :2]
        slope = (design.T @ ((chance - wanted) * weight[:, None])).T.ravel() + prior * found.T.ravel()
        bend = np.diag(prior)
        for k, m in product(range(2), repeat=2):
            each = weight * chance[:, k] * ((k == m) - chance[:, m])
            bend[k * size : (k + 1) * size, m * size : (m + 1) * size] += (design * each[:, None]).T @ design
        step = np.linalg.solve(bend, slope)
        found -= step.reshape(2, size).T
        if abs(step).max() < 1e-8:
            break
    raw = found[:-1] / scale[:, None]
    return np.vstack([raw, found[-1] - mean @ raw])


def chances(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The probabilities (rows, 3)."""
    scores = np.hstack([rows @ weights[:-1] + weights[-1], np.zeros((len(rows), 1))])
    scores = np.exp(scores - scores.max(1, keepdims=True))
    return scores / scores.sum(1, keepdims=True)


def shares(rows: Sequence[Row]) -> np.ndarray:
    """Weights of rows by which stories and contrasts count alike."""
    stories = np.array([row.sort == "story" for row in rows])
    return np.where(stories, 1 / max(1, stories.sum()), 1 / max(1, (~stories).sum()))


def learned(rows: Sequence[Row]) -> np.ndarray:
    """What `fit` makes of rows."""
    return fit(np.array([row.evidence for row in rows]), np.array([row.label for row in rows]), shares(rows))


def cross_validated(rows: Sequence[Row]) -> np.ndarray:
    """The probabilities (rows, 3) by weights that saw no row of the same story or set."""
    origins = sorted({row.origin for row in rows})
    random.Random(5).shuffle(origins)
    fold = {origin: number % _FOLDS for number, origin in enumerate(origins)}
    found = np.zeros((len(rows), 3))
    for number in range(_FOLDS):
        here = [n for n, row in enumerate(rows) if fold[row.origin] == number]
        if here:
            weights = learned([row for row in rows if fold[row.origin] != number])
            found[here] = chances(weights, np.array([rows[n].evidence for n in here]))
    return found


def report(rows: Sequence[Row], found: np.ndarray) -> None:
    """Print how stories and contrasts come out at several least probabilities."""
    label, sort = np.array([row.label for row in rows]), np.array([row.sort for row in rows])
    story = sort == "story"
    for differ in (0.3, 0.4, 0.5, 0.6):
        for agree in (0.4, 0.5, 0.6):
            divergent = found[:, DIVERGENT] >= differ
            agreed = ~divergent & (found[:, AGREED] >= agree)
            told = {
                f"{name} {kind}": said[sort == kind].mean()
                for kind in ("same", "less", "conflict", "other")
                for name, said in (("agreed", agreed), ("divergent", divergent))
            }
            for name, said, wanted in (("agreed", agreed, AGREED), ("divergent", divergent, DIVERGENT)):
                right = (said & story & (label == wanted)).sum()
                told[f"story {name} P"] = right / max(1, (said & story).sum())
                told[f"story {name} R"] = right / max(1, (story & (label == wanted)).sum())
            print(f"differ {differ} agree {agree}: " + "  ".join(f"{name} {value:.2f}" for name, value in told.items()))


def written(weights: np.ndarray, told: str, agree: float, differ: float) -> str:
    """verdict.toml."""
    lines = [
        "# Log-odds of agreed and of divergent against undecided, by a softmax over the evidence of judge/verdict.py.",
        f"# Made by training/verdict.py from {told}, none of which",
        "# its reader saw. `agree` and `differ` are the least probabilities. Sentences that are `alike`, but for what",
        "# rules find to conflict, are left to the rules; that likeness is set by hand.",
        "",
        f"agree = {agree}",
        f"differ = {differ}",
        f"alike = {shipped().alike}",
    ]
    for number, name in enumerate(("agreed", "divergent")):
        lines += ["", f"[{name}]", f"bias = {weights[-1, number]:.4f}"]
        lines += [f"{each} = {value:.4f}" for each, value in zip(NAMES, weights[:-1, number], strict=True)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--contrasts", type=Path, action="append", default=[])
    parser.add_argument("--work", type=Path, required=True, help="where `python -m training` left its phases")
    parser.add_argument("--agree", type=float, default=shipped().agree, help="the least probability of an agreement")
    parser.add_argument(
        "--differ", type=float, default=shipped().differ, help="the least probability of a contradiction"
    )
    parser.add_argument("--write", action="store_true", help="write newsdiff/judge/verdict.toml")
    options = parser.parse_args()
    unseen = set(json.loads((options.work / "held-out.json").read_text(encoding="utf-8")))
    reader = load(str(options.work / "held"))
    rows: list[Row] = []
    for path in options.contrasts:
        if path.stem in unseen:
            rows += of_contrasts(path, reader)
    for folder in options.folders:
        for gold in sorted(folder.glob("*/gold.json")):
            if f"{folder.name}/{gold.parent.name}" in unseen:
                meta = json.loads((gold.parent / "units.json").read_text(encoding="utf-8"))["articles"]
                articles = [read(str(gold.parent / item["file"])) for item in meta]
                rows += of_story(gold.parent, list(extract_all(articles, pipeline())), reader)
    report(rows, cross_validated(rows))
    stories = len({row.origin for row in rows if row.sort == "story"})
    told = f"{stories} labelled stories and {len({row.origin for row in rows}) - stories} sets of contrasts"
    text = written(learned(rows), told, options.agree, options.differ)
    print(text)
    if options.write:
        Path(str(resources.files("newsdiff.judge"))).joinpath("verdict.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
