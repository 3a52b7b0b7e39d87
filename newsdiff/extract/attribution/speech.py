"""Attribution by quotation marks: each quotation to the cue beside it, or to the speaker it carries on from."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import accumulate
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Draft, Range
from newsdiff.extract.attribution.phrases import cue_range, subject
from newsdiff.extract.attribution.words import reporting
from newsdiff.model import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newsdiff.extract.parse_tree import ParseTree


class Quoted:
    """The outermost quotations of a document as token ranges, marks included, and which tokens they hold."""

    def __init__(self, tree: ParseTree, quotes: tuple[Quote, ...]) -> None:
        doc, starts = tree.doc, tree.starts
        self.blocks: list[Range] = []
        self._inside = bytearray(len(doc))
        self._counts = bytearray(len(doc))
        for i, token in enumerate(tree.tokens):
            self._counts[i] = not (token.is_punct or token.is_space)
        reach = -1
        for quote in quotes:
            if quote.start < reach:
                continue
            reach = quote.end
            first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end)
            begin = first - 1 if first and doc[first - 1].is_quote else first
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


def quote_drafts(doc: Doc, drafts: list[Draft], quoted: Quoted, laid_out: list[Draft]) -> list[Draft]:
    """`drafts` with quotations joined to their cues, and new ones for quotations the grammar did not reach.

    What `laid_out` has found goes before what the grammar says of the same words.
    """
    drafts = sorted(_without(drafts, laid_out) + laid_out, key=_head)
    by_head = {draft.head: draft for draft in drafts}
    last: Draft | None = None
    last_end = -1
    for block in quoted.blocks:
        owner = _owner(block, drafts)
        if owner is None and _title(doc, block):
            continue
        cue = None if owner is not None else _cue_after(doc, block, quoted)
        if owner is None and cue is None:
            owner = _leading(doc, block, drafts)
        if owner is None and cue is None:
            if last is not None and _carries_on(doc, last, last_end, block):
                owner = last
            else:
                cue = _cue_before(doc, block, quoted)
        if cue is not None:
            owner = by_head.get(cue.i)
            if owner is None:
                owner = Draft(cue.i, cue_range(cue), _source(doc, cue, block), [], "quote")
                by_head[cue.i] = owner
                insort(drafts, owner, key=_head)
            elif owner.rule == "object":
                owner.content = []
            if owner.source is None:
                owner.source = _source(doc, cue, block)
        if owner is None:
            continue
        if not block[0] <= owner.head < block[1]:
            owner.content = _joined(owner.content, block)
        last, last_end = owner, max(block[1], owner.cue[1])
    return _outermost(doc, [draft for draft in drafts if draft.content and not quoted.inside(draft.head)])


def _without(drafts: list[Draft], laid_out: list[Draft]) -> list[Draft]:
    """`drafts` but for those that turn on a word of `laid_out`, or share its cue."""
    taken = {i for draft in laid_out for i in (draft.head, *range(*draft.content[0]))}
    return [draft for draft in drafts if draft.head not in taken]


def _outermost(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Without attributions inside the content of another: PolNeAR, and a reader, ask who says it in the end."""
    steps = [0] * (len(doc) + 1)
    for draft in drafts:
        for start, end in draft.content:
            steps[start] += 1
            steps[end] -= 1
    covers = list(accumulate(steps))
    return [
        draft
        for draft in drafts
        if covers[draft.head] == sum(start <= draft.head < end for start, end in draft.content)
    ]


#: Tokens between a quotation and a cue that may still hold it.
_REACH = 150


def _near(block: Range, drafts: list[Draft]) -> list[Draft]:
    """The attributions, sorted by cue, whose cue stands near the quotation but not in it."""
    first = bisect_left(drafts, block[0] - _REACH, key=_head)
    last = bisect_left(drafts, block[1] + _REACH, key=_head)
    return [draft for draft in drafts[first:last] if not block[0] <= draft.head < block[1]]


def _head(draft: Draft) -> int:
    return draft.head


def _size(draft: Draft) -> int:
    return sum(end - start for start, end in draft.content)


def _owner(block: Range, drafts: list[Draft]) -> Draft | None:
    """The attribution whose content already holds most of the quotation; the smallest one."""
    fits = [
        draft
        for draft in _near(block, drafts)
        if 2 * sum(max(0, min(end, block[1]) - max(start, block[0])) for start, end in draft.content)
        >= block[1] - block[0]
    ]
    return min(fits, key=_size, default=None)


def _leading(doc: Doc, block: Range, drafts: list[Draft]) -> Draft | None:
    """The attribution whose content runs up to the quotation and goes on in it: `said it was "a mess"`."""
    if doc[block[0] - 1].text in (".", "?", "!") or "\n" in doc[block[0] - 1].text:
        return None
    fits = [
        draft
        for draft in _near(block, drafts)
        if draft.head < block[0]
        and any(block[0] - 1 <= end < block[1] and start > draft.head for start, end in draft.content)
    ]
    return min(fits, key=_size, default=None)


#: The grammar gives a cue no more ranges than this; more come one by one, in order, from quotations that carry on.
_FEW = 8


def _joined(content: list[Range], block: Range) -> list[Range]:
    """`content` with `block`, sorted, without overlaps; of many ranges in one step where the block follows them."""
    if len(content) > _FEW and content[-1][1] < block[0]:
        content.append(block)
        return content
    out: list[Range] = []
    for start, end in sorted([*content, block]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _title(doc: Doc, block: Range) -> bool:
    """Whether the quotation is the title of a work: all its longer words are capitalised, and it says nothing."""
    words = [doc[i] for i in range(*block) if doc[i].is_alpha and len(doc[i]) > 3]
    end = doc[block[1] - 2].text if block[1] - block[0] > 2 else ""
    return len(words) > 1 and end not in (".", "!", "?") and all(word.text[0].isupper() for word in words)


def _cue_after(doc: Doc, block: Range, quoted: Quoted) -> Token | None:
    """The saying verb after a quotation that ends with a comma, question or exclamation mark: `"…," she said`."""
    last = block[1] - 1
    while last > block[0] and doc[last].is_quote:
        last -= 1
    if doc[last].text[-1:] not in ",?!—–-" and (block[1] >= len(doc) or doc[block[1]].text not in (",", "—", "–", "-")):
        return None
    return _scan(doc, range(block[1], min(len(doc), block[1] + 30)), quoted, forward=True)


def _cue_before(doc: Doc, block: Range, quoted: Quoted) -> Token | None:
    """The saying verb before a quotation in its sentence, or after it where none is before."""
    before = _scan(doc, range(block[0] - 1, max(-1, block[0] - 30), -1), quoted, forward=False)
    if before is not None:
        return before
    return _scan(doc, range(block[1], min(len(doc), block[1] + 30)), quoted, forward=True)


def _scan(doc: Doc, places: range, quoted: Quoted, *, forward: bool) -> Token | None:
    saying = reporting().saying
    for i in places:
        token = doc[i]
        if quoted.inside(i):
            if forward:
                return None
            continue
        if forward and token.is_sent_start and i > places.start and doc[i - 1].text in (".", "?", "!"):
            return None
        if "\n" in token.text:
            if forward or not i or doc[i - 1].text != ":":
                return None
            continue
        if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in saying:
            return token
        if not forward and token.is_sent_start:
            return None
    return None


def _source(doc: Doc, cue: Token, block: Range) -> Range | None:
    """The cue's subject outside the quotation; else the name or pronoun next to the cue."""
    found = subject(cue)
    if found is not None and not (found[0] < block[1] and block[0] < found[1]):
        return found
    for at, step in ((cue.i + 1, 1), (cue.i - 1, -1)):
        end = at
        while 0 <= end < len(doc) and doc[end].pos_ == "PROPN" and not block[0] <= end < block[1]:
            end += step
        if end != at:
            return (at, end) if step > 0 else (end + 1, at + 1)
        if 0 <= at < len(doc) and doc[at].tag_ == "PRP" and not block[0] <= at < block[1]:
            return at, at + 1
    return None


def _carries_on(doc: Doc, last: Draft, since: int, block: Range) -> bool:
    """Whether the quotation goes on with what the last speaker said.

    In the same paragraph it is the rest of the sentence or the next one; in the next paragraph the quotation fills
    the paragraph.
    """
    if not 0 <= block[0] - since <= 60:
        return False
    breaks = [i for i in range(since, block[0]) if doc[i].is_space and "\n" in doc[i].text]
    if not breaks:
        starts = sum(1 for i in range(since, block[0] + 2) if i < len(doc) and doc[i].is_sent_start)
        own = [i for i in range(since, block[0]) if not (doc[i].is_punct or doc[i].is_space)]
        if starts == 0 and last.cue[1] <= block[0] and any(end <= last.cue[0] for _, end in last.content[:_FEW]):
            return doc[block[0] - 1].text in (",", ";", ":", "—", "–", "-")
        return not own or (starts <= 1 and _opens_sentence(doc, block[0]))
    if len(breaks) > 1 or any(not (doc[i].is_punct or doc[i].is_space) for i in range(breaks[-1], block[0])):
        return False
    after = block[1]
    while after < len(doc) and doc[after].is_punct:
        after += 1
    return after >= len(doc) or "\n" in doc[after].text


def _opens_sentence(doc: Doc, at: int) -> bool:
    return doc[at].is_sent_start or (at + 1 < len(doc) and bool(doc[at + 1].is_sent_start)) or doc[at - 1].text in ".?!"
