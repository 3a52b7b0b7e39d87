"""Lines of a page: text that wraps in its column, with something before it and something at the right margin."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from newsdiff.report.look import STYLES, Look

#: The narrowest column that text is still read in, and the indent of text that had no room beside another.
_LEAST, _INDENT = 16, 6


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

    def line(self, *parts: Text | str, end: Text | None = None) -> None:
        """One line of `parts`; `end` stands at the right margin, if there is a margin."""
        line = Text.assemble(*parts)
        if end is not None:
            room = (self.look.cells or 0) - line.cell_len - end.cell_len
            line = Text.assemble(line, " " * max(2, room), end)
        self._lines.append(line)

    def blank(self) -> None:
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def block(self, before: Text, text: Text, right: Sequence[Text] = (), gap: int = 2, column: int = 0) -> None:
        """`text` wrapped after `before`, with `right` lines stacked in a column of `column` cells at the margin."""
        cells = self.look.cells
        if cells is None:
            self.line(before, text, *(Text.assemble("  ", part) for part in right))
            return
        column = max([column, *(part.cell_len for part in right)]) if right else 0
        room = cells - before.cell_len - (column + gap if column else 0)
        if room < _LEAST and right:  # No room for two columns: the margin's lines follow the text.
            self.block(before, text)
            for part in right:
                self.block(Text(" " * min(before.cell_len, _INDENT)), part)
            return
        if room < _LEAST and before.cell_len > _INDENT:  # Nor beside what stands before: the text goes below it.
            self.block(Text(), before)
            before, room = Text(" " * _INDENT), cells - _INDENT
        lines = list(self.wrap(text, room))
        for number in range(max(len(lines), len(right))):
            head = before if number == 0 else Text(" " * before.cell_len)
            body = lines[number] if number < len(lines) else Text()
            body.rstrip()
            if number < len(right):
                filler = " " * (cells - before.cell_len - body.cell_len - right[number].cell_len)
                self._lines.append(Text.assemble(head, body, filler, right[number]))
            else:
                self._lines.append(Text.assemble(head, body))

    def wrap(self, text: Text, room: int) -> list[Text]:
        return list(text.wrap(self._console, max(1, room), overflow="fold"))

    def rule(self, title: Text) -> None:
        """A section's heading, with a rule to the margin on a screen."""
        cells = self.look.cells
        if self.look.screen and cells:
            rest = cells - title.cell_len - 1
            self.line(title, " ", Text("─" * max(0, rest), STYLES["dim"]))
        else:
            self.line(title)

    def text(self) -> str:
        """All lines; no blanks at a line's end, a newline at the end of each."""
        out = StringIO()
        self._console.file = out
        for line in self._lines:
            line.rstrip()
            self._console.print(line, soft_wrap=True)
        return out.getvalue()
