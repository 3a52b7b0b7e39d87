"""An article's words, cut to the room there is around the words that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from newsdiff.report.visible import visible

GAP = "…"
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Safe text of one line with the ranges of it that are `marks`: sorted, apart, none of them empty."""

    text: str
    marks: tuple[Mark, ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """The text in order, parted where a mark begins or ends; True for a mark."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        parts.append((self.text[at:], False))
        return [(text, marked) for text, marked in parts if text]


def excerpt(text: str, marks: Sequence[Mark] = ()) -> Excerpt:
    """`text` made safe to show, with `marks` (code points of `text`) moved to where their words now stand."""
    shown, moved, at = "", [], 0
    for start, end in merged([(max(0, start), min(end, len(text))) for start, end in marks]):
        shown += visible(text[at:start])
        begin = len(shown)
        shown += visible(text[start:end])
        if len(shown) > begin:
            moved.append((begin, len(shown)))
        at = end
    shown += visible(text[at:])
    lead = len(shown) - len(shown.lstrip())
    kept = shown.strip()
    clipped = [(max(0, start - lead), min(end - lead, len(kept))) for start, end in moved]
    return Excerpt(kept, tuple((start, end) for start, end in clipped if start < end))


def merged(marks: Sequence[Mark]) -> list[Mark]:
    """`marks` sorted, those that touch or overlap joined, empty ones left out."""
    joined: list[Mark] = []
    for start, end in sorted(marks):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def shorten(whole: Excerpt, cells: int) -> Excerpt:
    """`whole` in about `cells` cells: its marks with the words around them, or its beginning; cuts shown as …."""
    width = cell_len(whole.text)
    if width <= cells and len(whole.text) <= 4 * cells:
        return whole
    # Wide characters take two cells: the room in code points shrinks as their share grows.
    room = max(8, int(cells * len(whole.text) / width) if width > len(whole.text) else cells)
    windows = _windows(whole, room)
    text, marks = "", []
    for start, end in windows:
        text += (GAP if start else "") if not text else f" {GAP} "
        shift = len(text) - start
        text += whole.text[start:end]
        marks += [(max(a, start) + shift, min(b, end) + shift) for a, b in whole.marks if a < end and b > start]
    if windows[-1][1] < len(whole.text):
        text += GAP
    return Excerpt(text, tuple(marks))


def _windows(whole: Excerpt, room: int) -> list[Mark]:
    if not whole.marks:
        return [(0, _back(whole.text, room - 1, 0))]
    kept, used = [], 0
    for start, end in whole.marks:
        end = min(end, start + room - used)
        if end <= start:
            break
        kept.append((start, end))
        used += end - start
    pad = (room - used) // (2 * len(kept))
    if len(kept) == 1:
        start, end = kept[0]
        first = max(0, min(start - pad, len(whole.text) - room))
        wide = [(first, max(end, min(len(whole.text), first + room)))]
    else:
        wide = merged([(max(0, start - pad), min(len(whole.text), end + pad)) for start, end in kept])
    inner = [
        (min(a for a, b in kept if a < end and b > start), max(b for a, b in kept if a < end and b > start))
        for start, end in wide
    ]
    return [
        (_forth(whole.text, start, first), _back(whole.text, end, last))
        for (start, end), (first, last) in zip(wide, inner, strict=True)
    ]


def _forth(text: str, start: int, limit: int) -> int:
    """The beginning of the first word at or after `start`, not past `limit`."""
    if start == 0 or text[start - 1] == " ":
        return start
    blank = text.find(" ", start, min(limit, start + 30))
    return start if blank < 0 else blank + 1


def _back(text: str, end: int, limit: int) -> int:
    """The end of the last whole word before `end`, not before `limit`."""
    if end >= len(text) or text[end] == " ":
        return min(end, len(text))
    blank = text.rfind(" ", max(limit, end - 30), end)
    return end if blank < 0 else blank
