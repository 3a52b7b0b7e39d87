"""Scores a comparison against labelled stories: alignment, agreed, divergent, unique, facet, leak, coverage.

    python -m tests.eval.score [FOLDER] [--show STORY]

Without FOLDER (or `NEWSDIFF_GOLD` in the environment) the example stories are scored. A finding counts only where
at least half of its cross-article pairs of units lie inside labelled facts; the same pairs said twice count once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.eval.stories import Labelled, examples, folder
from tests.process import newsdiff

Pair = tuple[str, str]

MEASURES = ("alignment", "agreed", "divergent", "unique")
SHOWN = ("alignment", "agreed", "divergent", "unique", "macro", "facet", "leak", "coverage")


def units_of(start: int, end: int, units: list[tuple[int, int]]) -> set[int]:
    """The units that `[start, end)` stands in: the one it overlaps most, and any it covers by half or more."""
    overlap = {i: min(end, stop) - max(start, begin) for i, (begin, stop) in enumerate(units)}
    touched = {i: size for i, size in overlap.items() if size > 0}
    if not touched:
        return set()
    most = max(touched, key=lambda i: (touched[i], -i))
    return {most} | {i for i, size in touched.items() if 2 * size >= units[i][1] - units[i][0]}


def pairs_of(members: Iterable[set[str]]) -> frozenset[Pair]:
    """The pairs of units of two articles that claims put side by side (a unit's first letter is its article)."""
    return frozenset(
        (min(u, v), max(u, v))
        for one, other in combinations(list(members), 2)
        for u in one
        for v in other
        if u[0] != v[0]
    )


def count(story: Labelled, report: dict[str, Any], notes: list[str] | None = None) -> Counter[str]:
    """The counts of one story, which add up over stories; `notes` gathers a line on each finding and each miss."""
    letter = {file: article for article, file in story.files.items()}
    said_of: dict[str, set[str]] = defaultdict(set)
    found: dict[int, set[str]] = defaultdict(set)
    named: set[int] = set()
    predicted: set[Pair] = set()
    counted: set[tuple[str, frozenset[Pair]]] = set()
    counts: Counter[str] = Counter()

    for finding in (finding for part in report["stories"] for finding in part["findings"]):
        verdict = finding["verdict"]
        members = []
        for claim in finding["claims"]:
            article = letter[Path(claim["path"]).name]
            members.append({f"{article}{i}" for i in units_of(claim["start"], claim["end"], story.units[article])})
        for unit in set().union(*members):
            said_of[unit].add(verdict)
        pairs = pairs_of(members)
        predicted |= pairs
        if verdict == "unique" or not pairs or (verdict, pairs) in counted:
            continue
        counted.add((verdict, pairs))
        inside = sum(any(fact.holds(pair) for fact in story.facts) for pair in pairs)
        hits = (
            {i for i, fact in enumerate(story.facts) if any(map(fact.holds, pairs))}
            if 2 * inside >= len(pairs)
            else set()
        )
        right = {i for i in hits if story.facts[i].verdict == verdict}
        for i in hits:
            found[i].add(verdict)
        counts[f"{verdict}_said"] += 1
        counts[f"{verdict}_right"] += bool(right)
        conflicts = {facet["kind"] for facet in finding["facets"] if facet["relation"] == "conflict"}
        if verdict == "divergent":
            named |= {i for i in right if conflicts & story.facts[i].kinds}
        if notes is not None:
            mark = "right   " if right else "aligned " if hits else "wrong   "
            notes.append(f"{mark}{verdict:9} {sorted(pairs)} {sorted(conflicts)} {finding['summary']}")

    counts["alignment_said"] = len(predicted)
    counts["alignment_right"] = sum(any(fact.holds(pair) for fact in story.facts) for pair in predicted)
    counts["alignment_gold"], counts["alignment_found"] = len(story.facts), len(found)
    for i, fact in enumerate(story.facts):
        counts[f"{fact.verdict}_gold"] += 1
        counts[f"{fact.verdict}_found"] += fact.verdict in found[i]
        if notes is not None and fact.verdict not in found[i]:
            notes.append(f"missed  {fact.verdict:9} {sorted(fact.units)} {fact.name} (found: {sorted(found[i])})")
    counts["facet_right"] = len(named)

    claims = {unit for unit, label in story.labels.items() if label == "claim"}
    furniture = {unit for unit, label in story.labels.items() if label == "furniture"}
    alone = {unit for unit in claims if said_of.get(unit) == {"unique"}}
    counts["unique_said"], counts["unique_gold"] = len(alone), len(story.unique)
    counts["unique_right"] = counts["unique_found"] = len(alone & story.unique)
    counts["furniture"], counts["leaked"] = len(furniture), len(furniture & said_of.keys())
    counts["claims"], counts["covered"] = len(claims), len(claims & said_of.keys())
    if notes is not None:
        notes += [f"leak    {unit}" for unit in sorted(furniture & said_of.keys())]
        notes += [f"unique? {unit} {sorted(said_of.get(unit, ()))}" for unit in sorted(story.unique - alone)]
    return counts


def rates(counts: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 of each measure, the macro F1 of the three verdicts, facet, leak and coverage."""

    def share(part: str, whole: str) -> float:
        return counts[part] / counts[whole] if counts[whole] else 0.0

    result = {}
    for name in MEASURES:
        precision, recall = share(f"{name}_right", f"{name}_said"), share(f"{name}_found", f"{name}_gold")
        result[f"{name}_precision"], result[f"{name}_recall"] = precision, recall
        result[name] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    result["macro"] = (result["agreed"] + result["divergent"] + result["unique"]) / 3
    result["facet"] = share("facet_right", "divergent_found")
    result["leak"] = share("leaked", "furniture")
    result["coverage"] = share("covered", "claims")
    return result


def compare(story: Labelled) -> dict[str, Any]:
    """What `newsdiff compare --format json` says of the story's files. Raises RuntimeError where it fails."""
    run = newsdiff("compare", *story.files.values(), "--format", "json", cwd=story.folder)
    if run.returncode != 0:
        raise RuntimeError(f"{story.name}: exit status {run.returncode}: {run.stderr.decode()[-300:]}")
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="stories with units.json and gold.json")
    parser.add_argument("--show", action="append", default=[], help="each finding of this story (or 'all')")
    args = parser.parse_args()
    path = args.folder or (Path(os.environ["NEWSDIFF_GOLD"]) if os.environ.get("NEWSDIFF_GOLD") else None)
    stories = folder(path) if path else examples()
    if not stories:
        parser.error(f"{path}: no story with a gold.json")
    total: Counter[str] = Counter()
    failed = 0
    print(f"{'story':24}" + "".join(f"{name:>11}" for name in SHOWN))
    for story in stories:
        notes: list[str] = []
        try:
            report = compare(story)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            failed, report = failed + 1, {"stories": []}
        counts = count(story, report, notes)
        total += counts
        print(f"{story.name:24}" + "".join(f"{rates(counts)[name]:11.3f}" for name in SHOWN), flush=True)
        if story.name in args.show or "all" in args.show:
            print(*(f"    {note}" for note in notes), sep="\n")
    overall = rates(total)
    print(f"{'all':24}" + "".join(f"{overall[name]:11.3f}" for name in SHOWN))
    print(
        "precision/recall: "
        + "  ".join(f"{name} {overall[f'{name}_precision']:.3f}/{overall[f'{name}_recall']:.3f}" for name in MEASURES)
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
