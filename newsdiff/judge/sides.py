"""The claims of a story as they are compared, each read once."""

from __future__ import annotations

from collections.abc import Mapping

from newsdiff.judge.side import Side
from newsdiff.model import Reported


class Sides:
    """One `Side` for each claim of a story; `keys` maps each article's entity names to the story's keys."""

    def __init__(self, keys: Mapping[str, Mapping[str, str]]) -> None:
        self._keys = keys
        self._at: dict[tuple[str, int, int], Side] = {}
        self._of: dict[int, tuple[Reported, Side]] = {}

    def of(self, reported: Reported) -> Side:
        """The claim's side: one and the same for one clause of one article."""
        known = self._of.get(id(reported))  # that it is kept here keeps another from getting its id
        if known is not None:
            return known[1]
        place = reported.article, reported.claim.start, reported.claim.end
        side = self._at.get(place)
        if side is None:
            side = self._at[place] = Side(reported.claim, self._keys[reported.article])
        self._of[id(reported)] = reported, side
        return side
