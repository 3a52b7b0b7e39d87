"""The read room: a path, a stream or a string becomes an `Article`."""

from __future__ import annotations

from newsdiff.read.article import parse
from newsdiff.read.file import MAX_BYTES, read

__all__ = ["MAX_BYTES", "parse", "read"]
