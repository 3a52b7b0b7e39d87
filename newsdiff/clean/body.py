"""Where the article's body lies in a whole web page: the run of blocks with the most sentence-like text.

After maximum subsequence segmentation (Pasternack and Roth, "Extracting article text from the web with maximum
subsequence segmentation", WWW 2009), with a block's words and its final mark in the place of their classifier.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdiff.clean.blocks import Block

#: A page has many short blocks that end in no final mark; a saved article has few.
PAGE_BLOCKS, PAGE_SHARE = 12, 0.4
SHORT = 9


def is_short(block: Block) -> bool:
    """A menu item, a head, a name: few words and no final mark."""
    return block.words <= SHORT and not block.is_closed


def is_page(blocks: Sequence[Block]) -> bool:
    """Whether the text is a page pasted whole, with menus and boxes around its article."""
    short = sum(is_short(block) for block in blocks)
    return len(blocks) >= PAGE_BLOCKS and short >= PAGE_SHARE * len(blocks)


def worth(block: Block, is_furniture: bool) -> float:
    """How much a block speaks for (above 0) or against being body."""
    count = block.words
    if is_furniture:
        return -8.0
    if block.is_closed:
        return min(count, 60) if count >= 8 else count / 2
    if count > 30:
        return min(count, 60) * 0.7
    if count > SHORT:
        return -2.0
    return -8.0


def body_range(blocks: Sequence[Block], furniture: Sequence[bool]) -> tuple[int, int]:
    """The index range `[first, last)` of the run of blocks whose worth is greatest; (0, 0) where none is above 0."""
    best = current = 0.0
    first = best_first = best_last = 0
    for k, block in enumerate(blocks):
        current += worth(block, furniture[k])
        if current <= 0:
            current, first = 0.0, k + 1
        elif current > best:
            best, best_first, best_last = current, first, k + 1
    return best_first, best_last
