"""How a report is to look: the few things a reader's screen or pipe decides."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from newsdiff.report.links import Links
from newsdiff.report.visible import ascii_signs

#: The widest lines that are still read with ease; wider screens keep their right margin.
WIDEST = 160
NARROWEST = 40

#: Names stand for the 16 colours of a terminal, whatever these are there. In each of five palettes every style has a
#: contrast of 3 or more on a black ground and on a white one, as a test computes: of the plain colours only bright red
#: has, so that all others stand on a ground of their own.
STYLES = {
    "divergent": "bright_white on red",
    "agreed": "black on green",
    "unique": "bright_white on blue",
    "changed": "bright_white on magenta",
    "added": "black on green",
    "removed": "bright_white on red",
    "kept": "black on white",
    "mark": "bold bright_red",
    "title": "bold",
    "head": "bold",
    "dim": "dim",
}
LETTERS = ("black on cyan", "black on yellow", "bright_white on magenta", "bright_white on blue", "black on white")


@dataclass(frozen=True, slots=True)
class Look:
    """`width` in cells, or None for lines of any length; `top` findings a section, 0 for all.

    A `screen` gets short texts, rules and a column of places; a pipe gets every word, one line a text. `ascii` says
    that where the report goes not all signs are to be had, and `encoding` which are. `links`, if any, make the places
    of a screen hyperlinks; no line is wider than `widest`.
    """

    width: int | None = None
    screen: bool = False
    color: bool = False
    top: int = 0
    verbose: bool = False
    ascii: bool = False
    encoding: str = "utf-8"
    links: Links | None = None
    widest: int = WIDEST

    @property
    def cells(self) -> int | None:
        """The width to lay out in: that of the screen, within what can be read."""
        return None if self.width is None else max(NARROWEST, min(self.width, self.widest))

    def held(self, text: str) -> str:
        """`text` as it can be written: what the encoding does not hold as its nearest signs, else as escapes."""
        if not self.ascii or self.encoding == "utf-8":
            return text
        return ascii_signs(text).encode(self.encoding, "backslashreplace").decode(self.encoding)

    def mark(self, text: str) -> Text:
        """Words that differ: in colour, or in [brackets] where there is none."""
        return Text(text, STYLES["mark"]) if self.color else Text(f"[{text}]")


def letter(article: str) -> Text:
    """The article's letter on its own colour."""
    number = 0
    for sign in article:
        number = number * 26 + ord(sign) - ord("a") + 1
    return Text(article, LETTERS[(number - 1) % len(LETTERS)])
