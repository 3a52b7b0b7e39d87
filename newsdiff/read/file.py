"""A path, an address or standard input to bytes, within a limit, with an error that says what to do."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import BinaryIO

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.errors import InputError
from newsdiff.model import Article
from newsdiff.read import remote
from newsdiff.read.article import parse
from newsdiff.read.decode import Decoded, decode
from newsdiff.read.html import declared_encoding, is_html, parse_html
from newsdiff.read.markdown import is_markdown, parse_markdown

#: The size above which a file is no news article but a dump; `--max-bytes` raises it.
MAX_BYTES = 1_000_000


def is_jsonl(path: str) -> bool:
    """Whether the name of `path` says that it holds one article a line."""
    return os.path.splitext(path)[1].lower() in (".jsonl", ".ndjson")


def read(
    path: str,
    *,
    label: str | None = None,
    encoding: str | None = None,
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
    defaults: SourceDefaults = NO_DEFAULTS,
    stdin: BinaryIO | None = None,
) -> Article:
    """Read the article at `path` or address, or from `stdin` where `path` is `-`: plain text, Markdown or a web page.

    `label` overrides the article's source, `published` its date, `encoding` the finding of the encoding;
    `defaults` are what is known of its source.
    At most `max_bytes` + 1 bytes are read. Raises InputError where there is no readable text.
    """
    if is_jsonl(path):
        raise InputError(path, "may hold many articles", "read them with read_all")
    data = _from_stdin(stdin, max_bytes) if path == "-" else _from_file(path, max_bytes)
    if len(data) > max_bytes:
        raise InputError(path, f"is above the limit of {max_bytes:,} bytes", "raise it with --max-bytes")
    if not data.strip():
        raise InputError(path, "is empty", "give a file with the text of an article")
    decoded = _decoded(data, path, encoding)
    if not any(char.isalnum() for char in decoded.text):
        raise InputError(path, "has no words", "give a file with the text of an article")
    parser = parse_html if is_html(path, decoded.text) else parse_markdown if is_markdown(path) else parse
    return parser(
        decoded.text,
        path,
        label=label,
        published=published,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
        defaults=defaults,
    )


def _decoded(data: bytes, path: str, encoding: str | None) -> Decoded:
    """The text of `data`; of a web page that is no UTF-8 in the encoding that the page declares."""
    if encoding is None and is_html(path, data[:1000].decode("latin-1")):
        declared = declared_encoding(data)
        if declared is not None and not _is_utf8(data):
            with suppress(InputError):
                return decode(data, path, declared)
    return decode(data, path, encoding)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_stdin(stdin: BinaryIO | None, max_bytes: int) -> bytes:
    stream = sys.stdin.buffer if stdin is None else stdin
    try:
        return stream.read(max_bytes + 1)
    except OSError as error:
        raise InputError("-", f"cannot be read ({error.strerror})", "pipe the text of an article in") from None


def _from_file(path: str, max_bytes: int) -> bytes:
    with opened(path) as stream:
        return stream.read(max_bytes + 1)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file at `path` or address, open to be read; what goes wrong then or later is raised as InputError."""
    try:
        if remote.is_address(path):
            with remote.opened(path) as stream:
                yield stream
            return
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise InputError(path, "is a folder", "name the files in it")
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            raise InputError(path, "is not a regular file", "name a text file, or - for standard input")
        with open(path, "rb") as stream:
            yield stream
    except FileNotFoundError:
        raise InputError(path, "does not exist", "check the path") from None
    except PermissionError:
        raise InputError(path, "cannot be read: permission denied", "change its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, f"cannot be read ({reason})", "check the path") from None
