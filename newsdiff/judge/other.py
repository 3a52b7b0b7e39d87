"""Is one slot filled with words that exclude each other?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsdiff.judge.pairing import NEGATIONS, Comparison, Pair, Side, Value
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.measures import level
from newsdiff.lexicon.senses import changes_itself, events, is_symmetric, of_one_kind, opposed
from newsdiff.lexicon.units import convert
from newsdiff.model import FacetKind, Level, Quantity, Word

UNLIKE = Level("other.unlike", "missing", "other words in one place")
ONE_SENSE = Level("other.one-sense", "compatible", "other words in one place")
DISTINCT = Level("other.distinct", "conflict", "other words in one place")
EXCLUSIVE = Level("other.exclusive", "conflict", "{!r} and {!r} exclude each other")
EXCHANGED = Level("other.exchanged", "conflict", "subject and object change places")
OFFICE = Level("other.office", "conflict", "another office of one person")
CONTRADICTION = Level("other.contradiction", "conflict", "read as a contradiction")
LEVELS = (UNLIKE, ONE_SENSE, DISTINCT, EXCLUSIVE, EXCHANGED, OFFICE, CONTRADICTION)

_COMPASS = ("north", "south", "east", "west")
#: A distance stands right before its direction (code points between them).
_NEAR = 2
_LOOSE = {"ADJ", "ADV", "NOUN", "VERB", "DET", "PRON"}
_COLOURED = {"ADJ", "NOUN"}
#: Prepositions that say which end of a way, or which side of a time, is told.
_DIRECTIONS = {"from", "to", "into", "towards", "toward", "before", "after", "without", "like", "than", "except"}


class _Thresholds(NamedTuple):
    overlap: float
    arguments_overlap: float
    subject_rest: float
    object_rest: float
    words_overlap: float
    binding: float
    kinds_binding: float


_THRESHOLDS = thresholds("other", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """Unanswered words of one role that exclude each other and hang on words that answer each other.

    Words exclude each other as opposites, as kinds of one thing, or where one is the other with a negating prefix. A
    subject and an object that change places conflict too.
    """
    if pair.quoted:
        return ()
    found = list(_excluding(pair))
    if len(found) > 1 and any(_of_predicates(pair, item) for item in found):
        found = []  # an "old" one that closed and a "new" one that opened are two
    if pair.first.claim.polarity == pair.second.claim.polarity and pair.same_predicate:
        found.extend(_changed_places(pair))
    return found


def _excluding(pair: Pair) -> Iterator[Comparison]:
    one_polarity = pair.first.claim.polarity == pair.second.claim.polarity
    for i, j in _opposed_words(pair):
        word, other = pair.first.words[i], pair.second.words[j]
        if not one_polarity and not NEGATIONS & {word.lemma, other.lemma}:
            continue  # what "did not survive" died; what is barred in summer may be allowed in winter
        if _fit(word, other) and _one_slot(pair, i, j) and _negated(pair.first, i) == _negated(pair.second, j):
            yield Comparison(
                _kind(word),
                EXCLUSIVE,
                Value(word.start, word.end),
                Value(other.start, other.end),
                words=(word.text, other.text),
            )


def _opposed_words(pair: Pair) -> list[tuple[int, int]]:
    """The numbers of unanswered words that exclude each other, in order."""
    ours, theirs = pair.first.opposable, pair.second.opposable
    opposites = [(one, other) for one in ours for other in theirs if opposed(one, other)]
    if not (opposites or pair.first.denied_stems or pair.second.denied_stems):
        return []
    matches, answered = pair.matches, set(pair.matches.values())
    found = {
        (i, j)
        for one, other in opposites
        for i in ours[one]
        if i not in matches
        for j in theirs[other]
        if j not in answered
    }
    for i, stem in pair.first.denied_stems:
        found.update((i, j) for j in pair.second.spelt.get(stem, ()))
    for j, stem in pair.second.denied_stems:
        found.update((i, j) for i in pair.first.spelt.get(stem, ()))
    return sorted((i, j) for i, j in found if i not in matches and j not in answered)


def contrasts(pair: Pair) -> bool:
    """Whether words beside the predicates tell two matters apart: "in summer", "in winter"."""
    ours, theirs = pair.first, pair.second
    return any(
        _beside(ours, i)
        and _beside(theirs, j)
        and _fit(ours.words[i], theirs.words[j])
        and opposed(ours.words[i].lemma, theirs.words[j].lemma)
        for i, j in _opposed_words(pair)
    )


def _beside(side: Side, number: int) -> bool:
    return number != side.root and side.words[number].role not in {"subject", "predicate"}


def _of_predicates(pair: Pair, item: Comparison) -> bool:
    """Whether one of the words is what is told of the subject."""
    return any(
        bool(side.words) and side.words[side.root].start == value.start
        for side, value in ((pair.first, item.first), (pair.second, item.second))
    )


def _negated(side: Side, number: int) -> bool:
    """Whether a negation stands on the word itself, or on the copula before it: "not all", "is not likely"."""
    head = side.words[number].head
    over = {number, head} if head >= 0 and side.words[head].lemma == "be" and number != side.root else {number}
    return number != side.root and any(word.lemma in NEGATIONS and word.head in over for word in side.words)


def _fit(word: Word, other: Word) -> bool:
    """Whether the words are of one part of speech, or of parts that taggers and writers take for each other."""
    if of_one_kind(word.lemma, other.lemma):
        return word.pos == other.pos or {word.pos, other.pos} <= {"NOUN", "PROPN"} or {word.pos, other.pos} <= _COLOURED
    return word.pos == other.pos or {word.pos, other.pos} <= _LOOSE


def _one_slot(pair: Pair, i: int, j: int) -> bool:
    first, second = pair.first, pair.second
    if _predicative(first, i) and _predicative(second, j):
        shared = pair.overlap >= _THRESHOLDS.overlap and (len(pair.matches) >= 2 or pair.shared_arguments >= 1)
        shared = shared or (pair.overlap >= _THRESHOLDS.arguments_overlap and pair.shared_arguments >= 2)
        return shared and _of_one_thing(pair)
    if _same_distance(pair, i, j):
        return True
    if not _same_place(pair, i, j):
        return False
    word, other = first.words[i], second.words[j]
    if of_one_kind(word.lemma, other.lemma):
        rest = {"subject": _THRESHOLDS.subject_rest, "object": _THRESHOLDS.object_rest}.get(word.role, 0.0)
        near = _THRESHOLDS.kinds_binding if pair.same_predicate else _THRESHOLDS.binding
        enough = pair.overlap_beside >= rest and pair.overlap >= _THRESHOLDS.words_overlap
        return enough and pair.binding(i, j) >= near
    if pair.same_predicate and (word.head, other.head) == (first.root, second.root):
        return True
    return pair.overlap >= _THRESHOLDS.words_overlap and pair.binding(i, j) >= _THRESHOLDS.binding


def _predicative(side: Side, number: int) -> bool:
    """Whether the word says what is told of the subject: the predicate, or an adjective on it ("found guilty")."""
    word = side.words[number]
    return number == side.root or (
        word.pos == "ADJ" and word.head == side.root and word.role in {"object", "predicate"}
    )


def _of_one_thing(pair: Pair) -> bool:
    """Whether opposite predicates are said of the same thing, as of now, and neither of them is denied.

    "One survived" and "nine died" are said of two parts; "did not survive" and "died" are one; what "opened" may be
    one that "will close".
    """
    first, second = pair.first, pair.second
    if not (pair.same_subject or _same_patient(pair)):
        return False
    if (
        any(_counted(side) for side in (first, second))
        or _other_figures(first, second)
        or not pair.same_names
        or _other_day(first, second)
    ):
        return False
    if any((side.claim.hedge or "").endswith(" have") for side in (first, second)):
        return False  # what "would have won" has not
    called_off = {"cancel", "postpone"} & (events(first.claim.predicate) | events(second.claim.predicate))
    ours, theirs = first.claim, second.claim
    return bool(called_off) or (ours.modality == "planned") == (theirs.modality == "planned")


def _same_patient(pair: Pair) -> bool:
    """Whether what one claim says of its subject is what befalls the object of the other.

    "The chairman stepped down" and "the firm sacked its chairman" are of one person; "Falk lost" and "Brill beat
    Falk" are too, but say the same: only verbs that have such a subject where they have no object count.
    """
    sides = pair.first, pair.second
    if not all(changes_itself(side.claim.predicate) for side in sides):
        return False
    heads = [side.heads for side in sides]
    for one, other in (("subject", "object"), ("object", "subject")):
        mine, yours = heads[0][one], heads[1][other]
        alone = heads[0]["object"] is None if one == "subject" else heads[1]["object"] is None
        if mine is not None and alone and pair.matches.get(mine) == yours:
            return True
    return False


def _other_day(first: Side, second: Side) -> bool:
    """Whether the claims tell of two days: what opened on one may close on the other."""
    ours, theirs = ([(t.earliest, t.latest) for t in side.claim.times if t.type == "DATE"] for side in (first, second))
    spans = [(a, b, c, d) for a, b in ours for c, d in theirs if a and b and c and d]
    return bool(spans) and all(b <= c or d <= a for a, b, c, d in spans)


def _other_figures(first: Side, second: Side) -> bool:
    """Whether both claims give figures other than ages, and none in common: convicted on seven, cleared on two."""
    ours, theirs = (
        {(q.low, q.high) for q in side.claim.quantities if q.unit != "year of age"} for side in (first, second)
    )
    return bool(ours and theirs) and not ours & theirs


def _counted(side: Side) -> bool:
    """Whether a number stands before the noun of the subject, or of the object where there is no subject; no age."""
    role = "subject" if any(word.role == "subject" for word in side.words) else "object"
    ages = [quantity for quantity in side.claim.quantities if quantity.unit == "year of age"]
    return any(
        word.role == role
        and word.pos == "NUM"
        and word.head >= 0
        and word.start < side.words[word.head].start  # "the victim, 34," is one
        and not any(age.start <= word.start < age.end for age in ages)
        for word in side.words
    )


def _same_place(pair: Pair, i: int, j: int) -> bool:
    """Whether nothing tells apart what the words hang on: another noun, another preposition, another object of it."""
    first, second = pair.first.words, pair.second.words
    if {first[i].role, second[j].role} == {"subject", "object"}:
        return False
    if not pair.same_subject and "subject" not in (first[i].role, second[j].role):
        return False
    if first[i].pos == "ADP" == second[j].pos or first[i].pos == "SCONJ" == second[j].pos:
        return _complements_answer(pair, i, j)
    links = _link(pair.first, i), _link(pair.second, j)
    if links[0] != links[1] and set(links) & _DIRECTIONS:
        return False
    heads = _noun_above(pair.first, i), _noun_above(pair.second, j)
    if of_one_kind(first[i].lemma, second[j].lemma) and (heads[0] is None) != (heads[1] is None):
        return False  # the "car" of a "two-car tram" is none
    return None in heads or pair.matches.get(heads[0] or 0) == heads[1] or heads == (pair.first.root, pair.second.root)


def _complements_answer(pair: Pair, i: int, j: int) -> bool:
    """Whether the words behind two prepositions or conjunctions answer each other, or one has none."""
    ours, theirs = _below(pair.first, i), _below(pair.second, j)
    return not ours or not theirs or any(pair.matches.get(n) in theirs for n in ours)


def _below(side: Side, number: int) -> set[int]:
    word = side.words[number]
    if word.pos == "SCONJ":
        return {word.head} if word.head >= 0 else set()
    return {n for n, other in enumerate(side.words) if other.head == number}


def _link(side: Side, number: int) -> str | None:
    head = side.words[number].head
    return side.words[head].lemma if head >= 0 and side.words[head].pos == "ADP" else None


def _noun_above(side: Side, number: int) -> int | None:
    """The number of the noun that the word describes or is part of: "all the miners", "most of the miners"."""
    head = side.words[number].head
    if head >= 0 and side.words[head].pos in {"NOUN", "PROPN"}:
        return head
    for link in _below(side, number):
        if side.words[link].lemma == "of":
            return next((n for n in sorted(_below(side, link)) if side.words[n].pos in {"NOUN", "PROPN"}), None)
    return None


def _changed_places(pair: Pair) -> Iterator[Comparison]:
    """One predicate, whose subject in each claim is its object in the other."""
    ours, theirs = pair.first.ends, pair.second.ends
    if ours is None or theirs is None or is_symmetric(pair.first.claim.predicate):
        return
    if pair.matches.get(ours[0]) == theirs[1] and pair.matches.get(ours[1]) == theirs[0]:
        one, other = pair.first.words[ours[0]], pair.second.words[theirs[0]]
        yield Comparison("other", EXCHANGED, Value(one.start, one.end), Value(other.start, other.end))


def _same_distance(pair: Pair, i: int, j: int) -> bool:
    """Whether both words say in which direction one distance lies: "10 km north", "six miles south"."""
    here, there = _distance(pair.first, i), _distance(pair.second, j)
    return here is not None and there is not None and level(here, there).relation != "conflict"


def _distance(side: Side, number: int) -> Quantity | None:
    word = side.words[number]
    if not word.lemma.startswith(_COMPASS):
        return None
    before = (q for q in side.claim.quantities if 0 <= word.start - q.end <= _NEAR)
    return next((quantity for quantity in before if convert(1.0, quantity.unit)[2] == "length"), None)


def _kind(word: Word) -> FacetKind:
    return "place" if word.lemma.startswith(_COMPASS) else "other"
