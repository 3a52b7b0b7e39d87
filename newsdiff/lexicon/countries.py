"""States and territories: what news text calls them, their people and their capitals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from newsdiff.lexicon import load
from newsdiff.lexicon.folding import fold


@dataclass(frozen=True, slots=True)
class Countries:
    """Lookups from a folded (lower case, no accents, no full stops) name to the state's usual name."""

    names: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)

    def find(self, folded: str) -> str | None:
        """The state that `folded` names or whose people or adjective it is."""
        return self.names.get(folded) or self.demonyms.get(folded)


def _plurals(demonym: str) -> list[str]:
    if demonym.endswith(("man", "men")) and " " not in demonym:
        return [demonym, demonym[:-3] + "men"] if demonym.endswith(("hman", "chman")) else [demonym, demonym + "s"]
    return [demonym] if demonym.endswith(("ese", "sh", "ss", "ch", "s")) else [demonym, demonym + "s"]


@cache
def countries() -> Countries:
    """The table of `countries.toml`, read once a process."""
    table = Countries()
    for row in load("countries", countries="words")["countries"]:
        name, demonyms, capitals, others = (part.strip() for part in row.split("|"))
        for other in (name, *_split(others)):
            table.names.setdefault(fold(other), name)
        for demonym in _split(demonyms):
            for form in _plurals(fold(demonym)):
                table.demonyms.setdefault(form, name)
        for capital in _split(capitals):
            table.capitals.setdefault(fold(capital), name)
    return table


def _split(part: str) -> list[str]:
    return [word.strip() for word in part.split(",") if word.strip()]
