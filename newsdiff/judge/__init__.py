"""From claims that report one fact to facets and a verdict."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TypeGuard

from newsdiff.judge.events import two_events
from newsdiff.judge.facets import COMPARATORS, FACETS, ORDER, SETTLING
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.rivals import Rival
from newsdiff.judge.sides import Sides
from newsdiff.judge.verdict import Judged, Verdicts
from newsdiff.model import Facet, FacetKind, FacetValue, Relation, Reported
from newsdiff.reader.readings import Readings

_RANK: dict[Relation, int] = {"conflict": 0, "same": 1, "compatible": 2, "missing": 3}
_Place = tuple[FacetKind, str, str, int]


class Docket:
    """The claims of a story that alignment puts side by side; each pair is compared once.

    `keys` maps each article's entity names to the story's keys. A value that agrees with the other article in one
    pair of `side_by_side` conflicts with it in none, nor does a claim that both make. `rivals` are conflicts that
    other pairs of claims are known to have. Without `readings` claims agree where no rule finds a conflict; with
    them `verdicts` decide, and `aligned` tells how likely two sentences that were aligned report one fact. `published`
    are the articles' days.
    """

    def __init__(
        self,
        side_by_side: Iterable[tuple[Reported, Reported]],
        keys: Mapping[str, Mapping[str, str]],
        rivals: Iterable[Rival] = (),
        sides: Sides | None = None,
        readings: Readings | None = None,
        aligned: Mapping[frozenset[tuple[str, int]], float] | None = None,
        published: Mapping[str, datetime.date | None] | None = None,
    ) -> None:
        side_by_side = list(side_by_side)
        self.verdicts = None if readings is None else Verdicts(readings, self, aligned or {})
        self._published = published or {}
        self._judged: dict[tuple[Side, Side], Judged] = {}
        self._rivals = {frozenset((_place(one), _place(other))): (_place(one), item) for one, other, item in rivals}
        self._sides = Sides(keys) if sides is None else sides
        made = {id(item): item for pair in side_by_side for item in pair}
        self._made = {(item.article, self._sides.of(item).wording) for item in made.values()}
        self._compared: dict[tuple[Side, Side], tuple[Comparison, ...]] = {}
        self._found: dict[tuple[tuple[str, int, int], ...], tuple[Facet, ...]] = {}
        self._settled: set[_Place] = set()
        for one, another in side_by_side:
            for comparison in self._compare(one, another):
                if _settles(comparison) and one.claim.is_possible == another.claim.is_possible:
                    self._settled.update(_places(comparison, one.article, another.article))

    def conflicts(self, one: Reported, another: Reported, read: bool = True) -> tuple[Comparison, ...]:
        """What the two claims contradict each other in, and no other pair settles; without `read` only where rules
        find something."""
        if not read and all(item.relation != "conflict" for item in self.standing(one, another)):
            return ()
        return tuple(item for item in self.judged(one, another).comparisons if item.relation == "conflict")

    def judged(self, one: Reported, another: Reported) -> Judged:
        """What becomes of two claims, each of another article."""
        key = self._sides.of(one), self._sides.of(another)
        if key not in self._judged:
            self._judged[key] = self._decided(one, another)
        return self._judged[key]

    def _decided(self, one: Reported, another: Reported) -> Judged:
        known = frozenset((_place(one), _place(another))) in self._rivals
        if self.verdicts is None or known:
            standing = tuple(self.standing(one, another))
            conflict = any(item.relation == "conflict" for item in standing)
            return Judged("divergent" if conflict else "agreed", None, standing)
        return self.verdicts.on(one, another)

    def side(self, one: Reported) -> Side:
        """The claim as it is compared."""
        return self._sides.of(one)

    def facets(self, claims: Sequence[Reported]) -> tuple[Facet, ...]:
        """The facets of claims that report one fact, conflicts first; the texts of their values are still empty."""
        places = tuple(sorted({_place(item) for item in claims}))
        if places not in self._found:
            self._found[places] = self._facets(claims)
        return self._found[places]

    def _facets(self, claims: Sequence[Reported]) -> tuple[Facet, ...]:
        table: dict[tuple[int, int], list[tuple[str, str, Comparison]]] = {}
        for one, another in combinations(sorted(claims, key=_unlettered), 2):
            if one.article != another.article:
                for item in self.judged(one, another).comparisons:
                    rank = _RANK[item.relation], ORDER[item.kind]
                    table.setdefault(rank, []).append((one.article, another.article, item))
        found: list[Facet] = []
        for (relation, kind), items in sorted(table.items(), key=lambda row: row[0]):
            if any(facet.kind == FACETS[kind].kind for facet in found):
                continue
            agreeing = [item for rank in (1, 2) if relation == 0 for item in table.get((rank, kind), ())]
            facet = _facet(items, agreeing)
            found.append(replace(facet, later=items[0][2].grows and _later(facet, self._published)))
        return tuple(found)

    def standing(self, one: Reported, another: Reported) -> Iterator[Comparison]:
        """What rules find in the two claims, without conflicts that some other pair settles."""
        compared = self._compare(one, another)
        if not compared:
            return
        rival = self._rivals.get(frozenset((_place(one), _place(another)))) if self._rivals else None
        for item in compared:
            known = rival is not None and (item.level, item.words) == (rival[1].level, rival[1].words)
            if item.relation != "conflict" or known:
                yield item
                continue
            repeated = self._repeated(one, another.article) or self._repeated(another, one.article)
            if not repeated and self._settled.isdisjoint(_places(item, one.article, another.article)):
                yield item

    def _repeated(self, reported: Reported, article: str) -> bool:
        """Whether the other article makes the claim too, word for word."""
        return (article, self._sides.of(reported).wording) in self._made

    def _compare(self, one: Reported, another: Reported) -> tuple[Comparison, ...]:
        """Every comparator's comparisons, found in an order of the claims that their letters do not decide."""
        here, there = self._sides.of(one), self._sides.of(another)
        known = self._compared.get((here, there))
        if known is not None:
            return known
        turned = _unlettered(one) > _unlettered(another)
        pair = Pair(there, here) if turned else Pair(here, there)
        found = _of_one_time(pair, [item for comparator in COMPARATORS for item in comparator(pair)])
        if self._rivals:
            found = self._with_rival(found, *((another, one) if turned else (one, another)))
        back = tuple([item.turned() for item in found])
        self._compared[here, there], self._compared[there, here] = (back, found) if turned else (found, back)
        return self._compared[here, there]

    def _with_rival(self, found: tuple[Comparison, ...], one: Reported, another: Reported) -> tuple[Comparison, ...]:
        """The comparisons, and the conflict that the two claims are known to have."""
        rival = self._rivals.get(frozenset((_place(one), _place(another))))
        if rival is None or any(item.kind == rival[1].kind and item.relation == "conflict" for item in found):
            return found
        return (*found, rival[1] if rival[0] == _place(one) else rival[1].turned())


def _settles(comparison: Comparison) -> bool:
    """Whether the two values say the same: "at least nine" leaves open whether "eleven" is right."""
    if comparison.kind not in SETTLING:
        return False
    if comparison.relation == "same":
        return True
    open_ended = any(None in (value.value.get("low", 0), value.value.get("high", 0)) for value in _values(comparison))
    return comparison.relation == "compatible" and not open_ended


def _values(comparison: Comparison) -> tuple[Value, Value]:
    return comparison.first, comparison.second


def _of_one_time(pair: Pair, found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Without conflicts over what the claims say of conflicting times.

    Figures of two years are two figures; and who "arrived on Monday" may have "left on Tuesday".
    """
    conflicts = [item for item in found if item.relation == "conflict"]
    if not conflicts:
        return tuple(found)
    named = [item for item in conflicts if "name" in item.first.value]
    if named and two_events(pair):
        return tuple(item for item in found if item not in named and (item not in conflicts or item.kind != "date"))
    if all(item.kind != "date" for item in conflicts):
        return tuple(found)
    events = [item for item in conflicts if item.kind == "other" and _of_predicates(pair, item)]
    if events or any(item.kind == "quantity" for item in conflicts):
        return tuple(
            item
            for item in found
            if item not in conflicts or (item.kind not in {"date", "quantity"} and item not in events)
        )
    return tuple(found)


def _of_predicates(pair: Pair, item: Comparison) -> bool:
    """Whether the comparison is of what the claims say of their subjects."""
    return all(
        bool(side.words) and side.words[side.root].start == value.start
        for side, value in ((pair.first, item.first), (pair.second, item.second))
    )


def _unlettered(reported: Reported) -> tuple[str, int]:
    """An order of claims that the order of the articles does not decide."""
    return reported.claim.text, reported.claim.start


def _place(reported: Reported) -> tuple[str, int, int]:
    return reported.article, reported.claim.start, reported.claim.end


def _places(comparison: Comparison, one: str, another: str) -> set[_Place]:
    """Where the two values stand, each as seen from the other article."""
    return {
        (comparison.kind, one, another, comparison.first.start),
        (comparison.kind, another, one, comparison.second.start),
    }


def _facet(items: Sequence[tuple[str, str, Comparison]], agreeing: Sequence[tuple[str, str, Comparison]]) -> Facet:
    """One facet out of comparisons of one kind and relation: each article's first value.

    `agreeing` comparisons of the kind add the articles that say the same as one of these values.
    """
    values: dict[str, FacetValue] = {}
    for one, another, item in items:
        for article, value in ((one, item.first), (another, item.second)):
            values.setdefault(article, _value(article, value))
    for one, another, item in agreeing:
        for article, value, known, at in (
            (one, item.first, another, item.second),
            (another, item.second, one, item.first),
        ):
            if known in values and values[known].start == at.start:
                values.setdefault(article, _value(article, value))
    first = items[0][2]
    return Facet(first.kind, first.relation, first.why, tuple(values[key] for key in sorted(values)))


def _later(facet: Facet, published: Mapping[str, datetime.date | None]) -> bool:
    """Whether of each two values that differ the article of a later day has the higher."""
    if facet.relation != "conflict":
        return False
    told = [(published.get(item.article), item.value.get("low"), item.value.get("high")) for item in facet.values]
    dated = sorted((day, low, high) for day, low, high in told if day and _number(low) and _number(high))
    rising = [(one, other) for one, other in pairwise(dated) if one[1:] != other[1:]]
    return len(dated) == len(told) and all(one[0] < other[0] and one[2] < other[1] for one, other in rising)


def _number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float)


def _value(article: str, value: Value) -> FacetValue:
    return FacetValue(article, "", value.start, value.end, dict(value.value))
