"""One story on a page, as all displays have it: its head, its sections in one order, its counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.text import Text

from newsdiff.model import Facet, FacetValue, Finding, Reported, Story
from newsdiff.report.context import NOTHING, Around, Context
from newsdiff.report.excerpt import Excerpt, excerpt, shorten
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, letter
from newsdiff.report.places import Places
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible
from newsdiff.report.worddiff import alike, differing, marked_spans, wordings
from newsdiff.report.wording import by_article, by_sentence, conflicting, nearly_same, wording
from newsdiff.report.words import Kind, Words, kind_of, tally, undecided

DIM = STYLES["dim"]
#: Lines of an article's words that a screen shows before it cuts them, and of a sentence around them.
DIVERGENT_LINES, BESIDE_LINES, OTHER_LINES, CONTEXT_LINES, VERBOSE_LINES = 3, 5, 2, 6, 40
#: Cells that wrapping at word ends costs over those lines.
SLACK = 8
#: The most of one value that stands in a line of values.
_VALUE = 40
#: The widest line of running text.
_READING = 120
#: Before each line of a sentence that is shown for its neighbour's sake.
CONTEXT_SIGN = "┊ "
#: What a summary may have around an article's words.
_EDGES = "…. \"'“”‘’"


@dataclass(frozen=True, slots=True)
class Row:
    """One article's words in a finding: what stands before them, the words, who said so, where, and what is around."""

    before: Text
    shown: Excerpt
    tail: Text
    place: Text
    around: Around = NOTHING


class Sheet:
    """One story on a page; a display says in `told` how it shows a finding, and in `opening` what comes before all."""

    def __init__(
        self,
        page: Page,
        story: Story,
        words: Words,
        hidden: Collection[Kind] = (),
        texts: Sequence[SourceText] | None = None,
        context: int = 0,
    ) -> None:
        self.page, self.story, self.look = page, story, page.look
        self.words, self.hidden = words, hidden
        self.places = Places(story.articles, self.look)
        self.context = Context(story.articles, texts, context)
        self.column = max((self.place(claim).cell_len for item in story.findings for claim in item.claims), default=0)
        self.letters = max((len(article.id) for article in story.articles), default=1)

    def told(self, finding: Finding) -> None:
        """Show the finding."""
        raise NotImplementedError

    def opening(self, shared: Sequence[Finding]) -> None:
        """What stands between the story's head and its sections."""

    def heading(self, finding: Finding) -> None:
        """What stands below the title of a section that begins with `finding`."""

    def apart(self, finding: Finding) -> bool:
        """Whether a blank line parts the findings of this one's section."""
        if self.context.shows or finding.verdict == "divergent":
            return True
        return finding.verdict == "agreed" and not self.compact

    def write(self) -> None:
        self._header()
        found: dict[Kind, list[Finding]] = {kind: [] for kind in self.words.kinds}
        for finding in self.story.findings:
            found[kind_of(finding)].append(finding)
        self._nothing()
        self.opening([item for kind in self.words.kinds for item in found[kind] if item.verdict != "unique"])
        for kind in self.words.kinds:
            if kind in self.hidden:
                continue
            if kind != "unique":
                self._section(kind.capitalize(), kind, found[kind])
                continue
            for article in self.story.articles:
                alone = [finding for finding in found[kind] if finding.claims[0].article == article.id]
                self._section(f"Unique to {article.id}", kind, alone, self.look.held(visible(article.source)))
        self._footer()

    @property
    def compact(self) -> bool:
        return self.look.screen and not self.look.verbose

    @property
    def cells(self) -> int:
        return self.look.cells or 80

    @property
    def reading(self) -> int:
        """The cells of running text with its place at the margin: further off the eye loses the line."""
        return min(self.cells, _READING)

    def _nothing(self) -> None:
        """Say in words what a reader would otherwise look for in vain."""
        verdicts = {finding.verdict for finding in self.story.findings}
        if "divergent" in verdicts:
            return
        shared, apart, empty = self.words.nothing
        told = shared if "agreed" in verdicts else apart if verdicts else empty
        if unsure := undecided(self.story.findings):
            told = self.words.undecided.format("1 fact" if unsure == 1 else f"{unsure} facts")
        self.page.blank()
        self.page.block(Text(), Text(told))

    def _header(self) -> None:
        rows = []
        for article in self.story.articles:
            day = article.published.isoformat() if article.published else "no date"
            if self.look.verbose and article.published:
                day += f" ({article.published_from})"
            rows.append((article, self.short(article.source, 1), day, f"{article.words:,} words"))
        if self.story.title.strip():
            self.page.block(Text(), Text(self.short(self.story.title, OTHER_LINES), STYLES["title"]))
            self.page.blank()
        sources = max((Text(source).cell_len for _, source, _, _ in rows), default=0)
        days = max((len(day) for _, _, day, _ in rows), default=0)
        words = max((len(count) for _, _, _, count in rows), default=0)
        for article, source, day, count in rows:
            filler = " " * (sources - Text(source).cell_len)
            before = Text.assemble(self.letter(article.id, 2), Text(source, "bold"), filler)
            dot, about = Text(" · ", DIM), Text.assemble(f"{day:<{days}}", (" · ", DIM), f"{count:>{words}}")
            parts = [Text.assemble(before, dot, about)]
            if visible(article.path) != source:
                parts.append(self.places.path(article.id, visible(article.path)))
            whole = between(parts, dot)
            if self.look.cells is None or whole.cell_len <= self.look.cells:
                self.page.line(whole)
                continue
            if parts[0].cell_len > self.look.cells:
                parts[:1] = [before, about]
            self.page.block(Text(), parts[0])
            for part in parts[1:]:
                self.page.block(Text(" " * (self.letters + 4)), part)

    def letter(self, article: str, indent: int) -> Text:
        return Text.assemble(" " * indent, letter(article), " " * (self.letters - len(article) + 2))

    def _section(self, name: str, kind: Kind, findings: Sequence[Finding], source: str = "") -> None:
        if not findings:
            return
        self.page.blank()
        title = Text.assemble((name, STYLES[kind]), f"  {len(findings)}")
        if source:
            room = self.cells - len(name) - 12
            short = shorten(Excerpt(source), room).text if self.look.screen else source
            title = Text.assemble((name, STYLES[kind]), "  ", short, f"  {len(findings)}")
        self.page.rule(title)
        self.page.blank()
        self.heading(findings[0])
        shown = findings[: self.look.top] if self.look.top else findings
        for finding in shown:
            if self.apart(finding):
                self.page.blank()
            self.told(finding)
            self.verbose(finding)
        if len(shown) < len(findings):
            more = f"{len(findings) - len(shown)} more {name[0].lower()}{name[1:]}"
            self.page.line(Text(f"  … {more}, --top 0 shows all", DIM))

    def heads(self, finding: Finding) -> None:
        """What the finding is about, and the values that differ or are not quite the same."""
        telling = list(finding.differing) or nearly_same(finding)
        values = [self.values(facet, finding.claims) for facet in telling]
        summary = self.short(finding.summary, OTHER_LINES)
        if told_by(summary, finding):
            summary = ""
        if summary and all(visible(value.text).strip() in summary for facet in telling for value in facet.values):
            values = []
        head = Text(summary, STYLES["head"])
        whole = between([part for part in (head, between(values, Text(" · ", DIM))) if part.plain], Text("  "))
        if self.look.cells is None or whole.cell_len + 2 <= self.look.cells:
            head, values = whole, []
        for line in (head, *values):
            if line.plain:
                self.page.block(Text("  "), line)

    def values(self, facet: Facet, claims: Sequence[Reported] = ()) -> Text:
        """`quantity a 27 ≠ b 25`: each wording once, with the letters of those who use it; `a 3 = b three ≠ c five`."""
        sign = self.words.signs.get(facet.relation, "≈")
        marks = {
            visible(value.text).strip(): excerpt(value.text, () if sign == "≈" else ranges)
            for value, ranges in zip(facet.values, differing(facet, claims), strict=True)
        }
        parts = []
        told = wordings(facet)
        for said in told:
            short = shorten(marks[said.text], _VALUE) if self.look.screen else marks[said.text]
            words = [(text, STYLES["mark"] if marked else "") for text, marked in short.pieces()]
            note = f" ({said.note})" if said.note else ""
            letters = between([letter(article) for article in said.articles], Text(","))
            parts.append(Text.assemble(letters, " ", *words, note))
        groups = alike(facet, [said.articles[0] for said in told])
        parts = [between([parts[number] for number in group], Text(" = ")) for group in groups]
        if facet.relation == "missing":  # One version alone says it.
            first, second = (article.id for article in self.story.articles)
            if facet.values[0].article == first:
                parts.append(Text.assemble(letter(second), " –"))
            else:
                parts.insert(0, Text.assemble(letter(first), " –"))
        return Text.assemble((facet.kind, DIM), "  ", between(parts, Text(f" {sign} ")))

    def rows(self, finding: Finding, article: str, claims: Sequence[Reported], before: Text) -> list[Row]:
        """All that `article` says; on a screen the sentence that holds the difference, and the places of the others."""
        values = conflicting(article, finding.differing)
        spans = marked_spans(article, finding.differing, finding.claims)
        sentences = by_sentence(claims)
        shown = [wording(sentence, values, spans) for sentence in sentences]
        if not self.compact:
            all_ = [sentence[0].claim.sentence for sentence in sentences]
            return [
                Row(
                    before,
                    words,
                    self.tail(sentence, words, ()),
                    self.place(sentence[0]),
                    self.context.around(article, sentence[0].claim.sentence, all_),
                )
                for sentence, words in zip(sentences, shown, strict=True)
            ]
        best = telling_sentence(sentences, values)
        others = [self.place(sentence[0]) for number, sentence in enumerate(sentences) if number != best]
        told = sentences[best][0]
        around = self.context.around(article, told.claim.sentence)
        return [Row(before, shown[best], self.tail(sentences[best], shown[best], others), self.place(told), around)]

    def tail(self, sentence: Sequence[Reported], shown: Excerpt, others: Sequence[Text]) -> Text:
        """Who said it, unless the words say so themselves, and where else the article says it."""
        tail = Text()
        said = next((item.claim.attribution for item in sentence if item.claim.attribution), None)
        speaker = visible(said.speaker or said.source_text or "").strip() if said else ""
        if speaker and speaker not in shown.text:
            tail.append(f" — {shorten(Excerpt(speaker), 50).text if self.look.screen else speaker}", "italic")
        if others:
            tail = Text.assemble(tail, (f" (+{len(others)} more: ", DIM), Text(", ").join(others), (")", DIM))
        return tail

    def laid(self, row: Row, lines: int, cells: int, column: int) -> list[Text]:
        """The row in `cells`, in at most about `lines`, its place at the margin in at least `column`."""
        room = cells - row.before.cell_len - max(column, row.place.cell_len) - 2
        text = Text.assemble(self.marked(self.fitted(row, lines, room)), row.tail)
        before, after = (
            self.neighbours(texts, row.before.cell_len, cells - max(column, row.place.cell_len) - 2)
            for texts in row.around
        )
        return [*before, *self.page.laid(row.before, text, [row.place], column, cells), *after]

    def fitted(self, row: Row, lines: int, room: int) -> Excerpt:
        """The row's words in at most about `lines` of `room` cells."""
        lines = lines if self.compact else VERBOSE_LINES
        return shorten(row.shown, max(room - 2, lines * room - SLACK - row.tail.cell_len))

    def neighbours(self, texts: Sequence[str], indent: int, cells: int) -> list[Text]:
        """Sentences around a passage, each line with a sign before it."""
        before = Text(" " * indent + CONTEXT_SIGN, DIM)
        room = max(8, cells - before.cell_len)
        return [
            Text.assemble(before, line)
            for text in texts
            for line in self.page.wrapped(Text(shorten(Excerpt(text), CONTEXT_LINES * room).text, DIM), room)
        ]

    def written(self, row: Row, lines: int) -> None:
        """The row at its place on the page."""
        if self.look.screen:
            self.page.add(self.laid(row, lines, self.reading, self.column))
            return
        filler = " " * (self.column - row.place.cell_len + 2)
        before = Text.assemble(row.before, row.place, filler)
        sign = Text(" " * before.cell_len + CONTEXT_SIGN, DIM)
        for text in row.around[0]:
            self.page.block(sign, Text(text, DIM))
        self.page.block(before, Text.assemble(self.marked(row.shown), row.tail))
        for text in row.around[1]:
            self.page.block(sign, Text(text, DIM))

    def verbose(self, finding: Finding) -> None:
        """Its code, id and the rules behind it, where they are asked for."""
        if not self.look.verbose:
            return
        indent = Text("      ")
        sure = f"confidence {finding.confidence:.2f} · salience {finding.salience:.2f}"
        if finding.sources > 1:
            sure += f" · {finding.sources} sources, {finding.independent} independent"
        self.page.block(indent, Text(f"{finding.code} · {finding.id} · {sure}", DIM))
        for facet in finding.facets:
            why = self.short(facet.why, VERBOSE_LINES)
            self.page.block(indent, Text(f"{facet.kind} {facet.relation}: {why}", DIM))
        near = [item for item in self.story.findings if item.id in finding.near]
        for other in near:
            places = [self.place(claims[0]) for _, claims in by_article(other.claims)]
            self.page.block(
                indent, Text.assemble(("near ", DIM), between(places, Text(", ", DIM)), (f" · {other.id}", DIM))
            )

    def _footer(self) -> None:
        counts = tally(self.story.findings, self.words)
        told = [Text(f"{counts[kind]} {kind}", STYLES[kind]) for kind in self.words.kinds]
        unique = [finding.claims[0].article for finding in self.story.findings if finding.verdict == "unique"]
        alone = [f"{item.id} {unique.count(item.id)}" for item in self.story.articles if item.id in unique]
        told_alone = f" ({', '.join(alone)})" if alone and "unique" in self.words.kinds else ""
        if unsure := undecided(self.story.findings):
            told_alone += f", {unsure} of them undecided"
        self.page.blank()
        self.page.block(Text(), Text.assemble(between(told, Text(" · ")), told_alone))

    def short(self, text: str, lines: int) -> str:
        """`text` on one line; on a screen no longer than `lines` of it."""
        words = excerpt(self.look.held(text))
        return shorten(words, lines * self.cells - SLACK).text if self.look.screen else words.text

    def marked(self, shown: Excerpt) -> Text:
        return Text.assemble(*(self.look.mark(text) if marked else text for text, marked in shown.pieces()))

    def place(self, reported: Reported) -> Text:
        return self.places.text(reported.article, reported.claim.line, reported.claim.column)


def telling_sentence(sentences: Sequence[Sequence[Reported]], values: Sequence[FacetValue]) -> int:
    """The number of the first sentence that holds one of `values`; the first of all where none does."""
    for number, sentence in enumerate(sentences):
        span = sentence[0].claim.sentence
        if any(span.start <= value.start and value.end <= span.end for value in values):
            return number
    return 0


def told_by(summary: str, finding: Finding) -> Reported | None:
    """The claim whose own words the summary only says again, in whole or by their beginning; None if there is none."""
    start = summary.strip(_EDGES)
    return next((item for item in finding.claims if visible(item.claim.text).strip(_EDGES).startswith(start)), None)
