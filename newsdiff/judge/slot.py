"""What a figure in a claim is said of: the thing counted, what befalls it, and what makes it a figure of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newsdiff.judge.lazy import lazy, reading
from newsdiff.judge.side import MOST, Side
from newsdiff.lexicon import units
from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.senses import events
from newsdiff.model import Quantity, Time, Word

_NOUNS = frozenset({"NOUN", "PROPN"})
_MORE = frozenset("more further another additional extra".split())
_NUMBER = frozenset({"number", "total", "count", "figure", "amount"})
_OTHERS = frozenset({"other", "others"})
#: Prepositions that make a length of time say when something is to be.
_DEADLINE = frozenset({"within", "in"})
#: Words of a noun phrase that say which of a kind are meant.
_RESTRICTING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


#: The classes of `counts.toml` that figures of a kind, or of a dimension, are of.
_MEASURES = {"people": ("crowd",), "money": ("price", "fine"), "time": ("sentence",), "ratio": ("turnout",)}


@cache
def _classes(kind: str) -> Mapping[str, str]:
    own = {word: name for word, name in counts().measures.items() if name in _MEASURES.get(kind, ())}
    return {**counts().fates, **own} if kind == "people" else own


class Figure:
    """A quantity in its claim, read from the claim's tree."""

    def __init__(self, side: Side, quantity: Quantity) -> None:
        self.side, self.quantity, self.words = side, quantity, side.words
        self.inside = side.within(quantity.start, quantity.end)
        numbers = [n for n in self.inside if side.words[n].pos == "NUM"]
        number = next(iter(numbers or self.inside), None)
        #: The number's own word; None where the claim does not hold it, or has it as part of a name.
        self.number: int | None = None if number is None or self._in_name(number) else number

    def _in_name(self, number: int) -> bool:
        """Whether the number is that of the name before it, both on one noun: "the Larch 2 update"."""
        word, before = self.words[number], self.words[self.inside[0] - 1] if self.inside[0] else None
        bare = not (self.quantity.unit or self.quantity.modifier) and word.head >= 0
        return bare and before is not None and before.pos == "PROPN" and before.head == word.head

    @lazy
    def _path(self) -> list[int]:
        """The words from the number up to the predicate that are not of the quantity itself."""
        return [] if self.number is None else [n for n in self.side.path(self.number) if n not in self.inside]

    @lazy
    def _head(self) -> int | None:
        """The noun that the number counts or measures, by its place in the tree."""
        if self.number is None:
            return None
        before = self.inside[0] - 1
        over = {self._outer, self.words[self._outer].head}
        label = before >= 0 and self.words[before].pos == "NOUN" and bool(over & {before, self.words[before].head})
        if label and not self.quantity.unit and self.words[before].role == self.words[self.number].role:
            return before  # "a magnitude 5.4 earthquake"
        near = [n for n in self._path if n != self.side.root][:3]
        found = next((n for n in near if self.words[n].pos in _NOUNS), None)
        return self._of_which if found is None else found

    @property
    def _of_which(self) -> int | None:
        """The noun of "dozens of sheep", "half of the voters"."""
        ties = {n for n, word in enumerate(self.words) if word.lemma == "of" and word.head in self.inside}
        return next((n for n, word in enumerate(self.words) if word.head in ties and word.pos in _NOUNS), None)

    @property
    def _outer(self) -> int:
        return next((self.words[n].head for n in self.inside if self.words[n].head not in self.inside), -1)

    @lazy
    def head(self) -> Word | None:
        """The first noun over the number, however far."""
        steps = (self.words[n] for n in self._path if n != self.side.root)
        return next((word for word in steps if word.pos in _NOUNS), None)

    @property
    def lasts(self) -> bool:
        """Whether it is a length of time."""
        return self.quantity.unit is not None and units.dimension(self.quantity.unit) == "time"

    @property
    def deadline(self) -> bool:
        """Whether it says after how long something is to be: "within ten days"."""
        return self.lasts and self.link in _DEADLINE

    @lazy
    def governor(self) -> int | None:
        """The verb, or the adjective of a predicate, over the number."""
        for n in self._path:
            if self.words[n].pos in {"VERB", "ADJ", "AUX"} or self.words[n].role == "predicate":
                return n
        return None

    @lazy
    def verb(self) -> str | None:
        return None if self.governor is None else self.words[self.governor].lemma

    @lazy
    def noun(self) -> Word | None:
        """The noun that is counted or measured; under a verb that only says that it is so, the subject's."""
        if self._head is not None:
            return self.words[self._head]
        named = self._by_verb
        if named is None or named.lemma not in _NUMBER:
            return named
        at = self.words.index(named)
        ties = {n for n, word in enumerate(self.words) if word.lemma == "of" and word.head == at}
        return next((word for word in self.words if word.head in ties and word.pos in _NOUNS), named)

    @property
    def _by_verb(self) -> Word | None:
        measures = self.verb is not None and ("measure" in events(self.verb) or self.verb in {"lie", "stand"})
        if self.verb is None or not (measures or (self.quantity.unit and self._supported)):
            return None
        return self.subject

    @lazy
    def subject(self) -> Word | None:
        """The noun that heads the subject of the verb over the number, or of the claim."""
        over = {self.governor, self.side.root}
        if self.governor is not None and self.words[self.governor].pos == "ADJ":
            over.add(self.words[self.governor].head)
        return next(
            (
                word
                for n, word in enumerate(self.words)
                if word.head in over and word.pos in _NOUNS and n not in self.inside
                if word.role == "subject" or (word.role != "oblique" and n < word.head)
            ),
            None,
        )

    @property
    def unnamed(self) -> bool:
        """Whether a pronoun stands for the subject or the object of the verb over the number."""
        roles = {"subject", "object"}
        return any(word.pos == "PRON" and word.role in roles and word.head == self.governor for word in self.words)

    @lazy
    def theme(self) -> frozenset[str]:
        """The nouns of the subject, and what they stand for."""
        return frozenset(
            self.side.key(word) or word.lemma for word in self.words if word.role == "subject" and word.pos in _NOUNS
        )

    @lazy
    def _supported(self) -> bool:
        if self.verb is None:
            return False
        return self.verb in counts().support or (self.deadline and self.verb in counts().schedule)

    @lazy
    def supported(self) -> bool:
        """Whether the verb over the number says no more than that it is so."""
        return self.verb is None or self._supported

    @lazy
    def link(self) -> str | None:
        """The preposition that ties the figure to its verb: what falls "to" a figure does not fall "by" it."""
        if self.quantity.trend:
            return "by"
        start = self.quantity.start
        steps = (self.words[n] for n in self._path if n != self.side.root)
        ties = (word.lemma for word in steps if word.pos == "ADP" and word.start < start)
        tie = next((lemma for lemma in ties if lemma != "of"), None)  # "of" ties it to a noun, whatever the verb
        reached = self.verb is not None and (self.verb in counts().level or self.verb in counts().support)
        return None if reached and tie in {"to", "at"} else tie

    @lazy
    def classes(self) -> frozenset[str]:
        """What befalls those counted, or what the sum is of: from the nearest word that says so."""
        table = self._table
        if not table or self.number is None:
            return frozenset()
        told = (
            self._beside,
            (self.quantity.of or "").split(),
            [self.words[n].lemma for n in self._path],
            self._said_of_subject,
        )
        for lemmas in told:
            found = frozenset(table[lemma] for lemma in lemmas if lemma in table)
            if found:
                return found
        nearest = next((table[lemma] for lemma in self._where if lemma in table), None)
        return frozenset() if nearest is None else frozenset({nearest})

    @property
    def _table(self) -> Mapping[str, str]:
        unit = self.quantity.unit
        if not unit:
            whole = all(end is None or end == int(end) for end in (self.quantity.low, self.quantity.high))
            return _classes("people") if whole else {}
        return _classes("money" if units.is_money(unit) else units.dimension(unit))

    @property
    def _beside(self) -> list[str]:
        """The noun counted, and the words that hang on it or on the number: "12 dead", "missing miners"."""
        lives = (n for n, word in enumerate(self.words) if word.lemma == "life")
        if self.verb in counts().lives and any(n == self._head or self.words[n].head == self.governor for n in lives):
            return ["die"]
        own = {self.number, self._head} - {None}
        near = [word.lemma for word in self.words if word.head in own and word.pos in {"ADJ", "ADV", "VERB"}]
        return near if self._head is None else [self.words[self._head].lemma, *near]

    @property
    def _said_of_subject(self) -> list[str]:
        """The subject's words, where the verb only gives them a figure: "the death toll rose to 12"."""
        levelled = self.verb in counts().level and self.link is None
        if self._head is not None or not (self._supported or levelled):
            return []
        told = _NOUNS | {"VERB"}
        return [word.lemma for word in self.words if word.role in {"subject", "object"} and word.pos in told]

    @property
    def _where(self) -> list[str]:
        """The words on the verb that say where to or what of, nearest first: "taken to hospital", "made them sick"."""
        over, number = self.governor, self.number or 0
        ties = {n for n, word in enumerate(self.words) if word.pos == "ADP" and word.head == over}
        if self._supported:
            ties |= {
                n
                for n, word in enumerate(self.words)
                if word.head == over and word.role in {"object", "predicate"} and n not in self._path
            }
        told = [
            n
            for n, word in enumerate(self.words)
            if (word.pos in {"NOUN", "ADJ"} and ties & {n, word.head})
            or (word.head == over and word.role != "subject" and word.pos in {"ADJ", "ADV"})
            or (word.head == over and self._supported and word.pos == "VERB" and n > number)
        ]
        return [self.words[n].lemma for n in sorted(told, key=lambda n: (n < number, abs(n - number)))]

    def link_fits(self, other: Figure) -> bool:
        """Whether neither figure is the end of a change of which the other is the size or the other end."""
        ends = frozenset({"to", "from", "by"})
        ours, theirs = ({figure.link} & ends for figure in (self, other))
        return ours == theirs

    def joins(self, other: Figure) -> bool:
        """Whether "and" joins two exact counts of people of two kinds: "seven men and five women"."""
        if self._head is None or other._head is None or not (self.someone and other.someone):
            return False
        exact = all(q.low == q.high and q.low is not None for q in (self.quantity, other.quantity))
        return exact and self.words[other._head].head == self._head and other.among == self.among

    @lazy
    def anyone(self) -> bool:
        """Whether the figure counts people and says no more of them."""
        noun = self.noun
        if noun is None:
            return not self.quantity.unit
        return noun.pos == "NOUN" and any(
            noun.lemma in words for words in (counts().anyone, counts().fates, counts().measures)
        )

    @lazy
    def someone(self) -> bool:
        """Whether the figure counts people of one kind."""
        return self.noun is not None and self.noun.lemma in counts().someone and not self.anyone

    @lazy
    def adds(self) -> bool:
        """Whether the figure comes on top of others of the kind: "three more"; "others" are those not yet told of."""
        if not self.inside:
            return False
        own = () if self.quantity.modifier else self.inside
        beside = [self.words[n].lemma for n in (*own, self.inside[-1] + 1) if n < len(self.words)]
        gravest = not self.classes or "die" in self.classes
        return any(lemma in _MORE or (lemma in _OTHERS and gravest) for lemma in beside)

    @lazy
    def among(self) -> bool:
        """Whether the figure counts some of those counted before: "including four children", "among them four"."""
        before = self.words[max(0, self.inside[0] - 2) : self.inside[0]] if self.inside else ()
        return any(word.lemma in counts().among for word in (*before, *(self.words[n] for n in self._path)))

    @lazy
    def partitive(self) -> bool:
        """Whether it is so many of those told of: "twelve of them"."""
        ties = {n for n, word in enumerate(self.words) if word.lemma == "of" and word.head == self.number}
        return any(word.head in ties and word.pos in {"PRON", "DET"} for word in self.words)

    @lazy
    def share(self) -> str | None:
        """`each` or `all`, where the figure is said to be of each thing or of all of them."""
        near = {self.number, self.governor, *self.inside}
        lemmas = {word.lemma for word in self.words if word.head in near}
        return "each" if lemmas & counts().each else "all" if lemmas & counts().all else None

    @lazy
    def standing(self) -> str | None:
        """`expected` (hoped, feared, asked for), `ahead` (planned, possible), `reached`; None where it may be each."""
        path = set(self._path)
        if any(
            word.pos == "VERB" and word.lemma in counts().expect and (n in path or word.role == "source")
            for n, word in enumerate(self.words)
        ):
            return "expected"
        if self.side.claim.modality != "asserted":
            return "ahead"
        return "reached" if self.side.claim.tense == "past" else None

    @lazy
    def restricted(self) -> frozenset[str]:
        """The words that make those counted some of a kind: "foreign tourists", "seriously hurt"."""
        idle = _MORE | _OTHERS | counts().anyone | counts().fates.keys() | counts().all
        own = [
            word.lemma
            for n, word in enumerate(self.words)
            if self._head is not None
            and word.head == self._head
            and n < self._head
            and n not in self.inside
            and word.pos in _RESTRICTING
            and word.lemma not in idle
        ]
        near = {self.governor, self._head, self.number}
        harm = counts().fates.keys() | {"condition"}
        degrees = [
            word.lemma
            for word in self.words
            if word.lemma in counts().degree and (word.head in near or self.words[word.head].lemma in harm)
        ]
        return frozenset(own + degrees)

    @property
    def parties(self) -> list[str]:
        """The people that a phrase with "for" on the verb names."""
        over = {self.governor, self._head}
        ties = {n for n, word in enumerate(self.words) if word.lemma == "for" and word.head in over}
        return [word.lemma for word in self.words if word.head in ties and word.lemma in counts().someone]

    @lazy
    def sequence(self) -> frozenset[str]:
        """The adverbs that put the deed before or after another of its kind."""
        return frozenset(
            word.lemma
            for word in self.words
            if word.head == self.governor and word.pos == "ADV" and word.lemma in counts().sequence
        )

    @lazy
    def stretch(self) -> bool:
        """Whether it is counted over a stretch of time: "since January", "in the past decade"."""
        return any(_stretches(self.side, time) for time in self.side.claim.times)


@reading
def figures(side: Side) -> tuple[Figure, ...]:
    """The claim's quantities, each read in its clause."""
    return tuple(Figure(side, quantity) for quantity in side.claim.quantities[:MOST])


def _stretches(side: Side, time: Time) -> bool:
    inside = side.within(time.start, time.end)
    if not inside or side.words[inside[0]].role == "source":
        return False
    if time.type == "DURATION":
        return time.earliest is not None
    before = inside[0] - 1
    return before >= 0 and side.words[before].lemma in counts().stretch and time.granularity not in {"hour", "minute"}
