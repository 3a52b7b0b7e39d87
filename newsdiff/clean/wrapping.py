"""Which line breaks only end a column: those of hard-wrapped text, told from those that part paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsdiff.clean.sentences import line_reason

#: Columns that text is wrapped at, in code points.
_NARROWEST, _WIDEST = 24, 110
#: A line of a ragged paragraph, or one above a line in small letters, is at least this share of the column.
_FILLED = 0.6
#: In text so wrapped, this share of the breaks that could be a column's end look like one.
_MOST = 0.6
#: Where so many of the sure breaks leave no room for the next word, a program broke the lines, and all do.
_EVEN = 0.9
#: A column this wide holds most of a short paragraph; lines that nearly fill it reach this share of it.
_BROAD, _NEAR = 60, 0.8

_FINAL = re.compile(r"(?:[.!?…:][\"'”’»)\]*_]*|[.!?…,][\"”’]|\.\s?[\"”’)])$")
_SPEECH = re.compile(r",[\"”’]$")
_SMALL = re.compile(r"[\"“‘'(\[]?[a-z]")
_FIRST_WORD = re.compile(r"\S+")
_MARKER = re.compile(r"(?:[-*•·‣▪◦●■□►▸➤]\s+|[•‣▪●■►▸➤]|[o+]\s+(?=[A-Z])|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)+")
_HEAD = re.compile(r"#{1,6}\s+|>\s+")
_BY = re.compile(r"(?:[a-z]+ )?by:?\s+[A-Z]")
_ADDRESS = re.compile(r"https?://|www\.")
#: Articles, conjunctions and prepositions that take a noun after them: nothing ends with one.
_LEADING = re.compile(r"(?:^|\s)(?:a|an|and|as|at|because|but|for|from|into|nor|of|or|than|the|to|whose|with)$", re.I)
_HYPHENED = re.compile(r"\w-$")
#: After a hyphen that stands for the rest of a compound: "two- and three-year terms".
_SUSPENDED = re.compile(r"(?:and|but|nor|or|to)\b")


def marker(text: str) -> re.Match[str] | None:
    """The list marker or heading mark that opens `text`."""
    return _HEAD.match(text) or _MARKER.match(text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words `[start, end)` in the text; `column` is where they end on the page, `stanza` counts up at each
    blank line and at each place where a paragraph is known to start."""

    start: int
    end: int
    column: int
    stanza: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """The break between two lines of a stanza: how long the first is (`column`), and would be with the next's word
    (`reach`); whether the first ends as sentences do, whether the second runs on, and if a list marker opens it."""

    column: int
    reach: int
    is_closed: bool
    runs_on: bool
    leads_on: bool
    item: bool
    head: bool

    @property
    def is_sure(self) -> bool:
        return (self.runs_on or self.leads_on) and not self.item

    def fills(self, width: int) -> bool:
        return self.column >= _FILLED * width


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The column that lines are wrapped at; whether all are filled as a program fills them; and whether most breaks
    are a column's end, so that a full line may also end a sentence within its paragraph."""

    width: int
    even: bool
    dense: bool


def lines(text: str, breaks: frozenset[int], layout: str) -> list[Line]:
    """The lines of `text` that hold anything; `layout` is the same text with what was blanked in it."""
    starts = [0, *(match.end() for match in re.finditer("\n", layout))]
    found: list[Line] = []
    for match in re.finditer(r"[^\n]+", text):
        content = match[0].strip()
        if not content:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = start + len(content)
        stanza = 0
        if found:
            apart = start in breaks or text.count("\n", found[-1].end, start) > 1
            stanza = found[-1].stanza + apart
        found.append(Line(start, end, end - starts[bisect_right(starts, start) - 1], stanza))
    return found


def joints(text: str, found: Sequence[Line]) -> list[bool]:
    """For each line but the last whether the next one goes on with its paragraph.

    Lines are broken alike all through a file, or else within a stanza; where neither is wrapped, only a line that
    ends no sentence goes on, in small letters.
    """
    gaps = [_gap(text, a, b) if a.stanza == b.stanza else None for a, b in pairwise(found)]
    whole = _wrap([gap for gap in gaps if gap], _columns(found, gaps)) or _rarely(text, found, gaps)
    joined: list[bool] = []
    first = 0
    while first < len(found):
        last = first + 1
        while last < len(found) and found[last].stanza == found[first].stanza:
            last += 1
        if first:
            joined.append(False)
        joined += _stanza(text, found[first:last], [gap for gap in gaps[first : last - 1] if gap], whole)
        first = last
    return joined


def seam(text: str, end: int, start: int) -> bool:
    """Whether the line that ends at `end` breaks off within a hyphened word that goes on at `start`."""
    hyphened = _HYPHENED.search(text, max(0, end - 2), end) is not None
    return hyphened and text[start].isalnum() and not _SUSPENDED.match(text, start)


def _gap(text: str, line: Line, after: Line) -> _Gap:
    tail, head = text[max(line.start, line.end - 12) : line.end], text[after.start : min(after.end, after.start + 40)]
    small = _SMALL.match(head) is not None and not _BY.match(head) and not _ADDRESS.match(head)
    closed = _FINAL.search(tail) is not None
    word = _FIRST_WORD.match(text, after.start, after.end)
    return _Gap(
        column=line.column,
        reach=line.column + 1 + (word.end() - word.start() if word else 0),
        is_closed=closed,
        runs_on=small and (not closed or _SPEECH.search(tail) is not None),
        leads_on=not closed and _LEADING.search(tail) is not None,
        item=_MARKER.match(head) is not None,
        head=_HEAD.match(head) is not None,
    )


def _columns(found: Sequence[Line], gaps: Sequence[_Gap | None]) -> list[int]:
    """Where the lines end that stand in a stanza with others."""
    near = zip((None, *gaps), (*gaps, None), strict=True)
    return [line.column for line, (above, below) in zip(found, near, strict=True) if above or below]


def _wrap(gaps: Sequence[_Gap], columns: Sequence[int]) -> _Wrap | None:
    """The column that these lines are wrapped at, None where they are not."""
    plain = [gap for gap in gaps if not gap.item and not gap.head]
    if not plain:
        return None
    # One line in fifty may stand out: an address cannot be broken.
    width = sorted(columns)[-1 - len(columns) // 50]
    sure = [gap for gap in plain if gap.is_sure and gap.fills(width)]
    if not sure or not _NARROWEST <= width <= _WIDEST:
        return None
    even = sum(gap.reach > width for gap in sure) >= _EVEN * len(sure)
    dense = sum(gap.reach > width or (not gap.is_closed and gap.fills(width)) for gap in plain) >= _MOST * len(plain)
    # Paragraphs of one line each, or of few, parted by no blank line: those that end no sentence tell.
    open_ended = [gap for gap in plain if not gap.is_closed]
    if dense or (even and 2 * sum(gap.reach > width for gap in open_ended) > len(open_ended)):
        return _Wrap(width, even, dense)
    return None


def _rarely(text: str, found: Sequence[Line], gaps: Sequence[_Gap | None]) -> _Wrap | None:
    """The column of a text whose paragraphs mostly fit in a line: each line that ends no sentence has filled it, as
    others nearly do, and is followed by one that ends its sentence."""
    width = max((line.column for line in found), default=0)
    broken = [
        (gap, after)
        for gap, after in zip(gaps, found[1:], strict=True)
        if gap and not (gap.is_closed or gap.item or gap.head)
    ]
    if not broken or not _BROAD <= width <= _WIDEST or any(gap.reach <= width for gap, _ in broken):
        return None
    ends = all(_FINAL.search(text[max(0, after.end - 12) : after.end]) for _, after in broken)
    near = sum(line.column >= _NEAR * width for line in found) - len(broken)
    return _Wrap(width, even=True, dense=False) if ends and near >= 2 else None


def _stanza(text: str, found: Sequence[Line], gaps: Sequence[_Gap], whole: _Wrap | None) -> list[bool]:
    wrap = whole or _wrap(gaps, [line.column for line in found])
    if wrap is None:
        return [_goes_on(text, line, gap, after) for line, gap, after in zip(found, gaps, found[1:], strict=False)]
    items = Counter(_kind(match[0]) for line in found if (match := _MARKER.match(text[line.start : line.start + 12])))
    lone = sum(items.values()) == 1
    return [_is_wrapped(gap, wrap, lone) for gap in gaps]


def _kind(mark: str) -> str:
    return "number" if any(char.isdigit() for char in mark) else mark[:1]


def _is_wrapped(gap: _Gap, wrap: _Wrap, lone: bool) -> bool:
    full = gap.reach > wrap.width
    if gap.head:
        return False
    if gap.item:
        # "on May\n9. The" and "(AP)\n- Nine" are no lists of one item: those stand below a line that has room left.
        return lone and full and wrap.even and not gap.is_closed
    if gap.runs_on or (full and (wrap.dense or not gap.is_closed)):
        return True
    return not wrap.even and not gap.is_closed and gap.fills(wrap.width)


def _goes_on(text: str, line: Line, gap: _Gap, after: Line) -> bool:
    if gap.item or gap.head or not gap.runs_on or gap.column < _NARROWEST:
        return False
    rest = text[after.start : after.end]
    # A word alone that ends no sentence is a button: "share", "submit".
    if " " not in rest and not _FINAL.search(rest[-12:]):
        return False
    return not any(line_reason(text[item.start : item.end]) for item in (line, after))
