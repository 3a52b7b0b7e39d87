"""Which claims of a story's articles report the same fact: candidates, a scored decision, groups without chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsdiff.align.evidence import evidence, likeness
from newsdiff.align.profile import Field, Profile, build
from newsdiff.align.scorer import Weights, weights
from newsdiff.model import Claim, Extraction

#: For each sentence, at most this many candidates in each other article.
_CANDIDATES = 12
#: Clauses less alike than this are aligned only where their sentences have no better pair.
_CLAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Member:
    """A claim and the number of the article that makes it."""

    article: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of two or more articles that report the same fact, with the mean probability of their pairs."""

    members: tuple[Member, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of a story, the claims that stand alone, and for each article its entity names' story keys.

    `rival` gives for a lone claim's sentence (article, index) the probability of its best refused partner.
    """

    groups: tuple[Group, ...]
    alone: tuple[Member, ...]
    keys: tuple[Mapping[str, str], ...]
    rival: Mapping[tuple[int, int], float]


def align(extractions: Sequence[Extraction]) -> Alignment:
    """Group the claims of a story's articles by the fact they report. The order of the articles changes nothing."""
    field, rule = build(extractions), weights()
    scores = {
        (i, j): rule.probability(evidence(field.profiles[i], field.profiles[j], field.weight))
        for i, j in candidates(field)
    }
    groups = _grouped(field, scores, rule)
    grouped = {(member.article, member.claim.start, member.claim.end) for group in groups for member in group.members}
    alone = tuple(
        Member(number, claim)
        for number, extraction in enumerate(extractions)
        for claim in extraction.claims
        if (number, claim.start, claim.end) not in grouped
    )
    rival: dict[tuple[int, int], float] = defaultdict(float)
    for (i, j), score in scores.items():
        for number in (i, j):
            place = field.profiles[number].article, field.profiles[number].index
            rival[place] = max(rival[place], score)
    return Alignment(groups, alone, field.keys, dict(rival))


def candidates(field: Field) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of two articles that share their rarest terms, `(i, j)` with i < j, in order."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(field.profiles):
        for term in profile.whole.terms:
            postings[term].append(number)
    common = max(8, len(field.profiles) // 3)
    found: set[tuple[int, int]] = set()
    for number, profile in enumerate(field.profiles):
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(profile.whole.terms):
            if len(postings[term]) <= common:
                for other in postings[term]:
                    if field.profiles[other].article != profile.article:
                        shared[other] += field.weight[term] ** 2
        nearest: dict[int, int] = defaultdict(int)
        for other in sorted(shared, key=lambda key: (-shared[key], field.profiles[key].index)):
            article = field.profiles[other].article
            nearest[article] += 1
            if nearest[article] <= _CANDIDATES:
                found.add((min(number, other), max(number, other)))
    yield from sorted(found)


@dataclass(frozen=True, slots=True)
class _Edge:
    score: float
    first: tuple[int, int]
    second: tuple[int, int]


def _edges(field: Field, scores: Mapping[tuple[int, int], float], accept: float) -> list[_Edge]:
    """The pairs of clauses, as (sentence, clause), that carry the likeness of the accepted pairs of sentences."""
    found = []
    for (i, j), score in scores.items():
        if score < accept:
            continue
        first, second = field.profiles[i], field.profiles[j]
        table = {
            (p, q): _clause_likeness(first, second, p, q, field.weight)
            for p in range(len(first.parts))
            for q in range(len(second.parts))
        }
        ranked = sorted(table, key=lambda pair: (-table[pair], pair))
        taken: tuple[set[int], set[int]] = set(), set()
        for p, q in ranked:
            if p in taken[0] or q in taken[1] or (taken[0] and table[p, q] < _CLAUSE):
                continue
            taken[0].add(p)
            taken[1].add(q)
            found.append(_Edge(score * (0.5 + 0.5 * table[p, q]), (i, p), (j, q)))
    return sorted(found, key=lambda edge: (-edge.score, _place(field, edge.first), _place(field, edge.second)))


def _place(field: Field, clause: tuple[int, int]) -> tuple[str, int, int]:
    """A place that does not depend on the order in which the articles were given."""
    claim = field.profiles[clause[0]].claims[clause[1]]
    return claim.text, claim.start, claim.end


def _clause_likeness(first: Profile, second: Profile, p: int, q: int, weight: Mapping[str, float]) -> float:
    one, other = first.parts[p], second.parts[q]
    bonus = 0.15 * bool(one.predicates & other.predicates) + 0.15 * bool(one.figures & other.figures)
    return min(1.0, likeness(one, other, weight) + bonus)


def _grouped(field: Field, scores: Mapping[tuple[int, int], float], rule: Weights) -> tuple[Group, ...]:
    """Join clauses edge by edge, best first, as long as the mean of a group's pairs stays likely."""
    of: dict[tuple[int, int], int] = {}
    groups: dict[int, list[tuple[int, int]]] = {}

    def score(one: tuple[int, int], other: tuple[int, int]) -> float | None:
        i, j = sorted((one[0], other[0]))
        if field.profiles[i].article == field.profiles[j].article:
            return None
        return scores.get((i, j), 0.0)

    def mean(ones: list[tuple[int, int]], others: list[tuple[int, int]]) -> float:
        pairs = [value for one in ones for other in others if (value := score(one, other)) is not None]
        return sum(pairs) / len(pairs) if pairs else 0.0

    for edge in _edges(field, scores, rule.accept):
        ones, others = (groups.get(of.get(end, -1), [end]) for end in (edge.first, edge.second))
        if of.get(edge.first, -1) == of.get(edge.second, -2) or mean(ones, others) < rule.link:
            continue
        joined = ones + others
        for end in (edge.first, edge.second):
            groups.pop(of.get(end, -1), None)
        name = len(of) + len(groups) + sum(len(group) for group in groups.values())
        while name in groups:
            name += 1
        groups[name] = joined
        of.update(dict.fromkeys(joined, name))
    return tuple(_group(field, group, score) for group in groups.values())


def _group(field: Field, clauses, score) -> Group:  # type: ignore[no-untyped-def]
    pairs = [value for one, other in combinations(clauses, 2) if (value := score(one, other)) is not None]
    members = sorted(
        (Member(field.profiles[i].article, field.profiles[i].claims[p]) for i, p in clauses),
        key=lambda member: (member.article, member.claim.start),
    )
    return Group(tuple(members), sum(pairs) / len(pairs))
