"""Reads `tests/cases/judge/*.toml`: two invented texts a case, and how their values of one facet relate.

A case holds `id`, the texts `a` and `b`, `expect` and `why`, and where it needs them:

- `kind`: the facet, or facets of which one must conflict; the file's name where it says none;
- `expect`: a relation, `none` where the texts share no value of the facet, a list of these, or one of the words
  `agree` (same or compatible) and `no conflict` (anything but a conflict). Where no conflict is expected, a
  conflict of any other kind is wrong as well;
- `values`: the words of a conflict, as they stand in `a` and in `b`;
- `published`: the two articles' days, both `DAY` where it says none;
- `whole`: the texts are compared by the whole program instead of clause by clause;
- `wrong`: why the program does not yet answer as expected: the test must fail, and says so once it no longer does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from newsdiff.align.profile import build
from newsdiff.api import compare
from newsdiff.extract.article import extract_all
from newsdiff.judge import Docket
from newsdiff.judge.facets import COMPARATORS
from newsdiff.judge.pairing import Pair, Side
from newsdiff.model import Article, Extraction, FacetKind, Relation, Reported
from newsdiff.nlp import pipeline
from newsdiff.read import parse

FOLDER = Path(__file__).parents[1] / "cases" / "judge"
#: A Wednesday.
DAY = date(2031, 5, 14)
KINDS: Mapping[str, tuple[FacetKind, ...]] = {"names": ("name", "place"), "places": ("place",)}
_WORDS: Mapping[str, frozenset[str]] = {
    "agree": frozenset({"same", "compatible"}),
    "no conflict": frozenset({"same", "compatible", "none"}),
}
_KEYS = {"id", "a", "b", "kind", "expect", "values", "published", "whole", "why", "wrong"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file: the texts, and the relations and kinds of facet that are right."""

    id: str
    texts: tuple[str, str]
    days: tuple[date, date]
    kinds: tuple[FacetKind, ...]
    expect: frozenset[str]
    values: tuple[str, str] | None
    whole: bool
    wrong: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What two texts were found to say: each kind's strongest relation, and the words of its conflicts."""

    relations: Mapping[str, str]
    conflicts: Mapping[str, tuple[tuple[str, str], ...]]


def _case(name: str, row: Mapping[str, object]) -> Case:
    assert set(row) <= _KEYS, (name, row.get("id"), set(row) - _KEYS)
    assert row["why"], (name, row["id"])
    kind = row.get("kind", KINDS.get(name, (name,)))
    expect = row["expect"]
    return Case(
        id=str(row["id"]),
        texts=(str(row["a"]), str(row["b"])),
        days=tuple(map(date.fromisoformat, row["published"])) if "published" in row else (DAY, DAY),
        kinds=(kind,) if isinstance(kind, str) else tuple(kind),
        expect=_WORDS.get(expect, frozenset({expect})) if isinstance(expect, str) else frozenset(expect),
        values=tuple(row["values"]) if "values" in row else None,
        whole=bool(row.get("whole", False)),
        wrong=row.get("wrong"),
    )


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The cases of the file `name`, in its order."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return tuple(_case(name, row) for row in rows)


def table(name: str) -> list[object]:
    """A file's name with each of its cases for `pytest.mark.parametrize`; what the program gets wrong is marked so."""
    return [
        pytest.param(
            name,
            case,
            id=f"{name}-{case.id}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.wrong)] if case.wrong else [],
        )
        for case in cases(name)
    ]


def _article(text: str, day: date, path: str) -> Article:
    return parse(text, path, published=day)


@cache
def extracted(name: str) -> Mapping[tuple[str, date], Extraction]:
    """Every text of a file extracted in one batch: the parse is what costs."""
    texts = sorted({pair for case in cases(name) for pair in zip(case.texts, case.days, strict=True)})
    found = extract_all([_article(text, day, "case.txt") for text, day in texts], pipeline())
    return dict(zip(texts, found, strict=True))


def judged(name: str, case: Case, order: Sequence[int]) -> Judged:
    """How the program judges the case's texts, given in `order`: (0, 1) or (1, 0); values come as `a`, then `b`."""
    texts = [case.texts[i] for i in order]
    days = [case.days[i] for i in order]
    if case.whole:
        found = _compared([_article(text, day, f"{i}.txt") for i, text, day in zip(order, texts, days, strict=True)])
    else:
        found = _docketed([extracted(name)[pair] for pair in zip(texts, days, strict=True)])
    if order[0] == 1:
        flipped = {kind: tuple((b, a) for a, b in pairs) for kind, pairs in found.conflicts.items()}
        return Judged(found.relations, flipped)
    return found


def _strongest(relations: Sequence[str]) -> str:
    return next((word for word in ("conflict", "same", "compatible") if word in relations), "none")


def _docketed(extractions: Sequence[Extraction]) -> Judged:
    """Every claim of the first text held against every claim of the second, as if alignment had paired them."""
    keys = dict(zip("ab", build(extractions).keys, strict=True))
    ones, others = (
        [Reported(letter, claim) for claim in extraction.claims]
        for letter, extraction in zip("ab", extractions, strict=True)
    )
    assert ones, extractions[0].article.text
    assert others, extractions[1].article.text
    pairs = [(one, other) for one in ones for other in others]
    docket = Docket(pairs, keys)
    texts = [extraction.article.text for extraction in extractions]
    relations: dict[str, list[Relation]] = {}
    conflicts: dict[str, list[tuple[str, str]]] = {}
    for one, other in pairs:
        for item in docket.conflicts(one, other):
            relations.setdefault(item.kind, []).append("conflict")
            words = (texts[0][item.first.start : item.first.end], texts[1][item.second.start : item.second.end])
            conflicts.setdefault(item.kind, []).append(words)
        pair = Pair(Side(one.claim, keys["a"]), Side(other.claim, keys["b"]))
        for comparator in COMPARATORS:
            for item in comparator(pair):
                if item.relation != "conflict":
                    relations.setdefault(item.kind, []).append(item.relation)
    return Judged(
        {kind: _strongest(found) for kind, found in relations.items()},
        {kind: tuple(found) for kind, found in conflicts.items()},
    )


def _compared(articles: Sequence[Article]) -> Judged:
    [story] = compare(articles).stories
    relations: dict[str, list[Relation]] = {}
    conflicts: dict[str, list[tuple[str, str]]] = {}
    for finding in story.findings:
        for facet in finding.facets:
            relations.setdefault(facet.kind, []).append(facet.relation)
            if facet.relation == "conflict":
                words = {value.article: value.text for value in facet.values}
                conflicts.setdefault(facet.kind, []).append((words["a"], words["b"]))
    return Judged(
        {kind: _strongest(found) for kind, found in relations.items()},
        {kind: tuple(found) for kind, found in conflicts.items()},
    )


def check(name: str, case: Case, order: Sequence[int]) -> None:
    """Assert that the case is judged as it says."""
    found = judged(name, case, order)
    relation = _strongest([found.relations.get(kind, "none") for kind in case.kinds])
    assert relation in case.expect, found
    if relation != "conflict":
        assert not found.conflicts
        return
    assert set(found.conflicts) <= set(case.kinds), found
    if case.values is not None:
        assert case.values in [pair for pairs in found.conflicts.values() for pair in pairs]
