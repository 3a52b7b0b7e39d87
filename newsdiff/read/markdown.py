"""What a Markdown file holds beside its text: code, pictures, rules, heads of sections, addresses kept for links.

Marks inside a line, such as emphasis and links, are left to the clean room, which drops them from the reading.
After CommonMark 0.31, its blocks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.model import Article, Furniture
from newsdiff.read.article import parse

_LINE = re.compile(r"[^\r\n]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^\r\n]*)")
_HEAD = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_KEPT = re.compile(r" {0,3}\[\^?[^\[\]\r\n]{1,200}\]:(?:[ \t]|$)")
_ADDRESS = (
    r"""\((?:<[^<>\r\n]{0,2000}>|[^()<>\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)(?:\s"[^"\r\n]{0,500}")?\)"""
)
#: Pictures alone, each maybe inside a link.
_PICTURE = re.compile(
    rf"\s{{0,20}}(?:\[?!\[[^\[\]\r\n]{{0,1000}}\](?:{_ADDRESS}|\[[^\[\]\r\n]{{0,200}}\])(?:\]{_ADDRESS})?\s{{0,20}})+$"
)
_TABLE = re.compile(r"[ \t]*+\|?+[ \t:]*+--(?=[^|]*\|)[-| \t:]*+$")
_COMMENT = re.compile(r" {0,3}<!--")
#: A longer line is a paragraph, and one of more words above `---` is too.
_LONGEST, _MOST_WORDS = 2000, 20


def is_markdown(path: str) -> bool:
    """Whether `path` is named as Markdown."""
    return path.lower().endswith((".md", ".markdown", ".mdown", ".mkd"))


def parse_markdown(
    text: str,
    path: str = "<text>",
    *,
    label: str | None = None,
    published: date | None = None,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
    defaults: SourceDefaults = NO_DEFAULTS,
) -> Article:
    """As `parse`; what is Markdown's own is furniture. Offsets are into `text` as it stands."""
    article = parse(
        text, path, label=label, published=published, encoding=encoding, warnings=warnings, defaults=defaults
    )
    known = list(article.furniture)
    title = article.title_span
    for item in _blocks(article.text, article.body_start):
        free = all(item.end <= other.start or other.end <= item.start for other in article.furniture)
        if free and not (title and item.start < title.end and title.start < item.end):
            known.append(item)
    return replace(article, furniture=tuple(sorted(known, key=lambda item: item.start)))


def _blocks(text: str, start: int) -> Iterator[Furniture]:
    """The lines from `start` on that are not the article's words, each with what it is."""
    fence, until, above = "", "", -1
    table = False
    for match in _LINE.finditer(text, start):
        line = match[0]
        if match.start() == match.end():
            # An empty match stands at each line's end too: only a line of its own is blank.
            if match.start() == 0 or text[match.start() - 1] in "\r\n":
                above, table = -1, False
            continue
        here, above, before = match.start(), match.start(), above
        reason = ""
        opening = _FENCE.match(line)
        if fence:
            reason = "code"
            if opening and opening[1].startswith(fence) and not opening[2].strip():
                fence = ""
        elif until:
            reason, until = "comment", "" if until in line else until
        elif opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence, reason = opening[1], "code"
        elif _COMMENT.match(line):
            reason, until = "comment", "" if "-->" in line else "-->"
        elif len(line) > _LONGEST:
            table = False
        elif _UNDERLINE.match(line) and before >= 0 and not table and _is_short(text[before:here]):
            yield _furniture(text, before, here - 1, "heading")
            reason = "rule"
        elif _TABLE.match(line):
            if before >= 0:
                yield _furniture(text, before, here - 1, "table")
            reason, table = "table", True
        elif table and "|" in line:
            reason = "table"
        else:
            reason = next((reason for form, reason in _FORMS if form.match(line)), "")
        if reason:
            above = -1
            yield _furniture(text, here, match.end(), reason)


_FORMS = ((_RULE, "rule"), (_HEAD, "heading"), (_KEPT, "link"), (_PICTURE, "image"))


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST and len(line.split()) <= _MOST_WORDS


def _furniture(text: str, start: int, end: int, reason: str) -> Furniture:
    """`[start, end)` without blanks at its ends."""
    part = text[start:end]
    return Furniture(start + len(part) - len(part.lstrip()), start + len(part.rstrip()), reason)
