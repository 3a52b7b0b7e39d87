"""The attributing words of `reporting.toml` as sets to look lemmas up in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsdiff.lexicon import load


@dataclass(frozen=True, slots=True)
class Reporting:
    """Lemmas by the complement they take; see `reporting.toml` for what each class is."""

    speech: frozenset[str]
    telling: frozenset[str]
    evidence: frozenset[str]
    thought: frozenset[str]
    intention: frozenset[str]
    announcing: frozenset[str]
    judging: frozenset[str]
    naming: frozenset[str]
    nouns: frozenset[str]
    aims: frozenset[str]
    adjectives: frozenset[str]
    hearsay: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    saying: frozenset[str]  # verbs that may carry a quotation
    verbs: frozenset[str]  # all verbs above


@cache
def reporting() -> Reporting:
    """The table of `reporting.toml`, read once a process."""
    data = load(
        "reporting",
        speech="words",
        telling="words",
        evidence="words",
        thought="words",
        intention="words",
        announcing="words",
        judging="words",
        naming="words",
        nouns="words",
        aims="words",
        adjectives="words",
        hearsay="words",
        prepositions="words",
    )
    rows = [row.split(": ") for row in data.pop("prepositions")]
    prepositions = {verb: frozenset(words.split()) for verb, words in rows}
    sets = {key: frozenset(" ".join(lines).split()) for key, lines in data.items()}
    saying = sets["speech"] | sets["telling"]
    verbs = saying.union(
        sets["evidence"], sets["thought"], sets["intention"], sets["announcing"], sets["judging"], prepositions
    )
    return Reporting(prepositions=prepositions, saying=saying, verbs=verbs, **sets)
