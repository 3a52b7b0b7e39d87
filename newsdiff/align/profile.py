"""What alignment looks at: each sentence of a story as a set of weighted terms, its figures, times and quotations."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from newsdiff.align.bridges import bridges
from newsdiff.lexicon.names import canonical, same_name
from newsdiff.lexicon.related import related
from newsdiff.model import Claim, Extraction, Quantity, Time, Word

#: A name is compared with at most this many others of its story that begin as it does; stories of three articles have
#: ten of them at most.
_MOST_RIVALS = 100
Aliases = Mapping[str, Sequence[str]]
"""A name to its other names."""

_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim or a whole sentence as alignment sees it.

    `terms` are the lemmas and entity names it holds, `words` the lemmas outside its entities' names, `names` the keys
    of its entities, `figures` its quantities, `days` the intervals of its times, `predicates` its verbs, `quoted` the
    words inside quotation marks, `mass` what its terms tell together, `reach` the story's words near one of its own.
    """

    terms: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    figures: tuple[Quantity, ...]
    days: frozenset[tuple[str, str]]
    predicates: frozenset[str]
    quoted: frozenset[str]
    speakers: frozenset[str]
    mass: float = 0.0
    reach: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """A sentence of an article: `article` and `index` say which, `position` in 0..1 where, `claims` its clauses.

    `bridges` make it a candidate beside its terms; see `align.bridges`.
    """

    article: int
    index: int
    position: float
    title: bool
    whole: Unit
    claims: tuple[Claim, ...]
    parts: tuple[Unit, ...]
    bridges: frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """The sentences of a story; how much each term or bridge tells (its rarity there); each article's entity keys.

    `square` holds the squares of `weight`. `near` gives for a word the story's other words near it in meaning, and how
    near (0..1).
    """

    profiles: tuple[Profile, ...]
    weight: Mapping[str, float]
    square: Mapping[str, float]
    near: Mapping[str, Mapping[str, float]]
    keys: tuple[Mapping[str, str], ...]


def build(extractions: Sequence[Extraction], aliases: Aliases | None = None) -> Field:
    """Profile every sentence of a story's articles and weigh its terms by inverse sentence frequency."""
    keys = _story_names(extractions, aliases or {})
    profiles = []
    for number, extraction in enumerate(extractions):
        last = max((claim.index for claim in extraction.claims), default=0) or 1
        for index, group in groupby(extraction.claims, key=lambda claim: claim.index):
            claims = tuple(group)
            parts = tuple(_unit((claim,), keys[number], spoken=False) for claim in claims)
            whole = _unit(claims, keys[number])
            title = any(claim.section == "title" for claim in claims)
            profiles.append(Profile(number, index, index / last, title, whole, claims, parts, bridges(claims)))
    frequency = Counter(term for profile in profiles for term in profile.whole.terms | profile.bridges)
    weight = {term: math.log(1 + len(profiles) / count) for term, count in frequency.items()}
    square = {term: value**2 for term, value in weight.items()}
    near = related({word for profile in profiles for word in profile.whole.words})

    def weighed(unit: Unit) -> Unit:
        reach = frozenset(other for word in unit.words if word in near for other in near[word])
        return replace(unit, mass=mass(unit.terms, square), reach=reach)

    profiles = [
        replace(item, whole=weighed(item.whole), parts=tuple(weighed(part) for part in item.parts)) for item in profiles
    ]
    return Field(tuple(profiles), weight, square, near, tuple(keys))


def mass(terms: frozenset[str], square: Mapping[str, float]) -> float:
    """What the terms tell together: the sum of their squared weights. It is exact: their order is no matter."""
    return math.fsum([square[term] for term in terms])


def _story_names(extractions: Sequence[Extraction], aliases: Aliases) -> list[dict[str, str]]:
    """For each article its entities' canonical names, mapped to one key for the whole story.

    The fullest name of an entity gives the key, so that the order of the articles changes nothing. `aliases` say which
    names are one.
    """
    usual = {canonical(other): canonical(name) for name, others in aliases.items() for other in others}
    names = {
        entity.name: usual.get(key := canonical(entity.name), key)
        for extraction in extractions
        for entity in extraction.entities
    }
    key_of: dict[str, str] = {}
    of_key: dict[str, str] = {}
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(names[name].split()), -len(name), name)):
        starts = sorted({word[:2] for word in names[name].split()})
        rivals = sorted(_rivals(starts, by_start) | ({of_key[names[name]]} if names[name] in of_key else set()))
        same = (rival for rival in rivals if names[rival] == names[name] or same_name(name, rival) != "different")
        fuller = next(same, None)
        key_of[name] = names[name] if fuller is None else key_of[fuller]
        if fuller is None:
            of_key[names[name]] = name
            for start in starts:
                by_start[start].append(name)
    return [{entity.name: key_of[entity.name] for entity in extraction.entities} for extraction in extractions]


def _rivals(starts: Iterable[str], by_start: Mapping[str, Sequence[str]]) -> set[str]:
    """The names of which a word begins as one of `starts`, those of the rarest first where they are too many."""
    found: set[str] = set()
    for names in sorted((by_start.get(start, ()) for start in starts), key=len):
        found.update(names[: _MOST_RIVALS - len(found)])
    return found


def _unit(claims: Iterable[Claim], keys: Mapping[str, str], *, spoken: bool = True) -> Unit:
    """What the claims hold; without the words that say who said it, where not `spoken`."""
    terms: set[str] = set()
    words: set[str] = set()
    names: set[str] = set()
    predicates: set[str] = set()
    figures: list[Quantity] = []
    days: set[tuple[str, str]] = set()
    quoted: set[str] = set()
    speakers: set[str] = set()
    for claim in claims:
        for word in claim.words:
            if word.role == "source" and not spoken:
                continue
            terms.update(_terms(word, keys))
            if word.entity is not None:
                names.add(keys.get(word.entity, word.entity))
            elif word.pos in _CONTENT:
                words.add(word.lemma)
            if word.role == "predicate" and word.pos == "VERB":
                predicates.add(word.lemma)
        figures.extend(claim.quantities)
        days.update(day for time in claim.times if (day := _day(time)) is not None)
        for quote in claim.quotes:
            quoted.update(quote.text.lower().split())
        if claim.attribution is not None and claim.attribution.speaker:
            speaker = claim.attribution.speaker
            speakers.add(keys.get(speaker, canonical(speaker)))
    return Unit(
        frozenset(terms),
        frozenset(words),
        frozenset(names),
        tuple(figures),
        frozenset(days),
        frozenset(predicates),
        frozenset(quoted),
        frozenset(speakers),
    )


def _terms(word: Word, keys: Mapping[str, str]) -> Iterable[str]:
    if word.entity is not None:
        yield from keys.get(word.entity, word.entity).split()
    if word.pos in _CONTENT:
        yield word.lemma


def _day(time: Time) -> tuple[str, str] | None:
    if time.type in {"DURATION", "SET"}:
        return None
    if time.earliest is None or time.latest is None:
        return time.value, time.value
    return time.earliest.isoformat(), time.latest.isoformat()
