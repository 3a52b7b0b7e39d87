"""The HTML report taken apart, and held to be whole, self-contained and inert."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from newsdiff.report.html.page import asset, page_script, policy

#: The mark-up that newsdiff has of its own; anything else came out of an article.
_TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "script", "noscript", "main", "header", "footer"),
    *("section", "article", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "b", "i"),
    *("a", "q", "mark", "code", "kbd", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "form", "label"),
    *("fieldset", "legend", "input", "select", "option", "button", "output", "details", "summary", "svg", "rect"),
}
_VOID = {"meta", "link", "input"}
_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "tabindex", "role", "hidden"),
    *("scope", "datetime", "type", "value", "checked", "autocomplete", "spellcheck", "width", "height", "rx"),
}


class Page(HTMLParser):
    """A page of HTML taken apart: its elements, its words, and the texts of its scripts and styles, each checked.

    Nothing in it acts but the one script and the one style that are newsdiff's own, and nothing leads out of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.blocks: dict[str, Any] = {}
        self._within = ("", "")
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs)
        assert tag in _TAGS, tag
        for name, value in found.items():
            assert name in _ATTRIBUTES or re.fullmatch(r"(aria|data)-[a-z]+", name), name
            if name == "href":
                assert value.startswith("data:image/svg+xml," if tag == "link" else "#"), value
        assert tag not in {"a", "link"} or "href" in found
        self.elements.append((tag, found))
        if tag not in _VOID:
            self._open.append(tag)
        self._within = (tag, found.get("id", "")) if tag in {"script", "style"} else ("", "")
        if tag == "script" and found:
            assert found.get("type") == "application/json"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._within = ("", "")

    def handle_data(self, data: str) -> None:
        tag, name = self._within
        if tag == "style":
            assert data == asset("page.css")
        elif tag == "script" and not name:
            assert data == page_script()
        elif tag == "script":
            assert name not in self.blocks
            self.blocks[name] = json.loads(data)
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_pi = unknown_decl = handle_comment

    def close(self) -> None:
        super().close()
        assert not self._open

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self._all() == other._all()

    def _all(self) -> object:
        return self.elements, self.text, self.blocks

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def part(text: str) -> Page:
    """A part of a page, taken apart."""
    page = Page()
    page.feed(text)
    page.close()
    return page


def html(text: str) -> Page:
    """The page, when it is whole and its policy bars all but its own style and script."""
    assert text.startswith("<!DOCTYPE html>\n<html")
    page = part(text.removeprefix("<!DOCTYPE html>"))
    assert [tag for tag, _ in page.elements if tag in {"html", "head", "body", "style"}] == [
        *("html", "head", "style", "body"),
    ]
    named = [found["http-equiv"] for tag, found in page.elements if "http-equiv" in found]
    assert named == ["Content-Security-Policy"]
    [told] = [found["content"] for tag, found in page.elements if "http-equiv" in found]
    assert told == policy(asset("page.css"), page_script())
    for name, block in page.blocks.items():
        if name.startswith("story-"):
            inner = part(block)
            assert "script" not in {tag for tag, _ in inner.elements}
    return page
