"""HTML to its tags and texts, as forgiving as browsers are, in time linear in its length.

The standard library's `html.parser` takes quadratic time on unclosed comments and tags, so the few rules that
reading needs of the HTML standard's tokenizer are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"(/?)([a-zA-Z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_END = re.compile(r"[\s/]*=*>?")
#: Elements whose content is text alone, up to their end tag.
_RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"))


_NUMBERED = re.compile(r"&#([0-9]{9,});?")


def plain(text: str) -> str:
    """`text` with its character references as characters. The standard library alone fails on one of 5,000 digits."""
    return unescape(_NUMBERED.sub(_shortened, text))


def _shortened(match: re.Match[str]) -> str:
    number = match[1].lstrip("0")
    return f"&#{number or 0};" if len(number) < 9 else "\ufffd"


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag: its name in small letters, and its attributes."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def tokens(text: str) -> Iterator[Tag | str]:
    """The tags of `text` and the texts between them, in order; comments and declarations left out."""
    at = 0
    while at < len(text):
        opened = text.find("<", at)
        if opened < 0:
            opened = len(text)
        if opened > at:
            yield plain(text[at:opened])
        at = opened
        if at >= len(text):
            return
        name = _NAME.match(text, at + 1)
        if name is not None:
            tag, at = _tag(text, name)
            yield tag
            if tag.name in _RAW and not tag.closes:
                end = _closing(tag.name).search(text, at)
                yield plain(text[at : end.start()] if end else text[at:])
                at = end.start() if end else len(text)
        elif text.startswith(("<!", "<?", "</"), at):
            closing = "-->" if text.startswith("<!--", at) else ">"
            end_at = text.find(closing, at + 2)
            at = end_at + len(closing) if end_at >= 0 else len(text)
        else:
            yield "<"
            at += 1


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.I)


def _tag(text: str, name: re.Match[str]) -> tuple[Tag, int]:
    attributes: dict[str, str] = {}
    at = name.end()
    while at < len(text):
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            break
        value = found[2] or ""
        if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1:
            value = value[1:-1]
        attributes.setdefault(found[1].lower(), plain(value))
        at = found.end()
    end = _END.match(text, at)
    return Tag(name[2].lower(), bool(name[1]), attributes), end.end() if end else at
