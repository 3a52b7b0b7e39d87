"""The layers of articles as tables: a page an article, for eyes, not for programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rich.text import Text

from newsdiff.model import Article, Extraction, Layer
from newsdiff.report.excerpt import Excerpt, excerpt, shorten
from newsdiff.report.extract_view import Item, View
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look
from newsdiff.report.visible import visible

_DIM = STYLES["dim"]
#: Lines of an item's words that a screen shows before it cuts them, and the cells that wrapping costs over them.
_LINES, _SLACK = 2, 8
#: The narrowest that a column of an aligned list may become.
_LEAST = 10
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: What goes without saying of a claim.
_USUAL = ("affirmed", "asserted")
_SIGNS = {"about": "≈", "more than": ">", "at least": "≥", "less than": "<", "at most": "≤", "up to": "≤"}


def pages(extractions: Iterable[Extraction], layers: Sequence[Layer], look: Look) -> Iterator[str]:
    """A page for each article, one at a time: `look` says how wide, how coloured, how much."""
    for number, extraction in enumerate(extractions):
        page = Page(look)
        _Sheet(page, extraction, layers).write()
        yield ("\n" if number else "") + page.text()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a list: short cells that are aligned, or words that wrap, then what they come to; and the place."""

    words: str
    cells: tuple[str, ...]
    place: str
    tail: str = ""


class _Sheet:
    """One article's page."""

    def __init__(self, page: Page, extraction: Extraction, layers: Sequence[Layer]) -> None:
        self.page, self.look, self.layers = page, page.look, layers
        self.article, self.view = extraction.article, View(extraction)
        self.cells = self.look.cells or 80
        path = visible(self.article.path)
        self.name = _middle(os.path.basename(path) or path, max(12, self.cells // 4)) if self.look.screen else path

    def write(self) -> None:
        self._header(self.article)
        for layer in self.layers:
            rows = _ROWS[layer](self, list(self.view.items(layer)))
            self._section(layer, rows)

    def _header(self, article: Article) -> None:
        title = excerpt(article.title or "").text
        if title:
            shown = shorten(Excerpt(title), 2 * self.cells - _SLACK).text if self.look.screen else title
            self.page.block(Text(), Text(shown, STYLES["title"]))
        source = visible(article.source or "").strip()
        parts = [Text(source, "bold")] if source else []
        parts += [Text(article.published.isoformat() if article.published else "no date")]
        parts += [Text(visible(article.path), _DIM)]
        self.page.block(Text("  "), between(parts, Text(" · ", _DIM)))

    def _section(self, layer: Layer, rows: Sequence[_Row]) -> None:
        self.page.blank()
        self.page.rule(Text.assemble((layer.capitalize(), STYLES["unique"]), f"  {len(rows)}"))
        shown = rows[: self.look.top] if self.look.top else rows
        if any(row.cells for row in shown):
            self._aligned(shown)
        else:
            self._wrapped(shown)
        if len(shown) < len(rows):
            self.page.line(Text(f"  … {len(rows) - len(shown)} more, --top 0 shows all", _DIM))

    def _wrapped(self, rows: Sequence[_Row]) -> None:
        column = max((len(row.place) for row in rows), default=0)
        for row in rows:
            place = Text(row.place, _DIM)
            if not self.look.screen:
                filler = " " * (column - len(row.place) + 2)
                self.page.block(Text.assemble("  ", place, filler), Text.assemble(row.words, (row.tail, "italic")))
                continue
            room = self.cells - 2 - column - 2
            words = shorten(Excerpt(row.words), max(room - 2, _LINES * room - _SLACK - Text(row.tail).cell_len))
            text = Text.assemble(words.text, (row.tail, "italic"))
            self.page.add(self.page.laid(Text("  "), text, [place], column, self.cells))

    def _aligned(self, rows: Sequence[_Row]) -> None:
        """The words and the short cells one under the other; a screen too narrow for that gets them in one text."""
        column = max(len(row.place) for row in rows)
        table = [[row.words, *row.cells] for row in rows]
        widths = [max(Text(line[number]).cell_len for line in table) for number in range(len(table[0]))]
        if self.look.screen:
            room = self.cells - 2 - column - 2 * len(widths)
            if sum(min(width, _LEAST) for width in widths) > room:
                joined = (
                    _Row("  ".join(filter(None, line)), (), row.place) for row, line in zip(rows, table, strict=True)
                )
                self._wrapped(list(joined))
                return
            widths = _fitted(widths, room)
        for row, line in zip(rows, table, strict=True):
            parts = []
            for number, (words, width) in enumerate(zip(line, widths, strict=True)):
                short = shorten(Excerpt(words), width).text if self.look.screen else words
                part = Text(short, STYLES["head"] if number == 0 else "")
                parts.append(Text.assemble(part, " " * max(0, width - part.cell_len)))
            text = between(parts, Text("  "))
            place = Text(row.place, _DIM)
            if self.look.screen:
                filler = " " * (self.cells - 2 - text.cell_len - place.cell_len)
                self.page.line("  ", text, filler, place)
            else:
                self.page.line("  ", place, " " * (column - len(row.place) + 2), text)

    def place(self, item: Item) -> str:
        return f"{self.name}:{item.line}:{item.column}"


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """`widths` made narrower, the widest first, until they have `room`."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _LEAST:
        widest = max(fitted)
        following = max((width for width in fitted if width < widest), default=_LEAST)
        over = -(-(sum(fitted) - room) // fitted.count(widest))
        less = max(1, min(widest - max(following, _LEAST), over))
        fitted = [width - less if width == widest else width for width in fitted]
    return fitted


def _middle(name: str, cells: int) -> str:
    return name if len(name) <= cells else f"{name[: cells // 2 - 1]}…{name[len(name) - (cells - cells // 2) :]}"


def _shown(value: object) -> str:
    return visible("" if value is None else str(value)).strip()


def _furniture(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    return [_Row(_shown(item.values["reason"]), (_shown(item.text),), sheet.place(item)) for item in items]


def _claims(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    rows = []
    for item in items:
        words = _shown(item.text)
        speaker = _shown(item.values["speaker"] or item.values["source"])
        marks = [speaker] if speaker and speaker not in words else []
        marks += [str(item.values[name]) for name in ("polarity", "modality") if item.values[name] not in _USUAL]
        rows.append(_Row(words, (), sheet.place(item), " — " + ", ".join(marks) if marks else ""))
    return rows


def _attributions(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    rows = []
    for item in items:
        source, speaker = _shown(item.values["source"]), _shown(item.values["speaker"])
        cue = _shown(item.values["cue"])
        who = speaker or source
        if source and source.casefold() not in who.casefold() and who.casefold() not in source.casefold():
            who = f"{who} (“{source}”)" if who else source
        tail = " — " + ", ".join(part for part in (who, cue) if part) if who or cue else ""
        rows.append(_Row(_shown(item.text), (), sheet.place(item), tail))
    return rows


def _quantities(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    return [
        _Row(_shown(item.text), (_figure(item.values), _shown(item.values["of"])), sheet.place(item)) for item in items
    ]


def _figure(values: Mapping[str, object]) -> str:
    """`≥ 10 USD`, `3–5 km`, `up 4 %`: the value as it is compared."""
    low, high = values["low"], values["high"]
    ends = [f"{end:,}" for end in (low, high) if isinstance(end, int | float)]
    number = ends[0] if len(set(ends)) == 1 else "–".join(ends)
    word = str(values["modifier"] or "")
    return " ".join(part for part in (_SIGNS.get(word, word), number, _shown(values["unit"])) if part)


def _times(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    return [
        _Row(_shown(item.text), (_shown(item.values["value"]), _interval(item.values)), sheet.place(item))
        for item in items
    ]


def _interval(values: Mapping[str, object]) -> str:
    """From when to when, the last day or minute included; of one day, or of none that is known, what it is."""
    first, after = values["from"], values["to"]
    if not isinstance(first, str) or not isinstance(after, str):
        return _shown(values["granularity"])
    start, end = datetime.fromisoformat(first), datetime.fromisoformat(after)
    if start.time() == end.time() == time():
        days = [start.date().isoformat(), (end - timedelta(days=1)).date().isoformat()]
        return _WEEKDAYS[start.weekday()] if days[0] == days[1] else " – ".join(days)
    if start == end or end - start == timedelta(minutes=1):
        return f"{start:%Y-%m-%d %H:%M}"
    same = start.date() == (end - timedelta(microseconds=1)).date()
    return f"{start:%Y-%m-%d %H:%M} – " + (f"{end:%H:%M}" if same else f"{end:%Y-%m-%d %H:%M}")


def _entities(sheet: _Sheet, items: Sequence[Item]) -> list[_Row]:
    """A line an entity: its name, its kind, how often it is mentioned, and in which other words."""
    entities: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        entities.setdefault((_shown(item.values["name"]), _shown(item.values["kind"])), []).append(item)
    rows = []
    for (name, kind), mentions in entities.items():
        others = dict.fromkeys(_shown(item.text) for item in mentions)
        others.pop(name, None)
        rows.append(_Row(name, (kind, f"{len(mentions)}×", ", ".join(others)), sheet.place(mentions[0])))
    return rows


_ROWS: Mapping[Layer, Callable[[_Sheet, Sequence[Item]], list[_Row]]] = {
    "furniture": _furniture,
    "claims": _claims,
    "attributions": _attributions,
    "quantities": _quantities,
    "times": _times,
    "entities": _entities,
}
