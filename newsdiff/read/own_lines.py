"""The lines that a source's defaults call furniture: hidden from the reading, kept in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsdiff.model import Furniture

#: A longer line is a paragraph.
_LONGEST = 1000
_LINE = re.compile(r"[^\r\n]+")
_MARKS = str.maketrans("‘’“”", "''\"\"")


def own_lines(text: str, start: int, patterns: Sequence[str]) -> tuple[Furniture, ...]:
    """The lines of `text` from `start` that one of `patterns` is the whole of, whatever their case and blanks.

    `*` in a pattern stands for anything. Takes time linear in the text for each pattern.
    """
    parts = _parts(tuple(patterns))
    if not parts:
        return ()
    found = []
    for match in _LINE.finditer(text, start):
        line = match[0].strip()
        if line and len(line) <= _LONGEST and any(_is(_folded(line), each) for each in parts):
            first = match.start() + match[0].index(line)
            found.append(Furniture(first, first + len(line), "configured"))
    return tuple(found)


def hidden(text: str, lines: Sequence[Furniture]) -> str:
    """`text` with blanks in the place of `lines`, so that all else stays where it is."""
    pieces: list[str] = []
    last = 0
    for line in lines:
        pieces += (text[last : line.start], " " * (line.end - line.start))
        last = line.end
    return "".join(pieces) + text[last:]


@lru_cache(maxsize=256)
def _parts(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_folded(part) for part in pattern.strip().split("*")) for pattern in patterns)


def _folded(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())


def _is(line: str, parts: tuple[str, ...]) -> bool:
    """Whether `line` is the parts in order with anything between them."""
    if len(parts) == 1:
        return line == parts[0]
    if len(line) < len(parts[0]) + len(parts[-1]) or not (line.startswith(parts[0]) and line.endswith(parts[-1])):
        return False
    at, end = len(parts[0]), len(line) - len(parts[-1])
    for part in parts[1:-1]:
        at = line.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
