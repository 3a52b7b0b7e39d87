"""How a report is to look: the few things a reader's screen or pipe decides."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

#: The widest lines that are still read with ease; wider screens keep their right margin.
WIDEST = 160
NARROWEST = 40

STYLES = {
    "divergent": "bold red",
    "agreed": "bold green",
    "unique": "bold blue",
    "mark": "bold red",
    "title": "bold",
    "head": "bold",
    "dim": "dim",
}
_LETTERS = ("cyan", "magenta", "yellow", "green", "blue")


@dataclass(frozen=True, slots=True)
class Look:
    """`width` in cells, or None for lines of any length; `top` findings a section, 0 for all.

    A `screen` gets short texts, rules and a column of places; a pipe gets every word, one line a text. `ascii` says
    that where the report goes there are no other signs.
    """

    width: int | None = None
    screen: bool = False
    color: bool = False
    top: int = 0
    verbose: bool = False
    ascii: bool = False

    @property
    def cells(self) -> int | None:
        """The width to lay out in: that of the screen, within what can be read."""
        return None if self.width is None else max(NARROWEST, min(self.width, WIDEST))

    def mark(self, text: str) -> Text:
        """Words that differ: in colour, or in [brackets] where there is none."""
        return Text(text, STYLES["mark"]) if self.color else Text(f"[{text}]")


def letter(article: str) -> Text:
    """The article's letter in its own colour."""
    number = 0
    for sign in article:
        number = number * 26 + ord(sign) - ord("a") + 1
    return Text(article, f"bold {_LETTERS[(number - 1) % len(_LETTERS)]}")
