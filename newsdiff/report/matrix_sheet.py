"""The matrix as a display of its own: every fact in one line, and under each source how it reports it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from newsdiff.model import Finding
from newsdiff.report.excerpt import Excerpt, shorten
from newsdiff.report.matrix import Grid, legend
from newsdiff.report.sheet import OTHER_LINES, SLACK, Sheet
from newsdiff.report.wording import by_sentence, wording

#: The widest column of a source, where the facts have nothing else beside them.
_WIDEST = 30


class MatrixSheet(Sheet):
    """One story: a line a finding."""

    def opening(self, shared: Sequence[Finding]) -> None:
        letters = [article.id for article in self.story.articles]
        self.grid = Grid(self.look, letters, self.story.findings, _WIDEST, self.places, nearly=True)
        if self.story.findings:
            self.page.blank()
            self.page.block(Text(), legend(self.look))

    def heading(self, finding: Finding) -> None:
        if not self.grid.narrow:
            self.page.line(self.grid.head())

    def apart(self, finding: Finding) -> bool:
        return False

    def told(self, finding: Finding) -> None:
        if not self.grid.narrow:
            self.page.line(self.grid.row(finding))
            return
        sentence = by_sentence(finding.claims)[0]
        fact = Excerpt(self.short(finding.summary, OTHER_LINES)) if finding.summary.strip() else wording(sentence)
        self.page.block(Text("  "), Text(shorten(fact, OTHER_LINES * self.cells - SLACK).text))
        self.page.block(Text("    "), self.grid.below(finding))
