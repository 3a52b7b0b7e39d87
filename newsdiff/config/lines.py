"""On which line of a TOML text each key stands: the standard library's reader does not say."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|' r"'''(?:[^']|'(?!''))*+'{3,5}|" r'"(?:[^"\\\n]|\\.)*+"|' r"'[^'\n]*+'",
    re.S,
)
_PLAIN = re.compile(r"[^,\]}#\n]++")


def key_lines(text: str) -> Mapping[Place, int]:
    """The 1-based line of each key, table and item of a list in `text`, a TOML text that reads without an error.

    A place is the path to it: `("source", 0, "path")` for the path of the first [[source]].
    """
    return _Scanner(text).lines


class _Scanner:
    """Walks a valid text once; it knows strings, comments and brackets, and nothing of values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._items: dict[Place, int] = {}
        table: Place = ()
        while self._skip(_BLANK) < len(text):
            if text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _note(self, place: Place, start: int) -> None:
        line = bisect_right(self._ends, start - 1) + 1
        for length in range(1, len(place) + 1):
            self.lines.setdefault(place[:length], line)

    def _header(self) -> Place:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        table: Place = ()
        names = self._key()
        for number, name in enumerate(names):
            table = (*table, name)
            if many and number == len(names) - 1:
                self._items[table] = self._items.get(table, -1) + 1
            if table in self._items:  # A list of tables: what follows belongs to its last one.
                table = (*table, self._items[table])
        self._note(table, start)
        self.at += 2 if many else 1
        return table

    def _pair(self, table: Place) -> None:
        start = self.at
        place = (*table, *self._key())
        self._note(place, start)
        self.at += 1  # the sign =
        self._skip(_SPACE)
        self._value(place)

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            start = self.at
            quoted = self.text[start : start + 1] in ('"', "'")
            self._skip(_STRING if quoted else _BARE)
            raw = self.text[start : self.at]
            names.append(str(tomllib.loads(f"key = {raw}")["key"]) if quoted else raw)
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != "." or self.at == start:
                return names
            self.at += 1

    def _value(self, place: Place) -> None:
        sign = self.text[self.at : self.at + 1]
        if sign in ("[", "{"):
            self.at += 1
            number = 0
            while self._skip(_BLANK) < len(self.text) and self.text[self.at] not in "]}":
                if sign == "{":
                    self._pair(place)
                else:
                    self._note((*place, number), self.at)
                    self._value((*place, number))
                    number += 1
                self._skip(_BLANK)
                if self.text[self.at : self.at + 1] == ",":
                    self.at += 1
            self.at += 1
        elif sign in ('"', "'"):
            self._skip(_STRING)
        else:
            self._skip(_PLAIN)
