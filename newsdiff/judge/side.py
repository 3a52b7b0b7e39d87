"""One claim as it is compared: its words as a tree, and what answers them. What else is read in it imports this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from newsdiff.judge.lazy import lazy
from newsdiff.lexicon.names import canonical
from newsdiff.lexicon.senses import denied_stem, events, has_opposite, is_person_noun, is_rank
from newsdiff.lexicon.stance import is_stance
from newsdiff.model import Claim, FacetKind, Level, Relation, Word

#: The parts of speech of words that say something.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
#: Words that deny what they hang on.
NEGATIONS = frozenset("not n't no never none nobody neither nor".split())
_DENIABLE = {"ADJ", "VERB", "ADV"}
_NAMED = {"person", "organisation", "place", "group"}
_COMPARED = ("person", "organisation", "place")
_NOBODY = {"nobody", "nothing", "none", "anyone", "anybody", "anything", "someone", "everyone"}
#: A claim with more figures or times than these is a list, of which no more are compared.
MOST = 20


@dataclass(frozen=True, slots=True)
class Value:
    """What one claim says in a slot: its span in the file, and the normalised value."""

    start: int
    end: int
    value: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values of one slot, and the level at which they relate, with the words that its `why` leaves open.

    `grows` says whether both count what grows with time.
    """

    kind: FacetKind
    level: Level
    first: Value
    second: Value
    grows: bool = False
    words: tuple[str, ...] = ()

    @property
    def relation(self) -> Relation:
        return self.level.relation

    @property
    def why(self) -> str:
        return self.level.why.format(*self.words)

    def turned(self) -> Comparison:
        """The same of the two claims in the other order."""
        return replace(self, first=self.second, second=self.first)


class Side:
    """One claim of a pair, with its words as a tree; `keys` maps entity names to the story's keys."""

    def __init__(self, claim: Claim, keys: Mapping[str, str]) -> None:
        self.claim, self.keys, self.words = claim, keys, _with_source(claim)

    @lazy
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

    @lazy
    def wording(self) -> tuple[str, ...]:
        """The claim's lemmas: two articles that make a claim word for word do not differ over it."""
        return tuple(word.lemma for word in self.claim.words)

    @lazy
    def lemmas(self) -> frozenset[str]:
        """The lemmas of all its words."""
        return frozenset(word.lemma for word in self.words)

    @lazy
    def timed(self) -> frozenset[int]:
        """The numbers of the words that stand in a date, a clock time or a length of time."""
        return frozenset(n for time in self.claim.times for n in self.within(time.start, time.end))

    @lazy
    def asks(self) -> tuple[tuple[int, tuple[str, ...], tuple[str, ...]], ...]:
        """For each word that another may answer its number, what answers it closely, and what by its sense."""
        found = []
        for number, word in enumerate(self.words):
            key = self.key(word)
            close: tuple[str, ...] = () if key is None else (f"name {key}",)
            if word.pos in CONTENT:
                close += (f"word {word.lemma}",)
            if close:
                wide = tuple(f"event {event}" for event in events(word.lemma)) if word.pos in CONTENT else ()
                found.append((number, close, close + wide))
        return tuple(found)

    @lazy
    def answers(self) -> dict[str, list[int]]:
        """The numbers of the words that answer each thing that `asks` names, in order."""
        found: dict[str, list[int]] = {}
        for number, _, wide in self.asks:
            for thing in wide:
                found.setdefault(thing, []).append(number)
        return found

    @lazy
    def opposable(self) -> Mapping[str, list[int]]:
        """The numbers of the words that say what is told and of which some word is the opposite, by their lemma."""
        found: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            if word.role != "source" and has_opposite(word.lemma) and not _in_name(word) and not self._second_point(n):
                found.setdefault(word.lemma, []).append(n)
        return found

    def _second_point(self, number: int) -> bool:
        """Whether the word is the latter half of a point of the compass: "eastern" in "north-eastern"."""
        word, before = self.words[number], self.words[number - 1]
        halves = number > 0 and before.lemma in {"north", "south"} and word.lemma.startswith(("east", "west"))
        return halves and word.start - before.end == 1

    @lazy
    def ranked(self) -> Mapping[int, list[tuple[int, Word]]]:
        """The words, by number, that may tell what they hang on from others of its kind ("first"), by its number."""
        found: dict[int, list[tuple[int, Word]]] = {}
        for n, word in enumerate(self.words):
            if is_rank(word.lemma) or is_rank(word.text.lower()):
                found.setdefault(word.head, []).append((n, word))
        return found

    @lazy
    def denied_stems(self) -> tuple[tuple[int, str], ...]:
        """The words with a negating prefix, by number, and what it denies: "safe" of "unsafe"."""
        words = ((n, word) for n, word in enumerate(self.words) if word.pos in _DENIABLE and word.role != "source")
        stems = ((n, denied_stem(word.text.lower())) for n, word in words)
        return tuple((n, stem) for n, stem in stems if stem is not None)

    @lazy
    def spelt(self) -> Mapping[str, list[int]]:
        """The numbers of the words that say what is told, by their spelling and by their lemma."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            if word.role != "source":
                for spelling in sorted({word.text.lower(), word.lemma}):
                    found.setdefault(spelling, []).append(number)
        return found

    @lazy
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

    @lazy
    def sole(self) -> Mapping[tuple[str, str], tuple[str, Value]]:
        """Of the roles and kinds that have but one named thing its key and where it is named, in one order."""
        slots = [(role, kind) for role in ("subject", "object", "oblique") for kind in _COMPARED]
        found = {slot: self.named.get(slot, {}) for slot in slots}
        return {slot: next(iter(things.items())) for slot, things in found.items() if len(things) == 1}

    @lazy
    def known(self) -> frozenset[str]:
        """The story's keys of everything that the article names."""
        return frozenset(self.keys.values())

    @lazy
    def denies(self) -> bool:
        """Whether anything in the claim, or the cue over it, denies anything."""
        attribution = self.claim.attribution
        return (
            self.claim.polarity == "negated"
            or (attribution is not None and is_stance(attribution.cue_text, "denying"))
            or any(word.lemma in NEGATIONS or word.lemma == "without" for word in self.words)
        )

    @lazy
    def told(self) -> frozenset[int]:
        """The numbers of the content words that do not say who said it."""
        return frozenset(n for n, word in enumerate(self.words) if word.pos in CONTENT and word.role != "source")

    @lazy
    def complement(self) -> frozenset[int]:
        """The numbers of the content words beside subject and predicate."""
        return frozenset(n for n in self.told if n != self.root and self.words[n].role not in {"subject", "predicate"})

    @lazy
    def objects(self) -> frozenset[int]:
        """The numbers of the words that name the object, none where they say no more than "people".

        What hangs on them by a preposition is left out: of "told the police of the theft" the police.
        """
        words = self.words
        found = frozenset(
            n
            for n, word in enumerate(words)
            if word.role == "object"
            and word.pos in CONTENT
            and n != self.root
            and all(words[step].pos != "ADP" for step in self.path(n)[1:])
        )
        nouns = [words[n].lemma for n in found if words[n].pos in {"NOUN", "PROPN"}]
        named = any(not is_person_noun(noun) and noun not in _NOBODY for noun in nouns)
        return found if named else frozenset()

    @lazy
    def actors(self) -> Mapping[str, frozenset[str]]:
        """The story's keys of the persons and bodies that are subject or object themselves, not as part of it."""
        return {role: self._actors(role) for role in ("subject", "object")}

    def _actors(self, role: str) -> frozenset[str]:
        found = set()
        for number, word in enumerate(self.words):
            if word.role == role and word.pos in {"PROPN", "NOUN"} and word.kind in _NAMED:
                between = self.path(number)[1:-1]
                key = self.key(word)
                if key is not None and all(self.words[step].pos == "ADP" for step in between):
                    found.add(key)
        return frozenset(found)

    @lazy
    def heads(self) -> Mapping[str, int | None]:
        """The numbers of the nouns that head the subject and the object."""
        return {role: self._head_noun(role) for role in ("subject", "object")}

    @lazy
    def ends(self) -> tuple[int, int] | None:
        """The numbers of the common nouns that head the subject and the object, where there is one of each."""
        found = []
        for role in ("subject", "object"):
            heads = [n for n, word in enumerate(self.words) if word.role == role and self._heads_role(n)]
            if len(heads) != 1:
                return None
            found.append(heads[0])
        return found[0], found[1]

    def _heads_role(self, number: int) -> bool:
        word = self.words[number]
        if word.pos != "NOUN" or word.head < 0:
            return False
        above = self.words[word.head]
        return word.head == self.root or (above.lemma == "by" and above.pos == "ADP" and above.head == self.root)

    def _head_noun(self, role: str) -> int | None:
        nouns = (n for n, word in enumerate(self.words) if word.role == role and word.pos in {"NOUN", "PROPN"})
        return next((number for number in nouns if self.words[number].head == self.root), None)

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


def _with_source(claim: Claim) -> tuple[Word, ...]:
    """The claim's words, those that say within the clause who said it ("according to Falk") marked as its source."""
    attribution = claim.attribution
    spans = [span for span in (attribution.source, attribution.cue) if span is not None] if attribution else []
    if not any(claim.start <= span.start < claim.end for span in spans):
        return claim.words
    return tuple(
        replace(word, role="source")
        if word.role != "predicate" and any(span.start <= word.start < span.end for span in spans)
        else word
        for word in claim.words
    )


def _in_name(word: Word) -> bool:
    """Whether the word is one of several of a name: names are compared whole."""
    return word.pos == "PROPN" and word.entity is not None and " " in word.entity
