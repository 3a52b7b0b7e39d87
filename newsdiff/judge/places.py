"""Do two place names in one slot exclude each other, or may one place lie in the other?"""

from __future__ import annotations

from typing import NamedTuple

from newsdiff.judge.mentions import Mention
from newsdiff.judge.pairing import Pair
from newsdiff.judge.thresholds import thresholds
from newsdiff.lexicon.places import level, lie, readings, sided
from newsdiff.lexicon.roles import roles
from newsdiff.model import FacetKind, Level

PART_OF_WORLD = Level("place.part-of-world", "missing", "a part of the world")
WITHIN = Level("place.within", "compatible", "one place lies in the other")
TWO_SIDES = Level("place.two-sides", "conflict", "two sides of one place")
APART = Level("place.apart", "conflict", "neither place lies in the other")
UNKNOWN = Level("place.unknown", "conflict", "another place for the same event")
ANOTHER_PLACE = Level("place.another", "conflict", "another place")
LEVELS = (PART_OF_WORLD, WITHIN, TWO_SIDES, APART, UNKNOWN, ANOTHER_PLACE)

#: What a name that stands after a preposition of place may be taken for, where the other is a place.
_MISTAKEN = {"place", "other", "person", "organisation"}


class _Thresholds(NamedTuple):
    overlap: float


_THRESHOLDS = thresholds("places", _Thresholds)


def facet_of(one: Mention, other: Mention) -> FacetKind | None:
    """The facet of two names in one slot: `place` where one is a place and the other may be; None for no such pair.

    A name unknown to the model is often taken for a person or a body: what the gazetteer knows and what stands in a
    place's slot is a place.
    """
    kinds = {one.kind, other.kind}
    located = one.by in roles().place
    if kinds == {"place"}:
        return "place"
    if located and kinds <= _MISTAKEN and (sided(one.name, other.name) or "place" in kinds):
        return "place" if kinds - {"place"} != {"person"} or (_place_like(one) and _place_like(other)) else None
    if located and readings(one.name) and readings(other.name) and "person" not in kinds:
        return "place"
    if located and level(one.name) and level(one.name) == level(other.name):
        return "place"
    if located and level(one.name) != level(other.name) and kinds not in ({"person"}, {"organisation"}):
        return None
    return "name" if kinds <= {"person", "organisation", "other", "work", "event"} else None


def _place_like(mention: Mention) -> bool:
    return mention.kind == "place" or bool(readings(mention.name)) or mention.name.count(" ") == 0


def place_conflict(pair: Pair, one: Mention, other: Mention) -> Level | None:
    """The level at which two places that neither article shares exclude each other; None where both may be true.

    Places known to lie apart conflict wherever they fill one slot. Of places that no table knows nothing is known but
    that the reports name no other: they conflict where the claims share more, and both are of one sort.
    """
    found = lie(one.name, other.name)
    if found == "apart":
        return TWO_SIDES if sided(one.name, other.name) else APART
    if found != "unknown" or readings(one.name) or readings(other.name) or level(one.name) != level(other.name):
        return None
    enough = pair.overlap >= _THRESHOLDS.overlap and pair.shared_arguments >= 1
    return UNKNOWN if enough else None
