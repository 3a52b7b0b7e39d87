"""Cells and rows for a spreadsheet: on one line, and none of them a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from newsdiff.report.visible import visible, visible_path

#: What a spreadsheet takes for the beginning of a formula, in half and full width.
_FORMULA = frozenset("=+-@＝＋－＠")


def cell(value: str | int | float | None) -> str:
    """`value` on one line; words that a spreadsheet would run as a formula are led by an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return _inert(visible(value).strip())


def path_cell(path: str) -> str:
    """`path` with its blanks as they are, safe as `cell` makes it."""
    return _inert(visible_path(path))


def _inert(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text


def rows_text(table: Iterable[Sequence[str]], *, delimiter: str = ",", newline: str = "\r\n") -> str:
    """The rows as RFC 4180 has them, or parted by another `delimiter`; cells are quoted where they must be."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(table)
    return out.getvalue()
