"""All the articles of a path: one in most files, one a line in JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.errors import InputError
from newsdiff.model import Article, Skipped
from newsdiff.read.file import MAX_BYTES, is_jsonl, read
from newsdiff.read.jsonl import read_jsonl


def read_all(
    path: str,
    *,
    label: str | None = None,
    encoding: str | None = None,
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
    group_field: str | None = None,
    defaults: SourceDefaults = NO_DEFAULTS,
) -> Iterator[Article | Skipped]:
    """The articles of `path` in order, each bad one as `Skipped` with its place and the reason; never raises.

    The options are those of `read`; `max_bytes` is the limit of an article, not of a file of many.
    `group_field` names the field of a JSON line that becomes the article's `group`.
    """
    if is_jsonl(path):
        yield from read_jsonl(
            path,
            label=label,
            encoding=encoding,
            published=published,
            max_bytes=max_bytes,
            group_field=group_field,
            defaults=defaults,
        )
        return
    try:
        yield read(path, label=label, encoding=encoding, published=published, max_bytes=max_bytes, defaults=defaults)
    except InputError as error:
        yield Skipped(error.path, error.problem)
