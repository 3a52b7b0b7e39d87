"""Accepted pairs of sentences become groups of clauses: each is in one, and a group holds only what holds together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, product

from newsdiff.align.evidence import agreeing_figures, likeness, relatedness
from newsdiff.align.profile import Field, Profile, Unit
from newsdiff.model import Claim

#: Clauses less alike than this part of their sentences' most alike pair are not aligned.
_CLAUSE = 0.5
#: Groups that a clause may be in before no more are made for it: a bound on what many articles cost.
_MOST = 6

Pair = tuple[int, int]
"""The numbers of two sentences in the field, the lower first."""
Clause = tuple[int, int]
"""The number of a sentence in the field, and of a clause in the sentence."""


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


def grouped(field: Field, scores: Mapping[Pair, float], accept: float) -> tuple[Group, ...]:
    """The groups of clauses that pairs of sentences of `accept` or more make, the likeliest pair first.

    Each such pair of body sentences is in a group, unless their clauses are in `_MOST` already. Two groups become one
    only where all pairs of sentences across their articles are accepted. A headline joins what sentences of the bodies
    make; it makes a group only with the same words elsewhere, or for an article without a body. The clauses of a
    quotation that two articles hold are one group.
    """
    accepted = {pair: score for pair, score in scores.items() if score >= accept}
    joined = _Joined(field, accepted.keys())
    headed = _headlines(field)
    edges = list(_edges(field, accepted))
    for one, other in [edge for edge in edges if not headed & {edge[0][0], edge[1][0]}]:
        joined.join(one, other)
    for one, other in [edge for edge in edges if headed & {edge[0][0], edge[1][0]}]:
        if not joined.add(one, other) and _text(field, one) == _text(field, other):
            joined.join(one, other)
    joined.unite(lambda clause: _quoted(field, clause))
    return tuple(_group(field, scores, group) for group in joined.groups())


def _text(field: Field, clause: Clause) -> str:
    return field.profiles[clause[0]].claims[clause[1]].text


def _headlines(field: Field) -> frozenset[int]:
    """The headlines of articles that have a body too."""
    bodies = {profile.article for profile in field.profiles if not profile.title}
    return frozenset(n for n, profile in enumerate(field.profiles) if profile.title and profile.article in bodies)


class _Joined:
    """Groups as they grow. A clause may be in several: what it reports with one it need not report with another."""

    def __init__(self, field: Field, accepted: Set[Pair]) -> None:
        self._articles = [profile.article for profile in field.profiles]
        self._accepted = accepted
        self._groups: dict[int, list[Clause]] = {}
        self._of: dict[Clause, list[int]] = defaultdict(list)
        self._next = 0

    def groups(self) -> Iterator[list[Clause]]:
        """The groups, in the order in which they began."""
        yield from self._groups.values()

    def join(self, one: Clause, other: Clause) -> None:
        """Put the two clauses into one group: their groups' union, one of these and the other clause, or a new one."""
        if not self.add(one, other):
            self._new([one, other])

    def add(self, one: Clause, other: Clause) -> bool:
        """`join` without a new group, older groups first.

        Whether the two clauses are in one group now, or in too many for another to be made.
        """
        ours, theirs = self._of[one], self._of[other]
        if set(ours) & set(theirs):
            return True
        for here, there in sorted(sorted(pair) for pair in product(ours, theirs)):
            if self._hold(self._groups[here], self._groups[there]):
                self._new(self._groups[here] + self._groups[there])
                self._drop(here)
                self._drop(there)
                return True
        for number, clause in sorted([(number, other) for number in ours] + [(number, one) for number in theirs]):
            if self._hold(self._groups[number], [clause]):
                self._groups[number].append(clause)
                self._of[clause].append(number)
                return True
        return len(ours) >= _MOST and len(theirs) >= _MOST

    def unite(self, parts: Callable[[Clause], Set[int]]) -> None:
        """Put groups into one that hold parts of the same two quotations, of two articles; `parts` gives a clause's."""
        owner: dict[tuple[int, int], int] = {}
        for number in list(self._groups):
            own = {(self._articles[i], part) for i, p in self._groups[number] for part in parts((i, p))}
            shared: dict[int, set[int]] = defaultdict(set)
            for article, part in own:
                if (article, part) in owner:
                    shared[owner[article, part]].add(article)
            earlier = min((group for group, articles in shared.items() if len(articles) > 1), default=None)
            if earlier is not None and self._hold(self._groups[earlier], self._groups[number]):
                for clause in self._groups[number]:
                    if clause not in self._groups[earlier]:
                        self._groups[earlier].append(clause)
                        self._of[clause].append(earlier)
                self._drop(number)
                number = earlier
            for each in own:
                owner.setdefault(each, number)

    def _hold(self, ones: Sequence[Clause], others: Sequence[Clause]) -> bool:
        return all(
            (min(i, j), max(i, j)) in self._accepted
            for i in {sentence for sentence, _ in ones}
            for j in {sentence for sentence, _ in others}
            if self._articles[i] != self._articles[j]
        )

    def _new(self, clauses: Sequence[Clause]) -> None:
        self._groups[self._next] = list(dict.fromkeys(clauses))
        for clause in self._groups[self._next]:
            self._of[clause].append(self._next)
        self._next += 1

    def _drop(self, number: int) -> None:
        for clause in self._groups.pop(number):
            self._of[clause].remove(number)


def _edges(field: Field, accepted: Mapping[Pair, float]) -> list[tuple[Clause, Clause]]:
    """Pairs of clauses of accepted pairs of sentences, each clause with its best, the likeliest first."""
    found: list[tuple[float, Clause, Clause]] = []
    for (i, j), chance in accepted.items():
        table = _table(field, i, j, chance)
        taken: tuple[set[int], set[int]] = set(), set()
        for p, q in sorted(table, key=lambda pair: (-table[pair], pair)):
            if p in taken[0] or q in taken[1] or table[p, q] < _CLAUSE * chance:
                continue
            taken[0].add(p)
            taken[1].add(q)
            one, other = sorted(((i, p), (j, q)), key=lambda clause: place(field, clause))
            found.append((table[p, q], one, other))
    found.sort(key=lambda edge: (-edge[0], place(field, edge[1]), place(field, edge[2])))
    return [(one, other) for _, one, other in found]


def _quoted(field: Field, clause: Clause) -> frozenset[int]:
    """Where the quotations that the clause stands in begin in its article."""
    return frozenset(quote.start for quote in field.profiles[clause[0]].claims[clause[1]].quotes)


def _table(field: Field, i: int, j: int, chance: float) -> dict[tuple[int, int], float]:
    """Scores of the clauses of two sentences: the probability of these, scaled by the clauses' likeness."""
    first, second = field.profiles[i], field.profiles[j]
    likenesses = {
        (p, q): _clause_likeness(one, other, field)
        for p, one in enumerate(first.parts)
        for q, other in enumerate(second.parts)
    }
    best = max(likenesses.values())
    if not best:  # Nothing but the reader holds the two together.
        return {(0, 0): chance}
    return {pair: chance * value / best for pair, value in likenesses.items()}


def place(field: Field, clause: Clause) -> tuple[str, int, int]:
    """A place that does not depend on the order in which the articles were given."""
    claim = field.profiles[clause[0]].claims[clause[1]]
    return claim.text, claim.start, claim.end


def members(profile: Profile) -> tuple[Member, ...]:
    """The claims of a sentence."""
    return tuple(Member(profile.article, claim) for claim in profile.claims)


def _clause_likeness(one: Unit, other: Unit, field: Field) -> float:
    bonus = 0.15 * bool(one.predicates & other.predicates) + 0.15 * bool(agreeing_figures(one, other))
    return likeness(one, other, field.weight) + relatedness(one, other, field) + bonus


def _group(field: Field, scores: Mapping[Pair, float], group: Sequence[Clause]) -> Group:
    profiles = field.profiles
    chances = [
        scores.get((min(i, j), max(i, j)), 0.0)
        for (i, _), (j, _) in combinations(group, 2)
        if profiles[i].article != profiles[j].article
    ]
    claims = sorted(
        (Member(profiles[i].article, profiles[i].claims[p]) for i, p in group),
        key=lambda member: (member.article, member.claim.start, member.claim.end),
    )
    return Group(tuple(claims), sum(chances) / len(chances))
