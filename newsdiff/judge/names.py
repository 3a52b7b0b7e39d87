"""Is it the same person, body or place in the same part of the same fact?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsdiff.judge.events import modified_apart, numbered_apart
from newsdiff.judge.mentions import Mention, in_slots, mentions, numbered
from newsdiff.judge.offices import held
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.places import WITHIN, facet_of, place_conflict
from newsdiff.judge.roles import ANOTHER_HOLDER, holders, titles, told_apart, value
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import canonical, same_name
from newsdiff.lexicon.places import lie
from newsdiff.lexicon.roles import roles
from newsdiff.lexicon.senses import events
from newsdiff.model import FacetKind, Level

SAME_NAME = Level("name.same", "same", "the same name")
EXCHANGED = Level("name.exchanged", "conflict", "the two names change places")
IN_LIST = Level("name.in-list", "conflict", "another name in a list")
NUMBER = Level("name.number", "conflict", "another number in the name")
IN_SLOT = Level("name.in-slot", "conflict", "another name for the same {}")
ANOTHER_NAME = Level("name.another", "conflict", "another name")
LEVELS = (SAME_NAME, EXCHANGED, ANOTHER_HOLDER, IN_LIST, NUMBER, IN_SLOT, ANOTHER_NAME)

_KINDS: dict[str, FacetKind] = {"person": "name", "organisation": "name", "place": "place"}

#: What befalls or is done by many in one story: it takes more to tell that it is the same one.
_MANY = frozenset(
    "die hurt ill missing arrest jail charge accuse convict sue rescue hospital flee say ask warn".split()
)
_JOINING = frozenset({"CCONJ", "DET"})


class _Thresholds(NamedTuple):
    overlap: float
    slot_overlap: float
    number_overlap: float
    pair_overlap: float
    rest: float


_THRESHOLDS = thresholds("names", _Thresholds)


def compare(pair: Pair) -> Iterable[Comparison]:
    """Named things in one slot of two claims: the same name, or another name for the same part.

    Levels: the same name in one role, or a place that holds the other; two names that change places; another holder
    of one office; another name in one slot, where neither article knows the other's name.
    """
    found = list(_numbers(pair)) if numbered(pair.first) and numbered(pair.second) else []
    if not pair.first.named or not pair.second.named:
        return found
    ours, theirs = pair.first, pair.second
    in_one_slot = not (pair.quoted or in_slots(ours).keys().isdisjoint(in_slots(theirs)))
    swaps = list(_swapped(pair)) if in_one_slot and ours.claim.predicate == theirs.claim.predicate else []
    if swaps:
        return found + swaps
    if not ours.sole.keys().isdisjoint(theirs.sole):
        found.extend(_same(pair))
    holding = list(holders(pair)) if held(ours) and held(theirs) else []
    found.extend(holding)
    found.extend(titles(pair) if held(ours) and held(theirs) else ())
    found.extend(_in_lists(pair))
    if in_one_slot:
        taken = {item.first.start for item in holding}
        found.extend(item for item in _others_in_slots(pair) if item.first.start not in taken)
    return found


def _in_lists(pair: Pair) -> Iterator[Comparison]:
    """The one name that differs between two lists of as many: "Kenya, Ghana and Mali", "Ghana, Kenya and Chad"."""
    for ours in _lists(pair.first):
        for theirs in _lists(pair.second):
            one = [item for item in ours if all(_different(item, other) for other in theirs)]
            another = [item for item in theirs if all(_different(item, other) for other in ours)]
            if not (len(ours) == len(theirs) and len(one) == len(another) == 1 and ours[0].kind == theirs[0].kind):
                continue
            here, there = one[0], another[0]
            strangers = here.key not in pair.second.known and there.key not in pair.first.known
            of_one_deed = pair.same_predicate and pair.overlap_beside >= _THRESHOLDS.pair_overlap
            if strangers and (len(ours) > 2 or of_one_deed):
                yield Comparison(_KINDS[here.kind], IN_LIST, value(here), value(there))


def _lists(side: Side) -> list[list[Mention]]:
    """The names of one kind with nothing but commas and "and" between them, list by list."""
    found: list[list[Mention]] = []
    for mention in mentions(side):
        last = found[-1][-1] if found else None
        between = side.words[last.last + 1 : mention.first] if last is not None else ()
        if last is not None and last.kind == mention.kind and all(word.pos in _JOINING for word in between):
            found[-1].append(mention)
        elif mention.kind in _KINDS:
            found.append([mention])
    return [each for each in found if len(each) > 1 and any(mention.listed for mention in each)]


def _different(one: Mention, other: Mention) -> bool:
    if one.key == other.key or same_name(one.name, other.name) != "different":
        return False
    return one.kind != "place" or lie(one.name, other.name) not in {"same", "within", "near"}


def _same(pair: Pair) -> Iterator[Comparison]:
    theirs = pair.second.sole
    for slot, (key, here) in pair.first.sole.items():
        if slot not in theirs:
            continue
        other_key, there = theirs[slot]
        facet = _KINDS[slot[1]]
        if key == other_key or same_name(key, other_key) != "different":
            yield Comparison(facet, SAME_NAME, here, there)
        elif facet == "place" and lie(str(here.value["name"]), str(there.value["name"])) == "within":
            yield Comparison(facet, WITHIN, here, there)


def _swapped(pair: Pair) -> Iterator[Comparison]:
    """Two names that fill two slots of one predicate the other way round."""
    if pair.first.claim.predicate in roles().reciprocal:
        return
    ours, theirs = in_slots(pair.first), in_slots(pair.second)
    slots = sorted(ours.keys() & theirs.keys())
    for n, slot in enumerate(slots):
        for other in slots[n + 1 :]:
            one, another = ours[slot], ours[other]
            if one.key == another.key or (one.key, another.key) != (theirs[other].key, theirs[slot].key):
                continue
            if _directed(slot, other):
                kinds = {one.kind, another.kind}
                facet: FacetKind = (
                    "place" if kinds == {"place"} or (one.by and another.by and "place" in kinds) else "name"
                )
                yield Comparison(facet, EXCHANGED, value(one), value(theirs[slot]))
                return


def _directed(slot: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether it matters which of two names fills which of the slots."""
    core = {("subject", ""), ("object", "")}
    ways = {("", "from"), ("", "to")}
    return (
        {slot, other} == core
        or {slot, other} == ways
        or (slot in core and other in ways)
        or (other in core and slot in ways)
    )


def _others_in_slots(pair: Pair) -> Iterator[Comparison]:
    for slot, one, other in _rivals(pair):
        if same_name(one.name, other.name) != "different" or _part_of(one.name, other.name):
            continue
        if told_apart(pair, one, other) or numbered_apart(pair) or modified_apart(pair):
            continue
        if one.slot == ("subject", "") and pair.first.claim.predicate in roles().shared:
            continue
        facet = facet_of(one, other) or ("name" if siblings(one.name, other.name) else None)
        if facet == "place":
            found = place_conflict(pair, one, other) if _strangers(pair, one, other) else None
            if found is not None and pair.overlap >= _THRESHOLDS.overlap:
                yield Comparison("place", found, value(one), value(other))
        elif facet == "name" and _another_name(pair, one, other):
            yield Comparison("name", IN_SLOT, value(one), value(other), words=(_part(slot),))


def _numbers(pair: Pair) -> Iterator[Comparison]:
    """Things named by a number, "Flight 370" and "Flight 371", of which each claim names one."""
    ours, theirs = numbered(pair.first), numbered(pair.second)
    if len(ours) != 1 or len(theirs) != 1 or pair.overlap < _THRESHOLDS.number_overlap:
        return
    (i, number), (j, other) = *ours.items(), *theirs.items()
    words, others = pair.first.words, pair.second.words
    if pair.matches.get(i) != j or words[number].text == others[other].text or words[i].role != others[j].role:
        return
    yield Comparison(
        "name",
        NUMBER,
        Value(words[i].start, words[number].end, {"name": f"{words[i].text} {words[number].text}"}),
        Value(others[j].start, others[other].end, {"name": f"{others[j].text} {others[other].text}"}),
    )


def _part(slot: tuple[str, str]) -> str:
    return slot[0] or "part"


def _rivals(pair: Pair) -> Iterator[tuple[tuple[str, str], Mention, Mention]]:
    """Two names that alone fill one slot of both claims, of governors that answer each other."""
    theirs = in_slots(pair.second)
    for slot, one in in_slots(pair.first).items():
        other = theirs.get(slot)
        if other is None or one.role == "source" or one.key == other.key:
            continue
        if _governed(pair, one, other):
            yield slot, one, other


def _governed(pair: Pair, one: Mention, other: Mention) -> bool:
    """Whether the words that the two phrases hang on answer each other, or both hang on one predicate's words."""
    if one.by and not pair.same_object:
        return False
    i, j = _over(pair.first, one), _over(pair.second, other)
    if i < 0 or j < 0 or _plural(pair.first, i) or _plural(pair.second, j):
        return False
    if pair.matches.get(i) == j:
        return True
    if one.by == "mod":
        return False
    roots = tuple(
        n == side.root or side.words[n].role == "predicate" for n, side in ((i, pair.first), (j, pair.second))
    )
    if all(roots):
        same = pair.first.claim.predicate == pair.second.claim.predicate
        return pair.same_predicate or (same and pair.same_subject)
    # a phrase may hang on the verb or on its object with little difference: "opened its factory in Ohio"
    known = i in pair.matches or roots[0], j in pair.matches.values() or roots[1]
    return bool(one.by) and any(roots) and all(known) and pair.same_predicate


def _over(side: Side, mention: Mention) -> int:
    """The number of the word that the name's phrase hangs on; the predicate for "at his home in Leeds"."""
    words, over = side.words, mention.governor
    if mention.by in roles().place and over >= 0 and words[over].pos == "NOUN" and over != side.root:
        link = words[over].head
        if link >= 0 and words[link].lemma in {"at", "in", "on"} and words[link].head == side.root:
            return side.root
    return over


def _plural(side: Side, number: int) -> bool:
    """Whether the word is a noun of several: "officials from Norway" and those from Sweden may do one thing."""
    word = side.words[number]
    return word.pos == "NOUN" and number != side.root and word.text.lower() != word.lemma.lower()


def _another_name(pair: Pair, one: Mention, other: Mention) -> bool:
    kinds = {one.kind, other.kind}
    if kinds == {"person"} and one.slot in {("subject", ""), ("object", "")} and not _elsewhere(pair, one, other):
        return _one_slot(pair, one.role)
    if not _strangers(pair, one, other) or pair.overlap < _THRESHOLDS.overlap:
        return False
    if siblings(one.name, other.name):
        return True
    if len(kinds - {"other"}) > 1 or kinds <= {"group", "work", "event"}:
        return False
    return pair.overlap >= _THRESHOLDS.slot_overlap and pair.shared_arguments >= 1


def _part_of(a: str, b: str) -> bool:
    """Whether all the words of one name are words of the other: "Larkfield" and "Larkfield Partners"."""
    ones, others = set(canonical(a).split()), set(canonical(b).split())
    return ones <= others or others <= ones


def siblings(a: str, b: str) -> bool:
    """Whether two names share all words but one, and the first or last: "Typhoon Ada" and "Typhoon Ed"."""
    ones, others = fold(a).split(), fold(b).split()
    if len(ones) != len(others) or len(ones) < 2:
        return False
    apart = sum(one != other for one, other in zip(ones, others, strict=True))
    return apart == 1 and (ones[0] == others[0] or ones[-1] == others[-1])


def _strangers(pair: Pair, one: Mention, other: Mention) -> bool:
    """Whether neither article names the other's thing anywhere: else both may be true."""
    return not _knows(pair.second, one) and not _knows(pair.first, other)


def _knows(side: Side, mention: Mention) -> bool:
    return mention.key in side.known or canonical(mention.name) in side.known


def _one_slot(pair: Pair, role: str) -> bool:
    """Whether the claims share their predicate and, outside the role, a noun and most of the shorter claim's words."""
    if pair.first.claim.predicate != pair.second.claim.predicate:
        return False
    ours, theirs = _others(pair.first, role), _others(pair.second, role)
    answered = [i for i in ours if pair.matches.get(i) in theirs]
    nouns = sum(i != pair.first.root and pair.first.words[i].pos in {"NOUN", "PROPN"} for i in answered)
    enough = 2 if events(pair.first.claim.predicate) & _MANY else 1
    return nouns >= enough and len(answered) >= _THRESHOLDS.rest * min(len(ours), len(theirs))


def _others(side: Side, role: str) -> set[int]:
    """The numbers of the content words in other roles than this one."""
    return {
        number
        for number, word in enumerate(side.words)
        if word.role not in {role, "source"} and word.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
    }


def _elsewhere(pair: Pair, one: Mention, other: Mention) -> bool:
    """Whether either claim names the other's thing in another part: then both may be true."""
    ours = {pair.first.key(word) for word in pair.first.words}
    theirs = {pair.second.key(word) for word in pair.second.words}
    return one.key in theirs or other.key in ours
