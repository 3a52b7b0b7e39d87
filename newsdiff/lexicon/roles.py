"""Words that say in which slot of a fact a name stands: the classes of `roles.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsdiff.lexicon import load
from newsdiff.lexicon.folding import fold


@dataclass(frozen=True, slots=True)
class Roles:
    """`single` maps each spelling of an office of one holder to the office; the rest are classes of lemmas."""

    single: dict[str, str]
    other_office: frozenset[str]
    place: frozenset[str]
    reciprocal: frozenset[str]
    shared: frozenset[str]
    takes: frozenset[str]
    gives: frozenset[str]
    identifies: frozenset[str]
    ends: frozenset[str]
    of_someone: frozenset[str]
    exclusive: frozenset[str]


@cache
def roles() -> Roles:
    """The tables of `roles.toml`, read once a process."""
    data = load(
        "roles",
        single="words",
        one_office="lists",
        other_office="words",
        place="words",
        reciprocal="words",
        shared="words",
        takes="words",
        gives="words",
        identifies="words",
        ends="words",
        of_someone="words",
        exclusive="words",
    )
    single = {fold(word): fold(word) for word in data["single"]}
    single |= {fold(word): fold(office) for office, words in data["one_office"].items() for word in words}
    return Roles(
        single,
        frozenset(data["other_office"]),
        frozenset(data["place"]),
        frozenset(data["reciprocal"]),
        frozenset(data["shared"]),
        frozenset(data["takes"]),
        frozenset(data["gives"]),
        frozenset(data["identifies"]),
        frozenset(data["ends"]),
        frozenset(map(fold, data["of_someone"])),
        frozenset(map(fold, data["exclusive"])),
    )
