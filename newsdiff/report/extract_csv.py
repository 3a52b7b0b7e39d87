"""The layers of articles as CSV (RFC 4180): a row an item, the same columns in every row, safe in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsdiff.model import Extraction, Layer
from newsdiff.report.extract_view import COLUMNS, Item, Value, View
from newsdiff.report.spreadsheet import cell, rows_text

#: Columns of every row, before those of the layers.
ALWAYS = ("layer", "path", "line", "column", "start", "end", "text")


def columns(layers: Sequence[Layer]) -> tuple[str, ...]:
    """The columns of the rows of `layers`, each once."""
    return (*ALWAYS, *dict.fromkeys(name for layer in layers for name in COLUMNS[layer]))


def rows(extractions: Iterable[Extraction], layers: Sequence[Layer]) -> Iterator[str]:
    """The head, then the rows of each article; lines end in CR LF."""
    names = columns(layers)
    yield rows_text([list(names)])
    for extraction in extractions:
        view = View(extraction)
        yield rows_text([_row(extraction.article.path, item, names) for layer in layers for item in view.items(layer)])


def _row(path: str, item: Item, names: Sequence[str]) -> list[str]:
    values: dict[str, Value] = {
        "layer": item.layer,
        "path": path,
        "line": item.line,
        "column": item.column,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        **item.values,
    }
    return [cell(values.get(name)) for name in names]
