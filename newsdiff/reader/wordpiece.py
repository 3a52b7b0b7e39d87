"""Words to the pieces that a BERT vocabulary knows, each with its place in the text.

The method is that of BERT's uncased tokeniser (Devlin et al. 2019): lower case, accents off, punctuation apart, then
the longest known pieces from the left (WordPiece). Unlike there, scripts written without blanks are not split into
characters, and a combining accent ends a word: English has neither. The `tokenizers` package would do, but it brings a
client of a model hub with it, and newsdiff never touches the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, normalize

_WORD = re.compile(r"[^\W_]+|\S")
#: Words longer than this are unknown, as in BERT: a longer one would cost the square of its length.
_LONGEST = 100

Piece = tuple[int, int, int]
"""The number of a piece in the vocabulary, and its `[start, end)` in the text."""


class WordPiece:
    """A vocabulary, one piece a line; `##` begins a piece that continues a word."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self.start, self.separator = self._number["[CLS]"], self._number["[SEP]"]
        self._unknown = self._number["[UNK]"]
        self._split = lru_cache(maxsize=8192)(self._pieces)

    def __call__(self, text: str) -> list[Piece]:
        """The pieces of `text` in order."""
        return [
            (number, found.start() + start, found.start() + end)
            for found in _WORD.finditer(text)
            for number, start, end in self._split(found.group())
        ]

    def _pieces(self, word: str) -> tuple[Piece, ...]:
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(word):
            for letter in normalize("NFD", character.lower()):
                if category(letter) != "Mn":
                    letters.append(letter)
                    places.append(place)
        if not letters:
            return ()
        folded = "".join(letters)
        if len(folded) > _LONGEST:
            return ((self._unknown, 0, len(word)),)
        places.append(len(word))
        found: list[Piece] = []
        begin = 0
        while begin < len(folded):
            end = len(folded)
            while end > begin and (piece := "##" * (begin > 0) + folded[begin:end]) not in self._number:
                end -= 1
            if end == begin:
                return ((self._unknown, 0, len(word)),)
            found.append((self._number[piece], places[begin], max(places[begin] + 1, places[end])))
            begin = end
        return tuple(found)
