"""What a time in a claim is said of: the event, be it a verb or a noun, and how the time bounds it."""

from __future__ import annotations

import calendar
import re
from itertools import islice

from newsdiff.judge.lazy import lazy, reading
from newsdiff.judge.pairing import Pair
from newsdiff.judge.side import MOST, Side
from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.derivation import one_event
from newsdiff.lexicon.senses import same_sense
from newsdiff.model import Time, Word

_NOUNS = frozenset({"NOUN", "PROPN"})
_TIES = frozenset({"ADP", "SCONJ", "PART", "CCONJ"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth next another".split())
_AGAIN = frozenset({"again", "another", "next", "second"})
_LAST = frozenset({"last", "previous"})
_PERSONAL = frozenset({"it", "he", "she", "they"})
#: Adverbs that tell one time that something was done from another.
_TURNS = frozenset({"first", "again", "initially", "originally"})
#: Words before a clock time that leave some room.
_HEDGES = frozenset("about around almost nearly shortly just soon approximately roughly towards toward".split())
_HEDGED_WORDS = 3
#: What a preposition makes of the time behind it.
_BOUNDS = {
    **dict.fromkeys(("by", "until", "till"), "by"),
    **dict.fromkeys(("before",), "before"),
    **dict.fromkeys(("after",), "after"),
    **dict.fromkeys(("since", "from"), "since"),
}
_ZONE = re.compile(r"\b(?:GMT|UTC|BST|CET|CEST|[ECMP][SD]?T|IST|AEST|AEDT|JST|local time)\b")
_NAMED_DAY = re.compile(
    rf"\b(?:{'|'.join((*calendar.day_name, *calendar.month_name[1:]))}|today|yesterday|tomorrow|tonight|\d+-\d+-\d+)\b",
    re.IGNORECASE,
)


class Moment:
    """A date or clock time in its claim, read from the claim's tree."""

    def __init__(self, side: Side, time: Time) -> None:
        self.side, self.time, self.words = side, time, side.words
        self.inside = side.within(time.start, time.end)

    @lazy
    def _path(self) -> list[int]:
        """The words over the time up to the first verb or copula, prepositions left out."""
        found: list[int] = []
        for n in self.side.path(self.inside[0])[1:] if self.inside else ():
            if n in self.inside or self.words[n].pos in _TIES:
                continue
            found.append(n)
            if self.words[n].pos in {"VERB", "AUX"}:
                break
        return found

    def over(self, number: int | None) -> bool:
        """Whether it says when the word `number`, a verb or a noun of an event, was so."""
        return self.told and number in self._path

    @lazy
    def told(self) -> bool:
        """Whether the time is of what is told, not of the telling."""
        return bool(self.inside) and all(self.words[n].role != "source" for n in (self.inside[0], *self._path))

    @lazy
    def events(self) -> frozenset[int]:
        """The words that may name the event: the verb over the time, a noun between, or what a date is set for."""
        found: set[int] = set()
        for n in self._path:
            lemma = self.words[n].lemma
            found |= set(self._set_for(n)) if lemma in counts().schedule else {n}
            if lemma in counts().perform:  # "hold talks", "pass sentence"
                found |= {
                    k
                    for k, word in enumerate(self.words)
                    if word.head == n and word.role == "object" and word.pos == "NOUN" and k not in self.inside
                }
            found |= {  # "found guilty", "declared bankrupt"
                k for k, word in enumerate(self.words) if word.head == n and word.role == "object" and word.pos == "ADJ"
            }
            if lemma == "have":  # "has until Friday to decide"
                found |= {k for k, word in enumerate(self.words) if word.head == n and word.pos == "VERB"}
            if lemma in counts().schedule and self.words[n].pos == "ADJ" and self.words[n].head >= 0:
                found.add(self.words[n].head)  # "the election, due on 5 May,"
        return frozenset(found)

    def _set_for(self, n: int) -> list[int]:
        """The nouns that a verb puts into the calendar: what it has for object, else for subject."""
        below = (k for k, word in enumerate(self.words) if word.head == n and word.pos in _NOUNS)
        nouns = [k for k in below if k not in self.inside]
        objects = [k for k in nouns if self.words[k].role == "object"]
        if objects and self.words[n].lemma != "take":
            return objects
        return [k for k in nouns if self.words[k].role in {"subject", "predicate"} and k < n] or [n]

    @lazy
    def scheduled(self) -> bool:
        """Whether it was once planned for that time, whatever came of it: "had been due on Monday"."""
        ahead = (counts().schedule & counts().expect) | {"due", "schedule"}
        return any(self.words[n].lemma in ahead for n in self._path) and self.side.claim.tense == "past"

    @lazy
    def bound(self) -> str | None:
        """`by`, `before`, `after` or `since`, where a preposition makes the time an end of the event's."""
        if not self.inside:
            return None
        head = self.words[self.inside[0]].head
        over = self.side.path(self.inside[0])[1:3] if head >= 0 else ()
        before = [self.inside[0] - 1] if self.inside[0] else []
        lemmas = (self.words[n].lemma for n in (*before, *over) if self.words[n].pos in {"ADP", "SCONJ"})
        return next((_BOUNDS[lemma] for lemma in lemmas if lemma in _BOUNDS), None)

    @lazy
    def hedged(self) -> bool:
        """Whether the words right before the time, or its first, leave room: "shortly after 6 a.m."."""
        if not self.inside:
            return False
        start = max(0, self.inside[0] - _HEDGED_WORDS)
        return any(word.lemma in _HEDGES for word in self.words[start : self.inside[0] + 1])

    @lazy
    def nightly(self) -> bool:
        """Whether it is the night of a day, which ends on the next: "the night of 12 May"."""
        before = self.words[max(0, self.inside[0] - _HEDGED_WORDS) : self.inside[0]] if self.inside else ()
        return any(word.lemma in {"night", "overnight"} for word in before)

    @property
    def zone(self) -> str | None:
        found = _ZONE.search(self.time.text)
        return found[0] if found else None

    @property
    def of_a_day(self) -> bool:
        """Whether its day is said, not taken from the day of publication."""
        return self.time.type == "DATE" or bool(_NAMED_DAY.search(self.time.text))

    @lazy
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the events, those of a hyphened noun joined: "kick-off"."""
        found = {self.words[n].lemma for n in self.events}
        joined = {
            f"{self.words[n - 1].lemma} {self.words[n].lemma}"
            for n in self.events
            if n and self.words[n - 1].head == n and self.words[n].start - self.words[n - 1].end == 1
        }
        return frozenset(found | joined)

    @lazy
    def turns(self) -> frozenset[str]:
        """Words that tell which of several such events it is."""
        near = self.events | set(self._path)
        told = {word.lemma for word in self.words if word.head in near and word.lemma in _TURNS | _ORDINALS}
        return frozenset("again" if lemma in _AGAIN else lemma for lemma in told)

    @lazy
    def earlier(self) -> bool:
        """Whether it is the last event of its kind before the one in the news: "the previous recall"."""
        near = self.events | set(self._path) | {self.words[n].head for n in self._path}
        return any(
            word.lemma in _LAST and word.head in near and n not in self.inside for n, word in enumerate(self.words)
        )

    @lazy
    def things(self) -> frozenset[int]:
        """The nouns and names of the claim beside the event, the time and who tells it."""
        return frozenset(
            n
            for n, word in enumerate(self.words)
            if word.pos in _NOUNS and n not in self.events and n not in self.inside and word.role != "source"
        )

    @lazy
    def actors(self) -> frozenset[str]:
        """The story's keys of the persons who do or suffer it, pronouns among them."""
        keys = (
            self.side.key(word)
            for word in self.words
            if word.role in {"subject", "object"} and (word.kind == "person" or word.pos == "PRON")
        )
        return frozenset(key for key in keys if key is not None)

    @lazy
    def unnamed(self) -> bool:
        """Whether a pronoun stands for who did it, and the verb says enough to know the event by."""
        idle = counts().support | counts().level | counts().schedule | {"say", "do", "go"}
        heads = {self.words[n].head for n in self._path} | set(self._path)
        pronoun = any(
            word.pos == "PRON" and word.role == "subject" and word.lemma in _PERSONAL and word.head in heads
            for word in self.words
        )
        return pronoun and not any(self.words[n].lemma in idle for n in self.events)

    def core(self, role: str) -> Word | None:
        """The common noun that fills the role of the event's verb."""
        heads = {n for n in self.events if self.words[n].pos == "VERB"}
        nouns = (
            word
            for n, word in enumerate(self.words)
            if word.role == role and word.head in heads and word.pos == "NOUN" and n in self.things
        )
        return next(nouns, None)


@reading
def moments(side: Side) -> tuple[Moment, ...]:
    """The claim's dates and clock times, without lengths of time and words like "now"."""
    found = (time for time in side.claim.times if time.type in {"DATE", "TIME"})
    kept = islice((time for time in found if not time.value.endswith("_REF")), MOST)
    return tuple(Moment(side, time) for time in kept)


def one_slot(pair: Pair, one: Moment, other: Moment) -> bool:
    """Whether both times are said of one event: one verb or noun of it, of things that answer each other."""
    if not (one.told and other.told and pair.same_actors):
        return False
    if not any(one_event(ours, theirs) for ours in one.lemmas for theirs in other.lemmas):
        return False
    if one.turns != other.turns or one.earlier != other.earlier or one.scheduled != other.scheduled:
        return False
    if pair.first.claim.polarity != pair.second.claim.polarity:
        return False
    if any(_apart(one.core(role), other.core(role)) for role in ("object", "subject")):
        return False
    if one.actors and other.actors and not one.actors & other.actors:
        return False
    answered = any(i in one.things and j in other.things for i, j in pair.matches.items())
    return answered or not one.things or not other.things or one.unnamed or other.unnamed


def _apart(ours: Word | None, theirs: Word | None) -> bool:
    """Whether two nouns name two things: "recalled its stout", "recalled its lager"."""
    return ours is not None and theirs is not None and not same_sense(ours.lemma, theirs.lemma)
