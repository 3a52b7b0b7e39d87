"""The `---` fenced block of `key: value` lines that may open a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsdiff.read import words

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*)|)$")
#: A block longer than this is no front matter but text between two rules.
MAX_LINES = 100
_NO_PAIRS = "the lines after --- are not all front matter: read as text"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says (title, source, date, author, url, …) and where the text after it starts."""

    end: int = 0
    values: dict[str, str] = field(default_factory=dict)
    warning: str | None = None


def front_matter(text: str) -> FrontMatter:
    """Read the block at the head of `text`. Without a closing fence, or with lines that are no pairs, it is text."""
    start = len(text) - len(text.lstrip())
    opening = _FENCE.match(text, start)
    if not opening:
        return FrontMatter()
    values: dict[str, str] = {}
    place, key = opening.end(), ""
    for _ in range(MAX_LINES):
        line = _LINE.match(text, place)
        if line is None or (not line[2] and line[1].rstrip() not in ("---", "...")):
            break
        place, content = line.end(), line[1].rstrip()
        if content in ("---", "..."):
            return FrontMatter(place, values) if values else FrontMatter()
        pair = _PAIR.match(content)
        if pair and not content[0].isspace():
            key = words.keys().get(pair[1].strip().lower().replace("_", " ").replace("-", " "), "")
            if key and pair[2]:
                values.setdefault(key, _scalar(pair[2]))
            elif not key:
                values.setdefault("", "")
        elif content.strip() and not content.startswith("#"):
            if not content[0].isspace() and not content.startswith("-"):
                return FrontMatter(warning=_NO_PAIRS if values else None)
            if key and key not in values:
                values[key] = _scalar(content.strip().removeprefix("-"))
    if values:
        return FrontMatter(warning="front matter without a closing --- line: read as text")
    return FrontMatter()


def _scalar(value: str) -> str:
    """A YAML scalar or flow list of them, as far as metadata needs it: quotes and brackets off, spaces single."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        opened, closed = len(value) - len(value.lstrip("[")), len(value) - len(value.rstrip("]"))
        depth = min(opened, closed)
        value = ", ".join(_unquoted(item) for item in value[depth:-depth].split(",") if item.strip())
    else:
        value = _unquoted(value)
    return " ".join(value.split())


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    elif len(value) > 1 and value[0] == value[-1] == "'":
        value = value[1:-1].replace("''", "'")
    else:
        value = re.split(r"\s#\s", value, maxsplit=1)[0]
        value = "" if value in ("null", "~", "|", ">", ">-", "|-") else value
    return value
