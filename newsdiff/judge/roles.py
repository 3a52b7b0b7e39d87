"""Who holds an office or a part: is it another person for the same one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsdiff.judge.mentions import Mention
from newsdiff.judge.offices import Holder, Office, held, leaves, one_office
from newsdiff.judge.other import OFFICE
from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.names import same_name
from newsdiff.lexicon.roles import roles
from newsdiff.model import Level

ANOTHER_HOLDER = Level("name.holder", "conflict", "another {}")


class _Thresholds(NamedTuple):
    title_overlap: float
    deed_overlap: float


_THRESHOLDS = thresholds("roles", _Thresholds)


def value(mention: Mention) -> Value:
    """The mention as a value of a facet."""
    return Value(mention.start, mention.end, {"name": mention.name})


def holders(pair: Pair) -> Iterator[Comparison]:
    """Two names for the holder of one office, where neither article knows the other's name, or both change places."""
    ours, theirs = held(pair.first), held(pair.second)
    seen = set()
    for one in ours:
        for other in theirs:
            a, b = one.mention, other.mention
            if a.key in seen or same_name(a.name, b.name) != "different" or a.key == b.key:
                continue
            if not one_office(one.office, other.office) or leaves(pair.first, one) != leaves(pair.second, other):
                continue
            strangers = a.key not in pair.second.known and b.key not in pair.first.known
            if not (strangers or _exchanged(ours, theirs, one, other)):
                continue
            of_one_deed = pair.same_predicate and pair.overlap >= _THRESHOLDS.title_overlap
            if one.office.title and other.office.title and not (of_one_deed and pair.shared_arguments >= 1):
                continue
            seen.add(a.key)
            yield Comparison("name", ANOTHER_HOLDER, value(a), value(b), words=(one.office.office,))


def titles(pair: Pair) -> Iterator[Comparison]:
    """Two titles of one person of which nobody has both: "President Falk", "Prime Minister Falk"."""
    for one in held(pair.first):
        for other in held(pair.second):
            a, b = one.office, other.office
            alone = a.title and b.title and not (a.another or b.another)
            apart = a.office != b.office and {a.office, b.office} <= roles().exclusive
            if not (alone and apart) or (a.whom and b.whom and not a.whom & b.whom):
                continue
            of_one_deed = pair.same_predicate and pair.overlap >= _THRESHOLDS.deed_overlap
            if one.mention.key == other.mention.key and of_one_deed:
                yield Comparison("other", OFFICE, _title(pair.first, a), _title(pair.second, b))


def _title(side: Side, office: Office) -> Value:
    first = office.noun - office.office.count(" ")
    return Value(side.words[first].start, side.words[office.noun].end, {"office": office.office})


def _exchanged(ours: tuple[Holder, ...], theirs: tuple[Holder, ...], one: Holder, other: Holder) -> bool:
    """Whether each claim gives the other's holder another office."""
    away = [each.office.office for each in theirs if each.mention.key == one.mention.key]
    back = [each.office.office for each in ours if each.mention.key == other.mention.key]
    return bool(away) and bool(back) and one.office.office not in {*away, *back}


def told_apart(pair: Pair, one: Mention, other: Mention) -> bool:
    """Whether the claims give the two bearers offices of one name that are not one: "mayor" and "former mayor"."""
    ours = [each.office for each in held(pair.first) if each.mention is one or each.mention == one]
    theirs = [each.office for each in held(pair.second) if each.mention == other]
    return any(a.office == b.office and not one_office(a, b) for a in ours for b in theirs)
