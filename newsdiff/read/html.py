"""A web page to an `Article`: its main text, and what its metadata says of it."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.errors import InputError
from newsdiff.lexicon import load
from newsdiff.model import Article
from newsdiff.read.article import parse
from newsdiff.read.densest import blocks_of, densest
from newsdiff.read.markup import Tag, plain, tokens

_ENDINGS = (".html", ".htm", ".xhtml")
_OPENS = re.compile(r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?<(?:!doctype\s+html|html)[\s>]", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
#: Browsers read these as their Windows superset; so do the pages that declare them.
_SUPERSETS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}
#: JSON-LD values looked at in one page.
_MOST = 10_000
_LONGEST_HEAD = 1000
#: Tags and texts above which trafilatura is not asked: it takes quadratic time on a page of nothing but them, and
#: pages of news outlets stay far below.
_MOST_TOKENS = 40_000


def is_html(path: str, text: str = "") -> bool:
    """Whether `path` is named as a web page, or `text` begins as one."""
    return path.lower().endswith(_ENDINGS) or _OPENS.match(text) is not None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page's `meta` element names, as browsers read it; None for none that is known."""
    found = _CHARSET.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, ValueError):
        return None
    # A page whose bytes could be read this far is in no UTF-16.
    return None if name.startswith(("utf-16", "utf-32")) else _SUPERSETS.get(name, name)


def parse_html(
    text: str,
    path: str = "<text>",
    *,
    label: str | None = None,
    published: date | None = None,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
    defaults: SourceDefaults = NO_DEFAULTS,
) -> Article:
    """The article of a page. Its `text` is the title and the paragraphs, a blank line between them; offsets are
    into that text.

    The paragraphs are trafilatura's where it is installed (the extra `newsdiff[html]`), else those of the page's
    densest element. Raises InputError where the page has no text.
    """
    page = read_page(text)
    body = (_by_trafilatura(text) if page.tokens <= _MOST_TOKENS else []) or page.paragraphs
    title = page.values.get("title", "")
    if body and title and _bare(body[0]) == _bare(title):
        body = body[1:]
    whole = "\n\n".join(filter(None, (title, *body)))
    if not any(char.isalnum() for paragraph in body for char in paragraph):
        raise InputError(path, "has no text in its page", "save the page whole, or its text alone")
    article = parse(
        whole,
        path,
        label=label,
        published=published,
        encoding=encoding,
        warnings=warnings,
        metadata=page.values,
        defaults=defaults,
    )
    return replace(article, form="html")


def _by_trafilatura(text: str) -> list[str]:
    """The paragraphs that trafilatura finds; none where it is not installed, finds none or fails."""
    try:
        from trafilatura import extract
    except ImportError:
        return []
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:  # What it has to say is not for newsdiff's users.
        logger.addHandler(logging.NullHandler())
    try:
        # Its dates depend on today's, so metadata is read here.
        found = extract(text, include_comments=False, include_tables=False, with_metadata=False)
    except Exception:
        return []
    lines = (" ".join(line.split()) for line in (found or "").splitlines())
    return [line for line in lines if line]


@dataclass(slots=True)
class PageText:
    """What a page says of its article (`title`, `source`, `date`, `updated`, `author`, `url`), and its paragraphs."""

    values: dict[str, str]
    paragraphs: list[str]
    tokens: int


def read_page(text: str) -> PageText:
    """Metadata and the densest element's paragraphs of a page, with nothing but the standard library."""
    found = list(tokens(text))
    blocks = densest(blocks_of(found))
    paragraphs = [f"- {block.text}" if block.name == "li" else block.text for block in blocks]
    return PageText(_metadata(found), paragraphs, len(found))


@cache
def _tables() -> dict[str, Any]:
    return load("pages", meta="lists", types="lists")


def _metadata(found: Iterable[Tag | str]) -> dict[str, str]:
    """Of each value the first that the page gives: JSON-LD, then meta elements, then what the page shows."""
    seen = _Seen()
    for token in found:
        seen.take(token)
    linked = _Linked()
    for script in seen.scripts:
        linked.take(script)
    values: dict[str, str] = {}
    for kind, names in _tables()["meta"].items():
        offered = [linked.values.get(kind, "")]
        if kind == "title" and len(seen.heads) == 1 and _told(seen.heads[0], seen):
            offered.append(seen.heads[0])
        offered += [seen.meta.get(name, "") for name in names]
        offered.append(seen.shown.get(kind, ""))
        value = next((value for value in map(_plain, offered) if _fits(kind, value)), "")
        if value:
            values[kind] = value
    if "title" not in values and (title := _plain(seen.title)):
        values["title"] = _without_outlet(title, values.get("source"))
    return values


def _told(head: str, seen: _Seen) -> bool:
    """Whether the page's title says half the words of its one first-rank head: else that is the outlet's name."""
    words = set(_bare(head).split())
    others = set(_bare(f"{seen.meta.get('og:title', '')} {seen.title}").split())
    return bool(words) and (not others or 2 * len(words & others) >= len(words))


def _plain(value: str) -> str:
    return " ".join(plain(value).split())


def _fits(kind: str, value: str) -> bool:
    if kind == "url":
        return value.startswith(("http://", "https://"))
    if kind == "author":  # A profile's address is no name.
        return bool(value) and "://" not in value
    if kind in ("date", "updated"):
        return any(char.isdigit() for char in value)
    return bool(value)


def _without_outlet(title: str, source: str | None) -> str:
    """`Bridge shut | Tarn Post` without the outlet, where the page says elsewhere that this is the outlet's name."""
    for sign in (" | ", " – ", " — ", " - ", " :: "):
        head, found, tail = title.rpartition(sign)
        if found and source and _bare(tail) == _bare(source):
            return head.strip()
    return title


class _Seen:
    """What a page's elements say: meta names, scripts of JSON-LD, first-rank heads, times, the canonical address."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.scripts: list[str] = []
        self.heads: list[str] = []
        self.title = ""
        self._in = ""

    def take(self, token: Tag | str) -> None:
        if isinstance(token, str):
            if self._in == "h1" and len(self.heads[-1]) < _LONGEST_HEAD:
                self.heads[-1] += token
            elif self._in == "script":
                self.scripts.append(token)
            elif self._in == "title":
                self.title = self.title or token
            return
        if token.closes:
            self._in = "" if token.name == self._in else self._in
            return
        if token.name in ("p", "article", "section"):
            self._in = ""
        attributes = token.attributes
        if token.name == "meta":
            content = attributes.get("content", "")
            for key in ("property", "name", "itemprop"):
                if content and (name := attributes.get(key, "").lower()):
                    self.meta.setdefault(name, content)
        elif token.name == "h1":
            self.heads.append("")
            self._in = "h1"
        elif token.name == "script":
            self._in = "script" if "ld+json" in attributes.get("type", "").lower() else ""
        elif token.name == "title":
            self._in = "title"
        elif token.name == "time" and attributes.get("datetime"):
            published = "published" in (attributes.get("itemprop", "") + attributes.get("class", "")).lower()
            if published or "pubdate" in attributes or "date" not in self.shown:
                self.shown["date"] = attributes["datetime"]
        elif token.name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.shown.setdefault("url", attributes.get("href", ""))


class _Linked:
    """What JSON-LD says of the page's article: schema.org's names for the same things."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def take(self, script: str) -> None:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            return
        types = frozenset(_tables()["types"]["article"])
        for count, item in enumerate(_objects(data)):
            if count >= _MOST:
                return
            own = item.get("@type")
            if not types.intersection(
                name for name in (own if isinstance(own, list) else [own]) if isinstance(name, str)
            ):
                continue
            offered = {
                "title": item.get("headline") or item.get("name"),
                "date": item.get("datePublished"),
                "updated": item.get("dateModified"),
                "url": item.get("url"),
                "author": ", ".join(_names(item.get("author"))),
                "source": next(_names(item.get("publisher")), None),
            }
            for kind, value in offered.items():
                if isinstance(value, str) and value.strip():
                    self.values.setdefault(kind, value)


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """The objects of `data`, outermost first."""
    level = [data]
    while level:
        following: list[object] = []
        for item in level:
            if isinstance(item, dict):
                yield item
                following += item.values()
            elif isinstance(item, list):
                following += item
        level = following


def _names(value: object) -> Iterator[str]:
    """The name of a person or an organisation, or of each in a list."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
