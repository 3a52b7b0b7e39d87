"""Attribution by layout: `Mayor: bridge is safe`, `MORA: We were there.`, `"We were there." — Ana Mora`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Draft, Range, trimmed
from newsdiff.extract.attribution.phrases import cue_range, lemma_of, subject
from newsdiff.extract.attribution.words import reporting

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newsdiff.extract.attribution.speech import Quoted
    from newsdiff.extract.parse_tree import ParseTree

_DASHES = frozenset({"―", "—", "–", "--", "-"})
#: A name before a colon or after a dash is at most this many tokens long.
_LONGEST = 6
#: Common nouns that can speak in a headline.
_SPEAKERS = frozenset(
    "poll police report study official officials experts expert survey source sources witness witnesses minister "
    "mayor president governor judge court lawyer family scientists researchers doctors union unions analyst analysts "
    "company ministry army military prosecutors investigators mother father".split()
)


def layout_drafts(tree: ParseTree, quoted: Quoted, named: frozenset[int]) -> Iterator[Draft]:
    """Attributions that only the layout shows; `named` holds the tokens of known persons and organisations."""
    doc = tree.doc
    before: Range | None = None
    for number, (start, end) in enumerate(paragraphs(tree)):
        if before is not None and doc[before[1] - 1].text == ":" and (draft := _announced(doc, before, (start, end))):
            yield draft
        before = (start, end)
        draft = _colon(doc, start, end, named, title=number == 0) or _signed(doc, start, end, quoted, named)
        if draft is not None:
            yield draft


def paragraphs(tree: ParseTree) -> Iterator[Range]:
    """Token ranges of the paragraphs, without the space between them."""
    start = 0
    for token in tree.tokens:
        if token.is_space and "\n" in token.text:
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < len(tree.tokens):
        yield start, len(tree.tokens)


def _colon(doc: Doc, start: int, end: int, named: frozenset[int], *, title: bool) -> Draft | None:
    """`Name: what is said` at the head of a paragraph; in the title a speaking noun will do, else a name is needed."""
    at = next((i for i in range(start, min(end, start + _LONGEST + 1)) if doc[i].text == ":"), None)
    if at is None or at == start or any(doc[i].pos_ in ("VERB", "AUX", "ADP") for i in range(start, at)):
        return None
    content = trimmed(doc, at + 1, end)
    words = [doc[i] for i in range(start, at) if not doc[i].is_punct]
    if content is None or not words or content[1] - content[0] < 2:
        return None
    by_name = words[-1].i in named
    shouted = all(word.is_upper or word.ent_type_ == "PERSON" for word in words) and len(words[-1].text) > 2
    if (by_name and (title or words[0].i in named)) or (shouted and not title and by_name):
        pass
    elif not (title and words[-1].lower_ in _SPEAKERS):
        return None
    return Draft(at, (at, at + 1), (words[0].i, words[-1].i + 1), [content], "layout")


def _announced(doc: Doc, before: Range, paragraph: Range) -> Draft | None:
    """A paragraph that the one before it announces: `The governor added:`."""
    words = reporting()
    for i in range(before[1] - 2, max(before[0] - 1, before[1] - 20), -1):
        if doc[i].pos_ == "VERB" and lemma_of(doc[i], words) in words.saying:
            source = subject(doc[i])
            return Draft(i, cue_range(doc[i]), source, [paragraph], "layout") if source else None
        if doc[i].is_sent_start:
            break
    return None


def _signed(doc: Doc, start: int, end: int, quoted: Quoted, named: frozenset[int]) -> Draft | None:
    """A paragraph that is a quotation and then, after a dash, a name."""
    at = bisect_left(quoted.blocks, (start, start))
    block = quoted.blocks[at] if at < len(quoted.blocks) and quoted.blocks[at][0] == start else None
    if block is None or block[1] >= end:
        return None
    at = block[1]
    while at < end and (doc[at].is_space or doc[at].text in (".", ",")):
        at += 1
    if at >= end or doc[at].text not in _DASHES:
        return None
    source = trimmed(doc, at + 1, end)
    if source is None or source[1] - source[0] > _LONGEST or not doc[source[0]].text[:1].isupper():
        return None
    return Draft(at, (at, at + 1), source, [block], "layout")
