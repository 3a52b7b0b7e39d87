"""Whether two names name one thing: keys that fold aliases and spellings, and a careful comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsdiff.lexicon import load
from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold

Likeness = Literal["same", "compatible", "different"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*", re.UNICODE)
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "du", "des", "&"})
_BRITISH = {
    "defence": "defense", "organisation": "organization", "labour": "labor", "centre": "center", "programme": "program",
    "harbour": "harbor",
}  # fmt: skip
_OFFICES = ("ministry", "department")


@dataclass(frozen=True, slots=True)
class Names:
    """The tables that `canonical` and `same_name` look names up in; keys are folded."""

    metonyms: dict[str, str]
    acronyms: dict[str, str]
    spellings: dict[str, str]
    nicknames: dict[str, frozenset[str]]
    suffixes: frozenset[str]
    heads: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of persons, folded; `offices` maps each spelling to the office meant, `gender` a title to m or f."""

    gender: dict[str, Literal["m", "f"]]
    address: frozenset[str]
    offices: dict[str, str]

    def known(self, folded: str) -> bool:
        return folded in self.gender or folded in self.address or folded in self.offices


@cache
def names() -> Names:
    """The tables of `aliases.toml`, read once a process."""
    data = load(
        "aliases",
        metonyms="words",
        acronyms="words",
        nicknames="words",
        spellings="words",
        suffixes="words",
        heads="words",
        places="words",
    )
    return Names(
        metonyms={fold(name): meant for name, meant in (row.split(" = ") for row in data["metonyms"])},
        acronyms={fold(name): meant for name, meant in (row.split(" = ") for row in data["acronyms"])},
        spellings={fold(other): fold(key) for key, others in _rows(data["spellings"]) for other in others},
        nicknames={key: frozenset(full) for key, full in _rows(data["nicknames"])},
        suffixes=_words(data["suffixes"]),
        heads=_words(data["heads"]),
        places=_words(data["places"]),
    )


def _rows(rows: list[str]) -> list[tuple[str, list[str]]]:
    """`key: one, two` as the key and the list."""
    return [(key, others.split(", ")) for key, others in (row.split(": ") for row in rows)]


def _words(lines: list[str]) -> frozenset[str]:
    return frozenset(word.strip() for line in lines for word in line.split(",") if word.strip())


@cache
def titles() -> Titles:
    """The tables of `titles.toml`, read once a process."""
    data = load("titles", male="words", female="words", address="words", office="words", abbreviations="map")
    gender: dict[str, Literal["m", "f"]] = dict.fromkeys(map(fold, data["male"]), "m")
    gender.update(dict.fromkeys(map(fold, data["female"]), "f"))
    offices = {fold(word): word for word in data["office"]} | {fold(k): v for k, v in data["abbreviations"].items()}
    return Titles(gender, frozenset(map(fold, data["address"])), offices)


@cache
def given_names() -> dict[str, Literal["m", "f"]]:
    """Folded given names and the gender most of their bearers have."""
    data = load("given_names", male="words", female="words")
    found: dict[str, Literal["m", "f"]] = {}
    for line in data["male"]:
        found.update(dict.fromkeys(line.split(), "m"))
    for line in data["female"]:
        found.update(dict.fromkeys(line.split(), "f"))
    return found


def without_titles(name: str) -> str:
    """`name` without the titles, offices and states' adjectives that stand before a person's name.

    `French President Jane Roe` gives `Jane Roe`; a name that is all title is returned as it is.
    """
    words, table, states = name.split(), titles(), countries()
    start = 0
    while start < len(words) - 1:
        for width in (3, 2, 1):
            key = fold(" ".join(words[start : start + width]))
            known = table.known(key) or (width == 1 and key in ("former", "ex", "then", "acting", "deputy"))
            if known and start + width < len(words):
                start += width
                break
            # an adjective counts only before an office: `Irish President`, not `Indian Ocean`
            after = fold(" ".join(words[start + width : start + width + 2]))
            if key in states.demonyms and (after in table.offices or after.split(" ")[0] in table.offices):
                start += width
                break
        else:
            break
    return " ".join(words[start:])


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """One key for the names of one thing: folded, titles and company endings off, aliases and spellings mapped.

    The key is for comparison, not for display; it is never empty unless `name` holds no letter or digit.
    """
    return _canonical(name, 3)


def _canonical(name: str, depth: int) -> str:
    table, states = names(), countries()
    key = fold(name)
    # `US` is a state and `us` is not: short names in capitals count only as such
    shouted = name.replace(".", "").strip().removeprefix("the ").removesuffix("s").isupper() or len(key) > 4
    state = states.find(key)
    if state and shouted:
        return fold(state)
    if depth:
        alias = table.metonyms.get(key) or (table.acronyms.get(key) if shouted else None)
        if alias and fold(alias) != key:
            return _canonical(alias, depth - 1)
    if key in table.spellings:
        return table.spellings[key].replace("-", " ")
    words = [_word(word) for word in _WORD.findall(fold(without_titles(name)).replace("-", " "))]
    while len(words) > 1 and words[-1] in table.suffixes:
        words.pop()
    words = _office_last([word for word in words if word not in _SMALL] or words)
    words = _states(words)
    joined = " ".join(words)
    alias = table.metonyms.get(joined) if depth and joined != key else None
    return _canonical(alias, depth - 1) if alias and fold(alias) != joined else joined or key


def _word(word: str) -> str:
    word = word.removesuffix("'s")
    return _BRITISH.get(word) or names().spellings.get(word, word)


def _office_last(words: list[str]) -> list[str]:
    """`ministry defense ukraine` and `ukraine ministry defense` as `ukraine defense ministry`."""
    office = next((word for word in words[:-1] if word in _OFFICES), None)
    if office is None:
        return words
    rest = [word for word in words if word != office]
    state = [word for word in rest if word in countries().names]
    return [*state, *(word for word in rest if word not in state), office]


def _states(words: list[str]) -> list[str]:
    """Adjectives of states in a longer name as the state's name."""
    states, out, at = countries(), list[str](), 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if len(words) > 2 and (state := states.find(pair)):
            out += fold(state).split()
            at += 2
        elif len(words) > 1 and (state := _adjective(words[at])):
            out += fold(state).split()
            at += 1
        else:
            out.append(words[at])
            at += 1
    return out


def _adjective(word: str) -> str | None:
    states = countries()
    return states.demonyms.get(word) or (states.names.get(word) if word in ("us", "uk", "usa") else None)


@lru_cache(maxsize=4096)
def same_name(a: str, b: str) -> Likeness:
    """How the names `a` and `b` relate; symmetric, and `same` for a name and itself.

    `same`: one key, or spellings of one name; `compatible`: one is shorter (surname, acronym, capital for its
    state) or a near spelling; `different`: neither.
    """
    if a > b:
        a, b = b, a
    one, two = canonical(a), canonical(b)
    if one == two:
        return "same"
    states = countries()
    if _governs(one, two) or _governs(two, one):
        return "compatible"
    if _seat(one, two) or _seat(two, one):
        return "compatible"
    if one in states.names or two in states.names or one in states.capitals or two in states.capitals:
        return "different"
    if _initials(a, two) or _initials(b, one):
        return "compatible"
    return _by_words(one.split(), two.split())


def shortened(a: str, b: str) -> bool:
    """Whether all words of one of the two names stand in the other: "Harlow" and "Harlow County Council"."""
    ones, others = set(a.lower().split()), set(b.lower().split())
    return ones <= others or others <= ones


def _seat(capital: str, body: str) -> bool:
    return fold(countries().capitals.get(capital, "?")) == body.removesuffix(" government")


def _governs(state: str, body: str) -> bool:
    return state in countries().names and body.removesuffix(" government") == state


def _initials(acronym: str, words: str) -> bool:
    letters = acronym.replace(".", "").strip()
    parts = words.split()
    return 2 <= len(letters) == len(parts) and letters.isupper() and letters.lower() == "".join(w[0] for w in parts)


def _by_words(one: list[str], two: list[str]) -> Likeness:
    if len(one) > len(two):
        one, two = two, one
    if not one:
        return "different"
    table = names()
    institutional = table.heads | table.places
    if len(one) == len(two):
        levels = [_word_likeness(a, b, len(one) - 1 - i) for i, (a, b) in enumerate(zip(one, two, strict=True))]
        if "different" in levels:
            return "same" if len(one) > 1 and sorted(one) == sorted(two) else "different"
        return "compatible" if "compatible" in levels else "same"
    if institutional.isdisjoint(one) and not institutional.isdisjoint(two):
        return "different"  # `Roe` and the `Roe Foundation`
    left = list(two)
    for word in one:
        match = next((other for other in left if _word_likeness(word, other, 0) == "same"), None)
        if match is None:
            return "different"
        left.remove(match)
    return "compatible" if two[-1] not in left or two[0] not in left else "different"


def _word_likeness(a: str, b: str, given: int) -> Likeness:
    """How two words of a name relate; `given` is not 0 where the word may be a given name."""
    if a == b:
        return "same"
    if given:
        short, long = sorted((a, b), key=len)
        if len(short) == 1 and long.startswith(short):
            return "compatible"
        nick = names().nicknames
        if b in nick.get(a, ()) or a in nick.get(b, ()) or nick.get(a, frozenset()) & nick.get(b, frozenset()):
            return "same"
    return _spelling(a, b)


_SOUNDS = (("ph", "f"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("q", "k"), ("c", "k"), ("z", "s"), ("w", "v"))
_DOUBLED = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiouyj']+")


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """The consonants of a word as they sound, the first letter kept."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    word = _DOUBLED.sub(r"\1", word)
    return word[:1] + _VOWELS.sub("", word[1:])


def _one_sound(a: str, b: str) -> bool:
    """Whether two short words differ in a vowel, or in a consonant that sounds the same: `Nabi` and `Nebi`."""
    pairs = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    vowels = frozenset("aeiouy")
    return len(a) == len(b) and all(
        {x, y} <= vowels or {x, y} in ({"s", "z"}, {"c", "k"}, {"v", "w"}) for x, y in pairs
    )


def _spelling(a: str, b: str) -> Likeness:
    from rapidfuzz.distance import OSA

    if min(len(a), len(b)) < 4 or not (a.isalpha() and b.isalpha()):
        return "different"
    given = given_names()
    if a in given and b in given and (given[a] != given[b] or _skeleton(a) != _skeleton(b)):
        return "different"  # two well-known given names are two names
    allowed = 1 if min(len(a), len(b)) < 7 else 2
    distance = OSA.distance(a, b, score_cutoff=allowed)
    if distance > allowed:
        return "different"
    if _skeleton(a) == _skeleton(b) and (min(len(a), len(b)) > 4 or _one_sound(a, b)):
        return "same"
    return "compatible" if min(len(a), len(b)) >= 6 and a[0] == b[0] else "different"
