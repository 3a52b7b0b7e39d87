"""Patterns of paths as `.gitignore` writes them, relative to one folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: So many runs of `*` in one part of a pattern: each more multiplies the time that a long name takes.
_MOST_STARS = 4
_LINE = re.compile(r"(\.(?:jsonl|ndjson)):\d+$", re.I)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+::)*[a-z][a-z0-9+.-]+://", re.I)


@dataclass(frozen=True, slots=True)
class Globs:
    """`patterns` in the syntax of .gitignore, the last that matches decides; `root` is the folder they count from.

    An empty `root` is the working directory. An address (`s3://bucket/key`) is matched without its scheme.
    """

    patterns: tuple[str, ...] = ()
    root: str = ""

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def matches(self, path: str, *, folder: bool = False) -> bool:
        """Whether `path`, of a file, a line of a file (`a.jsonl:3`) or a `folder`, is one that the patterns name."""
        if not self.patterns:
            return False
        inner = inside(self.root, path)
        return inner is not None and compiled(self.patterns).match_file(inner + "/" * folder)


def inside(root: str, path: str) -> str | None:
    """`path` as seen from the folder `root`, with slashes; None where it lies outside."""
    path = without_line(path)
    address = _ADDRESS.match(path)
    if address:
        return path[address.end() :]
    inner = os.path.relpath(os.path.abspath(path), os.path.abspath(root or "."))
    if inner == os.pardir or inner.startswith(os.pardir + os.sep):
        return None
    return inner.replace(os.sep, "/")


def is_address(path: str) -> bool:
    """Whether `path` is an address (`s3://bucket/key`), which counts from no folder."""
    return _ADDRESS.match(path) is not None


def without_line(path: str) -> str:
    """The file of an article of JSON lines (`a.jsonl:3`); any other path as it is."""
    return _LINE.sub(r"\1", path)


def wrong_with(pattern: str) -> str | None:
    """What is wrong with a pattern, in words; None where it is one."""
    if not pattern.strip():
        return "is empty"
    if any(len(re.findall(r"\*+", part)) > _MOST_STARS for part in pattern.split("/")):
        return f"has more than {_MOST_STARS} * in one part"
    try:
        compiled((pattern,))
    except (ValueError, re.error):
        return "is no pattern as .gitignore has them"
    return None


@lru_cache(maxsize=4096)
def compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns, compiled. Raises ValueError or re.error where one is none."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)
