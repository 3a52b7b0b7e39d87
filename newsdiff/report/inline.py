"""Inline: each finding once as running text, with the other sources' words where they differ, as `git diff
--word-diff` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from newsdiff.model import Facet, Finding, Reported, Span
from newsdiff.report.context import Around
from newsdiff.report.excerpt import Excerpt, shorten
from newsdiff.report.layout import between
from newsdiff.report.look import STYLES, letter
from newsdiff.report.sheet import (
    CONTEXT_SIGN,
    DIM,
    DIVERGENT_LINES,
    SLACK,
    VERBOSE_LINES,
    Sheet,
    telling_sentence,
)
from newsdiff.report.visible import visible
from newsdiff.report.worddiff import Alternative, alike, alternatives
from newsdiff.report.wording import by_article, by_sentence, conflicting, nearly_same, wording


@dataclass(frozen=True, slots=True)
class Edit:
    """What the sources say in a facet at one place of the running text."""

    said: Alternative
    facet: Facet

    @property
    def span(self) -> Span:
        return self.said.span


class InlineSheet(Sheet):
    """One story: a finding is the words of one source, those of the others inside them."""

    def apart(self, finding: Finding) -> bool:
        return self.context.shows

    @property
    def _as_git(self) -> bool:
        """Whether [-…-]{+…+} say whose words are whose: the first source's, the second's."""
        return len(self.story.articles) == 2 and not self.look.color

    def told(self, finding: Finding) -> None:
        facets = list(finding.differing) or nearly_same(finding)
        claims = dict(by_article(finding.claims))
        base = _base(list(claims), facets)
        sentences = by_sentence(claims[base])
        values = conflicting(base, facets)
        best = telling_sentence(sentences, values)
        sentence = sentences[best]
        span = sentence[0].claim.sentence
        edits, rest = _edits(base, span, facets, finding, filled=not self._as_git)
        words = wording(sentence, values, [edit.span for edit in edits])
        words = self._fitted(words)
        if len(words.marks) != len(edits):  # Two that touch, or words too long to show: named after the text.
            words, edits, rest = self._fitted(Excerpt(words.text)), [], facets
        tail = self.tail(sentence, words, ())
        parts = self._running(words, edits)
        parts.append(tail)
        parts += [Text.assemble((" · ", DIM), self.values(facet, finding.claims)) for facet in rest]
        kinds = dict.fromkeys(facet.kind for facet in facets if facet not in rest)
        if kinds:
            parts.append(Text(f"  {', '.join(kinds)}", DIM))
        text = Text.assemble(*parts)
        places = [self._place(items, span if article == base else None) for article, items in claims.items()]
        around = self.context.around(base, span)
        self._placed(text, places, around)

    def _placed(self, text: Text, places: Sequence[Text], around: Around) -> None:
        """The text with the places at the margin, in a pipe behind it, and the sentences around."""
        cells = self.reading if self.look.screen else self.look.cells
        if cells is None:
            sign = Text(f"  {CONTEXT_SIGN}", DIM)
            before, after = ([Text.assemble(sign, (words, DIM)) for words in texts] for texts in around)
            laid = [Text.assemble("  ", text, "  ", between(places, Text("  ")))]
        else:
            beside = between(places, Text("  "))
            if text.cell_len + beside.cell_len + 4 <= cells:
                places = [beside]
            room = cells - 2 - self.column - 2
            before, after = (self.neighbours(texts, 2, room) for texts in around)
            laid = self.page.laid(Text("  "), text, places, self.column, cells)
        self.page.add([*before, *laid, *after])

    def _fitted(self, words: Excerpt) -> Excerpt:
        if not self.look.screen:
            return words
        room = self.reading - 2 - self.column - 2
        lines = DIVERGENT_LINES if self.compact else VERBOSE_LINES
        return shorten(words, max(room, lines * room - SLACK))

    def _place(self, items: Sequence[Reported], span: Span | None) -> Text:
        """The place of the words shown, of the first words of an article whose words are not, and how many more."""
        sentences = by_sentence(items)
        told = next((each for each in sentences if each[0].claim.sentence == span), sentences[0])
        more = f" +{len(sentences) - 1}" if len(sentences) > 1 else ""
        return Text.assemble(self.place(told[0]), (more, DIM))

    def _running(self, words: Excerpt, edits: Sequence[Edit]) -> list[Text]:
        waiting = iter(edits)
        return [self._edited(text, next(waiting)) if marked else Text(text) for text, marked in words.pieces()]

    def _edited(self, own: str, edit: Edit) -> Text:
        """`[-640-]{+More than 600+}` for two wordings without colour; else each behind the letters of its sources."""
        wordings = [(visible(text).strip(), letters) for text, letters in edit.said.wordings]
        inserted = not wordings[0][0]
        if not inserted:
            wordings[0] = own, wordings[0][1]  # What the room may have cut.
        told = self._told(wordings, edit.facet)
        if not inserted:
            return told
        return Text.assemble(own, " ", told) if edit.said.after else Text.assemble(told, " ", own)

    def _told(self, wordings: Sequence[tuple[str, tuple[str, ...]]], facet: Facet) -> Text:
        if self._as_git:
            first, second = (text for text, _ in sorted(wordings, key=lambda item: item[1]))
            return Text("".join((f"[-{first}-]" * bool(first), f"{{+{second}+}}" * bool(second))))
        style = STYLES["mark"] if facet.relation == "conflict" else "bold"
        parts = [
            Text.assemble(between([letter(one) for one in letters], Text(",")), " ", (text or "–", style))
            for text, letters in wordings
        ]
        sign = self.words.signs.get("conflict" if facet.relation == "conflict" else "compatible", "≈")
        groups = alike(facet, [letters[0] for _, letters in wordings])
        same = [between([parts[number] for number in group], Text(" = ", DIM)) for group in groups]
        whole = between(same, Text(f" {sign} ", DIM))
        return whole if self.look.color else Text.assemble("[", whole, "]")


def _base(articles: Sequence[str], facets: Sequence[Facet]) -> str:
    """The source whose words run: the one with values in most facets, of several the first."""
    told = [value.article for facet in facets for value in facet.values]
    return max(articles, key=told.count)


def _edits(
    base: str, sentence: Span, facets: Sequence[Facet], finding: Finding, *, filled: bool
) -> tuple[list[Edit], list[Facet]]:
    """What is to be told inside the sentence of `base`, in its order, and the facets that have no place there."""
    edits: list[Edit] = []
    rest: list[Facet] = []
    for facet in facets:
        found = [Edit(said, facet) for said in alternatives(facet, base, finding.claims, filled=filled)]
        taken = any(
            edit.span.start <= other.span.end and other.span.start <= edit.span.end for edit in found for other in edits
        )
        inside = all(sentence.start <= edit.span.start and edit.span.end <= sentence.end for edit in found)
        if found and inside and not taken:
            edits += found
        else:
            rest.append(facet)
    return sorted(edits, key=lambda edit: edit.span.start), rest
