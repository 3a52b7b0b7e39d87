"""The table: what differs first, then what is agreed, then what one source alone says; for eyes, not for programs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.text import Text

from newsdiff.model import Finding, Report
from newsdiff.report import matrix
from newsdiff.report.displays import written
from newsdiff.report.excerpt import excerpt, shorten
from newsdiff.report.look import Look
from newsdiff.report.sheet import (
    BESIDE_LINES,
    DIM,
    DIVERGENT_LINES,
    OTHER_LINES,
    SLACK,
    Row,
    Sheet,
    told_by,
)
from newsdiff.report.texts import Texts
from newsdiff.report.wording import by_article, by_sentence, nearly_same, wording
from newsdiff.report.words import Kind


def render(
    report: Report, look: Look, *, hidden: Collection[Kind] = (), texts: Texts | None = None, context: int = 0
) -> str:
    """The report for a reader: `look` says how wide, how coloured, how much. The same values give the same text.

    Findings of `hidden` kinds are counted only. Each passage has `context` sentences of its article around it, where
    `texts` hold them.
    """
    return written(report, look, TableSheet, hidden=hidden, texts=texts, context=context)


class TableSheet(Sheet):
    """One story: the passages of a finding under each other, or side by side where all of them have room."""

    def opening(self, shared: Sequence[Finding]) -> None:
        if shared and len(self.story.articles) >= matrix.LEAST_ARTICLES:
            matrix.write(self.page, [article.id for article in self.story.articles], shared, self.places)

    def told(self, finding: Finding) -> None:
        if finding.verdict == "unique":
            self._alone(finding)
        elif finding.verdict == "agreed" and self.compact:
            self._agreed(finding)
        else:
            self._compared(finding)

    def _compared(self, finding: Finding) -> None:
        """What it is about, what differs or is not quite the same, and the words of each source."""
        self.heads(finding)
        rows = [
            row
            for article, claims in by_article(finding.claims)
            for row in self.rows(finding, article, claims, self.letter(article, 4))
        ]
        each = self.page.shared(len(rows))
        if each is None:
            for number, row in enumerate(rows):
                if number and self.context.shows:
                    self.page.blank()
                self.written(row, DIVERGENT_LINES)
        else:
            self.page.beside([self.laid(row, BESIDE_LINES, each, 0) for row in rows], each)

    def _alone(self, finding: Finding) -> None:
        sentences = by_sentence(finding.claims)
        all_ = [sentence[0].claim.sentence for sentence in sentences]
        for sentence in sentences:
            shown = wording(sentence)
            around = self.context.around(sentence[0].article, sentence[0].claim.sentence, all_)
            tail = self.tail(sentence, shown, ())
            self.written(Row(Text("  "), shown, tail, self.place(sentence[0]), around), OTHER_LINES)

    def _agreed(self, finding: Finding) -> None:
        """One text for all, their places stacked at the margin, and how far the wordings are apart."""
        told = told_by(self.short(finding.summary, OTHER_LINES), finding)
        places = []
        for article, claims in by_article(finding.claims):
            sentences = by_sentence(claims)
            more = f" +{len(sentences) - 1}" if len(sentences) > 1 else ""
            first = told if told is not None and told.article == article else claims[0]
            places.append(Text.assemble(self.place(first), (more, DIM)))
        words = excerpt(finding.summary) if told is None else wording([told])
        tail = Text() if told is None else self.tail([told], words, ())
        room = self.reading - 2 - self.column - 2
        text = Text.assemble(shorten(words, OTHER_LINES * room - SLACK - tail.cell_len).text, tail)
        beside = Text("  ").join(places)
        if text.cell_len + beside.cell_len + 4 <= self.reading:
            places = [beside]
        around = self.context.around(told.article, told.claim.sentence) if told is not None else ((), ())
        self.page.add(self.neighbours(around[0], 2, room))
        self.page.add(self.page.laid(Text("  "), text, places, self.column, self.reading))
        self.page.add(self.neighbours(around[1], 2, room))
        for facet in nearly_same(finding):
            self.page.block(Text("    "), self.values(facet, finding.claims))
