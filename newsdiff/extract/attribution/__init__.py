"""Who is said to have said, thought or wanted what: source, cue and content, as PolNeAR has them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.clauses import clause_drafts
from newsdiff.extract.attribution.draft import Draft, Range
from newsdiff.extract.attribution.layout import layout_drafts
from newsdiff.extract.attribution.speech import Quoted, quote_drafts
from newsdiff.model import Attribution, AttributionKind, Entity, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_attributions(doc: Doc, entities: tuple[Entity, ...], quotes: tuple[Quote, ...]) -> tuple[Attribution, ...]:
    """The attributions of `doc`, by where the content begins; offsets are into `doc.text`.

    `entities` and `quotes` are those of the same text. The terms and what counts as an attribution follow the
    PolNeAR guidelines (Newell, Margolin and Ruths 2018): saying, writing, believing, intending and judging.
    """
    quoted = Quoted(doc, quotes)
    speakers = {mention: entity.name for entity in entities for mention in entity.mentions}
    drafts = find_drafts(doc, entities, quoted)
    starts = sorted(speakers)
    text = doc.text  # joined anew at each access
    found = [_finish(doc, text, draft, quoted, starts, speakers) for draft in drafts if draft.content]
    return tuple(sorted(found, key=lambda one: (one.content[0], one.cue or one.content[0])))


def find_drafts(doc: Doc, entities: tuple[Entity, ...], quoted: Quoted) -> list[Draft]:
    """The attributions of `doc` as token ranges."""
    starts = [token.idx for token in doc]
    named: set[int] = set()
    for entity in entities:
        if entity.kind in ("person", "organisation"):
            for mention in entity.mentions:
                named.update(range(bisect_left(starts, mention.start), bisect_left(starts, mention.end)))
    laid_out = list(layout_drafts(doc, quoted, frozenset(named)))
    return quote_drafts(doc, list(clause_drafts(doc)), quoted, laid_out)


def _finish(
    doc: Doc, text: str, draft: Draft, quoted: Quoted, starts: list[Span], speakers: dict[Span, str]
) -> Attribution:
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
        speaker=_speaker(doc, draft.source, source, starts, speakers),
    )


def _kind(draft: Draft, quoted: Quoted) -> AttributionKind:
    inside = sum(quoted.inside(i) for start, end in draft.content for i in range(start, end))
    total = sum(quoted.counts(i) for start, end in draft.content for i in range(start, end))
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"


def _speaker(
    doc: Doc, source: Range | None, span: Span | None, starts: list[Span], speakers: dict[Span, str]
) -> str | None:
    if source is None or span is None:
        return None
    head = doc[source[0] : source[1]].root
    at = bisect_left(starts, Span(span.start, span.start))
    first: str | None = None
    while at < len(starts) and starts[at].start < span.end:
        mention = starts[at]
        if mention.start <= head.idx < mention.end:
            return speakers[mention]
        first = first or speakers[mention]
        at += 1
    own: str = head.text if head.pos_ == "PRON" else doc[source[0] : source[1]].text
    return own


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last))
