"""Side by side: a column a source, finding by finding, what differs marked; what one alone says in its own column."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rich.text import Text

from newsdiff.model import Finding, Story
from newsdiff.report.excerpt import Excerpt, shorten
from newsdiff.report.layout import BETWEEN, Page
from newsdiff.report.look import letter
from newsdiff.report.sheet import BESIDE_LINES, DIM, Row, Sheet
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible
from newsdiff.report.wording import by_article
from newsdiff.report.words import Kind, Words

#: The narrowest column that is read with ease, the widest, and the indent of all.
_LEAST, _MOST, _INDENT = 24, 80, 2
#: The width of a report that no screen limits: that of GNU `diff --side-by-side`.
_PIPED = 130


class SideBySideSheet(Sheet):
    """One story in columns. Where the width has fewer columns than there are sources, those of a finding follow each
    other in rows; where it has but one, under each other.
    """

    def __init__(
        self,
        page: Page,
        story: Story,
        words: Words,
        hidden: Collection[Kind] = (),
        texts: Sequence[SourceText] | None = None,
        context: int = 0,
    ) -> None:
        sources = max(1, len(story.articles))
        whole = _INDENT + sources * (_MOST + len(BETWEEN)) - len(BETWEEN)
        page.look = replace(page.look, width=page.look.width or _PIPED, widest=max(page.look.widest, whole))
        super().__init__(page, story, words, hidden, texts, context)
        room = self.cells - _INDENT + len(BETWEEN)
        self.columns = max(1, min(sources, room // (_LEAST + len(BETWEEN))))
        self.each = min(_MOST, room // self.columns - len(BETWEEN))

    @property
    def _own(self) -> bool:
        """Whether each source has a column of its own."""
        return self.columns == len(self.story.articles)

    def opening(self, shared: Sequence[Finding]) -> None:
        if self._own:
            return
        sources = len(self.story.articles)
        fit = f"{self.columns} of {sources} sources" if self.columns > 1 else "no two sources"
        below = "the others stand below them" if self.columns > 1 else "they stand under each other"
        self.page.blank()
        self.page.block(Text(), Text(f"{fit} fit side by side in {self.cells} columns; {below}", DIM))

    def heading(self, finding: Finding) -> None:
        """The sources over their columns."""
        if self._own and len(self.story.articles) > 1 and finding.verdict != "unique":
            named = (_named(item.id, self.look.held(visible(item.source)), self.each) for item in self.story.articles)
            self._beside([[name] for name in named])

    def apart(self, finding: Finding) -> bool:
        return True

    def told(self, finding: Finding) -> None:
        self.heads(finding)
        before = Text() if self._own else None
        reports = [
            self.rows(finding, article, claims, self.letter(article, 0) if before is None else before)
            for article, claims in by_article(finding.claims)
        ]
        if self._own:
            numbers = {article.id: number for number, article in enumerate(self.story.articles)}
            columns: list[list[Row]] = [[] for _ in numbers]
            for (article, _), rows in zip(by_article(finding.claims), reports, strict=True):
                columns[numbers[article]] = rows
            self._rows(columns)
            return
        for first in range(0, len(reports), self.columns):
            self._rows(reports[first : first + self.columns])

    def _rows(self, columns: Sequence[Sequence[Row]]) -> None:
        """The passages of each column, the first of all beginning on one line, and so the next."""
        for number in range(max(map(len, columns))):
            blocks = [self._cell(rows[number]) if number < len(rows) else [] for rows in columns]
            self._beside(blocks)

    def _beside(self, blocks: Sequence[Sequence[Text]]) -> None:
        self.page.beside(blocks, self.each, _INDENT)

    def _cell(self, row: Row) -> list[Text]:
        """The row in its column: the words, and the place at the end of their last line, or below it."""
        indent = row.before.cell_len
        room = self.each - indent
        shown = self.fitted(row, BESIDE_LINES, room) if self.look.screen else row.shown
        text = Text.assemble(self.marked(shown), row.tail)
        before, after = (self.neighbours(texts, indent, self.each) for texts in row.around)
        lines = self.page.laid(row.before, text, (), 0, self.each)
        place = self.page.held(row.place)
        if place.cell_len > self.each:
            lines += self.page.wrapped(place, self.each)
        elif lines and lines[-1].cell_len + 2 + place.cell_len <= self.each:
            gap = " " * (self.each - lines[-1].cell_len - place.cell_len)
            lines[-1] = Text.assemble(lines[-1], gap, place)
        else:
            lines.append(Text.assemble(" " * (self.each - place.cell_len), place))
        return [*before, *lines, *after]


def _named(article: str, source: str, cells: int) -> Text:
    """The letter and the source's name in `cells`."""
    short = shorten(Excerpt(source), max(8, cells - len(article) - 2)).text
    name = Text.assemble(letter(article), "  ", (short, "bold"))
    name.truncate(cells)
    return name
