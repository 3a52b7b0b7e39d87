"""Lines of a page: text that wraps in its column, with something before it and something at the right margin."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from itertools import accumulate, zip_longest

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from newsdiff.report.links import linked
from newsdiff.report.look import STYLES, Look

#: The narrowest column that text is still read in, and the indent of text that had no room beside another.
_LEAST, _INDENT = 16, 6
#: Side by side, the narrowest block that is read with ease, and what parts it from the next.
_BESIDE, BETWEEN = 60, " │ "


def between(parts: Sequence[Text], sign: Text) -> Text:
    """The parts with `sign` between them, each in its own style; `Text.join` would lend them the sign's."""
    return Text.assemble(
        *(piece for number, part in enumerate(parts) for piece in ((sign, part) if number else (part,)))
    )


class Page:
    """Collects lines in the order they are read, and gives them as text, with colours if the look has them."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._lines: list[Text] = []
        self._console = Console(
            file=StringIO(),
            width=look.cells or 80,
            force_terminal=look.color,
            color_system="standard" if look.color else None,
            no_color=False,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, *parts: Text | str) -> None:
        """One line of `parts`, whatever its length."""
        self._lines.append(self.held(Text.assemble(*parts)))

    def blank(self) -> None:
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def add(self, lines: Sequence[Text]) -> None:
        """Lines that are laid already."""
        self._lines += lines

    def block(self, before: Text, text: Text, right: Sequence[Text] = (), column: int = 0) -> None:
        """`text` wrapped after `before`, with `right` lines stacked in a column of `column` cells at the margin."""
        if self.look.cells is None:
            self.line(before, text, *(Text.assemble("  ", part) for part in right))
        else:
            self._lines += self.laid(before, text, right, column, self.look.cells)

    def beside(self, blocks: Sequence[Sequence[Text]], cells: int, indent: int = 0) -> None:
        """Blocks laid in `cells` each, side by side with a rule between them."""
        for parts in zip_longest(*blocks, fillvalue=Text()):
            padded = [Text.assemble(part, " " * (cells - part.cell_len)) for part in parts]
            self.line(" " * indent, between(padded, Text(BETWEEN, STYLES["dim"])))

    def shared(self, blocks: int) -> int | None:
        """The cells that each of `blocks` has side by side, or None where that is too narrow to be read."""
        if not self.look.screen or self.look.cells is None or blocks < 2:
            return None
        each = (self.look.cells - (blocks - 1) * len(BETWEEN)) // blocks
        return each if each >= _BESIDE else None

    def laid(self, before: Text, text: Text, right: Sequence[Text], column: int, cells: int) -> list[Text]:
        """The lines of a block in `cells`: `before`, the text, and `right` at the margin."""
        before, text, right = self.held(before), self.held(text), [self.held(part) for part in right]
        column = max([column, *(part.cell_len for part in right)]) + 2 if right else 0
        room = cells - before.cell_len - column
        if room < _LEAST and right:  # No room for two columns: the margin's lines follow the text.
            after = Text(" " * min(before.cell_len, _INDENT))
            return [
                *self.laid(before, text, (), 0, cells),
                *(line for part in right for line in self.laid(after, part, (), 0, cells)),
            ]
        if room < _LEAST and before.cell_len > _INDENT:  # Nor beside what stands before: the text goes below it.
            return [
                *self.laid(Text(), before, (), 0, cells),
                *self.laid(Text(" " * _INDENT), text, (), 0, cells),
            ]
        laid = []
        for number, (body, end) in enumerate(zip_longest(self.wrapped(text, room), right, fillvalue=Text())):
            line = Text.assemble(before if number == 0 else " " * before.cell_len, body)
            if end.plain:
                line.append_text(Text.assemble(" " * (cells - line.cell_len - end.cell_len), end))
            laid.append(line)
        return laid

    def held(self, text: Text) -> Text:
        """`text` with what cannot be written told in other signs, before it is measured; its styles stay in place."""
        if not self.look.ascii or self.look.held(text.plain) == text.plain:
            return text
        told = [self.look.held(char) for char in text.plain]
        places = [0, *accumulate(map(len, told))]
        found = Text("".join(told), text.style)
        for start, end, style in text.spans:
            found.stylize(style, places[start], places[min(end, len(told))])
        return found

    def wrapped(self, text: Text, room: int) -> list[Text]:
        """The lines of `text` in `room` cells."""
        lines = list(text.wrap(self._console, max(1, room), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines

    def rule(self, title: Text) -> None:
        """A section's heading, with a rule to the margin on a screen."""
        cells, title = self.look.cells, self.held(title)
        if self.look.screen and cells:
            rest = cells - title.cell_len - 1
            self.line(title, " ", Text("─" * max(0, rest), STYLES["dim"]))
        else:
            self.line(title)

    def text(self) -> str:
        """All lines; no blanks at a line's end, a newline at the end of each."""
        return "".join(self._written(line) for line in self._lines)

    def taken(self) -> str:
        """The lines so far, as `text` gives them; the page is empty from here on."""
        text, self._lines = self.text(), []
        return text

    def _written(self, line: Text) -> str:
        """The line with its styles as escapes; links in their own, as rich gives each a number at random."""
        line.rstrip()
        pieces = []
        for segment in line.render(self._console, end="\n"):
            text, style = segment.text, segment.style
            if style is None or text == "\n":
                pieces.append(text)
                continue
            address = style.link
            if self.look.color:
                text = style.update_link(None).render(text, color_system=ColorSystem.STANDARD)
            pieces.append(text if address is None else linked(text, address))
        return "".join(pieces)
