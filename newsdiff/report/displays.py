"""The displays of a comparison by name, and what they have in common: stories one after another, then what was lost."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING

from rich.text import Text

from newsdiff.model import Report
from newsdiff.report.layout import Page
from newsdiff.report.look import STYLES, Look
from newsdiff.report.texts import Texts
from newsdiff.report.visible import visible
from newsdiff.report.words import Kind, words_of

if TYPE_CHECKING:
    from newsdiff.report.sheet import Sheet

_RENDERERS = {
    "table": "table.TableSheet",
    "matrix": "matrix_sheet.MatrixSheet",
    "side-by-side": "side_by_side.SideBySideSheet",
    "inline": "inline.InlineSheet",
}
DISPLAYS = tuple(_RENDERERS)


def render(
    report: Report,
    look: Look,
    *,
    display: str = "table",
    hidden: Collection[Kind] = (),
    texts: Texts | None = None,
    context: int = 0,
) -> str:
    """The report in one of DISPLAYS; `look` says how wide, how coloured, how much. The same values, the same text.

    Findings of `hidden` kinds are counted only. Each passage has `context` sentences of its article around it, where
    `texts` hold them.
    """
    module, name = _RENDERERS[display].split(".")
    sheet: type[Sheet] = getattr(import_module(f"{__package__}.{module}"), name)
    return written(report, look, sheet, hidden=hidden, texts=texts, context=context)


def written(
    report: Report,
    look: Look,
    sheet: type[Sheet],
    *,
    hidden: Collection[Kind] = (),
    texts: Texts | None = None,
    context: int = 0,
) -> str:
    """Each story of the report on its `sheet`, then the inputs that were left out."""
    page = Page(look)
    for number, story in enumerate(report.stories):
        if number:
            page.blank()
        sheet(page, story, words_of(report), hidden, (texts or {}).get(story.id), context).write()
    for skipped in report.skipped:
        page.block(Text(), Text(f"skipped {visible(skipped.path)}: {visible(skipped.reason)}", STYLES["dim"]))
    return page.text()
