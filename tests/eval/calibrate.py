"""Learn what a finding's confidence is worth: `python -m tests.eval.calibrate FOLDER… [--work FOLDER] [--write]`.

A FOLDER is one of labelled stories, as for training.aligner. Each story is compared without a reader and with alignment
weights learned from the others; for each verdict a logistic curve is fitted from the aligner's log-odds to whether the
finding is right. With `--work`, where `python -m training` left its phases, the stories that the reader held out are
compared with it, and with the judge's weights learned from the other ones: the curves are then of verdicts earned.
The table printed is cross-validated by story once more: of the findings of a band, how many are right, when the curve
never saw their story. Right is an agreed or divergent finding that `tests.eval.score` counts so, and a unique one
whose units report no shared fact.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise
from pathlib import Path
from unittest import mock

import numpy as np

from newsdiff import align as aligner
from newsdiff.align.scorer import Weights, weights
from newsdiff.api import judged
from newsdiff.config import Config
from newsdiff.extract.article import extract_all
from newsdiff.judge import confidence as judge_confidence
from newsdiff.judge import verdict
from newsdiff.judge.confidence import log_odds
from newsdiff.model import Finding, Verdict
from newsdiff.nlp import pipeline
from newsdiff.read import read
from newsdiff.reader import load as load_reader
from tests.eval.score import pairs_of, units_of
from tests.eval.stories import Labelled, folder
from training.aligner import Story, fit, load
from training.verdict import learned, of_story

VERDICTS: tuple[Verdict, ...] = ("agreed", "divergent", "unique")
BANDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
#: The curve is held to the identity as if by so many findings.
_PRIOR = 2.0
_FOLDS = 10


@dataclass(frozen=True)
class Judged:
    """A finding's story and verdict, its log-odds before any curve, and whether it is right."""

    story: str
    verdict: Verdict
    score: float
    right: bool


def rule_without(stories: Sequence[Story], name: str) -> Weights:
    """Alignment weights learned from all stories but `name`."""
    rest = [story for story in stories if story.name.rpartition("/")[2] != name]
    learned = fit(np.vstack([s.evidence for s in rest]), np.concatenate([s.labels for s in rest]))
    return replace(weights(), weights=tuple(learned[:-1].tolist()), bias=float(learned[-1]))


def judged_findings(story: Labelled, weighed: AbstractContextManager[object], reader: str) -> list[Judged]:
    """The findings of one story with their raw log-odds: the curve in force is left out."""
    identity = {kind: {each: {"bias": 0.0, "slope": 1.0} for each in VERDICTS} for kind in ("aligned", "earned")}
    extractions = list(extract_all([read(str(story.folder / file)) for file in story.files.values()], pipeline()))
    with weighed, mock.patch.object(judge_confidence, "_curves", return_value=identity):
        _, findings = judged(extractions, Config(reader=reader))
    letters = dict(zip((finding_letter(number) for number in range(len(story.files))), story.files, strict=True))
    found = []
    for finding in findings:
        right = is_right(finding, story, letters)
        if right is not None:
            found.append(Judged(story.name, finding.verdict, log_odds(finding.confidence), right))
    return found


def finding_letter(number: int) -> str:
    return chr(ord("a") + number)


def is_right(finding: Finding, story: Labelled, letters: dict[str, str]) -> bool | None:
    """Whether the labels bear the finding out; None where they say nothing of its units."""
    members = []
    for item in finding.claims:
        article = letters[item.article]
        members.append({f"{article}{i}" for i in units_of(item.claim.start, item.claim.end, story.units[article])})
    units = set().union(*members)
    if finding.verdict == "unique":
        claims = {unit for unit in units if story.labels[unit] == "claim"}
        return claims <= story.unique if claims else None
    pairs = pairs_of(members)
    inside = sum(any(fact.holds(pair) for fact in story.facts) for pair in pairs)
    alike = [fact for fact in story.facts if fact.verdict == finding.verdict and any(map(fact.holds, pairs))]
    return 2 * inside >= len(pairs) and bool(alike) if pairs else None


def curve(items: Sequence[Judged]) -> tuple[float, float]:
    """Bias and slope of the logistic curve, drawn towards the identity, by Newton's method."""
    scores = np.array([item.score for item in items])
    right = np.array([item.right for item in items], float)
    design = np.column_stack([np.ones_like(scores), scores])
    value, prior = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ value))
        slope = design.T @ (chance - right) + _PRIOR * (value - prior)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + _PRIOR * np.eye(2)
        step = np.linalg.solve(bend, slope)
        value = value - step
        if abs(step).max() < 1e-9:
            break
    return float(value[0]), float(value[1])


def earned(stories: Sequence[Labelled], work: Path) -> list[Judged]:
    """The findings of stories by the reader in `work`, and by the judge's weights learned from the other stories."""
    reader = load_reader(str(work / "held"))
    rows = {
        story.name: list(of_story(story.folder, extractions, reader))
        for story in stories
        for extractions in [list(extract_all([read(str(story.folder / f)) for f in story.files.values()], pipeline()))]
    }
    found, shipped = [], verdict.shipped()
    for fold in range(_FOLDS):
        rest = [row for number, story in enumerate(stories) if number % _FOLDS != fold for row in rows[story.name]]
        own = learned(rest)
        weights = replace(shipped, agreed=tuple(own[:, 0].tolist()), divergent=tuple(own[:, 1].tolist()))
        for story in stories[fold::_FOLDS]:
            found += judged_findings(
                story, mock.patch.object(verdict, "shipped", return_value=weights), str(work / "held")
            )
    return found


def _with(kind: str, told: str, lines: Sequence[str]) -> str:
    """confidence.toml with the curves of `kind` anew, those of the other kind as they are."""
    shipped = resources.files("newsdiff.judge").joinpath("confidence.toml").read_text(encoding="utf-8")
    other = "aligned" if kind == "earned" else "earned"
    kept = [part.rstrip() for part in shipped.split("\n\n") if part.startswith(f"[{other}.")]
    notes = [line for line in shipped.splitlines() if line.startswith(f"# {other}:")]
    head = [
        "# From log-odds to how often such a finding is right. Made by tests/eval/calibrate.py.",
        *sorted([told, *notes]),
    ]
    return "\n\n".join(["\n".join(head), *sorted([*kept, *"\n".join(lines).strip().split("\n\n")])]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, help="calibrate verdicts earned with the reader of this folder")
    parser.add_argument("--write", action="store_true", help="write newsdiff/judge/confidence.toml")
    args = parser.parse_args()
    stories = [story for path in args.folders for story in folder(path)]
    if args.work:
        unseen = set(json.loads((args.work / "held-out.json").read_text(encoding="utf-8")))
        stories = [story for story in stories if f"{story.folder.parent.name}/{story.folder.name}" in unseen]
        items = earned(stories, args.work)
    else:
        pairs = [load(story.folder) for story in stories]
        items = [
            item
            for story in stories
            for item in judged_findings(
                story, mock.patch.object(aligner, "weights", return_value=rule_without(pairs, story.name)), "off"
            )
        ]
    lines = []
    kind = "earned" if args.work else "aligned"
    for called in VERDICTS:
        mine = [item for item in items if item.verdict == called]
        held_out = []
        for item in mine:
            bias, slope = curve([other for other in mine if other.story != item.story])
            held_out.append((1 / (1 + np.exp(-(bias + slope * item.score))), item.right))
        print(f"{called}: {len(mine)} findings, {sum(item.right for item in mine)} right")
        for low, high in pairwise(BANDS):
            band = [right for chance, right in held_out if low <= chance < high]
            if band:
                print(f"    {low:.1f} to {min(high, 1):.1f}  {len(band):4} findings  {sum(band) / len(band):.2f} right")
        bias, slope = curve(mine)
        lines += ["", f"[{kind}.{called}]", f"bias = {bias:.4f}", f"slope = {slope:.4f}"]
    told = f"# {kind}: {len(items)} findings of {len(stories)} labelled stories, judged by weights that never saw them."
    text = _with(kind, told, lines)
    print(text)
    if args.write:
        Path(str(resources.files("newsdiff.judge"))).joinpath("confidence.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
