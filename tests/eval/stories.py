"""Labelled stories: the examples with the labels beside this file, or a folder of units.json and gold.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from tests.process import EXAMPLES

Label = Literal["claim", "comment", "headline", "caption", "furniture"]
FactVerdict = Literal["agreed", "divergent"]

LABELS = Path(__file__).parent / "labels"


@dataclass(frozen=True)
class Fact:
    """A fact that two or more articles report, and the units that report it."""

    name: str
    verdict: FactVerdict
    units: frozenset[str]
    kinds: frozenset[str]

    def holds(self, pair: tuple[str, str]) -> bool:
        return pair[0] in self.units and pair[1] in self.units


@dataclass(frozen=True)
class Labelled:
    """A story's files in order, its units as `[start, end)` by letter, each unit's label, and its facts."""

    name: str
    folder: Path
    files: dict[str, str]
    units: dict[str, list[tuple[int, int]]]
    labels: dict[str, Label]
    facts: tuple[Fact, ...]

    @cached_property
    def unique(self) -> frozenset[str]:
        """The claim units that report no shared fact."""
        shared = frozenset[str]().union(*(fact.units for fact in self.facts))
        return frozenset(unit for unit, label in self.labels.items() if label == "claim" and unit not in shared)


def _fact(name: str, data: dict[str, Any], units: list[str]) -> Fact:
    kinds = frozenset(str(facet["kind"]) for facet in data.get("facets", ()))
    return Fact(name, data["verdict"], frozenset(units), kinds)


def example(name: str) -> Labelled:
    """The example story `name` with its labels, whose units are found by their exact words, in order.

    Raises ValueError naming the unit where the article no longer holds it.
    """
    data = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    folder = EXAMPLES / name
    units: dict[str, list[tuple[int, int]]] = {}
    labels: dict[str, Label] = {}
    tellers: dict[str, list[str]] = {fact: [] for fact in data["facts"]}
    for article in data["articles"]:
        letter, text = article["id"], (folder / article["file"]).read_text(encoding="utf-8")
        spans = units[letter] = []
        for index, unit in enumerate(article["units"]):
            start = text.find(unit["text"], spans[-1][1] if spans else _body(text))
            if start < 0:
                raise ValueError(f"{folder / article['file']}: labelled unit is not there: {unit['text']!r}")
            spans.append((start, start + len(unit["text"])))
            labels[f"{letter}{index}"] = cast(Label, unit["label"])
            for fact in unit.get("facts", ()):
                tellers[fact].append(f"{letter}{index}")
    return Labelled(
        name,
        folder,
        {article["id"]: article["file"] for article in data["articles"]},
        units,
        labels,
        tuple(_fact(fact["fact"], fact, tellers[key]) for key, fact in data["facts"].items()),
    )


def _body(text: str) -> int:
    """Where an example's front matter ends, so that a title in it is not taken for the headline unit."""
    return text.index("\n---\n") + 5 if text.startswith("---\n") else 0


def examples() -> list[Labelled]:
    """The example stories, by name."""
    return [example(path.stem) for path in sorted(LABELS.glob("*.json"))]


def folder(path: Path) -> list[Labelled]:
    """The stories of a folder: each sub-folder with a `units.json` (spans) and a `gold.json` (labels, facts)."""
    return [_story(gold.parent) for gold in sorted(path.glob("*/gold.json"))]


def _story(path: Path) -> Labelled:
    spans = json.loads((path / "units.json").read_text(encoding="utf-8"))["articles"]
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
    return Labelled(
        path.name,
        path,
        {article["id"]: article["file"] for article in spans},
        {article["id"]: [(start, end) for start, end in article["units"]] for article in spans},
        {f"{letter}{i}": label for letter, labels in gold["labels"].items() for i, label in enumerate(labels)},
        tuple(_fact(fact["fact"], fact, fact["units"]) for fact in gold["facts"]),
    )
