"""The table: what differs first, then what is agreed, then what one source alone says; for eyes, not for programs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from newsdiff.model import Facet, Finding, Report, Reported, Story, StoryArticle
from newsdiff.report import matrix
from newsdiff.report.excerpt import Excerpt, excerpt, shorten
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look, letter
from newsdiff.report.visible import visible
from newsdiff.report.wording import by_article, by_sentence, conflicting, wording

_DIM = STYLES["dim"]
#: Lines of an article's words that a screen shows before it cuts them.
_DIVERGENT_LINES, _BESIDE_LINES, _OTHER_LINES, _VERBOSE_LINES = 3, 5, 2, 40
#: Cells that wrapping at word ends costs over those lines.
_SLACK = 8


def render(report: Report, look: Look) -> str:
    """The report for a reader: `look` says how wide, how coloured, how much. The same values give the same text."""
    page = Page(look)
    for number, story in enumerate(report.stories):
        if number:
            page.blank()
        _Story(page, story).write()
    for skipped in report.skipped:
        page.block(Text(), Text(f"skipped {visible(skipped.path)}: {visible(skipped.reason)}", _DIM))
    return page.text()


#: What a summary may have around an article's words.
_EDGES = "…. \"'“”‘’"


@dataclass(frozen=True, slots=True)
class _Row:
    """One article's words in a finding: what stands before them, the words, who said so, and where."""

    before: Text
    shown: Excerpt
    tail: Text
    place: str


class _Story:
    """One story on a page."""

    def __init__(self, page: Page, story: Story) -> None:
        self.page, self.story, self.look = page, story, page.look
        self.places = place_names(story.articles, self.look)
        places = [Text(self._place(claim)).cell_len for finding in story.findings for claim in finding.claims]
        self.column = max(places, default=0)
        self.letters = max((len(article.id) for article in story.articles), default=1)

    def write(self) -> None:
        self._header()
        by_verdict: dict[str, list[Finding]] = {"divergent": [], "agreed": [], "unique": []}
        for finding in self.story.findings:
            by_verdict[finding.verdict].append(finding)
        self._nothing(by_verdict)
        shared = [*by_verdict["divergent"], *by_verdict["agreed"]]
        if shared and len(self.story.articles) >= matrix.LEAST_ARTICLES:
            matrix.write(self.page, [article.id for article in self.story.articles], shared)
        self._section("Divergent", "divergent", by_verdict["divergent"])
        self._section("Agreed", "agreed", by_verdict["agreed"])
        for article in self.story.articles:
            alone = [finding for finding in by_verdict["unique"] if finding.claims[0].article == article.id]
            self._section(f"Unique to {article.id}", "unique", alone, visible(article.source))
        self._footer(by_verdict["unique"])

    def _nothing(self, by_verdict: Mapping[str, Sequence[Finding]]) -> None:
        """Say in words what a reader would otherwise look for in vain."""
        if by_verdict["divergent"]:
            return
        said = "No facts found to compare."
        if by_verdict["agreed"]:
            said = "No difference found in the facts that they share."
        elif by_verdict["unique"]:
            said = "No fact found that two of them report."
        self.page.blank()
        self.page.block(Text(), Text(said))

    def _header(self) -> None:
        rows = []
        for article in self.story.articles:
            day = article.published.isoformat() if article.published else "no date"
            if self.look.verbose and article.published:
                day += f" ({article.published_from})"
            rows.append((article, self._short(article.source, 1), day, f"{article.words:,} words"))
        if self.story.title.strip():
            self.page.block(Text(), Text(self._short(self.story.title, _OTHER_LINES), STYLES["title"]))
            self.page.blank()
        sources = max((Text(source).cell_len for _, source, _, _ in rows), default=0)
        days = max((len(day) for _, _, day, _ in rows), default=0)
        words = max((len(count) for _, _, _, count in rows), default=0)
        for article, source, day, count in rows:
            filler = " " * (sources - Text(source).cell_len)
            before = Text.assemble(self._letter(article.id, 2), Text(source, "bold"), filler)
            dot, about = Text(" · ", _DIM), Text.assemble(f"{day:<{days}}", (" · ", _DIM), f"{count:>{words}}")
            parts = [Text.assemble(before, dot, about)]
            if visible(article.path) != source:
                parts.append(Text(visible(article.path), _DIM))
            whole = between(parts, dot)
            if self.look.cells is None or whole.cell_len <= self.look.cells:
                self.page.line(whole)
                continue
            if parts[0].cell_len > self.look.cells:
                parts[:1] = [before, about]
            self.page.block(Text(), parts[0])
            for part in parts[1:]:
                self.page.block(Text(" " * (self.letters + 4)), part)

    def _letter(self, article: str, indent: int) -> Text:
        return Text.assemble(" " * indent, letter(article), " " * (self.letters - len(article) + 2))

    def _section(self, name: str, verdict: str, findings: Sequence[Finding], source: str = "") -> None:
        if not findings:
            return
        self.page.blank()
        title = Text.assemble((name, STYLES[verdict]), f"  {len(findings)}")
        if source:
            room = (self.look.cells or 80) - len(name) - 12
            short = shorten(Excerpt(source), room).text if self.look.screen else source
            title = Text.assemble((name, STYLES[verdict]), "  ", short, f"  {len(findings)}")
        self.page.rule(title)
        shown = findings[: self.look.top] if self.look.top else findings
        apart = verdict == "divergent" or (verdict == "agreed" and not self._compact)
        for number, finding in enumerate(shown):
            if number == 0 or apart:
                self.page.blank()
            if verdict == "unique":
                self._alone(finding)
            elif verdict == "agreed" and self._compact:
                self._agreed(finding)
            else:
                self._compared(finding)
            self._verbose(finding)
        if len(shown) < len(findings):
            more = f"{len(findings) - len(shown)} more {name[0].lower()}{name[1:]}"
            self.page.line(Text(f"  … {more}, --top 0 shows all", _DIM))

    @property
    def _compact(self) -> bool:
        return self.look.screen and not self.look.verbose

    def _compared(self, finding: Finding) -> None:
        """What it is about, what differs or is not quite the same, and the words of each source."""
        conflicts = [facet for facet in finding.facets if facet.relation == "conflict"]
        telling = conflicts or _nearly_same(finding)
        values = [self._values(facet) for facet in telling]
        summary = self._short(finding.summary, _OTHER_LINES)
        if _told_by(summary, finding):
            summary = ""
        if summary and all(visible(value.text).strip() in summary for facet in telling for value in facet.values):
            values = []
        head = Text(summary, STYLES["head"])
        differing = between(values, Text(" · ", _DIM))
        whole = between([part for part in (head, differing) if part.plain], Text("  "))
        if self.look.cells is None or whole.cell_len + 2 <= self.look.cells:
            head, values = whole, []
        for line in (head, *values):
            if line.plain:
                self.page.block(Text("  "), line)
        rows = [row for article, claims in by_article(finding.claims) for row in self._rows(article, claims, conflicts)]
        each = self.page.shared(len(rows))
        if each is None:
            for row in rows:
                self._words(row, _DIVERGENT_LINES)
        else:
            self.page.beside([self._laid(row, _BESIDE_LINES, each, 0) for row in rows], each)

    def _values(self, facet: Facet) -> Text:
        """`quantity a 27 ≠ b 25`: each wording once, with the letters of those who use it."""
        wordings: dict[str, list[str]] = {}
        for value in facet.values:
            wordings.setdefault(visible(value.text).strip(), []).append(value.article)
        parts = []
        for words, articles in wordings.items():
            short = shorten(Excerpt(words), 40).text if self.look.screen else words
            letters = Text(",").join(letter(article) for article in dict.fromkeys(articles))
            parts.append(Text.assemble(letters, " ", (short, STYLES["mark"] if facet.relation == "conflict" else "")))
        sign = " ≠ " if facet.relation == "conflict" else " ≈ "
        return Text.assemble((facet.kind, _DIM), "  ", Text(sign).join(parts))

    def _rows(self, article: str, claims: Sequence[Reported], conflicts: Sequence[Facet]) -> list[_Row]:
        """All that `article` says; on a screen the sentence that holds the difference, and the places of the others."""
        values = conflicting(article, conflicts)
        sentences = by_sentence(claims)
        shown = [wording(sentence, values) for sentence in sentences]
        before = self._letter(article, 4)
        if not self._compact:
            return [
                _Row(before, words, self._tail(sentence, words, ()), self._place(sentence[0]))
                for sentence, words in zip(sentences, shown, strict=True)
            ]
        best = next((number for number, words in enumerate(shown) if words.marks), 0)
        others = [self._place(sentence[0]) for number, sentence in enumerate(sentences) if number != best]
        tail = self._tail(sentences[best], shown[best], others)
        return [_Row(before, shown[best], tail, self._place(sentences[best][0]))]

    def _alone(self, finding: Finding) -> None:
        for sentence in by_sentence(finding.claims):
            shown = wording(sentence)
            row = _Row(Text("  "), shown, self._tail(sentence, shown, ()), self._place(sentence[0]))
            self._words(row, _OTHER_LINES)

    def _tail(self, sentence: Sequence[Reported], shown: Excerpt, others: Sequence[str]) -> Text:
        """Who said it, unless the words say so themselves, and where else the article says it."""
        tail = Text()
        said = next((item.claim.attribution for item in sentence if item.claim.attribution), None)
        speaker = visible(said.speaker or said.source_text or "").strip() if said else ""
        if speaker and speaker not in shown.text:
            tail.append(f" — {shorten(Excerpt(speaker), 50).text if self.look.screen else speaker}", "italic")
        if others:
            tail.append(f" (+{len(others)} more: {', '.join(others)})", _DIM)
        return tail

    def _words(self, row: _Row, lines: int) -> None:
        place = Text(row.place, _DIM)
        if self.look.screen:
            self.page.add(self._laid(row, lines, self.look.cells or 80, self.column))
        else:
            filler = " " * (self.column - place.cell_len + 2)
            self.page.block(Text.assemble(row.before, place, filler), Text.assemble(self._marked(row.shown), row.tail))

    def _laid(self, row: _Row, lines: int, cells: int, column: int) -> list[Text]:
        """The row in `cells`, in at most about `lines`, its place at the margin in at least `column`."""
        place = Text(row.place, _DIM)
        room = cells - row.before.cell_len - max(column, place.cell_len) - 2
        lines = lines if self._compact else _VERBOSE_LINES
        shown = shorten(row.shown, max(room - 2, lines * room - _SLACK - row.tail.cell_len))
        text = Text.assemble(self._marked(shown), row.tail)
        return self.page.laid(row.before, text, [place], column, cells)

    def _agreed(self, finding: Finding) -> None:
        """One text for all, their places stacked at the margin, and how far the wordings are apart."""
        places = []
        for _, claims in by_article(finding.claims):
            sentences = by_sentence(claims)
            more = f" +{len(sentences) - 1}" if len(sentences) > 1 else ""
            places.append(Text(self._place(claims[0]) + more, _DIM))
        told = _told_by(self._short(finding.summary, _OTHER_LINES), finding)
        words = excerpt(finding.summary) if told is None else wording([told])
        tail = Text() if told is None else self._tail([told], words, ())
        room = (self.look.cells or 80) - 2 - self.column - 2
        text = Text.assemble(shorten(words, _OTHER_LINES * room - _SLACK - tail.cell_len).text, tail)
        beside = Text("  ").join(places)
        if text.cell_len + beside.cell_len + 4 <= (self.look.cells or 80):
            places = [beside]
        self.page.block(Text("  "), text, places, column=self.column)
        for facet in _nearly_same(finding):
            self.page.block(Text("    "), self._values(facet))

    def _verbose(self, finding: Finding) -> None:
        if not self.look.verbose:
            return
        indent = Text("      ")
        sure = f"confidence {finding.confidence:.2f} · salience {finding.salience:.2f}"
        if finding.sources > 1:
            sure += f" · {finding.sources} sources, {finding.independent} independent"
        self.page.block(indent, Text(f"{finding.code} · {finding.id} · {sure}", _DIM))
        for facet in finding.facets:
            self.page.block(
                indent, Text(f"{facet.kind} {facet.relation}: {self._short(facet.why, _VERBOSE_LINES)}", _DIM)
            )

    def _footer(self, unique: Sequence[Finding]) -> None:
        counts = {
            verdict: sum(f.verdict == verdict for f in self.story.findings) for verdict in ("divergent", "agreed")
        }
        alone = [
            f"{article.id} {number}"
            for article in self.story.articles
            if (number := sum(finding.claims[0].article == article.id for finding in unique))
        ]
        self.page.blank()
        tally = [
            Text(f"{counts['divergent']} divergent", STYLES["divergent"]),
            Text(f"{counts['agreed']} agreed", STYLES["agreed"]),
            Text(f"{len(unique)} unique", STYLES["unique"]),
        ]
        self.page.block(Text(), Text.assemble(Text(" · ").join(tally), f" ({', '.join(alone)})" if alone else ""))

    def _short(self, text: str, lines: int) -> str:
        """`text` on one line; on a screen no longer than `lines` of it."""
        words = excerpt(text)
        return shorten(words, lines * (self.look.cells or 80) - _SLACK).text if self.look.screen else words.text

    def _marked(self, shown: Excerpt) -> Text:
        return Text.assemble(*(self.look.mark(text) if marked else text for text, marked in shown.pieces()))

    def _place(self, reported: Reported) -> str:
        return f"{self.places[reported.article]}:{reported.claim.line}"


def _nearly_same(finding: Finding) -> list[Facet]:
    """The facets in which the articles agree in other words: rounded, less precise or less complete."""
    return [
        facet
        for facet in finding.facets
        if facet.relation == "compatible" and len({visible(value.text).strip() for value in facet.values}) > 1
    ]


def _told_by(summary: str, finding: Finding) -> Reported | None:
    """The claim whose own words the summary only says again, in whole or by their beginning; None if there is none."""
    start = summary.strip(_EDGES)
    return next((item for item in finding.claims if visible(item.claim.text).strip(_EDGES).startswith(start)), None)


def place_names(articles: Sequence[StoryArticle], look: Look) -> Mapping[str, str]:
    """How places name each article: its path, or on a screen its file name where that is short and its own."""
    paths = {article.id: visible(article.path) for article in articles}
    if not look.screen:
        return paths
    names = {key: os.path.basename(path) or path for key, path in paths.items()}
    own = {key: name if list(names.values()).count(name) == 1 else paths[key] for key, name in names.items()}
    return {key: _middle(name, max(12, (look.cells or 80) // 4)) for key, name in own.items()}


def _middle(name: str, cells: int) -> str:
    return name if len(name) <= cells else f"{name[: cells // 2 - 1]}…{name[len(name) - (cells - cells // 2) :]}"
