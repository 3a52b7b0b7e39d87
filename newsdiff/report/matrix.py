"""The matrix: which source reports which shared fact, and how: a row a fact, a column a source."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from newsdiff.model import Facet, Finding
from newsdiff.report.excerpt import GAP, Excerpt, excerpt
from newsdiff.report.layout import Page
from newsdiff.report.look import STYLES, Look, letter
from newsdiff.report.visible import ascii_signs

_DIM = STYLES["dim"]
#: Fewer articles than this are read side by side without a matrix.
LEAST_ARTICLES = 3
#: The narrowest column of facts that words of sources may leave, and that their signs may leave.
_FACT, _LEAST_FACT = 26, 13
#: The widest column of a source; the narrowest with two blanks beside it, and with one, before only signs are left.
_WIDEST, _WIDE, _NARROW = 16, 9, 6
AGREES, DIFFERS = "✓", "≠"


def write(page: Page, articles: Sequence[str], findings: Sequence[Finding]) -> None:
    """The matrix of the shared `findings`, in their order, by the letters of `articles`; `page.look.top` cuts it."""
    look = page.look
    shown = findings[: look.top] if look.top else findings
    room, gap = _room(look.cells, len(articles))
    rows = [cells(finding) for finding in shown]
    table = [[_cell(row.get(article), room, look) for article in articles] for row in rows]
    heads = [letter(article) for article in articles]
    widths = [max(part.cell_len for part in column) for column in zip(heads, *table, strict=True)]
    facts = [excerpt(finding.summary.strip() or finding.claims[0].claim.text) for finding in shown]
    page.blank()
    page.rule(Text.assemble(("Facts by source", STYLES["head"]), f"  {len(findings)}"))
    page.blank()
    if look.cells is None:
        width = max(cell_len(fact.text) for fact in facts)
    else:
        width = look.cells - 2 - sum(widths) - gap * len(widths)
        if width < _LEAST_FACT:
            page.block(Text("  "), Text("too many sources for this width; a wider one shows who reports what", _DIM))
            return
    facts = [_cut(fact, width, look) for fact in facts]
    for fact, row in zip([Excerpt(""), *facts], [heads, *table], strict=True):
        line = Text.assemble("  ", fact.text, " " * (width - cell_len(fact.text)))
        for part, cells_ in zip(row, widths, strict=True):
            line.append_text(Text.assemble(" " * gap, part, " " * (cells_ - part.cell_len)))
        page.line(line)
    if len(shown) < len(findings):
        page.line(Text(f"  … {len(findings) - len(shown)} more shared, --top 0 shows all", _DIM))
    page.block(Text("  "), Text(f"{_sign(AGREES, look)} agrees · {_sign(DIFFERS, look)} differs · blank: silent", _DIM))


def cells(finding: Finding) -> dict[str, tuple[bool, str]]:
    """For each article that reports the finding, whether it agrees, and its words where sources differ.

    Where more articles say one thing than any other, they agree and the rest differ; where none has most, all differ.
    """
    reports = dict.fromkeys((item.article for item in finding.claims), (True, ""))
    for facet in finding.facets:
        if facet.relation == "conflict":
            said = {value.article: _said(facet, value.article) for value in facet.values}
            counts = Counter(said.values()).most_common(2)
            most = counts[0][0] if len(counts) > 1 and counts[0][1] > counts[1][1] else None
            for value in facet.values:
                if reports[value.article] == (True, ""):
                    reports[value.article] = said[value.article] == most, value.text
    return reports


def _said(facet: Facet, article: str) -> str:
    """What the article says in the facet, the same for two articles that say the same in other words."""
    value = next(value for value in facet.values if value.article == article)
    known = {key: part for key, part in value.value.items() if part is not None}
    return json.dumps(known, sort_keys=True, default=str) if known else " ".join(value.text.casefold().split())


def _room(cells: int | None, articles: int) -> tuple[int, int]:
    """The cells that each source's column may take, and the blanks before it; 1 where there is room for signs alone."""
    if cells is None:
        return _WIDEST, 2
    for gap, least in ((2, _WIDE), (1, _NARROW)):
        room = (cells - 2 - _FACT) // articles - gap
        if room >= least:
            return min(_WIDEST, room), gap
    return 1, 1


def _cell(said: tuple[bool, str] | None, room: int, look: Look) -> Text:
    if said is None:
        return Text()
    agrees, words = said
    sign = _sign(AGREES if agrees else DIFFERS, look)
    shown = Text(sign, STYLES["agreed" if agrees else "divergent"])
    if words and room > 1:
        shown = Text.assemble(shown, " ", _cut(excerpt(words), room - cell_len(sign) - 1, look).text)
    return shown


def _cut(words: Excerpt, width: int, look: Look) -> Excerpt:
    """`words` in at most `width` cells, cut at a letter: in so little room a word's beginning is better than none."""
    if cell_len(words.text) <= width:
        return words
    gap = "..." if look.ascii else GAP
    text = words.text[:width]
    while cell_len(text) > width - len(gap):
        text = text[:-1]
    return Excerpt(text.rstrip() + gap)


def _sign(sign: str, look: Look) -> str:
    return ascii_signs(sign) if look.ascii else sign
