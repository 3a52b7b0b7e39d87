"""The lines of a text as blocks: paragraphs of one long line each, or of hard-wrapped lines joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_LINE = re.compile(r"[^\n]+")
_FINAL = re.compile(r"(?:[.!?…][\"'”’»)\]*_]*|[.!?…,][\"”’]|\.\s?[\"”’)])\s*$")
_INNER = re.compile(r"[a-z0-9][.!?…][\"”’)]*\s+[\"“‘(]?[A-Z]")
_MARKER = re.compile(r"(?:[-*•·‣▪◦●■□►▸➤]\s+|[•‣▪●■►▸➤]|[o+]\s+(?=[A-Z])|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)+")
_HEAD = re.compile(r"#{1,6}\s+|>\s+")
#: A wrapped line is at least this long (or it ends its paragraph) and at most this long.
_WRAP = (40, 110)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph `[start, end)` of the mended text; `text` has its inner newlines as spaces.

    `body` is where its words begin after a list marker or a heading mark; `marker` is that mark, `content` the text
    without it, `words` their number.
    """

    start: int
    end: int
    text: str
    body: int
    marker: str
    content: str
    words: int

    @property
    def is_closed(self) -> bool:
        """Whether the block ends as a sentence does."""
        return _FINAL.search(self.text[-12:]) is not None

    @property
    def is_item(self) -> bool:
        """Whether a list marker opens the block."""
        return bool(self.marker) and self.marker[0] not in "#>"

    @property
    def has_inner_end(self) -> bool:
        """Whether a sentence ends within the block and another begins."""
        return _INNER.search(self.content) is not None


def blocks(text: str, breaks: frozenset[int] = frozenset()) -> list[Block]:
    """The blocks of `text` in order; a line that starts at one of `breaks` is never joined to the one before."""
    lines = []
    for match in _LINE.finditer(text):
        content = match[0].strip()
        if content:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append((start, start + len(content)))
    if not _is_wrapped(text, lines):
        return [_block(text, start, end) for start, end in lines]
    return _joined(text, lines, breaks)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Most lines that another follows directly are of one width and break off within a sentence."""
    lengths = [end - start for start, end in lines]
    if not lengths or sum(length > _WRAP[1] for length in lengths) > len(lengths) // 50:
        return False
    inner = open_ended = 0
    for (start, end), (after, _) in pairwise(lines):
        if _WRAP[0] <= end - start and text.count("\n", end, after) == 1:
            inner += 1
            open_ended += not _FINAL.search(text[end - 12 if end > 12 else 0 : end])
    return inner >= 3 and open_ended > 0.6 * inner and inner > 0.25 * len(lines)


def _joined(text: str, lines: list[tuple[int, int]], breaks: frozenset[int]) -> list[Block]:
    width = median(sorted(end - start for start, end in lines)[len(lines) // 2 :])
    found: list[Block] = []
    first, last = lines[0]
    for start, end in lines[1:]:
        # A short line that does not run on in small letters ends its paragraph.
        short = last - _line_start(text, last) < 0.6 * width and not text[start].islower()
        apart = text.count("\n", last, start) > 1 or start in breaks
        if apart or short or _MARKER.match(text[start : start + 12]) or _HEAD.match(text[start : start + 12]):
            found.append(_block(text, first, last))
            first = start
        last = end
    found.append(_block(text, first, last))
    return found


def _line_start(text: str, end: int) -> int:
    return text.rfind("\n", 0, end) + 1


def _block(text: str, start: int, end: int) -> Block:
    whole = text[start:end].replace("\n", " ")
    mark = _HEAD.match(whole) or _MARKER.match(whole)
    skipped = mark.end() if mark and mark.end() < len(whole) else 0
    content = whole[skipped:]
    return Block(start, end, whole, start + skipped, whole[:skipped].strip(), content, len(content.split()))
