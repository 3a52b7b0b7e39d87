"""Where the article's body lies in a whole web page: the run of blocks with the most sentence-like text.

After maximum subsequence segmentation (Pasternack and Roth, "Extracting article text from the web with maximum
subsequence segmentation", WWW 2009), with a block's words and its final mark in the place of their classifier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsdiff.clean.blocks import Block

#: A page has many short blocks that end in no final mark; a saved article has few, and must not lose its own.
PAGE_SHORT, PAGE_SHARE = 12, 0.4
#: A block of so few words without a final mark is a menu item, a head or a name.
SHORT = 9


def is_short(block: Block) -> bool:
    """A menu item, a head, a name: few words and no final mark."""
    return block.words <= SHORT and not block.is_closed


def is_page(blocks: Sequence[Block]) -> bool:
    """Whether the text is a page pasted whole, with menus and boxes around its article."""
    short = sum(is_short(block) for block in blocks)
    return short >= PAGE_SHORT and short >= PAGE_SHARE * len(blocks)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a block that is no paragraph costs, in words of a paragraph. Set on the pages of a public benchmark
    (scrapinghub/article-extraction-benchmark, the half that is not kept back for testing); flat around these."""

    short: float = 12.0
    middling: float = 2.0
    link: float = 20.0
    comments: float = 60.0
    after_comments: float = 0.5


WEIGHTS = Weights()


def worth(block: Block, reason: str | None, weights: Weights = WEIGHTS) -> float:
    """How much a block speaks for (above 0) or against being body; `reason` is why it is furniture by its form."""
    count = block.words
    if reason in ("comments", "link"):
        return -weights.comments if reason == "comments" else -weights.link
    if reason is not None:
        return -weights.short
    if block.is_closed or block.has_inner_end:
        return min(count, 60) if count >= 8 else count / 2
    if count > 30:
        return min(count, 60) * 0.7
    return -weights.middling if count > SHORT else -weights.short


def body_range(blocks: Sequence[Block], reasons: Sequence[str | None], weights: Weights = WEIGHTS) -> tuple[int, int]:
    """The index range `[first, last)` of the run of blocks whose worth is greatest; (0, 0) where none is above 0.

    What follows a head of readers' comments counts less: whole sentences, but the readers'.
    """
    best = current = 0.0
    first = best_first = best_last = 0
    commented = False
    for k, block in enumerate(blocks):
        value = worth(block, reasons[k], weights)
        commented = commented or reasons[k] == "comments"
        current += value * weights.after_comments if commented and value > 0 else value
        if current <= 0:
            current, first = 0.0, k + 1
        elif current > best:
            best, best_first, best_last = current, first, k + 1
    return best_first, best_last
