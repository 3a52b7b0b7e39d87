"""Places of a story's claims: how each article is called in them, and where a terminal's link to one leads."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.text import Text

from newsdiff.model import StoryArticle
from newsdiff.report.look import STYLES, Look
from newsdiff.report.visible import visible


def place_names(articles: Sequence[StoryArticle], look: Look) -> Mapping[str, str]:
    """How places name each article: its path, or on a screen its file name where that is short and its own."""
    paths = {article.id: look.held(visible(article.path)) for article in articles}
    if not look.screen:
        return paths
    names = {key: os.path.basename(path) or path for key, path in paths.items()}
    own = {key: name if list(names.values()).count(name) == 1 else paths[key] for key, name in names.items()}
    return {key: _middle(name, max(12, (look.cells or 80) // 4)) for key, name in own.items()}


class Places:
    """The places in the articles of one story, as text that a terminal may link."""

    def __init__(self, articles: Sequence[StoryArticle], look: Look) -> None:
        self._look = look
        self._names = place_names(articles, look)
        self._paths = {article.id: article.path for article in articles}

    def text(self, article: str, line: int, column: int = 1, style: str = STYLES["dim"]) -> Text:
        """`a.txt:17`, with a link to there where the look has links."""
        return Text(f"{self._names[article]}:{line}", self._style(self._paths[article], line, column, style))

    def path(self, article: str, shown: str) -> Text:
        """`shown`, which stands for the article as a whole."""
        return Text(shown, self._style(self._paths[article], 1, 1, STYLES["dim"]))

    def linked(self, shown: Text, article: str, line: int, column: int) -> Text:
        """`shown` as a link to the place, where the look has links."""
        if self._look.links is not None:
            shown.stylize(self._style(self._paths[article], line, column, ""))
        return shown

    def _style(self, path: str, line: int, column: int, style: str) -> Style | str:
        links = self._look.links
        address = links.address(path, line, column) if links is not None else None
        return style if address is None else Style.parse(style) + Style(link=address)


def _middle(name: str, cells: int) -> str:
    return name if len(name) <= cells else f"{name[: cells // 2 - 1]}…{name[len(name) - (cells - cells // 2) :]}"
