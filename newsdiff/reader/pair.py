"""Two texts as the numbers that the reader's encoder takes, always in one order, so that neither comes first."""

from __future__ import annotations

from dataclasses import dataclass

from newsdiff.reader.wordpiece import WordPiece

#: Pieces of one text that are read; the longest sentence in five hundred is longer.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Encoded:
    """`ids` and `types` are the encoder's input; `pieces[n]` says which text (0 or 1) piece `n` is of and its
    `[start, end)` there, which is empty for the marks `[CLS]` and `[SEP]` around a text. `first[side]` is the number
    of a text's `[CLS]`."""

    ids: list[int]
    types: list[int]
    pieces: list[tuple[int, int, int]]
    first: tuple[int, int]


def encode(tokenise: WordPiece, one: str, other: str) -> Encoded:
    """`[CLS] text [SEP]` twice, the text that sorts first in front; `pieces` keep to the order given."""
    ids: list[int] = []
    types: list[int] = []
    pieces: list[tuple[int, int, int]] = []
    first = [0, 0]
    for kind, (side, text) in enumerate(sorted(((0, one), (1, other)), key=lambda item: item[1])):
        found = tokenise(text)[:LONGEST]
        first[side] = len(ids)
        ids += [tokenise.start, *(number for number, _, _ in found), tokenise.separator]
        types += [kind] * (len(found) + 2)
        pieces += [(side, 0, 0), *((side, start, end) for _, start, end in found), (side, 0, 0)]
    return Encoded(ids, types, pieces, (first[0], first[1]))
