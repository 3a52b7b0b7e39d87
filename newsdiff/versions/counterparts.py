"""Which sentence of the newer version is which of the older: the same, or the same after an edit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdiff.versions.words import Line, hedges, is_light, negates, of_class

#: The share of their telling words that two sentences have in common where one is the other edited.
_ALIKE = 0.6
#: As much of two titles: one takes the place of the other.
_TITLES = 0.4
#: Where one sentence was added to: the share of the shorter one's telling words, and the fewest of them.
_HELD, _FEWEST = 0.8, 3
#: A word of more sentences than this says little of which sentence it is.
_COMMON = 40
#: Of the sentences that share a rarer word with one, so many that share most of them are looked at.
_LIKELIEST = 8


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A sentence and what became of it; `same` where no word that matters to a reader's eye is another."""

    old: Line
    new: Line
    same: bool


def counterparts(olds: Sequence[Line], news: Sequence[Line]) -> list[Counterpart]:
    """Each sentence with at most one other: those of the same words first, then the likeliest, the nearest in place."""
    found = [Counterpart(olds[i], news[j], same=True) for i, j in _equal(olds, news)]
    old_left = [line for line in olds if line.number not in {pair.old.number for pair in found}]
    new_left = [line for line in news if line.number not in {pair.new.number for pair in found}]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, i, j in sorted(_alike(old_left, new_left)):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append(Counterpart(old_left[i], new_left[j], same=False))
    return sorted(found, key=lambda pair: pair.new.number)


def _equal(olds: Sequence[Line], news: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Sentences of the same words; of several such, in their order."""
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for line in reversed(olds):
        waiting[line.said].append(line.number)
    for line in news:
        if waiting[line.said]:
            yield waiting[line.said].pop(), line.number


def _alike(olds: Sequence[Line], news: Sequence[Line]) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that may be one sentence edited: unlikeness, distance in place, and their numbers."""
    told_old, told_new = [_telling(line) for line in olds], [_telling(line) for line in news]
    places: dict[str, list[int]] = defaultdict(list)
    for number, told in enumerate(told_new):
        for word in told:
            places[word].append(number)
    for i, told in enumerate(told_old):
        near = Counter(j for word in told if len(places[word]) <= _COMMON for j in places[word])
        for j in sorted(near, key=lambda j: (-near[j], abs(olds[i].number - news[j].number), j))[:_LIKELIEST]:
            titles = all(line.claims[0].section == "title" for line in (olds[i], news[j]))
            likeness = _likeness(told, told_new[j], _TITLES if titles else _ALIKE)
            if likeness > 0:
                yield -round(likeness, 4), abs(olds[i].number - news[j].number), i, j


def _likeness(one: Counter[str], other: Counter[str], least: float) -> float:
    """0..1: the share of telling words in common; 0 where it is below `least` and neither holds the other."""
    shared = (one & other).total()
    fewest, all_ = min(one.total(), other.total()), one.total() + other.total()
    if not all_:
        return 0.0
    alike = 2 * shared / all_
    held = shared >= _FEWEST and shared / fewest >= _HELD
    return alike if alike >= least or held else 0.0


def _telling(line: Line) -> Counter[str]:
    """The lemmas that say what the sentence is about: no function words, and not who says it."""
    said = [claim.attribution for claim in line.claims if claim.attribution is not None]
    sources = [span for each in said for span in (each.source, each.cue) if span is not None]
    return Counter(
        token.lemma
        for token in line.words
        if not is_light(token)
        and not of_class(token.key, "being")
        and not of_class(token.lemma, "saying")
        and not hedges(token)
        and not negates(token)
        and not any(span.start <= token.start and token.end <= span.end for span in sources)
    )
