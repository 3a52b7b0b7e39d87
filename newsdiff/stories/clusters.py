"""Sketches to stories: the likest pairs are put together first, as long as all of a story stay alike on average.

Articles of one story have the same names and the same words in them: two fires have the words of fires, two days of one
mayor his name. Candidates share one of their rarest names within a window of days, so that cost grows with the corpus,
not with its square. The mean cosine of two groups is the product of their vectors' sums (average linkage).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdiff.stories.terms import Sketch

#: Keeps some weight to a term that all articles have: they may all be one story.
_FLOOR = 0.25

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes articles one story.

    `link` is the least likeness, 0..1, of two groups; it grows by itself with each `days` between them. An article's
    `probes` rarest names are looked up, each in the `postings` articles nearest in time, within `window` days, and
    the `nearest` of those found, by what they share, are compared in full.
    """

    link: float = 0.17
    days: float = 30.0
    window: int = 60
    probes: int = 12
    postings: int = 24
    nearest: int = 12
    #: What the words of a corpus are known to be before it is read: so many articles, of which such a share holds a
    #: name, or another word. It keeps what two articles share from looking common because there are but two.
    prior: float = 30.0
    names: float = 0.003
    words: float = 0.03
    #: A few terms do not make two articles alike: each has so many more, of its mean weight, that none shares.
    thin: float = 4.0


@dataclass(frozen=True, slots=True)
class Vectors:
    """The names and the words of an article, each of length 1 or less, or the sums of a group's; `named` says whether
    there are names at all, if only such as no other article has."""

    names: Vector
    words: Vector
    named: bool

    def likeness(self, other: Vectors) -> float:
        """The cosine of the names to the power of 2/3, times that of the words to the power of 1/3."""
        if not (self.named and other.named):
            return dot(self.words, other.words)
        names = dot(self.names, other.names)
        return names ** (2 / 3) * dot(self.words, other.words) ** (1 / 3) if names else 0.0

    def add(self, other: Vectors) -> None:
        for mine, added in ((self.names, other.names), (self.words, other.words)):
            for term, value in added.items():
                mine[term] = mine.get(term, 0.0) + value


def cluster(sketches: Sequence[Sketch], rule: Rule | None = None) -> tuple[tuple[int, ...], ...]:
    """The stories, each as ascending places in `sketches`; every place is in one of them, alone where it must be.

    The same articles in another order give the same stories; they come in the order of their first article.
    """
    rule = rule or Rule()
    order = sorted(range(len(sketches)), key=lambda place: sketches[place].rank())
    ordered = [sketches[place] for place in order]
    days = [item.day for item in ordered]
    vectors = _vectors(ordered, rule)
    groups = _Groups(vectors, days, rule)
    for _, one, other in sorted(_edges(days, vectors, rule)):
        groups.join(one, other)
    return tuple(sorted(tuple(sorted(order[member] for member in members)) for members in groups.members.values()))


def _vectors(sketches: Sequence[Sketch], rule: Rule) -> list[Vectors]:
    """Each term weighed by its rarity in the corpus. A term is a name if it mostly is one; terms that no two articles
    share lengthen a vector but are left out."""
    named = Counter(term for item in sketches for term in item.names.terms)
    frequency = named + Counter(term for item in sketches for term in item.words.terms)
    total = len(sketches) + rule.prior
    is_name = {term: 2 * named[term] >= count for term, count in frequency.items()}
    rarity = {
        term: math.log(_FLOOR + total / (count + rule.prior * (rule.names if is_name[term] else rule.words)))
        for term, count in frequency.items()
    }

    def unit(weighed: list[tuple[str, float]]) -> Vector:
        squares = sum(value * value for _, value in weighed)
        length = math.sqrt(squares * (1 + rule.thin / len(weighed))) if weighed else 1.0
        return {term: value / length for term, value in weighed if frequency[term] > 1}

    def vectors(item: Sketch) -> Vectors:
        weighed = [(term, weight * rarity[term]) for terms in (item.names, item.words) for term, weight in terms]
        names = [pair for pair in weighed if is_name[pair[0]]]
        return Vectors(unit(names), unit([pair for pair in weighed if not is_name[pair[0]]]), bool(names))

    return [vectors(item) for item in sketches]


def _edges(days: Sequence[int | None], vectors: Sequence[Vectors], rule: Rule) -> Iterator[tuple[float, int, int]]:
    """Candidate pairs that are alike enough, as (minus their likeness, one, other)."""
    seen: set[tuple[int, int]] = set()
    told = [vector.names if vector.named else vector.words for vector in vectors]
    index = _Index(days, told, rule)
    for place, vector in enumerate(vectors):
        shared: dict[int, float] = {}
        terms = told[place]
        for term in sorted(terms, key=lambda term: (-terms[term], term))[: rule.probes]:
            value = terms[term]
            for other in index.near(term, place):
                shared[other] = shared.get(other, 0.0) + value
        shared.pop(place, None)
        for other in sorted(shared, key=lambda other: (-shared[other], other))[: rule.nearest]:
            pair = min(place, other), max(place, other)
            if pair in seen:
                continue
            seen.add(pair)
            likeness = vector.likeness(vectors[other]) / stretch(days[place], days[other], rule)
            if likeness >= rule.link:
                yield -likeness, *pair


class _Index:
    """Which articles hold a term, in the order of their days; those without a day apart."""

    def __init__(self, days: Sequence[int | None], terms: Iterable[Iterable[str]], rule: Rule) -> None:
        self.days, self.rule = days, rule
        self.dated: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.undated: dict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(terms):
            day = days[place]
            for term in found:
                if day is None:
                    self.undated[term].append(place)
                else:
                    self.dated[term].append((day, place))
        for postings in self.dated.values():
            postings.sort()

    def near(self, term: str, place: int) -> Iterator[int]:
        """At most `postings` articles with a day that hold `term`, and as many without, the nearest in time; to an
        article without a day, and among those without, the next in the order of all."""
        most, day = self.rule.postings, self.days[place]
        dated = self.dated.get(term, ())
        first, last, middle = 0, len(dated), len(dated) * place // len(self.days)
        if day is not None and len(dated) > 1:
            first = bisect_left(dated, (day - self.rule.window,))
            last = bisect_left(dated, (day + self.rule.window + 1,))
            middle = bisect_left(dated, (day, place))
        if last - first > most:
            first = max(first, min(middle - most // 2, last - most))
            last = first + most
        for found in dated[first:last]:
            yield found[1]
        undated = self.undated.get(term, ())
        first = max(0, min(bisect_right(undated, place) - most // 2, len(undated) - most))
        yield from undated[first : first + most]


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of products over the terms that both hold; exact, so the order in which they are added is all one."""
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


def stretch(one: float | None, other: float | None, rule: Rule) -> float:
    """By how much likeness counts less for the days between; an article without a day is of any."""
    if one is None or other is None:
        return 1.0
    return 1.0 + abs(one - other) / rule.days


class _Groups:
    """Groups of articles that grow: the sum of their vectors, and of their days."""

    def __init__(self, vectors: Sequence[Vectors], days: Sequence[int | None], rule: Rule) -> None:
        self.rule = rule
        self.of = list(range(len(vectors)))
        self.members = {place: [place] for place in self.of}
        self.sums = [Vectors(dict(vector.names), dict(vector.words), vector.named) for vector in vectors]
        self.days = [(day or 0, int(day is not None)) for day in days]
        self.refused: dict[tuple[int, int], tuple[int, int]] = {}

    def join(self, one: int, other: int) -> None:
        """Make the groups of two articles one, where they are alike enough on average."""
        large, small = sorted((self.of[one], self.of[other]), key=lambda group: (-len(self.members[group]), group))
        if large == small:
            return
        sizes = len(self.members[large]), len(self.members[small])
        if self.refused.get((large, small)) == sizes:
            return
        likeness = self.sums[large].likeness(self.sums[small]) / (sizes[0] * sizes[1])
        if likeness / stretch(self._day(large), self._day(small), self.rule) < self.rule.link:
            self.refused[large, small] = sizes
            return
        self.sums[large].add(self.sums[small])
        (total, count), (more, added) = self.days[large], self.days[small]
        self.days[large] = total + more, count + added
        for member in self.members[small]:
            self.of[member] = large
        self.members[large] += self.members.pop(small)
        self.sums[small] = Vectors({}, {}, False)

    def _day(self, group: int) -> float | None:
        total, count = self.days[group]
        return total / count if count else None
