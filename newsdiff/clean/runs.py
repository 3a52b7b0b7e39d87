"""Runs no reader reads: hundreds of characters without a space (keys, encoded files, rows of marks), and wide gaps."""

from __future__ import annotations

import re

from newsdiff.clean.mojibake import Mended
from newsdiff.model import Furniture

REASON = "not words"
#: Code points without a space. The longest words and chains of compounds stay below half of it; the tokenizer takes
#: time in proportion to the square of such a run, five milliseconds for this many quotation marks.
LONGEST_WORD = 200
#: With a web address in it, which is cut later on and is no word, a run may be as long as browsers take addresses.
_LONGEST_ADDRESS = 2000
#: Columns of a menu are parted by gaps of three spaces and more; of a wider gap so many are kept.
_WIDEST_GAP, _KEPT_GAP = 20, 3

_RUN = re.compile(r"\S+| {2,}")
_ADDRESS = re.compile(r"https?://[^\s()\[\]<>\"]+", re.I)
#: What ends the sentence that the run stands in is left.
_END = re.compile(r"(?<=\w)[.!?…][\"”’)\]]{0,2}$")


def without_runs(mended: Mended) -> tuple[Mended, list[Furniture]]:
    """The text without its runs that are no words, gaps narrowed, and those runs as furniture of the file."""
    text, offsets = mended.text, mended.offsets
    pieces: list[str] = []
    places: list[int] = []
    cut: list[Furniture] = []
    last = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        if end - start <= _WIDEST_GAP:
            continue
        if text[start] == " ":
            start += _KEPT_GAP
        elif _is_word(match[0]):
            continue
        else:
            closing = _END.search(text, end - 3, end)
            end = closing.start() if closing else end
            cut.append(Furniture(offsets[start], offsets[end - 1] + 1, REASON))
        pieces.append(text[last:start])
        places += offsets[last:start]
        last = end
    if not last:
        return mended, cut
    pieces.append(text[last:])
    places += offsets[last:]
    return Mended("".join(pieces), tuple(places)), cut


def _is_word(run: str) -> bool:
    """Whether the run is short enough for one, web addresses apart."""
    if len(run) <= LONGEST_WORD:
        return True
    return len(run) <= _LONGEST_ADDRESS and len(_ADDRESS.sub("", run)) <= LONGEST_WORD
