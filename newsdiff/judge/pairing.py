"""Two claims side by side: which words answer each other, and how closely two places in them are bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from newsdiff.lexicon.names import canonical
from newsdiff.lexicon.senses import distinct, events, has_opposite, same_sense
from newsdiff.model import Claim, FacetKind, Relation, Word

_CORE = {"subject", "object"}
_NAMED = {"person", "organisation", "place", "group"}
_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim says in a slot: its span in the file, and the normalised value."""

    start: int
    end: int
    value: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values of one slot: the relation, and the rule that found it."""

    kind: FacetKind
    relation: Relation
    why: str
    first: Value
    second: Value


class Side:
    """One claim of a pair, with its words as a tree; `keys` maps entity names to the story's keys."""

    def __init__(self, claim: Claim, keys: Mapping[str, str]) -> None:
        self.claim, self.keys, self.words = claim, keys, claim.words

    @cached_property
    def root(self) -> int:
        """The number of the predicate's word."""
        numbers = range(len(self.words))
        exact = (
            n for n in numbers if self.words[n].role == "predicate" and self.words[n].lemma == self.claim.predicate
        )
        return next(exact, next((n for n in numbers if self.words[n].role == "predicate"), 0))

    def key(self, word: Word) -> str | None:
        """The story's key of the entity that the word belongs to."""
        return None if word.entity is None else self.keys.get(word.entity, canonical(word.entity))

    @cached_property
    def asks(self) -> tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...]:
        """For each word that another may answer its number, what answers it closely, and what by its sense."""
        found = []
        for number, word in enumerate(self.words):
            key = self.key(word)
            close: tuple[str, ...] = () if key is None else (f"name {key}",)
            if word.pos in _CONTENT:
                close += (f"word {word.lemma}",)
            if close:
                wide = tuple(f"event {event}" for event in events(word.lemma)) if word.pos in _CONTENT else ()
                found.append((number, close, close + wide))
        return tuple(found)

    @cached_property
    def answers(self) -> Mapping[str, list[int]]:
        """The numbers of the words that answer each thing that `asks` names, in order."""
        found: dict[str, list[int]] = {}
        for number, _, wide in self.asks:
            for thing in wide:
                found.setdefault(thing, []).append(number)
        return found

    @cached_property
    def opposable(self) -> tuple[tuple[int, Word], ...]:
        """The words, by number, that say what is told and of which some word is the opposite."""
        return tuple(
            (n, word) for n, word in enumerate(self.words) if word.role != "source" and has_opposite(word.lemma)
        )

    @cached_property
    def named(self) -> Mapping[tuple[str, str | None], dict[str, Value]]:
        """The named things of each role and kind by the story's key, from their first word to their last."""
        found: dict[tuple[str, str | None], dict[str, Value]] = {}
        for word in self.words:
            key = self.key(word)
            if key is not None and word.pos != "PRON":
                things = found.setdefault((word.role, word.kind), {})
                start = things[key].start if key in things else word.start
                things[key] = Value(start, word.end, {"name": word.entity})
        return found

    def path(self, number: int) -> tuple[int, ...]:
        """The numbers of the words from `number` up to the predicate."""
        seen = [number]
        while len(seen) < 12:
            head = self.words[seen[-1]].head
            if head < 0 or head in seen:
                break
            seen.append(head)
        if seen[-1] != self.root and self.words:
            seen.append(self.root)
        return tuple(seen)

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of the words that stand in the span of the file, in whole or in part."""
        return [number for number, word in enumerate(self.words) if word.start < end and start < word.end]


def _content(side: Side) -> int:
    return sum(word.pos in _CONTENT and word.role != "source" for word in side.words)


def _complement(side: Side) -> set[int]:
    return {
        number
        for number, word in enumerate(side.words)
        if word.pos in _CONTENT and number != side.root and word.role not in {"subject", "source", "predicate"}
    }


def _subject(side: Side) -> int | None:
    """The number of the noun that heads the subject."""
    nouns = (n for n, word in enumerate(side.words) if word.role == "subject" and word.pos in {"NOUN", "PROPN"})
    return next((number for number in nouns if side.words[number].head == side.root), None)


def _actors(side: Side, role: str) -> set[str]:
    """The story's keys of the persons and bodies that fill the role themselves, not as part of its phrase."""
    found = set()
    for number, word in enumerate(side.words):
        if word.role == role and word.pos == "PROPN" and word.kind in _NAMED:
            between = side.path(number)[1:-1]
            key = side.key(word)
            if key is not None and all(side.words[step].pos == "ADP" for step in between):
                found.add(key)
    return found


class Pair:
    """Two claims that report the same fact, or nearly; matches words one to one, nearest in the tree first."""

    def __init__(self, first: Side, second: Side) -> None:
        self.first, self.second = first, second

    @cached_property
    def matches(self) -> dict[int, int]:
        """Words of the first claim to the words of the second that answer them."""
        taken: set[int] = set()
        found: dict[int, int] = {}
        answers = self.second.answers
        for wide in (False, True):
            for i, close, all_ in self.first.asks:
                if i in found:
                    continue
                best = -1
                for thing in all_ if wide else close:
                    for j in answers.get(thing, ()):
                        if j not in taken:
                            best = j if best < 0 else min(best, j)
                            break
                if best >= 0:
                    found[i] = best
                    taken.add(best)
        return found

    @cached_property
    def same_predicate(self) -> bool:
        """Whether both claims say the same of their subjects: one verb, or verbs of one class."""
        one, other = self.first.claim.predicate, self.second.claim.predicate
        if one == "be" or other == "be":
            return False
        return same_sense(one, other)

    @cached_property
    def same_event(self) -> bool:
        """Whether the claims share their predicate and a subject or object of it."""
        ones, others = self.first.words, self.second.words
        return self.same_predicate and any(
            ones[i].role in _CORE and others[j].role in _CORE and ones[i].pos in {"NOUN", "PROPN", "PRON"}
            for i, j in self.matches.items()
        )

    @cached_property
    def quoted(self) -> bool:
        """Whether both claims are quotations: then their words are compared, not what they propose."""
        return bool(self.first.claim.quotes) and bool(self.second.claim.quotes)

    @cached_property
    def shared_arguments(self) -> int:
        """How many nouns, names and numbers beside the predicates answer each other, speakers among themselves."""
        ones, others = self.first.words, self.second.words
        return sum(
            ones[i].pos in {"NOUN", "PROPN", "NUM"}
            and (ones[i].role == "source") == (others[j].role == "source")
            and (i, j) != (self.first.root, self.second.root)
            for i, j in self.matches.items()
        )

    @cached_property
    def overlap(self) -> float:
        """The share of the shorter claim's content words that the other answers, 0..1."""
        return self._answered / min(self._sizes) if min(self._sizes) else 0.0

    @cached_property
    def likeness(self) -> float:
        """The share of both claims' content words that answer each other, 0..1."""
        return 2 * self._answered / sum(self._sizes) if sum(self._sizes) else 0.0

    @cached_property
    def _sizes(self) -> tuple[int, int]:
        return _content(self.first), _content(self.second)

    @cached_property
    def _answered(self) -> int:
        ones, others = self.first.words, self.second.words
        return sum(
            ones[i].pos in _CONTENT and ones[i].role != "source" and others[j].role != "source"
            for i, j in self.matches.items()
        )

    @cached_property
    def same_actors(self) -> bool:
        """Whether nothing tells the claims' actors apart: another name in a role of one predicate, another ordinal."""
        for role in ("subject", "object") if self.same_predicate else ():
            ours, theirs = _actors(self.first, role), _actors(self.second, role)
            if ours and theirs and not ours & theirs:
                return False
        return not any(self._told_apart(i, j) for i, j in self.matches.items())

    def _told_apart(self, i: int, j: int) -> bool:
        """Whether two nouns that answer each other carry words that exclude each other: "first" and "second"."""
        if self.first.words[i].pos not in {"NOUN", "PROPN"}:
            return False
        ours = [word for n, word in enumerate(self.first.words) if word.head == i and n not in self.matches]
        answered = set(self.matches.values())
        theirs = [word for n, word in enumerate(self.second.words) if word.head == j and n not in answered]
        return any(distinct(one.lemma, other.lemma) for one in ours for other in theirs)

    @cached_property
    def same_subject(self) -> bool:
        """Whether the nouns that head the subjects answer each other, or a subject has none."""
        ours, theirs = _subject(self.first), _subject(self.second)
        return ours is None or theirs is None or self.matches.get(ours) == theirs

    @cached_property
    def same_complement(self) -> bool:
        """Whether what the claims say beside subject and predicate answers at least by half, or one says nothing."""
        ours, theirs = _complement(self.first), _complement(self.second)
        answered = sum(self.matches.get(i) in theirs for i in ours)
        return not ours or not theirs or 2 * answered >= min(len(ours), len(theirs))

    def binding(self, i: int, j: int) -> float:
        """How closely word `i` of the first and `j` of the second hang on words that answer each other, 0..1."""
        first, second = self.first.path(i)[1:], self.second.path(j)[1:]
        best = 0.0
        for step, number in enumerate(first):
            other = self.matches.get(number)
            if other is not None and other in second:
                best = max(best, 1.0 / (1 + 0.25 * (step + second.index(other))))
        return best
