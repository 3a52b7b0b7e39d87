"""The stories of a corpus: which articles report one event, as a table, JSON or JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from rich.text import Text

from newsdiff.model import GROUP_SCHEMA, Article, Skipped
from newsdiff.report.excerpt import Excerpt, excerpt, shorten
from newsdiff.report.json_format import inert
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look
from newsdiff.report.visible import visible, visible_path

GroupedBy = Literal["content", "folder", "field", "none"]

_DIM = STYLES["dim"]


@dataclass(frozen=True, slots=True)
class GroupedArticle:
    """What is shown of an article in a grouping: all that is known of it, without its text."""

    path: str
    id: str | None
    title: str | None
    source: str | None
    published: str | None
    published_from: str

    @classmethod
    def of(cls, article: Article) -> GroupedArticle:
        day = article.published.isoformat() if article.published else None
        return cls(article.path, article.id, article.title, article.source, day, article.published_from)


@dataclass(frozen=True, slots=True)
class GroupedStory:
    """The articles of one story, `by` what they were put together, and the folder's or field's `name`."""

    id: str
    by: GroupedBy
    name: str | None
    articles: tuple[GroupedArticle, ...]

    @property
    def title(self) -> str:
        return next((article.title for article in self.articles if article.title), self.articles[0].path)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories of a corpus, those of a single article among them, and the inputs that were left out."""

    version: str
    stories: tuple[GroupedStory, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def together(self) -> tuple[GroupedStory, ...]:
        """The stories of two articles or more."""
        return tuple(story for story in self.stories if len(story.articles) > 1)

    @property
    def alone(self) -> tuple[GroupedStory, ...]:
        """The stories that one article tells."""
        return tuple(story for story in self.stories if len(story.articles) == 1)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every document of `newsdiff/group/1` fulfils."""
    text = resources.files(__package__).joinpath("schema", "group-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def document(grouping: Grouping) -> str:
    """One JSON document, as `schema()` has it."""
    data = {
        "schema": GROUP_SCHEMA,
        "generator": {"name": "newsdiff", "version": grouping.version},
        "stories": [_story(story) for story in grouping.together],
        "alone": [_story(story) for story in grouping.alone],
        "skipped": [{"path": item.path, "reason": item.reason} for item in grouping.skipped],
        "summary": {
            "articles": sum(len(story.articles) for story in grouping.stories),
            "stories": len(grouping.together),
            "alone": len(grouping.alone),
            "skipped": len(grouping.skipped),
        },
    }
    return inert(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def lines(grouping: Grouping) -> Iterator[str]:
    """One story a line, also those of a single article."""
    for story in grouping.stories:
        yield inert(json.dumps(_story(story), ensure_ascii=False)) + "\n"


def _story(story: GroupedStory) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "by": story.by,
        "name": story.name,
        "articles": [
            {
                "id": article.id,
                "path": article.path,
                "title": article.title,
                "source": article.source,
                "published": article.published,
                "published_from": article.published_from,
            }
            for article in story.articles
        ],
    }


def table(grouping: Grouping, look: Look) -> str:
    """The stories one under the other, then the articles alone; `look` says how wide and how coloured."""
    page = Page(look)
    for story in grouping.together:
        page.blank()
        _headed(page, story)
        _articles(page, story.articles, story.title)
    if grouping.alone:
        page.blank()
        page.rule(Text.assemble(("Alone", STYLES["unique"]), f"  {len(grouping.alone)}"))
        _articles(page, [story.articles[0] for story in grouping.alone], None)
    page.blank()
    page.line(Text(_summary(grouping)))
    return page.text()


def _headed(page: Page, story: GroupedStory) -> None:
    told = Text(f"{len(story.articles)} articles", _DIM)
    if story.name is not None:
        told = Text.assemble((visible_path(story.name), _DIM), " · ", told)
    title = excerpt(story.title).text if story.title != story.articles[0].path else visible_path(story.title)
    page.block(Text(), Text(_short(page, title), STYLES["title"]))
    page.block(Text("  "), told)


def _articles(page: Page, articles: Sequence[GroupedArticle], title: str | None) -> None:
    """A line or two an article: its day, its source, its title where that is another than the story's, its path."""
    for article in articles:
        parts = [Text(visible(article.source).strip(), "bold")] if article.source else []
        if article.title and article.title != title:
            parts.append(Text(_short(page, excerpt(article.title).text)))
        path = Text(visible_path(article.path), _DIM)
        before = Text(f"  {article.published or 'no date   '}  ")
        if page.look.cells is None:
            page.line(before, between([path, *parts], Text("  ")))
            continue
        page.block(before, between(parts, Text(" · ", _DIM)) if parts else path)
        if parts:
            page.block(Text(" " * before.cell_len), path)


def _short(page: Page, text: str) -> str:
    return shorten(Excerpt(text), 2 * page.look.cells - 30).text if page.look.cells is not None else text


def _summary(grouping: Grouping) -> str:
    articles = sum(len(story.articles) for story in grouping.stories)
    stories = len(grouping.together)
    parts = [
        f"{articles:,} {'article' if articles == 1 else 'articles'}",
        f"{stories:,} {'story' if stories == 1 else 'stories'}",
        f"{len(grouping.alone):,} alone",
    ]
    if grouping.skipped:
        parts.append(f"{len(grouping.skipped):,} skipped")
    return " · ".join(parts)
