"""The matrix: which source reports which shared fact, and how: a row a fact, a column a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from newsdiff.model import Facet, Finding
from newsdiff.report.excerpt import GAP, Excerpt, excerpt
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look, letter
from newsdiff.report.places import Places
from newsdiff.report.visible import ascii_signs
from newsdiff.report.worddiff import differing, meaning, wordings
from newsdiff.report.wording import nearly_same

_DIM = STYLES["dim"]
#: Fewer articles than this are read side by side without a matrix.
LEAST_ARTICLES = 3
#: The narrowest column of facts that words of sources may leave, and that their signs may leave.
_FACT, _LEAST_FACT = 26, 13
#: The widest column of a source; the narrowest with two blanks beside it, and with one, before only signs are left.
WIDEST, _WIDE, _NARROW = 16, 9, 6
#: In a pipe lines have any length, but one long text does not push all others aside.
_PIPED_FACT, _PIPED = 100, 40
AGREES, DIFFERS = "✓", "≠"


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article says of a fact: whether it agrees, its words where sources differ, and of these the telling."""

    agrees: bool = True
    words: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


def write(page: Page, articles: Sequence[str], findings: Sequence[Finding], places: Places | None = None) -> None:
    """The matrix of the shared `findings`, in their order, by the letters of `articles`; `page.look.top` cuts it."""
    look = page.look
    shown = findings[: look.top] if look.top else findings
    grid = Grid(look, articles, shown, places=places)
    page.blank()
    page.rule(Text.assemble(("Facts by source", STYLES["head"]), f"  {len(findings)}"))
    page.blank()
    if grid.narrow:
        page.block(Text("  "), Text("too many sources for this width; a wider one shows who reports what", _DIM))
        return
    page.line(grid.head())
    for finding in shown:
        page.line(grid.row(finding))
    if len(shown) < len(findings):
        page.line(Text(f"  … {len(findings) - len(shown)} more shared, --top 0 shows all", _DIM))
    page.block(Text("  "), legend(look))


def legend(look: Look) -> Text:
    """What the signs mean."""
    return Text(f"{_sign(AGREES, look)} agrees · {_sign(DIFFERS, look)} differs · blank: silent", _DIM)


class Grid:
    """The columns of the matrix of `findings`, wide enough for the words of all; no source's is wider than `widest`.

    It is `narrow` where the signs of all sources have no room beside a fact. `nearly` has words too that agree without
    being the same.
    """

    def __init__(
        self,
        look: Look,
        articles: Sequence[str],
        findings: Sequence[Finding],
        widest: int = WIDEST,
        places: Places | None = None,
        *,
        nearly: bool = False,
    ) -> None:
        self.look, self.articles, self._places, self._nearly = look, articles, places, nearly
        self._room, self._gap = _room(look.cells, max(1, len(articles)), widest)
        rows = [self._cells(finding) for finding in findings]
        self._widths = [
            max(letter(article).cell_len, *(row[number].cell_len for row in rows)) if rows else len(article)
            for number, article in enumerate(articles)
        ]
        left = _PIPED_FACT
        if look.cells is not None:
            left = look.cells - 2 - sum(self._widths) - self._gap * len(self._widths)
        self.narrow = left < _LEAST_FACT
        self._width = min(left, max((cell_len(_fact(finding, look).text) for finding in findings), default=0))

    def head(self) -> Text:
        """The sources' letters over their columns."""
        return self._line(Text(), [letter(article) for article in self.articles])

    def row(self, finding: Finding) -> Text:
        """The fact, and in each source's column a sign for how it reports it, with its words where they differ."""
        fact = _fact(finding, self.look)
        if self.look.cells is not None and not self.narrow:
            fact = _cut(fact, self._width, self.look)
        return self._line(Text(fact.text), self._cells(finding))

    def below(self, finding: Finding) -> Text:
        """The cells in one text, for a width that has no room for columns."""
        said = said_by(finding, nearly=self._nearly)
        parts = []
        for article in self.articles:
            if article in said:
                parts.append(Text.assemble(letter(article), " ", self._cell(finding, article, said[article], _PIPED)))
        return between(parts, Text("  "))

    def _line(self, fact: Text, cells_: Sequence[Text]) -> Text:
        line = Text.assemble("  ", fact, " " * max(0, self._width - fact.cell_len))
        for cell, width in zip(cells_, self._widths, strict=True):
            line.append_text(Text.assemble(" " * self._gap, cell, " " * (width - cell.cell_len)))
        return line

    def _cells(self, finding: Finding) -> list[Text]:
        said = said_by(finding, nearly=self._nearly)
        return [self._cell(finding, article, said.get(article), self._room) for article in self.articles]

    def _cell(self, finding: Finding, article: str, said: Cell | None, room: int) -> Text:
        """The cell, a link to the article's first claim where there are links."""
        shown = _cell(said, room, self.look)
        claim = next((item.claim for item in finding.claims if item.article == article), None)
        if self._places is None or claim is None:
            return shown
        return self._places.linked(shown, article, claim.line, claim.column)


def cells(finding: Finding) -> dict[str, tuple[bool, str]]:
    """For each article that reports the finding, whether it agrees, and its words where sources differ.

    Where more articles say one thing than any other, they agree and the rest differ; where none has most, all differ.
    """
    return {article: (cell.agrees, cell.words[0] if cell.words else "") for article, cell in said_by(finding).items()}


def said_by(finding: Finding, *, nearly: bool = False) -> Mapping[str, Cell]:
    """For each article that reports the finding, what it says; its words are those of each facet that differs.

    With `nearly` they are, where none does, those of each facet in which the articles agree in other words.
    """
    reports = {item.article: Cell() for item in finding.claims}
    facets = finding.differing or (nearly_same(finding) if nearly else ())
    for facet in facets:
        said = {value.article: meaning(facet, value.article) for value in facet.values}
        counts = Counter(said.values()).most_common(2)
        most = counts[0][0] if len(counts) > 1 and counts[0][1] > counts[1][1] else None
        telling = _telling(facet, finding)
        for wording in wordings(facet):
            for article in wording.articles:
                cell = reports.get(article, Cell())
                reports[article] = Cell(
                    cell.agrees and (not finding.differing or said[article] == most),
                    (*cell.words, wording.shown),
                    (*cell.telling, wording.note or telling[article]),
                )
    return reports


def _telling(facet: Facet, finding: Finding) -> dict[str, str]:
    """The words of each article that differ, without those that do not."""
    return {
        value.article: f" {GAP} ".join(value.text[start:end] for start, end in ranges) or value.text
        for value, ranges in zip(facet.values, differing(facet, finding.claims), strict=True)
    }


def _fact(finding: Finding, look: Look) -> Excerpt:
    return excerpt(look.held(finding.summary.strip() or finding.claims[0].claim.text))


def _room(cells: int | None, articles: int, widest: int) -> tuple[int, int]:
    """The cells that each source's column may take, and the blanks before it; 1 where there is room for signs alone."""
    if cells is None:
        return max(_PIPED, widest), 2
    for gap, least in ((2, _WIDE), (1, _NARROW)):
        room = (cells - 2 - _FACT) // articles - gap
        if room >= least:
            return min(widest, room), gap
    return 1, 1


def _cell(said: Cell | None, room: int, look: Look) -> Text:
    """The sign, and as many of the words as there is room for: of all facets, of the first, or what differs in it."""
    if said is None:
        return Text()
    sign = _sign(AGREES if said.agrees else DIFFERS, look)
    shown = Text(sign, STYLES["agreed" if said.agrees else "divergent"])
    left = room - cell_len(sign) - 1
    if not said.words or left < 1:
        return shown
    choices = (" · ".join(said.words), " · ".join(said.telling), said.words[0], said.telling[0])
    told = [excerpt(look.held(choice)) for choice in choices]
    words = next((each for each in told if cell_len(each.text) <= left), _cut(told[-1], left, look))
    return Text.assemble(shown, " ", words.text)


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
