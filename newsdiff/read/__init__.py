"""The read room: a path, a stream or a string becomes an `Article`."""

from __future__ import annotations

from newsdiff.read.article import parse
from newsdiff.read.file import MAX_BYTES, read
from newsdiff.read.many import read_all

__all__ = ["MAX_BYTES", "parse", "read", "read_all"]
