"""The sentences of a story read in pairs, each pair once; what is said of them is said in places of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdiff.model import Reported, Span
from newsdiff.reader.reading import Reading, Relation
from newsdiff.reader.sentence import Sentence, sentence

if TYPE_CHECKING:
    from newsdiff.reader import Reader

_Place = tuple[str, int]
"""An article, and the index of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Read:
    """Two sentences of a story as they were read together; `side` 0 is the first, 1 the second."""

    reading: Reading
    sentences: tuple[Sentence, Sentence]

    @property
    def relation(self) -> Relation:
        """How the two sentences are related."""
        return self.reading.relation

    def answer(self, side: int, span: Span) -> tuple[Span, float] | None:
        """Where the other sentence answers the words at `span` of sentence `side`, and by how much it beats none."""
        asked = self.sentences[side].within(span)
        found = self.reading.answer(side, *asked) if asked else None
        place = self.sentences[1 - side].span(found.start, found.end) if found else None
        return None if place is None or found is None else (place, found.margin)

    def difference(self, side: int, span: Span) -> float:
        """Log-odds that words at `span` of sentence `side` are among those that the two do not agree on."""
        asked = self.sentences[side].within(span)
        return self.reading.difference(side, *asked) if asked else 0.0


class Readings:
    """The sentences of a story, read as they are asked for; `texts` are the articles' texts by their letter."""

    def __init__(self, reader: Reader, texts: Mapping[str, str], claims: Iterable[Reported]) -> None:
        self._reader, self._texts = reader, texts
        self._claims: dict[_Place, list[Reported]] = {}
        for item in claims:
            self._claims.setdefault((item.article, item.claim.index), []).append(item)
        self._sentences: dict[_Place, Sentence] = {}
        self._read: dict[tuple[_Place, _Place], Read] = {}

    def read(self, one: Reported, other: Reported) -> Read:
        """The sentences of two claims of two articles."""
        places = (one.article, one.claim.index), (other.article, other.claim.index)
        if places not in self._read:
            first, second = self._sentence(places[0]), self._sentence(places[1])
            self._read[places] = Read(self._reader.read(first.text, second.text), (first, second))
        return self._read[places]

    def claims(self, one: Reported) -> Sequence[Reported]:
        """All claims of the sentence that a claim stands in."""
        return self._claims[one.article, one.claim.index]

    def text(self, one: Reported) -> str:
        """The sentence that a claim stands in, as it is read."""
        return self._sentence((one.article, one.claim.index)).text

    def _sentence(self, place: _Place) -> Sentence:
        if place not in self._sentences:
            self._sentences[place] = sentence(self._texts[place[0]], [item.claim for item in self._claims[place]])
        return self._sentences[place]
