"""JSON lines: one article a line, with its text and what is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.errors import InputError
from newsdiff.model import Article, Skipped
from newsdiff.read.article import parse
from newsdiff.read.decode import decode
from newsdiff.read.file import MAX_BYTES, opened

#: Fields other than the text, and which metadata they are.
FIELDS = {"title": "title", "source": "source", "published": "date", "url": "url", "author": "author"}


def read_jsonl(
    path: str,
    *,
    label: str | None = None,
    encoding: str | None = None,
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
    group_field: str | None = None,
    defaults: SourceDefaults = NO_DEFAULTS,
) -> Iterator[Article | Skipped]:
    """The articles of the JSON lines at `path`, read as they are asked for; a bad line is `Skipped`, the rest go on.

    A line is an object with `text`, and if it likes `title`, `source`, `published`, `url`, `author` and `id`. The
    article's path is `path:line`; its offsets are into `text`. `label` and `published` override the line's own.
    `group_field` names a further field, whose value becomes the article's `group`.
    """
    try:
        with opened(path) as stream:
            found = False
            number = 0
            while line := stream.readline(max_bytes + 1):
                number += 1
                place = f"{path}:{number}"
                if len(line) > max_bytes:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(max_bytes)
                    found = True
                    yield Skipped(place, f"is above the limit of {max_bytes:,} bytes; raise it with --max-bytes")
                    continue
                if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                    continue
                found = True
                try:
                    yield _article(line, place, label, encoding, published, group_field, defaults)
                except InputError as error:
                    yield Skipped(error.path, error.problem)
            if not found:
                yield Skipped(path, "is empty; give a file with one article a line, as JSON")
    except InputError as error:
        yield Skipped(error.path, error.problem)


def _article(
    line: bytes,
    place: str,
    label: str | None,
    encoding: str | None,
    published: date | None,
    group_field: str | None,
    defaults: SourceDefaults,
) -> Article:
    decoded = decode(line, place, encoding)
    try:
        row: Any = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise InputError(place, f"is not JSON ({error.msg} at column {error.colno})", _WAY_OUT) from None
    except RecursionError:
        raise InputError(place, "is not JSON that can be read (lists in lists too deep)", _WAY_OUT) from None
    except ValueError:
        raise InputError(place, "is not JSON that can be read (a number of thousands of digits)", _WAY_OUT) from None
    if not isinstance(row, dict):
        raise InputError(place, "is no JSON object", _WAY_OUT)
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError(place, "has no text" if text is None else "has a text that is no string", _WAY_OUT)
    if not any(char.isalnum() for char in text):
        raise InputError(place, "has no words in its text", _WAY_OUT)
    stated = {kind: _field(row, name, place) for name, kind in FIELDS.items()}
    article = parse(
        text,
        place,
        label=label,
        published=published,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
        metadata={kind: value for kind, value in stated.items() if value},
        defaults=defaults,
    )
    group = _field(row, group_field, place) if group_field else ""
    return replace(article, form="jsonl", id=_field(row, "id", place) or None, group=group or None)


_WAY_OUT = 'write each article on a line of its own as {"text": "…", "title": "…", "published": "2024-10-26"}'


def _field(row: dict[str, Any], name: str, place: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(place, f"has a {name} that is no string", _WAY_OUT)
    return " ".join(str(value).split())
