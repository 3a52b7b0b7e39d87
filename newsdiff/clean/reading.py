"""`Article` to `Reading`: which blocks are read, as what, and what is furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from newsdiff.clean import cues
from newsdiff.clean.blocks import Block, blocks
from newsdiff.clean.body import SHORT, body_range, is_page, is_short
from newsdiff.clean.inline import Cuts, cuts, outside
from newsdiff.clean.mojibake import Mended, mend
from newsdiff.clean.runs import without_runs
from newsdiff.clean.sentences import is_copyright, is_title_case, line_reason
from newsdiff.model import Article, Furniture, Passage, PassageKind, Reading

#: Blocks of at least this many words show whether the article ends its paragraphs with a final mark.
_LONG = 10


@dataclass(slots=True)
class _Fate:
    """What becomes of a block: `reason` says why it is furniture, else it is read as `kind` without `cuts`."""

    block: Block
    cuts: Cuts
    kind: PassageKind = "body"
    reason: str | None = None


def clean(article: Article) -> Reading:
    """The article as a reader reads it: see `Reading`. Never fails, and takes time linear in the text's length."""
    mended, wordless = without_runs(mend(article.text))
    text = _without_own(article, mended)
    title = _title_span(article, mended)
    uncut = Cuts()
    breaks = frozenset((title[1] + 1,)) if title else frozenset()
    fates = [_Fate(block, uncut) for block in blocks(text, breaks, mended.text)]
    known: dict[tuple[str, int, tuple[tuple[int, int], ...]], _Fate] = {}
    for fate in fates:
        form = (fate.block.text, fate.block.body - fate.block.start, fate.block.seams)
        _by_form(fate, known.setdefault(form, fate))
    titled = next((k for k, fate in enumerate(fates) if title and fate.block.start == title[0]), None)
    if titled is not None:
        fates[titled].kind, fates[titled].reason = "title", None
    if is_page([fate.block for fate in fates]):
        _page(fates, titled)
    _small_print(fates)
    _other_news(fates)
    _teasers(fates)
    _repeats(fates, article.title)
    _by_layout(fates)
    return _assemble(article, mended, fates, wordless)


def _without_own(article: Article, mended: Mended) -> str:
    """The mended text with what `read` found to be furniture blanked as empty lines, length kept."""
    pieces: list[str] = []
    last = 0
    for item in sorted(article.furniture, key=lambda item: item.start):
        a, b = _mended_span(mended, item.start, item.end)
        if b > last:
            a = max(a, last)
            pieces += (mended.text[last:a], "\n" * (b - a))
            last = b
    return "".join(pieces) + mended.text[last:]


def _mended_span(mended: Mended, start: int, end: int) -> tuple[int, int]:
    return bisect_left(mended.offsets, start), bisect_left(mended.offsets, end)


def _title_span(article: Article, mended: Mended) -> tuple[int, int] | None:
    span = article.title_span
    return _mended_span(mended, span.start, span.end) if span else None


def _by_form(fate: _Fate, twin: _Fate) -> None:
    """Judge a block by its own words, as its `twin` of the same words was that stands before it."""
    block = fate.block
    if twin is not fate:
        fate.reason, fate.cuts, fate.kind = twin.reason, twin.cuts, twin.kind
        return
    fate.reason = line_reason(block.content)
    if fate.reason:
        return
    fate.cuts = cuts(block.text, block.body - block.start)
    fate.cuts.marks += block.seams
    left = _left(block, fate.cuts)
    if not re.search(r"\w", left):
        fate.reason = fate.cuts.parts[0][2] if fate.cuts.parts else "rule"
    elif _is_caption(block, left.strip(), fate.cuts):
        fate.kind = "caption"


def _is_caption(block: Block, left: str, found: Cuts) -> bool:
    """A block that opens as captions do, or a short one that a picture's credit ends."""
    if cues.caption_opener().match(left) or (found.credited and not block.is_closed and not block.has_inner_end):
        return True
    ends = max((b for _, b, why in found.parts if why == "credit"), default=0)
    return len(left.split()) <= 60 and block.start + ends >= block.end - 2


def _left(block: Block, found: Cuts) -> str:
    return " ".join(block.text[a:b] for a, b in _kept(block, [(a, b) for a, b, _ in found.parts]))


def _kept(block: Block, out: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of the block's text after its marker that none of `out` covers."""
    return outside(out, block.body - block.start, len(block.text))


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _small_print(fates: list[_Fate]) -> None:
    """After the head of the comments, or a copyright line, in the second half of the words nothing is the article's."""
    total = sum(fate.block.words for fate in fates if fate.reason is None)
    before = 0
    closing = ""
    for fate in fates:
        if closing:
            fate.reason = fate.reason or closing
            continue
        if fate.reason is None:
            before += fate.block.words
        elif 2 * before >= total and (fate.reason == "comments" or is_copyright(fate.block.content)):
            closing = "comments" if fate.reason == "comments" else "after the article"


def _repeats(fates: list[_Fate], title: str | None) -> None:
    """The same line again, without a final mark, is a caption shown twice, or the title over a box."""
    seen = {_bare(title)} if title else set()
    for fate in fates:
        if fate.reason is None and fate.kind != "title" and not fate.block.is_item:
            key = _bare(fate.block.content)
            if len(key.split()) < 4:
                continue
            if key in seen and not fate.block.is_closed:
                fate.reason = "repeated"
            seen.add(key)


def _other_news(fates: list[_Fate]) -> None:
    """Nothing below a head over other news, to the next head, is of the story that the article opened with."""
    below = read = False
    for fate in fates:
        block = fate.block
        if read and cues.other_news().fullmatch(block.content):
            below, fate.reason = True, fate.reason or "link"
        elif below and fate.reason is None:
            below = not is_short(block)
            fate.reason = "other news" if below else None
        read = read or (fate.reason is None and fate.kind == "body" and block.is_closed)


def _teasers(fates: list[_Fate]) -> None:
    """Lines without a final mark right after a bare link label, and lines in headline style, lead to other stories."""
    after_label = False
    for fate in fates:
        block = fate.block
        if fate.reason is not None or fate.kind == "title":
            after_label = fate.reason in ("link", "comments") and block.words <= 6
            continue
        open_ended = not _ends(fate) and not block.has_inner_end
        if open_ended and (after_label or is_title_case(block.content)) and not block.content[:1].isdigit():
            fate.reason = "link"
        else:
            after_label = False


def _page(fates: list[_Fate], titled: int | None) -> None:
    """Of a page pasted whole, only the body's run of blocks is read, and the title right above it."""
    first, last = body_range([fate.block for fate in fates], [fate.reason for fate in fates])
    for k, fate in enumerate(fates):
        if not first <= k < last and not (k == titled and first - k <= 6):
            fate.reason = fate.reason or "page"
            fate.kind = "body"


def _by_layout(fates: list[_Fate]) -> None:
    """Judge the blocks without a final mark by where they stand, if the article ends its paragraphs with one."""
    live = [fate for fate in fates if fate.reason is None]
    long = [fate for fate in live if fate.block.words >= _LONG and fate.kind != "title"]
    closed = [k for k, fate in enumerate(live) if _is_text(fate)]
    if not closed or sum(live[k].block.words for k in closed) < 0.6 * sum(fate.block.words for fate in long):
        return
    for k, fate in enumerate(live):
        block = fate.block
        if fate.kind == "title" or _is_text(fate):
            continue
        if k < closed[0]:
            if not _ends(fate) and not _is_list(live, k) and not block.content[:1].isdigit():
                fate.kind, fate.reason = ("title", None) if _is_standfirst(fate) else (fate.kind, "heading")
        elif k > closed[-1]:
            if not block.is_closed and not _is_list(live, k):
                fate.reason = "after the article"
        elif (is_short(block) and not _ends(fate)) or _is_question(block) or block.marker.startswith("#"):
            # "27 hurt" is a fact, however short.
            fact = _is_list(live, k) or (block.content[:1].isdigit() and not block.marker)
            fate.reason = None if fact and not _is_question(block) else "heading"
        elif fate.kind == "body" and not _ends(fate) and not _is_list(live, k):
            fate.kind = "caption"


def _is_text(fate: _Fate) -> bool:
    """A paragraph of the article: it ends as sentences do, or holds one that does."""
    block = fate.block
    if block.is_closed:
        return block.words >= 3 and not _is_question(block)
    return block.has_inner_end and block.words > SHORT


def _is_question(block: Block) -> bool:
    """A section head that asks ("What went wrong?"), outside quotation marks."""
    return block.words <= SHORT and block.text.endswith("?") and block.content[:1] not in "\"“‘'"


def _ends(fate: _Fate) -> bool:
    """Whether the block, or what is left of it, ends as a sentence or leads to what follows."""
    left = _left(fate.block, fate.cuts).rstrip()
    return re.search(r"[.!?…:;,\"”’'][)*_]*$", left) is not None


def _is_standfirst(fate: _Fate) -> bool:
    left = _left(fate.block, fate.cuts)
    return len(left.split()) >= 5 and re.search(r"\b[a-z]{4,}", left) is not None


def _is_list(live: list[_Fate], k: int) -> bool:
    """Whether block `k` is an item of a list: a marker, and a neighbour with one."""
    around = live[max(0, k - 1) : k] + live[k + 1 : k + 2]
    return live[k].block.is_item and any(other.block.is_item for other in around)


def _assemble(article: Article, mended: Mended, fates: list[_Fate], wordless: list[Furniture]) -> Reading:
    pieces: list[str] = []
    places: list[int] = []
    passages: list[Passage] = []
    furniture = [*article.furniture, *wordless]
    length = 0
    for fate in fates:
        block = fate.block
        if fate.reason is not None:
            furniture.append(_furniture(mended, block.start, block.end, fate.reason))
            continue
        for a, b, why in fate.cuts.parts:
            furniture.append(_furniture(mended, block.start + a, block.start + b, why))
        fate.cuts.marks.sort()
        for a, b in _kept(block, [(a, b) for a, b, _ in fate.cuts.parts]):
            kept = _passage(block, a, b, fate.cuts.marks)
            if not re.search(r"\w", block.text[a:b]) or not kept:
                continue
            if passages:
                pieces.append("\n\n")
                here = mended.offsets[block.start + kept[0][0]]
                places += (min(places[-1] + 1, here), min(places[-1] + 1, here))
                length += 2
            start = length
            for c, d in kept:
                pieces.append(block.text[c:d])
                places += mended.offsets[block.start + c : block.start + d]
                length += d - c
            passages.append(Passage(start, length, fate.kind))
    places.append(places[-1] + 1 if places else 0)
    return Reading("".join(pieces), tuple(places), tuple(passages), _merged(furniture, len(article.text)))


def _passage(block: Block, a: int, b: int, marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges of `[a, b)` without marks of layout and without blank at either end."""
    first = bisect_left(marks, (a, a))
    last = bisect_left(marks, (b, b))
    inside = [(c, min(b, d)) for c, d in marks[first:last]]
    ranges = outside(inside, a, b)
    filled = [k for k, (c, d) in enumerate(ranges) if not block.text[c:d].isspace()]
    ranges = ranges[filled[0] : filled[-1] + 1] if filled else []
    if ranges:
        c, d = ranges[0]
        ranges[0] = (c + len(block.text[c:d]) - len(block.text[c:d].lstrip()), d)
        c, d = ranges[-1]
        ranges[-1] = (c, c + len(block.text[c:d].rstrip()))
    return ranges


def _furniture(mended: Mended, a: int, b: int, reason: str) -> Furniture:
    """Furniture `[a, b)` of the mended text as a span of the file, blank ends off."""
    part = mended.text[a:b]
    if part[:1].isspace() or part[-1:].isspace():
        a, b = a + len(part) - len(part.lstrip()), b - (len(part) - len(part.rstrip()))
    if b <= a:
        return Furniture(mended.offsets[a], mended.offsets[a], reason)
    return Furniture(mended.offsets[a], mended.offsets[b - 1] + 1, reason)


def _merged(furniture: list[Furniture], length: int) -> tuple[Furniture, ...]:
    """Sorted and without overlaps: the earlier span keeps what two would share."""
    done: list[Furniture] = []
    place = 0
    for item in sorted(furniture, key=lambda f: (f.start, -f.end)):
        start, end = max(item.start, place), min(item.end, length)
        if start < end:
            whole = start == item.start and end == item.end
            done.append(item if whole else Furniture(start, end, item.reason))
            place = end
    return tuple(done)
