"""An attribution in the making: token ranges of source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]  # tokens `[start, end)`


@dataclass(slots=True)
class Draft:
    """`head` is the token the cue turns on; `rule` names the rule that found it."""

    head: int
    cue: Range
    source: Range | None
    content: list[Range] = field(default_factory=list)
    rule: str = ""


def extent(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def trimmed(doc: Doc, start: int, end: int) -> Range | None:
    """`[start, end)` without punctuation and space at its edges, quotation marks kept; None if nothing is left."""
    while start < end and (doc[start].is_space or (doc[start].is_punct and not doc[start].is_quote)):
        start += 1
    while end > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and not doc[end - 1].is_quote)):
        end -= 1
    return (start, end) if start < end else None


def without(ranges: list[Range], hole: Range) -> list[Range]:
    """`ranges` with the tokens of `hole` cut out."""
    left: list[Range] = []
    for start, end in ranges:
        if hole[1] <= start or end <= hole[0]:
            left.append((start, end))
            continue
        if start < hole[0]:
            left.append((start, hole[0]))
        if hole[1] < end:
            left.append((hole[1], end))
    return left
