"""Why a finding is what it is, for a reader: its claims, its facets, the evidence added up, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from newsdiff.model import Evidence, Explanation, Facet, FacetValue, Reported, Sentence, Weighing
from newsdiff.report.excerpt import Excerpt, excerpt, shorten
from newsdiff.report.layout import Page
from newsdiff.report.look import STYLES, Look, letter
from newsdiff.report.places import Places
from newsdiff.report.visible import visible

_DIM = STYLES["dim"]
#: Columns of the waterfall: the evidence's name, then its value, weight, points, and the sum so far.
_NAME, _NUMBER = 16, 9
#: Lines of a sentence that a screen shows before it cuts them.
_LINES = 20
#: Evidence worth less than this is not told as what spoke against a pair.
_TELLING = 0.1


def render(explanation: Explanation, look: Look) -> str:
    """The explanation for a reader, in the width of `look`; `look.top` cuts how many pairs are weighed in full."""
    page = Page(look)
    _Sheet(page, explanation).write()
    return page.text()


class _Sheet:
    """One explanation on a page."""

    def __init__(self, page: Page, explanation: Explanation) -> None:
        self.page, self.told, self.look = page, explanation, page.look
        self.places = Places(explanation.story.articles, self.look)

    def write(self) -> None:
        finding = self.told.finding
        self.page.block(Text(), Text(visible(finding.summary), STYLES["title"]))
        sources = f"{finding.sources} source{'s' * (finding.sources > 1)}, {finding.independent} independent"
        parts = (finding.code, finding.id, f"confidence {finding.confidence:.2f}", sources)
        about = Text.assemble((finding.verdict, STYLES[finding.verdict]), (" · " + " · ".join(parts), _DIM))
        self.page.block(Text(), about)
        self._head("Claims")
        for sentence in self.told.sentences:
            self._claims(sentence)
        if finding.facets:
            self._head("Facets")
            for facet in finding.facets:
                self._facet(facet)
        if self.told.pairs:
            self._head("Evidence")
            self._pairs()
        self._head("Refused")
        self._refused()

    def _head(self, name: str) -> None:
        self.page.blank()
        self.page.rule(Text(name, STYLES["head"]))

    def _claims(self, sentence: Sentence) -> None:
        """The sentence with its claims marked, and who is said to have said them."""
        claims = [item for item in self.told.finding.claims if _stands_in(item, sentence)]
        marks = [(item.claim.start - sentence.start, item.claim.end - sentence.start) for item in claims]
        shown = self._short(excerpt(sentence.text, marks))
        self.page.blank()
        self.page.block(Text("  "), Text.assemble(letter(sentence.article), "  ", self._place(sentence)))
        words = Text.assemble(*(self.look.mark(text) if marked else text for text, marked in shown.pieces()))
        self.page.block(Text("     "), words)
        for said in dict.fromkeys(_said(item) for item in claims):
            self.page.block(Text("     "), Text(said, _DIM))

    def _facet(self, facet: Facet) -> None:
        self.page.blank()
        style = STYLES["mark"] if facet.relation == "conflict" else STYLES["head"]
        head = Text.assemble(facet.kind, "  ", (facet.relation, style), "  ", (visible(facet.why), ""))
        self.page.block(Text("  "), head)
        for value in facet.values:
            before = Text.assemble("    ", letter(value.article), "  ")
            self.page.block(before, Text.assemble(visible(value.text).strip(), (_normalised(value), _DIM)))

    def _pairs(self) -> None:
        candidates = [pair for pair in self.told.pairs if pair.candidate]
        taken = sum(pair.probability >= self.told.accept for pair in candidates)
        self.page.blank()
        few = f"{taken} of {len(self.told.pairs)} pair{'s' * (len(self.told.pairs) > 1)} of sentences"
        least = f"at {self.told.accept:.2f} or more, the least to be put together"
        self.page.block(Text("  "), Text(f"{few} {least}", _DIM))
        shown = candidates[: self.look.top] if self.look.top else candidates
        for pair in shown:
            self._weighing(pair)
        rest = [pair for pair in self.told.pairs if pair not in shown]
        if rest:
            self.page.blank()
        for pair in rest:
            chance = f"{pair.probability:.2f}" if pair.candidate else "0, they share no rare word"
            self.page.block(Text("  "), Text.assemble(self._both(pair), (f"  {chance}", _DIM)))

    def _weighing(self, pair: Weighing) -> None:
        """A waterfall: from the bias, evidence by evidence, the most telling first, to the sum."""
        self.page.blank()
        self.page.block(Text("  "), Text.assemble(self._both(pair), f"  probability {pair.probability:.2f}"))
        self._row("", "value", "weight", "log-odds", "so far", style=_DIM)
        total = pair.bias
        self._row("start", "", "", f"{pair.bias:+.2f}", f"{total:+.2f}")
        for item in _telling(pair):
            total += item.points
            figures = (f"{item.value:.2f}", f"{item.weight:+.2f}", f"{item.points:+.2f}", f"{total:+.2f}")
            self._row(item.name, *figures, what=item.what)
        self._row("sum", "", "", f"{pair.log_odds:+.2f}", f"{total:+.2f}", style=STYLES["head"])
        none = [item.name for item in pair.evidence if not item.points]
        if none:
            self.page.block(Text("    "), Text(f"none of: {', '.join(none)}", _DIM))

    def _row(self, name: str, *figures: str, what: str = "", style: str = "") -> None:
        """A line of the waterfall: on a narrow screen without value and weight, or without `what` it is about."""
        cells = self.look.cells
        if cells is not None and cells < 4 + _NAME + len(figures) * _NUMBER:
            figures = figures[2:]
        row = Text(f"    {name:<{_NAME}}" + "".join(f"{figure:>{_NUMBER}}" for figure in figures), style)
        whole = Text.assemble(row, "  ", (what, _DIM))
        self.page.line(whole if cells is None or whole.cell_len <= cells else row)

    def _refused(self) -> None:
        self.page.blank()
        refused = self.told.refused
        if refused is None:
            self.page.block(Text("  "), Text("No other sentence shares a rare word with these."))
            return
        held = {(sentence.article, sentence.start) for sentence in self.told.sentences}
        pair = refused.weighing
        other = pair.second if (pair.first.article, pair.first.start) in held else pair.first
        self.page.block(Text("  "), Text.assemble(letter(other.article), "  ", self._place(other)))
        self.page.block(Text("     "), Text(self._short(excerpt(other.text)).text))
        self.page.block(Text("     "), Text(visible(refused.why), _DIM))
        against = [("start", pair.bias), *((item.name, item.points) for item in pair.evidence)]
        self._listed("against it", [(name, points) for name, points in against if points <= -_TELLING])
        if self.told.pairs:
            best = {item.name: item.points for item in self.told.pairs[0].evidence}
            short = [(item.name, item.points - best[item.name]) for item in pair.evidence]
            self._listed("short of the likeliest pair", [(name, less) for name, less in short if less <= -_TELLING])
        self._weighing(pair)

    def _listed(self, name: str, items: Sequence[tuple[str, float]]) -> None:
        if items:
            told = ", ".join(f"{name} {points:+.2f}" for name, points in sorted(items, key=lambda item: item[1]))
            self.page.block(Text("     "), Text(f"{name}: {told}", _DIM))

    def _short(self, whole: Excerpt) -> Excerpt:
        """On a screen, no more than a reader reads; a pipe has every word."""
        return shorten(whole, _LINES * (self.look.cells or 80)) if self.look.screen else whole

    def _both(self, pair: Weighing) -> Text:
        places = (Text.assemble(letter(one.article), " ", self._place(one, "")) for one in (pair.first, pair.second))
        return Text(" and ").join(places)

    def _place(self, sentence: Sentence, style: str = _DIM) -> Text:
        return self.places.text(sentence.article, sentence.line, sentence.column, style)


def _telling(pair: Weighing) -> list[Evidence]:
    return sorted((item for item in pair.evidence if item.points), key=lambda item: -abs(item.points))


def _stands_in(item: Reported, sentence: Sentence) -> bool:
    span = item.claim.sentence
    return (item.article, span.start, span.end) == (sentence.article, sentence.start, sentence.end)


def _said(item: Reported) -> str:
    """Who is said to have said the claim, and in which words."""
    said = item.claim.attribution
    if said is None:
        return "stated by the article itself"
    words = [f'"{visible(text).strip()}"' for text in (said.source_text, said.cue_text) if text]
    named = visible(said.speaker).strip() if said.speaker else "nobody named"
    return f"{said.kind} speech of {named}" + (f": {', '.join(words)}" if words else "")


def _normalised(value: FacetValue) -> str:
    """The value that was compared, where it is more than the words."""
    known = [f"{key} {visible(_plain(part))}" for key, part in sorted(value.value.items()) if part is not None]
    return f"  {', '.join(known)}" if known else ""


def _plain(part: object) -> str:
    if isinstance(part, float):
        return f"{part:g}"
    if isinstance(part, list | tuple | set | frozenset):
        return " ".join(_plain(item) for item in part)
    return str(part)
