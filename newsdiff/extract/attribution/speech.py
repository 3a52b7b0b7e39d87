"""Attribution by quotation marks: each quotation to the cue beside it, or to the speaker it carries on from."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.clauses import cue_range, subject
from newsdiff.extract.attribution.draft import Draft, Range, trimmed, without
from newsdiff.extract.attribution.words import reporting
from newsdiff.model import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Quoted:
    """The outermost quotations of a document as token ranges, marks included, and which tokens they hold."""

    def __init__(self, doc: Doc, quotes: tuple[Quote, ...]) -> None:
        self.blocks: list[Range] = []
        self._inside = bytearray(len(doc))
        self._counts = bytearray(len(doc))
        starts = [token.idx for token in doc]
        for i, token in enumerate(doc):
            self._counts[i] = not (token.is_punct or token.is_space)
        reach = -1
        for quote in quotes:
            if quote.start < reach:
                continue
            reach = quote.end
            first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
            if first and starts[first - 1 : first] and doc[first - 1].is_quote:
                begin = first - 1
            else:
                begin = first
            end = last + 1 if last < len(doc) and doc[last].is_quote else last
            if begin < end:
                self.blocks.append((begin, end))
                for i in range(begin, end):
                    self._inside[i] = self._counts[i]

    def inside(self, i: int) -> bool:
        return bool(self._inside[i])

    def counts(self, i: int) -> bool:
        return bool(self._counts[i])

    def size(self, block: Range) -> int:
        return sum(self._counts[block[0] : block[1]])


def quote_drafts(doc: Doc, drafts: list[Draft], quoted: Quoted) -> list[Draft]:
    """`drafts` with quotations joined to their cues, and new ones for quotations the grammar did not reach."""
    by_head = {draft.head: draft for draft in drafts}
    last: Draft | None = None
    last_end = -1
    for block in quoted.blocks:
        owner = _owner(block, drafts)
        if owner is not None:
            _widen(owner, block)
            last, last_end = owner, max(block[1], owner.cue[1])
            continue
        cue = _cue_beside(doc, block, quoted)
        if cue is not None:
            draft = by_head.get(cue.i)
            if draft is None:
                draft = Draft(cue.i, cue_range(cue), _source(doc, cue, block), [], "quote")
                by_head[cue.i] = draft
                drafts.append(draft)
            elif draft.rule == "object":
                draft.content = []
            _add(draft, block)
            if draft.source is None:
                draft.source = _source(doc, cue, block)
            last, last_end = draft, max(block[1], draft.cue[1])
        elif last is not None and _carries_on(doc, last_end, block):
            _add(last, block)
            last_end = block[1]
    return _outermost([draft for draft in drafts if draft.content and not quoted.inside(draft.head)])


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Without attributions inside the content of another: PolNeAR, and a reader, ask who says it in the end."""
    holes = sorted(part for draft in drafts for part in draft.content)
    reach: list[int] = []  # the farthest end of the content ranges so far
    for _, end in holes:
        reach.append(max(end, reach[-1] if reach else end))
    kept = []
    for draft in drafts:
        at = bisect_left(holes, (draft.head + 1, 0)) - 1
        inside = False
        while at >= 0 and reach[at] > draft.head:
            if holes[at][0] <= draft.head < holes[at][1] and holes[at] not in draft.content:
                inside = True
                break
            at -= 1
        if not inside:
            kept.append(draft)
    return kept


def _owner(block: Range, drafts: list[Draft]) -> Draft | None:
    """The smallest attribution whose content already holds most of the quotation."""
    best: Draft | None = None
    size = 0
    for draft in drafts:
        if block[0] <= draft.head < block[1]:
            continue
        shared = sum(max(0, min(end, block[1]) - max(start, block[0])) for start, end in draft.content)
        whole = sum(end - start for start, end in draft.content)
        if 2 * shared >= block[1] - block[0] and (best is None or whole < size):
            best, size = draft, whole
    return best


def _widen(draft: Draft, block: Range) -> None:
    """Let no content range end inside the quotation: the whole of it is one speaker's."""
    if block[0] <= draft.head < block[1]:
        return
    draft.content = _union([*draft.content, block])


def _add(draft: Draft, block: Range) -> None:
    draft.content = _union([*draft.content, block])


def _union(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _cue_beside(doc: Doc, block: Range, quoted: Quoted) -> Token | None:
    """The saying verb next to the quotation: after it first, then before it, within its sentences."""
    saying = reporting().saying
    after = _scan(doc, range(block[1], min(len(doc), block[1] + 30)), quoted, saying, forward=True)
    ends_open = doc[block[1] - 1].is_quote and block[1] >= 2 and doc[block[1] - 2].text in (",", "?", "!", "—", "-", "–")
    if after is not None and ends_open:
        return after
    before = _scan(doc, range(block[0] - 1, max(-1, block[0] - 30), -1), quoted, saying, forward=False)
    return before or after


def _scan(doc: Doc, places: range, quoted: Quoted, saying: frozenset[str], *, forward: bool) -> Token | None:
    for i in places:
        token = doc[i]
        if quoted.inside(i):
            if forward:
                return None
            continue
        if forward and token.is_sent_start and i > places.start and doc[i - 1].text in (".", "?", "!") :
            return None
        if "\n" in token.text:
            return None
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in saying:
            return token
        if not forward and token.is_sent_start:
            return None
    return None


def _source(doc: Doc, cue: Token, block: Range) -> Range | None:
    found = subject(cue)
    if found is not None and not (found[0] < block[1] and block[0] < found[1]):
        return found
    return None


def _carries_on(doc: Doc, since: int, block: Range) -> bool:
    """Whether nothing but space and punctuation stands between what was said before and the quotation."""
    between = doc[since : block[0]]
    return 0 <= block[0] - since <= 12 and all(t.is_space or t.is_punct for t in between)
