"""Where a place lies: which of two places holds the other, and which two are known to be far apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Literal

from newsdiff.lexicon import load
from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import canonical, names, same_name

#: How two places lie: `same` place, one `within` the other, so `near` that one may stand for the other, `apart`, or
#: `unknown`.
Lie = Literal["same", "within", "near", "apart", "unknown"]

#: Two towns closer than this (km) may be one built-up area, or one the landmark of the other.
_NEAR = 60.0
#: A town this many times smaller than its greatest namesake is not the one that a report names without its state.
_NAMESAKE = 20
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Reading:
    """A place that a name may mean: country, state and county from the outside in, all folded; a town has figures.

    `latitude` and `longitude` are in degrees, `people` in thousands.
    """

    inside: tuple[str, ...]
    town: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    people: int = 0


@dataclass(frozen=True, slots=True)
class _Parts:
    regions: frozenset[str]
    sides: frozenset[frozenset[str]]
    parts: dict[str, tuple[str, ...]]
    towns: dict[str, str]


@cache
def _gazetteer() -> bytes:
    """`data/gazetteer.tsv`, its lines in order: searched as it is, which costs less than to take a megabyte apart."""
    return resources.files(__package__).joinpath("data", "gazetteer.tsv").read_bytes()


@cache
def _tables() -> _Parts:
    """The tables of `places.toml`, folded, read once a process."""
    data = load("places", regions="words", sides="words", parts="words", towns="words")
    parts: dict[str, tuple[str, ...]] = {}
    for part, whole in (row.split(" = ") for row in data["parts"]):
        parts[fold(part)] = (*parts.get(fold(part), ()), fold(whole))
    sides = frozenset(frozenset(row.split(" = ")) for row in data["sides"])
    towns = {fold(name): fold(other) for name, other in (row.split(" = ") for row in data["towns"])}
    return _Parts(frozenset(map(fold, data["regions"])), sides, parts, towns)


def _line(key: str) -> str:
    """What the gazetteer says of a name, empty where it says nothing: a binary search over its lines."""
    data, wanted = _gazetteer(), key.encode("utf-8") + b"\t"
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.index(b"\n", start) + 1
        line = data[start:end]
        if line.startswith(wanted):
            return line[len(wanted) : -1].decode("utf-8")
        if line < wanted:
            low = end
        else:
            high = start
    return ""


@lru_cache(maxsize=1024)
def _country(code: str) -> str:
    return _line(f"@{code}") or code


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[Reading, ...]:
    """The places that `name` may mean, none where it is in no table."""
    key = canonical(name)
    found = [Reading((whole, key)) for whole in _tables().parts.get(key, ())]
    if key in countries().names:
        found.append(Reading((fold(countries().names[key]),)))
    if found:
        return (*found, *(each for each in _parsed(key) if not each.town))
    found = list(_parsed(key)) or list(_parsed(fold(name)))
    other = _tables().towns.get(key) or _tables().towns.get(fold(name))
    found += _parsed(other) if other else ()
    towns = {each.inside[:2] for each in found if each.town}  # a district of a town's name is the town
    return tuple(each for each in found if each.town or len(each.inside) < 3 or each.inside[:2] not in towns)


def _parsed(key: str) -> Iterator[Reading]:
    for place in _line(key).split(";") if key and key[0] not in "@#" else ():
        if not place:
            continue
        where, *figures = place.rsplit(" ", 3) if place[-1].isdigit() else [place]
        code, *rest = where.split("/")
        inside = (_country(code), *(part for part in rest if part))
        if figures:
            yield Reading(inside, key, float(figures[0]), float(figures[1]), int(figures[2]))
        else:
            yield Reading(inside)


@lru_cache(maxsize=4096)
def lie(a: str, b: str) -> Lie:
    """How the places named `a` and `b` lie to each other. Symmetric.

    Levels: one name; names that differ by a side alone ("Upper Larch", "Lower Larch"): apart; a part of the world, or
    a name in no table: unknown; a meaning of one within a meaning of the other; two towns near each other; else apart.
    """
    if same_name(a, b) != "different":
        return "same"
    if sided(a, b):
        return "apart"
    if is_region(a) or is_region(b):
        return "unknown"
    ones, others = readings(a), readings(b)
    if not ones or not others:
        return "unknown"
    if any(_within(one, other) or _within(other, one) for one, other in product(ones, others)):
        return "within"
    found = {_lie(one, other) for one, other in product(_great(ones), _great(others))}
    return next(level for level in ("near", "unknown", "apart") if level in found)


def is_region(name: str) -> bool:
    """Whether it names a part of the world, such as a continent."""
    return not {canonical(name), fold(name)}.isdisjoint(_tables().regions)


def _great(ones: tuple[Reading, ...]) -> list[Reading]:
    """The readings without the small namesakes of a great town."""
    most = max(each.people for each in ones)
    return [each for each in ones if not each.town or each.people * _NAMESAKE >= most]


def _within(one: Reading, other: Reading) -> bool:
    return not other.town and one.inside[: len(other.inside)] == other.inside


def _lie(one: Reading, other: Reading) -> Lie:
    if one.town and other.town:
        return "near" if _distance(one, other) < _NEAR else "apart"
    if min(len(one.inside), len(other.inside)) < 2 or one.inside[:2] != other.inside[:2]:
        return "apart"
    return "apart" if not one.town and not other.town else "unknown"  # a town and a county that is not its own


def _distance(one: Reading, other: Reading) -> float:
    """Kilometres between two towns, near enough for the size of a town."""
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude + 180) % 360 - 180
    return _DEGREE * math.hypot(north, east * math.cos(math.radians((one.latitude + other.latitude) / 2)))


def sided(a: str, b: str) -> bool:
    """Whether two names differ by a side alone: "Upper Larch" and "Lower Larch", "East Orbury" and "West Orbury"."""
    ones, others = fold(a).split(), fold(b).split()
    apart = [{one, other} for one, other in zip(ones, others, strict=False) if one != other]
    return len(ones) == len(others) > 1 and len(apart) == 1 and frozenset(apart[0]) in _tables().sides


def has_side(name: str) -> bool:
    """Whether a word of the name tells one of two places from the other: "Upper Larch"."""
    words = fold(name).split()
    return len(words) > 1 and any(word in side for word in words for side in _tables().sides)


def level(name: str) -> str:
    """What sort of place a name says it is by its own words ("street", "river"); empty for a bare name."""
    words = fold(name).split()
    table = names().places | names().heads
    ends = [words[-1], words[0]] if words else []
    return next((word for word in ends if word in table), "")
