"""The scorer itself: a perfect answer scores one, silence nothing, and a heap of claims is not rewarded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.eval.score import count, pairs_of, rates, units_of
from tests.eval.stories import Fact, Labelled, example, examples, folder

UNITS = [(0, 10), (12, 20), (20, 40)]


def finding(story: Labelled, verdict: str, units: Sequence[str], kinds: Sequence[str] = ()) -> dict[str, Any]:
    claims = []
    for unit in units:
        start, end = story.units[unit[0]][int(unit[1:])]
        claims.append({"path": story.files[unit[0]], "start": start, "end": end})
    facets = [{"kind": kind, "relation": "conflict"} for kind in kinds]
    return {"verdict": verdict, "summary": "", "facets": facets, "claims": claims}


def report(findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {"stories": [{"findings": findings}]}


def perfect(story: Labelled) -> dict[str, Any]:
    shared = [finding(story, fact.verdict, sorted(fact.units), sorted(fact.kinds)) for fact in story.facts]
    return report(shared + [finding(story, "unique", [unit]) for unit in sorted(story.unique)])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 10, {0}, id="the-unit-itself"),
        pytest.param(2, 5, {0}, id="a-part-of-a-unit"),
        pytest.param(8, 20, {1}, id="the-most-overlapped"),
        pytest.param(3, 20, {0, 1}, id="all-covered-by-half"),
        pytest.param(10, 12, set(), id="between-units"),
        pytest.param(15, 24, {1}, id="less-than-half-of-the-next"),
    ],
)
def test_units_of_a_claim(start: int, end: int, expected: set[int]) -> None:
    assert units_of(start, end, UNITS) == expected


def test_pairs_are_of_two_articles() -> None:
    assert pairs_of([{"a1"}, {"a2"}, {"b1", "b2"}]) == {("a1", "b1"), ("a1", "b2"), ("a2", "b1"), ("a2", "b2")}


@pytest.mark.parametrize("story", examples(), ids=lambda story: story.name)
def test_the_labels_themselves_score_one(story: Labelled) -> None:
    scores = rates(count(story, perfect(story)))
    assert [scores[name] for name in ("alignment", "unique", "facet")] == [1.0, 1.0, 1.0]
    assert scores["agreed"] > 0.95  # two facts in the same pair of units are one pair said twice
    assert scores["divergent"] > 0.95
    assert scores["leak"] == 0
    assert scores["coverage"] == 1


@pytest.mark.parametrize("story", examples(), ids=lambda story: story.name)
def test_silence_scores_nothing(story: Labelled) -> None:
    assert rates(count(story, report([])))["macro"] == 0


def test_a_heap_of_all_claims_finds_nothing() -> None:
    story = example("gala")
    heap = finding(story, "agreed", [unit for unit, label in story.labels.items() if label == "claim"])
    counts = count(story, report([heap]))
    assert counts["agreed_right"] == counts["agreed_found"] == 0


def test_the_same_pair_twice_counts_once() -> None:
    story = example("gala")
    once = finding(story, "agreed", sorted(next(fact.units for fact in story.facts if fact.verdict == "agreed")))
    assert count(story, report([once, once])) == count(story, report([once]))


def test_a_wrong_verdict_aligns_and_no_more() -> None:
    story = example("gala")
    fact = next(fact for fact in story.facts if fact.kinds == {"place"})
    story = Labelled(story.name, story.folder, story.files, story.units, story.labels, (fact,))
    counts = count(story, report([finding(story, "agreed", sorted(fact.units))]))
    assert (counts["alignment_found"], counts["agreed_right"], counts["divergent_found"]) == (1, 0, 0)


def test_furniture_that_comes_out_is_a_leak() -> None:
    story = example("gala")
    leaked = next(unit for unit, label in story.labels.items() if label == "furniture")
    counts = count(story, report([finding(story, "unique", [leaked])]))
    assert (counts["leaked"], counts["unique_said"]) == (1, 0)


def test_a_folder_of_units_and_gold_reads_as_the_same_values(tmp_path: Path) -> None:
    place = tmp_path / "s1"
    place.mkdir()
    units = {
        "articles": [{"id": "a", "file": "a.txt", "units": [[0, 5]]}, {"id": "b", "file": "b.txt", "units": [[1, 6]]}]
    }
    facets = [{"kind": "date", "values": {"a": "x", "b": "y"}}]
    facts = [{"fact": "f", "units": ["a0", "b0"], "verdict": "divergent", "facets": facets}]
    (place / "units.json").write_text(json.dumps(units))
    (place / "gold.json").write_text(json.dumps({"labels": {"a": ["claim"], "b": ["claim"]}, "facts": facts}))
    [story] = folder(tmp_path)
    assert story.units == {"a": [(0, 5)], "b": [(1, 6)]}
    assert story.labels == {"a0": "claim", "b0": "claim"}
    assert story.facts == (Fact("f", "divergent", frozenset({"a0", "b0"}), frozenset({"date"})),)
