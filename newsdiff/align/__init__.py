"""Which claims of a story's articles report the same fact: candidates, a scored decision, groups without chains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsdiff.align.evidence import agreeing_figures, evidence, likeness, relatedness
from newsdiff.align.profile import Aliases, Field, Profile, Unit, build
from newsdiff.align.scorer import Weights, weights
from newsdiff.model import Claim, Extraction

#: For each sentence, at most `_CANDIDATES` in each other article; of many articles `_IN_ALL` in all, shared out evenly,
#: but at least `_FEWEST` in each: a fact is told once or twice in an article. Begins to tell with the seventh article.
_CANDIDATES, _IN_ALL, _FEWEST = 12, 60, 2
#: A sentence is searched for contradictions with at most `_TRIED` of another article's that it is not like enough to be
#: put with. In all it is searched with 16 in stories of three articles (the most that any labelled one has are 14),
#: with fewer the more articles there are, but at least `_LEAST`: the claims it is grouped with are compared anyhow.
_TRIED, _SEARCHED, _LEAST = 6, 32, 8
#: Terms of more sentences than this propose no candidates: what is everywhere tells of nothing.
_COMMON = 64
#: Clauses less alike than this part of their sentences' most alike pair are not aligned.
_CLAUSE = 0.5


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
class Pair:
    """Two sentences side by side, each as its claims, and the probability that they report one fact."""

    first: tuple[Member, ...]
    second: tuple[Member, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of a story, its pairs of aligned sentences, the claims that stand alone, and the story's name keys.

    `keys` maps, for each article, its entities' names to the story's keys.

    `rival` gives for a lone claim's sentence (article, index) the probability of its best refused partner.
    """

    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    alone: tuple[Member, ...]
    keys: tuple[Mapping[str, str], ...]
    rival: Mapping[tuple[int, int], float]


def align(extractions: Sequence[Extraction], aliases: Aliases | None = None) -> Alignment:
    """Group the claims of a story's articles by the fact they report. The order of the articles changes nothing.

    `aliases` give a name its other names.
    """
    field, rule = build(extractions, aliases), weights()
    scores = {pair: rule.probability(row) for pair, row in weighed(field).items()}
    groups = _grouped(field, scores, rule)
    grouped = {(member.article, member.claim.start, member.claim.end) for group in groups for member in group.members}
    alone = tuple(
        Member(number, claim)
        for number, extraction in enumerate(extractions)
        for claim in extraction.claims
        if (number, claim.start, claim.end) not in grouped
    )
    best = [0.0] * len(field.profiles)
    for (i, j), score in scores.items():
        best[i], best[j] = max(best[i], score), max(best[j], score)
    places = [(profile.article, profile.index) for profile in field.profiles]
    rival = {place: score for place, score in zip(places, best, strict=True) if score}
    members = [_members(profile) for profile in field.profiles]
    pairs = tuple(Pair(members[i], members[j], score) for (i, j), score in _contested(field, scores, rule))
    return Alignment(groups, pairs, alone, field.keys, rival)


def _contested(
    field: Field, scores: Mapping[tuple[int, int], float], rule: Weights
) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of sentences to search for contradictions, the likeliest first: each sentence's few likeliest others,
    of one article those that it would be put with and a few more."""
    most = max(_LEAST, _SEARCHED // max(1, len(field.keys) - 1))
    tried: Counter[tuple[int, int]] = Counter()
    searched = [0] * len(field.profiles)
    order = [_place(field, (number, 0)) for number in range(len(field.profiles))]
    likely = [pair for pair, score in scores.items() if score >= rule.contest]
    for i, j in sorted(likely, key=lambda pair: (-scores[pair], order[pair[0]], order[pair[1]])):
        if max(searched[i], searched[j]) >= most:
            continue
        ends = (i, field.profiles[j].article), (j, field.profiles[i].article)
        if scores[i, j] >= rule.accept or all(tried[end] < _TRIED for end in ends):
            tried.update(ends)
            searched[i] += 1
            searched[j] += 1
            yield (i, j), scores[i, j]


def _members(profile: Profile) -> tuple[Member, ...]:
    return tuple(Member(profile.article, claim) for claim in profile.claims)


def weighed(field: Field) -> dict[tuple[int, int], tuple[float, ...]]:
    """The evidence of every candidate pair of sentences, in the order of `evidence.NAMES`."""
    return {(i, j): evidence(field.profiles[i], field.profiles[j], field) for i, j in candidates(field)}


def candidates(field: Field) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of two articles that share their rarest terms, `(i, j)` with i < j, in order."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(field.profiles):
        for term in profile.whole.terms:
            postings[term].append(number)
    common = min(max(8, len(field.profiles) // 3), _COMMON)
    postings = {term: numbers for term, numbers in postings.items() if 1 < len(numbers) <= common}
    articles = [profile.article for profile in field.profiles]
    index = [profile.index for profile in field.profiles]
    most = min(_CANDIDATES, max(_FEWEST, _IN_ALL // max(1, len(field.keys) - 1)))
    found: set[tuple[int, int]] = set()
    for number, profile in enumerate(field.profiles):
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(profile.whole.terms & postings.keys()):
            square = field.square[term]
            for other in postings[term]:
                shared[other] += square
        nearest: Counter[int] = Counter({profile.article: most})
        for _, _, other in sorted((-value, index[other], other) for other, value in shared.items()):
            if nearest[articles[other]] < most:
                nearest[articles[other]] += 1
                found.add((min(number, other), max(number, other)))
    yield from sorted(found)


_Clause = tuple[int, int]
"""The number of a sentence in the field, and of a clause in the sentence."""


class _Clauses:
    """Scores of pairs of clauses: the probability of their sentences, scaled by the likeness that the clauses carry."""

    def __init__(self, field: Field, scores: Mapping[tuple[int, int], float]) -> None:
        self.field, self.scores = field, scores
        self._articles = [profile.article for profile in field.profiles]
        self._tables: dict[tuple[int, int], dict[tuple[int, int], float]] = {}

    def table(self, i: int, j: int) -> dict[tuple[int, int], float]:
        """Scores of the clauses of sentence `i` with those of sentence `j`, i < j."""
        if (i, j) not in self._tables:
            first, second = self.field.profiles[i], self.field.profiles[j]
            likenesses = {
                (p, q): _clause_likeness(one, other, self.field)
                for p, one in enumerate(first.parts)
                for q, other in enumerate(second.parts)
            }
            best = max(likenesses.values()) or 1.0
            chance = self.scores.get((i, j), 0.0)
            self._tables[i, j] = {pair: chance * value / best for pair, value in likenesses.items()}
        return self._tables[i, j]

    def alike(self, ones: Sequence[_Clause], others: Sequence[_Clause], least: float) -> bool:
        """Whether the mean score of the pairs between two groups that stand in two articles is `least` or more.

        No pair of clauses scores more than its sentences, which are looked at first.
        """
        pairs = [
            (one, other) if one < other else (other, one)
            for one in ones
            for other in others
            if self._articles[one[0]] != self._articles[other[0]]
        ]
        scores = self.scores
        scored = [pair for pair in pairs if (pair[0][0], pair[1][0]) in scores]
        if sum(scores[one[0], other[0]] for one, other in scored) < least * len(pairs):
            return False
        return sum(self.table(i, j)[p, q] for (i, p), (j, q) in scored) >= least * len(pairs) > 0

    def edges(self, accept: float) -> list[tuple[float, _Clause, _Clause]]:
        """Pairs of clauses of accepted pairs of sentences, each clause with its best, the likeliest first."""
        found = []
        for (i, j), chance in self.scores.items():
            if chance < accept:
                continue
            table = self.table(i, j)
            taken: tuple[set[int], set[int]] = set(), set()
            for p, q in sorted(table, key=lambda pair: (-table[pair], pair)):
                if p in taken[0] or q in taken[1] or table[p, q] < _CLAUSE * chance:
                    continue
                taken[0].add(p)
                taken[1].add(q)
                found.append((table[p, q], (i, p), (j, q)))
        return sorted(found, key=lambda edge: (-edge[0], _place(self.field, edge[1]), _place(self.field, edge[2])))


def _place(field: Field, clause: tuple[int, int]) -> tuple[str, int, int]:
    """A place that does not depend on the order in which the articles were given."""
    claim = field.profiles[clause[0]].claims[clause[1]]
    return claim.text, claim.start, claim.end


def _clause_likeness(one: Unit, other: Unit, field: Field) -> float:
    bonus = 0.15 * bool(one.predicates & other.predicates) + 0.15 * bool(agreeing_figures(one, other))
    return likeness(one, other, field.weight) + relatedness(one, other, field) + bonus


def _grouped(field: Field, scores: Mapping[tuple[int, int], float], rule: Weights) -> tuple[Group, ...]:
    """Join clauses pair by pair, best first, as long as the mean score of a group's pairs stays high."""
    clauses = _Clauses(field, scores)
    groups: dict[int, list[_Clause]] = {}
    group_of: dict[_Clause, int] = {}
    refused: set[tuple[int, int]] = set()
    for number, (_, one, other) in enumerate(clauses.edges(rule.accept)):
        here, there = (group_of.get(clause, -1) for clause in (one, other))
        if here == there >= 0 or (here, there) in refused or (there, here) in refused:
            continue
        ones, others = groups.get(here, [one]), groups.get(there, [other])
        if not clauses.alike(ones, others, rule.link):
            if here >= 0 and there >= 0:
                refused.add((here, there))
            continue
        groups.pop(here, None)
        groups.pop(there, None)
        groups[number] = ones + others
        group_of.update(dict.fromkeys(groups[number], number))
    return tuple(_group(clauses, groups[number]) for number in dict.fromkeys(group_of.values()))


def _group(clauses: _Clauses, group: Sequence[_Clause]) -> Group:
    profiles = clauses.field.profiles
    chances = [
        clauses.scores.get((min(i, j), max(i, j)), 0.0)
        for (i, _), (j, _) in combinations(group, 2)
        if profiles[i].article != profiles[j].article
    ]
    members = sorted(
        (Member(profiles[i].article, profiles[i].claims[p]) for i, p in group),
        key=lambda member: (member.article, member.claim.start, member.claim.end),
    )
    return Group(tuple(members), sum(chances) / len(chances))
