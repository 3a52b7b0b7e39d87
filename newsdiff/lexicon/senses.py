"""Which words report one thing, and which exclude each other: the classes of `senses.toml`, and synonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from newsdiff.lexicon import load
from newsdiff.lexicon.synonyms import synonyms

#: A negating prefix before a stem of four letters or more; "im-", "il-" and "ir-" stand before their own sounds.
_NEGATING = re.compile(r"(?:un|in|dis|non-?|im(?=[bmp])|il(?=l)|ir(?=r))([a-z]{4,})$")

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Senses:
    """Classes of lemmas: `events` report one thing, `opposites` and two of one `kinds` cannot fill one slot."""

    events: Mapping[str, frozenset[str]]
    opposites: frozenset[frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    persons: frozenset[str]
    light_verbs: frozenset[str]
    symmetric: frozenset[str]
    ergative: frozenset[str]
    not_prefixed: frozenset[str]
    ranks: Mapping[str, frozenset[str]]


@cache
def _senses() -> Senses:
    data = load(
        "senses",
        persons="words",
        light_verbs="words",
        symmetric="words",
        ergative="words",
        not_prefixed="words",
        ranks="lists",
        events="lists",
        opposites="lists",
        kinds="lists",
    )
    opposites = frozenset(frozenset((key, word)) for key, words in data["opposites"].items() for word in words)
    kinds = _by_word(data["kinds"])
    return Senses(
        events=_by_word(data["events"] | _agreeing(opposites, kinds)),
        opposites=opposites,
        kinds=kinds,
        persons=frozenset(data["persons"]),
        light_verbs=frozenset(data["light_verbs"]),
        symmetric=frozenset(data["symmetric"]),
        ergative=frozenset(data["ergative"]),
        not_prefixed=frozenset(data["not_prefixed"]),
        ranks=_by_word(data["ranks"]),
    )


def _agreeing(opposites: frozenset[frozenset[str]], kinds: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The classes of synonyms in which no two words exclude each other, by a number."""
    found = {}
    for number, words in enumerate(synonyms()):
        pairs = combinations(words, 2)
        if not any(
            frozenset(pair) in opposites or kinds.get(pair[0], _NONE) & kinds.get(pair[1], _NONE) for pair in pairs
        ):
            found[str(number)] = list(words)
    return found


def _by_word(classes: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in classes.items():
        for word in members:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def events(lemma: str) -> frozenset[str]:
    """The classes of events that the lemma reports."""
    return _senses().events.get(lemma, frozenset())


def is_person_noun(lemma: str) -> bool:
    """Whether the noun counts people and says no more of them."""
    return lemma in _senses().persons


def is_light_verb(lemma: str) -> bool:
    """Whether the verb leaves what it says to its object: "make a mention", "give an answer"."""
    return lemma in _senses().light_verbs


def is_symmetric(lemma: str) -> bool:
    """Whether the predicate may say of its object what it says of its subject: "meet", "collide"."""
    return bool(({lemma} | events(lemma)) & _senses().symmetric)


def changes_itself(lemma: str) -> bool:
    """Whether the verb says without an object, of its subject, what it says with one of its object: "open"."""
    return bool(({lemma} | events(lemma)) & _senses().ergative)


def denied_stem(word: str) -> str | None:
    """What a negating prefix of the word denies: "safe" of "unsafe"; None where it has none."""
    match = _NEGATING.match(word)
    return match[1] if match is not None and word not in _senses().not_prefixed else None


def of_one_kind(first: str, second: str) -> bool:
    """Whether the lemmas are opposed as two kinds of one thing: "car" and "truck"."""
    kinds = _senses().kinds
    return bool(kinds.get(first, frozenset()) & kinds.get(second, frozenset()))


def same_sense(first: str, second: str) -> bool:
    """Whether two lemmas report the same thing: the same word, or words of one class."""
    if first == second:
        return True
    events = _senses().events
    return first in events and second in events and not events[first].isdisjoint(events[second])


def distinct(first: str, second: str) -> bool:
    """Whether two modifiers tell two things of one kind apart: "first" and "second", "elder" and "younger"."""
    ranks = _senses().ranks
    return first != second and first in ranks and second in ranks and not ranks[first].isdisjoint(ranks[second])


def is_rank(lemma: str) -> bool:
    """Whether the modifier is `distinct` from some other."""
    return lemma in _senses().ranks


@cache
def _opposable() -> frozenset[str]:
    senses = _senses()
    opposite = {word for pair in senses.opposites for word in pair}
    through = {lemma for lemma, classes in senses.events.items() if classes & opposite}
    return frozenset(opposite | through | senses.kinds.keys())


def has_opposite(lemma: str) -> bool:
    """Whether there is any lemma that it is `opposed` to."""
    return lemma in _opposable()


@lru_cache(maxsize=4096)
def opposed(first: str, second: str) -> bool:
    """Whether two lemmas cannot both fill one slot: opposites, or two kinds of one thing."""
    if same_sense(first, second):
        return False
    senses = _senses()
    if senses.kinds.get(first, frozenset()) & senses.kinds.get(second, frozenset()):
        return not (first.startswith(second) or second.startswith(first))  # "northeast" is a kind of "north"
    ones = {first} | senses.events.get(first, frozenset())
    others = {second} | senses.events.get(second, frozenset())
    return any(frozenset((one, other)) in senses.opposites for one in ones for other in others)
