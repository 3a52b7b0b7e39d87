"""A page's main text without any library: the blocks inside the element that holds the most running text.

After Arc90's Readability (2009): each paragraph's words count for the elements around it, for the nearest most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newsdiff.read.markup import Tag

#: Elements that hold paragraphs, and those that are one.
_CONTAINERS = frozenset(
    "html body main article section div header center form table tbody tr td ul ol dl blockquote figure".split()
)
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd pre address th caption summary details hr".split())
#: Elements that are never the article's own words.
_SKIPPED = frozenset(
    "nav footer aside menu button select option datalist label noscript template svg math object canvas audio video "
    "figcaption dialog script style title textarea xmp iframe noembed noframes head".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
#: Fewest words of a block that speaks for the elements around it, and how many of those hear it.
_SPEAKS, _HEAR = 8, 8


@dataclass(slots=True)
class Text:
    """A block of a page: its words on one line, the element it is of, and how many of its words are links."""

    text: str
    name: str
    path: tuple[int, ...]
    linked: int

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_links(self) -> bool:
        return self.linked * 2 > self.words


class _Page:
    """Follows the tags of a page; the stack holds the open elements that matter, each container with a number."""

    def __init__(self) -> None:
        self.blocks: list[Text] = []
        self._open: list[tuple[str, int]] = []
        self._counts: Counter[str] = Counter()
        self._path: tuple[int, ...] = ()
        self._number = 0
        self._skipped = 0
        self._links = 0
        self._name = ""
        self._pieces: list[str] = []
        self._linked = 0

    def take(self, token: Tag | str) -> None:
        if isinstance(token, str):
            if not self._skipped and token:
                self._pieces.append(token.replace("\n", " ").replace("\r", " "))
                self._linked += len(token.split()) if self._links else 0
        elif token.name == "br":
            self._pieces.append("\n")
        elif token.closes:
            self._close(token.name)
        else:
            self._start(token.name)

    def _start(self, name: str) -> None:
        if name in _BLOCKS or name in _CONTAINERS:
            if self._counts["head"]:
                self._close("head")
            self.flush()
            self._name = ""  # A paragraph that was not closed ends where the next block begins.
        if name in _VOID:
            return
        if name in _BLOCKS:
            self._name = name
        elif name in _CONTAINERS:
            self._number += 1
            self._push(name, self._number)
            self._path = (*self._path[-_HEAR:], self._number)
        elif name in _SKIPPED:
            self.flush()
            self._push(name, 0)
            self._skipped += 1
        elif name == "a":
            if self._counts["a"]:
                self._close("a")
            self._push(name, 0)
            self._links += 1

    def _push(self, name: str, number: int) -> None:
        self._open.append((name, number))
        self._counts[name] += 1

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self.flush()
            self._name = ""
        if not self._counts[name]:
            return
        if name != "a":
            self.flush()
        while self._open:
            last, _ = self._open.pop()
            self._counts[last] -= 1
            self._skipped -= last in _SKIPPED
            self._links -= last == "a"
            if last == name:
                break
        if name in _CONTAINERS or name in _SKIPPED:
            self._path = tuple(number for _, number in self._open[-4 * _HEAR :] if number)[-_HEAR - 1 :]
            self._name = ""

    def flush(self) -> None:
        """End the block that is being read; two line breaks part it."""
        whole = "".join(self._pieces)
        for part in whole.split("\n\n") if "\n" in whole else [whole]:
            text = " ".join(part.split())
            if text:
                share = len(text) / max(1, len(whole))
                self.blocks.append(Text(text, self._name, self._path, round(self._linked * share)))
        self._pieces, self._linked = [], 0


def blocks_of(tokens: Iterable[Tag | str]) -> list[Text]:
    """All blocks of a page that are not in its navigation, footer, buttons or scripts, in order."""
    page = _Page()
    for token in tokens:
        page.take(token)
    page.flush()
    return page.blocks


def densest(blocks: list[Text]) -> list[Text]:
    """The blocks inside the element whose paragraphs have the most words; all blocks where there is no such element."""
    heard: Counter[int] = Counter()
    for block in blocks:
        if block.words >= _SPEAKS and not block.is_links:
            for distance, number in enumerate(reversed(block.path[-_HEAR:])):
                heard[number] += (block.words - block.linked) * 2 ** (_HEAR - distance)
    if not heard:
        return [block for block in blocks if not block.is_links]
    best = min(heard, key=lambda number: (-heard[number], number))
    inside = [block for block in blocks if best in block.path]
    return [block for block in inside if not block.is_links]
