"""One view of an extraction for every format: each layer as items with a place, exact words and named values."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsdiff.model import Attribution, Extraction, Layer, Quantity, Span

#: What a part of an item may be: a word, a number, nothing, or a place in the text with its words.
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Words:
    """A span of the article with its exact words."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found: `[start, end)` from its first to its last word, the words, and what is known of it.

    `parts` are the spans that make it up: one, or several where a quotation is interrupted.
    """

    layer: Layer
    parts: tuple[Words, ...]
    line: int
    column: int
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def text(self) -> str:
        """The words of all parts, what is left out between them shown as `…`."""
        return " … ".join(part.text for part in self.parts)


#: The values that the items of each layer have, in the order of the formats.
COLUMNS: Mapping[Layer, tuple[str, ...]] = {
    "furniture": ("reason",),
    "claims": ("predicate", "tense", "polarity", "modality", "hedge", "attribution", "source", "cue", "speaker"),
    "attributions": ("attribution", "source", "cue", "speaker"),
    "quantities": ("low", "high", "unit", "modifier", "trend", "of"),
    "times": ("type", "value", "from", "to", "granularity"),
    "entities": ("name", "kind"),
}


class View:
    """The items of one extraction, layer by layer."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.text = extraction.article.text
        self._lines = [0]
        at = self.text.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = self.text.find("\n", at + 1)

    def words(self, span: Span | None) -> Words | None:
        """The words of `span`."""
        return None if span is None else Words(self.text[span.start : span.end], span.start, span.end)

    def place(self, start: int) -> tuple[int, int]:
        """Line and column, counted from 1, of the code point at `start`."""
        line = bisect_right(self._lines, start)
        return line, start - self._lines[line - 1] + 1

    def items(self, layer: Layer) -> Iterator[Item]:
        """What was found in `layer`, in the order of the text; of an entity each mention."""
        found: Mapping[Layer, Callable[[], Iterator[Item]]] = {
            "furniture": self._furniture,
            "claims": self._claims,
            "attributions": self._attributions,
            "quantities": self._quantities,
            "times": self._times,
            "entities": self._mentions,
        }
        yield from found[layer]()

    def _item(self, layer: Layer, spans: Sequence[Span], **values: Value) -> Item:
        parts = tuple(Words(self.text[span.start : span.end], span.start, span.end) for span in spans)
        line, column = self.place(parts[0].start)
        return Item(layer, parts, line, column, values)

    def _furniture(self) -> Iterator[Item]:
        for item in self.extraction.furniture:
            yield self._item("furniture", [Span(item.start, item.end)], reason=item.reason)

    def _claims(self) -> Iterator[Item]:
        for item in self.extraction.claims:
            yield self._item(
                "claims",
                [Span(item.start, item.end)],
                predicate=item.predicate,
                tense=item.tense,
                polarity=item.polarity,
                modality=item.modality,
                hedge=item.hedge,
                **self._said(item.attribution),
            )

    def _attributions(self) -> Iterator[Item]:
        for item in self.extraction.attributions:
            yield self._item("attributions", item.content, **self._said(item))

    def _said(self, item: Attribution | None) -> dict[str, Value]:
        if item is None:
            return dict.fromkeys(("attribution", "source", "cue", "speaker"))
        source, cue = self.words(item.source), self.words(item.cue)
        return {
            "attribution": item.kind,
            "source": source.text if source else item.source_text,
            "cue": cue.text if cue else item.cue_text,
            "speaker": item.speaker,
        }

    def _quantities(self) -> Iterator[Item]:
        for item in self.extraction.quantities:
            values = {
                "low": number(item.low),
                "high": number(item.high),
                "unit": item.unit,
                "modifier": modifier(item),
                "trend": item.trend,
                "of": item.of,
            }
            yield self._item("quantities", [Span(item.start, item.end)], **values)

    def _times(self) -> Iterator[Item]:
        for item in self.extraction.times:
            values = {
                "type": item.type,
                "value": item.value,
                "from": moment(item.earliest),
                "to": moment(item.latest),
                "granularity": item.granularity,
            }
            yield self._item("times", [Span(item.start, item.end)], **values)

    def _mentions(self) -> Iterator[Item]:
        for entity in self.extraction.entities:
            for mention in entity.mentions:
                yield self._item("entities", [mention], name=entity.name, kind=entity.kind)


def modifier(item: Quantity) -> str | None:
    """The quantity's modifier; where it has none, the direction of its change."""
    return item.modifier or item.trend


def number(value: float | None) -> int | float | None:
    """A whole number without a fraction, another to twelve digits, which hides what binary fractions add; None for
    an open end."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else float(f"{value:.12g}")


def moment(value: datetime | None) -> str | None:
    """ISO 8601, without a zone: the time where the article is."""
    return value.isoformat() if value is not None else None
