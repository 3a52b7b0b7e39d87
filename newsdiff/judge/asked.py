"""What two sentences say in answer to one another: the reader finds the words, rules say how they are related."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from newsdiff.judge.date import SAME_PHRASE, related
from newsdiff.judge.mentions import Mention, mentions
from newsdiff.judge.moment import Moment, moments
from newsdiff.judge.names import ANOTHER_NAME, SAME_NAME
from newsdiff.judge.other import DISTINCT, ONE_SENSE, UNLIKE
from newsdiff.judge.pairing import Comparison, Side, Value
from newsdiff.judge.places import ANOTHER_PLACE, PART_OF_WORLD, WITHIN
from newsdiff.judge.quantity import compared
from newsdiff.judge.roles import value as of_name
from newsdiff.judge.slot import Figure, figures
from newsdiff.lexicon.measures import comparable, level
from newsdiff.lexicon.names import same_name, shortened
from newsdiff.lexicon.places import is_region, lie
from newsdiff.lexicon.senses import distinct, opposed, same_sense
from newsdiff.model import FacetKind, Span, Word
from newsdiff.reader.readings import Read

_NAMES: dict[str, FacetKind] = {"person": "name", "organisation": "name", "place": "place"}
#: Words that are asked about: those that say something, and quantifiers.
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_QUANTIFIERS = frozenset("all both each every either neither no none some any half most many few several".split())


@dataclass(frozen=True, slots=True)
class Stated:
    """A typed value of a sentence: its facet, where it stands, how its claim has it, and whether it only may be so."""

    kind: FacetKind
    span: Span
    of: Figure | Moment | Mention
    possible: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Two values or words that answer each other, how they compare, and how sure the reader is.

    `margin` tells by how much they answer each other rather than nothing does (log-odds, of both ways together);
    `difference` is the lesser of the log-odds that each is among the words that the sentences do not agree on;
    `elsewhere` whether one of them is also said in the other sentence.
    """

    comparison: Comparison
    margin: float
    difference: float
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: `values` that answer each other, `words` that do and are not alike, and the kinds of the
    values of each sentence that nothing answers.

    No words answer each other where the two count people of whom different things are told: so many dead, so many hurt.
    """

    values: tuple[Answered, ...]
    words: tuple[Answered, ...]
    unanswered: tuple[frozenset[FacetKind], frozenset[FacetKind]]


def asked(first: Sequence[Side], second: Sequence[Side], read: Read) -> Asked:
    """Ask, for the values and the unlike words of two sentences (each as its claims), what answers them."""
    values = tuple(_values(first)), tuple(_values(second))
    margins: dict[tuple[int, int], float] = defaultdict(float)
    for side in (0, 1):
        for n, value in enumerate(values[side]):
            for m, margin in _answers(read, side, value, values[1 - side]):
                margins[(n, m) if side == 0 else (m, n)] += margin
    found: list[Answered] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for n, m in sorted(margins, key=lambda pair: (-margins[pair], pair)):
        one, other = values[0][n], values[1][m]
        comparison = _compared(one, other)
        if n in taken[0] or m in taken[1] or comparison is None:
            continue
        difference = min(read.difference(0, one.span), read.difference(1, other.span))
        elsewhere = _stated(one, values[1]) or _stated(other, values[0])
        found.append(Answered(comparison, round(margins[n, m], 2), difference, elsewhere))
        taken[0].add(n)
        taken[1].add(m)
    left = [frozenset(v.kind for n, v in enumerate(values[side]) if n not in taken[side]) for side in (0, 1)]
    counted = [[value.of for value in each if isinstance(value.of, Figure)] for each in values]
    parted = any(_of_two_fates(one, other) for one, other in product(*counted))
    return Asked(tuple(found), () if parted else tuple(_words(first, second, read)), (left[0], left[1]))


def _stated(value: Stated, others: Iterable[Stated]) -> bool:
    """Whether one of `others` says the same, and neither only of what may be."""
    for other in others:
        found = _compared(value, other)
        if found is not None and found.relation == "same" and value.possible == other.possible:
            return True
    return False


def _values(sides: Sequence[Side]) -> Iterator[Stated]:
    """The typed values of a sentence, each once."""
    seen: set[tuple[FacetKind, int]] = set()
    for value in (value for side in sides for value in _of_claim(side)):
        if (value.kind, value.span.start) not in seen:
            seen.add((value.kind, value.span.start))
            yield value


def _of_claim(side: Side) -> Iterator[Stated]:
    possible = side.claim.is_possible
    for figure in figures(side):
        yield Stated("quantity", Span(figure.quantity.start, figure.quantity.end), figure, possible)
    for moment in moments(side):
        yield Stated("date", Span(moment.time.start, moment.time.end), moment, possible)
    for mention in mentions(side):
        if mention.kind in _NAMES:
            yield Stated(_NAMES[mention.kind], Span(mention.start, mention.end), mention, possible)


def _answers(read: Read, side: int, value: Stated, others: Sequence[Stated]) -> list[tuple[int, float]]:
    """The values of the other sentence that stand in the words that answer `value`, and by how much these do."""
    found = read.answer(side, value.span)
    if found is None:
        return []
    place, margin = found
    return [(n, margin) for n, other in enumerate(others) if _overlap(other.span, place) and _compared(value, other)]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _compared(one: Stated, other: Stated) -> Comparison | None:
    """How two values are related, None where they are of two sorts."""
    ours, theirs = one.of, other.of
    if isinstance(ours, Figure) and isinstance(theirs, Figure):
        if not comparable(ours.quantity, theirs.quantity) or _of_two_fates(ours, theirs):
            return None
        return compared(ours, theirs, level(ours.quantity, theirs.quantity))
    if isinstance(ours, Moment) and isinstance(theirs, Moment):
        found = related(ours, theirs)
        if ours.time.text.lower() == theirs.time.text.lower():
            return replace(found, level=SAME_PHRASE)
        return None if found.relation == "missing" else found
    if isinstance(ours, Mention) and isinstance(theirs, Mention):
        return _named(ours, theirs)
    return None


def _of_two_fates(one: Figure, other: Figure) -> bool:
    """Whether the two count people whom different things befell."""
    return bool(one.classes) and bool(other.classes) and not one.classes & other.classes


def _named(one: Mention, other: Mention) -> Comparison:
    kind: FacetKind = "place" if {one.kind, other.kind} == {"place"} else "name"
    values = of_name(one), of_name(other)
    if one.key == other.key or same_name(one.name, other.name) != "different" or shortened(one.name, other.name):
        return Comparison(kind, SAME_NAME, *values)
    if "place" in (one.kind, other.kind):
        if lie(one.name, other.name) in {"same", "within", "near"}:
            return Comparison(kind, WITHIN, *values)
        if is_region(one.name) or is_region(other.name):
            return Comparison(kind, PART_OF_WORLD, *values)
    return Comparison(kind, ANOTHER_PLACE if kind == "place" else ANOTHER_NAME, *values)


def _words(first: Sequence[Side], second: Sequence[Side], read: Read) -> Iterator[Answered]:
    """Words that nothing like them answers, with what the reader says answers them: opposites conflict, words of one
    sense are compatible, of others the relation is missing."""
    ours, theirs = _unlike(first, second), _unlike(second, first)
    for word in ours:
        found = read.answer(0, Span(word.start, word.end))
        if found is None:
            continue
        place, margin = found
        inside = [other for other in theirs if _overlap(Span(other.start, other.end), place)]
        if not inside:
            continue
        other = max(inside, key=lambda item: (read.difference(1, Span(item.start, item.end)), -item.start))
        rule = UNLIKE
        if any(same_sense(word.lemma, item.lemma) for item in inside):
            rule = ONE_SENSE
        elif opposed(word.lemma, other.lemma) or distinct(word.lemma, other.lemma):
            rule = DISTINCT
        spans = Span(word.start, word.end), Span(other.start, other.end)
        difference = min(read.difference(side, span) for side, span in enumerate(spans))
        values = Value(word.start, word.end), Value(other.start, other.end)
        yield Answered(Comparison("other", rule, *values), margin, difference)


def _unlike(sides: Sequence[Side], others: Sequence[Side]) -> list[Word]:
    """The telling words of a sentence that no word of the other is like, in order."""
    answered = {thing for side in others for thing in side.answers}
    found = {}
    for side in sides:
        like = {number for number, _, wide in side.asks if not answered.isdisjoint(wide)}
        for number, word in enumerate(side.words):
            telling = word.pos in _TELLING or word.lemma in _QUANTIFIERS
            if telling and word.role != "source" and number not in like:
                found[word.start] = word
    return [found[start] for start in sorted(found)]
