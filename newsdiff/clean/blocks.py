"""The lines of a text as blocks: paragraphs of one long line each, or of hard-wrapped lines joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdiff.clean.wrapping import joints, lines, marker, seam

_FINAL = re.compile(r"(?:[.!?…][\"'”’»)\]*_]*|[.!?…,][\"”’]|\.\s?[\"”’)])\s*$")
_INNER = re.compile(r"[a-z0-9][.!?…][\"”’)]*\s+[\"“‘(]?[A-Z]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph `[start, end)` of the mended text; `text` has its inner newlines as spaces.

    `body` is where its words begin after a list marker or a heading mark; `marker` is that mark, `content` the text
    without it, `words` their number. `seams` are the ranges of `text` where a hyphened word was broken.
    """

    start: int
    end: int
    text: str
    body: int
    marker: str
    content: str
    words: int
    seams: tuple[tuple[int, int], ...] = ()

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


def blocks(text: str, breaks: frozenset[int] = frozenset(), layout: str | None = None) -> list[Block]:
    """The blocks of `text` in order; a line that starts at one of `breaks` is never joined to the one before.

    `layout` is the text before parts of it were blanked, of the same length: it tells how long its lines were.
    """
    found = lines(text, breaks, text if layout is None else layout)
    if not found:
        return []
    joined: list[Block] = []
    first = 0
    seams: list[tuple[int, int]] = []
    for k, goes_on in enumerate((*joints(text, found), False)):
        if not goes_on:
            joined.append(_block(text, found[first].start, found[k].end, seams))
            first, seams = k + 1, []
        elif seam(text, found[k].end, found[k + 1].start):
            seams.append((found[k].end, found[k + 1].start))
    return joined


def _block(text: str, start: int, end: int, seams: list[tuple[int, int]]) -> Block:
    whole = text[start:end].replace("\n", " ")
    mark = marker(whole)
    skipped = mark.end() if mark and mark.end() < len(whole) else 0
    content = whole[skipped:]
    within = tuple((a - start, b - start) for a, b in seams)
    return Block(start, end, whole, start + skipped, whole[:skipped].strip(), content, len(content.split()), within)
