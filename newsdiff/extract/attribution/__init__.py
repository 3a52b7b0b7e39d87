"""Who is said to have said, thought or wanted what: source, cue and content, as PolNeAR has them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.clauses import clause_drafts
from newsdiff.extract.attribution.draft import Draft, Range
from newsdiff.extract.attribution.layout import layout_drafts
from newsdiff.extract.attribution.phrases import noun_phrase
from newsdiff.extract.attribution.speech import Quoted, quote_drafts
from newsdiff.model import Attribution, AttributionKind, Entity, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newsdiff.extract.parse_tree import ParseTree


def find_attributions(
    tree: ParseTree, entities: tuple[Entity, ...], quotes: tuple[Quote, ...]
) -> tuple[Attribution, ...]:
    """The attributions of a parsed text, by where the content begins; offsets are into `tree.text`.

    `entities` and `quotes` are those of the same text. The terms and what counts as an attribution follow the
    PolNeAR guidelines (Newell, Margolin and Ruths 2018): saying, writing, believing, intending and judging.
    """
    quoted = Quoted(tree, quotes)
    named = _Named(entities)
    drafts = find_drafts(tree, entities, quoted)
    found = [_finish(tree.doc, tree.text, draft, quoted, named) for draft in drafts if draft.content]
    return tuple(sorted(found, key=lambda one: (one.content[0], one.cue or one.content[0])))


def find_drafts(tree: ParseTree, entities: tuple[Entity, ...], quoted: Quoted) -> list[Draft]:
    """The attributions of a parsed text as token ranges."""
    starts = tree.starts
    named: set[int] = set()
    for entity in entities:
        if entity.kind in ("person", "organisation"):
            for mention in entity.mentions:
                named.update(range(bisect_left(starts, mention.start), bisect_left(starts, mention.end)))
    laid_out = list(layout_drafts(tree, quoted, frozenset(named)))
    return quote_drafts(tree.doc, list(clause_drafts(tree)), quoted, laid_out)


def _finish(doc: Doc, text: str, draft: Draft, quoted: Quoted, named: _Named) -> Attribution:
    content = tuple(sorted(_span(doc, part) for part in draft.content))
    source = _span(doc, draft.source) if draft.source else None
    cue = _span(doc, draft.cue)
    return Attribution(
        kind=_kind(draft, quoted),
        content=content,
        source=source,
        source_text=text[source.start : source.end] if source else None,
        cue=cue,
        cue_text=text[cue.start : cue.end],
        speaker=_speaker(doc, draft.source, source, named),
    )


def _kind(draft: Draft, quoted: Quoted) -> AttributionKind:
    inside = sum(quoted.inside(i) for start, end in draft.content for i in range(start, end))
    total = sum(quoted.counts(i) for start, end in draft.content for i in range(start, end))
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"


class _Named:
    """The entities' mentions by where they stand."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self._spans: list[tuple[Span, str, str]] = sorted(
            (mention, entity.name, entity.kind) for entity in entities for mention in entity.mentions
        )

    def within(self, span: Span) -> list[tuple[Span, str, str]]:
        """The mentions that begin inside `span`."""
        first = bisect_left(self._spans, span.start, key=_start)
        last = bisect_left(self._spans, span.end, key=_start)
        return self._spans[first:last]

    def at(self, offset: int) -> str | None:
        """The name of the entity mentioned at `offset`."""
        n = bisect_left(self._spans, offset + 1, key=_start) - 1
        return self._spans[n][1] if n >= 0 and offset < self._spans[n][0].end else None


def _start(item: tuple[Span, str, str]) -> int:
    return item[0].start


def _speaker(doc: Doc, source: Range | None, span: Span | None, named: _Named) -> str | None:
    """The entity that the source's head names, or a person named at its end (`coach Jane Roe`); else its words."""
    if source is None or span is None:
        return None
    head = doc[source[0] : source[1]].root
    if head.tag_ in ("WP", "WDT") and head.head.dep_ == "relcl":  # `Roe, who said`
        head = head.head.head
        source = noun_phrase(head)
        span = _span(doc, source)
    name = named.at(head.idx)
    if name is not None:
        return name
    for mention, other, kind in named.within(span):
        if kind == "person" and mention.end == span.end and mention.start > span.start:
            before = doc.char_span(span.start, mention.start, alignment_mode="contract")
            if before is not None and before[-1].pos_ not in ("ADP", "CCONJ", "PUNCT"):
                return other
    own: str = head.text if head.pos_ == "PRON" else doc[source[0] : source[1]].text
    return own


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last))
