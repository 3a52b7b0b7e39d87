"""From claims that report one fact to facets and a verdict: one comparator a facet, listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsdiff.judge import attribution, date, modality, names, other, polarity, quantity, quote
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.model import FACET_KINDS, Claim, Facet, FacetKind, FacetValue, Relation, Verdict

#: Every comparator: from two claims to the slots they share.
COMPARATORS: tuple[Callable[[Pair], Iterator[Comparison]], ...] = (
    quantity.compare,
    date.compare,
    names.compare,
    attribution.compare,
    quote.compare,
    polarity.compare,
    modality.compare,
    other.compare,
)

_RANK: dict[Relation, int] = {"conflict": 0, "same": 1, "compatible": 2, "missing": 3}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a group of claims and the facets it rests on, conflicts first."""

    verdict: Verdict
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comparison of claims of two articles."""

    articles: tuple[str, str]
    comparison: Comparison


def judge(claims: Sequence[tuple[str, Claim]], keys: Mapping[str, Mapping[str, str]]) -> Judgement:
    """Compare claims of two or more articles, given as (article's letter, claim), facet by facet.

    `keys` maps each article's entity names to the story's keys. Symmetric: the order of the claims changes nothing
    but the order of the values. `missing` never makes a conflict.
    """
    compared = [
        _Compared((one, two), comparison)
        for (one, first), (two, second) in combinations(claims, 2)
        if one != two
        for comparison in _compare(Side(first, keys[one]), Side(second, keys[two]))
    ]
    facets = tuple(_facets(_settled(compared)))
    verdict: Verdict = "divergent" if any(facet.relation == "conflict" for facet in facets) else "agreed"
    return Judgement(verdict, facets)


def _compare(first: Side, second: Side) -> Iterator[Comparison]:
    pair = Pair(first, second)
    for comparator in COMPARATORS:
        yield from comparator(pair)


def _settled(compared: Sequence[_Compared]) -> list[_Compared]:
    """Without the conflicts that other claims of the same articles settle: one that says the other's value too."""
    settled: set[tuple[FacetKind, str, str, int]] = set()
    for item in compared:
        if item.comparison.relation in {"same", "compatible"}:
            one, two = item.articles
            settled.add((item.comparison.kind, one, two, item.comparison.first.start))
            settled.add((item.comparison.kind, two, one, item.comparison.second.start))
    kept = []
    for item in compared:
        one, two = item.articles
        here = (item.comparison.kind, one, two, item.comparison.first.start)
        there = (item.comparison.kind, two, one, item.comparison.second.start)
        if item.comparison.relation != "conflict" or not {here, there} & settled:
            kept.append(item)
    return kept


def _facets(compared: Iterable[_Compared]) -> Iterator[Facet]:
    """One facet a kind and relation: conflicts before what agrees, each article's value once."""
    table: dict[tuple[int, int], list[_Compared]] = {}
    for item in compared:
        rank = _RANK[item.comparison.relation], FACET_KINDS.index(item.comparison.kind)
        table.setdefault(rank, []).append(item)
    conflicting = {kind for relation, kind in table if relation == 0}
    for (relation, kind), items in sorted(table.items()):
        if relation and (kind in conflicting or any((better, kind) in table for better in range(1, relation))):
            continue
        values: dict[str, FacetValue] = {}
        for item in items:
            for article, value in zip(item.articles, (item.comparison.first, item.comparison.second), strict=True):
                values.setdefault(article, _value(article, value))
        first = items[0].comparison
        yield Facet(first.kind, first.relation, first.why, tuple(values[key] for key in sorted(values)))


def _value(article: str, value: Value) -> FacetValue:
    return FacetValue(article, "", value.start, value.end, dict(value.value))
